import type { IDataObject } from 'n8n-workflow';
import { CrmFailure } from '../shared/http/failure';
import type { CrmClient, HttpRequest, HttpResponse, NewestFirstPoll, NextPage, Raw, Search, SearchCondition, SearchQuery } from '../shared/types';

/** Public clients ask for up to 200; the most is not documented (contract section 6). */
const pageSize = 100;
/** A list, its array in the answer, and what every reading of it asks for. */
export interface List { path: string; name: string; always?: IDataObject }

export const bodyOf = ({ body }: HttpResponse): Raw => (body ?? {}) as Raw;
export const rowsOf = (name: string) => (response: HttpResponse): Raw[] => (bodyOf(response)[name] as Raw[] | undefined) ?? [];
export const nextOf: NextPage = (response) => {
	const { page, total_pages: last } = bodyOf(response);
	return Number(page) < Number(last) ? { page: Number(page) + 1 } : null;
};
const request = ({ path, always }: List, query: IDataObject): HttpRequest => ({ method: 'GET', path, query: { page_size: pageSize, ...always, ...query } });
/** All rows of a list that fit a query. */
export const readList = async (list: List, query: IDataObject, client: CrmClient): Promise<Raw[]> =>
	await client.readAll({ request: (page) => request(list, { ...query, ...page }), read: rowsOf(list.name), next: nextOf });

const refuse = (message: string, hint: string) => new CrmFailure({ kind: 'validation', message, hint });
/** A body without names that Housecall Pro would pass over in silence. */
export function checked(body: IDataObject, names: readonly string[]): IDataObject {
	const unknown = Object.keys(body).filter((name) => !names.includes(name));
	if (unknown.length) throw refuse(`Housecall Pro has no field ${unknown.map((name) => `"${name}"`).join(', ')} here`, `Under customFields go: ${names.join(', ')}.`);
	return body;
}

const sorts: Record<string, string> = { createdAt: 'created_at', updatedAt: 'updated_at', status: 'status', number: 'invoice_number' };
/** Turns one condition into parameters of a list; `null` when the list has none for it. */
export type Conditions = (condition: SearchCondition) => IDataObject | null;

/**
 * Search over a list by what its parameters can say: there are no filters by date of creation (section 5).
 * @param text the parameter for free text, where there is one
 */
export function searchOf(list: List, filters: readonly string[], conditions: Conditions, text?: string): Search {
	const parameters = ({ text: wanted, where, sort }: SearchQuery): IDataObject => {
		if (wanted && !text) throw refuse(`Housecall Pro cannot search ${list.name} by text`, 'Filter by customer or status, or filter the results in n8n.');
		const told = where.map((condition) => conditions(condition) ?? cannot(condition, list, filters));
		if (sort && !sorts[sort.field]) throw refuse(`Housecall Pro cannot sort ${list.name} by ${sort.field}`, `Sort by one of: ${Object.keys(sorts).join(', ')}.`);
		const order = { sort_by: sorts[sort?.field ?? 'createdAt'], sort_direction: sort?.direction === 'descending' ? 'desc' : 'asc' };
		return Object.assign(order, wanted && text ? { [text]: wanted } : {}, ...told) as IDataObject;
	};
	return {
		filters,
		request: (query, page) => request(list, { ...parameters(query), page_size: Math.min(pageSize, query.limit), ...page }),
		read: rowsOf(list.name),
		next: nextOf,
	};
}

function cannot({ field, operator }: SearchCondition, { name }: List, filters: readonly string[]): never {
	throw refuse(`Housecall Pro cannot filter ${name} by ${field} (${operator})`, `Filters here: ${filters.join(', ')}. Filter by anything else in n8n.`);
}

/** No list filters by its stamps, but all sort by them (section 5). Stamps are whole seconds. */
export const pollOf = (list: List, onlyNew?: string): NewestFirstPoll => {
	const newestFirst = (event: 'created' | 'updated', query: IDataObject) => request(list, { sort_by: `${event}_at`, sort_direction: 'desc', ...query });
	return {
		overlapMs: 60_000, settleMs: 2_000, mostPages: 100, onlyNew,
		newest: (event, limit) => newestFirst(event, { page_size: limit }),
		newestFirst: (event, page) => newestFirst(event, page),
		read: rowsOf(list.name),
		next: nextOf,
	};
};
