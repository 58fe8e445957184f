import { cannotDeserialize, validationError } from './errors';
import { type Filter, isNumeric, numericReader, type Predicate, predicate, tokens } from './filters';
import type { HubSpotAccount } from './hubspotAccount';
import type { ObjectType } from './objectTypes';
import type { StoredRecord } from './store';

/** A search body (contract 4). Everything is optional on the live API. */
export interface SearchRequest {
	filterGroups?: { filters?: Filter[] }[];
	sorts?: (string | { propertyName: string; direction?: string })[];
	query?: string;
	properties?: string[];
	limit?: number | string;
	after?: number | string;
}

export interface SearchPage {
	total: number;
	records: StoredRecord[];
	/** Offset of the next page. */
	after?: string;
}

const MAX_GROUPS = 5;
const MAX_FILTERS_PER_GROUP = 6;
const MAX_FILTERS = 18;
const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 10;
const MAX_RESULTS = 10_000;
const MAX_QUERY = 3_000;

export function search(account: HubSpotAccount, type: ObjectType, request: SearchRequest): SearchPage {
	const groups = (request.filterGroups ?? []).map(({ filters = [] }) => filters);
	assertLimits(request, groups);
	const { offset, limit } = pageOf(request);
	const matches = matcher(account, type, request, groups);
	const found: StoredRecord[] = [];
	for (const record of account.store(type).search.visible()) if (matches(record)) found.push(record);
	const ordered = sorted(account, type, found, request.sorts?.[0]);
	const end = offset + limit;
	return {
		total: found.length,
		records: ordered.slice(offset, end),
		...(end < found.length ? { after: String(end) } : {}),
	};
}

function assertLimits(request: SearchRequest, groups: Filter[][]): void {
	const total = groups.reduce((sum, filters) => sum + filters.length, 0);
	if (groups.length > MAX_GROUPS)
		throw validationError(`Request contains too many filterGroups: ${groups.length} given, ${MAX_GROUPS} allowed.`);
	if (groups.some((filters) => filters.length > MAX_FILTERS_PER_GROUP)) {
		throw validationError(`A filterGroup contains too many filters; ${MAX_FILTERS_PER_GROUP} are allowed.`);
	}
	if (total > MAX_FILTERS)
		throw validationError(`Request contains too many filters: ${total} given, ${MAX_FILTERS} allowed.`);
	if ((request.sorts?.length ?? 0) > 1) throw validationError('Only one sort is allowed.');
	if ((request.query?.length ?? 0) > MAX_QUERY) throw validationError(`query is longer than ${MAX_QUERY} characters.`);
}

/** `after` is an offset here, unlike in lists, where it is a record id (contract 4). */
function pageOf({ limit = DEFAULT_LIMIT, after }: SearchRequest): { offset: number; limit: number } {
	const size = Number(limit);
	if (!Number.isInteger(size) || size < 0 || size > MAX_LIMIT) {
		throw validationError(`Invalid page size: ${limit}. The maximum is ${MAX_LIMIT}.`);
	}
	const offset = after === undefined || after === '' ? 0 : Number(after);
	if (!Number.isInteger(offset) || offset < 0) throw cannotDeserialize('int', String(after));
	if (offset + size > MAX_RESULTS) {
		throw validationError(
			`The requested page ends at ${offset + size}; a search returns at most ${MAX_RESULTS} results.`,
		);
	}
	return { offset, limit: size };
}

function matcher(account: HubSpotAccount, type: ObjectType, request: SearchRequest, groups: Filter[][]): Predicate {
	const compiled = groups.map((filters) => filters.map((filter) => predicate(account, type, filter)));
	const inGroups: Predicate = (record) =>
		compiled.length === 0 || compiled.some((tests) => tests.every((test) => test(record)));
	const words = tokens(request.query ?? '');
	if (words.length === 0) return inGroups;
	return (record) => inGroups(record) && hasWords(record, words);
}

/** Each word of the query begins a word of a searched property. */
function hasWords({ type, properties }: StoredRecord, words: string[]): boolean {
	const present = type.searchedProperties.flatMap((name) => tokens(properties[name] ?? ''));
	return words.every((word) => present.some((token) => token.startsWith(word)));
}

function sorted(
	account: HubSpotAccount,
	type: ObjectType,
	found: StoredRecord[],
	sort: NonNullable<SearchRequest['sorts']>[number] | undefined,
): StoredRecord[] {
	const [name, descending] = sortOf(sort);
	if (name === undefined) return found;
	const property = account.propertiesOf(type).get(name);
	if (!property)
		throw validationError(
			`There was a problem with the request: cannot sort by '${name}', it does not exist on ${type.name}.`,
		);
	const read = isNumeric(property)
		? numericReader(type, property)
		: (record: StoredRecord) => record.properties[name]?.toLowerCase();
	const sign = descending ? -1 : 1;
	// Order inside a tie is undefined (contract 5).
	const tie = account.settings.reorderResults ? account.random : () => 0;
	const keyed = found.map((record) => ({ record, key: read(record), tie: tie() }));
	keyed.sort((a, b) => order(a.key, b.key, sign) || a.tie - b.tie);
	return keyed.map(({ record }) => record);
}

/** Both `"createdate"` / `"-createdate"` and the object form are taken (contract 4). */
function sortOf(
	sort: NonNullable<SearchRequest['sorts']>[number] | undefined,
): [name: string | undefined, descending: boolean] {
	if (sort === undefined) return [undefined, false];
	if (typeof sort === 'string') return sort.startsWith('-') ? [sort.slice(1), true] : [sort, false];
	return [sort.propertyName, sort.direction === 'DESCENDING'];
}

/** Empty values come last in both directions. */
function order(a: number | string | undefined, b: number | string | undefined, sign: number): number {
	if (a === b) return 0;
	if (a === undefined) return 1;
	if (b === undefined) return -1;
	return a < b ? -sign : sign;
}
