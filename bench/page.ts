import { cpus, totalmem } from 'node:os';
import type { Figures } from './suite';
import { comparison, pairOf, sections, times, whole, type Measured } from './tables';

/** The machine by what matters to a figure. */
export function machine(): string {
	const all = cpus();
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	return `${all[0]?.model.trim() ?? 'unknown CPU'}, ${all.length} cores, ${gigabytes} GB, Node ${process.versions.node}`;
}

/** What the counts of one CRM say, in sentences; times are left to the table. */
function findings({ items, limited, stopped }: Figures, { name, crm }: Measured): string[] {
	const said: string[] = [];
	const { suite, builtIn } = pairOf(items, name, 'upsertMixed');
	const { suite: unchanged } = pairOf(items, name, 'upsertUnchanged');
	const count = items.find(({ trial }) => trial.crm === name)?.trial.count ?? 0;
	if (suite && unchanged) {
		const fewer = unchanged.requests < suite.requests;
		const equal = fewer ? `, and ${whole(unchanged.requests)} when nothing has changed: what is equal is not written` : '';
		said.push(`${whole(count)} create-or-updates by e-mail take ${whole(suite.requests)} requests${equal}.`);
	}
	if (suite && builtIn) {
		const ratio = times(builtIn.requests, suite.requests);
		said.push(`The built-in node sends ${whole(builtIn.requests)} for the same items, ${ratio} times as many.`);
	}
	const first = pairOf(stopped, name, 'upsertNew').builtIn;
	const refused = pairOf(limited, name, 'upsertNew').builtIn;
	if (first?.error && refused) {
		said.push(`Under the limit of ${crm.limit} the built-in node meets its first refusal after ${whole(first.requests - 1)} requests; `
			+ 'it stops there and shows none of what it wrote. '
			+ `With "On Error: Continue" ${whole(count - refused.items)} of ${whole(count)} items end without a result. `
			+ 'Where answers are slow it stays below the limit as well, since it sends one request at a time, '
			+ 'as long as nothing else uses the account.');
	}
	return said;
}

/** One CRM's part of the report. */
export function chapter(figures: Figures, measured: Measured): { title: string; body: string } {
	const { crm, loads } = measured;
	const said = findings(figures, measured).map((sentence) => `- ${sentence}`);
	const lacks = [`What the built-in node (version ${crm.builtIn.version}) lacks:`, '', ...crm.lacks.map((sentence) => `- ${sentence}`)];
	const limit = `Rate-limit answers: the same items under the limit of ${crm.limit}, with "On Error: Continue".`;
	const why = 'more would mostly wait for a limit that no answer tells and our node always keeps to';
	const fewer = crm.count ? [`${whole(crm.count)} items: ${why}.`, ''] : [];
	const lines = [...fewer, ...said, '', comparison(figures, measured), '', limit, ...(loads.builtIn ? ['', ...lacks] : [])];
	return { title: crm.label, body: lines.join('\n') };
}

/** The whole page. */
export function page(figures: Figures, measured: Measured[]): string {
	const chapters = [...measured.map((one) => chapter(figures, one)), ...sections(figures, measured)];
	const parts = chapters.map(({ title, body }) => `## ${title}\n\n${body}\n`);
	const count = whole(Math.max(...figures.items.map(({ trial }) => trial.count)));
	const hosts = measured.map(({ crm }) => `\`${Object.keys(crm.hosts)[0]}\``).join(', ');
	return `# Benchmarks

Written by \`npm run bench -- --write\`; do not edit. Machine: ${machine()}.

Our nodes beside those that come with n8n: the same ${count} items (or as many as a chapter says), the same simulated CRM, one run.
Counts are the same on every machine, except where a limit bites: how many requests are refused there depends on a node's speed. Seconds
and CPU depend on the machine and on what else it does; compare them within a row.

${parts.join('\n')}
## How it is measured

- Both nodes run through \`WorkflowExecute\` of n8n-core with n8n's own HTTP helpers, triggers through its \`PollContext\`, each
  measurement in a fresh process that has warmed up with up to 200 items. Counts come out the same each time; seconds are of one run.
- CPU is user and system time of all threads of that process. The simulated CRM runs in another process, whose time counts in the
  seconds only.
- The vendors' addresses (${hosts}) are fixed in a built-in node's code or come with its credential. No code is touched: the process
  gets \`HTTPS_PROXY\`, which n8n honours for all its nodes, and \`NODE_EXTRA_CA_CERTS\` with a certificate made for this run. The proxy
  listens on this machine, knows the hosts of the one CRM and hands them to the simulator. Our node takes the same road.
- So every request pays for a TLS connection of its own, as it does in production: n8n keeps none open between requests.
- With delayed answers the built-in nodes' runs go four at a time, since they mostly wait.
- Requests and seconds are counted where the account's limit is so high that it is never met. What our definitions keep to without being
  told by headers, such as HubSpot's five searches a second, they keep to always.
- Items map automatically in our nodes; the built-in nodes map by one expression per field, which is their only way. The rows "by
  expression" show what that costs in our node.
- Every run is checked: the items that came out, and every record that the simulator holds afterwards. Ours must also keep to the number
  of requests that its file in \`bench/crms\` promises, which a test asserts as well.
- "Grown by" is the peak of the process above its size before the run. Node collects garbage lazily, so it is an upper bound of what the
  run needs.

Run it yourself: \`npm run demo -- --once\` installs n8n with its built-in nodes, then \`npm run bench\`, or
\`npm run bench -- --quick\`; \`--crm hubspot\` measures one CRM alone. A further CRM is one file in \`bench/crms\`.
`;
}
