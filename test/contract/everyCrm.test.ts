import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const nodes = join(__dirname, '../../nodes');
const crms = readdirSync(nodes).filter((folder) => existsSync(join(nodes, folder, 'definition.ts')));

it.each(crms)('%s is held to the contract', (folder) => {
	expect(existsSync(join(__dirname, `${folder.toLowerCase()}.test.ts`))).toBe(true);
});
