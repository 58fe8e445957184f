import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { original } from '../map/record';
import type { CrmRecord, Outcome, Raw, RunStatistics } from '../types';
import { remedyFor, toNodeError } from './errors';

/** What a user wants to see of a record. */
export type OutputMode = 'normalised' | 'normalisedRaw' | 'raw' | 'selected';
export interface OutputWish {
	mode: OutputMode;
	/** Canonical keys for `selected`; the id is always there. */
	fields: readonly string[];
	/** Adds what the run cost to every item. */
	withStatistics: boolean;
	/** Leaves out what has no value: a language model pays for every key it reads. */
	compact: boolean;
}

/** The JSON of one record as the user wants it. */
export function toJson(record: CrmRecord, { mode, fields, compact }: OutputWish): IDataObject {
	const raw = (record as unknown as Record<symbol, Raw | undefined>)[original];
	const entries = Object.entries(record).filter(([, value]) => !compact || hasValue(value));
	if (mode === 'selected') {
		const wanted = new Set(['id', '_action', 'deleted', ...fields]);
		return Object.fromEntries(entries.filter(([key]) => wanted.has(key)));
	}
	if (mode === 'raw' && raw) return { ...raw, ...Object.fromEntries(entries.filter(([key]) => key.startsWith('_'))) };
	const json = Object.fromEntries(entries);
	return mode === 'normalisedRaw' && raw ? { ...json, raw } : json;
}

const hasValue = (value: unknown): boolean =>
	value !== null && (typeof value !== 'object' || Object.values(value as object).some(hasValue));

/**
 * Turns outcomes into items, in input order, each paired with its input.
 * @throws NodeApiError for the first refused item when the node is set to stop; all other items are done by then.
 */
export function settle(
	context: IExecuteFunctions,
	outcomes: readonly Outcome[],
	wish: OutputWish,
	statistics: RunStatistics,
): INodeExecutionData[] {
	const ordered = [...outcomes].sort((a, b) => a.index - b.index);
	const refused = ordered.filter((outcome) => !outcome.ok);
	if (refused.length && !context.continueOnFail()) {
		const [first] = refused;
		const others = refused.length > 1 ? ` ${refused.length - 1} more of ${ordered.length} items were refused.` : '';
		const done = ordered.length - refused.length;
		const aftermath = ordered.length > 1 ? `${others} ${done} were processed; set "On Error" to continue to get their output.` : '';
		throw toNodeError(context.getNode(), first.error, first.index, aftermath);
	}
	const run = wish.withStatistics ? { _run: { ...statistics, secondsWaited: Math.round(statistics.secondsWaited) } } : {};
	return ordered.flatMap((outcome): INodeExecutionData[] => {
		const pairedItem = { item: outcome.index };
		if (!outcome.ok) return [refusal(outcome)];
		return outcome.records.map((record) => ({ json: { ...toJson(record, wish), ...run }, pairedItem }));
	});
}

/** n8n routes an item to the error output by these three keys alone, and fills in the input item beside them. */
function refusal({ index, error }: Extract<Outcome, { ok: false }>): INodeExecutionData {
	const { kind, code, status, correlationId, existingId } = error;
	const details = Object.fromEntries(
		Object.entries({ item: index, kind, code, status, correlationId, existingId }).filter(([, value]) => value !== undefined),
	);
	return { json: { error: error.message, message: remedyFor(error), details }, pairedItem: { item: index } };
}

/** Says what a run did that the items do not show. */
export function hints(
	context: IExecuteFunctions,
	{ requests, retries, secondsWaited, rowsMerged, truncated, warnings }: RunStatistics,
	items: number,
): void {
	const say = (message: string, type: 'info' | 'warning') => context.addExecutionHints?.({ message, type, location: 'outputPane' });
	if (rowsMerged) {
		say(`${rowsMerged} of ${items} rows named a record that another row of this run names too; they were written together.`, 'info');
	}
	if (truncated) say('There are more records than the limit; raise Limit or turn on Return All to get them.', 'warning');
	for (const warning of warnings) say(warning, 'warning');
	const slowed =
		retries || secondsWaited >= 1 ? `, ${retries} of them repeated; waited ${Math.round(secondsWaited)} s for the CRM's limits` : '';
	say(`${counted(requests, 'request')} for ${counted(items, 'item')}${slowed}.`, 'info');
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
