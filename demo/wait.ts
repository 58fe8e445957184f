import { setTimeout as sleep } from 'node:timers/promises';
import { DemoError } from './progress';

const pauseMs = 200;

/** Looks again and again until `look` returns something; after the time limit fails with the sentence `otherwise`. */
export async function waitFor<T>(look: () => Promise<T | undefined>, otherwise: string, timeoutMs = 30_000): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const found = await look();
		if (found !== undefined) return found;
		if (Date.now() > deadline) throw new DemoError(`${otherwise} (waited ${timeoutMs / 1000} s)`);
		await sleep(pauseMs);
	}
}
