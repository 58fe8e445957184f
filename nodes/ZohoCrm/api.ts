import type { IDataObject } from 'n8n-workflow';
import { CrmFailure, refusal } from '../shared/http/failure';
import { path } from '../shared/http/path';
import type { CrmClient, Field, HttpRequest, HttpResponse, Page, Raw, RowResult, Scope, WriteRow } from '../shared/types';
import { moment, select, type Wish } from './coql';
import { decodeRefusal, type Refusal } from './errors';

const base = '/crm/v8';
/** Records per write, and fields of a list (contract sections 3 and 4); ids of a list by the length that the OpenAPI document allows. */
export const batchMax = 100;
const [fieldsMax, idsMax] = [50, 50];

export const get = (place: string, query: IDataObject): HttpRequest => ({ method: 'GET', path: `${base}${place}`, query });
export const query = (text: string): HttpRequest => ({ method: 'POST', path: `${base}/coql`, body: { select_query: text }, safeToRepeat: true });
/** Records of a module, with the named fields. */
export function list(module: string, names: readonly string[], more: IDataObject): HttpRequest {
	if (names.length > fieldsMax) throw refusal(`Zoho CRM gives at most ${fieldsMax} fields`, 'Choose fewer custom fields under Options.');
	return get(path`/${module}`, { fields: names.join(','), ...more });
}

const dataOf = ({ body }: HttpResponse): Raw[] => ((body as IDataObject | null)?.data as Raw[] | undefined) ?? [];
/** The records of an answer: none where it is empty (contract 0.6). */
export function rowsOf(response: HttpResponse): Raw[] {
	const [first] = dataOf(response);
	if (first?.status === 'error' && first.code) throw new CrmFailure(decodeRefusal(first as Refusal));
	return dataOf(response);
}
const infoOf = ({ body }: HttpResponse) => ((body as IDataObject | null)?.info ?? {}) as IDataObject;
export const hasMore = (response: HttpResponse): boolean => infoOf(response).more_records === true;
/** Where a module's list, another list, and a query go on. */
export function nextOf(response: HttpResponse, { offset = 0 }: Page, rows: Raw[]): Page | null {
	const { next_page_token: token, page } = infoOf(response);
	if (!hasMore(response)) return null;
	if (token) return { page_token: token };
	return page ? { page: Number(page) + 1 } : { after: String(rows[rows.length - 1].id), offset: Number(offset) + rows.length };
}

/** All rows of a query, by id. */
export async function queryAll(wish: Omit<Wish, 'order'>, client: CrmClient): Promise<Raw[]> {
	const behind = (after: unknown) => (after ? [`id > '${String(after)}'`] : []);
	const request = ({ after }: Page) => query(select({ ...wish, where: [...wish.where, ...behind(after)], order: 'id asc' }));
	return await client.readAll({ request, read: rowsOf, next: nextOf });
}
/** Names of the fields that records are read with. */
export function namesOf(fields: readonly Field[], own: readonly string[] = []): string[] {
	const standard = fields.map(({ column, read }) => column ?? (typeof read === 'string' ? read : '')).map((name) => name.split('.')[0]);
	return [...new Set([...standard, ...own])].filter((name) => name && !name.startsWith('$'));
}
/** Whole records by id. */
export async function readByIds(module: string, ids: readonly unknown[], names: readonly string[], client: CrmClient, more: IDataObject) {
	const sound = [...new Set(ids.map(String))].filter((id) => /^\d+$/.test(id));
	const request = (some: string[]) => list(module, names, { ids: some.join(','), per_page: idsMax, ...more });
	return new Map((await client.inChunks(sound, idsMax, request, rowsOf)).map((raw) => [String(raw.id), raw]));
}

/** Names in a body that are for us and not for Zoho: what takes a call of its own. */
const ours = new Set(['$company', '$converted', '$cancelled']);
const isTime = (value: unknown): value is string => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(String(value));
const wired = (body: IDataObject) =>
	Object.fromEntries(Object.entries(body).filter(([name]) => !ours.has(name)).map(([name, value]) => [name, isTime(value) ? moment(value) : value]));

/** A write of a module's records; `action` is a place below it. */
export type Write = Pick<HttpRequest, 'method' | 'safeToRepeat'> & { action?: string; more?: IDataObject };
/** What became of one record, and the field by which an upsert found it. */
export type Written = RowResult & { by?: unknown };

/** Writes up to 100 records; each stands or falls alone, whatever the status of the whole. Answers are in the order of the rows (section 4). */
export async function write(module: string, call: Write, rows: readonly WriteRow[], { switches = [] }: Scope, client: CrmClient): Promise<Written[]> {
	const { action = '', more, ...request } = call;
	const automations = switches.includes('skipAutomations') ? { trigger: [] } : {};
	const invitation = module === 'Events' && switches.includes('notifyParticipants') ? { $send_notification: true } : {};
	const data = rows.map(({ id, body }) => ({ ...wired(body), ...invitation, ...(id ? { id } : {}) }));
	const answer = await client.send({ ...request, path: `${base}${path`/${module}`}${action}`, body: { data, ...more, ...automations } });
	return rows.map(({ id, body }, at) => settle(dataOf(answer)[at], { ...body, id }));
}

function settle(said: Raw | undefined, raw: Raw): Written {
	if (!said) return { error: { kind: 'unknown', message: 'Zoho CRM gave no answer for this record', outcomeUnknown: true } };
	if (said.status !== 'success') return { error: decodeRefusal(said as Refusal) };
	const { id, Created_Time, Modified_Time } = said.details as IDataObject;
	const written = { raw: { ...raw, id, Created_Time, Modified_Time, unread: true } };
	return said.action ? { ...written, created: said.action === 'insert', by: said.duplicate_field } : written;
}

export async function deleteAll(module: string, rows: ReadonlyArray<{ id: string }>, client: CrmClient): Promise<RowResult[]> {
	const answer = await client.send({ ...get(path`/${module}`, { ids: rows.map(({ id }) => id).join(',') }), method: 'DELETE', safeToRepeat: true });
	return rows.map(({ id }, at) => settle(dataOf(answer)[at], { id }));
}

/** One call for one record, such as its conversion. @throws CrmFailure with Zoho's refusal */
export const act = async (place: string, data: IDataObject, client: CrmClient): Promise<Raw> =>
	rowsOf(await client.send({ method: 'POST', path: `${base}${place}`, body: { data: [data] } }))[0];
