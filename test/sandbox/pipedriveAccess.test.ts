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
	const basic = ({ id, secret } = CLIENT) => ({
		authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
	});
	const authorize = (form: Record<string, string> = {}) =>
		as({}).post(
			'/oauth/authorize',
			new URLSearchParams({
				client_id: CLIENT.id,
				redirect_uri: REDIRECT_URI,
				state: 's1',
				decision: 'allow',
				...form,
			}),
		);
	const landing = (location: unknown) => new URL(String(location)).searchParams;
	const token = (form: Record<string, string>, headers: Record<string, string> = basic()) =>
		as(headers).post('/oauth/token', new URLSearchParams(form));
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
		const shown = await as({}).get(
			`/oauth/authorize?client_id=${CLIENT.id}&redirect_uri=${encodeURIComponent(REDIRECT_URI)}&state=s1&response_type=code`,
		);
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
		const { data } = await clientFor(bench.sandbox, { authorization: `Bearer ${answer.access_token}` }).get(
			`${answer.api_domain}${ME}`,
		);

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
		const inBody = await token({ ...form, client_id: CLIENT.id, client_secret: CLIENT.secret }, {});
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
		await as(basic()).post(
			'/oauth/revoke',
			new URLSearchParams({ token: access_token, token_type_hint: 'access_token' }),
		);
		const afterAccess = [await statusOf(access_token), (await refresh(refresh_token)).status];
		const { access_token: second } = (await refresh(refresh_token)).data;
		await as(basic()).post(
			'/oauth/revoke',
			new URLSearchParams({ token: refresh_token, token_type_hint: 'refresh_token' }),
		);
		const afterRefresh = [await statusOf(second), (await refresh(refresh_token)).status];
		bench.pipedrive.settings.disconnected = true;

		expect([afterAccess, afterRefresh]).toEqual([
			[401, 200],
			[401, 400],
		]);
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
