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

const done = new WeakMap<CrmClient, Map<string, Promise<unknown>>>();

/** Does work of one name once in a run, and gives everyone the result. */
export async function once<T>(client: CrmClient, name: string, work: () => Promise<T>): Promise<T> {
	const known = done.get(client) ?? new Map<string, Promise<unknown>>();
	const result = known.get(name) ?? work();
	done.set(client, known.set(name, result));
	return (await result) as T;
}
