import type { IDataObject } from 'n8n-workflow';
import { CrmFailure, errorOf } from '../shared/http/failure';
import { path } from '../shared/http/path';
import type { Batched, CrmClient, HttpRequest, HttpResponse, RowResult, Scope, WriteRow } from '../shared/types';
import { base } from './api';
import { decodeRefusal, type Refusal } from './errors';

/** Writing: up to 200 records in one call, each of which stands or falls alone (contract section 4). */
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
