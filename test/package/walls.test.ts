import { basename, extname } from 'node:path';
import { crmFolders, filesBelow, lineCount, nodeFiles, textOf } from './folders';
import { circleIn, importsBelow, type Import } from './imports';

const sources = (folder: string) => filesBelow(folder, (path) => path.endsWith('.ts'));
const shown = (imports: Import[]) => imports.map(({ from, to }) => `${from} imports ${to}`);
const outside = (folder: string, ...allowed: string[]) =>
	shown(importsBelow(folder).filter(({ to, relative }) => relative && !allowed.some((one) => to.startsWith(one))));
const vendors = /hub\s?spot|salesforce|pipedrive|zoho|freshsales|service\s?titan|house\s?call|jobber|field\s?edge|brivity|top\s?producer/i;

describe('imports', () => {
	it.each(crmFolders())('nodes/%s imports itself, and of the engine what stands in its doors', (crm) => {
		const doors = ['kit/index', 'graphql/index', 'shell'].map((door) => `nodes/shared/${door}`);
		expect(outside(`nodes/${crm}`, ...doors, `nodes/${crm}/`)).toEqual([]);
	});
	it('the engine knows nothing of the kit that definitions are made with', () => {
		const engine = importsBelow('nodes/shared').filter(({ from }) => !/^nodes\/shared\/(kit|graphql)\//.test(from));
		expect(engine.length).toBeGreaterThan(100);
		expect(shown(engine.filter(({ to }) => /^nodes\/shared\/(kit|graphql)\//.test(to)))).toEqual([]);
	});
	it('the engine imports no CRM', () => {
		expect(outside('nodes/shared', 'nodes/shared/')).toEqual([]);
	});
	it('what is shipped needs nothing but n8n-workflow and what n8n allows of Node at run time', () => {
		const foreign = [...importsBelow('nodes'), ...importsBelow('credentials')].filter(({ relative }) => !relative);
		expect(shown(foreign.filter(({ to }) => to !== 'n8n-workflow' && to !== 'node:crypto'))).toEqual([]);
	});
	it('the sandbox imports nothing that it is there to test', () => {
		expect(outside('sandbox', 'sandbox/')).toEqual([]);
	});
	it('nothing under nodes/ imports in a circle, not even types', () => {
		expect(circleIn(importsBelow('nodes'))).toBeNull();
		expect(
			circleIn([
				{ from: 'a', to: 'b', relative: true },
				{ from: 'b', to: 'c', relative: true },
				{ from: 'c', to: 'b', relative: true },
			]),
		).toEqual(['b', 'c', 'b']);
	});
});

describe('sizes and names', () => {
	it('no engine file has more than 250 lines', () => {
		expect(sources('nodes/shared').filter((path) => lineCount(path) > 250).map((path) => `${path}: ${lineCount(path)} lines`)).toEqual([]);
	});
	it.each(crmFolders())('nodes/%s has less than 700 lines', (crm) => {
		const lines = sources(`nodes/${crm}`).reduce((sum, path) => sum + lineCount(path), 0);
		expect(lines).toBeLessThan(700);
	});
	it.each(nodeFiles())('%s is a shell of at most 60 lines', (path) => {
		expect(lineCount(path)).toBeLessThanOrEqual(60);
	});
	it('the engine names no vendor', () => {
		expect(sources('nodes/shared').filter((path) => vendors.test(textOf(path)) || vendors.test(path))).toEqual([]);
	});
	it('no file is a drawer for anything', () => {
		const drawers = /^(utils?|helpers?|generic-?functions|common|misc)$/i;
		const all = ['nodes', 'credentials', 'sandbox', 'test', 'bench', 'demo', 'tools'].flatMap((folder) => filesBelow(folder));
		expect(all.filter((path) => path.split('/').some((part) => drawers.test(basename(part, extname(part)))))).toEqual([]);
	});
	it('no check is switched off beside the code', () => {
		expect(
			[...sources('nodes'), ...sources('credentials')].filter((path) =>
				/eslint-disable|@ts-(ignore|nocheck|expect-error)/.test(textOf(path)),
			),
		).toEqual([]);
	});
});
