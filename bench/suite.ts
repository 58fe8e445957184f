import { parallel } from '../nodes/shared/run/parallel';
import { hasBuiltIn } from './build';
import type { CrmBench } from './crm';
import { measure, type Bench, type Measurement, type Trial } from './measure';
import type { Contestant } from './wire';

/** A measurement and what it is of. */
export interface Row { trial: Trial; result: Measurement }
/** All measured figures. */
export interface Figures {
	/** Every comparison of every CRM, where no limit is met. */
	items: Row[];
	/** Creating or updating new people under the vendor's limit, with "On Error: Continue". */
	limited: Row[];
	/** The same until the first refusal. */
	stopped: Row[];
	/** One comparison per CRM with an answer's usual delay. */
	latency: Row[];
	/** How one comparison grows. */
	scale: Row[];
}

export interface Plan {
	/** Items of the comparisons. */
	count: number;
	latencyCount: number;
	latencyMs: number;
	sizes: number[];
	/** Largest size the built-in node is given when growth is measured. */
	builtInMost: number;
}

export const full: Plan = {
	count: 1_000, latencyCount: 1_000, latencyMs: 50, sizes: [1_000, 10_000, 100_000], builtInMost: 10_000,
};
export const quick: Plan = {
	count: 100, latencyCount: 50, latencyMs: 50, sizes: [1_000], builtInMost: 0,
};

/** Growth is the engine's, so one CRM stands for all. */
const grown = 'hubspot';

/** Runs the whole plan. @param say is told what is being measured */
export async function runAll(plan: Plan, bench: Bench, say: (what: string) => void): Promise<Figures> {
	const withBuiltIn = hasBuiltIn();
	const usual = { continues: false, latencyMs: 0, limits: 'wide', count: plan.count } as const;
	const run = async (trial: Trial): Promise<Row> => {
		const conditions = [trial.latencyMs ? `, ${trial.latencyMs} ms` : '', trial.limits === 'vendor' ? ', real limit' : ''].join('');
		say(`${trial.crm} ${trial.contestant} ${trial.comparison} × ${trial.count}${conditions}`);
		return { trial, result: await measure(trial, bench) };
	};
	const inTurn = async (trials: Trial[]) => {
		const rows: Row[] = [];
		for (const trial of trials) rows.push(await run(trial));
		return rows;
	};
	const contestantsOf = ({ comparisons }: CrmBench, comparison: string): Contestant[] =>
		(withBuiltIn && comparisons[comparison].builtIn ? ['suite', 'builtIn'] : ['suite']);
	/** The same trial of both nodes in every CRM. */
	const ofAll = (comparisonsOf: (crm: CrmBench) => string[], more: Partial<Trial>): Trial[] => {
		const rows = [...bench.crms].flatMap(([name, crm]) => comparisonsOf(crm).map((comparison) => ({ name, crm, comparison })));
		return rows.flatMap(({ name, crm, comparison }) =>
			contestantsOf(crm, comparison).map((contestant) => {
				const trial: Trial = { ...usual, crm: name, comparison, contestant, ...more };
				return { ...trial, count: Math.min(trial.count, crm.count ?? trial.count) };
			}));
	};
	const only = (comparison: string) => ({ comparisons }: CrmBench) => (comparisons[comparison] ? [comparison] : []);

	const all = ({ comparisons }: CrmBench) => Object.keys(comparisons);
	const items = await inTurn(ofAll(all, {}));
	const limited = await inTurn(ofAll(only('upsertNew'), { limits: 'vendor', continues: true }));
	const stopped = await inTurn(ofAll(only('upsertNew'), { limits: 'vendor' }));
	const slow = ofAll(only('upsertMixed'), { count: plan.latencyCount, latencyMs: plan.latencyMs });
	const latency = await inTurn(slow.filter(({ contestant }) => contestant === 'suite'));
	// One request at a time, the built-in nodes mostly wait: a few of their runs share the machine.
	await parallel(slow.filter(({ contestant }) => contestant === 'builtIn'), 4, async (trial) => void latency.push(await run(trial)));
	const sizes = bench.crms.has(grown) ? plan.sizes : [];
	const scale = await inTurn(sizes.flatMap((count) => growth(count, plan, withBuiltIn)).map((trial) => ({ ...usual, ...trial })));
	return { items, limited, stopped, latency, scale };
}

type Size = Pick<Trial, 'crm' | 'comparison' | 'contestant' | 'count'>;

function growth(count: number, plan: Plan, withBuiltIn: boolean): Size[] {
	const contestants: Contestant[] = ['passThrough', 'suite', 'suiteExpressions'];
	if (withBuiltIn && count <= plan.builtInMost) contestants.push('builtIn');
	return [
		...contestants.map((contestant): Size => ({ crm: grown, comparison: 'upsertMixed', contestant, count })),
		{ crm: grown, comparison: 'upsertSame', contestant: 'suite', count },
	];
}
