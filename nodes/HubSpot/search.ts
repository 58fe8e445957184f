import type { IDataObject } from 'n8n-workflow';
import { CrmFailure } from '../shared/http/failure';
import { path } from '../shared/http/path';
import type { Field, HttpRequest, HttpResponse, NextPage, Page, Poll, PollEvent, Raw, Scope, Search, SearchCondition } from '../shared/types';
import { columns, resultsOf, version } from './api';

/** Limits of one search (contract section 4). */
const pageSize = 200;
const window = 10_000;
const mostFilters = 6;

export interface Filter { propertyName: string; operator: string; value?: string; values?: string[] }
const operators: Record<SearchCondition['operator'], string> = { equals: 'EQ', notEquals: 'NEQ', contains: 'CONTAINS_TOKEN', after: 'GTE', before: 'LTE', isSet: 'HAS_PROPERTY', isNotSet: 'NOT_HAS_PROPERTY' };
const digitsOf = (value: string) => value.replace(/\D/g, '');

/** A search request. HubSpot allows five a second for the whole account, so it has a pace of its own. */
export function searchRequest(type: string, body: IDataObject): HttpRequest {
	return { method: 'POST', path: path`/crm/objects/${version}/${type}/search`, body, safeToRepeat: true, pace: 'search' };
}

/** Numbers are stored as typed; HubSpot computes a searchable form of digits (section 4). */
export const phoneFilter = (value: string): Filter => ({ propertyName: 'hs_searchable_calculated_phone_number', operator: 'CONTAINS_TOKEN', value: `*${digitsOf(value).slice(-10)}` });

function toFilter({ field, operator, value }: SearchCondition, fields: readonly Field[]): Filter {
	if (field === 'phone' && operator === 'equals') return phoneFilter(value);
	const standard = fields.find(({ key }) => key === field);
	if (field === 'contactId' || field === 'customerId') return { propertyName: 'associations.contact', operator: 'EQ', value };
	if (field === 'companyId' && typeof standard?.write !== 'string') return { propertyName: 'associations.company', operator: 'EQ', value };
	const propertyName = field.startsWith('customFields.') ? field.slice('customFields.'.length) : standard?.column ?? (typeof standard?.read === 'string' ? standard.read.split('.').pop() : undefined);
	if (!propertyName) throw new CrmFailure({ kind: 'validation', message: `HubSpot cannot search by ${field}`, hint: 'Choose another field under Filters or Conditions.' });
	if (operator === 'isSet' || operator === 'isNotSet') return { propertyName, operator: operators[operator] };
	return { propertyName, operator: operators[operator], value: operator === 'contains' ? `*${value}*` : value };
}

const fixed = (filters: Filter[]): Filter[] => {
	if (filters.length <= mostFilters - 1) return filters;
	throw new CrmFailure({ kind: 'validation', message: `HubSpot takes at most ${mostFilters - 1} filters and conditions at once`, hint: 'Take some away, or filter the results in n8n.' });
};

const afterOf = ({ body }: HttpResponse): string | undefined => (((body as IDataObject).paging as IDataObject | undefined)?.next as IDataObject | undefined)?.after as string | undefined;

/** Follows `after` to the window's end, then starts anew behind the last id: past it HubSpot answers 400. */
const next: NextPage = (response, page, rows) => {
	const after = afterOf(response);
	if (!after || !rows.length) return null;
	return Number(after) < window ? { ...page, after } : { afterId: String(rows[rows.length - 1].id) };
};

const beyond = ({ afterId }: Page): Filter[] => (afterId ? [{ propertyName: 'hs_object_id', operator: 'GT', value: String(afterId) }] : []);

/** Search over one object; `always` holds for every search, such as the lifecycle stage of a lead. */
export function search(type: string, fields: readonly Field[], standard: readonly string[], always: Filter[]): Search {
	return {
		filters: fields.filter(({ key, kind }) => ['email', 'phone', 'company', 'status', 'owner', 'title', 'name', 'contactId', 'companyId', 'stage', 'pipeline'].includes(key) && kind !== 'longText').map(({ key }) => key),
		request: ({ text, where, sort, limit }, page, scope) => searchRequest(type, {
			filterGroups: [{ filters: [...fixed([...always, ...where.map((condition) => toFilter(condition, fields))]), ...beyond(page)] }].filter(({ filters }) => filters.length),
			sorts: [sort ? { propertyName: toFilter({ ...sort, operator: 'isSet', value: '' }, fields).propertyName, direction: sort.direction.toUpperCase() } : { propertyName: 'hs_object_id', direction: 'ASCENDING' }],
			properties: columns(standard, scope),
			limit: Math.min(pageSize, limit),
			...(text ? { query: text } : {}),
			...(page.after ? { after: page.after } : {}),
		}),
		read: resultsOf,
		next,
		mustSortLocally: ({ body }, { limit }) => Number((body as IDataObject).total) > window && limit > window,
	};
}

/** Polling over one object. The update stamp has another name on contacts than anywhere else (section 5). */
export function poll(type: string, standard: readonly string[], always: Filter[], history: Poll['changedAt']): Poll {
	const stamps: Record<PollEvent, string> = { created: 'createdate', updated: type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate' };
	const body = (filters: Filter[], sort: string, direction: string, scope: Scope, limit: number): IDataObject => ({
		filterGroups: [{ filters: [...always, ...filters] }].filter((group) => group.filters.length),
		sorts: [{ propertyName: sort, direction }], properties: columns(standard, scope), limit,
	});
	return {
		overlapMs: 300_000,
		settleMs: 2_000,
		read: resultsOf,
		newest: (event, limit, scope) => searchRequest(type, body([], stamps[event], 'DESCENDING', scope, limit)),
		request: (event, since, { from, at, afterId, after }, scope) => {
			const filters: Filter[] = at
				? [{ propertyName: stamps[event], operator: 'EQ', value: String(Date.parse(String(at))) }, ...beyond({ afterId })]
				: [{ propertyName: stamps[event], operator: 'GTE', value: String(Date.parse(String(from ?? since))) }];
			return searchRequest(type, { ...body(filters, at ? 'hs_object_id' : stamps[event], 'ASCENDING', scope, pageSize), ...(after ? { after } : {}) });
		},
		// Past the window, go on from the last stamp; when one millisecond alone fills a window, as imports do, by id within it.
		next: (event, response, page, rows) => {
			const after = afterOf(response);
			const last = rows[rows.length - 1] as Raw | undefined;
			const stamp = String(((last?.properties ?? {}) as IDataObject)[stamps[event]] ?? '');
			if (!after || !last) return page.at ? { from: new Date(Date.parse(String(page.at)) + 1).toISOString() } : null;
			if (Number(after) < window) return { ...page, after };
			if (page.at) return { at: page.at, afterId: String(last.id) };
			return page.from === stamp ? { at: stamp } : { from: stamp };
		},
		changedAt: history,
	};
}
