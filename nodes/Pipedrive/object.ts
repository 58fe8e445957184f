import type { IDataObject } from 'n8n-workflow';
import { filled, insteadOf, pageIn, pairById, parallel, path, refusal, shown, wordsOrList } from '../shared/kit';
import type { CrmClient, Field, Raw, Scope, VendorObject, WriteRow } from '../shared/kit';
import { dataOf, idsMax, listPage, nextOf, orderBy, pageMax, pollOf, rowsOf, searchPage, v1, v2 } from './api';
import { customOf, fieldsOf, inBody, liveFields, show, withLabels } from './fields';

const labelled = { include_labels: true, include_option_labels: true };
export const lists = {
	persons: v2('persons', labelled), organizations: v2('organizations', labelled), deals: v2('deals', labelled),
	activities: v2('activities'), leads: v1('leads'), notes: v1('notes'),
};
export type Kind = keyof typeof lists;
/** What sets one kind of record apart from the others: all work alike. */
export interface Shape extends Pick<VendorObject, 'label' | 'fields' | 'match' | 'imply'> {
	kind: Kind;
	/** Where Pipedrive shows a record, before its id. */
	page?: string;
	/** Parameters of the list by canonical key; fields that a search looks into, and keys whose values it finds. */
	filters: Readonly<Record<string, string>>; texts?: string; hits?: readonly string[];
	/** Makes of the fields' values a body that Pipedrive takes. */
	bodyOf?(row: WriteRow, client: CrmClient, scope: Scope): Promise<IDataObject> | IDataObject;
	/** Adds to records what stands in others, as `org_name` and `person`. */
	join?(raws: Raw[], client: CrmClient): Promise<void>;
	/** `extras` stand in the place of the account's own fields. */
	extras?: Pick<VendorObject, 'customFields' | 'metadata'>;
}
/** An ID as the number that v2 insists on (contract section 0). */
export function idNumber(value: unknown): number | null {
	if (value === null || /^\d+$/.test(String(value))) return value === null ? null : Number(value);
	throw refusal(`"${String(value)}" is no ID of Pipedrive`, 'Give the ID, a whole number.');
}
/** A link with another record. */
export const link = (key: string, label: string, target: string, name: string): Field =>
	({ key, label, kind: 'reference', target, read: name, write: (value, body) => void (body[name] = idNumber(value)) });
export const owner = link('owner', 'Owner', 'owner', 'owner_id');
export const organization = link('companyId', 'Organization', 'customer.organizations', 'org_id');
export const tags: Field =
	{ key: 'tags', label: 'Labels', kind: 'choices', column: 'label_ids', write: 'label_ids', read: (raw) => show(raw.labels ?? []) };
/** Writes one record. Its answer has no labels and no names of others: those are what was given, or are to be joined anew. */
export async function save({ kind, bodyOf }: Shape, row: WriteRow, client: CrmClient, scope: Scope): Promise<Raw> {
	const { custom_fields: given, label_ids: names, ...rest } = (await bodyOf?.(row, client, scope)) ?? row.body;
	const wanted = { ...(given as IDataObject | undefined), ...(names === undefined ? {} : { label_ids: names ?? [] }) };
	const fields = Object.keys(wanted).length ? await fieldsOf(kind, client) : [];
	const { label_ids: labels, ...custom } = withLabels(wanted, fields);
	const { path: all, version } = lists[kind];
	const body = {
		...filled(rest), ...(labels ? inBody({ label_ids: labels }, 2) : {}),
		...(version === 1 ? inBody(custom, 1) : given ? { custom_fields: filled(inBody(custom, 2)) } : {}),
	};
	const joined = { org_name: undefined, person: undefined, ...(labels ? { labels } : {}) } as unknown as Raw;
	if (row.id && !Object.keys(body).length) return joined;
	const change = kind === 'notes' ? 'PUT' : 'PATCH';
	const answer = dataOf(await client.send(row.id
		? { method: change, path: `${all}${path`/${row.id}`}`, body, safeToRepeat: true }
		: { method: 'POST', path: all, body }));
	return { ...answer, ...(version === 2 ? { custom_fields: { ...Object(row.current?.custom_fields), ...custom } } : {}), ...joined };
}
/** Records by their ids: in v2 up to 100 for the tokens of a page, in v1 one by one. */
export async function readByIds(kind: Kind, given: readonly unknown[], client: CrmClient): Promise<Raw[]> {
	const list = lists[kind];
	const ids = [...new Set(given.map(String))].filter((id) => list.version === 1 || /^\d+$/.test(id));
	const found: Raw[] = [];
	if (ids.length > 1 && list.version === 2) {
		return await client.inChunks(ids, idsMax, (some) => listPage(list, { ids: some.join(',') }), rowsOf);
	}
	await parallel(ids, 4, async (id) => {
		const answer = client.send({ method: 'GET', path: `${list.path}${path`/${id}`}`, query: list.always }).then(dataOf);
		found.push(await answer.catch(insteadOf('notFound', () => ({ is_deleted: true }))));
	});
	// A deleted one can still be read (section 3.1).
	return found.filter(({ is_deleted: isGone }) => isGone !== true);
}
/** Builds an object of Pipedrive from its shape. */
export function entity(shape: Shape): VendorObject {
	const { kind, page, label, match, imply, extras, join, filters, texts, hits } = shape;
	const list = lists[kind];
	const write = { each: (row: WriteRow, client: CrmClient, scope: Scope) => save(shape, row, client, scope) };
	const idOf = ({ id }: Raw) => String(id);
	const customFields: VendorObject['customFields'] = {
		read: (raw) => Object.fromEntries(Object.entries(customOf(raw)).map(([code, value]) => [code, show(value)])) as IDataObject,
		write: (name, value, body) => void (((body.custom_fields ??= {}) as IDataObject)[name] = value as IDataObject),
	};
	return {
		id: kind, label, match, imply, ...(extras ?? { customFields, metadata: async (client) => await liveFields(kind, client) }),
		fields: [
			...shape.fields, ...shown('', { createdAt: 'add_time', updatedAt: 'update_time' }),
			...(page ? [pageIn(`/${page}`)] : []),
		],
		create: write, update: write,
		get: {
			max: idsMax,
			perform: async (rows: Array<{ id: string }>, client) => pairById(rows, await readByIds(kind, rows.map(({ id }) => id), client), idOf),
		},
		remove: { request: ({ id }: { id: string }) => ({ method: 'DELETE' as const, path: `${list.path}${path`/${id}`}` }), read: dataOf },
		complete: async (raws, client) => {
			const hits = new Map(raws.filter(({ isHit }) => isHit).map((raw) => [raw.id, raw]));
			for (const raw of await readByIds(kind, [...hits.keys()], client)) Object.assign(hits.get(raw.id)!, raw, { isHit: undefined });
			await join?.(raws, client);
		},
		search: wordsOrList({
			filters, hits, sorts: { createdAt: 'add_time', updatedAt: 'update_time' }, most: pageMax, fewest: 2, read: rowsOf, next: nextOf,
			order: (name, direction) => orderBy(list, name, direction), list: (query, token) => listPage(list, query, token),
			search: texts ? (term, token) => searchPage(list, { term, fields: texts }, token) : undefined,
		}),
		poll: pollOf(list),
	};
}
