import type { IDataObject } from 'n8n-workflow';
import { CrmFailure, errorOf, refusal } from '../shared/http/failure';
import { path } from '../shared/http/path';
import { findAll, type Ways } from '../shared/run/findAll';
import type { CrmClient, Lookup, Raw, Scope, Search, SearchQuery, VendorObject, WriteRow } from '../shared/types';
import { dataOf, idsMax, listPage, nextOf, pageMax, pollOf, readAll, rowsOf, searchPage, utc, v1, v2, wholeSeconds, type List } from './api';
import { encode, fieldsOf, flat, inWordsOf, labelIds, labelled, liveFields, show } from './fields';

const withLabels = { include_labels: true, include_option_labels: true };
export const lists = {
	persons: v2('persons', withLabels), organizations: v2('organizations', withLabels), deals: v2('deals', withLabels),
	activities: v2('activities'), leads: v1('leads'), notes: v1('notes', 'PUT'),
};
export type Kind = keyof typeof lists;
/** What sets one kind of record apart from the others: all work alike. */
export interface Shape extends Pick<VendorObject, 'label' | 'fields' | 'match'> {
	kind: Kind;
	/** Where Pipedrive shows a record, before its id. */
	page?: string;
	/** Parameters of the list, and what it is sorted by besides the stamps, by canonical key. */
	filters: Readonly<Record<string, string>>;
	sorts?: Readonly<Record<string, string>>;
	/** Fields that a search for words looks into, and those in which it finds one value, by canonical key. */
	texts?: string;
	hits?: Readonly<Record<string, string>>;
	/** Makes a body that Pipedrive takes of the fields' values. */
	bodyOf?(row: WriteRow, client: CrmClient): Promise<IDataObject> | IDataObject;
	/** Adds to records what stands in others, under these names. */
	joins?: { names: readonly string[]; join(raws: Raw[], client: CrmClient): Promise<void> };
	/** In place of custom fields of the account's own. */
	extras?: Pick<VendorObject, 'customFields' | 'metadata'>;
	imply?(values: Map<string, unknown>, current: Raw | null): string[];
}

