import type { IDataObject } from 'n8n-workflow';
import { path, shown, stored } from '../../shared/kit';
import type { HttpRequest, HttpResponse, NextPage, Raw, Single, VendorObject, WriteRow } from '../../shared/kit';

// todo: the vendor's paths, names and paging; every fact from its documentation, or marked `unverified`.
const rowsOf = ({ body }: HttpResponse): Raw[] => ((body as IDataObject | null)?.results as Raw[] | undefined) ?? [];
const recordOf = ({ body }: HttpResponse): Raw => body as Raw;
const next: NextPage = ({ body }) => ((body as IDataObject | null)?.next as IDataObject | undefined) ?? null;

interface Id { id: string }
const create: Single<WriteRow> = { request: ({ body }) => ({ method: 'POST', path: '/contacts', body }), read: recordOf };
const update: Single<WriteRow & Id> = {
	request: ({ id, body }) => ({ method: 'PATCH', path: path`/contacts/${id}`, body, safeToRepeat: true }), read: recordOf,
};
const get: Single<Id> = { request: ({ id }) => ({ method: 'GET', path: path`/contacts/${id}` }), read: recordOf };
const remove: Single<Id> = {
	request: ({ id }) => ({ method: 'DELETE', path: path`/contacts/${id}`, safeToRepeat: true }), read: (_response, { id }) => ({ id }),
};
const list = (query: IDataObject): HttpRequest => ({ method: 'GET', path: '/contacts', query });

export const contacts: VendorObject = {
	id: 'contacts',
	label: 'Contact',
	unverified: 'todo',
	fields: [
		...stored('', { firstName: 'first_name', lastName: 'last_name', email: 'email', phone: 'phone' }),
		...shown('', { createdAt: 'created_at', updatedAt: 'updated_at' }),
	],
	customFields: 'custom.',
	create,
	update,
	get,
	remove,
	search: {
		filters: ['email', 'phone'],
		request: ({ text, limit }, page) => list({ ...(text ? { q: text } : {}), limit: Math.min(limit, 100), ...page }),
		read: rowsOf,
		next,
	},
	match: { email: { max: 1, find: async ([email], client) => rowsOf(await client.send(list({ email }))) } },
	poll: {
		overlapMs: 60_000,
		settleMs: 2_000,
		// todo: when `tie` is there, only records with that very stamp and an id behind `afterId`, by id.
		request: (event, { since, tie }) =>
			list({ [`${event}_since`]: since, sort: `${event}_at`, ...(tie?.afterId ? { after_id: tie.afterId } : {}) }),
		newest: (event, limit) => list({ sort: `-${event}_at`, limit }),
		read: rowsOf,
		more: ({ body }) => (body as IDataObject | null)?.next !== undefined,
	},
};
