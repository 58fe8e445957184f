import { CrmFailure, errorOf } from '../http/failure';
import { fieldsOf, readInput, toBody } from '../map/draft';
import { keyLabel, keyValue } from '../map/keys';
import { toRecord } from '../map/record';
import type { CrmError, MatchKey, Outcome, Raw, Receipt, WriteRow } from '../types';
import { runRows } from './batch';
import { decide, decideFound, type Decision } from './decide';
import { findMatches, type Found, type MatchContext } from './match';
import { combine, isSomeoneElse, mergeRows, type Merged, type Precedence, type Row } from './merge';
import type { WriteOptions } from './options';
import { settleMerged } from './receipts';
import { recovery } from './recover';
import type { IDataObject } from 'n8n-workflow';

/** One input to write; `id` for an update. */
export interface WriteInput { index: number; input: IDataObject; id?: string }
export type WriteOperation = 'create' | 'update' | 'upsert';
type Update = Extract<Decision, { do: 'update' }>;
type Create = Extract<Decision, { do: 'create' }>;

/** Reads, matches, decides and writes; every input gets exactly one outcome, whatever was merged, batched or refused. */
export async function write(operation: WriteOperation, inputs: readonly WriteInput[], options: WriteOptions, context: MatchContext): Promise<Outcome[]> {
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
		const decisions = await decideAll(operation, merged, options, context);
		context.client.statistics.rowsMerged += rows.length - decisions.length;
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

const precedenceOf = (operation: WriteOperation, { mode, blanksOnly }: WriteOptions): Precedence => (operation === 'upsert' && mode === 'createOnly' ? 'first' : blanksOnly ? 'earlier' : 'later');

/** Rows of one record that were refused together, one after the other: only those that are wrong themselves fail. */
async function writeApart(operation: WriteOperation, rows: readonly Row[], inputs: readonly WriteInput[], options: WriteOptions, context: MatchContext): Promise<Outcome[]> {
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

function toRow(operation: WriteOperation, { index, input, id }: WriteInput, options: WriteOptions, { resource, object, scope, client }: MatchContext): Row {
	const draft = readInput(input, resource, object, options);
	if (!scope.externalIdField && !fieldsOf(object).get('externalId')?.write && draft.values.get('externalId') !== undefined) {
		if (draft.values.get('externalId') !== null) client.warn('External IDs were not written: choose the field that holds them under Options > External ID Field.');
		draft.values.delete('externalId');
	}
	if (operation === 'update' && !id) {
		throw new CrmFailure({ kind: 'validation', message: 'The record to update has no ID', hint: 'Choose it under Record, or map the ID from an earlier node.' });
	}
	const keys = new Map<MatchKey, string>();
	if (operation !== 'upsert') return { index, draft, id, keys };
	const data = { ...Object.fromEntries(draft.values), ...Object.fromEntries([...draft.custom].map(([name, value]) => [`customFields.${name}`, value])) };
	const matchOn = options.matchOn.filter((key) => key.startsWith('customFields.') || object.matchKeys.includes(key));
	for (const key of matchOn) {
		const value = keyValue(data, key, object.natural, options.countryCode);
		if (value !== null) keys.set(key, value);
	}
	if (!keys.size) {
		throw new CrmFailure({
			kind: 'validation', message: matchOn.length ? `There is no ${matchOn.map((key) => keyLabel(key, object.natural)).join(' or ')} to recognise the record by` : 'No field is chosen to recognise records by',
			hint: 'Give one of these values, choose others under Match On, or use the Create operation.',
		});
	}
	return { index, draft, keys };
}

async function decideAll(operation: WriteOperation, merged: Merged[], options: WriteOptions, context: MatchContext): Promise<Decision[]> {
	if (operation === 'create') return merged.map((row) => decide(row, new Map(), { ...options, mode: 'createOrUpdate' }, context));
	if (operation === 'update') return await decideUpdates(merged, options, context);
	const rows = merged.flatMap((group) => group.rows);
	const matches = await findMatches(rows.map(({ keys }) => keys), options.matchOn, context);
	const matchesOf = new Map(rows.map((row, at) => [row, matches[at]]));
	await completeLinks(matches.flatMap((found) => [...found.values()].flat()), merged, context);
	const unionOf = (group: Merged) => {
		const union = new Map<MatchKey, Found[]>();
		for (const row of group.rows) {
			for (const [key, found] of matchesOf.get(row)!) {
				const known = union.get(key) ?? [];
				known.push(...found.filter((one) => !known.includes(one) && !isSomeoneElse(row, key, one.record, options.countryCode)));
				if (known.length) union.set(key, known);
			}
		}
		return union;
	};
	return joinFound(merged, unionOf, precedenceOf(operation, options)).map((group) => decide(group, unionOf(group), options, context));
}

/** Rows without a key in common may still have found the same record. */
function joinFound(merged: Merged[], matchesOf: (group: Merged) => ReadonlyMap<MatchKey, Found[]>, precedence: Precedence): Merged[] {
	const groups = new Map<unknown, Merged[]>();
	for (const group of merged) {
		const ids = new Set([...matchesOf(group).values()].flat().map(({ record }) => record.id));
		const key = ids.size === 1 ? [...ids][0] : group;
		const same = groups.get(key) ?? [];
		same.push(group);
		groups.set(key, same);
	}
	return [...groups.values()].map((same) => (same.length > 1 ? combine(same.flatMap(({ rows }) => rows), precedence) : same[0]));
}

async function decideUpdates(merged: Merged[], options: WriteOptions, context: MatchContext): Promise<Decision[]> {
	const results = await runRows(context.object.get, merged.map(({ id }) => ({ id: id! })), context);
	const found = results.map((result) => ('raw' in result ? toFound(result.raw, context) : null));
	await completeLinks(found.filter((one) => one !== null), merged, context);
	return merged.map((row, at) => {
		const result = results[at];
		if ('error' in result) return { do: 'fail', merged: row, error: result.error };
		return decideFound(row, found[at]!, 'id', { ...options, mode: 'createOrUpdate' }, context);
	});
}

const toFound = (raw: Raw, { resource, crm, object, scope }: MatchContext): Found => ({ raw, record: toRecord(raw, resource, crm, object, scope) });

/** Completes what is compared; where that costs requests of its own, only when a link is to be compared. */
async function completeLinks(found: Found[], merged: Merged[], context: MatchContext): Promise<void> {
	const asked = merged.some(({ draft }) => linkKeys(context).some((key) => draft.values.has(key)));
	if (!found.length || (context.object.completeReads === false && !asked)) return;
	const raws = new Map(found.map(({ record, raw }) => [record.id, raw]));
	await context.object.complete?.([...raws.values()], context.client, context.scope);
	for (const one of found) Object.assign(one, toFound(raws.get(one.record.id)!, context));
}

/** References that stand outside the record itself: they have no place of their own in a body. */
const linkKeys = ({ object }: MatchContext) => (object.complete ? object.fields.filter(({ kind, write }) => kind === 'reference' && typeof write === 'function').map(({ key }) => key) : []);

type Settle = (merged: Merged, result: { record: IDataObject; receipt: Receipt } | Error) => void;

async function carryOut(operation: WriteOperation, decisions: Decision[], options: WriteOptions, context: MatchContext, settle: Settle): Promise<void> {
	for (const decision of decisions) {
		if (decision.do === 'fail') settle(decision.merged, new CrmFailure(decision.error));
		if (decision.do === 'report') settle(decision.merged, decision);
	}
	const raced = await createAll(operation, decisions.filter((decision) => decision.do === 'create'), options, context, settle);
	await updateAll([...decisions.filter((decision) => decision.do === 'update'), ...raced], context, settle);
}

/** @returns updates for records that turned out to exist after all: made meanwhile, or under another key. */
async function createAll(operation: WriteOperation, creates: Create[], options: WriteOptions, context: MatchContext, settle: Settle): Promise<Update[]> {
	const rows = creates.map(({ merged }): WriteRow => ({ body: toBody(merged.draft, context.object, context.scope.externalIdField) }));
	const results = await runRows(context.object.create, rows, context, recovery(new Map(rows.map((row, at) => [row, creates[at].merged.draft])), linkKeys(context), options.countryCode, context));
	const written: Array<[Create, Raw]> = [];
	const raced: Update[] = [];
	for (const [at, result] of results.entries()) {
		const create = creates[at];
		if ('raw' in result) written.push([create, result.raw]);
		else if (operation === 'upsert' && result.error.existingId) {
			const [existing] = await runRows(context.object.get, [{ id: result.error.existingId }], context);
			const decision = 'raw' in existing ? decideFound(create.merged, toFound(existing.raw, context), 'conflict', options, context) : null;
			if (decision?.do === 'update') raced.push(decision);
			else if (decision?.do === 'report') settle(create.merged, decision);
			else settle(create.merged, new CrmFailure(result.error));
		} else settle(create.merged, new CrmFailure(result.error));
	}
	await settleWritten(written, context, settle);
	return raced;
}

async function updateAll(updates: Update[], context: MatchContext, settle: Settle): Promise<void> {
	const touched = updates.filter(({ receipt }) => receipt.action === 'updated');
	for (const { merged, found, receipt } of updates) if (receipt.action !== 'updated') settle(merged, { record: found.record, receipt });
	const rows = touched.map(({ merged, found, receipt }) => {
		const body = toBody(merged.draft, context.object, context.scope.externalIdField, new Set(receipt.changedFields));
		return { id: found.record.id, current: found.raw, body };
	});
	const results = await runRows(context.object.update, rows, context);
	const written: Array<[Update, Raw]> = [];
	results.forEach((result, at) => {
		if ('raw' in result) written.push([touched[at], mergeRaw(touched[at].found.raw, result.raw)]);
		else settle(touched[at].merged, new CrmFailure(result.error));
	});
	await settleWritten(written, context, settle);
}

/** Reads links back where links were asked for, and says so when one did not take. */
async function settleWritten(written: Array<[Create | Update, Raw]>, context: MatchContext, settle: Settle): Promise<void> {
	const links = linkKeys(context);
	// An output is shown whole: fed back, a link that is only not read would ask to be cleared.
	const shown = written.filter(([{ merged }]) => context.object.completeReads !== false || links.some((key) => merged.draft.values.has(key)));
	if (shown.length) await context.object.complete?.(shown.map(([, raw]) => raw), context.client, context.scope);
	for (const [{ merged, receipt }, raw] of written) {
		const { record } = toFound(raw, context);
		for (const key of links) {
			const wanted = merged.draft.values.get(key);
			if (wanted && receipt.changedFields.includes(key) && String(record[key]) !== String(wanted)) receipt.warnings.push(`${key} ${String(wanted)} was not linked; the record has ${String(record[key])}`);
		}
		settle(merged, { record, receipt });
	}
}

/** An update's answer over what was read before: vendors answer with what changed only. */
function mergeRaw(current: Raw, answer: Raw): Raw {
	const merged: Raw = { ...current };
	for (const [key, value] of Object.entries(answer)) {
		const held = merged[key];
		const nested = [held, value].every((one) => one !== null && typeof one === 'object' && !Array.isArray(one));
		merged[key] = nested ? mergeRaw(held as Raw, value as Raw) : value;
	}
	return merged;
}
