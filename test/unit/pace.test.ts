import { Pacer, pacerFor } from '../../nodes/shared/http/pace';

describe('a pacer', () => {
	beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
	afterEach(() => jest.useRealTimers());
	const wait = async (ms: number) => void (await jest.advanceTimersByTimeAsync(Math.ceil(ms)));
	/** When each of `count` calls may begin, in ms from now. */
	const starts = async (pacer: Pacer, count: number, pace = 'default') => {
		const zero = Date.now();
		const times: number[] = [];
		for (let call = 0; call < count; call++) {
			await pacer.enter(pace, wait);
			times.push(Date.now() - zero);
		}
		return times;
	};

	it('lets no more calls begin in any window than its rule', async () => {
		const times = await starts(new Pacer({ default: { requests: 3, perMs: 1_000 } }), 9);

		for (let at = 3; at < times.length; at++) expect(times[at] - times[at - 3]).toBeGreaterThanOrEqual(1_000);
		expect(times.slice(0, 3)).toEqual([0, 0, 0]);
		expect(times[8]).toBeLessThan(2_500);
	});

	it('counts each pace by itself, and does not hold what has no rule', async () => {
		const pacer = new Pacer({ search: { requests: 1, perMs: 5_000 } });
		await pacer.enter('search', wait);

		expect(await starts(pacer, 50)).toEqual(Array(50).fill(0));
	});

	it('believes what the vendor says is left', async () => {
		const pacer = new Pacer({ default: { requests: 100, perMs: 1_000 } });
		pacer.learn('default', { requests: 100, remaining: 0, perMs: 400 });

		expect(await starts(pacer, 1)).toEqual([400]);
	});

	it('takes a new rule', async () => {
		const pacer = new Pacer({ default: { requests: 100, perMs: 1_000 } });
		pacer.learn('default', { requests: 1, perMs: 300 });
		const [first, second] = await starts(pacer, 2);

		expect(second - first).toBeGreaterThanOrEqual(300);
	});

	it('begins nothing while it is blocked', async () => {
		const pacer = new Pacer({ default: { requests: 100, perMs: 1_000 } });
		pacer.block('default', 700);

		expect(await starts(pacer, 2)).toEqual([700, 700]);
	});

	it('is one per credential and host', () => {
		expect(pacerFor('a', 'h', {})).toBe(pacerFor('a', 'h', {}));
		expect(pacerFor('a', 'h', {})).not.toBe(pacerFor('b', 'h', {}));
		expect(pacerFor('a', 'h', {})).not.toBe(pacerFor('a', 'i', {}));
	});
});
