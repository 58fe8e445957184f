import type { IDataObject } from 'n8n-workflow';
import { CrmFailure } from '../http/failure';
import { toBody, unwritten } from '../map/draft';
import { idOf } from '../map/record';
import type { CrmError, Raw, Receipt, WriteRow } from '../types';
import { runRows } from './batch';
import { decideFound, type Decision } from './decide';
import { keysOf, toFound, type MatchContext } from './match';
import { isSomeoneElse, type Merged } from './merge';
import type { WriteOptions } from './options';
import { linkKeys, type WriteOperation } from './plan';
import { recovery } from './recover';

type Update = Extract<Decision, { do: 'update' }>;
type Create = Extract<Decision, { do: 'create' }>;

/** Hears what became of a merged row. */
export type Settle = (merged: Merged, result: { record: IDataObject; receipt: Receipt } | Error) => void;

/** Writes what was decided. */
export async function carryOut(
	operation: WriteOperation, decisions: Decision[], options: WriteOptions, context: MatchContext, settle: Settle,
): Promise<void> {
	for (const decision of decisions) {
		if (decision.do === 'fail') settle(decision.merged, new CrmFailure(decision.error));
		if (decision.do === 'report') settle(decision.merged, decision);
	}
	const raced = await createAll(operation, decisions.filter((decision) => decision.do === 'create'), options, context, settle);
	await updateAll([...decisions.filter((decision) => decision.do === 'update'), ...raced], context, settle);
}

/** @returns updates for records that turned out to exist after all: made meanwhile, or under another key. */
async function createAll(
	operation: WriteOperation, creates: Create[], options: WriteOptions, context: MatchContext, settle: Settle,
): Promise<Update[]> {
	const rows = creates.map(({ merged }): WriteRow => ({ body: toBody(merged.draft, context.object, context.scope.externalIdField) }));
	const drafts = new Map(rows.map((row, at) => [row, creates[at].merged.draft]));
	const recover = recovery(drafts, linkKeys(context), options.countryCode, context);
	const results = await runRows(context.object.create, rows, context, recover);
	const written: Array<[Create, Raw]> = [];
	const raced: Update[] = [];
	for (const [at, result] of results.entries()) {
		const create = creates[at];
		if ('raw' in result) written.push([create, result.raw]);
		else if (operation === 'upsert' && result.error.existingId) {
			const decision = await decideExisting(create.merged, result.error, options, context);
			if (decision.do === 'update') raced.push(decision);
			else if (decision.do === 'report') settle(create.merged, decision);
			else settle(create.merged, new CrmFailure(decision.do === 'fail' ? decision.error : result.error));
		} else settle(create.merged, new CrmFailure(result.error));
	}
	await settleWritten(written, context, settle);
	return raced;
}

const somebodyElse = 'What should be unique, such as the e-mail, belongs to somebody with another name there. '
	+ 'Correct it in this item or in the CRM.';

/** Decides about the record that stands in the way of a new one. One that is plainly about somebody else is not taken over. */
async function decideExisting(merged: Merged, refused: CrmError, options: WriteOptions, context: MatchContext): Promise<Decision> {
	const [existing] = await runRows(context.object.get, [{ id: refused.existingId! }], context);
	if (!('raw' in existing)) return { do: 'fail', merged, error: refused };
	const found = toFound(existing.raw, context);
	// Rows that were joined may each have said a part of who they are.
	const keys = keysOf(merged.draft, options, context.object);
	const weakest = [...keys.keys()].pop();
	const isOther = weakest !== undefined && isSomeoneElse({ ...merged, keys }, weakest, found.record, options);
	if (isOther) return { do: 'fail', merged, error: { ...refused, hint: somebodyElse } };
	return await decideFound(merged, found, 'conflict', options, context);
}

async function updateAll(updates: Update[], context: MatchContext, settle: Settle): Promise<void> {
	const touched = updates.filter(({ receipt }) => receipt.action === 'updated');
	for (const { merged, found, receipt } of updates.filter((update) => update.receipt.action !== 'updated')) {
		receipt.warnings.push(...unwritten(merged.draft, context.object, found.record));
		settle(merged, { record: found.record, receipt });
	}
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
	if (context.object.readsBack) await readBack(written.map(([, raw]) => raw), context);
	const links = linkKeys(context);
	// An output is shown whole: fed back, a link that is only not read would ask to be cleared.
	const shown = written.filter(
		([{ merged }]) => context.object.completeReads !== false || links.some((key) => merged.draft.values.has(key)),
	);
	if (shown.length) await context.object.complete?.(shown.map(([, raw]) => raw), context.client, context.scope);
	for (const [{ merged, receipt, ...one }, raw] of written) {
		const { record } = toFound(raw, context);
		receipt.warnings.push(...unwritten(merged.draft, context.object, ...('found' in one ? [one.found.record] : []), record));
		for (const key of links) {
			const wanted = merged.draft.values.get(key);
			const [asked, held] = [wanted, record[key]].map((id) => String(id ?? ''));
			if (!receipt.changedFields.includes(key) || asked === held) continue;
			const what = asked ? `${key} ${asked} was not linked` : `${key} was not cleared`;
			receipt.warnings.push(`${what}; the record has ${held || 'none'}`);
		}
		settle(merged, { record, receipt });
	}
}

/** The records stand: an error now would make a user write them again. */
async function readBack(raws: Raw[], context: MatchContext): Promise<void> {
	const ids = raws.map((raw) => ({ id: idOf(context.object, raw) }));
	const results = await runRows(context.object.get, ids, { ...context, batchSize: Infinity });
	results.forEach((result, at) => {
		if ('raw' in result) Object.assign(raws[at], result.raw);
		else context.client.warn(`Some records were written but could not be read again: ${result.error.message}`);
	});
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
