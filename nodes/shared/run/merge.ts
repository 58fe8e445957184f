import type { Draft } from '../map/draft';
import { holdsKey, keyValue, samePhone } from '../map/keys';
import type { CrmRecord, MatchKey } from '../types';
import { bucket, type KeyValues } from './match';
import type { WriteOptions } from './options';

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

/** What decides who is who. */
type Trust = Pick<WriteOptions, 'matchOn' | 'countryCode'>;

/**
 * Joins rows that share an id or a value of a match key: sent apart, they would race each other into duplicates.
 * The outcome is that of writing them one after the other: later values win, or earlier ones when only blanks are filled.
 * @param deny true when what the vendor has says that two rows are about two people
 */
export function mergeRows(
	rows: readonly Row[], trust: Trust, precedence: Precedence, deny: (one: Row, two: Row) => boolean = () => false,
): Merged[] {
	const people = rows.map(personOf);
	const buckets = new Map<string, Person[]>();
	/** A landline serves a family, each with an e-mail and a name: a row that says only the number must not make one of them all. */
	const areTwo = (person: Person, other: Person, above: readonly MatchKey[]) =>
		person.group !== other.group && above.length > 0
		&& person.group.some((one) => other.group.some((two) => contradict(one, two, above) || deny(one.row, two.row)));
	for (const person of people) {
		for (const [key, value] of person.buckets) {
			const above = stronger(key, trust);
			const near = buckets.get(`${key}\n${value}`) ?? [];
			const twin = near.find((other) => !areTwo(person, other, above) && (key !== 'phone' || equalPhones(person, other)));
			if (twin) join(person.group, twin.group);
			near.push(person);
			buckets.set(`${key}\n${value}`, near);
		}
	}
	return [...new Set(people.map(({ group }) => group))].map((group) => combine(group.map(({ row }) => row), precedence));
}

/** Who a row says it is about, ready to compare, and the group it has joined. */
interface Person {
	row: Row;
	name: string | null;
	buckets: ReadonlyMap<MatchKey | 'id', string | null>;
	group: Person[];
}

function personOf(row: Row): Person {
	const { id, keys, draft } = row;
	const identities = id === undefined ? [...keys].map(([key, value]) => [key, bucket(key, value)] as const) : [['id', id] as const];
	const person: Person = { row, name: nameOf((key) => draft.values.get(key)), buckets: new Map(identities), group: [] };
	person.group.push(person);
	return person;
}

function join(one: Person[], other: Person[]): void {
	if (one === other) return;
	const [kept, gone] = one.length < other.length ? [other, one] : [one, other];
	for (const person of gone) {
		person.group = kept;
		kept.push(person);
	}
}

const equalPhones = (one: Person, other: Person) => samePhone(one.row.keys.get('phone') ?? '', other.row.keys.get('phone') ?? '');

/** The match keys that outrank `key`. */
const stronger = (key: MatchKey | 'id', { matchOn }: Trust): readonly MatchKey[] =>
	key === 'id' ? [] : matchOn.slice(0, Math.max(0, matchOn.indexOf(key)));

/** True when both the names and a stronger key say that two rows are about two people. */
function contradict(one: Person, two: Person, above: readonly MatchKey[]): boolean {
	if (!differ(one.name, two.name)) return false;
	return above.some((key) => one.buckets.has(key) && two.buckets.has(key) && one.buckets.get(key) !== two.buckets.get(key));
}

/** A name to compare, without accents and case; `null` when there is none. */
function nameOf(valueOf: (key: string) => unknown): string | null {
	const name = [valueOf('firstName'), valueOf('lastName')].filter(Boolean).join(' ') || String(valueOf('fullName') ?? '');
	return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim() || null;
}

const differ = (one: string | null, other: string | null) => one !== null && other !== null && one !== other;

/** True when a record that a weaker key found is plainly about somebody else: a stronger key and the name say so. */
export function isSomeoneElse({ keys, draft }: Pick<Row, 'keys' | 'draft'>, key: MatchKey, record: CrmRecord, trust: Trust): boolean {
	const contradicted = stronger(key, trust).some((upper) => {
		const value = keys.get(upper);
		return value !== undefined && keyValue(record, upper) !== null && !holdsKey(record, upper, value, undefined, trust.countryCode);
	});
	return contradicted && differ(nameOf((name) => draft.values.get(name)), nameOf((name) => record[name]));
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
			unwritable: together(rows.map(({ draft: { unwritable = new Map<string, unknown>() } }) => unwritable), precedence),
		},
	};
}

/** Where the first word counts, a cleared value is no word: it leaves the blank for a later row to fill. */
function together(maps: ReadonlyArray<ReadonlyMap<string, unknown>>, precedence: Precedence): Map<string, unknown> {
	const entries = maps.flatMap((map) => [...map]);
	if (precedence === 'later') return new Map(entries);
	return new Map([...entries.filter(([, value]) => value === null), ...entries.filter(([, value]) => value !== null).reverse()]);
}
