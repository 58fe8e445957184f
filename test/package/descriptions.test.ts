import { nodeFiles, nodeOf } from './folders';

/** n8n sends every description to every browser. */
const mostBytes = 80_000;

describe.each(nodeFiles())('%s', (path) => {
	const { description, methods } = nodeOf(path);
	it(`describes itself in at most ${mostBytes / 1_000} kB`, () => {
		const bytes = Buffer.byteLength(JSON.stringify(description));
		process.stdout.write(`    ${description.name}: ${(bytes / 1_000).toFixed(1)} kB\n`);
		expect(bytes).toBeLessThanOrEqual(mostBytes);
	});
	it('has every method that its parameters name', () => {
		const text = JSON.stringify(description.properties);
		const named = (key: string) => [...new Set([...text.matchAll(new RegExp(`"${key}":"(\\w+)"`, 'g'))].map(([, name]) => name))].sort();
		const there = (group: 'listSearch' | 'loadOptions' | 'resourceMapping') => Object.keys(methods?.[group] ?? {});
		expect(named('searchListMethod').filter((name) => !there('listSearch').includes(name))).toEqual([]);
		expect(named('loadOptionsMethod').filter((name) => !there('loadOptions').includes(name))).toEqual([]);
		expect(named('resourceMapperMethod').filter((name) => !there('resourceMapping').includes(name))).toEqual([]);
	});
	it('shows a default for every choice that it offers', () => {
		for (const { name, type, options, default: chosen } of description.properties) {
			if (type === 'options' && options?.length)
				expect([name, options.map((option) => 'value' in option && option.value)]).toEqual([name, expect.arrayContaining([chosen])]);
		}
	});
});
