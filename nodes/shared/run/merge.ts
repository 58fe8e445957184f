import type { Draft } from '../map/draft';
import { holdsKey, keyValue, phoneKey, samePhone } from '../map/keys';
import type { CrmRecord, MatchKey } from '../types';
import { bucket, type KeyValues } from './match';

/** One input on its way to a write. */
export interface Row {
	/** Position of the input item. */
	index: number;
	draft: Draft;
	/** Given by an update. */
	id?: string;
	keys: KeyValues;
}
/** Inputs that mean the same record, in input order, and what they say together. */
export interface Merged extends Row { rows: Row[] }
/** Whose values count where rows of one record disagree: the last word, the first one, or the first row alone. */
export type Precedence = 'later' | 'earlier' | 'first';

/**
 * Joins rows that share an id or a value of a match key: sent apart, they would race each other into duplicates.
 * The outcome is that of writing them one after the other: later values win, or earlier ones when only blanks are filled.
 */
export function mergeRows(rows: Row[], countryCode: string, precedence: Precedence): Merged[] {
	const groups: Row[][] = [];
	const groupOf = new Map<Row, number>();
	const buckets = new Map<string, Row[]>();
	const join = (row: Row, other: Row) => {
		const [from, to] = [groupOf.get(row)!, groupOf.get(other)!].sort((a, b) => b - a);
		if (from === to) return;
		for (const moved of groups[from]) groupOf.set(moved, to);
		groups[to].push(...groups[from]);
		groups[from] = [];
	};
	rows.forEach((row, at) => {
		groups.push([row]);
		groupOf.set(row, at);
		const identities =
			row.id === undefined
				? [...row.keys].map(([key, value]) => [key, value, bucket(key, value)] as const)
				: [['id', row.id, row.id] as const];
		for (const [key, value, name] of identities) {
			const near = buckets.get(`${key}\n${name}`) ?? [];
			const twin = near.find(
				(other) => (key !== 'phone' || equalPhones(value, other.keys.get('phone') ?? '', countryCode)) && !areTwo(row, other, key),
			);
			if (twin) join(row, twin);
			near.push(row);
			buckets.set(`${key}\n${name}`, near);
		}
	});
	return groups.filter((group) => group.length).map((group) => combine(group, precedence));
}

const equalPhones = (left: string, right: string, countryCode: string) =>
	samePhone(phoneKey(left, countryCode) ?? '', phoneKey(right, countryCode) ?? '');

/** Match keys of a row that outrank `key`; rows hold their keys in the user's order. */
const stronger = (row: Row, key: string): Array<[MatchKey, string]> =>
	[...row.keys].slice(0, Math.max(0, [...row.keys.keys()].indexOf(key as MatchKey)));

/** A name to compare, without accents and case; `null` when there is none. */
function nameOf(valueOf: (key: string) => unknown): string | null {
	const name = [valueOf('firstName'), valueOf('lastName')].filter(Boolean).join(' ') || String(valueOf('fullName') ?? '');
	return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim() || null;
}

const differ = (one: string | null, other: string | null) => one !== null && other !== null && one !== other;

/** True when two rows that share a weaker key are plainly about two people: a landline serves a family, each with an e-mail and a name. */
function areTwo(row: Row, other: Row, key: string): boolean {
	const contradicted = stronger(row, key).some(
		([upper, value]) => other.keys.has(upper) && bucket(upper, other.keys.get(upper)) !== bucket(upper, value),
	);
	return contradicted && differ(nameOf((name) => row.draft.values.get(name)), nameOf((name) => other.draft.values.get(name)));
}

/** The same for a record that a weaker key found. */
export function isSomeoneElse(row: Row, key: MatchKey, record: CrmRecord, countryCode: string): boolean {
	const contradicted = stronger(row, key).some(
		([upper, value]) => keyValue(record, upper) !== null && !holdsKey(record, upper, value, undefined, countryCode),
	);
	return contradicted && differ(nameOf((name) => row.draft.values.get(name)), nameOf((name) => record[name]));
}

/** One row that says what all of them say. */
export function combine(group: readonly Row[], precedence: Precedence): Merged {
	const rows = [...group].sort((a, b) => a.index - b.index);
	if (rows.length === 1 || precedence === 'first') return { ...rows[0], rows };
	return {
		...rows[0],
		rows,
		draft: {
			values: together(rows.map(({ draft }) => draft.values), precedence),
			custom: together(rows.map(({ draft }) => draft.custom), precedence),
		},
	};
}

/** Where the first word counts, a cleared value is no word: it leaves the blank for a later row to fill. */
function together(maps: ReadonlyArray<ReadonlyMap<string, unknown>>, precedence: Precedence): Map<string, unknown> {
	const entries = maps.flatMap((map) => [...map]);
	if (precedence === 'later') return new Map(entries);
	return new Map([...entries.filter(([, value]) => value === null), ...entries.filter(([, value]) => value !== null).reverse()]);
}
