import type { IDataObject } from 'n8n-workflow';
import { path } from '../shared/kit';
import type { Batched, CrmClient, HttpRequest, HttpResponse, Page, Raw, RowResult, Scope, WriteRow } from '../shared/kit';
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
		const halves = [values.slice(0, middle), values.slice(middle)];
		return (await Promise.all(halves.map(async (half) => await queryFor(half, soql, client)))).flat();
	}
	return await client.readAll({ request: (page) => queryPage(whole, page), read: recordsOf, next: nextOf });
}

const collections = `${base}/composite/sobjects`;
/** Records per call that writes; each stands or falls alone (section 4). */
export const batchMax = 200;

/** What became of one record. */
interface Saved { id?: string; success?: boolean; created?: boolean; errors?: Refusal[] }

/** Creates with POST and updates rows with an `id` with PATCH; with `key` Salesforce finds the records by that field (section 3). */
export async function writeAll(
	method: 'POST' | 'PATCH', type: string, rows: readonly WriteRow[], { switches }: Scope, client: CrmClient, key?: string,
): Promise<RowResult[]> {
	return settle(await client.send({
		method, path: key ? `${collections}${path`/${type}/${key}`}` : collections, safeToRepeat: method === 'PATCH',
		headers: switches?.includes('allowDuplicates') ? { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } : {},
		body: { allOrNone: false, records: rows.map(({ id, body }) => ({ attributes: { type }, id, ...body })) },
	}), rows);
}

export const remove: Batched<{ id: string }> = {
	max: batchMax,
	request: (rows) => ({ method: 'DELETE', path: collections, query: { ids: rows.map(({ id }) => id).join(','), allOrNone: false } }),
	settle,
};

/** The answer is in the order of the rows. */
function settle({ body: answers }: HttpResponse, rows: ReadonlyArray<Partial<WriteRow>>): RowResult[] {
	return rows.map(({ body }, at): RowResult => {
		const { success, id, created, errors: [refusal] = [] } = (answers as Saved[])[at] ?? {};
		if (success) return { raw: { ...body, Id: id }, created };
		if (refusal) return { error: decodeRefusal(refusal) };
		return { error: { kind: 'unknown', message: 'Salesforce gave no answer for this record', outcomeUnknown: true } };
	});
}
