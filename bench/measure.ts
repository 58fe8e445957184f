import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startSandbox, type CommonSettings, type SandboxCrm } from '../sandbox/server';
import { paths } from './build';
import type { Comparison, CrmBench } from './crm';
import { openGateway, type Identity } from './gateway';
import { shortfall } from './shortfall';
import type { Job, Lap, LapResult } from './wire';

/** One measurement: a job at one size under one condition. */
export interface Trial extends Job {
	count: number;
	latencyMs: number;
	/** `wide` is a limit too high to meet, `vendor` the one that {@link CrmBench.limit} names. */
	limits: 'wide' | 'vendor';
}
/** What a trial took, and what the sandbox counted. */
export interface Measurement extends LapResult {
	requests: number;
	rateLimited: number;
}
/** What all measurements share. */
export interface Bench {
	crms: ReadonlyMap<string, CrmBench>;
	identity: Identity;
	/** n8n's user folder of the measured processes. */
	userFolder: string;
	/** Folder for CPU profiles, when they are wanted. */
	profiles?: string;
}

const warmUpCount = 200;

/** Runs a trial in a process of its own, against a sandbox of its own. */
export async function measure(trial: Trial, bench: Bench): Promise<Measurement> {
	const crm = bench.crms.get(trial.crm)!;
	const comparison = crm.comparisons[trial.comparison];
	const sandbox = await startSandbox({ validate: 'off' });
	const gateway = await openGateway(sandbox.url, crm.hosts, bench.identity);
	const child = start(gateway.proxyUrl, bench);
	try {
		const account = sandbox.crm(crm.id);
		const { contestant, continues } = trial;
		await ask(child, { contestant, crm: trial.crm, comparison: trial.comparison, continues } satisfies Job);
		const { count, limits, latencyMs } = trial;
		const settings = { ...(limits === 'wide' ? crm.unlimited : { rateLimits: 'vendor' as const }), latencyMs };
		// A trigger has to meet the same account again.
		let lap = comparison.poll
			? prepare(account, comparison, count, settings)
			: prepare(account, comparison, Math.min(warmUpCount, count), crm.unlimited);
		await ask(child, lap);
		if (comparison.poll) account.clearRequests();
		else lap = prepare(account, comparison, count, settings);
		const outcome = (await ask(child, lap)) as LapResult;
		const { total, rateLimited } = account.counters();
		const result = { ...outcome, requests: total, rateLimited };
		const complaint = complaintOf(trial, comparison, result, account);
		if (complaint) throw new Error(`${crm.label}, ${contestant}: ${complaint}`);
		return result;
	} finally {
		await stop(child);
		await gateway.close();
		await sandbox.close();
	}
}

/** A fresh account with what the comparison needs. */
function prepare(account: SandboxCrm, comparison: Comparison, count: number, settings: Partial<CommonSettings>): Lap {
	account.reset();
	account.settings.patch(settings);
	const [ids = []] = Object.values(account.seed(comparison.seed(count)));
	return { count, ids };
}

/** A figure counts only when the work was really done. What a vendor's limit keeps the built-in node from is part of the figure. */
function complaintOf(trial: Trial, comparison: Comparison, result: Measurement, account: SandboxCrm): string | null {
	const { contestant, count, limits } = trial;
	if (contestant === 'passThrough' || (contestant === 'builtIn' && limits === 'vendor')) return null;
	const undone = shortfall(comparison, count, result, account.records(comparison.type));
	if (undone || contestant === 'builtIn') return undone;
	const promised = comparison.promise(count) + result.rateLimited;
	return result.requests > promised ? `"${comparison.label}" × ${count} took ${result.requests} requests instead of ${promised}` : null;
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
	const gone = once(child, 'exit').then(([code, signal]) => {
		throw new Error(`The measured process ended with ${String(code ?? signal)}`);
	});
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
