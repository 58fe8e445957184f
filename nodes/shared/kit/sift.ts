import type { CrmError, Raw, RowResult } from '../types';

/** Sends all rows but those that are refused already. @returns one result per row, in order */
export async function sendUnrefused<Row>(
	rows: readonly Row[], refused: ReadonlyMap<Row, CrmError>, send: (rows: Row[]) => Promise<RowResult[]>,
): Promise<RowResult[]> {
	const sent = rows.filter((row) => !refused.has(row));
	const results = sent.length ? await send(sent) : [];
	const resultOf = new Map(sent.map((row, at) => [row, results[at]]));
	return rows.map((row) => resultOf.get(row) ?? { error: refused.get(row)! });
}

/** Pairs records with the rows that asked for them by id. @param same what of an id tells one record from another */
export function pairById(
	rows: ReadonlyArray<{ id: string }>, raws: readonly Raw[], idOf: (raw: Raw) => string, same: (id: string) => string = String,
): RowResult[] {
	const found = new Map(raws.map((raw) => [same(idOf(raw)), raw]));
	return rows.map(({ id }) => {
		const raw = found.get(same(id));
		return raw ? { raw } : { error: { kind: 'notFound', message: `There is no such record with ID ${id}` } };
	});
}
