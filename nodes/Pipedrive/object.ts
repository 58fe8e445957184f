import type { IDataObject } from 'n8n-workflow';
import { CrmFailure, errorOf, refusal } from '../shared/http/failure';
import { path } from '../shared/http/path';
import { findAll } from '../shared/run/findAll';
import { parallel } from '../shared/run/parallel';
import { idOrThrow, relate } from '../shared/run/relate';
import type { CrmClient, Field, Lookup, Raw, Search, SearchQuery, VendorObject, WriteRow } from '../shared/types';
import { dataOf, idsMax, listPage, nextOf, orderBy, pageMax, pollOf, readAll, rowsOf, searchPage, utc, v1, v2, wholeSeconds } from './api';
import { fieldsOf, inBody, inFlatBody, liveFields, show, shownAs } from './fields';

const withLabels = { include_labels: true, include_option_labels: true };
const lists = {
	persons: v2('persons', withLabels), organizations: v2('organizations', withLabels), deals: v2('deals', withLabels),
	activities: v2('activities'), leads: v1('leads'), notes: v1('notes', 'PUT'),
};
export type Kind = keyof typeof lists;
/** What sets one kind of record apart from the others: all work alike. */
export interface Shape extends Pick<VendorObject, 'label' | 'fields' | 'match'> {
	kind: Kind;
	/** Where Pipedrive shows a record, before its id. */
	page?: string;
	/** Parameters of the list by canonical key; fields that a search looks into, and whose values it finds. */
	filters: Readonly<Record<string, string>>;
	texts?: string;
	hits?: readonly string[];
	/** Makes a body that Pipedrive takes of the fields' values. */
	bodyOf?(row: WriteRow, client: CrmClient): Promise<IDataObject> | IDataObject;
	/** Adds to records what stands in others, as `org_name` and `person`. */
	join?(raws: Raw[], client: CrmClient): Promise<void>;
	/** In place of custom fields of the account's own. */
	extras?: Pick<VendorObject, 'customFields' | 'metadata'>;
	imply?(values: Map<string, unknown>, current: Raw | null): string[];
}

/** A link with another record. */
export const link = (key: string, label: string, target: string, name: string): Field => ({ key, label, kind: 'reference', target, read: name, write: name });
export const owner = link('owner', 'Owner', 'owner', 'owner_id');
export const labels: Field = { key: 'tags', label: 'Labels', kind: 'choices', column: 'label_ids', write: 'label_ids', read: (raw) => show(raw.labels ?? []) };
/** An address in one line: parts that are left out become empty (contract section 2.2). */
export const place = (key: string, label: string, name: string): Field => ({
	key, label, kind: 'text', read: `${name}.value`, write: (value, body) => void (body[name] = value === null ? null : { value: String(value) }),
});

