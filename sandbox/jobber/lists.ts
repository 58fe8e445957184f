import type { JobberAccount } from './jobberAccount';

/** A window of time; instants in epoch milliseconds. */
export interface Range {
	after?: number | null;
	before?: number | null;
	eq?: number | null;
}

export interface Sort<Key extends string = string> {
	key: Key;
	direction: 'ASCENDING' | 'DESCENDING';
}

type SortValue = string | number | null;

/** Whether a time lies in the window. Nothing lies in a window that is asked for and has no time. */
export function inRange({ settings }: JobberAccount, time: number | null, range: Range | null | undefined): boolean {
	if (!range) return true;
	if (time === null) return range.after == null && range.before == null && range.eq == null;
	// The bounds belong to the window, as a connector's author found (contract 5, unverified).
	const slack = settings.inclusiveRanges ? 0 : 1;
	if (range.eq != null && time !== range.eq) return false;
	if (range.after != null && time < range.after + slack) return false;
	return range.before == null || time <= range.before - slack;
}

/** A sorted copy. Ties keep their order, or lose it when `reorderResults` is set. */
export function sorted<Item, Key extends string>(
	{ settings }: JobberAccount,
	items: readonly Item[],
	sorts: readonly Sort<Key>[],
	values: Readonly<Record<Key, (item: Item) => SortValue>>,
): Item[] {
	const copy = settings.reorderResults ? [...items].reverse() : [...items];
	return copy.sort((one, other) => {
		for (const { key, direction } of sorts) {
			const order = compare(values[key](one), values[key](other));
			if (order !== 0) return direction === 'ASCENDING' ? order : -order;
		}
		return 0;
	});
}

function compare(one: SortValue, other: SortValue): number {
	if (one === other) return 0;
	if (one === null) return 1;
	if (other === null) return -1;
	if (typeof one === 'number' && typeof other === 'number') return one - other;
	const [left, right] = [String(one).toLowerCase(), String(other).toLowerCase()];
	if (left === right) return 0;
	return left < right ? -1 : 1;
}
