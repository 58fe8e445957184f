import { shown, stored, type Stored } from '../shared/map/fields';
import type { CrmClient, Field, FieldKind, LiveField, Lookup, Matching, NaturalKey, Poll, Raw, Scope, VendorObject, WriteRow } from '../shared/types';
import { batchMax, deleteAll, describe, nextOf, pageMax, query, queryAll, queryPage, readByIds, recordsOf, shortId, writeAll } from './api';
import { anyOf, isOneOf, moment, phoneMatch, quote, searchClauses, select, slices, type Clauses, type Selection } from './soql';

/** What sets one Salesforce object apart from the others: all share one API. */
export interface Shape extends Pick<VendorObject, 'label' | 'fields' | 'imply' | 'unverified'> {
	/** Object name at Salesforce, and the saved name of the choice unless `id` says another. */
	object: string;
	id?: string;
	/** Fields of parents to read, such as `Account.Name`. */
	parents?: readonly string[];
	/** Fields that a search by text looks into. */
	texts: readonly string[];
	/** Fields that an e-mail address or a phone number is matched in. */
	email?: string;
	phones?: readonly string[];
	/** Which records are meant at all, and which of them a search or a match is for. */
	always?: readonly string[];
	searched?: readonly string[];
	/** `people` and `key` are the fields that the parts of the natural key stand in. */
	natural?: NaturalKey & { people: readonly string[]; key?: string };
	/** Completes bodies before they are sent; rows with an `id` are updates. */
	before?(rows: WriteRow[], client: CrmClient): Promise<void>;
}

const stamps = { created: 'CreatedDate', updated: 'SystemModstamp' };
/** Builds a Salesforce object from its shape. */
export function salesforceObject(shape: Shape): VendorObject {
	const { object, always = [], searched = always, parents = [], texts, before } = shape;
	const selection = ({ customFields }: Scope): Selection => ({ object, extra: [...parents, ...customFields] });
	const fields = [
		...shape.fields, ...shown('', { createdAt: stamps.created, updatedAt: stamps.updated }),
		{ key: 'url', label: 'URL', kind: 'url' as const, read: ({ Id }: Raw) => (Id ? `/${String(Id)}` : null) },
	];
	const write = (method: 'POST' | 'PATCH') => async (rows: WriteRow[], client: CrmClient) => {
		await before?.(rows, client);
		return await writeAll(method, object, rows, client);
	};
	return {
		id: object, ...shape, fields,
		idOf: ({ Id }) => String(Id ?? ''),
		customFields: { read: (raw) => raw, write: (name, value, body) => void (body[name] = Array.isArray(value) ? value.join(';') : (value as string)) },
		create: { max: batchMax, perform: write('POST') },
		update: { max: batchMax, perform: write('PATCH') },
		remove: { max: batchMax, perform: deleteAll },
		get: {
			max: pageMax,
			perform: async (rows: Array<{ id: string }>, client, scope) => {
				const found = await readByIds(selection(scope), rows.map(({ id }) => id), client);
				return rows.map(({ id }) => (found.has(shortId(id)) ? { raw: found.get(shortId(id))! } : { error: { kind: 'notFound', message: `Salesforce has no ${shape.label} with ID ${id}` } }));
			},
		},
		complete: async (raws, client, scope) => await readBack(raws, selection(scope), client),
		search: {
			request: (wish, page, scope) => queryPage(select(selection(scope), searchClauses(wish, fields, texts, searched)), page),
			read: recordsOf,
			next: nextOf,
		},
		match: matching(shape, selection),
		poll: poll(selection, always),
		metadata: async (client) => await liveFields(object, client),
	};
}
/** A write answers with an id only (contract section 3): what Salesforce made of the record is read once for all. */
async function readBack(raws: Raw[], selection: Selection, client: CrmClient): Promise<void> {
	const unread = raws.filter((raw) => raw.unread);
	if (!unread.length) return;
	try {
		const found = await readByIds(selection, unread.map(({ Id }) => String(Id)), client);
		for (const raw of unread) Object.assign(raw, found.get(shortId(raw.Id)));
	} catch (thrown) {
		// The records stand: an error now would make a user write them again.
		client.warn(`The records were written but could not be read again: ${(thrown as Error).message}`);
	}
	for (const raw of unread) delete raw.unread;
}

