import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { credentialFiles, credentialOf, filesBelow, isTrigger, manifest, nodeFiles, nodeOf, root, textOf } from './folders';

const compiled = (path: string) => `dist/${path.replace(/\.ts$/, '.js')}`;

describe('registration', () => {
	it('package.json names exactly the nodes and credentials that are there', () => {
		const { nodes, credentials } = manifest().n8n;
		expect(nodes).toEqual(nodeFiles().map(compiled));
		expect(credentials).toEqual(credentialFiles().map(compiled));
	});
});

interface IconPair { light: string; dark: string }
interface Lock { packages: Record<string, { optionalDependencies?: Record<string, string> }> }

describe('lock files', () => {
	it.each(['package-lock.json', 'demo/package-lock.json'])('%s names no download addresses', (path) =>
		expect(textOf(path)).not.toMatch(/"resolved"/),
	);
	it('know the packages of every platform: without them `npm ci` refuses the lock', () => {
		const { packages } = JSON.parse(textOf('package-lock.json')) as Lock;
		const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
			Object.keys(optionalDependencies).filter(
				(name) => !(`node_modules/${name}` in packages) && !(`${place}/node_modules/${name}` in packages),
			),
		);
		expect(missing).toEqual([]);
	});
});

describe.each(nodeFiles())('%s', (path) => {
	const { description } = nodeOf(path);
	it('has the name of its file', () => {
		const name = basename(path, '.node.ts');
		expect(description.name).toBe(`${name[0].toLowerCase()}${name.slice(1)}`);
	});
	it('is told apart from a node of n8n itself', () => expect(description.displayName).toContain('(CRM Suite)'));
	it('has a codex file that fits', () => {
		const codex = JSON.parse(textOf(path.replace(/\.ts$/, '.json'))) as {
			node: string;
			categories: string[];
			alias: string[];
			resources: { primaryDocumentation: Array<{ url: string }> };
		};
		expect(codex.node).toBe(`n8n-nodes-crm-suite.${description.name}`);
		expect(codex.categories).toContain('Sales');
		expect(codex.alias).toContain('CRM');
		expect(existsSync(join(root, /blob\/main\/(docs\/.*\.md)/.exec(codex.resources.primaryDocumentation[0].url)![1]))).toBe(true);
	});
	it('has a light and a dark icon', () => expectIcons(description.icon, path));
	it('can be a tool unless it is a trigger', () => {
		expect(description.usableAsTool).toBe(isTrigger(path) ? undefined : true);
		// AI agents read it with every request.
		expect(description.description.length).toBeLessThanOrEqual(120);
	});
});

/** Credential types are global in n8n, and n8n has some of the same vendors: ours must not be taken for them. */
describe.each(credentialFiles())('%s', (path) => {
	const credential = credentialOf(path);
	it('is unmistakably ours', () => {
		expect(credential.name).toMatch(/^crmSuite[A-Z]/);
		expect(credential.displayName).toContain('(CRM Suite)');
	});
	it('has a light and a dark icon', () => expectIcons(credential.icon, path));
	it('points at a page with the steps', () => {
		const page = /blob\/main\/(docs\/.*\.md)#credentials$/.exec(credential.documentationUrl ?? '')?.[1];
		expect(page && textOf(page)).toMatch(/^## Credentials$/m);
	});
});

it('every icon is used', () => {
	const used = [
		...nodeFiles().map((path) => nodeOf(path).description.icon),
		...credentialFiles().map((path) => credentialOf(path).icon),
	].map((icon) => icon as IconPair);
	expect(filesBelow('icons')).toEqual(
		[...new Set(used.flatMap(({ light, dark }) => [light, dark]).map((icon) => `icons/${basename(icon)}`))].sort(),
	);
});

function expectIcons(icon: unknown, path: string): void {
	for (const file of Object.values(icon as IconPair)) {
		expect(file).toMatch(/^file:.*\.svg$/);
		expect(existsSync(join(root, dirname(path), file.slice('file:'.length)))).toBe(true);
	}
}
