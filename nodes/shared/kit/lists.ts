import type { IDataObject } from 'n8n-workflow';
import { path } from '../http/path';
import type {
	CrmClient, HttpRequest, HttpResponse, ListEntry, ListSource, NewestFirstPoll, NextPage, Page, Raw, Search, Single,
} from '../types';
import { parametersOf, type ListParameters } from './parameters';

/** A list, its array in the answer, and what every reading of it or of one of its records asks for. */
export interface List { path: string; name: string; always?: IDataObject }

/** How an API lists: filters and order are parameters. */
export interface ListRules extends Pick<ListParameters, 'sorts' | 'sort'> {
	/** The vendor, for messages. */
	crm: string;
	/** Records per page, and the parameter that says so. */
	size: { most: number; parameter: string };
	next: NextPage;
	/** Lists sort by their stamps and do not filter by them. */
	poll: Pick<NewestFirstPoll, 'overlapMs' | 'settleMs' | 'mostPages'>;
}

/** The body of an answer; empty where there is none. */
export const bodyOf = ({ body }: HttpResponse): Raw => (body ?? {}) as Raw;

const rowsOf = ({ name }: List) => (response: HttpResponse): Raw[] => (bodyOf(response)[name] as Raw[] | undefined) ?? [];

/** The lists of a REST API, as the engine reads, searches and polls them. */
export class Lists {
	constructor(private readonly rules: ListRules) {}

	/** All rows that fit a query; with `until`, none of a page behind the one with such a row. */
	async read(list: List, query: IDataObject, client: CrmClient, until?: (row: Raw) => boolean): Promise<Raw[]> {
		return await client.readAll({
			request: (page) => this.request(list, { ...query, ...page }),
			read: rowsOf(list),
			next: (response, page, rows) => (until && rows.some(until) ? null : this.rules.next(response, page, rows)),
		});
	}

	/** Reads one record. */
	async readOne(list: List, id: string, client: CrmClient): Promise<Raw> {
		return bodyOf(await client.send(this.get(list).request({ id }, { customFields: [] })));
	}

	get({ path: url, always }: List): Single<{ id: string }> {
		return { request: ({ id }) => ({ method: 'GET', path: `${url}${path`/${id}`}`, query: always }), read: bodyOf };
	}

	/** Search by what the list's parameters can say; what a text finds is checked again, as it may be a part of a word. */
	search(list: List, says: Pick<ListParameters, 'equal' | 'between' | 'text' | 'spell'>): Search {
		const { crm, size, next, sorts, sort } = this.rules;
		const parameters = { ...says, sorts, sort, what: `${crm}'s list of ${list.name}` };
		return {
			filters: Object.keys(says.equal),
			request: (query, page) =>
				this.request(list, { ...parametersOf(query, parameters), [size.parameter]: Math.min(size.most, query.limit), ...page }),
			read: rowsOf(list),
			next,
			recheck: says.text ? { text: false } : undefined,
		};
	}

	/** @param onlyNew why only new records can be told */
	poll(list: List, onlyNew?: string): NewestFirstPoll {
		const { size, next, sorts, sort, poll } = this.rules;
		const newestFirst = (event: 'created' | 'updated', query: Page) =>
			this.request(list, { ...sort(sorts[`${event}At`], 'descending'), ...query });
		const newest = (event: 'created' | 'updated', limit: number) => newestFirst(event, { [size.parameter]: limit });
		return { ...poll, onlyNew, newest, newestFirst, read: rowsOf(list), next };
	}

	/** Entries for the editor. */
	source(list: List, entryOf: (row: Raw) => ListEntry): ListSource {
		return async (client, { page }) => {
			const response = await client.send(this.request(list, page));
			const rows = rowsOf(list)(response);
			return { entries: rows.map(entryOf), next: this.rules.next(response, page, rows) };
		};
	}

	/** Names of a list as choices of a field. */
	async choices(list: List, client: CrmClient): Promise<Array<{ label: string; value: string }>> {
		return (await this.read(list, {}, client)).map(({ name }) => ({ label: String(name), value: String(name) }));
	}

	private request({ path: url, always }: List, query: IDataObject): HttpRequest {
		return { method: 'GET', path: url, query: { [this.rules.size.parameter]: this.rules.size.most, ...always, ...query } };
	}
}
