import type { Collection } from './collection';
import type { HousecallAccount } from './housecallAccount';
import { countOf, listOf, textOf } from './query';
import type { Row } from './records';
import type { Call } from './router';

type SortKey<Kind> = (row: Kind) => string | number;
type ListCall = Pick<Call, 'account' | 'caller' | 'query'>;

const DEFAULT_PAGE_SIZE = 10;

/** What every list sorts by. */
export const COMMON_SORTS = {
	created_at: ({ createdAt }: Row) => createdAt,
	updated_at: ({ updatedAt }: Row) => updatedAt,
	id: ({ id }: Row) => id,
};

export interface ListOptions<Kind extends Row> {
	/** The name of the array in the answer. */
	name: string;
	/** By the words of `sort_by`. */
	sorts?: Readonly<Record<string, SortKey<Kind>>>;
	matches?(row: Kind): boolean;
	present(row: Kind): unknown;
}

/** One page of a collection, as every list answers it (contract 6). */
export function list<Kind extends Row>(
	call: ListCall,
	collection: Collection<Kind>,
	{ name, sorts = COMMON_SORTS, matches = () => true, present }: ListOptions<Kind>,
): Record<string, unknown> {
	const companies = companiesOf(call);
	const now = call.account.clock.now();
	const found: Kind[] = [];
	for (const row of collection.all()) {
		if (row.visibleAt <= now && companies.includes(row.companyId) && matches(row)) found.push(row);
	}
	return paged(call, name, sorted(call, found, sorts), present);
}

/** Cuts one page out of rows that are in order. */
export function paged<Item>(
	{ account, query }: Pick<ListCall, 'account' | 'query'>,
	name: string,
	items: readonly Item[],
	present: (item: Item) => unknown,
): Record<string, unknown> {
	const page = countOf(query, 'page', 1);
	const size = Math.min(countOf(query, 'page_size', DEFAULT_PAGE_SIZE), account.settings.maxPageSize);
	return {
		page,
		page_size: size,
		total_pages: Math.ceil(items.length / size),
		total_items: items.length,
		[name]: items.slice((page - 1) * size, page * size).map(present),
	};
}

/** `location_ids` counts only without `X-Company-Id` (contract 1). */
function companiesOf({ caller, query }: ListCall): string[] {
	const locations = listOf(query, 'location_ids');
	return caller.isPinned || locations.length === 0 ? [caller.companyId] : locations;
}

function sorted<Kind extends Row>(
	{ account, query }: ListCall,
	rows: Kind[],
	sorts: Readonly<Record<string, SortKey<Kind>>>,
): Kind[] {
	const key = sortKey(account, textOf(query, 'sort_by'), sorts);
	if (!key) return rows;
	const sign = textOf(query, 'sort_direction') === 'asc' ? 1 : -1;
	const keyed = rows.map((row, position) => ({ row, ...tieBreaker(account, key(row), position) }));
	keyed.sort((a, b) => (a.key === b.key ? a.tie - b.tie : a.key < b.key ? -1 : 1) * sign);
	return keyed.map(({ row }) => row);
}

/** An attribute that is ignored or unknown gives way to the default one; that ignored too, nothing is sorted. */
function sortKey<Kind>(
	{ settings }: HousecallAccount,
	asked: string | undefined,
	sorts: Readonly<Record<string, SortKey<Kind>>>,
): SortKey<Kind> | undefined {
	const name = [asked, 'created_at'].find((each) => each && each in sorts && !settings.ignoredSorts.includes(each));
	return name === undefined ? undefined : sorts[name];
}

/** Times are told in seconds; the order inside one is the order of creation, or none. */
function tieBreaker({ settings, random }: HousecallAccount, key: string | number, position: number) {
	if (!settings.reorderResults) return { key, tie: position };
	return { key: typeof key === 'number' ? Math.floor(key / 1_000) : key, tie: random() };
}

