'use strict';
/** Starts a CRM from the templates in `scaffold/` and registers it. */
const { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { parseArgs } = require('node:util');
const { register } = require('./register.cjs');

/** @param args `--name FieldEdge`, and `--label "Field Edge"` when the vendor writes itself another way */
exports.newCrm = (root, args) => {
	const { values } = parseArgs({ args, options: { name: { type: 'string' }, label: { type: 'string' } }, allowPositionals: true });
	const { name = '', label = name } = values;
	if (!/^[A-Z][A-Za-z0-9]+$/.test(name)) throw new Error('Give the name in PascalCase: npm run new-crm -- --name FieldEdge');
	if (existsSync(join(root, 'nodes', name))) throw new Error(`nodes/${name} is there already`);
	const words = { AcmeLabel: label, acmeid: name.toLowerCase(), Acme: name, acme: `${name[0].toLowerCase()}${name.slice(1)}` };
	const named = (text) => text.replace(/AcmeLabel|acmeid|Acme|acme/g, (word) => words[word]);
	const templates = join(root, 'scaffold');
	const made = readdirSync(templates, { recursive: true }).filter((path) => statSync(join(templates, path)).isFile()).map((path) => {
		const target = join(root, named(path));
		mkdirSync(dirname(target), { recursive: true });
		writeFileSync(target, named(readFileSync(join(templates, path), 'utf8')), { flag: 'wx' });
		return named(path);
	});
	register(root);
	process.stdout.write(`Made ${made.length} files:\n${made.map((path) => `  ${path}\n`).join('')}Search them for "todo"; CONTRIBUTING.md has the steps.\n`);
};
