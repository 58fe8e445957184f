'use strict';
const { execFile } = require('node:child_process');
const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { rm } = require('node:fs/promises');
const { join } = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const { definitionIn, matrixOf, withMatrix } = require('./tools/matrix.cjs');
const { newCrm } = require('./tools/newCrm.cjs');
const { register } = require('./tools/register.cjs');

const clean = () => rm('dist', { recursive: true, force: true });
const compile = (done) => execFile(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], (error, stdout) => done(error && new Error(stdout || error.message)));
const icons = () => src('icons/*.svg').pipe(dest('dist/icons'));
const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));
const build = series(clean, parallel(compile, icons, codex));

async function readme() {
	const nodes = join(__dirname, 'dist', 'nodes');
	const definitions = readdirSync(nodes).map((name) => join(nodes, name, 'definition.js')).filter(existsSync).map((file) => definitionIn(require(file)));
	const { operationsOf } = require(join(nodes, 'shared', 'describe', 'properties.js'));
	writeFileSync('README.md', withMatrix(readFileSync('README.md', 'utf8'), matrixOf(definitions, operationsOf)));
}

/** Compiles the package into `dist/`. */
exports.build = build;
/** Writes the README's matrix from the definitions. */
exports.docs = series(build, readme);
/** Writes package.json's lists of nodes and credentials from the folders. */
exports.register = async () => register(__dirname);
/** Starts a CRM from the templates in `scaffold/`: `npm run new-crm -- --name Acme`. */
exports['new-crm'] = async () => newCrm(__dirname, process.argv.slice(2));
