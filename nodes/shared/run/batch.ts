import { errorOf, noSuchField } from '../http/failure';
import type { Client } from '../http/client';
import { isUnsupported, type CrmError, type Operation, type RowResult, type Scope } from '../types';
import { chunks, parallel } from './parallel';

/** How rows are sent: the user's batch size and concurrency within what the vendor allows. */
export interface SendRules {
	client: Client;
	scope: Scope;
	concurrency: number;
	/** Upper bound on rows per request. */
	batchSize: number;
}
/** Decides what became of rows whose answer was lost; `null` sends a row again. */
export type Recover<Row> = (rows: Row[]) => Promise<Array<RowResult | null>>;

/** The whole request was refused for what one row holds, so halves can be tried. */
const splittable = new Set<CrmError['kind']>(['validation', 'conflict', 'notFound']);

/** How often the same rows may lose their answer before they are given up. */
const mostLosses = 3;

/**
 * Runs an operation over rows and gives each exactly one result, in order: chunks them, bisects a chunk that the vendor
 * refuses as a whole until the poisoned row stands alone, and asks `recover` before a lost write is repeated.
 */
export async function runRows<Row extends object>(
	operation: Operation<Row>,
	rows: Row[],
	rules: SendRules,
	recover?: Recover<Row>,
): Promise<RowResult[]> {
	if (isUnsupported(operation)) return rows.map(() => ({ error: { kind: 'unsupported', message: operation.unsupported } }));
	const results = new Map<Row, RowResult>();
	const unknownFields = new Set<string>();
	const fail = (failed: Row[], error: CrmError) => failed.forEach((row) => results.set(row, { error }));

	const send = async (chunk: Row[]): Promise<void> => {
		if ('each' in operation) {
			results.set(chunk[0], { raw: await operation.each(chunk[0], rules.client, rules.scope) });
		} else if ('perform' in operation) {
			const settled = await operation.perform(chunk, rules.client, rules.scope);
			settled.forEach((result, at) => results.set(chunk[at], result));
		} else if ('settle' in operation) {
			const response = await rules.client.send(operation.request(chunk, rules.scope));
			operation.settle(response, chunk, rules.scope).forEach((result, at) => results.set(chunk[at], result));
		} else {
			const response = await rules.client.send(operation.request(chunk[0], rules.scope));
			const raw = operation.read(response, chunk[0]);
			results.set(chunk[0], raw ? { raw } : missing);
		}
	};

	const attempt = async (chunk: Row[], losses = 0): Promise<void> => {
		const doomed = chunk.filter((row) => carries(row, unknownFields));
		fail(doomed, noSuchField([...unknownFields]));
		const sent = doomed.length ? chunk.filter((row) => !doomed.includes(row)) : chunk;
		if (!sent.length) return;
		let error: CrmError;
		try {
			await send(sent);
			// Rows that are locked for a moment go again among themselves; when all of a call are, the client waits.
			const locked = sent.filter((row) => isLocked(results.get(row)));
			return locked.length && locked.length < sent.length ? await attempt(locked, losses) : undefined;
		} catch (thrown) {
			error = errorOf(thrown);
		}
		if (error.outcomeUnknown && recover && losses < mostLosses) return await recoverLost(sent, recover, losses + 1);
		const culprits = sent.filter((row) => carries(row, new Set(error.unknownFields)));
		if (culprits.length) {
			error.unknownFields?.forEach((name) => unknownFields.add(name));
			fail(culprits, error);
			const innocent = sent.filter((row) => !culprits.includes(row));
			return innocent.length ? await attempt(innocent, losses) : undefined;
		}
		if (sent.length === 1 || !splittable.has(error.kind)) return fail(sent, error);
		const middle = Math.ceil(sent.length / 2);
		await attempt(sent.slice(0, middle), losses);
		await attempt(sent.slice(middle), losses);
	};

	const recoverLost = async (lost: Row[], look: Recover<Row>, losses: number): Promise<void> => {
		try {
			const found = await look(lost);
			found.forEach((result, at) => result && results.set(lost[at], result));
			const again = lost.filter((row) => !results.has(row));
			if (again.length) await attempt(again, losses);
		} catch (thrown) {
			fail(
				lost.filter((row) => !results.has(row)),
				errorOf(thrown),
			);
		}
	};

	const max = 'max' in operation ? Math.min(operation.max, rules.batchSize) : 1;
	await parallel(chunks(rows, max), rules.concurrency, async (chunk) => await attempt(chunk));
	return rows.map(
		(row) => results.get(row) ?? { error: { kind: 'unknown', message: 'The vendor gave no answer for this record', outcomeUnknown: true } },
	);
}

const isLocked = (result?: RowResult) => result !== undefined && 'error' in result && result.error.kind === 'locked';
const missing: RowResult = { error: { kind: 'notFound', message: 'There is no such record' } };

/** True when a row's body has one of the names as a key, at any depth. */
function carries(value: unknown, names: ReadonlySet<string>): boolean {
	if (!names.size || value === null || typeof value !== 'object') return false;
	return Object.entries('body' in value ? { body: value.body } : value).some(([key, inner]) => names.has(key) || carries(inner, names));
}
