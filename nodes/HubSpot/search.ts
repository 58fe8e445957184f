import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../shared/http/failure';
import { path } from '../shared/http/path';
import { columnOf } from '../shared/map/columns';
import type { AscendingPoll, Field, HttpRequest, Raw, Scope, Search, SearchCondition } from '../shared/types';
import { nextOf, resultsOf, version } from './api';

/** Limits of one search: records per page, records in all, filters besides the one for paging (contract section 4). */
const [pageSize, window, mostConditions] = [200, 10_000, 5];
export interface Filter { propertyName: string; operator: string; value?: string }
/** What is searched, and which properties are read of it. */
export interface Source {
	type: string;
	fields: readonly Field[];
	properties(scope: Scope): string[];
	/** Filters of every search and poll, such as the lifecycle stage of a lead. */
	always: readonly Filter[];
}
const operators: Record<SearchCondition['operator'], string> = {
	equals: 'EQ', notEquals: 'NEQ', contains: 'CONTAINS_TOKEN', after: 'GTE', before: 'LTE',
	isSet: 'HAS_PROPERTY', isNotSet: 'NOT_HAS_PROPERTY',
};

/** A search with one group of filters per alternative. HubSpot allows five a second for the whole account: a pace of its own. */
export const searchRequest = (type: string, groups: Filter[][], body: IDataObject): HttpRequest => ({
	method: 'POST', path: path`/crm/objects/${version}/${type}/search`, safeToRepeat: true, pace: 'search',
	body: { ...body, filterGroups: groups.filter(({ length }) => length).map((filters) => ({ filters })) },
});

/** Numbers are stored as typed; HubSpot computes a searchable form without the country (section 4): its last `digits` must agree. */
export const phoneFilter = (value: string, digits: number, kind: 'phone' | 'mobile' = 'phone'): Filter => ({
	propertyName: `hs_searchable_calculated_${kind}_number`, operator: 'CONTAINS_TOKEN', value: `*${value.replace(/\D/g, '').slice(-digits)}`,
});

const propertyOf = (field: string, fields: readonly Field[]) => columnOf(field, fields).name.replace(/^.*\./, '');

/** Turns a condition into HubSpot's grammar; user text stays a value. */
export function toFilter({ field, operator, value }: SearchCondition, fields: readonly Field[]): Filter {
	if (field === 'phone' && operator === 'equals') return phoneFilter(value, 8);
	if (field === 'contactId' || field === 'customerId') return { propertyName: 'associations.contact', operator: 'EQ', value };
	if (field === 'companyId') return { propertyName: 'associations.company', operator: 'EQ', value };
	const filter = { propertyName: propertyOf(field, fields), operator: operators[operator] };
	if (operator === 'isSet' || operator === 'isNotSet') return filter;
	return { ...filter, value: operator === 'contains' ? `*${value}*` : value };
}

const beyond = (id: unknown): Filter[] => (id ? [{ propertyName: 'hs_object_id', operator: 'GT', value: String(id) }] : []);
const ascending = (propertyName: string) => [{ propertyName, direction: 'ASCENDING' }];

export function search({ type, fields, properties, always }: Source): Search {
	return {
		request: ({ text, where, sort, limit }, { after, afterId }, scope) => {
			const filters = [...always, ...where.map((condition) => toFilter(condition, fields))];
			if (filters.length > mostConditions) {
				const message = `HubSpot takes at most ${mostConditions} filters and conditions at once`;
				throw refusal(message, 'Take some away, or filter the results in n8n.');
			}
			const order = sort && { propertyName: propertyOf(sort.field, fields), direction: sort.direction.toUpperCase() };
			return searchRequest(type, [[...filters, ...beyond(afterId)]], {
				sorts: order ? [order] : ascending('hs_object_id'), properties: properties(scope),
				limit: Math.min(pageSize, limit), query: text, after,
			});
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
export function poll({ type, properties, always }: Source, stamps: { created: string; updated: string }): AscendingPoll {
	return {
		overlapMs: 300_000,
		settleMs: 2_000,
		read: resultsOf,
		newest: (event, limit, scope) => {
			const sorts = [{ propertyName: stamps[event], direction: 'DESCENDING' }];
			return searchRequest(type, [[...always]], { sorts, properties: properties(scope), limit });
		},
		request: (event, { since, tie }, scope) => {
			const filter = { propertyName: stamps[event], operator: tie ? 'EQ' : 'GTE', value: String(Date.parse(since)) };
			const sorts = ascending(tie ? 'hs_object_id' : stamps[event]);
			return searchRequest(type, [[...always, filter, ...beyond(tie?.afterId)]], { sorts, properties: properties(scope), limit: pageSize });
		},
		more: (response) => nextOf(response) !== null,
	};
}

/** The last change in a record's histories. */
export function lastChange({ propertiesWithHistory }: Raw): string {
	const histories = Object.values((propertiesWithHistory ?? {}) as Record<string, Array<{ timestamp: string }>>).flat();
	return histories.map(({ timestamp }) => new Date(timestamp).toISOString()).sort().pop() ?? '';
}
