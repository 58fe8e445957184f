import type { IDataObject } from 'n8n-workflow';
import { path } from '../shared/http/path';
import type { CrmClient, HttpRequest, HttpResponse, Page, Raw } from '../shared/types';

/** Three versions a year, each supported for at least three years (contract section 10). */
export const base = '/services/data/v66.0';
/** Rows a query page has at most (section 6). */
export const pageMax = 2_000;
/** URI and headers together may have 16,384 bytes (section 6); the token and n8n's headers take their part. */
const queryMaxBytes = 13_000;

export const query = (soql: string): HttpRequest => ({ method: 'GET', path: `${base}${path`/query?q=${soql}`}` });
export const queryPage = (soql: string, { next }: Page): HttpRequest => (next ? { method: 'GET', path: String(next) } : query(soql));
export const recordsOf = ({ body }: HttpResponse): Raw[] => ((body as IDataObject | null)?.records as Raw[] | undefined) ?? [];

/** The path of the next page is whole, version and all (section 5). */
export function nextOf({ body }: HttpResponse): Page | null {
	const next = (body as IDataObject).nextRecordsUrl;
	return typeof next === 'string' && next.startsWith('/services/data/') ? { next } : null;
}

/** All that a query finds for any of the values; one that is too long is asked in halves. */
export async function queryFor<T>(values: readonly T[], soql: (some: readonly T[]) => string, client: CrmClient): Promise<Raw[]> {
	if (!values.length) return [];
	const whole = soql(values);
	if (values.length > 1 && encodeURIComponent(whole).length > queryMaxBytes) {
		const middle = Math.ceil(values.length / 2);
		const first = await queryFor(values.slice(0, middle), soql, client);
		return [...first, ...(await queryFor(values.slice(middle), soql, client))];
	}
	return await client.readAll({ request: (page) => queryPage(whole, page), read: recordsOf, next: nextOf });
}
