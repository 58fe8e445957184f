import { findAll, type CrmClient, type Lookup, type Raw } from '../shared/kit';
import { listPage, nextOf, orderBy, pageMax, readAll, rowsOf, searchPage } from './api';
import { customOf, liveFields, show } from './fields';
import { lists, readByIds, type Kind } from './object';

/** How records are found by a value: by a search in some fields, by what they are linked with, or from their list alone. */
export interface By {
	/** The values that a record holds, and what makes two equal. */
	keysOf(raw: Raw): unknown[]; keyOf?(value: unknown): string;
	/** Fields of a search, and what it is asked for a value, if not the whole of it. */
	fields?: string; termOf?(value: string): string; links?: readonly string[];
}
const plain = (value: unknown) => String(value ?? '').trim().toLowerCase();
/** Costs are tokens of the company's day (contract section 6); the index of a search lags behind the list (section 3.2). */
export async function findBy(kind: Kind, values: readonly string[], by: By, client: CrmClient): Promise<Raw[]> {
	const { keysOf, keyOf = plain, fields, termOf, links = [] } = by;
	const list = lists[kind];
	const cost = list.version === 2 ? 10 : 20;
	const linked = async (value: string) => (await Promise.all(links.map((name) => readAll(list, { [name]: value }, client)))).flat();
	const search = (value: string) => readAll(list, { term: termOf?.(value) ?? value, fields, exact_match: !termOf }, client, searchPage);
	const complete = (found: Raw[]) => readByIds(kind, found.map(({ id }) => id), client);
	return await findAll([...new Set(values)], {
		keyOf, keysOf: (raw) => keysOf(raw).map(keyOf),
		lookUp: fields ? { cost: 20, find: search } : links.length ? { cost: cost * links.length, find: linked } : null,
		list: { cost, size: pageMax, read: rowsOf, next: nextOf, request: (page) => listPage(list, orderBy(list, 'id'), page) },
		...(fields ? { complete, latest: listPage(list, orderBy(list, 'update_time')) } : {}),
	}, client);
}
/** Values per call: many together may be worth reading the list. */
const max = 10_000;
/** By a value, or by the first of those that make a natural key. */
export const lookup = <Value extends string | string[] = string>(kind: Kind, by: By): Lookup<Value> =>
	({ max, find: async (values, client) => await findBy(kind, values.map((value) => [value].flat()[0]), by, client) });
export const byLinks = (kind: Kind, ...links: string[]): Lookup<string[]> =>
	lookup<string[]>(kind, { links, keysOf: (raw) => links.map((name) => raw[name]) });
/** By a custom field; what no search looks into is read from the list. */
export const byField = (kind: Kind) => (name: string): Lookup => ({
	max,
	find: async (values, client) => {
		const isSearched = (await liveFields(kind, client)).some((field) => field.name === name && field.unique);
		const by = { keysOf: (raw: Raw) => [show(customOf(raw)[name])], fields: isSearched ? 'custom_fields' : undefined };
		return await findBy(kind, values, by, client);
	},
});
