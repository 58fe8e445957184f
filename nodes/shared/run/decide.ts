import type { IDataObject } from 'n8n-workflow';
import { changes, fieldsOf, type Draft } from '../map/draft';
import { put, toRecord } from '../map/record';
import { minutesBetween, secondsAfter } from '../map/time';
import type { CrmError, CrmRecord, MatchKey, Raw, Receipt, VendorObject } from '../types';
import type { Found, MatchContext } from './match';
import type { Merged } from './merge';
import type { WriteOptions } from './options';

/** What a write will do with one merged row. */
export type Decision =
	| { do: 'create'; merged: Merged; receipt: Receipt }
	| { do: 'update'; merged: Merged; found: Found; receipt: Receipt }
	| { do: 'report'; merged: Merged; record: IDataObject; receipt: Receipt }
	| { do: 'fail'; merged: Merged; error: CrmError };

const receipt = (action: Receipt['action'], more: Partial<Receipt> = {}): Receipt => ({
	action,
	matchedBy: null,
	changedFields: [],
	candidates: [],
	warnings: [],
	...more,
});

/** Chooses between create, update and leaving alone, from what the match keys found. Writes nothing. */
export async function decide(
	merged: Merged, matches: ReadonlyMap<MatchKey, Found[]>, options: WriteOptions, context: MatchContext,
): Promise<Decision> {
	const [matchedBy] = matches.keys();
	const found = [...new Map([...matches.values()].flat().map((candidate) => [candidate.record.id, candidate])).values()];
	if (found.length > 1) return await decideAmbiguous(merged, matches, found, options, context);
	if (found.length === 1) return await decideFound(merged, found[0], matchedBy, options, context);
	if (options.mode === 'updateOnly') {
		return {
			do: 'report',
			merged,
			record: preview(merged.draft, context),
			receipt: receipt('skipped', { warnings: ['No record matches, and only updates are allowed'] }),
		};
	}
	completeTimes(merged.draft, context.object, null);
	const warnings = await implied(merged, null, context);
	const missing = context.object.fields.filter(({ key, required }) => required && (merged.draft.values.get(key) ?? '') === '');
	if (missing.length) {
		return { do: 'fail', merged, error: {
			kind: 'validation', message: `${missing.map(({ label }) => label).join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing`,
			hint: `${context.object.label} cannot be created without: ${missing.map(({ key }) => key).join(', ')}.`,
		} };
	}
	const changedFields = named(merged.draft);
	if (options.dryRun) {
		return { do: 'report', merged, record: preview(merged.draft, context), receipt: receipt('wouldCreate', { changedFields, warnings }) };
	}
	return { do: 'create', merged, receipt: receipt('created', { changedFields, warnings }) };
}

/** Chooses for a record that is known to be the one. Writes nothing. */
export async function decideFound(
	merged: Merged, found: Found, matchedBy: string | null, options: WriteOptions, context: MatchContext,
): Promise<Decision> {
	if (options.mode === 'createOnly') return { do: 'report', merged, record: found.record, receipt: receipt('existing', { matchedBy }) };
	completeTimes(merged.draft, context.object, found.record);
	const warnings = [...await implied(merged, found.raw, context), ...leaveFixed(merged.draft, found.record, context.object)];
	const changedFields = changes(merged.draft, found.record, context.object, options.blanksOnly, matchedBy);
	if (options.dryRun && changedFields.length) {
		return {
			do: 'report',
			merged,
			record: preview(merged.draft, context, found),
			receipt: receipt('wouldUpdate', { matchedBy, changedFields, warnings }),
		};
	}
	return {
		do: 'update',
		merged,
		found,
		receipt: receipt(changedFields.length ? 'updated' : 'unchanged', { matchedBy, changedFields, warnings }),
	};
}

/** Lets the object complete an input, given the record it will change. Returns warnings. */
export async function implied({ draft }: Merged, current: Raw | null, { object, client }: MatchContext): Promise<string[]> {
	return (await object.imply?.(draft.values, draft.custom, current, client)) ?? [];
}

/** Takes out what only a creation can set. Returns a warning where it says something else than the record. */
function leaveFixed(draft: Draft, record: CrmRecord, object: VendorObject): string[] {
	const fixed = object.fields.filter(({ key, createOnly }) => createOnly && draft.values.has(key)).map(({ key }) => key);
	const differing = changes(draft, record, object, false).filter((key) => fixed.includes(key));
	for (const key of fixed) draft.values.delete(key);
	return differing.map((key) => `${key} was left as it is: it can be set only when the record is created`);
}

async function decideAmbiguous(
	merged: Merged, matches: ReadonlyMap<MatchKey, Found[]>, found: Found[], options: WriteOptions, context: MatchContext,
): Promise<Decision> {
	const candidates = found.map(({ record }) => record.id);
	const matchedBy = [...matches.keys()].join(', ');
	if (options.onAmbiguous === 'oldest' || options.onAmbiguous === 'newest') {
		const byAge = [...found].sort((a, b) => String(a.record.createdAt).localeCompare(String(b.record.createdAt)));
		const chosen = options.onAmbiguous === 'oldest' ? byAge[0] : byAge[byAge.length - 1];
		const decision = await decideFound(merged, chosen, matchedBy, options, context);
		if (decision.do !== 'fail') decision.receipt.candidates = candidates;
		return decision;
	}
	if (options.onAmbiguous === 'skip') {
		return {
			do: 'report',
			merged,
			record: preview(merged.draft, context),
			receipt: receipt('ambiguous', { matchedBy, candidates, warnings: ['Several records match; nothing was written'] }),
		};
	}
	return {
		do: 'fail',
		merged,
		error: {
			kind: 'ambiguous',
			message: `${found.length} records match by ${matchedBy}: ${candidates.join(', ')}`,
			hint: 'Nothing was written. Merge them in the CRM, or choose what to do under Options > If Several Match.',
		},
	};
}

const named = (draft: Draft) => [...draft.values.keys(), ...[...draft.custom.keys()].map((name) => `customFields.${name}`)];

/** What the record would look like; nothing is written. */
function preview(draft: Draft, { object, resource, crm, scope }: MatchContext, found?: Found): IDataObject {
	const record: IDataObject = found ? structuredClone(found.record) : { ...toRecord({}, resource, crm, object, scope), id: null };
	for (const [key, value] of draft.values) put(record, key, value);
	for (const [name, value] of draft.custom) put(record, 'customFields', { ...(record.customFields as IDataObject), [name]: value });
	return record;
}

/** Turns a duration into an end, and lets what is moved keep its length. */
function completeTimes({ values }: Draft, object: VendorObject, current: IDataObject | null): void {
	const fields = fieldsOf(object);
	const times = [['startTime', 'endTime'], ['scheduledStart', 'scheduledEnd']].find(([, end]) => fields.get(end)?.write);
	const given = values.get('durationMinutes');
	values.delete('durationMinutes');
	if (!times || fields.get('durationMinutes')?.write) return;
	const [start, end] = times;
	const held = current?.[start] && current[end] ? minutesBetween(current[start], current[end]) : undefined;
	const minutes = Number(given ?? (values.has(start) ? held : undefined));
	const begins = values.get(start) ?? current?.[start];
	if (values.has(end) || !begins || !(minutes > 0)) return;
	values.set(end, secondsAfter(String(begins), minutes * 60));
}
