import { generateKeyPairSync } from 'node:crypto';
import axios from 'axios';
import { sign } from 'jsonwebtoken';
import { BASE, clientFor, refusal, salesforceBench } from './salesforceBench';

const CLIENT = { client_id: 'sandbox-consumer-key', client_secret: 'sandbox-consumer-secret' };
const REDIRECT_URI = 'http://localhost:5678/rest/oauth2-credential/callback';
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
// The challenge of RFC 7636, appendix B.
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

describe('Salesforce sandbox: access', () => {
	const bench = salesforceBench();
	const token = (form: Record<string, string>) =>
		bench.http.post('/services/oauth2/token', new URLSearchParams({ ...CLIENT, ...form }));
	const authorize = (more: Record<string, string> = {}) =>
		bench.http.post(
			'/services/oauth2/authorize',
			new URLSearchParams({
				client_id: CLIENT.client_id,
				redirect_uri: REDIRECT_URI,
				response_type: 'code',
				scope: 'api refresh_token',
				state: 's1',
				decision: 'allow',
				code_challenge: CHALLENGE,
				code_challenge_method: 'S256',
				...more,
			}),
		);
	const codeOf = async (more: Record<string, string> = {}) =>
		new URL(String((await authorize(more)).headers.location)).searchParams.get('code') ?? '';
	const exchange = (code: string, more: Record<string, string> = {}) =>
		token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, code_verifier: VERIFIER, ...more });
	const limits = (accessToken: string) => clientFor(bench.sandbox, accessToken).get(`${BASE}/limits`);

	test('the consent page offers Allow and Deny; a denial goes back with the state', async () => {
		const page = await bench.http.get('/services/oauth2/authorize', {
			params: { client_id: CLIENT.client_id, redirect_uri: REDIRECT_URI, response_type: 'code', scope: 'api' },
		});
		const denied = await authorize({ decision: 'deny' });

		expect(page.data).toMatch(/<code>api<\/code>[\s\S]*value="allow"[\s\S]*value="deny"/);
		expect(String(denied.headers.location)).toMatch(/error=access_denied.*state=s1/);
	});

	test('the web server flow answers a session, its instance and no lifetime', async () => {
		const { data } = await exchange(await codeOf());

		expect(data).toMatchObject({
			instance_url: `${bench.sandbox.url}/salesforce`,
			id: expect.stringMatching(/\/salesforce\/id\/00D\w{15}\/005\w{15}$/),
			token_type: 'Bearer',
			scope: 'api refresh_token',
			refresh_token: expect.any(String),
		});
		expect(data).not.toHaveProperty('expires_in');
		expect((await limits(data.access_token)).status).toBe(200);
		expect(
			(await axios.get(data.id, { headers: { authorization: `Bearer ${data.access_token}` } })).data.username,
		).toBe('dana.reyes@sandbox.example');
	});

	test('a code works once, with its verifier and redirect URI', async () => {
		const code = await codeOf();

		expect((await exchange(await codeOf(), { code_verifier: 'wrong' })).data.error).toBe('invalid_grant');
		expect((await exchange(await codeOf(), { redirect_uri: 'http://localhost/' })).data.error).toBe(
			'redirect_uri_mismatch',
		);
		expect((await exchange(code)).status).toBe(200);
		expect([(await exchange(code)).status, (await exchange(code)).data]).toEqual([
			400,
			{ error: 'invalid_grant', error_description: 'expired authorization code' },
		]);
	});

	test('PKCE can be made mandatory', async () => {
		bench.crm.settings.requirePkce = true;
		const { status, data } = await authorize({ code_challenge: '' });

		expect([status, data]).toEqual([400, expect.stringContaining('missing required code challenge')]);
	});

	test.each([
		[false, 200],
		[true, 400],
	])('with rotation %s the old refresh token leads to %i', async (rotate, status) => {
		bench.crm.settings.rotateRefreshTokens = rotate;
		const { refresh_token } = (await exchange(await codeOf())).data;
		const first = await token({ grant_type: 'refresh_token', refresh_token });

		expect(first.data.refresh_token === undefined).toBe(!rotate);
		expect((await token({ grant_type: 'refresh_token', refresh_token })).status).toBe(status);
	});

	test('no refresh token without its scope', async () => {
		expect((await exchange(await codeOf({ scope: 'api' }))).data).not.toHaveProperty('refresh_token');
	});

	test('client credentials need the My Domain host and a user to run as', async () => {
		const login = () => token({ grant_type: 'client_credentials' });
		const good = await login();
		bench.crm.settings.clientCredentialsUser = false;
		const nobody = await login();
		bench.crm.settings.myDomain = false;

		expect([good.status, good.data.refresh_token]).toEqual([200, undefined]);
		expect(nobody.data.error_description).toBe('no client credentials user enabled');
		expect((await login()).data).toEqual({
			error: 'invalid_grant',
			error_description: 'request not supported on this domain',
		});
	});

	test('the client may come in a Basic header; a wrong one is named', async () => {
		const basic = await axios.post(
			`${bench.sandbox.url}/salesforce/services/oauth2/token`,
			new URLSearchParams({ grant_type: 'client_credentials' }),
			{ auth: { username: CLIENT.client_id, password: CLIENT.client_secret } },
		);

		expect(basic.status).toBe(200);
		expect((await token({ grant_type: 'client_credentials', client_id: 'x' })).data.error).toBe('invalid_client_id');
		expect((await token({ grant_type: 'client_credentials', client_secret: 'x' })).data.error).toBe('invalid_client');
		expect((await token({ grant_type: 'magic' })).data.error).toBe('unsupported_grant_type');
	});

	test('a blocked password flow, a wrong password and a missing security token read the same', async () => {
		const login = (password: string) =>
			token({ grant_type: 'password', username: 'dana.reyes@sandbox.example', password });
		const failure = { error: 'invalid_grant', error_description: 'authentication failure' };
		const good = await login('sandbox-passwordSANDBOXTOKEN');
		const wrong = await login('wrongSANDBOXTOKEN');
		const noToken = await login('sandbox-password');
		bench.crm.settings.requireSecurityToken = false;
		const trusted = await login('sandbox-password');
		bench.crm.settings.blockUsernamePassword = true;
		const blocked = await login('sandbox-passwordSANDBOXTOKEN');

		expect([good.status, trusted.status]).toEqual([200, 200]);
		expect([wrong, noToken, blocked].map(({ data }) => data)).toEqual([failure, failure, failure]);
	});

	test('the JWT flow checks signature, audience, time and approval', async () => {
		const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
		bench.crm.settings.jwtPublicKey = String(publicKey.export({ type: 'spki', format: 'pem' }));
		const claims = { iss: CLIENT.client_id, sub: 'dana.reyes@sandbox.example', aud: 'https://login.salesforce.com' };
		const login = (change: object = {}, key: string | Buffer = pem) =>
			token({
				grant_type: JWT_BEARER,
				assertion: sign({ exp: Math.floor(Date.now() / 1_000) + 180, ...claims, ...change }, key, {
					algorithm: 'RS256',
				}),
			});
		const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
		const good = await login();
		const myDomain = await login({ aud: `${bench.sandbox.url}/salesforce` });

		expect([good.status, myDomain.status, good.data.refresh_token]).toEqual([200, 200, undefined]);
		const forged = await login({}, other.export({ type: 'pkcs8', format: 'pem' }));
		expect(forged.data).toEqual({ error: 'invalid_grant', error_description: 'invalid assertion' });
		expect((await login({ aud: 'https://elsewhere.example' })).data.error_description).toBe('audience is invalid');
		expect((await login({ exp: 1_700_000_000 })).data.error).toBe('invalid_grant');
		bench.crm.settings.jwtUserApproved = false;
		expect((await login()).data.error_description).toBe("user hasn't approved this consumer");
	});

	test('any token error can be had, and secrets stay out of the log', async () => {
		bench.crm.settings.tokenError = {
			error: 'app_not_found',
			error_description: 'External client app is not installed',
		};
		const { status, data } = await token({ grant_type: 'password', password: 'hush', assertion: 'hush' });

		expect([status, data.error]).toEqual([400, 'app_not_found']);
		expect(JSON.stringify(bench.crm.requests())).not.toContain('hush');
	});

	test('a session ends when it was not used for long enough', async () => {
		bench.crm.settings.patch({ clockFrozenAt: 1_800_000_000_000, tokenTtlMs: 60_000 });
		const { access_token } = (await token({ grant_type: 'client_credentials' })).data;
		const statusAfter = async (ms: number) => {
			bench.crm.settings.clockFrozenAt = Number(bench.crm.settings.clockFrozenAt) + ms;
			return limits(access_token);
		};

		expect((await statusAfter(59_000)).status).toBe(200);
		expect((await statusAfter(59_000)).status).toBe(200);
		const { status, data } = await statusAfter(60_000);
		expect([status, data]).toEqual([401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]]);
	});

	test('a session without the api scope is a 401 that no login mends; userinfo answers 403 in plain text', async () => {
		bench.crm.settings.missingScopes = ['api'];
		const rest = await bench.http.get(`${BASE}/limits`);
		const userinfo = await clientFor(bench.sandbox, 'bad').get('/services/oauth2/userinfo');

		expect([rest.status, rest.data[0].message]).toEqual([401, 'This session is not valid for use with the REST API']);
		expect([userinfo.status, userinfo.data]).toEqual([403, 'Bad_OAuth_Token']);
	});

	test('the day rolls, usage is in every answer, and the limit is a 403', async () => {
		bench.crm.settings.patch({ clockFrozenAt: 1_800_000_000_000, rateLimits: { daily: 2 } });
		const answers = [];
		for (let n = 0; n < 3; n++) answers.push(await bench.http.get(`${BASE}/limits`));
		bench.crm.settings.clockFrozenAt = 1_800_086_400_000;
		const nextDay = await bench.http.get(`${BASE}/limits`);

		expect(answers[0].data.DailyApiRequests).toEqual({ Max: 2, Remaining: 1 });
		expect(answers.map(({ headers }) => headers['sforce-limit-info'])).toEqual([
			'api-usage=1/2',
			'api-usage=2/2',
			'api-usage=2/2',
		]);
		expect([answers[2].status, answers[2].data]).toEqual([
			403,
			[{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
		]);
		expect(answers[2].headers).not.toHaveProperty('retry-after');
		expect(bench.crm.counters().rateLimited).toBe(1);
		expect(nextDay.status).toBe(200);
	});

	test('the concurrent variant has the same code', async () => {
		bench.crm.settings.concurrentLimitReached = true;
		const { data } = await bench.http.get(`${BASE}/limits`);

		expect(data).toEqual([
			{ message: expect.stringMatching(/^ConcurrentRequests/), errorCode: 'REQUEST_LIMIT_EXCEEDED' },
		]);
	});

	test.each([
		['org', 'API_DISABLED_FOR_ORG'],
		['user', 'API_CURRENTLY_DISABLED'],
	] as const)('an API that is off for the %s', async (apiDisabled, code) => {
		bench.crm.settings.apiDisabled = apiDisabled;

		expect(refusal(await bench.http.get(`${BASE}/limits`))).toEqual([403, code]);
	});

	test('versions are listed without a session; old ones are gone, future ones unknown', async () => {
		const { data } = await axios.get(`${bench.sandbox.url}/salesforce/services/data/`);

		expect(data.map(({ version }: { version: string }) => version)).toContain('66.0');
		expect(refusal(await bench.http.get('/services/data/v30.0/limits'))).toEqual([410, 'GONE']);
		expect(refusal(await bench.http.get('/services/data/v99.0/limits'))).toEqual([404, 'NOT_FOUND']);
		expect(refusal(await bench.http.get('/services/nonsense'))).toEqual([404, 'NOT_FOUND']);
	});

	test('maintenance answers HTML, from the token endpoint too', async () => {
		bench.crm.settings.maintenance = true;
		const answers = [await bench.http.get(`${BASE}/limits`), await token({ grant_type: 'client_credentials' })];

		expect(answers.map(({ status, headers }) => [status, headers['content-type']])).toEqual([
			[503, 'text/html; charset=utf-8'],
			[503, 'text/html; charset=utf-8'],
		]);
	});

	test('a long URI is a 414', async () => {
		const answer = await bench.query(`SELECT Id FROM Contact WHERE Email = '${'x'.repeat(16_384)}'`);

		expect(answer.status).toBe(414);
	});
});
