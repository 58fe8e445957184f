import type { Sandbox } from '../../sandbox/server';
import type { NewCredential } from '../runtime';

/** A person as the CRM has it, with what hangs on it. */
export interface LedgerPerson {
	id: string;
	name: string;
	email: string;
	phone: string;
	/** Start of each appointment linked with the person, ISO 8601 in UTC. */
	appointments: string[];
	/** Text of each note linked with the person. */
	notes: string[];
}

/** Everything a CRM holds that the story may have written. */
export interface Ledger {
	people: LedgerPerson[];
	/** Number of appointments and notes, linked or not. */
	appointments: number;
	notes: number;
}

/** One CRM of the story: how its sandbox account is reached, and how to look into it without our nodes. */
export interface StoryCrm {
	/** Sandbox id and part of webhook paths. */
	id: string;
	label: string;
	/** Full node types, put in place of those in the example workflows. */
	node: string;
	trigger: string;
	/** Replaces the credential that the example workflows name. */
	credential(sandbox: Sandbox): NewCredential;
	/** Makes the contacts that are in the CRM before the phone rings. */
	seed(sandbox: Sandbox): void;
	/** Reads the account past n8n and past our nodes. */
	ledger(sandbox: Sandbox): Promise<Ledger>;
	/** Makes a contact as somebody in the CRM's own app would; gives its id. */
	addContact(sandbox: Sandbox, name: { firstName: string; lastName: string; email: string }): Promise<string>;
	/** How often the trigger has asked the CRM so far. */
	polls(sandbox: Sandbox): number;
}
