import type { IDataObject } from 'n8n-workflow';
import { columnOf, path, refusal } from '../shared/kit';
import type { Field, HttpRequest, Poll, Raw, Scope, Search, SearchCondition } from '../shared/kit';
import { batchMax, batchRead, nextOf, resultsOf, version } from './api';

/** Limits of one search: records per page, records in all, filters besides the one for paging (contract section 4). */
const [pageSize, window, mostConditions] = [200, 10_000, 5];
export interface Filter { propertyName: string; operator: string; value?: string }
/** What is searched, which properties are read of it, and what holds for every search, such as the lifecycle stage of a lead. */
export interface Source { type: string; fields: readonly Field[]; properties(scope: Scope): string[]; always: readonly Filter[] }
const operators: Record<SearchCondition['operator'], string> = {
	equals: 'EQ', notEquals: 'NEQ', contains: 'CONTAINS_TOKEN', after: 'GTE', before: 'LTE',
	isSet: 'HAS_PROPERTY', isNotSet: 'NOT_HAS_PROPERTY',
};
/** A search with one group of filters per alternative. HubSpot allows five a second for the whole account: a pace of its own. */
export const searchRequest = (type: string, groups: Filter[][], body: IDataObject): HttpRequest => ({
	method: 'POST', path: path`/crm/objects/${version}/${type}/search`, safeToRepeat: true, pace: 'search',
	body: { limit: pageSize, ...body, filterGroups: groups.filter(({ length }) => length).map((filters) => ({ filters })) },
});
/** Numbers are stored as typed; HubSpot computes a searchable form without the country (section 4): its last `digits` must agree. */
export const phoneFilter = (value: string, digits: number, kind: 'phone' | 'mobile' = 'phone'): Filter => ({
	propertyName: `hs_searchable_calculated_${kind}_number`, operator: 'CONTAINS_TOKEN', value: `*${value.replace(/\D/g, '').slice(-digits)}`,
});
/** Links that a search can filter by, by the key of their field. */
const linkNames: Record<string, string> = { contactId: 'contact', customerId: 'contact', companyId: 'company' };
const propertyNameOf = (key: string, fields: readonly Field[]) => columnOf(key, fields).name.split('.').pop()!;

/** Turns a condition into HubSpot's grammar; user text stays a value. */
export function toFilter({ field, operator, value }: SearchCondition, fields: readonly Field[]): Filter {
	if (field === 'phone' && operator === 'equals') return phoneFilter(value, 8);
	if (linkNames[field]) return { propertyName: `associations.${linkNames[field]}`, operator: 'EQ', value };
	const filter = { propertyName: propertyNameOf(field, fields), operator: operators[operator] };
	if (operator === 'isSet' || operator === 'isNotSet') return filter;
	return { ...filter, value: operator === 'contains' ? `*${value}*` : value };
}

const beyond = (id: unknown): Filter[] => (id ? [{ propertyName: 'hs_object_id', operator: 'GT', value: String(id) }] : []);
const tooMany = `HubSpot takes at most ${mostConditions} filters and conditions at once`;
const sortedBy = (propertyName: string, direction = 'ascending') => [{ propertyName, direction: direction.toUpperCase() }];

export function search({ type, fields, properties, always }: Source): Search {
	return {
		request: ({ text, where, sort, limit }, { after, afterId }, scope) => {
			const filters = [...always, ...where.map((condition) => toFilter(condition, fields))];
			if (filters.length > mostConditions) throw refusal(tooMany, 'Take some away, or filter the results in n8n.');
			const sorts = sort ? sortedBy(propertyNameOf(sort.field, fields), sort.direction) : sortedBy('hs_object_id');
			const page = { limit: Math.min(pageSize, limit), query: text || undefined, after };
			return searchRequest(type, [[...filters, ...beyond(afterId)]], { sorts, properties: properties(scope), ...page });
		},
		read: resultsOf,
		// Past the window HubSpot answers 400, so the search starts anew behind the last id.
		next: (response, page, rows) => {
			const next = nextOf(response);
			if (!next || !rows.length) return null;
			return Number(next.after) < window ? { ...page, ...next } : { afterId: String(rows[rows.length - 1].id) };
		},
		mustSortLocally: ({ body }, { limit }) => Number((body as IDataObject).total) > window && limit > window,
	};
}

/** Polling by the stamps of creation and change. */
export function poll({ type, properties, always }: Source, stamps: { created: string; updated: string }): Poll {
	return {
		overlapMs: 300_000, settleMs: 2_000, read: resultsOf,
		newest: (event, limit, scope) =>
			searchRequest(type, [[...always]], { sorts: sortedBy(stamps[event], 'descending'), properties: properties(scope), limit }),
		request: (event, { since, tie }, scope) => {
			const filter = { propertyName: stamps[event], operator: tie ? 'EQ' : 'GTE', value: String(Date.parse(since)) };
			const sorts = sortedBy(tie ? 'hs_object_id' : stamps[event]);
			return searchRequest(type, [[...always, filter, ...beyond(tie?.afterId)]], { sorts, properties: properties(scope) });
		},
		more: (response) => nextOf(response) !== null,
		// Histories tell a change of a watched property from the noise of calculated ones.
		changedAt: async (ids, propertiesWithHistory, client) => {
			const request = (chunk: string[]) => batchRead(type, chunk, [], { propertiesWithHistory });
			const raws = await client.inChunks(ids, batchMax / 2, request, resultsOf);
			return new Map(raws.map((raw) => [String(raw.id), lastChange(raw)]));
		},
	};
}

/** The last change in a record's histories. */
function lastChange({ propertiesWithHistory }: Raw): string {
	const histories = Object.values((propertiesWithHistory ?? {}) as Record<string, Array<{ timestamp: string }>>).flat();
	return histories.map(({ timestamp }) => new Date(timestamp).toISOString()).sort().pop() ?? '';
}
