import type { IDataObject } from 'n8n-workflow';
import { errorOf, refusal } from '../http/failure';
import { fieldsOf, readInput } from '../map/draft';
import { holdsKey, keyLabel } from '../map/keys';
import type { CrmError, CrmRecord, MatchKey, Outcome } from '../types';
import { carryOut, type Settle } from './carryOut';
import { keysOf, usableKeys, type MatchContext } from './match';
import { isSomeoneElse, mergeRows, type Merged, type Row } from './merge';
import { nativeKey, upsertNatively } from './native';
import type { WriteOptions } from './options';
import { decideAll, precedenceOf, type WriteOperation } from './plan';
import { settleMerged } from './receipts';

/** One input to write; `id` for an update. */
export interface WriteInput { index: number; input: IDataObject; id?: string }

/** Reads, matches, decides and writes; every input gets exactly one outcome, whatever was merged, batched or refused. */
export async function write(
	operation: WriteOperation, inputs: readonly WriteInput[], options: WriteOptions, context: MatchContext,
): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	const rows: Row[] = [];
	for (const { index, input, id } of inputs) {
		try {
			rows.push(toRow(operation, { index, input, id }, options, context));
		} catch (thrown) {
			outcomes.push({ index, ok: false, error: errorOf(thrown) });
		}
	}
	const precedence = precedenceOf(operation, options);
	const merged = operation === 'create' ? rows.map((row) => ({ ...row, rows: [row] })) : mergeRows(rows, options, precedence);
	const torn: Row[][] = [];
	const settle: Settle = (at, result) => {
		if (result instanceof Error && at.rows.length > 1 && oneRowsFault.has(errorOf(result).kind)) torn.push(at.rows);
		else for (const outcome of settleMerged(at, result, precedence)) outcomes.push(outcome);
	};
	let broken: unknown;
	try {
		const native = operation === 'upsert' ? byNativeKey(merged, options, context) : new Map<MatchKey, Merged[]>();
		const written = new Set([...native.values()].flat());
		const others = merged.filter((one) => !written.has(one));
		for (const [key, group] of native) for (const one of await upsertNatively(group, key, context, settle)) others.push(one);
		const decisions = await decideAll(operation, others, options, context);
		context.client.statistics.rowsMerged += rows.length - (merged.length - others.length) - decisions.length;
		await carryOut(operation, decisions, options, context, settle);
	} catch (thrown) {
		broken = thrown;
	}
	for (const group of torn) for (const outcome of await writeApart(operation, group, inputs, options, context)) outcomes.push(outcome);
	const settled = new Set(outcomes.map(({ index }) => index));
	for (const { index } of rows) if (!settled.has(index)) outcomes.push({ index, ok: false, error: errorOf(broken) });
	return outcomes;
}

/** Refusals that may be due to one of the rows written together. */
const oneRowsFault = new Set<CrmError['kind']>(['validation', 'conflict', 'notFound']);

/** Rows that the vendor can find and write by itself, by the key it does so with. */
function byNativeKey(merged: readonly Merged[], options: WriteOptions, context: MatchContext): Map<MatchKey, Merged[]> {
	const groups = new Map<MatchKey, Merged[]>();
	for (const one of merged) {
		const key = nativeKey(one, options, context);
		if (key) groups.set(key, [...(groups.get(key) ?? []), one]);
	}
	return groups;
}

/** Rows of one record that were refused together, one after the other: only those that are wrong themselves fail. */
async function writeApart(
	operation: WriteOperation, rows: readonly Row[], inputs: readonly WriteInput[], options: WriteOptions, context: MatchContext,
): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	const inputOf = new Map(inputs.map((one) => [one.index, one]));
	const written = new Map<string, CrmRecord>();
	for (const row of rows) {
		// What was just made may not be found by a search yet.
		const isMeant = (record: CrmRecord) => options.mode === 'createOrUpdate' && means(row, record, options, context);
		const known = [...written.values()].find(isMeant);
		const input = inputOf.get(row.index)!;
		const [outcome] = await write(known ? 'update' : operation, [{ ...input, id: known?.id ?? input.id }], options, context);
		outcomes.push(outcome);
		if (outcome.ok) for (const record of outcome.records) written.set(record.id, record);
	}
	return outcomes;
}

/** True when a row means a record that was just written. */
const means = (row: Row, record: CrmRecord, options: WriteOptions, { object }: MatchContext): boolean =>
	[...row.keys].some(([key, value]) =>
		holdsKey(record, key, value, object.match?.natural, options.countryCode) && !isSomeoneElse(row, key, record, options));

function toRow(operation: WriteOperation, { index, input, id }: WriteInput, options: WriteOptions, context: MatchContext): Row {
	const { resource, object, scope, client } = context;
	const draft = readInput(input, resource, object, options);
	const externalId = draft.values.get('externalId');
	if (!scope.externalIdField && !fieldsOf(object).get('externalId')?.write && externalId !== undefined) {
		const remedy = 'choose the field that holds them under Options > External ID Field.';
		if (externalId !== null) client.warn(`External IDs were not written: ${remedy}`);
		draft.values.delete('externalId');
	}
	if (operation === 'update' && !id) {
		throw refusal('The record to update has no ID', 'Choose it under Record, or map the ID from an earlier node.');
	}
	if (operation !== 'upsert') return { index, draft, id, keys: new Map() };
	const keys = keysOf(draft, options, object);
	if (keys.size) return { index, draft, keys };
	const named = usableKeys(options, object).map((key) => keyLabel(key, object.match?.natural)).join(' or ');
	throw refusal(
		named ? `There is no ${named} to recognise the record by` : 'No field is chosen to recognise records by',
		'Give one of these values, choose others under Match On, or use the Create operation.',
	);
}
