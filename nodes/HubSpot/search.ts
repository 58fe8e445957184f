import type { IDataObject } from 'n8n-workflow';
import { CrmFailure } from '../shared/http/failure';
import { path } from '../shared/http/path';
import { columnOf } from '../shared/map/columns';
import type { Field, HttpRequest, Poll, Raw, Search, SearchCondition } from '../shared/types';
import { nextOf, resultsOf, version } from './api';

/** Limits of one search: records per page, records in all, filters besides the one for paging (contract section 4). */
const [pageSize, window, mostConditions] = [200, 10_000, 5];
export interface Filter { propertyName: string; operator: string; value?: string }
const operators: Record<SearchCondition['operator'], string> = { equals: 'EQ', notEquals: 'NEQ', contains: 'CONTAINS_TOKEN', after: 'GTE', before: 'LTE', isSet: 'HAS_PROPERTY', isNotSet: 'NOT_HAS_PROPERTY' };
/** A search with one group of filters per alternative. HubSpot allows five a second for the whole account, so search has a pace of its own. */
export const searchRequest = (type: string, groups: Filter[][], body: IDataObject): HttpRequest => ({
	method: 'POST', path: path`/crm/objects/${version}/${type}/search`, body: { ...body, filterGroups: groups.filter(({ length }) => length).map((filters) => ({ filters })) }, safeToRepeat: true, pace: 'search',
});
/** Numbers are stored as typed; HubSpot computes a searchable form without the country (section 4), of which the last `digits` must agree. */
export const phoneFilter = (value: string, digits: number, kind: 'phone' | 'mobile' = 'phone'): Filter => ({ propertyName: `hs_searchable_calculated_${kind}_number`, operator: 'CONTAINS_TOKEN', value: `*${value.replace(/\D/g, '').slice(-digits)}` });
/** Turns a condition into HubSpot's grammar; user text stays a value. */
export function toFilter({ field, operator, value }: SearchCondition, fields: readonly Field[]): Filter {
	if (field === 'phone' && operator === 'equals') return phoneFilter(value, 8);
	if (field === 'contactId' || field === 'customerId') return { propertyName: 'associations.contact', operator: 'EQ', value };
	if (field === 'companyId') return { propertyName: 'associations.company', operator: 'EQ', value };
	const propertyName = columnOf(field, fields).name.split('.').pop()!;
	if (operator === 'isSet' || operator === 'isNotSet') return { propertyName, operator: operators[operator] };
	return { propertyName, operator: operators[operator], value: operator === 'contains' ? `*${value}*` : value };
}
const beyond = (id: unknown): Filter[] => (id ? [{ propertyName: 'hs_object_id', operator: 'GT', value: String(id) }] : []);
const last = (rows: Raw[]) => rows[rows.length - 1];
/** Search over one object; `always` holds for every search, such as the lifecycle stage of a lead. */
export function search(type: string, fields: readonly Field[], standard: readonly string[], always: Filter[]): Search {
	return {
		request: ({ text, where, sort, limit }, { after, afterId }, scope) => {
			const filters = [...always, ...where.map((condition) => toFilter(condition, fields))];
			if (filters.length > mostConditions) throw new CrmFailure({ kind: 'validation', message: `HubSpot takes at most ${mostConditions} filters and conditions at once`, hint: 'Take some away, or filter the results in n8n.' });
			const order = sort ? { propertyName: toFilter({ ...sort, operator: 'isSet', value: '' }, fields).propertyName, direction: sort.direction.toUpperCase() } : { propertyName: 'hs_object_id', direction: 'ASCENDING' };
			return searchRequest(type, [[...filters, ...beyond(afterId)]], { sorts: [order], properties: [...standard, ...scope.customFields], limit: Math.min(pageSize, limit), ...(text ? { query: text } : {}), ...(after ? { after } : {}) });
		},
		read: resultsOf,
		// Past the window HubSpot answers 400, so the search starts anew behind the last id.
		next: (response, page, rows) => {
			const next = nextOf(response);
			if (!next || !rows.length) return null;
			return Number(next.after) < window ? { ...page, ...next } : { afterId: String(last(rows).id) };
		},
		mustSortLocally: ({ body }, { limit }) => Number((body as IDataObject).total) > window && limit > window,
	};
}
/** Polling over one object by its stamps of creation and change. */
export function poll(type: string, stamps: { created: string; updated: string }, standard: readonly string[], always: Filter[], changedAt: Poll['changedAt']): Poll {
	return {
		overlapMs: 300_000,
		settleMs: 2_000,
		read: resultsOf,
		changedAt,
		newest: (event, limit, scope) => searchRequest(type, [always], { sorts: [{ propertyName: stamps[event], direction: 'DESCENDING' }], properties: [...standard, ...scope.customFields], limit }),
		request: (event, { since, tie }, scope) => {
			const filter = { propertyName: stamps[event], operator: tie ? 'EQ' : 'GTE', value: String(Date.parse(since)) };
			const sorts = [{ propertyName: tie ? 'hs_object_id' : stamps[event], direction: 'ASCENDING' }];
			return searchRequest(type, [[...always, filter, ...beyond(tie?.afterId)]], { sorts, properties: [...standard, ...scope.customFields], limit: pageSize });
		},
		more: (response) => nextOf(response) !== null,
	};
}
