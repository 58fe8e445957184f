import type { CrmClient } from '../types';

/** Ends with the run that its client serves. */
const answers = new WeakMap<CrmClient, Map<string, Promise<unknown>>>();

/** Asks for something of one name once in a run, such as the fields or the settings of an account. */
export async function once<T>(client: CrmClient, name: string, ask: () => Promise<T>): Promise<T> {
	const known = answers.get(client) ?? new Map<string, Promise<unknown>>();
	answers.set(client, known);
	const answer = (known.get(name) as Promise<T> | undefined) ?? ask();
	known.set(name, answer);
	return await answer;
}