const numbers = ['owner_id', 'org_id', 'organization_id', 'person_id', 'deal_id', 'stage_id', 'pipeline_id'];
/** IDs as the numbers that v2 insists on (contract section 0). */
function withNumbers(body: IDataObject): IDataObject {
	const ids = Object.entries(body).filter(([name, value]) => numbers.includes(name) && typeof value === 'string');
	const [wrong] = ids.filter(([, value]) => !/^\d+$/.test(String(value)));
	if (wrong) throw refusal(`"${String(wrong[1])}" is no ${wrong[0]} of Pipedrive`, 'Give the ID, a whole number.');
	return { ...body, ...Object.fromEntries(ids.map(([name, value]) => [name, Number(value)])) };
}
/** Writes one record. Its answer has labels, as reads have, and is to be joined anew. */
export async function save({ kind, bodyOf, joins }: Shape, row: WriteRow, isRead: boolean, client: CrmClient): Promise<Raw> {
	const { custom_fields: given, ...body } = withNumbers((await bodyOf?.(row, client)) ?? row.body);
	const fields = isRead || given || 'label_ids' in body ? await fieldsOf(kind, client) : [];
	const custom = given ? encode(given as IDataObject, fields) : {};
	if ('label_ids' in body) body.label_ids = labelIds(body.label_ids, fields) as string[];
	Object.assign(body, lists[kind].version === 1 ? flat(custom) : given ? { custom_fields: custom } : {});
	const unjoined = Object.fromEntries((joins?.names ?? []).map((name) => [name, undefined])) as Raw;
	if (row.id && !Object.keys(body).length) return unjoined;
	const { path: all, update: method } = lists[kind];
	const request = row.id ? { method, path: `${all}${path`/${row.id}`}`, safeToRepeat: true } : { method: 'POST' as const, path: all };
	const response = await client.send({ ...request, body }).catch((thrown: unknown) => {
		const error = errorOf(thrown);
		// Refusals name a field by its key (section 7).
		const named = (code: string) => fields.filter((field) => field.field_code === code).map((field) => `${field.field_name} (${code})`)[0] ?? code;
		throw new CrmFailure({ ...error, message: error.message.replace(/\b[0-9a-f]{40}\b/g, named) });
	});
	return { ...labelled(dataOf(response), fields), ...unjoined };
}
/** Records by their ids: in v2 up to 100 for the tokens of a page, in v1 for 2 tokens each. */
export async function readByIds(list: List, given: readonly unknown[], client: CrmClient): Promise<Raw[]> {
	const ids = [...new Set(given.map(String))].filter((id) => list.version === 1 || /^\d+$/.test(id));
	const readOne = async (id: string): Promise<Raw[]> => {
		const answer = client.send({ method: 'GET', path: `${list.path}${path`/${id}`}`, query: list.query });
		return await answer.then((response) => [dataOf(response)], (thrown: unknown) => {
			if (errorOf(thrown).kind === 'notFound') return [];
			throw thrown;
		});
	};
	if (ids.length === 1) return await readOne(ids[0]);
	if (list.version === 2) return await client.inChunks(ids, idsMax, (some) => listPage(list, { ids: some.join(',') }), rowsOf);
	return await findAll(ids, { ...waysOf(list, { keyOf: String, keysOf: ({ id }) => [id] }), lookUp: { cost: 2, find: readOne } }, client);
}
/** Puts whole records in the place of what a search showed of them, adds labels where the list has none, and joins. */
async function complete({ kind, joins }: Shape, raws: Raw[], client: CrmClient, { customFields }: Pick<Scope, 'customFields'>): Promise<void> {
	const hits = raws.filter(({ isHit }) => isHit);
	const whole = new Map((hits.length ? await readByIds(lists[kind], hits.map(({ id }) => id), client) : []).map((raw) => [raw.id, raw]));
	for (const hit of hits) {
		const raw = whole.get(hit.id) ?? { ...hit };
		for (const name of Object.keys(hit)) delete hit[name];
		Object.assign(hit, raw);
	}
	const bare = raws.filter(({ labels, label_ids: ids, custom_fields: custom }) => (!labels && [ids ?? []].flat().length > 0) || (!custom && customFields.length > 0));
	const fields = bare.length ? await fieldsOf(kind, client) : [];
	for (const raw of bare) Object.assign(raw, labelled(raw, fields));
	await joins?.join(raws, client);
}

export const custom: Exclude<VendorObject['customFields'], string | undefined> = {
	// Those of v1 stand at the top.
	read: (raw) => Object.fromEntries(Object.entries((raw.custom_fields ?? raw) as IDataObject).map(([code, value]) => [code, show(value)])) as IDataObject,
	write: (name, value, body) => void (((body.custom_fields ??= {}) as IDataObject)[name] = value as IDataObject),
};
/** Builds an object of Pipedrive from its shape. */
export function entity(shape: Shape): VendorObject {
	const { kind, page, label, match, extras } = shape;
	const list = lists[kind];
	const write = { each: async (row: WriteRow, client: CrmClient, { customFields }: Scope) => await save(shape, row, customFields.length > 0, client) };
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
				// Deleted ones can still be read one by one (section 3.1).
				const found = (await readByIds(list, rows.map(({ id }) => id), client)).filter(({ is_deleted: isGone }) => isGone !== true);
				const byId = new Map(found.map((raw) => [String(raw.id), raw]));
				const hint = 'Check the ID: the record may be deleted, or not visible to this Pipedrive user.';
				return rows.map(({ id }) => (byId.has(id) ? { raw: byId.get(id)! } : { error: { kind: 'notFound', message: `Pipedrive has no ${label} with ID ${id}`, hint } }));
			},
		},
		remove: { request: ({ id }: { id: string }) => ({ method: 'DELETE' as const, path: `${list.path}${path`/${id}`}`, safeToRepeat: true }), read: dataOf },
		complete: async (raws, client, scope) => await complete(shape, raws, client, scope),
		imply: (values, wishes, current) => {
			const held = (current?.custom_fields ?? {}) as IDataObject;
			for (const [name, wish] of current ? wishes : []) wishes.set(name, inWordsOf(held[name], wish));
			return shape.imply?.(values, current) ?? [];
		},
		search: searchOf(shape), poll: pollOf(list),
	};
}

