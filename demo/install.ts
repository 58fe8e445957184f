import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths } from './paths';
import { run } from './processes';
import { log, step, type Log } from './progress';

/** Lives inside node_modules, so that whoever deletes that folder gets a fresh install. */
const stampFile = join(paths.runtime, 'node_modules', '.demo-stamp');

/**
 * Installs n8n into `demo/node_modules` once: a stamp with a hash of the lock file tells a later call that nothing changed.
 * The first time takes minutes and 2 GB.
 */
export async function ensureRuntime({ log: say = log }: { log?: Log } = {}): Promise<void> {
	const wanted = createHash('sha256').update(readFileSync(join(paths.runtime, 'package-lock.json'))).digest('hex');
	if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;

	await step(say, 'Installing n8n, once (about 2 GB; a few minutes)', () =>
		// Without legacy-peer-deps npm resolves for over ten minutes; one unneeded dependency fails in its install script.
		npm(['ci', '--legacy-peer-deps', '--ignore-scripts'], paths.runtime, 'n8n-install'),
	);
	await step(say, "Building n8n's database driver, once", async () => {
		// sqlite3 alone needs its install script (everything else n8n uses ships its binaries), and npm passes the
		// ignore-scripts of our own .npmrc down to here, where it would skip the build and report success.
		await npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], paths.runtime, 'n8n-rebuild');
		await run('node', ['-e', "require('sqlite3')"], { cwd: paths.runtime, logFile: logFile('n8n-database') });
	});
	writeFileSync(stampFile, wanted);
}

/** Builds this package and packs it the way it is published; returns the path of the tarball. */
export async function packPackage(): Promise<string> {
	await npm(['run', 'build'], paths.root, 'package-build');
	const folder = mkdtempSync(join(tmpdir(), 'crm-suite-pack-'));
	await npm(['pack', '--ignore-scripts', '--pack-destination', folder], paths.root, 'package-pack');
	const { name, version } = JSON.parse(readFileSync(join(paths.root, 'package.json'), 'utf8')) as { name: string; version: string };
	return join(folder, `${name}-${version}.tgz`);
}

/** Installs a packed node package into an n8n user folder, where n8n puts the community packages its users install. */
export async function installPackage(userFolder: string, tarball: string): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes');
	mkdirSync(folder, { recursive: true });
	const manifest = join(folder, 'package.json');
	if (!existsSync(manifest)) writeFileSync(manifest, JSON.stringify({ name: 'installed-nodes', private: true }));
	// The package shares n8n's own n8n-workflow, so its peer dependency must not be installed beside it.
	await npm(
		['install', '--legacy-peer-deps', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', tarball],
		folder,
		'package-install',
	);
}

function npm(args: string[], cwd: string, logName: string): Promise<void> {
	return run('npm', args, { cwd, logFile: logFile(logName) });
}

function logFile(name: string): string {
	return join(paths.logs, `${name}.log`);
}
