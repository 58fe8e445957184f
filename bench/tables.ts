import { markdownTable } from 'markdown-table';
import type { Load } from './load';
import { scenarios } from './scenarios';
import { compared, type Figures, type Row } from './suite';
import type { Contestant, ScenarioName } from './wire';

const names: Record<Contestant, string> = {
	suite: 'this package',
	suiteExpressions: 'this package, five fields by expression',
	builtIn: 'built-in',
	passThrough: 'n8n alone (a node that does nothing)',
};

const whole = (value: number) => Math.round(value).toLocaleString('en-US');
const digits = (value: number, most: number) => value.toLocaleString('en-US', { minimumFractionDigits: most, maximumFractionDigits: most });
const seconds = (ms: number) => digits(ms / 1_000, ms < 10_000 ? 2 : 0);
const perItem = ({ trial, result }: Row) => (result ? result.cpuMs / trial.count : NaN);

const table = (head: string[], rows: string[][], textColumns = 1) => markdownTable([head, ...rows], { align: head.map((_name, at) => (at < textColumns ? 'l' : 'r')) });

/** The rows of one scenario, ours and n8n's. */
export function pairOf(rows: Row[], scenario: ScenarioName): { suite?: Row; builtIn?: Row } {
	const of = (contestant: Contestant) => rows.find(({ trial }) => trial.scenario === scenario && trial.contestant === contestant);
	return { suite: of('suite'), builtIn: of('builtIn') };
}

/** Scenario by scenario, one node beside the other. */
export function comparison(rows: Row[]): string {
	const listed = compared.filter((scenario) => rows.some(({ trial }) => trial.scenario === scenario));
	// Runs that wait together would count each other's disturbance.
	const withCpu = rows.every(({ trial }) => trial.latencyMs === 0);
	const head = ['', 'Requests', 'built-in', '429s', 'built-in', 'Seconds', 'built-in', ...(withCpu ? ['CPU ms per item', 'built-in'] : [])];
	return table(head, listed.map((scenario) => {
		const { suite, builtIn } = pairOf(rows, scenario);
		const both = (show: (row: Row) => string) => [suite, builtIn].map((row) => (row?.result ? show(row) : '–'));
		return [
			scenarios[scenario].label,
			...both(({ result }) => whole(result!.requests)), ...both(({ result }) => whole(result!.rateLimited)),
			...both(({ result }) => seconds(result!.wallMs)), ...(withCpu ? both((row) => digits(perItem(row), 2)) : []),
		];
	}));
}

/** What happens where the vendor's limit bites. */
export function underLimit(rows: Row[]): string {
	return table(['Node', 'On Error', 'Requests', '429s', 'Items out', 'Items without a result', 'Seconds'], rows.map(({ trial, result }) => [
		names[trial.contestant], trial.continues ? 'Continue' : 'Stop Workflow',
		...(result ? [whole(result.requests), whole(result.rateLimited), whole(result.items), whole(trial.count - result.items), seconds(result.wallMs)] : []),
	]), 2);
}

/** How time and memory grow. */
export function growth(rows: Row[]): string {
	return table(['Items', 'Node', 'Requests', 'CPU ms per item', 'beyond n8n alone', 'Seconds', 'Peak MB', 'grown by MB'], rows.map((row) => {
		const { trial, result } = row;
		const alone = rows.find((other) => other.trial.contestant === 'passThrough' && other.trial.count === trial.count);
		const name = `${names[trial.contestant]}${trial.scenario === 'upsertSame' ? ', one e-mail in all rows' : ''}`;
		if (!result) return [whole(trial.count), name];
		return [
			whole(trial.count), name, whole(result.requests), digits(perItem(row), 3), trial.contestant === 'passThrough' || !alone ? '–' : digits(perItem(row) - perItem(alone), 3),
			seconds(result.wallMs), whole(result.peakMb), whole(result.peakMb - result.idleMb),
		];
	}), 2);
}

/** What a package costs before it does anything. */
export function weight({ suite, builtIn }: { suite: Load; builtIn: Load | null }, idlePoll: Row[]): string {
	const kB = (load: Load | null, trigger: boolean) => {
		const [, bytes] = Object.entries(load?.sizes ?? {}).find(([name]) => name.endsWith('Trigger') === trigger) ?? [];
		return bytes === undefined ? '–' : digits(bytes / 1_000, 1);
	};
	return table(['', 'This package', 'Built-in'], [
		['Description of the node, kB', kB(suite, false), kB(builtIn, false)],
		['Description of the trigger, kB', kB(suite, true), kB(builtIn, true)],
		['Loading nodes and credentials, ms', digits(suite.ms, 1), builtIn ? digits(builtIn.ms, 1) : '–'],
		['Requests per poll with nothing new', whole(idlePoll[0]?.result?.requests ?? NaN), 'none (webhooks of a developer app)'],
	]);
}

/** All tables with their headings. */
export function sections(figures: Figures, loads: { suite: Load; builtIn: Load | null }): Array<{ title: string; body: string }> {
	const size = (rows: Row[]) => whole(rows[0]?.trial.count ?? 0);
	return [
		{ title: `${size(figures.items)} items, no latency`, body: comparison(figures.items) },
		{ title: `${size(figures.latency)} items, ${figures.latency[0]?.trial.latencyMs ?? 0} ms per answer`, body: comparison(figures.latency) },
		{ title: `${size(figures.limit)} new contacts under HubSpot's limit`, body: underLimit(figures.limit) },
		{ title: 'Create or update by e-mail, half exist: growth', body: growth(figures.scale) },
		{ title: 'Weight', body: weight(loads, figures.idlePoll) },
	];
}
