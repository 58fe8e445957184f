import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './folders';
import { temporaryFolder } from './lint';

/** `npm run new-crm` in a copy of the package. */
describe('a new CRM', () => {
	const folder = temporaryFolder('scaffold');
	const run = (module: string, ...args: string[]) => {
		const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', module), ...args], {
			cwd: folder,
			encoding: 'utf8',
			env: { ...process.env, NODE_ENV: '' },
		});
		return { status, output: `${stdout}${stderr}` };
	};
	beforeAll(() => {
		const parts = [
			'package.json',
			'gulpfile.js',
			'eslint.config.mjs',
			'jest.config.cjs',
			'tsconfig.json',
			'tools',
			'scaffold',
			'icons',
			'credentials',
			'nodes',
			'sandbox',
			'test/contract',
			'test/support',
			'test/setup.ts',
		];
		for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
		symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	it('is made by one command', () => {
		expect(run('gulp/bin/gulp.js', 'new-crm', '--name', 'FieldHub', '--label', 'Field Hub')).toMatchObject({ status: 0 });
		const { n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { n8n: { nodes: string[]; credentials: string[] } };
		expect(n8n.nodes).toEqual(
			expect.arrayContaining(['dist/nodes/FieldHub/FieldHub.node.js', 'dist/nodes/FieldHub/FieldHubTrigger.node.js']),
		);
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
	it('takes one folder of its own in each room', () => {
		const made = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
			(path) => /fieldhub/i.test(path) && statSync(join(folder, path)).isFile(),
		);
		expect(
			made
				.map((path) => path.split('/')[0])
				.filter((room, at, all) => all.indexOf(room) === at)
				.sort(),
		).toEqual(['credentials', 'docs', 'icons', 'nodes', 'sandbox', 'test']);
	});
	it('is held to the contract, and fails on nothing but its own todos', () => {
		const report = join(folder, 'report.json');
		run('jest/bin/jest.js', 'test/contract/fieldhub', '--json', '--outputFile', report);
		const [{ assertionResults }] = (JSON.parse(readFileSync(report, 'utf8')) as { testResults: Array<{ assertionResults: Verdict[] }> })
			.testResults;
		const failed = assertionResults.filter(({ status }) => status === 'failed');
		expect(assertionResults.length).toBeGreaterThan(15);
		expect(failed.length).toBeGreaterThan(0);
		expect(failed.filter(({ failureMessages }) => !failureMessages.join().includes('todo')).map(({ fullName }) => fullName)).toEqual([]);
	}, 240_000);
});

interface Verdict { fullName: string; status: string; failureMessages: string[] }