const numbers = ['owner_id', 'org_id', 'organization_id', 'person_id', 'deal_id', 'stage_id', 'pipeline_id'];
/** An ID as the number that v2 insists on (section 0). */
function numbered([name, value]: [string, unknown]): [string, unknown] {
	if (!numbers.includes(name) || typeof value !== 'string') return [name, value];
	if (/^\d+$/.test(value)) return [name, Number(value)];
	throw refusal(`"${value}" is no ${name} of Pipedrive`, 'Give the ID, a whole number.');
}
/** Writes one record. Answers have no labels and no names of others: they come from what was given, or are to be joined anew. */
export async function save({ kind, bodyOf }: Shape, row: WriteRow, client: CrmClient): Promise<Raw> {
	const { custom_fields: given, label_ids: names, ...rest } = (await bodyOf?.(row, client)) ?? row.body;
	const fields = given || names !== undefined ? await fieldsOf(kind, client) : [];
	const custom = shownAs((given ?? {}) as IDataObject, fields);
	const { label_ids: labelled } = names === undefined ? {} : shownAs({ label_ids: names ?? [] }, fields);
	const body: IDataObject = {
		...(Object.fromEntries(Object.entries(rest).map(numbered)) as IDataObject),
		...(labelled ? { label_ids: inBody({ labelled }).labelled ?? [] } : {}),
		...(lists[kind].version === 1 ? inFlatBody(custom) : given ? { custom_fields: inBody(custom) } : {}),
	};
	const joined = { org_name: undefined, person: undefined, ...(labelled ? { labels: labelled } : {}) } as unknown as Raw;
	if (row.id && !Object.keys(body).length) return joined;
	const { path: all, update: method } = lists[kind];
	const request = row.id ? { method, path: `${all}${path`/${row.id}`}`, safeToRepeat: true } : { method: 'POST' as const, path: all };
	const response = await client.send({ ...request, body }).catch((thrown: unknown) => {
		const error = errorOf(thrown);
		const nameOf = (code: string) => fields.find((field) => field.field_code === code)?.field_name ?? code;
		throw new CrmFailure({ ...error, message: error.message.replace(/\b[0-9a-f]{40}\b/g, nameOf) });
	});
	const held = (row.current?.custom_fields ?? {}) as IDataObject;
	return { ...dataOf(response), ...(lists[kind].version === 2 ? { custom_fields: { ...held, ...custom } } : {}), ...joined };
}
/** Records by their ids: in v2 up to 100 for the tokens of a page, in v1 one by one. */
export async function readByIds(kind: Kind, given: readonly unknown[], client: CrmClient): Promise<Raw[]> {
	const list = lists[kind];
	const ids = [...new Set(given.map(String))].filter((id) => list.version === 1 || /^\d+$/.test(id));
	if (ids.length > 1 && list.version === 2) return await client.inChunks(ids, idsMax, (some) => listPage(list, { ids: some.join(',') }), rowsOf);
	const found: Raw[] = [];
	await parallel(ids, 4, async (id) => {
		const answer = client.send({ method: 'GET', path: `${list.path}${path`/${id}`}`, query: list.always });
		await answer.then((response) => found.push(dataOf(response)), (thrown: unknown) => errorOf(thrown).kind === 'notFound' || Promise.reject(thrown as Error));
	});
	// A deleted one can still be read (section 3.1).
	return found.filter(({ is_deleted: isGone }) => isGone !== true);
}
/** Completes what a search shows of records, and joins. */
async function complete({ kind, join }: Shape, raws: Raw[], client: CrmClient): Promise<void> {
	const hits = new Map(raws.filter(({ isHit }) => isHit).map((raw) => [raw.id, raw]));
	for (const raw of hits.size ? await readByIds(kind, [...hits.keys()], client) : []) Object.assign(hits.get(raw.id)!, raw, { isHit: undefined });
	await join?.(raws, client);
}

/** Those of v1 stand at the top. */
const customOf = (raw: Raw | null) => (raw?.custom_fields ?? raw ?? {}) as IDataObject;
export const custom = {
	read: (raw: Raw) => Object.fromEntries(Object.entries(customOf(raw)).map(([code, value]) => [code, show(value)])) as IDataObject,
	write: (name: string, value: unknown, body: IDataObject) => void (((body.custom_fields ??= {}) as IDataObject)[name] = value as IDataObject),
};
/** Builds an object of Pipedrive from its shape. */
export function entity(shape: Shape): VendorObject {
	const { kind, page, label, match, extras } = shape;
	const list = lists[kind];
	const one = ({ id }: { id: string }) => `${list.path}${path`/${id}`}`;
	const hint = 'Check the ID: the record may be deleted, or not visible to this Pipedrive user.';
	const write = { each: async (row: WriteRow, client: CrmClient) => await save(shape, row, client) };
	return {
		id: kind, label, match, ...(extras ?? { customFields: custom, metadata: async (client) => await liveFields(kind, client) }),
		fields: [
			...shape.fields,
			{ key: 'createdAt', label: 'Created At', kind: 'dateTime', read: ({ add_time: time }) => utc(time) },
			{ key: 'updatedAt', label: 'Updated At', kind: 'dateTime', read: ({ update_time: time }) => utc(time) },
			...(page ? [{ key: 'url', label: 'URL', kind: 'url' as const, read: ({ id }: Raw) => (id ? `/${page}/${String(id)}` : null) }] : []),
		],
		create: write, update: write,
		get: {
			max: idsMax,
			perform: async (rows: Array<{ id: string }>, client) => {
				const found = new Map((await readByIds(kind, rows.map(({ id }) => id), client)).map((raw) => [String(raw.id), raw]));
				return rows.map(({ id }) => (found.has(id)
					? { raw: found.get(id)! }
					: { error: { kind: 'notFound', message: `Pipedrive has no ${label} with ID ${id}`, hint } }));
			},
		},
		remove: { request: (row: { id: string }) => ({ method: 'DELETE' as const, path: one(row), safeToRepeat: true }), read: dataOf },
		complete: async (raws, client) => await complete(shape, raws, client),
		imply: (values, _custom, current) => shape.imply?.(values, current) ?? [],
		search: searchOf(shape), poll: pollOf(list),
	};
}

