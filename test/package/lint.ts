import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from './folders';

interface LintResult { filePath: string; messages: Array<{ line: number; ruleId: string | null; message: string; severity: number }> }

/** Lints a package folder with the scanner's rules, in a process of its own; one line per finding, errors and warnings alike. */
export function lintFolder(folder: string, patterns: string[]): string[] {
	const eslint = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
	const run = spawnSync(process.execPath, [eslint, '--config', join(root, 'tools', 'scanner.mjs'), '--format', 'json', ...patterns], {
		cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024,
		// The n8n-nodes-base plugin takes every file for its own test file when it sees jest's NODE_ENV.
		env: { ...process.env, NODE_ENV: '' },
	});
	if (!run.stdout.startsWith('[')) throw new Error(`ESLint did not run: ${run.stderr}`);
	const results = JSON.parse(run.stdout) as LintResult[];
	if (!results.length) throw new Error('ESLint found no files');
	return results.flatMap(({ filePath, messages }) =>
		messages.map(({ line, ruleId, message }) => `${relative(folder, filePath)}:${line}  ${ruleId ?? 'parse'}  ${message}`),
	);
}

export const temporaryFolder = (name: string): string => mkdtempSync(join(tmpdir(), `crm-suite-${name}-`));
