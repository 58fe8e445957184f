import { badRequest, invalidData } from './errors';
import type { Call } from './router';
import { stamp } from './times';

const MAX_PER_PAGE = 200;
const ROWS_BY_PAGE = 2_000;
const ROWS_BY_TOKEN = 100_000;

/** What a list says about its pages. */
export interface PageInfo {
	per_page: number;
	count: number;
	page: number;
	more_records: boolean;
	sort_by: string;
	sort_order: string;
	next_page_token: string | null;
	previous_page_token: string | null;
	page_token_expiry: string | null;
}

/** One page: by number up to 2,000 rows, beyond by token (contract 3). */
export function page<Row>(call: Call, rows: readonly Row[]): { records: Row[]; info: PageInfo } {
	const { org, query } = call;
	const perPage = wholeNumber(query.per_page, MAX_PER_PAGE, 'per_page');
	if (perPage > MAX_PER_PAGE) throw invalidData({ param_name: 'per_page', maximum_length: MAX_PER_PAGE });
	const offset = offsetOf(call, perPage);
	const records = rows.slice(offset, offset + perPage);
	const more = offset + perPage < rows.length;
	const next = more ? org.pageTokens.issue(offset + perPage, boundTo(call)) : undefined;
	return {
		records,
		info: {
			per_page: perPage,
			count: records.length,
			page: Math.floor(offset / perPage) + 1,
			more_records: more,
			sort_by: query.sort_by ?? 'id',
			sort_order: query.sort_order ?? 'desc',
			next_page_token: next?.token ?? null,
			previous_page_token: null,
			page_token_expiry: next ? stamp(next.expiresAt, org.settings.userTimeZone) : null,
		},
	};
}

function offsetOf(call: Call, perPage: number): number {
	const { org, query } = call;
	if (query.page_token === undefined) {
		const offset = (wholeNumber(query.page, 1, 'page') - 1) * perPage;
		if (offset + perPage <= ROWS_BY_PAGE) return offset;
		throw badRequest(
			'DISCRETE_PAGINATION_LIMIT_EXCEEDED',
			'you can get only the first 2000 records without page_token',
			{ limit: ROWS_BY_PAGE },
		);
	}
	if (query.page !== undefined) {
		throw badRequest('AMBIGUITY_DURING_PROCESSING', 'page and page_token cannot go together', { param_name: 'page' });
	}
	const offset = org.pageTokens.open(query.page_token, boundTo(call));
	if (offset + perPage <= ROWS_BY_TOKEN) return offset;
	throw badRequest('PAGINATION_LIMIT_EXCEEDED', 'you can get only 100000 records', { limit: ROWS_BY_TOKEN });
}

/** A token goes with the user and with all parameters but the page itself. */
function boundTo({ query, params }: Call): string {
	const { page: _page, page_token: _token, ...rest } = query;
	return JSON.stringify([params.module, Object.entries(rest).sort()]);
}

/** A paging parameter. */
export function wholeNumber(text: string | undefined, fallback: number, param_name: string): number {
	const number = text === undefined ? fallback : Number(text);
	if (!Number.isInteger(number) || number < 1) throw invalidData({ param_name, expected_data_type: 'integer' });
	return number;
}
