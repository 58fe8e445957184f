import type { MatchKey } from '../types';
import type { Found } from './match';
import { combine, isSomeoneElse, mergeRows, type Merged, type Precedence, type Row } from './merge';
import type { WriteOptions } from './options';

/** What a row says of the records that its keys found. */
export interface Claim {
	own: ReadonlyMap<MatchKey, Found[]>;
	ids: ReadonlySet<string>;
	/** Records that are plainly about somebody else. */
	denied: readonly string[];
}
/** What each row says. */
export type Claims = ReadonlyMap<Row, Claim>;

/** Sifts what the keys of a row found. */
export function claimOf(row: Row, found: ReadonlyMap<MatchKey, Found[]>, options: WriteOptions): Claim {
	const sifted = [...found].map(([key, all]) => [key, all.filter(({ record }) => !isSomeoneElse(row, key, record, options))] as const);
	const own = new Map(sifted.filter(([, some]) => some.length));
	const ids = idsOf(own);
	return { own, ids, denied: [...idsOf(found)].filter((id) => !ids.has(id)) };
}

const idsOf = (found: ReadonlyMap<MatchKey, Found[]>) => new Set([...found.values()].flat().map(({ record }) => record.id));

/** What the rows of a group found together. */
export function ownOf({ rows }: Merged, claims: Claims): Map<MatchKey, Found[]> {
	const own = new Map<MatchKey, Found[]>();
	for (const row of rows) for (const [key, found] of claims.get(row)!.own) own.set(key, [...new Set([...own.get(key) ?? [], ...found])]);
	return own;
}

/** Groups rows anew by what the account knows about them. */
export const regroup = (merged: readonly Merged[], claims: Claims, options: WriteOptions, precedence: Precedence): Merged[] =>
	joinFound(merged.flatMap((group) => apart(group, claims, options, precedence)), claims, precedence);

/** Rows that were joined, of which some deny a record that others claim, are about two people after all. */
function apart(group: Merged, claims: Claims, options: WriteOptions, precedence: Precedence): Merged[] {
	const isDenied = (one: Row, two: Row) => claims.get(one)!.denied.some((id) => claims.get(two)!.ids.has(id));
	const deny = (one: Row, two: Row) => isDenied(one, two) || isDenied(two, one);
	return group.rows.some((row) => claims.get(row)!.denied.length) ? mergeRows(group.rows, options, precedence, deny) : [group];
}

/** Rows without a key in common may still have found the same record. */
function joinFound(merged: Merged[], claims: Claims, precedence: Precedence): Merged[] {
	const groups = new Map<unknown, Merged[]>();
	for (const group of merged) {
		const ids = idsOf(ownOf(group, claims));
		const key = ids.size === 1 ? [...ids][0] : group;
		const same = groups.get(key) ?? [];
		same.push(group);
		groups.set(key, same);
	}
	return [...groups.values()].map((same) => (same.length > 1 ? combine(same.flatMap(({ rows }) => rows), precedence) : same[0]));
}
