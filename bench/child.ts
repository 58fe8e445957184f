import 'reflect-metadata';
import { setUp } from './contestants';
import { addressOf, loadCrm } from './crm';
import { worker } from './work';
import type { Job, Lap, LapResult, Outcome } from './wire';

/** One measured process: takes a job, then runs a lap per message and answers what it took. */

const mb = (bytes: number) => bytes / 1_048_576;

async function measure(work: (lap: Lap) => Promise<Outcome>, lap: Lap): Promise<LapResult> {
	globalThis.gc?.();
	const idleMb = mb(process.memoryUsage.rss());
	const cpu = process.cpuUsage();
	const begun = performance.now();
	const outcome = await work(lap);
	const wallMs = performance.now() - begun;
	const { user, system } = process.cpuUsage(cpu);
	return { ...outcome, wallMs, cpuMs: (user + system) / 1_000, idleMb, peakMb: process.resourceUsage().maxRSS / 1_024 };
}

async function prepare({ crm: name, comparison: key, contestant, continues }: Job): Promise<(lap: Lap) => Promise<LapResult>> {
	const crm = await loadCrm(name);
	const comparison = crm.comparisons[key];
	const work = worker(setUp(contestant, crm, comparison, addressOf(crm)), comparison, continues);
	return async (lap) => await measure(work, lap);
}

let runLap: ((lap: Lap) => Promise<LapResult>) | undefined;

async function answer(message: Job | Lap): Promise<LapResult | 'ready' | undefined> {
	if (!('contestant' in message)) return await runLap?.(message);
	runLap = await prepare(message);
	return 'ready';
}

process.on('message', (message: Job | Lap) => {
	answer(message).then(
		(result) => process.send?.(result),
		(thrown: Error) => process.send?.({ thrown: thrown.stack ?? thrown.message }),
	);
});
