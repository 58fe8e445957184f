import type { NextPage, Search, SearchQuery } from '../types';

/** Pages of a search that is made a second time with something else in it, where conditions know no "or": pages say `again` then. */
export const twice = (next: NextPage, isWanted: (query: SearchQuery) => boolean): Search['next'] => (response, page, rows, query) => {
	const following = next(response, page, rows);
	if (following) return page.again ? { ...following, again: true } : following;
	return !page.again && isWanted(query) ? { page: 1, again: true } : null;
};