function searchOf({ kind, filters, texts, hits = [] }: Shape): Search {
	const list = lists[kind];
	const sorts: Record<string, string> = { createdAt: 'add_time', updatedAt: 'update_time' };
	/** Searches answer words and a few conditions; else the list is read, and the engine chooses. One letter is refused (section 3.1). */
	const termOf = ({ text, where }: SearchQuery): string | null => {
		const term = (text ?? where[0]?.value ?? '').trim();
		return texts && term.length > 1 && where.every(({ field, operator }) => hits.includes(field) && operator === 'equals') ? term : null;
	};
	const request: Search['request'] = (query, page) => {
		const [{ where, sort, text, limit }, term] = [query, termOf(query)];
		if (term) return searchPage(list, { term, fields: texts }, page);
		const equal = where.filter(({ field, operator }) => operator === 'equals' && filters[field]).map(({ field, value }) => [filters[field], value]);
		const order = sort ? orderBy(list, sorts[sort.field], sort.direction === 'ascending' ? 'asc' : 'desc') : {};
		return listPage(list, { limit: where.length || text ? pageMax : Math.min(pageMax, limit), ...order, ...Object.fromEntries(equal) }, page);
	};
	return {
		filters: [...Object.keys(filters), ...hits], recheck: { text: true }, request, read: rowsOf, next: nextOf,
		mustSortLocally: (_response, query) => termOf(query) !== null || !sorts[query.sort!.field],
	};
}

/** How records are found by a value: by a search in some fields, by what they are linked with, or from their list alone. */
interface By { keysOf(raw: Raw): unknown[]; keyOf?(value: unknown): string; fields?: string; termOf?(value: string): string; links?: readonly string[] }
const plain = (value: unknown) => String(value ?? '').trim().toLowerCase();
/** Costs are tokens of the company's day (section 6); the index of a search lags behind the list (section 3.2). */
export async function findBy(kind: Kind, values: readonly string[], { keysOf, keyOf = plain, fields, termOf, links = [] }: By, client: CrmClient): Promise<Raw[]> {
	const list = lists[kind];
	const linked = async (value: string) => (await Promise.all(links.map(async (name) => await readAll(list, { [name]: value }, client)))).flat();
	const search = async (value: string) =>
		await readAll(list, { term: termOf?.(value) ?? value, fields, exact_match: !termOf }, client, searchPage);
	return await findAll([...new Set(values)], {
		keyOf, keysOf: (raw) => keysOf(raw).map(keyOf),
		lookUp: fields ? { cost: 20, find: search } : links.length ? { cost: list.tokens * links.length, find: linked } : null,
		list: { cost: list.tokens, size: pageMax, read: rowsOf, next: nextOf, request: (page) => listPage(list, orderBy(list, 'id'), page) },
		...(fields && { complete: async (found) => await readByIds(kind, found.map(({ id }) => id), client), latest: listPage(list, orderBy(list, 'update_time')) }),
	}, client);
}
/** Values per call: many together may be worth reading the list. */
export const valuesMax = 10_000;
/** By a custom field; what no search looks into is read from the list. */
export const byField = (kind: Kind) => (name: string): Lookup => ({
	max: valuesMax,
	find: async (values, client) => {
		const isFound = (await liveFields(kind, client)).some((field) => field.name === name && field.unique);
		return await findBy(kind, values, { keysOf: (raw) => [show(customOf(raw)[name])], fields: isFound ? 'custom_fields' : undefined }, client);
	},
});
/** By what records are linked with, which is the first part of a natural key. */
export const byLinks = (kind: Kind, links: readonly string[]): Lookup<string[]> => ({
	max: valuesMax,
	find: async (values, client) => await findBy(kind, values.map(([id]) => id), { keysOf: (raw) => links.map((name) => raw[name]), links }, client),
});
/** The ID of the record that a key stands for: the oldest of those that are found, or one that is made once per run. */
export async function idFor(shape: Shape, key: string | null, find: (key: string) => Promise<Raw[]>, body: IDataObject, client: CrmClient): Promise<string> {
	const idOf = ({ id }: Raw) => String(id);
	const [id] = await relate([body], {
		kind: shape.kind, keyOf: () => key, idOf,
		find: async ([wanted]) => new Map((await find(wanted)).sort((a, b) => Number(b.id) - Number(a.id)).map((raw) => [wanted, idOf(raw)])),
		create: async () => [{ raw: await save(shape, { body }, client) }],
	}, client);
	return idOrThrow(id);
}
