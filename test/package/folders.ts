import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';

/** The package as its folders tell it: no test keeps a list of its own. */
export const root = join(__dirname, '..', '..');
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
export const lineCount = (path: string): number => textOf(path).trimEnd().split('\n').length;

interface Manifest { n8n: { nodes: string[]; credentials: string[] }; [key: string]: unknown }
export const manifest = (): Manifest => JSON.parse(textOf('package.json')) as Manifest;

/** Paths below a folder, relative to the package. */
export function filesBelow(folder: string, fits: (path: string) => boolean = () => true): string[] {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
		.map((entry) => relative(root, join(entry.parentPath, entry.name)))
		.filter(fits)
		.sort();
}

export const nodeFiles = (): string[] => filesBelow('nodes', (path) => path.endsWith('.node.ts'));
export const credentialFiles = (): string[] => filesBelow('credentials', (path) => path.endsWith('.credentials.ts'));
/** Folders of one CRM each. */
export const crmFolders = (): string[] => readdirSync(join(root, 'nodes')).filter((name) => name !== 'shared' && name !== 'CrmHub').sort();
export const isTrigger = (path: string): boolean => path.endsWith('Trigger.node.ts');

function instanceOf<T>(path: string, suffix: string): T {
	const name = basename(path, suffix);
	const module = jest.requireActual<Record<string, new () => T>>(join(root, path));
	return new module[name]();
}
export const nodeOf = (path: string): INodeType => instanceOf<INodeType>(path, '.node.ts');
export const credentialOf = (path: string): ICredentialType => instanceOf<ICredentialType>(path, '.credentials.ts');
