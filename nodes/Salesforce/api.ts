import type { IDataObject } from 'n8n-workflow';
import { CrmFailure, errorOf } from '../shared/http/failure';
import { path } from '../shared/http/path';
import type { Batched, CrmClient, HttpRequest, HttpResponse, Page, Raw, RowResult, Scope, WriteRow } from '../shared/types';
import { decodeRefusal, type Refusal } from './errors';

/** Three versions a year, each supported for at least three years (contract section 10). */
export const base = '/services/data/v66.0';
/** Rows a query page has at most (section 6). */
export const pageMax = 2_000;
/** URI and headers together may have 16,384 bytes (section 6); the token and n8n's headers take their part. */
const queryMaxBytes = 13_000;

export const query = (soql: string): HttpRequest => ({ method: 'GET', path: `${base}${path`/query?q=${soql}`}` });
export const queryPage = (soql: string, { next }: Page): HttpRequest => (next ? { method: 'GET', path: String(next) } : query(soql));
export const recordsOf = ({ body }: HttpResponse): Raw[] => ((body as IDataObject | null)?.records as Raw[] | undefined) ?? [];

/** The path of the next page is whole, version and all (section 5). */
export function nextOf({ body }: HttpResponse): Page | null {
	const next = (body as IDataObject).nextRecordsUrl;
	return typeof next === 'string' && next.startsWith('/services/data/') ? { next } : null;
}

/** All that a query finds for any of the values; one that is too long is asked in halves. */
export async function queryFor<T>(values: readonly T[], soql: (some: readonly T[]) => string, client: CrmClient): Promise<Raw[]> {
	if (!values.length) return [];
	const whole = soql(values);
	if (values.length > 1 && encodeURIComponent(whole).length > queryMaxBytes) {
		const middle = Math.ceil(values.length / 2);
		const first = await queryFor(values.slice(0, middle), soql, client);
		return [...first, ...(await queryFor(values.slice(middle), soql, client))];
	}
	return await client.readAll({ request: (page) => queryPage(whole, page), read: recordsOf, next: nextOf });
}

/** Records per call that writes; each stands or falls alone (section 4). */
export const batchMax = 200;

/** What became of one record. */
interface Saved { id?: string; success?: boolean; created?: boolean; errors?: Refusal[] }

/** Creates with POST, and updates rows with an `id` with PATCH. */
export async function writeAll(
	method: 'POST' | 'PATCH', type: string, rows: readonly WriteRow[], scope: Scope, client: CrmClient,
): Promise<RowResult[]> {
	const answer = await client.send(collection(method, '', type, rows, scope));
	return settle(answer, rows, ({ body }, { id }) => ({ raw: { ...body, Id: id } }));
}

/**
 * Finds by an external ID and writes, in one call (section 3).
 * @throws CrmFailure `unsupported` for a field that is no external ID, or one that only users who see all records may search by
 */
export async function upsertAll(type: string, key: string, rows: readonly WriteRow[], scope: Scope, client: CrmClient): Promise<RowResult[]> {
	const answer = await client.send(collection('PATCH', path`/${type}/${key}`, type, rows, scope)).catch((thrown: unknown) => {
		const error = errorOf(thrown);
		const isNoKey = error.code === 'NOT_FOUND' || error.code === 'INSUFFICIENT_ACCESS_OR_READONLY';
		throw new CrmFailure(isNoKey ? { ...error, kind: 'unsupported' } : error);
	});
	return settle(answer, rows, ({ body }, { id, created }) => ({ raw: { ...body, Id: id }, created }));
}

export const remove: Batched<{ id: string }> = {
	max: batchMax,
	request: (rows) => ({
		method: 'DELETE', path: `${base}/composite/sobjects`, query: { ids: rows.map(({ id }) => id).join(','), allOrNone: false },
	}),
	settle: (answer, rows) => settle(answer, rows, ({ id }) => ({ raw: { Id: id } })),
};

function collection(method: 'POST' | 'PATCH', place: string, type: string, rows: readonly WriteRow[], { switches }: Scope): HttpRequest {
	return {
		method, path: `${base}/composite/sobjects${place}`, safeToRepeat: method === 'PATCH',
		headers: switches?.includes('allowDuplicates') ? { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } : {},
		body: { allOrNone: false, records: rows.map(({ id, body }): IDataObject => ({ attributes: { type }, id, ...body })) },
	};
}

/** The answer is in the order of the rows. */
function settle<Row>({ body }: HttpResponse, rows: readonly Row[], done: (row: Row, saved: Saved) => RowResult): RowResult[] {
	return rows.map((row, at): RowResult => {
		const saved = (body as Saved[])[at] ?? {};
		if (saved.success) return done(row, saved);
		const [refusal] = saved.errors ?? [];
		if (refusal) return { error: decodeRefusal(refusal) };
		return { error: { kind: 'unknown', message: 'Salesforce gave no answer for this record', outcomeUnknown: true } };
	});
}
