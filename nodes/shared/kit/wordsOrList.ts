import type { IDataObject } from 'n8n-workflow';
import type { HttpRequest, Page, Search, SearchQuery } from '../types';

/** A vendor with a search for words beside a list that a few parameters narrow and sort. Keys of the tables are canonical. */
export interface WordsOrList extends Pick<Search, 'read' | 'next'> {
	/** Parameters of the list that name a value. */
	filters: Readonly<Record<string, string>>;
	/** Keys whose values the search finds as it finds words. */
	hits?: readonly string[];
	/** Attributes that the list is sorted by, and the parameters that sort. */
	sorts: Readonly<Record<string, string>>;
	order(attribute: string, direction: 'asc' | 'desc'): IDataObject;
	/** Rows of a page, and the fewest letters that the search takes. */
	most: number;
	fewest: number;
	/** Absent: there is no search for words. */
	search?(term: string, page: Page): HttpRequest;
	list(query: IDataObject & { limit: number }, page: Page): HttpRequest;
}

/** Asks the search where it answers the whole query, else the list: what that cannot say is checked record by record. */
export function wordsOrList({ filters, hits = [], sorts, order, most, fewest, search, list, read, next }: WordsOrList): Search {
	const termOf = ({ text, where }: SearchQuery): string | null => {
		const term = (text ?? where[0]?.value ?? '').trim();
		const isSaid = where.every(({ field, operator }) => hits.includes(field) && operator === 'equals');
		return search && isSaid && term.length >= fewest ? term : null;
	};
	const narrowed = ({ text, where, sort, limit }: SearchQuery) => ({
		...(sort ? order(sorts[sort.field], sort.direction === 'ascending' ? 'asc' : 'desc') : {}),
		...Object.fromEntries(
			where.filter(({ field, operator }) => operator === 'equals' && filters[field]).map(({ field, value }) => [filters[field], value]),
		),
		limit: text || where.length ? most : Math.min(most, limit),
	});
	return {
		filters: [...Object.keys(filters), ...hits],
		recheck: { text: true },
		request: (query, page) => {
			const term = termOf(query);
			return term ? search!(term, page) : list(narrowed(query), page);
		},
		read,
		next,
		mustSortLocally: (_response, query) => termOf(query) !== null || !sorts[query.sort!.field],
	};
}
