import type { IDataObject } from 'n8n-workflow';
import type { SeedData } from '../sandbox/server';
import type { ScenarioName } from './wire';

/** The work both nodes are given: what the account holds before, the items, and what it holds after. */
export interface Scenario {
	label: string;
	seed(count: number): SeedData;
	/** @param ids of the seeded contacts */
	items(count: number, ids: readonly string[]): IDataObject[];
	/** Records the account must hold when the work is done. */
	after(count: number): { type: string; total: number };
	/** Items that must come out. */
	out(count: number): number;
}

/** Contacts beside those that a search is after. */
const bystanders = 200;

const person = (at: number): IDataObject => ({ email: `person${at}@example.com`, firstName: `First${at}`, lastName: `Last${at}`, phone: `+1555${String(at).padStart(7, '0')}`, company: 'Acme' });
const people = (count: number) => Array.from({ length: count }, (_none, at) => person(at));
const stored = ({ email, firstName, lastName, phone, company }: IDataObject, change: IDataObject = {}) => ({ properties: { email, firstname: firstName, lastname: lastName, phone, company, ...change } });
const withId = (_count: number, ids: readonly string[]) => ids.map((id) => ({ id }));
const contacts = (total: number) => ({ type: 'contacts', total });
const each = (count: number) => count;

const upsert = (label: string, seed: Scenario['seed']): Scenario => ({ label, seed, items: people, after: contacts, out: each });

export const scenarios: Record<ScenarioName, Scenario> = {
	upsertNew: upsert('Create or update by e-mail, all new', () => ({})),
	upsertMixed: upsert('Create or update by e-mail, half exist and differ', (count) => ({ contacts: people(count).filter((_one, at) => at % 2).map((one) => stored(one, { company: 'Former Inc' })) })),
	upsertUnchanged: upsert('Create or update by e-mail, all exist unchanged', (count) => ({ contacts: people(count).map((one) => stored(one)) })),
	// A placeholder such as none@example.com in every row.
	upsertSame: { ...upsert('Create or update by e-mail, all the same e-mail', (count) => ({ contacts: [stored(person(count))] })), items: (count) => people(count).map((one) => ({ ...one, email: person(count).email })), after: () => contacts(1) },
	create: upsert('Create contacts', () => ({})),
	get: { label: 'Get contacts by ID', seed: (count) => ({ contacts: people(count).map((one) => stored(one)) }), items: withId, after: contacts, out: each },
	search: {
		label: 'Search contacts by company',
		seed: (count) => ({ contacts: [...people(count).map((one) => stored(one)), ...people(bystanders).map((one, at) => stored(one, { email: `other${at}@example.com`, company: 'Other' }))] }),
		items: () => [{}],
		after: (count) => contacts(count + bystanders),
		out: each,
	},
	meetings: {
		label: 'Create meetings with a contact',
		seed: (count) => ({ contacts: people(count).map((one) => stored(one)) }),
		items: (_count, ids) => ids.map((contactId, at) => ({ title: `Visit ${at}`, startTime: '2030-06-03T09:00:00.000Z', endTime: '2030-06-03T09:30:00.000Z', contactId })),
		after: (count) => ({ type: 'meetings', total: count }),
		out: each,
	},
	idlePoll: { label: 'Poll with nothing new', seed: (count) => ({ contacts: people(count).map((one, at) => ({ ...stored(one), createdAt: Date.now() - 3_600_000 - at * 1_000 })) }), items: () => [{}], after: contacts, out: () => 0 },
};
