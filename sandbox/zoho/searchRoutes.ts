import type { Scope } from './access';
import { badRequest, invalidData } from './errors';
import { wholeNumber } from './paging';
import { present } from './present';
import { fieldsOf } from './readRoutes';
import { type Call, moduleOf, type Route } from './router';
import { searchPredicate } from './search';

const MAX_PER_PAGE = 200;
const MAX_ROWS = 2_000;

const scopes = ({ params }: Call): Scope[] => [
	[`ZohoCRM.modules.${params.module}`, 'READ'],
	['ZohoSearch.securesearch', 'READ'],
];

/** Search: late, fuzzy, and blind for unapproved and converted records (contract 0.9). */
export const searchRoutes: readonly Route[] = [
	{
		method: 'GET',
		url: '/:module/search',
		scopes,
		handle(call) {
			const { org, query } = call;
			const module = moduleOf(call);
			const { unapprovedRecords } = org.settings;
			const matches = searchPredicate(module, query);
			const found = [...org.searchIndex(module).visible()].filter(
				(record) => matches(record) && !record.converted && !unapprovedRecords.includes(record.id),
			);
			const perPage = wholeNumber(query.per_page, MAX_PER_PAGE, 'per_page');
			const page = wholeNumber(query.page, 1, 'page');
			if (perPage > MAX_PER_PAGE) throw invalidData({ param_name: 'per_page', maximum_length: MAX_PER_PAGE });
			if (page * perPage > MAX_ROWS) {
				throw badRequest('LIMIT_REACHED', 'You have reached the limit of records to fetch', { limit: String(MAX_ROWS) });
			}
			const shown = found.slice((page - 1) * perPage, page * perPage);
			if (shown.length === 0) return undefined;
			const info = { per_page: perPage, count: shown.length, page, more_records: page * perPage < found.length };
			return { data: shown.map((record) => present(org, record, fieldsOf(call))), info };
		},
	},
];
