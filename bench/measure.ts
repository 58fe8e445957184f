import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startSandbox, type HubSpotSettings, type SandboxCrm } from '../sandbox/server';
import { paths } from './build';
import { openGateway, type Identity } from './gateway';
import { scenarios } from './scenarios';
import type { Job, Lap, LapResult } from './wire';

/** One measurement: a job at one size under one condition. */
export interface Trial extends Job {
	count: number;
	latencyMs: number;
	/** `wide` is a limit too high to meet, told in the headers of every answer; `vendor` is the one of a Professional account. */
	limits: 'wide' | 'vendor';
	/** Fresh processes to take the median of. */
	runs: number;
}
/** What a trial took: medians, and what the sandbox counted. */
export interface Measurement extends LapResult {
	requests: number;
	rateLimited: number;
}
/** What all measurements share. */
export interface Bench {
	identity: Identity;
	/** n8n's user folder of the measured processes. */
	userFolder: string;
	/** Folder for CPU profiles, when they are wanted. */
	profiles?: string;
}

const wide = { burst: 1_000_000, daily: 100_000_000, searchPerSecond: 1_000_000 };
const warmUpCount = 200;

/** Runs a trial in processes of its own, each against a sandbox of its own. */
export async function measure(trial: Trial, bench: Bench): Promise<Measurement> {
	const results: Measurement[] = [];
	for (let at = 0; at < trial.runs; at++) results.push(await measureOnce(trial, bench));
	const median = (read: (result: Measurement) => number) => results.map(read).sort((a, b) => a - b)[Math.floor(results.length / 2)];
	const numbers = (['wallMs', 'cpuMs', 'idleMb', 'peakMb', 'requests', 'rateLimited', 'items', 'failed'] as const).map((key) => [key, median((result) => result[key])]);
	return { ...results[0], ...Object.fromEntries(numbers) };
}

async function measureOnce(trial: Trial, bench: Bench): Promise<Measurement> {
	const sandbox = await startSandbox({ validate: 'off' });
	const gateway = await openGateway(sandbox.url, bench.identity);
	const child = start(gateway.proxyUrl, bench);
	try {
		const hubspot = sandbox.crm('hubspot');
		const { contestant, scenario, continues } = trial;
		await ask(child, { contestant, scenario, continues } satisfies Job);
		// A trigger has to meet the same account again.
		const again = scenario === 'idlePoll';
		const warmUp = prepare(hubspot, trial, again ? trial.count : Math.min(warmUpCount, trial.count), { rateLimits: wide });
		await ask(child, warmUp);
		if (again) hubspot.clearRequests();
		const lap = again ? warmUp : prepare(hubspot, trial, trial.count, { rateLimits: trial.limits === 'wide' ? wide : 'vendor', latencyMs: trial.latencyMs });
		const result = (await ask(child, lap)) as LapResult;
		if (trial.limits === 'wide') check(trial, result, hubspot);
		const { total, rateLimited } = hubspot.counters();
		return { ...result, requests: total, rateLimited };
	} finally {
		await stop(child);
		await gateway.close();
		await sandbox.close();
	}
}

/** A fresh account with what the scenario needs. */
function prepare(hubspot: SandboxCrm<HubSpotSettings>, { scenario }: Trial, count: number, settings: Partial<HubSpotSettings>): Lap {
	hubspot.reset();
	hubspot.settings.patch(settings);
	return { count, ids: hubspot.seed(scenarios[scenario].seed(count)).contacts ?? [] };
}

/** A figure counts only when the work was really done. */
function check({ contestant, scenario, count }: Trial, { items, failed, error }: LapResult, hubspot: SandboxCrm): void {
	if (contestant === 'passThrough') return;
	const { after, out } = scenarios[scenario];
	const { type, total } = after(count);
	const held = hubspot.records(type).length;
	if (error || failed || items !== out(count) || held !== total) {
		throw new Error(`${contestant} did not do ${scenario} × ${count}: ${items} items, ${failed} failed, ${held} of ${total} ${type}. ${error ?? ''}`);
	}
}

function start(proxyUrl: string, { userFolder, profiles }: Bench): ChildProcess {
	const inherited = Object.entries(process.env).filter(([name]) => !/^(https?|all|no)_proxy$|^NODE_OPTIONS$/i.test(name));
	return fork(join(paths.compiled, 'bench', 'child.js'), {
		execArgv: ['--expose-gc', ...(profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [])],
		env: {
			...Object.fromEntries(inherited),
			HTTPS_PROXY: proxyUrl,
			NODE_EXTRA_CA_CERTS: join(userFolder, 'vendor.pem'),
			N8N_USER_FOLDER: userFolder,
			N8N_LOG_LEVEL: 'silent',
			BENCH_BUILT_IN: paths.builtIn,
		},
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
}

async function ask(child: ChildProcess, message: Job | Lap): Promise<unknown> {
	const gone = once(child, 'exit').then(([code, signal]) => { throw new Error(`The measured process ended with ${String(code ?? signal)}`); });
	child.send(message);
	const [answer] = (await Promise.race([once(child, 'message'), gone])) as [LapResult | 'ready' | { thrown: string }];
	gone.catch(() => undefined);
	if (typeof answer === 'object' && 'thrown' in answer) throw new Error(answer.thrown);
	return answer;
}

/** Lets the process end by itself, so that a profile is written. */
async function stop(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	child.disconnect();
	const impatient = setTimeout(() => child.kill(), 5_000);
	await ended;
	clearTimeout(impatient);
}
