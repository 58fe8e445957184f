import { hasBuiltIn } from './build';
import { parallel } from '../nodes/shared/run/parallel';
import { measure, type Bench, type Measurement, type Trial } from './measure';
import type { Contestant, ScenarioName } from './wire';

/** A measurement and what it is of. */
export interface Row { trial: Trial; result: Measurement | null }
/** All measured figures, by the table they belong to. */
export interface Figures { items: Row[]; latency: Row[]; limit: Row[]; scale: Row[]; idlePoll: Row[] }

export interface Plan {
	/** Items of the comparisons. */
	count: number;
	/** Items of the comparison with latency. */
	latencyCount: number;
	latencyMs: number;
	runs: number;
	sizes: number[];
	/** Largest size the built-in node is given. */
	builtInMost: number;
}

export const full: Plan = { count: 1_000, latencyCount: 1_000, latencyMs: 50, runs: 3, sizes: [1_000, 10_000, 100_000], builtInMost: 10_000 };
export const quick: Plan = { count: 500, latencyCount: 100, latencyMs: 50, runs: 1, sizes: [1_000, 10_000], builtInMost: 0 };

/** Scenarios of the comparisons, in the order of the tables. */
export const compared: ScenarioName[] = ['upsertNew', 'upsertMixed', 'upsertUnchanged', 'create', 'get', 'search', 'meetings'];

/** Runs the whole plan. @param say is told what is being measured */
export async function runAll(plan: Plan, bench: Bench, say: (what: string) => void): Promise<Figures> {
	const withBuiltIn = hasBuiltIn();
	const contestants: Contestant[] = withBuiltIn ? ['suite', 'builtIn'] : ['suite'];
	const usual = { continues: false, latencyMs: 0, limits: 'wide', runs: plan.runs } as const;
	const run = async (trial: Trial): Promise<Row> => {
		say(`${trial.contestant} ${trial.scenario} × ${trial.count}${trial.latencyMs ? `, ${trial.latencyMs} ms` : ''}${trial.limits === 'vendor' ? ', real limit' : ''}`);
		return { trial, result: await measure(trial, bench) };
	};
	const inTurn = async (trials: Trial[]) => {
		const rows: Row[] = [];
		for (const trial of trials) rows.push(await run(trial));
		return rows;
	};
	const pairs = (more: { count: number; latencyMs: number; runs: number }): Trial[] => compared.flatMap((scenario) => contestants.map((contestant) => ({ ...usual, ...more, contestant, scenario })));

	const items = await inTurn(pairs({ count: plan.count, latencyMs: 0, runs: plan.runs }));
	const slow = pairs({ count: plan.latencyCount, latencyMs: plan.latencyMs, runs: 1 });
	const isLong = ({ contestant, scenario }: Trial) => contestant === 'builtIn' && scenario !== 'search';
	const short = await inTurn(slow.filter((trial) => !isLong(trial)));
	// One request at a time, the built-in node mostly waits: a few of its runs share the machine.
	const long: Row[] = [];
	await parallel(slow.filter(isLong), 4, async (trial) => void long.push(await run(trial)));
	const limit = await inTurn(contestants.flatMap((contestant) => [false, true].map((continues) => ({ ...usual, contestant, scenario: 'upsertNew' as const, count: plan.count, limits: 'vendor' as const, runs: 1, continues }))));
	const scale = await inTurn(plan.sizes.flatMap((count) => {
		const sized: Contestant[] = ['passThrough', 'suite', 'suiteExpressions', ...(withBuiltIn && count <= plan.builtInMost ? ['builtIn' as const] : [])];
		const runs = count > 1_000 ? 1 : plan.runs;
		return [
			...sized.map((contestant) => ({ ...usual, contestant, scenario: 'upsertMixed' as const, count, runs: contestant === 'builtIn' ? 1 : runs })),
			{ ...usual, contestant: 'suite' as const, scenario: 'upsertSame' as const, count, runs },
		];
	}));
	const idlePoll = await inTurn([{ ...usual, contestant: 'suite', scenario: 'idlePoll', count: plan.count, runs: 1 }]);
	return { items, latency: [...short, ...long], limit, scale, idlePoll };
}
