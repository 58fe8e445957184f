import axios, { type AxiosResponse } from 'axios';
import { ACCESS_TOKEN, API, CLIENT, clientFor, REFRESH_TOKEN, refusal, zohoBench } from './zohoBench';

const REDIRECT_URI = 'http://localhost/callback';
const SCOPE = 'ZohoCRM.modules.ALL,ZohoCRM.users.READ';
const NOW = Date.parse('2026-11-20T10:00:00Z');
const MINUTE = 60_000;

describe('Zoho sandbox: access', () => {
	const bench = zohoBench();
	const at = (path: string, host = '') => `${bench.sandbox.url}/zoho${host && `/${host}`}${path}`;
	const post = (url: string, form: Record<string, string>): Promise<AxiosResponse> =>
		axios.post(url, new URLSearchParams(form), { validateStatus: () => true, maxRedirects: 0 });
	const token = (form: Record<string, string>, host = '') => post(at('/oauth/v2/token', host), { ...CLIENT, ...form });
	const refresh = (host = '') => token({ grant_type: 'refresh_token', refresh_token: REFRESH_TOKEN }, host);
	const consent = (change: Record<string, string> = {}, host = '') =>
		post(at('/oauth/v2/auth', host), {
			client_id: CLIENT.client_id,
			redirect_uri: REDIRECT_URI,
			response_type: 'code',
			access_type: 'offline',
			prompt: 'consent',
			scope: SCOPE,
			state: 's1',
			decision: 'allow',
			...change,
		});
	const redirected = (answer: AxiosResponse) => new URL(String(answer.headers.location)).searchParams;
	const exchange = async (change: Record<string, string> = {}) =>
		token({
			grant_type: 'authorization_code',
			code: redirected(await consent(change)).get('code') ?? '',
			redirect_uri: REDIRECT_URI,
		});
	const users = (accessToken: string, host = '') => clientFor(bench.sandbox, accessToken, host).get(`${API}/users`);

	test('the consent page names the scopes; a denial goes back with the state', async () => {
		const page = await bench.http.get('/oauth/v2/auth', {
			params: { client_id: CLIENT.client_id, redirect_uri: REDIRECT_URI, response_type: 'code', scope: SCOPE },
		});
		const denied = redirected(await consent({ decision: 'deny' }));

		expect(page.data).toMatch(/<code>ZohoCRM\.users\.READ<\/code>[\s\S]*value="allow"[\s\S]*value="deny"/);
		expect([denied.get('error'), denied.get('state')]).toEqual(['access_denied', 's1']);
		expect((await consent({ client_id: 'x' })).status).toBe(400);
	});

	test('the code flow answers tokens and the API domain; the redirect names the data centre', async () => {
		bench.crm.settings.dataCentre = 'ca';
		const back = redirected(await consent({}, 'accounts.zohocloud.ca'));
		const { status, data } = await token(
			{ grant_type: 'authorization_code', code: back.get('code') ?? '', redirect_uri: REDIRECT_URI },
			'accounts.zohocloud.ca',
		);

		expect([back.get('location'), back.get('accounts-server')]).toEqual(['ca', at('', 'accounts.zohocloud.ca')]);
		expect([status, data]).toEqual([
			200,
			{
				access_token: expect.stringMatching(/^1000\./),
				refresh_token: expect.stringMatching(/^1000\./),
				scope: SCOPE.replace(',', ' '),
				api_domain: at('', 'www.zohoapis.ca'),
				token_type: 'Bearer',
				expires_in: 3600,
			},
		]);
		expect((await users(data.access_token, 'www.zohoapis.ca')).status).toBe(200);
		expect(refusal(await users(data.access_token, 'www.zohoapis.com'))).toEqual([401, 'INVALID_TOKEN']);
	});

	test.each([
		[{ access_type: 'online' }, false],
		[{ prompt: '' }, false],
		[{}, true],
	])('with %j a refresh token comes: %s', async (change, comes) => {
		const { data } = await exchange(change as Record<string, string>);

		expect(typeof data.access_token).toBe('string');
		expect('refresh_token' in data).toBe(comes);
	});

	test('a code works once, for two minutes, and with its redirect URI', async () => {
		bench.crm.settings.clockFrozenAt = NOW;
		const code = redirected(await consent()).get('code') ?? '';
		const late = redirected(await consent()).get('code') ?? '';
		const use = (one: string, redirect_uri = REDIRECT_URI) =>
			token({ grant_type: 'authorization_code', code: one, redirect_uri });
		const first = await use(code);
		const again = await use(code);
		const elsewhere = await use(redirected(await consent()).get('code') ?? '', 'http://localhost/');
		bench.crm.settings.clockFrozenAt = NOW + 2 * MINUTE;

		expect(typeof first.data.access_token).toBe('string');
		expect([again.status, again.data]).toEqual([200, { error: 'invalid_code' }]);
		expect(elsewhere.data).toEqual({ error: 'invalid_redirect_uri' });
		expect((await use(late)).data).toEqual({ error: 'invalid_code' });
	});

	test('a self client exchanges its code without a redirect URI', async () => {
		const { code } = (await post(at('/_console/self-client'), { scope: SCOPE, minutes: '3' })).data;
		const { data } = await token({ grant_type: 'authorization_code', code });

		expect((await token({ grant_type: 'refresh_token', refresh_token: data.refresh_token })).data).toMatchObject({
			access_token: expect.any(String),
			expires_in: 3600,
		});
	});

	test('client credentials name the org and get no refresh token', async () => {
		const login = (soid: string) => token({ grant_type: 'client_credentials', scope: SCOPE, soid });
		const { data } = await login('ZohoCRM.60012345678');

		expect('refresh_token' in data).toBe(false);
		expect((await users(data.access_token)).status).toBe(200);
		expect((await login('ZohoCRM.1')).data.error).toBe('invalid_soid');
	});

	test.each([
		[{ client_id: 'x' }, 'invalid_client'],
		[{ client_secret: 'x' }, 'invalid_client_secret'],
		[{ refresh_token: 'x' }, 'invalid_code'],
	])('%j is refused with status 200 and %s', async (change, error) => {
		const { status, data } = await token({ grant_type: 'refresh_token', refresh_token: REFRESH_TOKEN, ...change });
		bench.crm.settings.tokenErrorStatus = 400;
		const other = await token({ grant_type: 'refresh_token', refresh_token: REFRESH_TOKEN, ...change });

		expect([status, data]).toEqual([200, { error }]);
		expect([other.status, other.data]).toEqual([400, { error }]);
	});

	test('another data centre does not know the refresh token, and an unknown host is no path', async () => {
		bench.crm.settings.dataCentre = 'eu';

		expect((await refresh('accounts.zoho.com')).data).toEqual({ error: 'invalid_code' });
		expect((await refresh('accounts.zoho.eu')).data.api_domain).toBe(at('', 'www.zohoapis.eu'));
		expect((await refresh('accounts.zoho.ca')).status).toBe(404);
	});

	test('parameters may come in the query', async () => {
		const params = { ...CLIENT, grant_type: 'refresh_token', refresh_token: REFRESH_TOKEN };
		const { data } = await axios.post(at('/oauth/v2/token'), undefined, { params });

		expect(data).toMatchObject({ access_token: expect.any(String), api_domain: at('') });
		expect('refresh_token' in data).toBe(false);
	});

	test('ten token requests in ten minutes, then a pause', async () => {
		bench.crm.settings.clockFrozenAt = NOW;
		for (let n = 0; n < 10; n++) expect(typeof (await refresh()).data.access_token).toBe('string');
		const refused = await refresh();
		bench.crm.settings.clockFrozenAt = NOW + 10 * MINUTE;

		expect([refused.status, refused.data.error, refused.data.status]).toEqual([400, 'Access Denied', 'failure']);
		expect(typeof (await refresh()).data.access_token).toBe('string');
	});

	test('an eleventh living access token ends the first', async () => {
		bench.crm.settings.clockFrozenAt = NOW;
		const tokens: string[] = [];
		for (let n = 0; n < 11; n++) {
			tokens.push((await refresh()).data.access_token);
			bench.crm.settings.clockFrozenAt = NOW + (n + 1) * MINUTE;
		}

		expect((await users(tokens[0])).status).toBe(401);
		expect((await users(tokens[1])).status).toBe(200);
	});

	test('an access token lives an hour; revoking ends its refresh token', async () => {
		bench.crm.settings.clockFrozenAt = NOW;
		const { access_token } = (await refresh()).data;
		const other = (await refresh()).data.access_token;
		bench.crm.settings.clockFrozenAt = NOW + 59 * MINUTE;
		expect((await users(access_token)).status).toBe(200);
		await axios.post(at(`/oauth/v2/token/revoke?token=${REFRESH_TOKEN}`));
		expect((await users(other)).status).toBe(401);
		bench.crm.settings.clockFrozenAt = NOW + 60 * MINUTE;

		expect(refusal(await users(access_token))).toEqual([401, 'INVALID_TOKEN']);
		expect((await refresh()).data).toEqual({ error: 'invalid_code' });
	});

	test('its own scheme and Bearer are taken; without a header it says so', async () => {
		const bearer = { headers: { authorization: `Bearer ${ACCESS_TOKEN}` } };
		const none = { headers: { authorization: undefined } };

		expect((await bench.http.get(`${API}/org`, bearer)).status).toBe(200);
		expect(refusal(await axios.get(at(`${API}/org`), { ...none, validateStatus: () => true }))).toEqual([
			401,
			'AUTHENTICATION_FAILURE',
		]);
		bench.crm.settings.acceptBearer = false;
		expect(refusal(await bench.http.get(`${API}/org`, bearer))).toEqual([401, 'INVALID_TOKEN']);
	});

	test.each([
		['ZohoCRM.coql.READ', () => bench.coql('select id from Contacts where id is not null')],
		['ZohoSearch.securesearch.READ', () => bench.http.get(`${API}/Contacts/search?word=ada`)],
		['ZohoCRM.modules.ALL', () => bench.coql('select id from Contacts where id is not null')],
		['ZohoCRM.settings.ALL', () => bench.http.get(`${API}/settings/fields?module=Contacts`)],
		['ZohoCRM.users.READ', () => bench.http.get(`${API}/users`)],
	])('without %s', async (scope, call) => {
		expect((await call()).status).toBeLessThan(300);
		bench.crm.settings.missingScopes = [scope];

		expect(refusal(await call())).toEqual([401, 'OAUTH_SCOPE_MISMATCH']);
	});

	test('one module may be granted alone', async () => {
		const { data } = await exchange({ scope: 'ZohoCRM.modules.leads.READ' });
		const http = clientFor(bench.sandbox, data.access_token);

		expect((await http.get(`${API}/Leads?fields=Email`)).status).toBe(204);
		expect(refusal(await http.get(`${API}/Contacts?fields=Email`))).toEqual([401, 'OAUTH_SCOPE_MISMATCH']);
		expect(refusal(await http.post(`${API}/Leads`, { data: [{}] }))).toEqual([401, 'OAUTH_SCOPE_MISMATCH']);
	});

	test('errors come at the top level or wrapped in data[]', async () => {
		const plain = await users('bad');
		bench.crm.settings.wrapErrors = true;
		const wrapped = await users('bad');

		expect(plain.data).toEqual({ code: 'INVALID_TOKEN', details: {}, message: 'invalid oauth token', status: 'error' });
		expect(wrapped.data).toEqual({ data: [plain.data] });
	});

	test('secrets stay out of the log', async () => {
		await refresh();
		const form = new FormData();
		for (const [name, value] of Object.entries({ ...CLIENT, grant_type: 'refresh_token', refresh_token: REFRESH_TOKEN })) {
			form.append(name, value);
		}
		expect(typeof (await axios.post(at('/oauth/v2/token'), form)).data.access_token).toBe('string');
		await axios.post(at(`/oauth/v2/token/revoke?token=${REFRESH_TOKEN}`));

		expect(JSON.stringify(bench.crm.requests())).not.toMatch(/sandbox-client-secret|sandbox\.refresh/);
	});

	test('credits are counted for a day, and told once half are gone', async () => {
		bench.crm.settings.patch({ clockFrozenAt: NOW, rateLimits: { daily: 6 } });
		const answers = [];
		for (let n = 0; n < 5; n++) answers.push(await bench.http.get(`${API}/org`));
		const lead = await bench.http.get(`${API}/Leads/deleted`);
		bench.crm.settings.clockFrozenAt = NOW + 24 * 60 * MINUTE;

		expect(answers.map(({ headers }) => headers['x-api-credits-remaining'])).toEqual([
			undefined,
			undefined,
			'3',
			'2',
			'1',
		]);
		expect(refusal(lead)).toEqual([429, 'TOO_MANY_REQUESTS']);
		expect(lead.headers).not.toHaveProperty('retry-after');
		expect((await bench.http.get(`${API}/org`)).status).toBe(200);
	});

	test('writes cost a credit for each ten records', async () => {
		bench.crm.settings.rateLimits = { daily: 10 };
		const data = Array.from({ length: 41 }, (_none, n) => ({ Last_Name: `N${n}` }));

		expect((await bench.http.post(`${API}/Contacts`, { data })).headers['x-api-credits-remaining']).toBe('5');
	});

	test('too many calls at once are refused, later ones are not', async () => {
		bench.crm.settings.patch({ tier: 'free', rateLimits: 'vendor', latencyMs: 100 });
		const answers = await Promise.all(Array.from({ length: 7 }, () => bench.http.get(`${API}/org`)));

		expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429, 429]);
		expect((await bench.http.get(`${API}/org`)).status).toBe(200);
	});

	test('ten searches and queries at once, whatever the edition', async () => {
		bench.crm.settings.patch({ tier: 'ultimate', rateLimits: 'vendor', latencyMs: 100 });
		const calls = Array.from({ length: 12 }, () => bench.http.get(`${API}/Contacts/search?word=ada`));

		expect((await Promise.all(calls)).filter(({ status }) => status === 429)).toHaveLength(2);
	});
});
