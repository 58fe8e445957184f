import type { IDataObject } from 'n8n-workflow';
import { whileNew } from '../shared/kit';
import type { CrmClient, HttpRequest, HttpResponse, NextPage, Page, PollEvent, Raw, UnorderedPoll } from '../shared/kit';

/** A list in the spelling of its version; `always`: what every reading of it asks for. */
export interface List { path: string; version: 1 | 2; always: IDataObject }
export const v2 = (name: string, always: IDataObject = {}): List => ({ path: `/api/v2/${name}`, version: 2, always });
/** Only what has no v2: leads, notes, users, types of activities (contract section 10). */
export const v1 = (name: string): List => ({ path: `/api/v1/${name}`, version: 1, always: {} });
export const orderBy = ({ version }: List, name: string, direction: 'asc' | 'desc' = 'desc'): IDataObject =>
	(version === 2 ? { sort_by: name, sort_direction: direction } : { sort: `${name} ${direction.toUpperCase()}` });
/** Rows of a page, ids of a page by ids. */
export const [pageMax, idsMax] = [500, 100];
export const dataOf = ({ body }: HttpResponse): Raw => ((body as IDataObject | null)?.data ?? {}) as Raw;
const points = (values: unknown) => ((values ?? []) as string[]).map((value) => ({ value }));
const idOf = (linked: unknown) => (linked as Raw | null | undefined)?.id ?? null;
/** What a search shows of a record: flat strings (section 3). */
const fromHit = (item: Raw): Raw => ({
	...item, isHit: true, person: undefined, first_name: item.name, emails: points(item.emails), phones: points(item.phones),
	owner_id: idOf(item.owner), org_id: idOf(item.organization), person_id: idOf(item.person),
});

export function rowsOf(response: HttpResponse): Raw[] {
	const data = dataOf(response);
	return Array.isArray(data) ? (data as Raw[]) : ((data.items ?? []) as Array<{ item: Raw }>).map(({ item }) => fromHit(item));
}

/** v1 tells its pages in two places (section 6). */
export const nextOf: NextPage = ({ body }) => {
	const more = ((body as IDataObject | null)?.additional_data ?? {}) as IDataObject;
	const { more_items_in_collection: isMore, next_start: next, start, limit } = (more.pagination ?? more) as IDataObject;
	return more.next_cursor ? { cursor: more.next_cursor } : isMore ? { start: next ?? Number(start) + Number(limit) } : null;
};

export const listPage = ({ path, always }: List, query: IDataObject, page: Page = {}): HttpRequest =>
	({ method: 'GET', path, query: { limit: pageMax, ...always, ...query, ...page } });
/** Searches are all in v2, and have a limit of their own. */
export const searchPage = ({ path }: List, query: IDataObject, page: Page = {}): HttpRequest =>
	({ method: 'GET', path: `${path.replace('/v1/', '/v2/')}/search`, query: { limit: idsMax, ...query, ...page }, pace: 'search' });
export const readAll = async (list: List, query: IDataObject, client: CrmClient, pageOf = listPage): Promise<Raw[]> =>
	await client.readAll({ request: (page) => pageOf(list, query, page), read: rowsOf, next: nextOf });
/** Latest first: what changes while it is read moves to the front, and no page by offset leaves another record out. */
export function pollOf(list: List): UnorderedPoll {
	const latest = (event: PollEvent, query: IDataObject, page?: Page) =>
		listPage(list, { ...orderBy(list, event === 'created' ? 'add_time' : 'update_time'), ...query }, page);
	return {
		overlapMs: 120_000, settleMs: 2_000, read: rowsOf,
		newest: (event, limit) => latest(event, { limit }),
		// A fraction of a second is refused, even `.000` (section 0).
		request: (event, { since, page }) => latest(event, event === 'updated' ? { updated_since: `${since.slice(0, 19)}Z` } : {}, page),
		// There is no filter for new ones (section 0): their list is read as far as it is new.
		next: (response, event, since) => {
			const next = () => nextOf(response, {}, []);
			return event === 'updated' ? next() : whileNew(rowsOf(response), (raw) => raw.add_time, since, next);
		},
	};
}
