import { clientFor, NOON, pipedriveBench, REGULAR_TOKEN, V1, V2 } from './pipedriveBench';

const ME = `${V1}/users/me`;
const PERSONS = `${V2}/persons`;

describe('Pipedrive sandbox: token budget', () => {
	const bench = pipedriveBench();
	const limit = (rateLimits: { burst?: number; daily?: number }) =>
		bench.pipedrive.settings.patch({ rateLimits, hammerLimit: null });
	const remaining = async (path: string) =>
		Number((await bench.http.get(path)).headers['x-daily-ratelimit-token-remaining']);

	test.each([
		['lite', 1, '20', '80', '30000'],
		['growth', 2, '40', '160', '120000'],
		['premium', 1, '100', '400', '150000'],
		['ultimate', 3, '120', '480', '630000'],
	] as const)('%s with %i seats', async (tier, seats, burst, oauthBurst, daily) => {
		bench.pipedrive.settings.patch({ tier, seats, rateLimits: 'vendor' });
		const own = await bench.http.get(ME);
		const app = await clientFor(bench.sandbox, { authorization: 'Bearer sandbox-access-0000' }).get(ME);

		expect(own.headers).toMatchObject({
			'x-ratelimit-limit': burst,
			'x-ratelimit-remaining': String(Number(burst) - 1),
			'x-ratelimit-reset': '2',
			'x-daily-requests-left': '10000',
			'x-daily-ratelimit-token-limit': daily,
			'x-daily-ratelimit-token-remaining': String(Number(daily) - 2),
		});
		expect(app.headers['x-ratelimit-limit']).toBe(oauthBurst);
		expect(app.headers).not.toHaveProperty('x-daily-requests-left');
	});

	test('a request costs what its endpoint costs, for the whole company', async () => {
		limit({ daily: 1_000 });
		const steps = [
			ME,
			PERSONS,
			`${PERSONS}/search?term=ada`,
			`${V1}/leads`,
			`${V1}/leads/archived`,
			`${V2}/pipelines`,
			`${PERSONS}/1`,
		];
		const left: number[] = [];
		for (const step of steps) left.push(await remaining(step));
		const regular = await clientFor(bench.sandbox, { 'x-api-token': REGULAR_TOKEN }).post(PERSONS, { name: 'Ada' });

		expect(left).toEqual([998, 988, 968, 948, 908, 903, 902]);
		expect(regular.headers['x-daily-ratelimit-token-remaining']).toBe('897');
		expect(regular.headers['x-daily-requests-left']).toBe('9999');
	});

	test('a burst ends after two seconds; each token has its own', async () => {
		limit({ burst: 2 });
		const answers = [await bench.http.get(ME), await bench.http.get(ME), await bench.http.get(ME)];
		const other = await clientFor(bench.sandbox, { 'x-api-token': REGULAR_TOKEN }).get(ME);
		bench.pipedrive.settings.clockFrozenAt = NOON + 2_000;

		expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
		expect(answers[2].headers).toMatchObject({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2' });
		expect(answers[2].headers).not.toHaveProperty('retry-after');
		expect(answers[2].headers['x-daily-ratelimit-token-remaining']).toBe('29996');
		expect([other.status, (await bench.http.get(ME)).status]).toEqual([200, 200]);
		expect(bench.pipedrive.counters()).toMatchObject({ total: 5, rateLimited: 1 });
	});

	test('searches have a burst of ten on every plan', async () => {
		bench.pipedrive.settings.patch({ tier: 'ultimate', rateLimits: 'vendor' });
		const statuses: number[] = [];
		for (let count = 0; count < 11; count++) statuses.push((await bench.http.get(`${PERSONS}/search?term=ada`)).status);

		expect(statuses.filter((status) => status === 200)).toHaveLength(10);
		expect(statuses.at(-1)).toBe(429);
		expect((await bench.http.get(ME)).status).toBe(200);
	});

	test('a used-up day ends at midnight of the server, not of the users', async () => {
		limit({ daily: 3 });
		bench.pipedrive.settings.clockFrozenAt = Date.parse('2026-11-02T22:30:00Z');
		const statuses = [(await bench.http.get(ME)).status, (await bench.http.get(ME)).status];
		const over = await bench.http.get(ME);
		bench.pipedrive.settings.clockFrozenAt = Date.parse('2026-11-02T22:59:59Z');
		const stillOver = (await bench.http.get(ME)).status;
		bench.pipedrive.settings.clockFrozenAt = Date.parse('2026-11-02T23:00:00Z');

		expect(statuses).toEqual([200, 200]);
		expect([over.status, over.headers['x-daily-ratelimit-token-remaining'], stillOver]).toEqual([429, '0', 429]);
		expect((await bench.http.get(ME)).status).toBe(200);
	});

	test('daily headers may be missing, Retry-After may be there', async () => {
		limit({ burst: 1 });
		bench.pipedrive.settings.patch({ dailyHeaders: false, retryAfter: true });
		const answers = [await bench.http.get(ME), await bench.http.get(ME)];

		expect(answers[0].headers).not.toHaveProperty('x-daily-ratelimit-token-remaining');
		expect([answers[1].status, answers[1].headers['retry-after']]).toEqual([429, '2']);
	});

	test('who keeps sending after 429 meets a page that is no JSON', async () => {
		bench.pipedrive.settings.patch({ rateLimits: { burst: 1 }, hammerLimit: 2, blockMs: 60_000 });
		const statuses: number[] = [];
		for (let count = 0; count < 4; count++) statuses.push((await bench.http.get(ME)).status);
		const blocked = await bench.http.get(ME);
		bench.pipedrive.settings.clockFrozenAt = NOON + 60_000;

		expect(statuses).toEqual([200, 429, 429, 403]);
		expect([blocked.headers['content-type'], blocked.data]).toEqual([
			expect.stringContaining('text/html'),
			expect.stringContaining('blocked'),
		]);
		expect((await bench.http.get(ME)).status).toBe(200);
	});
});
