import type { CrmClient } from '../types';

/** Ends with the run that its client serves. */
const done = new WeakMap<CrmClient, Map<string, Promise<unknown>>>();

/** Does something once per run, such as reading the fields of the account. */
export async function once<T>(client: CrmClient, what: string, work: () => Promise<T>): Promise<T> {
	const results = done.get(client) ?? new Map<string, Promise<unknown>>();
	done.set(client, results);
	const result = results.get(what) ?? work();
	results.set(what, result);
	return (await result) as T;
}
