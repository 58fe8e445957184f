import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './folders';
import { temporaryFolder } from './lint';

/** `npm run new-crm` in a copy of the package. */
describe('a new CRM', () => {
	const folder = temporaryFolder('scaffold');
	const run = (module: string, ...args: string[]) => {
		const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', module), ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_ENV: '' } });
		return { status, output: `${stdout}${stderr}` };
	};
	beforeAll(() => {
		for (const part of ['package.json', 'gulpfile.js', 'eslint.config.mjs', 'tsconfig.json', 'tools', 'scaffold', 'icons', 'credentials', 'nodes', 'sandbox', 'test/contract', 'test/support']) cpSync(join(root, part), join(folder, part), { recursive: true });
		symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	it('is made by one command', () => {
		expect(run('gulp/bin/gulp.js', 'new-crm', '--name', 'FieldHub', '--label', 'Field Hub')).toMatchObject({ status: 0 });
		const { n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { n8n: { nodes: string[]; credentials: string[] } };
		expect(n8n.nodes).toEqual(expect.arrayContaining(['dist/nodes/FieldHub/FieldHub.node.js', 'dist/nodes/FieldHub/FieldHubTrigger.node.js']));
		expect(n8n.credentials).toContain('dist/credentials/CrmSuiteFieldHubApi.credentials.js');
		expect(readFileSync(join(folder, 'nodes/FieldHub/FieldHub.node.ts'), 'utf8')).toContain("displayName: 'Field Hub (CRM Suite)'");
	});
	it('is not made twice', () => {
		const { status, output } = run('gulp/bin/gulp.js', 'new-crm', '--name', 'FieldHub');
		expect(status).not.toBe(0);
		expect(output).toContain('nodes/FieldHub is there already');
	});
	it('compiles', () => expect(run('typescript/bin/tsc', '-p', 'tsconfig.json')).toEqual({ status: 0, output: '' }));
	it('lints', () => expect(run('eslint/bin/eslint.js', '.', '--max-warnings', '0')).toEqual({ status: 0, output: '' }));
});
