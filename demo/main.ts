import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startSandbox } from '../sandbox/server';
import { DemoError, ensureRuntime, installPackage, log, packPackage, paths, startN8n, step } from './runtime';
import { runStory } from './story';

const usage = `Usage: npm run demo -- [options]
  --port <n>          port of n8n (5678)
  --sandbox-port <n>  port of the CRM sandbox (a free one)
  --keep              go on with the n8n data of the last run instead of an empty n8n
  --once              play the story, stop everything, exit 0 if it succeeded
  --help              show this text`;

interface Options {
	port: number;
	sandboxPort: number;
	keep: boolean;
	once: boolean;
}

async function demo({ port, sandboxPort, keep, once }: Options): Promise<boolean> {
	await ensureRuntime();
	const tarball = await step(log, 'Building and packing n8n-nodes-crm-suite', packPackage);
	if (!keep) rmSync(paths.userFolder, { recursive: true, force: true });
	await step(log, 'Installing the package in n8n', () => installPackage(paths.userFolder, tarball));
	const sandbox = await startSandbox({ port: sandboxPort });
	log(`CRM sandbox at ${sandbox.url}`);
	const n8n = await step(log, 'Starting n8n', () => startN8n({ port, userFolder: paths.userFolder }));
	try {
		const succeeded = await runStory({ n8n, sandbox, log });
		if (once) return succeeded;
		log(`Editor:  ${n8n.url}  (e-mail ${n8n.login.email}, password ${n8n.login.password})`);
		log('Running until Ctrl+C');
		await n8n.endedByItself;
		throw new DemoError(`n8n ended by itself; its log is ${n8n.logFile}.`);
	} finally {
		await n8n.stop();
		await sandbox.close();
	}
}

function readOptions(): Options | undefined {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '5678' },
			'sandbox-port': { type: 'string', default: '0' },
			keep: { type: 'boolean', default: false },
			once: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return undefined;
	return { port: portNumber('port', values.port), sandboxPort: portNumber('sandbox-port', values['sandbox-port']), keep: values.keep, once: values.once };
}

function portNumber(option: string, value: string): number {
	const port = Number(value);
	if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
	throw new DemoError(`--${option} must be a port number, not "${value}".`);
}

async function main(): Promise<number> {
	const options = readOptions();
	if (options) return (await demo(options)) ? 0 : 1;
	process.stdout.write(`${usage}\n`);
	return 0;
}

main().then(process.exit, (error: unknown) => {
	process.stderr.write(`${error instanceof DemoError ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
	process.exit(1);
});
