import type { Sandbox } from '../../sandbox/server';

/** An appointment as the CRM has it. */
export interface LedgerAppointment {
	/** ISO 8601 in UTC. */
	start: string;
	/** What was noted about it. */
	notes: string;
}

/** A person as the CRM has it, with the appointments of that person. */
export interface LedgerPerson {
	id: string;
	name: string;
	email: string;
	phone: string;
	appointments: LedgerAppointment[];
}

/** Everything a CRM holds that the story may have written. */
export interface Ledger {
	people: LedgerPerson[];
	/** Number of appointments, linked with a person or not. */
	appointments: number;
}

/** Somebody whom the CRM knows, in words of no CRM. */
export interface Person {
	firstName: string;
	lastName: string;
	phone?: string;
	email?: string;
	/** Has bought before; others have only asked. */
	hasBought?: boolean;
}

/** A credential as the workflows name it, and what its user enters. */
export interface StoryCredential {
	name: string;
	type: string;
	data(sandbox: Sandbox): Record<string, unknown>;
	/** True when it has to be connected on the vendor's consent page. */
	needsConsent?: boolean;
}

/**
 * One CRM of the story: what stands for it in the workflows, how its sandbox account is reached, and how to look into it
 * without our nodes.
 */
export interface StoryCrm {
	/** Sandbox id, and the end of the example's file name. */
	id: string;
	label: string;
	/** Full node types, put in place of those in the example workflows. */
	node: string;
	trigger: string;
	credential: StoryCredential;
	/** "Store As" by resource, only where what the node proposes cannot hold a caller. */
	storeAs?: Readonly<Record<string, string>>;
	/** Makes the customers that are in the CRM before the phone rings. */
	seed(sandbox: Sandbox, people: readonly Person[]): void;
	/** Reads the account over the vendor's API, past n8n and past our nodes. */
	ledger(sandbox: Sandbox): Promise<Ledger>;
	/** Makes a customer as somebody in the CRM's own app would; gives the ID. */
	addCustomer(sandbox: Sandbox, person: Person): Promise<string>;
}
