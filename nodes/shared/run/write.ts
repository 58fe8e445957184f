import { CrmFailure, errorOf } from '../http/failure';
import { readInput, toBody } from '../map/draft';
import { keyValue } from '../map/keys';
import { toRecord } from '../map/record';
import type { CrmError, CrmRecord, MatchKey, Outcome, Raw, Receipt, WriteRow } from '../types';
import { runRows, type Recover } from './batch';
import { decide, decideFound, type Decision } from './decide';
import { findMatches, type Found, type MatchContext } from './match';
import { mergeRows, type Merged, type Row } from './merge';
import type { WriteOptions } from './options';
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
	const merged = operation === 'create' ? rows.map((row) => ({ ...row, rows: [row] })) : mergeRows(rows, options.countryCode, options.blanksOnly);
	context.client.statistics.rowsMerged += rows.length - merged.length;
	const settle = (at: Merged, result: { record: IDataObject; receipt: Receipt } | Error) => outcomes.push(...settleMerged(at, result));
	try {
		const decisions = await decideAll(operation, merged, options, context);
		await carryOut(operation, decisions, options, context, settle);
	} catch (thrown) {
		const settled = new Set(outcomes.map(({ index }) => index));
		for (const { index } of rows) if (!settled.has(index)) outcomes.push({ index, ok: false, error: errorOf(thrown) });
	}
	return outcomes;
}

function toRow(operation: WriteOperation, { index, input, id }: WriteInput, options: WriteOptions, { resource, object }: MatchContext): Row {
	const draft = readInput(input, resource, object, options);
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
			kind: 'validation', message: `There is no value to match on: ${matchOn.map((key) => (key === 'natural' ? object.natural?.label : key)).join(', ') || 'no field is chosen'}`,
			hint: 'Give one of these values, add another field under Match On, or use the Create operation.',
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
	return merged.map((group) => {
		const union = new Map<MatchKey, Found[]>();
		for (const row of group.rows) for (const [key, found] of matchesOf.get(row)!) union.set(key, [...(union.get(key) ?? []), ...found]);
		return decide(group, union, options, context);
	});
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

/** Links are read only when something wants to compare them. */
async function completeLinks(found: Found[], merged: Merged[], context: MatchContext): Promise<void> {
	const references = linkKeys(context);
	if (!found.length || !merged.some(({ draft }) => references.some((key) => draft.values.has(key)))) return;
	const unique = [...new Map(found.map((one) => [one.record.id, one])).values()];
	await context.object.complete?.(unique.map(({ raw }) => raw), context.client);
	for (const one of found) Object.assign(one, toFound(unique.find(({ record }) => record.id === one.record.id)!.raw, context));
}

const linkKeys = ({ object }: MatchContext) => (object.complete ? object.fields.filter(({ kind, write }) => kind === 'reference' && write).map(({ key }) => key) : []);

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
	const results = await runRows(context.object.create, rows, context, recovery(creates, rows, options, context));
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
	const linked = written.filter(([{ merged }]) => links.some((key) => merged.draft.values.has(key)));
	if (linked.length) await context.object.complete?.(linked.map(([, raw]) => raw), context.client);
	for (const [{ merged, receipt }, raw] of written) {
		const { record } = toFound(raw, context);
		for (const key of links) {
			const wanted = merged.draft.values.get(key);
			if (wanted && receipt.changedFields.includes(key) && String(record[key]) !== String(wanted)) receipt.warnings.push(`${key} ${String(wanted)} was not linked; the record has ${String(record[key])}`);
		}
		settle(merged, { record, receipt });
	}
}

/** Creates whose answer was lost are looked up before they are sent again. */
function recovery(creates: Create[], rows: WriteRow[], options: WriteOptions, context: MatchContext): Recover<WriteRow> {
	const { object, scope } = context;
	// A phone number is too weak to take a stranger's record for the one that was just made.
	const trusted = object.matchKeys.filter((key) => key !== 'phone' && (key !== 'externalId' || scope.externalIdField) && object.lookup?.(key, scope));
	return async (lost) => {
		const keys = lost.map((row): Array<[MatchKey, string]> => {
			const data = Object.fromEntries(creates[rows.indexOf(row)].merged.draft.values);
			const values = trusted.map((key) => [key, keyValue(data, key, object.natural, options.countryCode)] as [MatchKey, string | null]);
			return values.filter((entry): entry is [MatchKey, string] => entry[1] !== null).slice(0, 1);
		});
		const matches = await findMatches(keys.map((entries) => new Map(entries)), trusted, context);
		return lost.map((_row, at) => {
			const [twin] = [...matches[at].values()].flat();
			if (twin) return { raw: twin.raw };
			return keys[at].length ? null : { error: lostAnswer };
		});
	};
}

const lostAnswer: CrmError = {
	kind: 'unavailable', outcomeUnknown: true, message: 'The connection broke while the record was being created, so it may or may not exist',
	hint: 'Look in the CRM before you run this item again: a second run could make a duplicate.',
};

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

/** Spreads the outcome of a merged row over its inputs: the first carries the action, the others what they added. */
function settleMerged({ rows }: Merged, result: { record: IDataObject; receipt: Receipt } | Error): Outcome[] {
	if (result instanceof Error) return rows.map(({ index }) => ({ index, ok: false, error: errorOf(result) }));
	return rows.map(({ index }, at) => {
		const wrote = result.receipt.action === 'created' || result.receipt.action === 'updated';
		const action = at > 0 && wrote ? 'updated' : result.receipt.action;
		const warnings = rows.length > 1 ? [`Merged with item ${rows.filter((row) => row.index !== index).map((row) => row.index).join(', ')}: the same record`] : [];
		return { index, ok: true, records: [withReceipt(result.record, { ...result.receipt, action, warnings: [...result.receipt.warnings, ...warnings] })] };
	});
}

const withReceipt = (record: IDataObject, { action, matchedBy, changedFields, candidates, warnings }: Receipt): CrmRecord =>
	({ ...record, _action: action, _matchedBy: matchedBy, _changedFields: changedFields, _candidates: candidates, _warnings: warnings }) as unknown as CrmRecord;
