import { SpecIndex } from '../specIndex';
import { type Exchange, SpecValidator, type TrafficCheck } from '../validation';
import { ZOHO_LENIENCIES } from './leniencies';
import { isObject } from './values';

/** The newest edition only: the older one documents status 200 alone (specs README). */
const EDITION = /2026-05/;

/** Host and version, which the document puts into `servers`. */
const BASE = /^(?:\/[^/]+\.[^/]+)?\/crm\/v\d+/;

/** Checks traffic of the API; the accounts host has no description. */
export function specCheck(folder: string): TrafficCheck {
	const validator = new SpecValidator(new SpecIndex(folder, EDITION), ZOHO_LENIENCIES);
	return {
		check(exchange) {
			// The second version has no document.
			if (!BASE.test(exchange.path) || exchange.path.includes('/crm/v2/')) return [];
			const judged = { ...exchange, path: exchange.path.replace(BASE, '') };
			return byResult(judged).flatMap((part) => validator.check(part));
		},
	};
}

/** A deletion that failed is described only as a part of a mixed answer to several. */
function failed({ method, path }: Exchange): Pick<Exchange, 'status' | 'path'> {
	return method === 'DELETE' ? { status: 207, path: path.split('/').slice(0, 2).join('/') } : { status: 400, path };
}

/**
 * The documents have a schema for records that worked and another for records that failed, and none for both in one
 * answer; so each record of a batch is judged by its own, whatever the status of the whole (specs README).
 */
function byResult(exchange: Exchange): Exchange[] {
	const { method, path, status, responseBody } = exchange;
	const items = isObject(responseBody) && Array.isArray(responseBody.data) ? responseBody.data.filter(isObject) : [];
	if (method === 'GET' || path === '/coql' || items.length === 0 || status > 400) return [exchange];
	const successStatus = method === 'POST' && !/\/(upsert|convert|cancel)$/.test(path) ? 201 : 200;
	const parts = [
		{ status: successStatus, data: items.filter((item) => item.status === 'success') },
		{ ...failed(exchange), data: items.filter((item) => item.status === 'error') },
	];
	return parts
		.filter(({ data }) => data.length > 0)
		.map(({ data, ...part }) => ({ ...exchange, ...part, responseBody: { data } }));
}