/** What a search is asked, where it answers the whole query; else the list is read, and the engine chooses. */
export function termOf({ texts, hits = {} }: Pick<Shape, 'texts' | 'hits'>, { text, where }: SearchQuery): IDataObject | null {
	const term = (text ?? where[0]?.value ?? '').trim();
	const isSaid = where.every(({ field, operator }) => field in hits && (operator === 'equals' || operator === 'contains'));
	// One letter is refused (section 3.1).
	return texts && isSaid && term.length > 1 ? { term, fields: text ? texts : hits[where[0].field] } : null;
}
function searchOf(shape: Shape): Search {
	const { kind, filters, hits } = shape;
	const list = lists[kind];
	const sorts: Shape['filters'] = { createdAt: 'add_time', updatedAt: 'update_time', ...shape.sorts };
	const asked = ({ where, sort }: SearchQuery): IDataObject => Object.assign(
		sort ? list.order(sorts[sort.field], sort.direction === 'ascending' ? 'asc' : 'desc') : {},
		...where.filter(({ field, operator }) => operator === 'equals' && filters[field]).map(({ field, value }) => ({ [filters[field]]: value })),
		...where.filter(({ field, operator }) => operator === 'after' && field === 'updatedAt').map(({ value }) => ({ updated_since: wholeSeconds(value) })),
	) as IDataObject;
	return {
		filters: [...Object.keys(filters), ...Object.keys(hits ?? {})],
		// A lead is found by its title, which no word of ours holds.
		recheck: { text: kind !== 'leads' },
		request: (query, page) => {
			const term = termOf(shape, query);
			const limit = query.where.length || query.text ? pageMax : Math.min(pageMax, query.limit);
			return term ? searchPage(list, term, page) : listPage(list, { ...asked(query), limit }, page);
		},
		read: rowsOf, next: nextOf,
		mustSortLocally: (_response, query) => termOf(shape, query) !== null || !sorts[query.sort!.field],
	};
}

/** How a search finds records by one of their values. */
export interface By { keysOf(raw: Raw): unknown[]; keyOf?(value: unknown): string; fields?: string; termsOf?(value: string): string[] }
const plain = (value: unknown) => String(value ?? '').trim().toLowerCase();
/** Reading a list, or searching in it; costs are tokens of the company's day (section 6). */
export const waysOf = (list: List, { keysOf, keyOf = plain, fields, termsOf }: By, client?: CrmClient): Ways => ({
	keyOf, keysOf: (raw) => keysOf(raw).map(keyOf), lookUp: null,
	list: { cost: list.tokens, size: pageMax, read: rowsOf, next: nextOf, request: (page) => listPage(list, list.order('id', 'desc'), page) },
	...(client && {
		lookUp: {
			cost: 20 * (termsOf?.('').length ?? 1),
			find: async (value) => {
				const search = async (term: string) => await readAll(list, { term, fields, exact_match: !termsOf }, client, searchPage);
				return (await Promise.all((termsOf?.(value) ?? [value]).map(search))).flat();
			},
		},
		complete: async (hits) => await readByIds(list, hits.map(({ id }) => id), client),
		// The index of the search lags (section 3.2).
		latest: listPage(list, list.order('update_time', 'desc')),
	}),
});
/** Values per call: many together may be worth reading the list. */
export const valuesMax = 10_000;
/** By a custom field; what no search looks into is read from the list. */
export const byField = (kind: Kind) => (name: string): Lookup => ({
	max: valuesMax,
	find: async (values, client) => {
		const isFound = (await liveFields(kind, client)).some((field) => field.name === name && field.unique);
		const by: By = { fields: 'custom_fields', keysOf: (raw) => [show(((raw.custom_fields ?? raw) as IDataObject)[name])] };
		return await findAll(values, waysOf(lists[kind], by, isFound ? client : undefined), client);
	},
});
