import type { HttpRequest, HttpResponse, NextPage, Page, Raw } from '../types';
import { CrmFailure } from './failure';

/** What a paged read takes: how to ask, how to read, where the next page is. */
export interface PagedRead {
	request(page: Page): HttpRequest;
	read(response: HttpResponse): Raw[];
	next?: NextPage;
}

/**
 * Reads page after page until the vendor says the end, or the caller stops.
 * @throws CrmFailure when the vendor hands out a page token twice, which would never end.
 */
export async function* pages(
	read: PagedRead,
	send: (request: HttpRequest) => Promise<HttpResponse>,
): AsyncGenerator<{ rows: Raw[]; response: HttpResponse }> {
	const seen = new Set<string>();
	for (let page: Page | null = {}; page; ) {
		const token = JSON.stringify(page);
		if (seen.has(token)) {
			throw new CrmFailure({
				kind: 'unknown',
				message: 'The vendor returned the same page twice, so the list has no end',
				hint: 'Try again with a filter that gives fewer records.',
			});
		}
		seen.add(token);
		const response = await send(read.request(page));
		const rows = read.read(response);
		yield { rows, response };
		page = read.next?.(response, page, rows) ?? null;
	}
}
