import type { IDataObject } from 'n8n-workflow';
import type { CrmClient, HttpResponse, Raw, Single, WriteRow } from '../types';
import { path } from '../http/path';

/** Where records of one kind live, and how they travel. */
export interface Resting {
	/** Address of them all; one of them has its id behind it. */
	at: string;
	/** Sent along with every call but the removal. */
	query?: IDataObject;
	/** What a body travels in. Default: nothing. */
	wrap?(body: IDataObject): IDataObject;
	read(response: HttpResponse): Raw;
}

/** One that always has a record to tell of. */
type Surely<Row> = Pick<Single<Row>, 'request'> & { read(response: HttpResponse, row: Row): Raw };

/** Creating, changing, reading and removing where every record has an address and a change names only what is new. */
export function rest({ at, query, wrap = (body) => body, read }: Resting): {
	create: Surely<WriteRow>; update: Surely<WriteRow & { id: string }>; get: Surely<{ id: string }>; remove: Surely<{ id: string }>;
} {
	const address = (id: string) => `${at}${path`/${id}`}`;
	return {
		create: { request: ({ body }) => ({ method: 'POST', path: at, query, body: wrap(body) }), read },
		update: { request: ({ id, body }) => ({ method: 'PUT', path: address(id), query, body: wrap(body), safeToRepeat: true }), read },
		get: { request: ({ id }) => ({ method: 'GET', path: address(id), query }), read },
		remove: { request: ({ id }) => ({ method: 'DELETE', path: address(id), safeToRepeat: true }), read: (_response, { id }) => ({ id }) },
	};
}

/** Carries out one such operation as a part of another. */
export const carryOne = async <Row>(
	{ request, read }: Surely<Row>, row: Row, client: CrmClient,
): Promise<Raw> => read(await client.send(request(row, { customFields: [] })), row);
