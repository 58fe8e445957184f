import { parseArgs } from 'node:util';
import type { CrmSimulator } from './crm';
import { simulators } from './registry';
import { startSandbox } from './server';

const DEFAULT_PORT = 4010;
const SEARCH_LAG_MS = 2_000;
const COLUMN = 15;

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
	const port = Number(values.port ?? DEFAULT_PORT);
	const { url } = await startSandbox({ port, host: values.host, settings: { rateLimits: 'vendor', indexLagMs: SEARCH_LAG_MS } });
	const crms = simulators().map((create) => create());

	process.stdout.write(`CRM sandbox on ${url}

${crms.map((crm) => guideTo(crm, url)).join('\n\n')}

Controls       ${url}/_control/<CRM>: ${crms.map(({ id }) => id).join(', ')}
  GET|PATCH settings   POST seed   POST reset   POST|DELETE faults
  GET|DELETE requests  GET counters  GET records/<type>  GET invalid
  e.g. curl -X PATCH ${url}/_control/hubspot/settings -H 'content-type: application/json' -d '{"latencyMs":300}'

Ctrl-C stops it.
`);
}

/** Where a CRM is, and how to log in. */
function guideTo({ id, name, guide: { insteadOf, logins } }: CrmSimulator, url: string): string {
	const address = `${url}/${id}`;
	const lines = Object.entries(logins).map(([what, value]) =>
		`  ${what.padEnd(COLUMN - 3)} ${value.startsWith('/') ? `${address}${value}` : value}`);
	return [`${name.padEnd(COLUMN - 1)} ${address}   (in place of ${insteadOf})`, ...lines].join('\n');
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
	const reason =
		error.code === 'EADDRINUSE'
			? `Port ${error.port} is taken by another program; choose one with --port.`
			: `The sandbox did not start: ${error.message}`;
	process.stderr.write(`${reason}\n`);
	process.exitCode = 1;
});
