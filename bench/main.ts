import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, hasBuiltIn, paths, scratchFolder } from './build';
import { makeIdentity } from './gateway';
import { measureLoads } from './load';
import { machine, page } from './page';
import { full, quick, runAll } from './suite';
import { sections } from './tables';

const usage = `npm run bench [-- options]

  --quick            one run each and smaller sizes, in under 2 minutes
  --write            writes docs/benchmarks.md after the full run
  --profile <folder> keeps a CPU profile of every measured process
`;

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { quick: { type: 'boolean' }, write: { type: 'boolean' }, profile: { type: 'string' }, help: { type: 'boolean' } } });
	if (values.help) return void process.stdout.write(usage);
	if (values.write && values.quick) throw new RangeError('docs/benchmarks.md takes the full run: leave --quick or --write out.');
	if (!hasBuiltIn()) process.stdout.write('n8n\'s built-in node is not here, so this measures ours alone; `npm run demo -- --once` installs it.\n');
	await build();
	const userFolder = scratchFolder();
	const identity = await makeIdentity();
	writeFileSync(join(userFolder, 'vendor.pem'), identity.cert);

	const loads = await measureLoads();
	const figures = await runAll(values.quick ? quick : full, { identity, userFolder, profiles: values.profile }, say);
	say('');
	process.stdout.write(`${machine()}\n`);
	for (const { title, body } of sections(figures, loads)) process.stdout.write(`\n${title}\n\n${body}\n`);
	if (!values.write) return;
	mkdirSync(dirname(paths.page), { recursive: true });
	writeFileSync(paths.page, page(figures, loads));
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
