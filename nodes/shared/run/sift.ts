import type { CrmError, RowResult } from '../types';

/** Sends all rows but those that are refused already. @returns one result per row, in order */
export async function sendUnrefused<Row>(
	rows: readonly Row[], refused: ReadonlyMap<Row, CrmError>, send: (rows: Row[]) => Promise<RowResult[]>,
): Promise<RowResult[]> {
	const sent = rows.filter((row) => !refused.has(row));
	const results = sent.length ? await send(sent) : [];
	const resultOf = new Map(sent.map((row, at) => [row, results[at]]));
	return rows.map((row) => resultOf.get(row) ?? { error: refused.get(row)! });
}
