import type { IDataObject } from 'n8n-workflow';
import { errorOf } from '../http/failure';
import type { CrmRecord, Outcome, Receipt } from '../types';
import type { Merged, Precedence, Row } from './merge';

/** Spreads the outcome of a merged row over its inputs: the first carries the action, the others what they added. */
export function settleMerged(
	{ rows }: Merged,
	result: { record: IDataObject; receipt: Receipt } | Error,
	precedence: Precedence,
): Outcome[] {
	if (result instanceof Error) return rows.map(({ index }) => ({ index, ok: false, error: errorOf(result) }));
	return rows.map(({ index }, at) => {
		const wrote = result.receipt.action === 'created' || result.receipt.action === 'updated';
		const action = at > 0 && wrote ? (precedence === 'first' ? 'existing' : 'updated') : result.receipt.action;
		const warnings = rows.length > 1 ? [`Merged with item ${othersThan(index, rows)}: the same record`] : [];
		return {
			index,
			ok: true,
			records: [withReceipt(result.record, { ...result.receipt, action, warnings: [...result.receipt.warnings, ...warnings] })],
		};
	});
}

/** Names a few of a row's companions: a placeholder that thousands of rows share must not fill the memory with lists of them. */
function othersThan(index: number, rows: readonly Row[]): string {
	const named = rows.slice(0, mostNamed + 1).filter((row) => row.index !== index).slice(0, mostNamed);
	const more = rows.length - 1 - named.length;
	return `${named.map((row) => row.index).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
const mostNamed = 5;

const withReceipt = (record: IDataObject, { action, matchedBy, changedFields, candidates, warnings }: Receipt): CrmRecord =>
	({
		...record,
		_action: action,
		_matchedBy: matchedBy,
		_changedFields: changedFields,
		_candidates: candidates,
		_warnings: warnings,
	}) as unknown as CrmRecord;
