import type { IDataObject } from 'n8n-workflow';
import { errorOf } from '../shared/http/failure';
import { path } from '../shared/http/path';
import type { CrmClient, HttpRequest, HttpResponse, Page, Raw, RowResult } from '../shared/types';
import { decodeRefusal, isLocked } from './errors';
import { isOneOf, select, slices, type Selection } from './soql';
/** Three versions a year, each supported for at least three years (contract section 10). */
const base = '/services/data/v66.0';
/** Records per write (section 4). */
export const batchMax = 200;
/** Rows a query page has at most (section 6). */
export const pageMax = 2_000;

export const query = (soql: string): HttpRequest => ({ method: 'GET', path: `${base}${path`/query?q=${soql}`}` });
export const describe = (object: string): HttpRequest => ({ method: 'GET', path: `${base}${path`/sobjects/${object}/describe`}` });
export const recordsOf = ({ body }: HttpResponse): Raw[] => ((body as IDataObject | null)?.records as Raw[] | undefined) ?? [];
/** The path of the next page is whole, version and all (section 5). */
export function nextOf({ body }: HttpResponse): Page | null {
	const next = (body as IDataObject).nextRecordsUrl;
	return typeof next === 'string' && next.startsWith('/services/data/') ? { next } : null;
}
export const queryPage = (soql: string, { next }: Page): HttpRequest => (next ? { method: 'GET', path: String(next) } : query(soql));
export const queryAll = async (soql: string, client: CrmClient): Promise<Raw[]> => await client.readAll({ request: (page) => queryPage(soql, page), read: recordsOf, next: nextOf });
/** 15 characters are the id; the other three check its case (section 3). */
export const shortId = (id: unknown): string => String(id ?? '').slice(0, 15);
const isId = (id: string) => /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id);
/** Records by id, wherever they are found. */
export async function readByIds(selection: Selection, ids: readonly string[], client: CrmClient): Promise<Map<string, Raw>> {
	const soql = (some: readonly string[]) => select(selection, { where: [isOneOf('Id', some)] });
	const found = new Map<string, Raw>();
	for (const some of slices([...new Set(ids.filter(isId).map(shortId))], soql, pageMax)) for (const raw of await queryAll(soql(some), client)) found.set(shortId(raw.Id), raw);
	return found;
}
/** Writes up to 200 records in one call; each stands or falls alone (section 4). */
const collection = (method: 'POST' | 'PATCH', type: string, rows: ReadonlyArray<{ id?: string; body: IDataObject }>): HttpRequest => ({
	method, path: `${base}/composite/sobjects`, safeToRepeat: method === 'PATCH',
	body: { allOrNone: false, records: rows.map(({ id, body }) => ({ attributes: { type }, ...(method === 'PATCH' ? { id } : {}), ...body })) },
});
const collectionDelete = (ids: readonly string[]): HttpRequest => ({ method: 'DELETE', path: `${base}/composite/sobjects`, query: { ids: ids.join(','), allOrNone: false } });

interface Saved { id?: string; success?: boolean; errors?: Array<Parameters<typeof decodeRefusal>[0]> }
export const writeAll = async (method: 'POST' | 'PATCH', type: string, rows: ReadonlyArray<{ id?: string; body: IDataObject }>, client: CrmClient): Promise<RowResult[]> =>
	await sendRows(rows, (some) => collection(method, type, some), ({ body }, { id }) => ({ raw: { ...body, Id: id, unread: true } as Raw }), client);
export const deleteAll = async (rows: ReadonlyArray<{ id: string }>, client: CrmClient): Promise<RowResult[]> =>
	await sendRows(rows, (some) => collectionDelete(some.map(({ id }) => id)), ({ id }) => ({ raw: { Id: id } }), client);
/** The answer is in the order of the rows. Locked rows go again among themselves: when all of a call are locked, the client waits and repeats it. */
async function sendRows<Row>(rows: readonly Row[], request: (rows: readonly Row[]) => HttpRequest, done: (row: Row, saved: Saved) => RowResult, client: CrmClient): Promise<RowResult[]> {
	const answers = (await client.send(request(rows))).body as Saved[];
	const results = rows.map((row, at): RowResult => {
		const { success, errors: [refusal] = [], ...saved } = answers[at] ?? {};
		if (success) return done(row, saved);
		return { error: refusal ? decodeRefusal(refusal) : { kind: 'unknown', message: 'Salesforce gave no answer for this record', outcomeUnknown: true } };
	});
	const locked = rows.map((_row, at) => at).filter((at) => isLocked(answers[at]));
	if (!locked.length) return results;
	const again = await sendRows(locked.map((at) => rows[at]), request, done, client).catch((thrown): RowResult[] => locked.map(() => ({ error: errorOf(thrown) })));
	locked.forEach((at, number) => (results[at] = again[number]));
	return results;
}
