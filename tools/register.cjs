'use strict';
/** package.json's lists of nodes and credentials, read from the folders. */
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const compiled = (root, folder, suffix) => readdirSync(join(root, folder), { recursive: true })
	.map((name) => name.split('\\').join('/'))
	.filter((name) => name.endsWith(suffix))
	.sort()
	.map((name) => `dist/${folder}/${name.replace(/\.ts$/, '.js')}`);

/** Writes the lists; leaves the file alone when they hold already. */
exports.register = (root) => {
	const file = join(root, 'package.json');
	const before = readFileSync(file, 'utf8');
	const manifest = JSON.parse(before);
	manifest.n8n.credentials = compiled(root, 'credentials', '.credentials.ts');
	manifest.n8n.nodes = compiled(root, 'nodes', '.node.ts');
	const after = `${JSON.stringify(manifest, null, 2)}\n`;
	if (after !== before) writeFileSync(file, after);
};
