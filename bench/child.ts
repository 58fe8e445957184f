import 'reflect-metadata';
import { HubSpotTrigger } from '../nodes/HubSpot/HubSpotTrigger.node';
import { freshCredential, run, TestTrigger } from '../test/support/n8n';
import { setUp, type Setup } from './contestants';
import { scenarios } from './scenarios';
import type { Job, Lap, LapResult } from './wire';

/** One measured process: takes a job, then runs a lap per message and answers what it took. */

const mb = (bytes: number) => bytes / 1_048_576;

async function work(job: Job, setup: Setup, lap: Lap): Promise<Pick<LapResult, 'items' | 'failed' | 'error'>> {
	const { node, typeVersion, parameters, credential } = setup;
	const input = scenarios[job.scenario].items(lap.count, lap.ids);
	const { items, error } = await run(node, { parameters, input, credential, typeVersion, onError: job.continues ? 'continueRegularOutput' : undefined });
	const failed = items.filter(({ json }) => 'error' in json).length;
	return { items: items.length - failed, failed, error: error ? error.message : null };
}

async function measure(job: Job, setup: Setup, lap: Lap): Promise<LapResult> {
	// A pacer that has met the account's limits before would know more than a fresh workflow does.
	freshCredential();
	globalThis.gc?.();
	const idleMb = mb(process.memoryUsage.rss());
	const cpu = process.cpuUsage();
	const begun = performance.now();
	const outcome = await work(job, setup, lap);
	const wallMs = performance.now() - begun;
	const { user, system } = process.cpuUsage(cpu);
	return { ...outcome, wallMs, cpuMs: (user + system) / 1_000, idleMb, peakMb: process.resourceUsage().maxRSS / 1_024 };
}

/** The first laps of a trigger find their place; the last one is the idle poll. */
async function poll(trigger: TestTrigger): Promise<LapResult> {
	const records = await trigger.poll();
	return { items: records?.length ?? 0, failed: 0, error: null, wallMs: 0, cpuMs: 0, idleMb: 0, peakMb: 0 };
}

function answer(job: Job): (lap: Lap) => Promise<LapResult> {
	const setup = setUp(job.contestant, job.scenario);
	if (job.scenario !== 'idlePoll') return async (lap) => await measure(job, setup, lap);
	const trigger = new TestTrigger(new HubSpotTrigger(), setup);
	return async () => await poll(trigger);
}

let runLap: ((lap: Lap) => Promise<LapResult>) | undefined;

process.on('message', (message: Job | Lap) => {
	if ('contestant' in message) {
		runLap = answer(message);
		process.send?.('ready');
		return;
	}
	runLap?.(message).then(
		(result) => process.send?.(result),
		(thrown: Error) => process.send?.({ thrown: thrown.stack ?? thrown.message }),
	);
});
