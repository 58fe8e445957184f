import type { IDataObject } from 'n8n-workflow';
import {
	errorOf, pairById, parallel, path, refusal,
	type CrmClient, type Field, type Raw, type Scope, type Search, type SearchQuery, type VendorObject, type WriteRow,
} from '../shared/rest';
import { dataOf, idsMax, listPage, nextOf, orderBy, pageMax, pollOf, rowsOf, searchPage, utc, v1, v2 } from './api';
import { customOf, fieldsOf, inBody, inFlatBody, liveFields, show, withLabels } from './fields';

const labelled = { include_labels: true, include_option_labels: true };
export const lists = {
	persons: v2('persons', labelled), organizations: v2('organizations', labelled), deals: v2('deals', labelled),
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
	/** Makes of the fields' values a body that Pipedrive takes. */
	bodyOf?(row: WriteRow, client: CrmClient, scope: Scope): Promise<IDataObject> | IDataObject;
	/** Adds to records what stands in others, as `org_name` and `person`. */
	join?(raws: Raw[], client: CrmClient): Promise<void>;
	/** In place of custom fields of the account's own. */
	extras?: Pick<VendorObject, 'customFields' | 'metadata'>;
	imply?(values: Map<string, unknown>, current: Raw | null): string[];
}

/** A link with another record. */
export const link = (key: string, label: string, target: string, name: string): Field =>
	({ key, label, kind: 'reference', target, read: name, write: name });
export const owner = link('owner', 'Owner', 'owner', 'owner_id');
export const organization = link('companyId', 'Organization', 'customer.organizations', 'org_id');
export const tags: Field =
	{ key: 'tags', label: 'Labels', kind: 'choices', column: 'label_ids', write: 'label_ids', read: (raw) => show(raw.labels ?? []) };
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
/** Writes one record. Its answer has no labels and no names of others: those are what was given, or are to be joined anew. */
export async function save({ kind, bodyOf }: Shape, row: WriteRow, client: CrmClient, scope: Scope): Promise<Raw> {
	const { custom_fields: given, label_ids: names, ...rest } = (await bodyOf?.(row, client, scope)) ?? row.body;
	const wanted = { ...(given as IDataObject | undefined), ...(names === undefined ? {} : { label_ids: names ?? [] }) };
	const fields = Object.keys(wanted).length ? await fieldsOf(kind, client) : [];
	const { label_ids: labels, ...custom } = withLabels(wanted, fields);
	const { path: all, update: method, version } = lists[kind];
	const body: IDataObject = {
		...(Object.fromEntries(Object.entries(rest).map(numbered)) as IDataObject), ...(labels ? { label_ids: inBody({ labels }).labels ?? [] } : {}),
		...(version === 1 ? inFlatBody(custom) : given ? { custom_fields: inBody(custom) } : {}),
	};
	const joined = { org_name: undefined, person: undefined, ...(labels ? { labels } : {}) } as unknown as Raw;
	if (row.id && !Object.keys(body).length) return joined;
	const request = row.id ? { method, path: `${all}${path`/${row.id}`}`, safeToRepeat: true } : { method: 'POST' as const, path: all };
	const answer = dataOf(await client.send({ ...request, body }));
	const held = row.current?.custom_fields as IDataObject | undefined;
	return { ...answer, ...(version === 2 ? { custom_fields: { ...held, ...custom } } : {}), ...joined };
}
/** Records by their ids: in v2 up to 100 for the tokens of a page, in v1 one by one. */
export async function readByIds(kind: Kind, given: readonly unknown[], client: CrmClient): Promise<Raw[]> {
	const list = lists[kind];
	const ids = [...new Set(given.map(String))].filter((id) => list.version === 1 || /^\d+$/.test(id));
	if (ids.length > 1 && list.version === 2) return await client.inChunks(ids, idsMax, (some) => listPage(list, { ids: some.join(',') }), rowsOf);
	const found: Raw[] = [];
	await parallel(ids, 4, async (id) => {
		const answer = client.send({ method: 'GET', path: `${list.path}${path`/${id}`}`, query: list.always }).then(dataOf);
		const orNone = (thrown: Error) => (errorOf(thrown).kind === 'notFound' ? { is_deleted: true } : Promise.reject(thrown));
		found.push(await answer.catch(orNone));
	});
	// A deleted one can still be read (section 3.1).
	return found.filter(({ is_deleted: isGone }) => isGone !== true);
}

/** Builds an object of Pipedrive from its shape. */
export function entity(shape: Shape): VendorObject {
	const { kind, page, label, match, extras, join } = shape;
	const list = lists[kind];
	const write = { each: async (row: WriteRow, client: CrmClient, scope: Scope) => await save(shape, row, client, scope) };
	const idOf = ({ id }: Raw) => String(id);
	const customFields: VendorObject['customFields'] = {
		read: (raw) => Object.fromEntries(Object.entries(customOf(raw)).map(([code, value]) => [code, show(value)])) as IDataObject,
		write: (name, value, body) => void (((body.custom_fields ??= {}) as IDataObject)[name] = value as IDataObject),
	};
	return {
		id: kind, label, match, ...(extras ?? { customFields, metadata: async (client) => await liveFields(kind, client) }),
		fields: [
			...shape.fields,
			{ key: 'createdAt', label: 'Created At', kind: 'dateTime', read: ({ add_time: time }) => utc(time) },
			{ key: 'updatedAt', label: 'Updated At', kind: 'dateTime', read: ({ update_time: time }) => utc(time) },
			...(page ? [{ key: 'url', label: 'URL', kind: 'url' as const, read: (raw: Raw) => (raw.id ? `/${page}/${idOf(raw)}` : null) }] : []),
		],
		create: write, update: write,
		get: {
			max: idsMax,
			perform: async (rows: Array<{ id: string }>, client) => pairById(rows, await readByIds(kind, rows.map(({ id }) => id), client), idOf),
		},
		remove: {
			request: ({ id }: { id: string }) => ({ method: 'DELETE' as const, path: `${list.path}${path`/${id}`}`, safeToRepeat: true }), read: dataOf,
		},
		complete: async (raws, client) => {
			const hits = new Map(raws.filter(({ isHit }) => isHit).map((raw) => [raw.id, raw]));
			for (const raw of await readByIds(kind, [...hits.keys()], client)) Object.assign(hits.get(raw.id)!, raw, { isHit: undefined });
			await join?.(raws, client);
		},
		imply: (values, _custom, current) => shape.imply?.(values, current) ?? [],
		search: searchOf(shape), poll: pollOf(list),
	};
}

const sorts: Record<string, string> = { createdAt: 'add_time', updatedAt: 'update_time' };
function searchOf({ kind, filters, texts, hits = [] }: Shape): Search {
	const list = lists[kind];
	/** A search answers words and some conditions; else the list is read, and the engine chooses. One letter is refused (section 3.1). */
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
