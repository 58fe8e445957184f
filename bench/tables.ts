import { markdownTable } from 'markdown-table';
import type { CrmBench } from './crm';
import type { Load, Loads } from './load';
import type { Measurement } from './measure';
import type { Figures, Row } from './suite';
import type { Contestant } from './wire';

/** A CRM in the report. */
export interface Measured { name: string; crm: CrmBench; loads: Loads }

const names: Record<Contestant, string> = {
	suite: 'this package',
	suiteExpressions: 'this package, five fields by expression',
	builtIn: 'built-in',
	passThrough: 'n8n alone (a node that does nothing)',
};

export const whole = (value: number) => Math.round(value).toLocaleString('en-US');
const digits = (value: number, most: number) => value.toLocaleString('en-US', { minimumFractionDigits: most, maximumFractionDigits: most });
const seconds = (ms: number) => digits(ms / 1_000, ms < 10_000 ? 2 : 0);
const perItem = ({ trial, result }: Row) => result.cpuMs / trial.count;
/** How many times one number is another. */
export const times = (value: number, of: number) => (value / of >= 10 ? whole(value / of) : digits(value / of, 1));

const table = (head: string[], rows: string[][], textColumns = 1) =>
	markdownTable([head, ...rows], { align: head.map((_name, at) => (at < textColumns ? 'l' : 'r')) });

type Pair = Partial<Record<Contestant, Measurement>>;
/** A cell for each of both nodes. */
const cells = ({ suite, builtIn }: Pair, show: (result: Measurement) => string) =>
	[suite, builtIn].map((result) => (result ? show(result) : '–'));
const requests = (result: Measurement) => whole(result.requests);
const refusals = (result: Measurement) => whole(result.rateLimited);
const wall = (result: Measurement) => seconds(result.wallMs);

/** One comparison's measurements, ours and the built-in node's. */
export function pairOf(rows: Row[], crm: string, comparison: string): Pair {
	const own = rows.filter(({ trial }) => trial.crm === crm && trial.comparison === comparison);
	return Object.fromEntries(own.map(({ trial, result }) => [trial.contestant, result]));
}

/** One CRM, comparison by comparison, one node beside the other. */
export function comparison({ items, limited }: Figures, { name, crm }: Measured): string {
	const head = ['', 'Requests', 'built-in', 'ratio', 'Rate-limit answers', 'built-in', 'Seconds (noisy)', 'built-in'];
	return table(head, Object.entries(crm.comparisons).map(([key, { label }]) => {
		const pair = pairOf(items, name, key);
		const { suite, builtIn } = pair;
		const ratio = suite && builtIn ? times(builtIn.requests, suite.requests) : '–';
		return [label, ...cells(pair, requests), ratio, ...cells(pairOf(limited, name, key), refusals), ...cells(pair, wall)];
	}));
}

/** What an answer's delay makes of one comparison. */
function delayed(rows: Row[], measured: Measured[]): string {
	return table(['', 'Items', 'Requests', 'built-in', 'Seconds', 'built-in'], measured.map(({ name, crm: { label } }) => {
		const pair = pairOf(rows, name, 'upsertMixed');
		const items = rows.find(({ trial }) => trial.crm === name)?.trial.count ?? 0;
		return [label, whole(items), ...cells(pair, requests), ...cells(pair, wall)];
	}));
}

/** How time and memory grow. */
function growth(rows: Row[]): string {
	const head = ['Items', 'Node', 'Requests', 'CPU ms per item', 'beyond n8n alone', 'Seconds', 'Peak MB', 'grown by MB'];
	return table(head, rows.map((row) => {
		const { trial, result } = row;
		const alone = rows.find((other) => other.trial.contestant === 'passThrough' && other.trial.count === trial.count);
		const beyond = trial.contestant === 'passThrough' || !alone ? '–' : digits(perItem(row) - perItem(alone), 3);
		const node = `${names[trial.contestant]}${trial.comparison === 'upsertSame' ? ', one e-mail in all rows' : ''}`;
		return [
			whole(trial.count), node, whole(result.requests),
			digits(perItem(row), 3), beyond, seconds(result.wallMs), whole(result.peakMb), whole(result.peakMb - result.idleMb),
		];
	}), 2);
}

/** What each CRM costs before it does anything. */
function weight(measured: Measured[], items: Row[]): string {
	const kB = (load: Load | null, trigger: boolean) => {
		const [, bytes] = Object.entries(load?.sizes ?? {}).find(([name]) => name.endsWith('Trigger') === trigger) ?? [];
		return bytes === undefined ? '–' : digits(bytes / 1_000, 1);
	};
	const head = ['', 'Node kB', 'built-in', 'Trigger kB', 'built-in', 'Loading ms', 'built-in', 'Requests per idle poll', 'built-in'];
	return table(head, measured.map(({ name, crm, loads: { suite, builtIn } }) => {
		const poll = pairOf(items, name, 'idlePoll');
		return [
			crm.label, kB(suite, false), kB(builtIn, false), kB(suite, true), kB(builtIn, true),
			digits(suite.ms, 1), builtIn ? digits(builtIn.ms, 1) : '–',
			poll.suite ? whole(poll.suite.requests) : '–', poll.builtIn ? whole(poll.builtIn.requests) : crm.builtIn.insteadOfPolling ?? '–',
		];
	}));
}

/** The tables over all CRMs, with their headings. */
export function sections({ items, latency, scale }: Figures, measured: Measured[]): Array<{ title: string; body: string }> {
	const [slow] = latency;
	const grown = measured.find(({ name }) => name === scale[0]?.trial.crm)?.crm.label;
	const delay = slow && `Create or update by e-mail, half exist, ${slow.trial.latencyMs} ms per answer`;
	return [
		...(delay ? [{ title: delay, body: delayed(latency, measured) }] : []),
		...(grown ? [{ title: `Growth: create or update by e-mail, half exist, ${grown}`, body: growth(scale) }] : []),
		{ title: 'Weight', body: weight(measured, items) },
	];
}
