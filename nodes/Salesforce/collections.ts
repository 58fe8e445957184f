import type { IDataObject } from 'n8n-workflow';
import { CrmFailure, errorOf } from '../shared/http/failure';
import { path } from '../shared/http/path';
import type { CrmClient, HttpRequest, RowResult, Scope, WriteRow } from '../shared/types';
import { base } from './api';
import { decodeRefusal, isLocked, type Refusal } from './errors';

/** Writing: up to 200 records in one call, each of which stands or falls alone (contract section 4). */
export const batchMax = 200;

/** What became of one record. */
interface Saved { id?: string; success?: boolean; created?: boolean; errors?: Refusal[] }

/** A call for several rows, and what a success comes to. */
interface Call<Row> {
	request(rows: readonly Row[]): HttpRequest;
	done(row: Row, saved: Saved): RowResult;
}

/** Creates with POST, and updates rows with an `id` with PATCH. What Salesforce made of them is `unread` yet. */
export async function writeAll(
	method: 'POST' | 'PATCH', type: string, rows: readonly WriteRow[], scope: Scope, client: CrmClient,
): Promise<RowResult[]> {
	return await sendRows(rows, {
		request: (some) => collection(method, '', type, some, scope),
		done: ({ body }, { id }) => ({ raw: { ...body, Id: id, unread: true } }),
	}, client);
}

/**
 * Finds by an external ID and writes, in one call (section 3).
 * @throws CrmFailure `unsupported` for a field that is no external ID, or one that only users who see all records may search by
 */
export async function upsertAll(type: string, key: string, rows: readonly WriteRow[], scope: Scope, client: CrmClient): Promise<RowResult[]> {
	return await sendRows(rows, {
		request: (some) => collection('PATCH', path`/${type}/${key}`, type, some, scope),
		done: ({ body }, { id, created }) => ({ raw: { ...body, Id: id }, created }),
	}, client).catch((thrown: unknown) => {
		const error = errorOf(thrown);
		const isNoKey = error.code === 'NOT_FOUND' || error.code === 'INSUFFICIENT_ACCESS_OR_READONLY';
		throw new CrmFailure(isNoKey ? { ...error, kind: 'unsupported' } : error);
	});
}

export async function deleteAll(rows: ReadonlyArray<{ id: string }>, client: CrmClient): Promise<RowResult[]> {
	const query = (some: ReadonlyArray<{ id: string }>) => ({ ids: some.map(({ id }) => id).join(','), allOrNone: false });
	return await sendRows(rows, {
		request: (some) => ({ method: 'DELETE', path: `${base}/composite/sobjects`, query: query(some) }),
		done: ({ id }) => ({ raw: { Id: id } }),
	}, client);
}

function collection(method: 'POST' | 'PATCH', place: string, type: string, rows: readonly WriteRow[], { switches }: Scope): HttpRequest {
	return {
		method,
		path: `${base}/composite/sobjects${place}`,
		safeToRepeat: method === 'PATCH',
		headers: switches?.includes('allowDuplicates') ? { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } : {},
		body: { allOrNone: false, records: rows.map(({ id, body }): IDataObject => ({ attributes: { type }, id, ...body })) },
	};
}

/** Locked rows go again among themselves: when all rows of a call are locked, the client waits and repeats it. */
async function sendRows<Row>(rows: readonly Row[], call: Call<Row>, client: CrmClient): Promise<RowResult[]> {
	// The answer is in the order of the rows.
	const answers = (await client.send(call.request(rows))).body as Saved[];
	const results = rows.map((row, at) => resultOf(answers[at] ?? {}, row, call));
	const locked = rows.map((_row, at) => at).filter((at) => isLocked(answers[at]));
	if (!locked.length) return results;
	const failed = (thrown: unknown): RowResult[] => locked.map(() => ({ error: errorOf(thrown) }));
	const again = await sendRows(locked.map((at) => rows[at]), call, client).catch(failed);
	locked.forEach((at, number) => (results[at] = again[number]));
	return results;
}

function resultOf<Row>(saved: Saved, row: Row, { done }: Call<Row>): RowResult {
	if (saved.success) return done(row, saved);
	const [refusal] = saved.errors ?? [];
	if (refusal) return { error: decodeRefusal(refusal) };
	return { error: { kind: 'unknown', message: 'Salesforce gave no answer for this record', outcomeUnknown: true } };
}
