import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CrmDefinition, Resource } from '../../nodes/shared/types';
import { operationsOf } from '../../nodes/shared/describe/properties';
import { crmFolders, filesBelow, root, textOf } from './folders';

interface Matrix {
	matrixOf(definitions: CrmDefinition[], operations: typeof operationsOf): string;
	withMatrix(readme: string, matrix: string): string;
	definitionIn(module: unknown): CrmDefinition;
}
const { matrixOf, withMatrix, definitionIn } = jest.requireActual<Matrix>('../../tools/matrix.cjs');
const definitions = () => crmFolders().map((crm) => definitionIn(jest.requireActual(join(root, 'nodes', crm, 'definition.ts'))));

describe('README', () => {
	it('shows what the definitions offer; `npm run docs` writes it', () => {
		expect(textOf('README.md')).toBe(withMatrix(textOf('README.md'), matrixOf(definitions(), operationsOf)));
	});
	it('gives the reason for what a CRM does not offer', () => {
		const [crm] = definitions();
		const [contact] = Object.values(crm.resources) as Resource[];
		const none = { unsupported: 'the vendor has no such call' };
		const poor = {
			...crm,
			label: 'Poor',
			resources: {
				contact: { ...contact, objects: [{ ...contact.objects[0], remove: none, poll: none }] as unknown as Resource['objects'] },
			},
			absent: { lead: 'the vendor has no leads' },
		};
		expect(matrixOf([poor], operationsOf)).toMatch(
			/no<sup>1<\/sup> \| no<sup>1<\/sup> \|\n\n1\. the vendor has no such call\.\n\n- No `lead`: the vendor has no leads\./,
		);
	});
});

/** Links and pictures of the papers that stay inside the project. */
const links = (text: string) => [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target);

describe.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesBelow('docs', (path) => path.endsWith('.md'))])('%s', (path) => {
	it('links to what is there', () => {
		expect(links(textOf(path)).filter((target) => !existsSync(join(root, path, '..', target)))).toEqual([]);
	});
});
