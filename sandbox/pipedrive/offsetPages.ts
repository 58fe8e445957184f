import { v1Invalid } from './errors';
import { type Query, textOf } from './query';
import type { StoredRecord } from './records';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

interface Page<Item> {
	items: Item[];
	/** The paging part of `additional_data`. */
	paging: { start: number; limit: number; more_items_in_collection: boolean; next_start?: number };
}

/** One page of v1: an offset, so that rows which move are missed or met twice (contract 6). */
export function offsetPage<Item>(query: Query, items: readonly Item[]): Page<Item> {
	const start = countOf(query, 'start', 0);
	const limit = Math.min(countOf(query, 'limit', DEFAULT_LIMIT), MAX_LIMIT);
	const hasMore = start + limit < items.length;
	return {
		items: items.slice(start, start + limit),
		paging: { start, limit, more_items_in_collection: hasMore, ...(hasMore ? { next_start: start + limit } : {}) },
	};
}

export type SortKey = (record: StoredRecord) => number | string | null;

/** Sorts as `sort=add_time DESC, title ASC` asks; unasked, the order is that of creation (unverified). */
export function sortedBy(
	query: Query,
	records: StoredRecord[],
	keys: Readonly<Record<string, SortKey>>,
): StoredRecord[] {
	const sort = textOf(query, 'sort');
	if (sort === undefined) return records;
	const orders = sort.split(',').map((part) => {
		const [name, direction = 'ASC'] = part.trim().split(/\s+/);
		const key = keys[name];
		if (!key || !/^(ASC|DESC)$/i.test(direction)) throw v1Invalid(`Invalid sort: ${part.trim()}`);
		return { key, sign: /^ASC$/i.test(direction) ? 1 : -1 };
	});
	return records.sort((a, b) => {
		for (const { key, sign } of orders) {
			const [left, right] = [key(a) ?? '', key(b) ?? ''];
			if (left !== right) return left < right ? -sign : sign;
		}
		return 0;
	});
}

function countOf(query: Query, name: string, fallback: number): number {
	const text = textOf(query, name) ?? String(fallback);
	if (!/^\d+$/.test(text)) throw v1Invalid(`Invalid ${name}`);
	return Number(text);
}
