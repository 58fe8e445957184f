import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, hasBuiltIn, paths, scratchFolder } from './build';
import { crmNames, loadCrm } from './crm';
import { makeIdentity } from './gateway';
import { measureLoads } from './load';
import { chapter, machine, page } from './page';
import { full, quick, runAll } from './suite';
import { sections, type Measured } from './tables';

const usage = `npm run bench [-- options]

  --quick            smaller sizes
  --crm <name>       one CRM alone: ${crmNames().join(', ')}; can be repeated
  --write            writes docs/benchmarks.md after the full run of all CRMs
  --profile <folder> keeps a CPU profile of every measured process
`;

const install = '`npm run demo -- --once` installs them.';

const options = {
	quick: { type: 'boolean' }, crm: { type: 'string', multiple: true }, write: { type: 'boolean' },
	profile: { type: 'string' }, help: { type: 'boolean' },
} as const;

async function main(): Promise<void> {
	const { values } = parseArgs({ options });
	if (values.help) return void process.stdout.write(usage);
	const names = values.crm ?? crmNames();
	const unknown = names.filter((name) => !crmNames().includes(name));
	if (unknown.length) throw new RangeError(`There is no benchmark of ${unknown.join(', ')}; there is one of ${crmNames().join(', ')}.`);
	const isWhole = !values.quick && !values.crm && hasBuiltIn();
	if (values.write && !isWhole) {
		throw new RangeError(`docs/benchmarks.md takes the full run, without --quick and --crm, beside n8n's own nodes. ${install}`);
	}
	if (!hasBuiltIn()) process.stdout.write(`n8n's built-in nodes are not here, so this measures ours alone. ${install}\n`);
	await build();
	// A loader would take `HubSpot.node` for the JSON file of that name.
	const compiled = join(paths.compiled, 'bench', 'crms');
	const crms = new Map(await Promise.all(names.map(async (name) => [name, await loadCrm(`${name}.js`, compiled)] as const)));
	const userFolder = scratchFolder();
	const identity = await makeIdentity([...crms.values()].flatMap(({ hosts }) => Object.keys(hosts)));
	writeFileSync(join(userFolder, 'vendor.pem'), identity.cert);

	const measured: Measured[] = [];
	for (const [name, crm] of crms) measured.push({ name, crm, loads: await measureLoads(crm) });
	const figures = await runAll(values.quick ? quick : full, { crms, identity, userFolder, profiles: values.profile }, say);
	say('');
	process.stdout.write(`${machine()}\n`);
	const parts = [...measured.map((one) => chapter(figures, one)), ...sections(figures, measured)];
	for (const { title, body } of parts) process.stdout.write(`\n${title}\n\n${body}\n`);
	if (!values.write) return;
	mkdirSync(dirname(paths.page), { recursive: true });
	writeFileSync(paths.page, page(figures, measured));
	process.stdout.write('\nWritten to docs/benchmarks.md\n');
}

/** One line that replaces itself. */
function say(what: string): void {
	if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}`);
	else if (what) process.stderr.write(`${what}\n`);
}

main().catch((error: Error) => {
	process.stderr.write(`\n${error instanceof RangeError ? error.message : (error.stack ?? error.message)}\n`);
	process.exitCode = 1;
});
