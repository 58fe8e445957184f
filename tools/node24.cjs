#!/usr/bin/env node
'use strict';
/**
 * Runs a command on the Node that the lock file names, whatever Node the machine has.
 *
 * The npm package `node` fetches its binary in an install script, and `.npmrc` turns install scripts off because
 * `eslint-plugin-n8n-nodes-base` ships one that refuses npm. So the one script we want is run here, once.
 */
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { delimiter, join } = require('node:path');

const root = join(__dirname, '..');
const bin = join(root, 'node_modules', '.bin');

if (!existsSync(join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'))) {
	const fetched = spawnSync('npm', ['rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts'], {
		cwd: root,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	if (fetched.status !== 0) {
		process.stderr.write(`${fetched.stdout}${fetched.stderr}\nNode 24 could not be fetched from the npm registry. Check the network and run the command again.\n`);
		process.exit(1);
	}
}

const [command, ...args] = process.argv.slice(2);
const run = spawnSync(command, args, {
	stdio: 'inherit',
	env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
	shell: process.platform === 'win32',
});
if (run.error) process.stderr.write(`${command} could not be started: ${run.error.message}\n`);
process.exit(run.status ?? 1);
