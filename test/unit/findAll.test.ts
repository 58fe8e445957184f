import { findAll, type Ways } from '../../nodes/shared/kit/findAll';
import type { CrmClient, HttpResponse, Raw } from '../../nodes/shared/types';

/** A list of ids, highest first, in pages of ten, and lookups beside it; counts what is asked. */
function account(ids: number[], ways: Partial<Ways> = {}, idOf: (id: number) => number | string = (id) => id) {
	const asked = { pages: 0, lookups: 0, latest: 0 };
	const rows = [...ids].sort((a, b) => b - a).map((id): Raw => ({ id: idOf(id), email: `p${id}` }));
	const client = { send: async ({ path, query }: { path: string; query?: { from?: number } }): Promise<HttpResponse> => {
		const from = Number(query?.from ?? 0);
		if (path === '/latest') asked.latest++;
		else asked.pages++;
		return await Promise.resolve({
			status: 200,
			headers: {},
			body: { rows: rows.slice(from, from + 10), next: from + 10 < rows.length ? from + 10 : null },
		});
	} } as unknown as CrmClient;
	const all: Ways = {
		keyOf: String, keysOf: ({ email }) => [String(email)],
		lookUp: { cost: 2, find: async (value) => await Promise.resolve((asked.lookups++, rows.filter(({ email }) => email === value))) },
		list: {
			cost: 1, size: 10, request: (page) => ({ method: 'GET', path: '/list', query: page }),
			read: ({ body }) => (body as { rows: Raw[] }).rows,
			next: ({ body }) => ((body as { next: number | null }).next === null ? null : { from: (body as { next: number }).next }),
		},
		...ways,
	};
	return { asked, find: async (...values: string[]) => (await findAll(values, all, client)).map(({ id }) => id) };
}
const upTo = (count: number, step = 1) => Array.from({ length: count }, (_none, at) => 1 + at * step);
const names = (count: number) => Array.from({ length: count }, (_none, at) => `p${at + 1}`);

describe('finding many values', () => {
	it.each([
		['few values are looked up', 1_000, 1, 4, { pages: 0, lookups: 4 }],
		['many are read from a short list', 100, 1, 30, { pages: 10, lookups: 0 }],
		['a list that would cost more is left after one page', 1_000, 1, 30, { pages: 1, lookups: 30 }],
		['gaps between ids do not make a list longer', 100, 100, 30, { pages: 10, lookups: 0 }],
		['a list that costs just as much is read', 100, 1, 5, { pages: 10, lookups: 0 }],
	])('%s', async (_what, size, step, count, wanted) => {
		const { asked, find } = account(upTo(size, step));
		const found = await find(...names(count));
		expect(asked).toMatchObject(wanted);
		expect([...found].sort()).toEqual(upTo(size, step).filter((id) => id <= count).sort());
	});
	it('where ids say nothing, the list is read as long as that costs less', async () => {
		const short = account(upTo(95), {}, (id) => `lead-${id}`);
		expect(await short.find(...names(50))).toHaveLength(50);
		expect(short.asked).toMatchObject({ pages: 10, lookups: 0 });
		const long = account(upTo(1_000), {}, (id) => `lead-${id}`);
		expect(await long.find(...names(10))).toHaveLength(10);
		expect(long.asked).toMatchObject({ pages: 20, lookups: 10 });
	});
	it('without lookups the list is read, whatever it costs', async () => {
		const { asked, find } = account(upTo(200), { lookUp: null });
		expect(await find('p7')).toEqual([7]);
		expect(asked.pages).toBe(20);
	});
	it('what lookups miss is sought among what changed last', async () => {
		const latest = { method: 'GET' as const, path: '/latest' };
		const blind = { lookUp: { cost: 2, find: async () => await Promise.resolve([]) }, latest };
		const { asked, find } = account(upTo(200), blind);
		expect(await find('p200')).toEqual([200]);
		expect(asked).toMatchObject({ pages: 0, latest: 1 });
		const sighted = account(upTo(200), { latest });
		expect(await sighted.find('p3')).toEqual([3]);
		expect(sighted.asked.latest).toBe(0);
	});
	it('gives no record that does not hold a value', async () => {
		const { find } = account(upTo(20), {
			lookUp: { cost: 2, find: async () => await Promise.resolve([{ id: 9, email: 'somebody else' }]) },
		});
		expect(await find('p1')).toEqual([]);
	});
});
