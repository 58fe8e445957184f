import { ADMIN_TOKEN, clientFor, NOON, pipedriveBench, REGULAR_TOKEN, V1, V2 } from './pipedriveBench';

const CLIENT = { id: 'sandbox-client', secret: 'sandbox-secret' };
const REDIRECT_URI = 'http://localhost:5678/rest/oauth2-credential/callback';
const ME = `${V1}/users/me`;
const PERSONS = `${V2}/persons`;
const DAY_MS = 86_400_000;
const UNAUTHORIZED = {
	success: false,
	error: 'unauthorized access',
	errorCode: 401,
	error_info: 'Please check developers.pipedrive.com',
};

describe('Pipedrive sandbox: access', () => {
	const bench = pipedriveBench();
	const as = (headers: Record<string, string>) => clientFor(bench.sandbox, headers);
	const bearer = (token: string) => as({ authorization: `Bearer ${token}` });
	const statusOf = async (token: string, path = ME) => (await bearer(token).get(path)).status;
	const basic = ({ id, secret } = CLIENT) => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` });
	const authorize = (form: Record<string, string> = {}) =>
		as({}).post('/oauth/authorize', new URLSearchParams({ client_id: CLIENT.id, redirect_uri: REDIRECT_URI, state: 's1', decision: 'allow', ...form }));
	const landing = (location: unknown) => new URL(String(location)).searchParams;
	const token = (form: Record<string, string>, headers = basic()) => as(headers).post('/oauth/token', new URLSearchParams(form));
	const install = async () => {
		const code = landing((await authorize()).headers.location).get('code') ?? '';
		return (await token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI })).data;
	};
	const refresh = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token });

	test('the API token goes into its own header', async () => {
		const admin = await as({ 'x-api-token': ADMIN_TOKEN }).get(ME);
		const regular = await as({ 'x-api-token': REGULAR_TOKEN }).get(ME);
		const wrong = await as({ 'x-api-token': 'wrong' }).get(ME);

		expect([admin.data.data.id, regular.data.data.id]).toEqual([501, 502]);
		expect([wrong.status, wrong.data, wrong.headers['x-401-by-gw']]).toEqual([401, UNAUTHORIZED, 'true']);
		expect(await statusOf(ADMIN_TOKEN)).toBe(401);
	});

	test('in the query it is legacy, and the log hides it', async () => {
		const query = `?api_token=${ADMIN_TOKEN}`;
		const v1 = await as({}).get(`${ME}${query}`);
		const v2 = await as({}).get(`${PERSONS}${query}`);
		bench.pipedrive.settings.queryTokenOnV2 = true;
		const taken = await as({}).get(`${PERSONS}${query}`);
		const log = bench.pipedrive.requests();
		const undocumented = bench.pipedrive.invalid().map(({ params }) => params.additionalProperty);
		bench.pipedrive.clearRequests();

		expect([v1.status, v2.status, taken.status]).toEqual([200, 401, 200]);
		expect(log[0].path).toBe('/api/v1/users/me?api_token=***');
		expect(JSON.stringify(log)).not.toContain(ADMIN_TOKEN);
		expect(undocumented.every((name) => name === 'api_token')).toBe(true);
	});

	test('a company that has not paid answers 402', async () => {
		bench.pipedrive.settings.companyOpen = false;

		expect((await bench.http.get(ME)).status).toBe(402);
	});

	test('the consent page allows, denies and refuses', async () => {
		const shown = await as({}).get(`/oauth/authorize?client_id=${CLIENT.id}&redirect_uri=${encodeURIComponent(REDIRECT_URI)}&state=s1&response_type=code`);
		const allowed = landing((await authorize()).headers.location);
		const denied = landing((await authorize({ decision: 'deny' })).headers.location);

		expect(shown.data).toContain('contacts:full');
		expect([allowed.get('state'), allowed.get('code')]).toEqual(['s1', expect.any(String)]);
		expect([denied.get('error'), denied.get('code')]).toEqual(['user_denied', null]);
		expect((await authorize({ client_id: 'other' })).status).toBe(400);
		expect((await authorize({ redirect_uri: 'nowhere' })).status).toBe(400);
	});

	test('a code becomes tokens, and api_domain is where to go on', async () => {
		const answer = await install();
		const { data } = await clientFor(bench.sandbox, { authorization: `Bearer ${answer.access_token}` }).get(`${answer.api_domain}${ME}`);

		expect(answer).toEqual({
			access_token: expect.any(String),
			token_type: 'Bearer',
			refresh_token: expect.any(String),
			scope: expect.stringContaining('contacts:full'),
			expires_in: 3_599,
			api_domain: `${bench.sandbox.url}/pipedrive`,
		});
		expect(data.data.company_domain).toBe('northwind-sandbox');
	});

	test('the token endpoint wants a form, and the client in a Basic header', async () => {
		const code = landing((await authorize()).headers.location).get('code') ?? '';
		const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI };
		const inBody = await token({ ...form, client_id: CLIENT.id, client_secret: CLIENT.secret }, {} as never);
		const wrong = await token(form, basic({ ...CLIENT, secret: 'wrong' }));
		const json = await as(basic()).post('/oauth/token', form);
		const elsewhere = await token({ ...form, redirect_uri: 'http://other.example/cb' });
		const again = await token(form);

		expect([inBody.status, wrong.status, json.status]).toEqual([401, 401, 400]);
		expect([elsewhere.data.error, again.data.error]).toEqual(['invalid_grant', 'invalid_grant']);
	});

	test('an access token expires and is refreshed; the refresh token dies after 60 days without use', async () => {
		const { access_token, refresh_token } = await install();
		bench.pipedrive.settings.clockFrozenAt = NOON + 3_599_000;
		const expired = await statusOf(access_token);
		bench.pipedrive.settings.clockFrozenAt = NOON + 59 * DAY_MS;
		const renewed = await refresh(refresh_token);
		bench.pipedrive.settings.clockFrozenAt = NOON + 118 * DAY_MS;
		const later = await refresh(refresh_token);
		bench.pipedrive.settings.clockFrozenAt = NOON + 178 * DAY_MS;
		const dead = await refresh(refresh_token);

		expect([expired, renewed.status, later.status]).toEqual([401, 200, 200]);
		expect(renewed.data.refresh_token).toBe(refresh_token);
		expect([dead.status, dead.data.error]).toEqual([400, 'invalid_grant']);
	});

	test('refresh tokens may rotate', async () => {
		bench.pipedrive.settings.rotateRefreshTokens = true;
		const { refresh_token } = await install();
		const renewed = await refresh(refresh_token);

		expect(renewed.data.refresh_token).not.toBe(refresh_token);
		expect((await refresh(refresh_token)).status).toBe(400);
	});

	test('a revoked or uninstalled app has no access', async () => {
		const { access_token, refresh_token } = await install();
		await as(basic()).post('/oauth/revoke', new URLSearchParams({ token: access_token, token_type_hint: 'access_token' }));
		const afterAccess = [await statusOf(access_token), (await refresh(refresh_token)).status];
		const { access_token: second } = (await refresh(refresh_token)).data;
		await as(basic()).post('/oauth/revoke', new URLSearchParams({ token: refresh_token, token_type_hint: 'refresh_token' }));
		const afterRefresh = [await statusOf(second), (await refresh(refresh_token)).status];
		bench.pipedrive.settings.disconnected = true;

		expect([afterAccess, afterRefresh]).toEqual([[401, 200], [401, 400]]);
		expect([await statusOf('sandbox-access-0000'), (await refresh('sandbox-refresh-0000')).status]).toEqual([401, 400]);
	});

	test.each([
		['contacts:full', PERSONS],
		['deals:full', `${V2}/deals`],
		['activities:full', `${V2}/activities`],
		['leads:full', `${V1}/leads`],
		['users:read', `${V1}/users`],
		['search:read', `${V2}/itemSearch?term=ada`],
	])('without %s %s answers 403 to an app', async (scope, path) => {
		const before = await statusOf('sandbox-access-0000', path);
		bench.pipedrive.settings.missingScopes = [scope];
		const { status, data } = await bearer('sandbox-access-0000').get(path);

		expect([before, status, data.error]).toEqual([200, 403, 'Scope and URL mismatch']);
		expect((await bench.http.get(path)).status).toBe(200);
	});

	test('the fields of activities are for admins when an app asks', async () => {
		expect(await statusOf('sandbox-access-0000', `${V2}/activityFields`)).toBe(403);
		expect((await bench.http.get(`${V2}/activityFields`)).status).toBe(200);
	});

	test('an unknown path answers JSON', async () => {
		const { status, data } = await bench.http.get(`${V2}/nothing`);

		expect([status, data.success]).toEqual([404, false]);
	});
});

describe('Pipedrive sandbox: token budget', () => {
	const bench = pipedriveBench();
	const limit = (rateLimits: object | 'vendor') => bench.pipedrive.settings.patch({ rateLimits, hammerLimit: null } as never);
	const remaining = async (path: string) => Number((await bench.http.get(path)).headers['x-daily-ratelimit-token-remaining']);

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
		const steps = [ME, PERSONS, `${PERSONS}/search?term=ada`, `${V1}/leads`, `${V1}/leads/archived`, `${V2}/pipelines`, `${PERSONS}/1`];
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
		expect([blocked.headers['content-type'], blocked.data]).toEqual([expect.stringContaining('text/html'), expect.stringContaining('blocked')]);
		expect((await bench.http.get(ME)).status).toBe(200);
	});
});
