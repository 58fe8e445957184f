import type { CrmClient } from '../types';

/** Ends with the run that its client serves. */
const queues = new WeakMap<CrmClient, Map<string, Promise<unknown>>>();

/** Does work of one name in turn, however many requests a run has in flight: found missing twice, a record would be made twice. */
export async function inTurn<T>(client: CrmClient, name: string, work: () => Promise<T>): Promise<T> {
	const queue = queues.get(client) ?? new Map<string, Promise<unknown>>();
	queues.set(client, queue);
	const turn = (queue.get(name) ?? Promise.resolve()).then(work, work);
	queue.set(name, turn);
	return await turn;
}

const answers = new WeakMap<CrmClient, Map<string, Promise<unknown>>>();

/** Asks for something of one name once in a run, such as the fields of an account; a failure is asked anew. */
export async function once<T>(client: CrmClient, name: string, ask: () => Promise<T>): Promise<T> {
	const known = answers.get(client) ?? new Map<string, Promise<unknown>>();
	answers.set(client, known);
	const answer = (known.get(name) as Promise<T> | undefined) ?? ask();
	known.set(name, answer);
	answer.catch(() => known.delete(name));
	return await answer;
}
