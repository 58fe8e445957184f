import { cpus, totalmem } from 'node:os';
import type { Load } from './load';
import type { Figures, Row } from './suite';
import { pairOf, sections } from './tables';

const requests = (row: Row | undefined) => row?.result?.requests ?? NaN;
const times = (value: number) => (value >= 10 ? Math.round(value).toLocaleString('en-US') : value.toFixed(1));

/** The machine by what matters to a figure. */
export function machine(): string {
	const all = cpus();
	return `${all[0]?.model.trim() ?? 'unknown CPU'}, ${all.length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
}

/** What the counts say, in sentences; times are left to the tables. */
function findings({ items, limit, idlePoll }: Figures): string[] {
	const { suite, builtIn } = pairOf(items, 'upsertMixed');
	const unchanged = pairOf(items, 'upsertUnchanged').suite;
	const said = [`- ${suite?.trial.count.toLocaleString('en-US')} create-or-updates take ${requests(suite)} requests, and ${requests(unchanged)} when nothing has changed: what is equal is not written.`];
	if (builtIn) said.push(`- The built-in node sends ${requests(builtIn).toLocaleString('en-US')} for the same items, ${times(requests(builtIn) / requests(suite))} times as many: one write and one read per item.`);
	const stopped = limit.find(({ trial }) => trial.contestant === 'builtIn' && !trial.continues)?.result;
	const ours = limit.find(({ trial }) => trial.contestant === 'suite')?.result;
	if (stopped && ours) said.push(`- Under HubSpot's limit of 190 requests in 10 seconds the built-in node meets its first 429 after ${stopped.requests - 1} requests; it stops there and shows none of what it wrote. This package needs ${ours.requests} in all. Where answers are slow the built-in node stays below the limit as well, since it sends one request at a time, as long as nothing else uses the account.`);
	said.push(`- A poll with nothing new costs ${requests(idlePoll[0])} request.`);
	return said;
}

/** The whole page. */
export function page(figures: Figures, loads: { suite: Load; builtIn: Load | null }): string {
	const tables = sections(figures, loads).map(({ title, body }) => `## ${title}\n\n${body}\n`);
	return `# Benchmarks

Written by \`npm run bench -- --write\`; do not edit. Machine: ${machine()}.

Our HubSpot node beside version 2.2 of the HubSpot node that comes with n8n: the same items, the same simulated HubSpot, one run.
Counts are the same on every machine, except where the limit bites: how many the built-in node is refused there depends on its speed. Seconds and CPU depend on the machine and on what else it does; compare them within a row.

${findings(figures).join('\n')}

${tables.join('\n')}
## How it is measured

- Both nodes run through \`WorkflowExecute\` of n8n-core with n8n's own HTTP helpers, each measurement in a fresh process that has warmed up with 200 items. Tables show the median of three processes; one process where answers are delayed, under the limit, and above 1,000 items.
- CPU is user and system time of all threads of that process. The simulated HubSpot runs in another process, whose time counts in the seconds only.
- The address \`https://api.hubapi.com\` is fixed in the built-in node's code. No code is touched: the process gets \`HTTPS_PROXY\`, which n8n honours for all its nodes, and \`NODE_EXTRA_CA_CERTS\` with a certificate made for this run. The proxy listens on this machine, knows that one host and hands it to the simulator. Our node takes the same road, with its base URL left empty.
- So every request pays for a TLS connection of its own, as it does in production: n8n keeps none open between requests.
- With delayed answers the built-in node's long runs go four at a time, since they mostly wait.
- Unless a table says otherwise the account's limit is so high that it is never met, and the answers' headers say so. HubSpot's five searches a second have no header; our node keeps to them always.
- Items map automatically in our node; the built-in node maps by one expression per field, which is its only way. The rows "by expression" show what that costs in our node.
- The built-in node cannot just create a contact: in that row it runs its Create or Update.
- Every run is checked: the items that came out, and the records the simulator holds afterwards.
- "Grown by" is the peak of the process above its size before the run. Node collects garbage lazily, so it is an upper bound of what the run needs.

Run it yourself: \`npm run demo -- --once\` installs n8n with its built-in nodes, then \`npm run bench\`, or \`npm run bench -- --quick\`.
`;
}
