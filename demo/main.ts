import { rmSync } from 'node:fs';
import { startSandbox } from '../sandbox/server';
import { readOptions, usage, type Options } from './options';
import { pictureFile, takePicture } from './picture';
import { claimPort, DemoError, ensureRuntime, installPackage, log, packPackage, paths, startN8n, step } from './runtime';
import { runStory } from './story';

/** Vendors' searches see a new record some time after it was written. */
const searchLagMs = 2_000;

async function demo({ port, sandboxPort, keep, once, picture }: Options): Promise<boolean> {
	await Promise.all([port, sandboxPort].map(claimPort));
	await ensureRuntime();
	const tarball = await step(log, 'Building and packing n8n-nodes-crm-suite', packPackage);
	if (!keep) rmSync(paths.userFolder, { recursive: true, force: true });
	await step(log, 'Installing the package in n8n', () => installPackage(paths.userFolder, tarball));
	const sandbox = await startSandbox({ port: sandboxPort, settings: { rateLimits: 'vendor', indexLagMs: searchLagMs } });
	log(`The CRM sandbox listens at ${sandbox.url}`);
	const n8n = await step(log, 'Starting n8n', () => startN8n({ port, userFolder: paths.userFolder }));
	try {
		const succeeded = await runStory({ n8n, sandbox, log });
		if (picture) await step(log, `Taking ${pictureFile}`, () => takePicture(n8n));
		if (once) return succeeded;
		log(`The editor is at ${n8n.url} (e-mail ${n8n.login.email}, password ${n8n.login.password})`);
		log('Everything keeps running until Ctrl+C');
		await n8n.endedByItself;
		throw new DemoError(`n8n ended by itself; its log is ${n8n.logFile}.`);
	} finally {
		await n8n.stop();
		await sandbox.close();
	}
}

async function main(): Promise<number> {
	const options = readOptions(process.argv.slice(2));
	if (!options.help) return (await demo(options)) ? 0 : 1;
	process.stdout.write(`${usage}\n`);
	return 0;
}

function describe(error: unknown): string {
	if (error instanceof DemoError) return error.message;
	return error instanceof Error && error.stack ? error.stack : String(error);
}

main().then(process.exit, (error: unknown) => {
	process.stderr.write(`${describe(error)}\n`);
	process.exit(1);
});
