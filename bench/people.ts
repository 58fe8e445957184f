import type { IDataObject } from 'n8n-workflow';
import type { Scenario } from './crm';

/** How one CRM keeps the people that most scenarios are about. */
export interface PeopleShape {
	/** Object in the vendor's words, and in words for labels. */
	type: string;
	plural: string;
	/** Field of ours that an update changes and a search asks for. */
	trait: string;
	/** True where the rows carry an external ID. */
	numbered?: boolean;
	/** People in the account that no item is about; none unless given. */
	strangers?(count: number): number;
	/** A record to start with. @param createdAt epoch milliseconds */
	seed(person: IDataObject, createdAt: number): unknown;
	/** A stored record in our words, with the keys of the rows. */
	read(record: unknown): IDataObject;
}

/** Values of the trait: what the items say and a search asks for, and what it was before. */
export const trait = { now: 'Acme', before: 'Former Inc' };
/** Long before any trigger was set up. */
const hourMs = 3_600_000;
const amongStrangers = 200;

/** What means the same in every CRM. */
export type PeopleScenario = 'upsertNew' | 'upsertMixed' | 'upsertUnchanged' | 'upsertSame' | 'create' | 'get' | 'search' | 'idlePoll';

/** The scenarios that mean the same in every CRM, about its people. */
export function peopleScenarios(shape: PeopleShape): Record<PeopleScenario, Scenario> {
	const { type, plural, read, strangers: strangersOf = () => 0 } = shape;
	const person = (at: number): IDataObject => ({
		email: `person${at}@example.com`, firstName: `First${at}`, lastName: `Last${at}`, phone: `+1555${String(at).padStart(7, '0')}`,
		[shape.trait]: trait.now, ...(shape.numbered ? { externalId: `A-${at}` } : {}),
	});
	const people = (count: number) => Array.from({ length: count }, (_none, at) => person(at));
	const former = (count: number) => people(count).filter((_one, at) => at % 2).map((one) => ({ ...one, [shape.trait]: trait.before }));
	const strangers = (count: number) => Array.from({ length: count }, (_none, at) => ({
		...person(at), email: `stranger${at}@example.com`, [shape.trait]: trait.before, ...(shape.numbered ? { externalId: `S-${at}` } : {}),
	}));
	const seeded = (rows: readonly IDataObject[]) => ({ [type]: rows.map((row, at) => shape.seed(row, Date.now() - hourMs - at * 1_000)) });

	type Rows = (count: number) => IDataObject[];
	/** @param held what the account holds before of those that the items are about */
	const scenario = (label: string, held: Rows, more: Partial<Scenario> = {}, others = strangersOf): Scenario => ({
		label, type, read,
		seed: (count) => seeded([...held(count), ...strangers(others(count))]),
		items: people,
		out: (count) => count,
		after: (count) => [...people(count), ...strangers(others(count))],
		...more,
	});
	const alike: Rows = (count) => people(count).map((one) => ({ ...one, email: person(count).email }));
	const upsert = `Create or update by ${shape.numbered ? 'external ID' : 'e-mail'}`;
	const none = () => [];
	return {
		upsertNew: scenario(`${upsert}, all new`, none),
		upsertMixed: scenario(`${upsert}, half exist and differ`, former),
		upsertUnchanged: scenario(`${upsert}, all exist unchanged`, people),
		// A placeholder such as none@example.com in every row: one record, which ends as the last row says.
		upsertSame: scenario(`${upsert}, one e-mail in all rows`, (count) => [person(count)], {
			items: alike,
			after: (count) => [...alike(count).slice(-1), ...strangers(strangersOf(count))],
		}),
		create: scenario(`Create ${plural}`, none),
		get: scenario(`Get ${plural} by ID`, people, { items: (count, ids) => ids.slice(0, count).map((id) => ({ id })) }),
		search: scenario(`Search ${plural} by one field`, people, { items: () => [{}] }, (count) => strangersOf(count) + amongStrangers),
		idlePoll: scenario('Poll with nothing new', people, { items: () => [{}], out: () => 0 }),
	};
}
