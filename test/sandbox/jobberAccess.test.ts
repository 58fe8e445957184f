import axios from 'axios';
import { clientFor, GRAPHQL, jobberBench, NOON, post } from './jobberBench';

const CLIENT = { client_id: 'sandbox-client', client_secret: 'sandbox-secret' };
const REDIRECT_URI = 'http://localhost:5678/rest/oauth2-credential/callback';
const ACCOUNT = '{ account { id name } }';

describe('Jobber sandbox: access', () => {
	const bench = jobberBench();
	const asked = { response_type: 'code', client_id: CLIENT.client_id, redirect_uri: REDIRECT_URI, state: 's1' };
	const authorize = (decision = 'allow') =>
		bench.http.post('/api/oauth/authorize', new URLSearchParams({ ...asked, decision }));
	const landing = (location: unknown) => Object.fromEntries(new URL(String(location)).searchParams);
	const token = (form: Record<string, string>) =>
		bench.http.post('/api/oauth/token', new URLSearchParams({ ...CLIENT, ...form }));
	const refresh = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token });
	const install = async () => {
		const { code } = landing((await authorize()).headers.location);
		return (await token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI })).data;
	};
	const account = (accessToken: string) => post(clientFor(bench.sandbox, accessToken), ACCOUNT);

	test('the consent page shows the scopes of the app and offers Allow and Deny', async () => {
		bench.jobber.settings.appScopes = ['read_clients'];
		const { data } = await bench.http.get('/api/oauth/authorize', { params: asked });

		expect(data).toMatch(/read_clients[\s\S]*value="allow"[\s\S]*value="deny"/);
		expect(data).not.toContain('write_clients');
	});

	test('a denial goes back with neither code nor error', async () => {
		const { status, headers } = await authorize('deny');

		expect([status, landing(headers.location)]).toEqual([302, { state: 's1' }]);
	});

	test('only an admin can connect an app', async () => {
		bench.jobber.settings.userIsAdmin = false;

		expect((await authorize()).status).toBe(400);
	});

	test('a token is a JWT that lives an hour; its answer has no expires_in', async () => {
		const issued = await install();
		const claims = JSON.parse(Buffer.from(issued.access_token.split('.')[1], 'base64url').toString());

		expect(Object.keys(issued).sort()).toEqual(['access_token', 'expires_at', 'refresh_token']);
		expect(issued.expires_at).toBe('2026-11-02 18:00:00 UTC');
		expect(claims.exp).toBe(NOON / 1_000 + 3_600);
		expect((await account(issued.access_token)).data.data?.account).toMatchObject({ name: 'Sandbox Field Services' });
	});

	test('an expired token is refused with 401, and the refresh brings a new one', async () => {
		const issued = await install();
		bench.jobber.settings.clockFrozenAt = NOON + 3_600_000;
		const expired = await account(issued.access_token);
		const { data: renewed } = await refresh(issued.refresh_token);

		expect([expired.status, expired.data]).toEqual([401, { error: 'invalid_request', message: 'Invalid Token' }]);
		expect((await account(renewed.access_token)).status).toBe(200);
	});

	test('some clients see 200 with a code instead of 401', async () => {
		bench.jobber.settings.unauthenticatedAs200 = true;
		const { status, data } = await account('nonsense');

		expect([status, data]).toMatchObject([200, { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
	});

	test('a refresh token works once, unless rotation is off', async () => {
		const { refresh_token } = await install();
		const first = await refresh(refresh_token);
		const replay = await refresh(refresh_token);
		bench.jobber.settings.rotateRefreshTokens = false;
		const kept = await refresh(first.data.refresh_token);

		expect(first.data.refresh_token).not.toBe(refresh_token);
		expect([replay.status, replay.data.error_description]).toEqual([401, 'The provided refresh token is not valid.']);
		expect(kept.data.refresh_token).toBe(first.data.refresh_token);
	});

	test('replaying a used refresh token is refused, and of two refreshes at a time one wins', async () => {
		const { refresh_token } = await install();
		const answers = await Promise.all([refresh(refresh_token), refresh(refresh_token)]);
		const [won, lost] = answers.sort((a, b) => a.status - b.status);
		const late = await refresh(refresh_token);
		const refused = { error: 'invalid_grant', error_description: 'The provided refresh token is not valid.' };

		expect([won.status, lost.status, late.status]).toEqual([200, 401, 401]);
		expect([lost.data, late.data]).toEqual([refused, refused]);
		expect((await account(won.data.access_token)).status).toBe(200);
		expect((await refresh(won.data.refresh_token)).status).toBe(200);
	});

	test.each([
		['scopes of the app change', () => (bench.jobber.settings.appScopes = ['read_clients'])],
		['the app is disconnected', () => (bench.jobber.settings.disconnected = true)],
	])('every token dies when %s', async (_event, happens) => {
		const issued = await install();
		happens();

		expect([(await account(issued.access_token)).status, (await refresh(issued.refresh_token)).status]).toEqual([
			401, 401,
		]);
	});

	test('the token endpoint wants a form with the client in the body, and a code works once', async () => {
		const { code } = landing((await authorize()).headers.location);
		const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI };
		const inHeader = await bench.http.post('/api/oauth/token', new URLSearchParams(form), {
			auth: { username: CLIENT.client_id, password: CLIENT.client_secret },
		});
		const asJson = await bench.http.post('/api/oauth/token', { ...CLIENT, ...form });

		expect([inHeader.status, asJson.status]).toEqual([401, 401]);
		expect([(await token(form)).status, (await token(form)).status]).toEqual([200, 400]);
	});

	test('the API takes JSON only and needs a version', async () => {
		const form = await bench.http.post(GRAPHQL, new URLSearchParams({ query: ACCOUNT }));
		const ask = (version?: string) =>
			axios.post(
				`${bench.sandbox.url}/jobber${GRAPHQL}`,
				{ query: ACCOUNT },
				{
					headers: {
						authorization: 'Bearer sandbox-access-0000',
						...(version ? { 'x-jobber-graphql-version': version } : {}),
					},
					validateStatus: () => true,
				},
			);
		const [none, wrong] = [await ask(), await ask('2026-03-11')];
		const [current, removed] = [await ask('2026-07-27'), await ask('2025-04-16')];
		bench.jobber.settings.clockFrozenAt = Date.parse('2027-04-01T00:00:00Z');
		const late = await ask('2026-03-10');

		expect([form.status, none.status, wrong.status]).toEqual([415, 400, 400]);
		expect(current.data.extensions.versioning).toEqual({ version: '2026-07-27' });
		expect(removed.data.extensions.versioning).toEqual({
			version: '2026-02-03',
			warning: expect.stringContaining('2025-04-16 has been removed'),
		});
		expect(late.data.extensions.versioning.warning).toContain('no longer supported');
	});

	test('a missing scope hides a field under status 200', async () => {
		bench.jobber.settings.missingScopes = ['read_clients'];
		const read = await bench.ask('{ client(id: "x") { id } account { name } }');
		const list = await bench.ask('{ clients(first: 1) { nodes { id } } account { name } }');
		bench.jobber.settings.missingScopes = ['write_clients'];
		const write = await bench.ask('mutation { clientCreate(input: {firstName: "Ada"}) { client { id } } }');

		expect(read).toMatchObject({
			data: { client: null, account: { name: 'Sandbox Field Services' } },
			errors: [{ message: expect.stringMatching(/hidden due to permissions.*read_clients/), path: ['client'] }],
		});
		expect([list.data, write.data]).toEqual([null, null]);
		expect(bench.jobber.records('clients')).toEqual([]);
	});

	test('requests are counted over five minutes, whatever they cost', async () => {
		bench.jobber.settings.rateLimits = { burst: 2 };
		const answers = [await account('sandbox-access-0000'), await account('sandbox-access-0000')];
		const refused = await account('sandbox-access-0000');
		bench.jobber.settings.clockFrozenAt = NOON + 300_000;

		expect(answers.map(({ status }) => status)).toEqual([200, 200]);
		expect([refused.status, refused.headers['content-type'], refused.data]).toEqual([
			429,
			'text/plain; charset=utf-8',
			'Retry later\n',
		]);
		expect((await account('sandbox-access-0000')).status).toBe(200);
	});

	test('a fault can pick an operation, and 5xx are HTML', async () => {
		bench.jobber.addFault({ path: '#clientCreate', status: 502, body: '<html>Bad gateway</html>' });
		const untouched = await post(bench.http, ACCOUNT);
		const hit = await post(bench.http, 'mutation { clientCreate(input: {firstName: "Ada"}) { client { id } } }');

		expect([untouched.status, hit.status, hit.headers['content-type']]).toEqual([
			200,
			502,
			'text/html; charset=utf-8',
		]);
		expect(bench.jobber.requests().map(({ path }) => path)).toEqual([
			'/api/graphql#account',
			'/api/graphql#clientCreate',
		]);
		expect(bench.jobber.counters().byRoute).toMatchObject({ 'POST /api/graphql#clientCreate': 1 });
	});
});
