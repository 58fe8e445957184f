import { seededRandom } from '../random';
import type { FreshsalesAccount } from './freshsalesAccount';
import type { FormRow, Row } from './records';
import { countOf, textOf } from './query';
import type { Call } from './router';
import { wholeSeconds } from './times';

const DEFAULT_PER_PAGE = 25;

export interface Page<Item> {
	items: Item[];
	meta: { total_pages: number; total: number };
}

/** The page that was asked for; beyond the last one there is an empty list and totals of zero (live). */
export function pageOf<Item>({ account, query }: Pick<Call, 'account' | 'query'>, rows: readonly Item[]): Page<Item> {
	const page = Math.max(1, countOf(query, 'page', 1));
	const size = perPage({ account, query });
	const items = rows.slice((page - 1) * size, page * size);
	if (items.length === 0) return { items, meta: { total_pages: 0, total: 0 } };
	return { items, meta: { total_pages: Math.ceil(rows.length / size), total: rows.length } };
}

export function perPage({ account, query }: Pick<Call, 'account' | 'query'>): number {
	return Math.min(countOf(query, 'per_page', DEFAULT_PER_PAGE), account.settings.maxPerPage);
}

type Key = string | number;

/** In the order of `sort` and `sort_type`, which default to the newest first [unverified]. */
export function sorted<Kind extends FormRow>({ account, query }: Pick<Call, 'account' | 'query'>, rows: readonly Kind[]): Kind[] {
	const name = textOf(query, 'sort') ?? 'created_at';
	return inOrder(account, rows, (row) => sortKey(row, name), textOf(query, 'sort_type') === 'asc' ? 1 : -1);
}

/** Times are told in seconds; the order inside one is that of creation, or none, but the same on every page. */
export function inOrder<Kind extends Row>(
	{ settings }: FreshsalesAccount,
	rows: readonly Kind[],
	keyOf: (row: Kind) => Key,
	sign: 1 | -1,
): Kind[] {
	const keyed = rows.map((row) => ({ row, key: keyOf(row), tie: settings.reorderResults ? scattered(row.id) : row.id }));
	keyed.sort((a, b) => (a.key === b.key ? a.tie - b.tie : a.key < b.key ? -1 : 1) * sign);
	return keyed.map(({ row }) => row);
}

/** A number that says nothing about the id's age. */
const scattered = (id: number) => seededRandom(id)();

export function sortKey({ createdAt, updatedAt, id, values }: FormRow, name: string): Key {
	if (name === 'created_at') return wholeSeconds(createdAt);
	if (name === 'updated_at') return wholeSeconds(updatedAt);
	if (name === 'amount') return Number(values.amount);
	const value = values[name];
	return typeof value === 'number' ? value : name === 'id' ? id : String(value ?? '').toLowerCase();
}