function matching({ natural, email, phones, searched, always = [] }: Shape, selection: (scope: Scope) => Selection): Matching {
	const by = <Value>(where: (values: readonly Value[]) => readonly string[], most?: number): Lookup<Value> => ({
		max: pageMax,
		find: async (values, client, scope) => {
			const soql = (some: readonly Value[]) => select(selection(scope), { where: [...(searched ?? always), ...where(some)] });
			const found: Raw[] = [];
			for (const some of slices(values, soql, most)) found.push(...(await queryAll(soql(some), client)));
			return found;
		},
	});
	const field = (name: string) => by<string>((values) => [isOneOf(name, values)]);
	const phone = (names: readonly string[]) => by<string>((values) => [anyOf(values.length ? values.map((value) => phoneMatch(names, value)) : ['Id = null'])], 50);
	return {
		field,
		...(email ? { email: field(email) } : {}),
		...(phones ? { phone: phone(phones) } : {}),
		...(natural ? { natural: { ...natural, ...by<string[]>((values) => naturalTests(natural, values)) } } : {}),
	};
}
/** Candidates of natural keys: of the people in question and with the other part, in any pairing; the engine knows the pairs. */
function naturalTests({ people, key }: NonNullable<Shape['natural']>, parts: readonly string[][]): string[] {
	const whom = anyOf(people.map((name) => isOneOf(name, [...new Set(parts.map(([id]) => id))])));
	const what = [...new Set(parts.map(([, ...rest]) => rest.join('\n')))];
	if (!key) return [whom];
	return [whom, key.endsWith('DateTime') ? `${key} IN (${what.map(moment).join(',')})` : isOneOf(key, what)];
}
/** By the second, so ties are usual: the engine reads a full second by id (contract section 5). */
function poll(selection: (scope: Scope) => Selection, always: readonly string[]): Poll {
	const soql = (scope: Scope, clauses: Clauses) => query(select(selection(scope), clauses));
	return {
		overlapMs: 300_000,
		settleMs: 2_000,
		read: recordsOf,
		newest: (event, limit, scope) => soql(scope, { where: always, order: `${stamps[event]} DESC, Id DESC`, limit }),
		request: (event, { since, tie }, scope) => {
			// What lies between two seconds begins with the next one.
			const second = new Date(Math.ceil(Date.parse(since) / 1_000) * 1_000).toISOString();
			const from = [`${stamps[event]} ${tie ? '=' : '>='} ${second}`, ...(tie?.afterId ? [`Id > ${quote(tie.afterId)}`] : [])];
			return soql(scope, { where: [...always, ...from], order: tie ? 'Id ASC' : `${stamps[event]} ASC, Id ASC`, limit: pageMax });
		},
		more: (response) => nextOf(response) !== null || recordsOf(response).length >= pageMax,
	};
}

interface Described { name: string; label: string; type: string; createable: boolean; updateable: boolean; nillable: boolean; defaultedOnCreate: boolean; externalId: boolean; unique: boolean; picklistValues?: Array<{ active: boolean; label: string; value: string }> }
const kinds: Record<string, FieldKind> = {
	textarea: 'longText', email: 'email', phone: 'phone', url: 'url', boolean: 'boolean', int: 'number', double: 'number', currency: 'number', percent: 'number', date: 'date', datetime: 'dateTime', picklist: 'choice', multipicklist: 'choices',
};
async function liveFields(object: string, client: CrmClient): Promise<LiveField[]> {
	const { fields } = (await client.send(describe(object))).body as { fields: Described[] };
	// Compound fields are only shown; their parts are written (contract section 2).
	return fields.filter(({ type }) => type !== 'address' && type !== 'location').map(({ name, label, type, createable, updateable, nillable, defaultedOnCreate, externalId, unique, picklistValues = [] }) => ({
		name, label, kind: kinds[type] ?? 'text', readOnly: !createable && !updateable, unique: externalId || unique,
		required: createable && !nillable && !defaultedOnCreate && type !== 'boolean',
		choices: picklistValues.filter(({ active }) => active).map((choice) => ({ label: choice.label, value: choice.value })),
	}));
}
/** Fields stored under one name each; and those that only Salesforce sets. */
export const named = (names: Record<string, Stored>) => stored('', names);
export const readOnly = (names: Record<string, Stored>): Field[] => shown('', names);
export const owner: Record<string, Stored> = { owner: { name: 'OwnerId', kind: 'reference', target: 'owner' } };
/** A field's place in an address. */
export const address = (prefix: string) => named({
	'address.street': `${prefix}Street`, 'address.city': `${prefix}City`, 'address.state': { name: `${prefix}State`, label: 'State/Province' },
	'address.postalCode': { name: `${prefix}PostalCode`, label: 'Zip/Postal Code' }, 'address.country': `${prefix}Country`,
});
/** True for the id of a record of one of these kinds: its first three characters tell (contract section 2). */
export const isKind = (id: unknown, ...prefixes: string[]): boolean => prefixes.includes(String(id ?? '').slice(0, 3));
/** A link to a record of one kind. */
export const link = (key: string, label: string, target: string, name: string): Field => ({ key, label, kind: 'reference', target, read: name, write: name });
