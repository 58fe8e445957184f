import type { IDataObject } from 'n8n-workflow';
import {
	chunks, CrmFailure, noSuchField, once, path, refusal, type CrmClient, type CrmError, type Field, type FieldKind, type HttpRequest,
	type HttpResponse, type LiveField, type Page, type Raw, type RowResult, type Scope, type WriteRow,
} from '../shared/kit';
import { anyOf, isTime, moment, select, testsMax, type Wish } from './coql';
import { decodeRefusal, fieldsHint, type Refusal } from './errors';

const base = '/crm/v8';
/** Records per write, and fields of a list (contract sections 3 and 4); ids by the length that the OpenAPI document allows. */
export const batchMax = 100;
const [fieldsMax, idsMax] = [50, 50];

export const get = (place: string, query: IDataObject): HttpRequest => ({ method: 'GET', path: `${base}${place}`, query });
export const query = (q: string): HttpRequest => ({ method: 'POST', path: `${base}/coql`, body: { select_query: q }, safeToRepeat: true });
/** Records of a module, with the named fields. */
export function list(module: string, names: readonly string[], more: IDataObject): HttpRequest {
	if (names.length > fieldsMax) throw refusal(`Zoho CRM gives ${fieldsMax} fields at most`, 'Choose fewer custom fields under Options.');
	return get(path`/${module}`, { fields: names.join(','), ...more });
}

const dataOf = ({ body }: HttpResponse): Raw[] => ((body as IDataObject | null)?.data as Raw[] | undefined) ?? [];
const infoOf = ({ body }: HttpResponse) => ((body as IDataObject | null)?.info ?? {}) as IDataObject;
/** The records of an answer: none where it is empty (contract 0.6). Those of a query have only the columns that it names. */
export function rowsOf(response: HttpResponse): Raw[] {
	const [first] = dataOf(response);
	if (first?.status === 'error' && first.code) throw new CrmFailure(decodeRefusal(first as Refusal));
	return infoOf(response).per_page ? dataOf(response) : dataOf(response).map((raw) => ({ ...raw, $bare: true }));
}

/** Where a module's list, another list, and a query go on. */
export function nextOf(response: HttpResponse, { offset = 0 }: Page, rows: Raw[]): Page | null {
	const { more_records: hasMore, next_page_token: token, page } = infoOf(response);
	if (!hasMore) return null;
	if (token) return { page_token: token };
	return page ? { page: Number(page) + 1 } : { after: String(rows[rows.length - 1].id), offset: Number(offset) + rows.length };
}

/** All that pass one of the tests, by id: the oldest come first. */
export async function findAny(wish: Pick<Wish, 'module' | 'columns'>, tests: readonly string[], client: CrmClient): Promise<Raw[]> {
	const found: Raw[] = [];
	for (const some of chunks(tests, testsMax - 1)) {
		const where = ({ after }: Page) => [anyOf(some), ...(after ? [`id > '${String(after)}'`] : [])];
		const request = (page: Page) => query(select({ ...wish, where: where(page), order: 'id asc' }));
		found.push(...(await client.readAll({ request, read: rowsOf, next: nextOf })));
	}
	return found;
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
	return await client.inChunks(sound, idsMax, request, rowsOf);
}

/** A body without what is for us and not for Zoho: what takes a call of its own. */
function wired(body: IDataObject): IDataObject {
	const sent = Object.entries(body).filter(([name]) => name !== '$converted' && name !== '$cancelled');
	return Object.fromEntries(sent.map(([name, value]) => [name, isTime(value) ? moment(String(value)) : value]));
}

/** A write of a module's records; `action` is a place below it. */
export type Write = Pick<HttpRequest, 'method' | 'safeToRepeat'> & { action?: string; more?: IDataObject };
export const upsertBy = (field: string): Write =>
	({ method: 'POST', action: '/upsert', more: { duplicate_check_fields: [field] }, safeToRepeat: true });

