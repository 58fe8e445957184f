import type { IDataObject } from 'n8n-workflow';
import { errorOf, refusal } from '../http/failure';
import { fieldsOf, readInput } from '../map/draft';
import { keyLabel, keyValue, matchKeysOf } from '../map/keys';
import type { CrmError, MatchKey, Outcome } from '../types';
import { carryOut, type Settle } from './carryOut';
import type { MatchContext } from './match';
import { mergeRows, type Merged, type Row } from './merge';
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
	const merged = operation === 'create' ? rows.map((row) => ({ ...row, rows: [row] })) : mergeRows(rows, options.countryCode, precedence);
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
	let id: string | undefined;
	for (const { index } of rows) {
		// What was just made may not be found by a search yet.
		const known = id !== undefined && options.mode === 'createOrUpdate' ? ('update' as const) : operation;
		const [outcome] = await write(known, [{ ...inputOf.get(index)!, id: id ?? inputOf.get(index)!.id }], options, context);
		outcomes.push(outcome);
		if (outcome.ok) id ??= outcome.records[0].id;
	}
	return outcomes;
}

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
	const custom = [...draft.custom].map(([name, value]) => [`customFields.${name}`, value] as const);
	const data = Object.fromEntries([...draft.values, ...custom]);
	const offered = matchKeysOf(object);
	const natural = object.match?.natural;
	const matchOn = options.matchOn.filter((key) => key.startsWith('customFields.') || offered.includes(key));
	const keys = new Map<MatchKey, string>();
	for (const key of matchOn) {
		const value = keyValue(data, key, natural, options.countryCode);
		if (value !== null) keys.set(key, value);
	}
	if (keys.size) return { index, draft, keys };
	const named = matchOn.map((key) => keyLabel(key, natural)).join(' or ');
	throw refusal(
		named ? `There is no ${named} to recognise the record by` : 'No field is chosen to recognise records by',
		'Give one of these values, choose others under Match On, or use the Create operation.',
	);
}
