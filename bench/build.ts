import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..');

/** Where the measured code lies. */
export const paths = {
	/** Compiled as the package is, below node_modules so that it finds what it needs. */
	compiled: join(root, 'node_modules', '.cache', 'crm-suite-bench'),
	/** The real n8n that the demo installs, with its built-in nodes; `BENCH_BUILT_IN` names another n8n-nodes-base. */
	builtIn: process.env.BENCH_BUILT_IN ?? join(root, 'demo', 'node_modules', 'n8n-nodes-base'),
	page: join(root, 'docs', 'benchmarks.md'),
};

export const hasBuiltIn = () => existsSync(join(paths.builtIn, 'package.json'));

/** Compiles the nodes and the measured process, so that no loader takes part in the measurements. */
export async function build(): Promise<void> {
	rmSync(paths.compiled, { recursive: true, force: true });
	await promisify(execFile)(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', join(__dirname, 'tsconfig.json')]);
	cpSync(join(__dirname, 'load.cjs'), join(paths.compiled, 'bench', 'load.cjs'));
}

/** A folder that lives as long as this process. */
export function scratchFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'crm-suite-bench-'));
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}
