import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inspect } from 'node:util';
import type { INodeTypeDescription } from 'n8n-workflow';
import { nodeFiles, nodeOf, root } from './folders';
import { lintFolder, temporaryFolder } from './lint';

/** Linters read object literals only: so what the engine generates is printed as one and linted by the same rules. */
function printed(name: string, description: INodeTypeDescription): string {
	const connections = (types: unknown) =>
		(types as string[]).map((type) => ({ [inspect.custom]: () => `NodeConnectionTypes.${type[0].toUpperCase()}${type.slice(1)}` }));
	const literal = inspect(
		{ ...description, inputs: connections(description.inputs), outputs: connections(description.outputs) },
		{ depth: null, maxArrayLength: null, maxStringLength: null, breakLength: 100 },
	);
	return `import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';\n\nexport class ${name} implements INodeType {\n\tdescription: INodeTypeDescription = ${literal};\n}\n`;
}

describe('printed lint', () => {
	const folder = temporaryFolder('printed');
	beforeAll(() => {
		for (const part of ['package.json', 'icons', 'credentials']) cpSync(join(root, part), join(folder, part), { recursive: true });
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	const lint = (name: string, description: INodeTypeDescription, path: string): string[] => {
		mkdirSync(join(folder, dirname(path)), { recursive: true });
		writeFileSync(join(folder, path), printed(name, description));
		return lintFolder(folder, [path]);
	};

	it.each(nodeFiles())('%s: its whole description passes the scanner', (path) => {
		const findings = lint(basename(path, '.node.ts'), nodeOf(path).description, path);
		if (findings.length) {
			const lines = readFileSync(join(folder, path), 'utf8').split('\n');
			const shown = findings.map((finding) => `${finding}\n      ${lines[Number(/:(\d+) /.exec(finding)?.[1]) - 1]?.trim()}`);
			throw new Error(`${findings.length} findings in the printed description:\n  ${shown.join('\n  ')}`);
		}
	});

	it('sees faults in generated parameters', () => {
		const description = {
			...nodeOf(nodeFiles()[0]).description,
			properties: [{ displayName: 'contact id', name: 'contactId', type: 'string', default: '', description: 'The contact.' }],
		} as INodeTypeDescription;
		expect(lint('Faulty', description, 'nodes/Faulty/Faulty.node.ts').join('\n')).toMatch(
			/display-name-miscased[^]*description-excess-final-period/,
		);
	});
});
