import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../shared/http/failure';
import { path } from '../shared/http/path';
import { parametersOf, type ListParameters } from '../shared/run/parameters';
import type { CrmClient, HttpRequest, HttpResponse, NewestFirstPoll, NextPage, Raw, Search, Single } from '../shared/types';

/** Public clients ask for up to 200; the most is not documented (contract section 6). */
const pageSize = 100;
/** A list, its array in the answer, and what every reading of it or of one of its records asks for. */
export interface List { path: string; name: string; always?: IDataObject }

export const bodyOf = ({ body }: HttpResponse): Raw => (body ?? {}) as Raw;
export const rowsOf = (name: string) => (response: HttpResponse): Raw[] => (bodyOf(response)[name] as Raw[] | undefined) ?? [];

export const nextOf: NextPage = (response) => {
	const { page, total_pages: last } = bodyOf(response);
	return Number(page) < Number(last) ? { page: Number(page) + 1 } : null;
};

const request = ({ path: url, always }: List, query: IDataObject): HttpRequest =>
	({ method: 'GET', path: url, query: { page_size: pageSize, ...always, ...query } });

/** All rows of a list that fit a query; with `until`, none of a page behind the one with such a row. */
export const readList = async (list: List, query: IDataObject, client: CrmClient, until?: (row: Raw) => boolean): Promise<Raw[]> =>
	await client.readAll({
		request: (page) => request(list, { ...query, ...page }),
		read: rowsOf(list.name),
		next: (response, page, rows) => (until && rows.some(until) ? null : nextOf(response, page, rows)),
	});

/** Reads one record of a list. */
export const getOf = ({ path: url, always }: List): Single<{ id: string }> =>
	({ request: ({ id }) => ({ method: 'GET', path: `${url}${path`/${id}`}`, query: always }), read: bodyOf });
export const readOne = async (list: List, id: string, client: CrmClient): Promise<Raw> =>
	bodyOf(await client.send(getOf(list).request({ id }, { customFields: [] })));

/** What used to be fields of a body. */
const remedy = (names: readonly string[], usual: string): string =>
	(names.some((name) => /^notify(_pro)?$/.test(name)) ? 'Ask for messages under Options > Notify Customer and Notify Technicians.' : usual);

/** A body without names that Housecall Pro would pass over in silence. */
export function checked(body: IDataObject, names: readonly string[]): IDataObject {
	const unknown = Object.keys(body).filter((name) => !names.includes(name));
	const quoted = unknown.map((name) => `"${name}"`).join(', ');
	if (quoted) throw refusal(`Housecall Pro has no field ${quoted} here`, remedy(unknown, `Fields here: ${names.join(', ')}.`));
	return body;
}

/** @throws CrmFailure for what is told when a record is made and never again */
export function refuseFixed(body: IDataObject, what: string): void {
	const names = Object.keys(body);
	if (!names.length) return;
	const hint = remedy(names, 'Leave it out, or change it in Housecall Pro.');
	throw refusal(`Housecall Pro has no call that changes ${names.join(', ')} of ${what}`, hint);
}

/** Search by what the parameters of a list can say; none of them is about the dates of creation and change (section 5). */
export function searchOf(list: List, says: Pick<ListParameters, 'equal' | 'between' | 'text' | 'spell'>): Search {
	const parameters: ListParameters = {
		...says,
		what: `Housecall Pro's list of ${list.name}`,
		sorts: { createdAt: 'created_at', updatedAt: 'updated_at', status: 'status', number: 'invoice_number' },
		sort: (attribute, direction) => ({ sort_by: attribute, sort_direction: direction === 'descending' ? 'desc' : 'asc' }),
	};
	return {
		filters: Object.keys(says.equal),
		request: (query, page) => request(list, { ...parametersOf(query, parameters), page_size: Math.min(pageSize, query.limit), ...page }),
		read: rowsOf(list.name),
		next: nextOf,
		recheck: says.text ? { text: false } : undefined,
	};
}

/** No list filters by its stamps, but all sort by them (section 5). Stamps are whole seconds. */
export const pollOf = (list: List, onlyNew?: string): NewestFirstPoll => {
	const newestFirst = (event: 'created' | 'updated', query: IDataObject) =>
		request(list, { sort_by: `${event}_at`, sort_direction: 'desc', ...query });
	return {
		overlapMs: 60_000, settleMs: 2_000, mostPages: 100, onlyNew,
		newest: (event, limit) => newestFirst(event, { page_size: limit }),
		newestFirst,
		read: rowsOf(list.name),
		next: nextOf,
	};
};
