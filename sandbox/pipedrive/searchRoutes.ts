import { isVisible } from './access';
import { decodeCursor, encodeCursor } from './cursors';
import { CONTACT_SCOPES, DEAL_SCOPES } from './entityType';
import { invalid } from './errors';
import { choiceOf, integerOf, limitOf, listOf, type Query, textOf } from './query';
import type { StoredRecord } from './records';
import { type Api, type Call, route } from './router';
import { searchKind } from './search';
import { customText, SEARCH_FIELDS, type SearchKind, textsOf } from './searchTexts';

const MAX_LIMIT = 500;
const MAX_ITEM_LIMIT = 100;
const READ = {
	persons: CONTACT_SCOPES.read,
	organizations: CONTACT_SCOPES.read,
	deals: DEAL_SCOPES.read,
	leads: ['leads:read', 'leads:full'],
};
const KINDS = Object.keys(READ) as SearchKind[];
const KIND_OF = { person: 'persons', organization: 'organizations', deal: 'deals', lead: 'leads' } as const;

/** Filters of a search and the keys of records they compare. */
const LINKS: Readonly<Record<SearchKind, Readonly<Record<string, string>>>> = {
	persons: { organization_id: 'org_id' },
	organizations: {},
	deals: { person_id: 'person_id', organization_id: 'org_id' },
	leads: { person_id: 'person_id', organization_id: 'organization_id' },
};

/** Searches: of one kind, of all, and by one field (contract 3, 4). */
export function registerSearch(api: Api): void {
	for (const kind of KINDS) {
		const endpoint = { version: 'v2', method: 'GET', path: `/${kind}/search`, cost: 20 } as const;
		route(api, { ...endpoint, scopes: [...READ[kind], 'search:read'] }, (call) => {
			const { items, additional_data } = paged(
				call.query,
				MAX_LIMIT,
				searchKind(call, kind, matcherOf(call.query, kind)),
			);
			return { data: { items }, additional_data };
		});
	}

	const everything = { version: 'v2', method: 'GET', path: '/itemSearch', cost: 20, scopes: ['search:read'] } as const;
	route(api, everything, (call) => {
		const types = listOf(call.query, 'item_types');
		const kinds = KINDS.filter((kind) => types.length === 0 || types.includes(kind.slice(0, -1)));
		const hits = kinds.flatMap((kind) => searchKind(call, kind)).sort((a, b) => b.result_score - a.result_score);
		const { items, additional_data } = paged(call.query, MAX_ITEM_LIMIT, hits);
		return { data: { items, related_items: [] }, additional_data };
	});

	route(api, { ...everything, path: '/itemSearch/field' }, (call) => {
		const { items, additional_data } = paged(call.query, MAX_LIMIT, byField(call));
		return { data: items, additional_data };
	});
}

function matcherOf(query: Query, kind: SearchKind): (record: StoredRecord) => boolean {
	const wanted = Object.entries(LINKS[kind]).flatMap(([parameter, key]) => {
		const id = integerOf(query, parameter);
		return id === undefined ? [] : [[key, id] as const];
	});
	const status = kind === 'deals' ? choiceOf(query, 'status', ['open', 'won', 'lost']) : undefined;
	return ({ values }) =>
		wanted.every(([key, id]) => values[key] === id) && (status === undefined || values.status === status);
}

/** Unlike all other searches this one is case-sensitive (contract 4). */
function byField({ account, caller, query }: Call): object[] {
	const types = Object.keys(KIND_OF) as (keyof typeof KIND_OF)[];
	const type = choiceOf(query, 'entity_type', types);
	const match = choiceOf(query, 'match', ['exact', 'beginning', 'middle']) ?? 'exact';
	const [term, field] = [textOf(query, 'term') ?? '', textOf(query, 'field')];
	if (!type || !field) throw invalid(type ? 'field' : 'entity_type', 'Required parameter is missing');
	if (term.length < (match === 'exact' ? 1 : 2)) throw invalid('term', 'The search term is too short');
	const kind = KIND_OF[type];
	const fits = (text: string) =>
		match === 'exact' ? text === term : match === 'beginning' ? text.startsWith(term) : text.includes(term);
	const found = [...account.index(kind).visible()].filter((record) => {
		const custom = record.customFields[field];
		const own = SEARCH_FIELDS[kind].includes(field) && field !== 'notes' ? textsOf(account, kind, record)[field] : [];
		return isVisible(caller, record) && [...own, ...(custom === undefined ? [] : [customText(custom)])].some(fits);
	});
	return found.map(({ id, values, customFields }) => ({
		id,
		[field]: customText(customFields[field] ?? values[field] ?? term),
	}));
}

/** Cursors of searches are offsets. */
function paged<Item>(query: Query, max: number, hits: readonly Item[]) {
	const limit = limitOf(query, max);
	const cursor = textOf(query, 'cursor');
	const { start } = cursor === undefined ? { start: 0 } : decodeCursor<{ start: number }>(cursor);
	const end = start + limit;
	return {
		items: hits.slice(start, end),
		additional_data: { next_cursor: end < hits.length ? encodeCursor({ start: end }) : null },
	};
}
