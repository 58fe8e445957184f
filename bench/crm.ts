import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { CommonSettings, SeedData } from '../sandbox/server';
import type { TestCredential } from '../test/support/n8n';

/** The work both nodes are given: what the account holds before, the items, and what it must hold after. */
export interface Scenario {
	label: string;
	/** Object that the work is about, in the vendor's words. */
	type: string;
	seed(count: number): SeedData;
	/** @param ids of the seeded people */
	items(count: number, ids: readonly string[]): IDataObject[];
	/** Items that must come out. */
	out(count: number): number;
	/** All records that the account must hold when the work is done, in our words. */
	after(count: number): IDataObject[];
	/** One stored record in the words of {@link after}. */
	read(record: unknown): IDataObject;
}
/** A scenario as users of both nodes would set it up. */
export interface Comparison extends Scenario {
	/** Parameters of our node, or of our trigger. */
	suite: INodeParameters;
	/** Parameters of the built-in one; `null` where it has nothing of the kind, which {@link CrmBench.lacks} tells. */
	builtIn: INodeParameters | null;
	/** Most requests that our node takes for so many items. */
	promise(count: number): number;
	/** Triggers run: what counts is a poll after one that has found its place. */
	poll?: true;
}
/** n8n's own node: files below `dist` of n8n-nodes-base. */
export interface BuiltIn {
	node: string;
	trigger?: string;
	credential: string;
	/** Further files that n8n loads for this CRM. */
	alsoLoaded: string[];
	/** Latest version of the node, and of the trigger unless it has one of its own. */
	version: number;
	triggerVersion?: number;
	/** What there is instead of a trigger that polls. */
	insteadOfPolling?: string;
	/** Parameters of every comparison. */
	parameters: INodeParameters;
	/** What is typed into the credential. @param url of the account */
	data(url: string): TestCredential['data'];
}
/** One CRM in the benchmark: all that is the vendor's is said in its file in `crms/`. */
export interface CrmBench {
	/** Id in the sandbox. */
	id: string;
	label: string;
	/** Hosts that the nodes call, the account's own first, and where the sandbox plays each: `api.vendor.com` -> `/vendor`. */
	hosts: Record<string, string>;
	/** Settings under which no limit of rate is met. */
	unlimited: Partial<CommonSettings>;
	/** The vendor's limit that the sandbox holds both nodes to in the rate-limit columns. */
	limit: string;
	suite: {
		/** Folder below `nodes/`, and what the names of its credentials have after `CrmSuite`. */
		folder: string;
		node: INodeType;
		trigger: INodeType;
		/** Parameters of every comparison. */
		parameters: INodeParameters;
		/** @param url of the account */
		credential(url: string): TestCredential;
	};
	builtIn: BuiltIn;
	/** Items of a comparison, where a thousand would mostly wait: for a limit that no answer tells and our node always keeps to. */
	count?: number;
	/** In the order of the table. */
	comparisons: Record<string, Comparison>;
	/** What the built-in node and trigger have nothing for, each a sentence. */
	lacks: string[];
}

/** Calls for so many items where one call takes `size` of them. */
export const callsOf = (size: number, times = 1) => (count: number): number => times * Math.ceil(count / size);

const folder = join(__dirname, 'crms');
const source = /(?<!\.d)\.[jt]s$/;

/** Names of the CRMs that have a file. */
export const crmNames = (): string[] => readdirSync(folder).filter((file) => source.test(file)).map((file) => parse(file).name).sort();

/** Only what is asked for is loaded: a measured process carries no other CRM. @param from the folder `crms`, compiled or not */
export async function loadCrm(name: string, from = folder): Promise<CrmBench> {
	return ((await import(join(from, name))) as { bench: CrmBench }).bench;
}

/** The account's address at the vendor. */
export const addressOf = ({ hosts }: CrmBench): string => `https://${Object.keys(hosts)[0]}`;