/** Writes up to 100 records; each stands or falls alone, whatever the status of the whole, and answers in its place (section 4). */
export async function write(module: string, call: Write, rows: readonly WriteRow[], scope: Scope, client: CrmClient): Promise<RowResult[]> {
	const { action = '', more, ...request } = call;
	const isOn = (name: string) => scope.switches?.includes(name);
	const invitation = module === 'Events' && isOn('notifyParticipants') ? { $send_notification: true } : {};
	const data = rows.map(({ id, body }) => ({ ...wired(body), ...invitation, ...(id ? { id } : {}) }));
	const body = { data, ...more, ...(isOn('skipAutomations') ? { trigger: [] } : {}) };
	const answer = dataOf(await client.send({ ...request, path: `${base}${path`/${module}`}${action}`, body }));
	const other = answer.find(({ duplicate_field: field }) => field && field !== [more?.duplicate_check_fields].flat()[0]);
	if (other) client.warn(`Zoho CRM found some records by ${String(other.duplicate_field)}, which is unique there, not by the match field`);
	return rows.map((row, at) => settle(answer[at], row.body));
}

/** What became of one row, by what the answer says in its place. */
function settle(said: Raw | undefined, raw: Raw): RowResult {
	if (!said) return { error: { kind: 'unknown', message: 'Zoho CRM gave no answer for this record', outcomeUnknown: true } };
	if (said.status !== 'success') return { error: decodeRefusal(said as Refusal) };
	const { id, Created_Time, Modified_Time } = said.details as IDataObject;
	return { raw: { ...raw, id, Created_Time, Modified_Time }, created: said.action === 'insert' };
}

export async function deleteAll(module: string, rows: ReadonlyArray<{ id: string }>, client: CrmClient): Promise<RowResult[]> {
	const request = get(path`/${module}`, { ids: rows.map(({ id }) => id).join(',') });
	const answer = dataOf(await client.send({ ...request, method: 'DELETE', safeToRepeat: true }));
	return rows.map((row, at) => settle(answer[at], { ...row }));
}

/** One call for one record, such as its conversion. @throws CrmFailure with Zoho's refusal */
export const act = async (place: string, data: IDataObject, client: CrmClient): Promise<Raw> =>
	rowsOf(await client.send({ method: 'POST', path: `${base}${place}`, body: { data: [data] } }))[0];

type Option = Record<'display_value' | 'actual_value', string>;
const kinds: Record<string, FieldKind> = {
	textarea: 'longText', email: 'email', phone: 'phone', website: 'url', boolean: 'boolean', date: 'date', datetime: 'dateTime',
	integer: 'number', bigint: 'number', double: 'number', currency: 'number', percent: 'number', picklist: 'choice',
	multiselectpicklist: 'choices',
};

/** The fields that an account has in a module (contract section 8). */
export async function fieldsOf(module: string, client: CrmClient): Promise<LiveField[]> {
	const answer = await once(client, `fields of ${module}`, async () => await client.send(get('/settings/fields', { module })));
	return (answer.body as { fields: IDataObject[] }).fields.map(({ api_name, field_label, data_type, unique, ...more }) => ({
		name: String(api_name), label: String(field_label), kind: kinds[String(data_type)] ?? 'text', readOnly: more.read_only === true,
		unique: Object.keys(unique ?? {}).length > 0, required: more.system_mandatory === true,
		// What people see may differ from what the API takes.
		choices: ((more.pick_list_values ?? []) as Option[]).map((one) => ({ label: one.display_value, value: one.actual_value })),
	}));
}

/** Refuses names that Zoho would pass over in silence. Asks only where an account's own fields are written. */
export async function refuseUnknown(
	module: string, fields: readonly Field[], rows: readonly WriteRow[], keyField: string | undefined, client: CrmClient,
): Promise<Map<WriteRow, CrmError>> {
	const standard = new Set([...namesOf(fields), keyField]);
	const ownOf = ({ body }: WriteRow) => Object.keys(body).filter((name) => !standard.has(name) && !name.startsWith('$'));
	const open = rows.filter((row) => ownOf(row).length);
	const known = new Set(open.length ? (await fieldsOf(module, client)).map(({ name }) => name) : []);
	const unknown = (row: WriteRow) => ownOf(row).filter((name) => !known.has(name));
	return new Map(open.filter((row) => unknown(row).length).map((row) => [row, noSuchField(unknown(row), 'Zoho CRM', fieldsHint)]));
}
