'use strict';
/**
 * Times what n8n does with a package's node and credential files when it starts: load and instantiate them.
 * n8n-workflow is there by then, so it does not count.
 */
const { createRequire } = require('node:module');
const { basename } = require('node:path');

const files = process.argv.slice(2);
createRequire(files[0])('n8n-workflow');

const begun = performance.now();
const made = files.map((file) => {
	const name = basename(file).split('.')[0];
	return [name, new (require(file)[name])()];
});
const ms = performance.now() - begun;

const bytes = (description) => Buffer.byteLength(JSON.stringify(description));
const sizes = {};
for (const [name, { description, nodeVersions }] of made) {
	if (nodeVersions) sizes[name] = bytes(nodeVersions[Math.max(...Object.keys(nodeVersions).map(Number))].description);
	else if (description) sizes[name] = bytes(description);
}
process.stdout.write(JSON.stringify({ ms, sizes }));
