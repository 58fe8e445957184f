import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import { manifest, nodeFiles, root } from './folders';
import { lintFolder, temporaryFolder } from './lint';

/** The package as npm would publish it, from the last build. */
describe('tarball', () => {
	const folder = temporaryFolder('tarball');
	const unpacked = join(folder, 'package');
	let files: string[] = [];
	beforeAll(() => {
		const { stdout, stderr } = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
			cwd: root,
			encoding: 'utf8',
			shell: process.platform === 'win32',
		});
		const [packed] = Object.values(JSON.parse(stdout || '[]') as Record<string, { files: Array<{ path: string }> }>);
		if (!packed) throw new Error(`npm pack gave nothing: ${stderr}`);
		files = packed.files.map(({ path }) => path);
		spawnSync('tar', ['-xzf', readdirSync(folder).find((name) => name.endsWith('.tgz'))!], { cwd: folder });
		// n8n brings n8n-workflow along.
		symlinkSync(join(root, 'node_modules'), join(unpacked, 'node_modules'));
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	it('holds the compiled nodes and the papers, nothing else', () => {
		const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'index.js', 'package.json'];
		expect(files.filter((path) => !path.startsWith('dist/')).sort()).toEqual(papers);
		expect(
			files.filter(
				(path) =>
					path.startsWith('dist/') &&
					!/^dist\/(nodes|credentials)\/.*(\.js|\.d\.ts|\.js\.map|\.node\.json)$|^dist\/icons\/[\w.]+\.svg$/.test(path),
			),
		).toEqual([]);
		expect(files.filter((path) => /test|spec|sandbox/i.test(path))).toEqual([]);
	});
	it('holds everything that package.json names', () => {
		const { nodes, credentials } = manifest().n8n;
		expect(
			[...nodes, ...credentials, ...nodes.map((path) => path.replace(/\.js$/, '.json'))].filter((path) => !files.includes(path)),
		).toEqual([]);
	});
	it('passes the scanner', () => {
		expect(lintFolder(unpacked, ['**/*.js', 'package.json'])).toEqual([]);
	});
	it('is loaded by n8n', async () => {
		const started = performance.now();
		const loader = new PackageDirectoryLoader(unpacked);
		await loader.loadAll();
		process.stdout.write(`    The package is loaded in ${Math.round(performance.now() - started)} ms.\n`);
		expect(Object.keys(loader.nodeTypes)).toHaveLength(nodeFiles().length);
		expect(Object.keys(loader.credentialTypes)).toHaveLength(manifest().n8n.credentials.length);
		for (const { type } of Object.values(loader.nodeTypes))
			expect((type as { description: { codex?: unknown } }).description.codex).toMatchObject({ categories: ['Sales'] });
	});
});
