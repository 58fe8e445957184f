import { clientFor, housecallProBench } from './housecallproBench';

const CLIENT = { client_id: 'sandbox-client', client_secret: 'sandbox-secret' };
const REDIRECT_URI = 'http://localhost:5678/rest/oauth2-credential/callback';
const LOCATION = '5b0c7f6e-2f0d-4a53-9a53-0d6f4b1f7c02';

describe('Housecall Pro sandbox: access', () => {
	const bench = housecallProBench();
	const as = (authorization: string, headers: Record<string, string> = {}) =>
		clientFor(bench.sandbox, authorization, headers);
	const authorize = (form: Record<string, string> = {}) =>
		bench.http.post(
			'/oauth/authorize',
			new URLSearchParams({
				client_id: CLIENT.client_id,
				redirect_uri: REDIRECT_URI,
				state: 's1',
				decision: 'allow',
				...form,
			}),
		);
	const landing = (location: unknown) => new URL(String(location)).searchParams;
	const token = (body: object) => bench.http.post('/oauth/token', { ...CLIENT, ...body });
	const install = async () => {
		const code = landing((await authorize()).headers.location).get('code');
		return (await token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI })).data;
	};

	test.each([
		['Token hcp-company-key-sandbox', 200],
		['Token hcp-application-key-sandbox', 200],
		['Bearer hcp-company-key-sandbox', 401],
		['hcp-company-key-sandbox', 401],
		['Token wrong', 401],
	])('%s answers %i', async (authorization, expected) => {
		const { status, data } = await as(authorization).get('/company');

		expect(status).toBe(expected);
		expect(data).toMatchObject(
			expected === 200
				? { name: 'Northwind Plumbing', time_zone: 'America/Denver' }
				: { error: { message: 'Unauthorized' } },
		);
	});

	test('the pipeline has its own 401, and plans below MAX have no API', async () => {
		const wrong = await as('Token wrong').get('/pipeline/statuses?resource_type=lead');
		bench.crm.settings.tier = 'essentials';

		expect([wrong.status, wrong.data]).toEqual([401, { message: 'Unauthorized' }]);
		expect((await bench.http.get('/company')).status).toBe(401);
	});

	test.each([
		['company key', 'PUT', '/jobs/job_0/schedule'],
		['company key', 'DELETE', '/jobs/job_0/schedule'],
		['company key', 'PUT', '/jobs/job_0/dispatch'],
		['company key', 'GET', '/estimates/est_0'],
		['company key', 'GET', '/application'],
		['application key', 'GET', '/jobs/job_0/appointments'],
		['application key', 'GET', '/job_fields/job_types'],
	])('%s may not %s %s, unless nobody checks', async (key, method, url) => {
		const http = key === 'company key' ? bench.http : bench.app;
		const data = method === 'PUT' ? { start_time: '2026-12-01T09:00:00', dispatched_employees: [] } : undefined;
		const status = async () => (await http.request({ method, url, data })).status;

		expect(await status()).toBe(403);
		bench.crm.settings.keyTypeRefusal = 401;
		expect(await status()).toBe(401);
		bench.crm.settings.keyTypeRefusal = null;
		expect([200, 404]).toContain(await status());
	});

	test('X-Company-Id chooses the company of an application key and overrides location_ids', async () => {
		const branch = as('Token hcp-application-key-sandbox', { 'x-company-id': LOCATION });
		const { data: customer } = await branch.post('/customers', { first_name: 'Ada' });
		const total = async (http: typeof branch, query = '') => (await http.get(`/customers?${query}`)).data.total_items;
		const head = (await bench.app.get('/company')).data.id;

		expect(customer).toMatchObject({ company_id: LOCATION, company_name: 'Northwind Plumbing Boulder' });
		expect((await branch.get('/company')).data.id).toBe(LOCATION);
		expect(await total(branch, `location_ids[]=${head}`)).toBe(1);
		expect(await total(bench.app)).toBe(0);
		expect(await total(bench.app, `location_ids[]=${head}&location_ids[]=${LOCATION}`)).toBe(1);
		const stranger = as('Token hcp-application-key-sandbox', { 'x-company-id': 'nobody' });
		const companyKey = as('Token hcp-company-key-sandbox', { 'x-company-id': LOCATION });
		expect((await stranger.get('/company')).status).toBe(403);
		expect((await companyKey.get('/company')).data.id).toBe(head);
	});

	test('the consent page offers Allow and Deny', async () => {
		const params = { client_id: CLIENT.client_id, redirect_uri: REDIRECT_URI, response_type: 'code' };
		const page = await bench.http.get('/oauth/authorize', { params });
		const denied = await authorize({ decision: 'deny' });

		expect(page.data).toMatch(/Northwind Plumbing[\s\S]*value="allow"[\s\S]*value="deny"/);
		expect(Object.fromEntries(landing(denied.headers.location))).toEqual({ error: 'access_denied', state: 's1' });
		expect((await authorize({ client_id: 'wrong' })).status).toBe(400);
	});

	test('OAuth tokens come from a JSON body, go behind Bearer and expire', async () => {
		bench.crm.settings.clockFrozenAt = Date.parse('2026-11-01T00:00:00Z');
		const { access_token, refresh_token } = await install();
		const status = async (authorization: string) => (await as(authorization).get('/company')).status;

		expect([await status(`Bearer ${access_token}`), await status(`Token ${access_token}`)]).toEqual([200, 401]);
		bench.crm.settings.clockFrozenAt += 7_200_000;
		expect(await status(`Bearer ${access_token}`)).toBe(401);

		const refreshed = await token({ grant_type: 'refresh_token', refresh_token });
		const again = await token({ grant_type: 'refresh_token', refresh_token });
		expect(await status(`Bearer ${refreshed.data.access_token}`)).toBe(200);
		expect([again.status, again.data]).toEqual([
			400,
			{ error: 'invalid_grant', error_description: expect.any(String), statusCode: 400 },
		]);
	});

	test('a form body is refused, unless the account takes it; a code works once', async () => {
		const code = landing((await authorize()).headers.location).get('code') ?? '';
		const form = new URLSearchParams({ ...CLIENT, grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI });
		const refused = await bench.http.post('/oauth/token', form);
		bench.crm.settings.tokenEndpointTakesForms = true;
		const taken = await bench.http.post('/oauth/token', form);
		const again = await bench.http.post('/oauth/token', form);

		expect([refused.data.error, taken.status, again.data.error]).toEqual(['invalid_request', 200, 'invalid_grant']);
	});

	test('429 comes with and without Retry-After', async () => {
		bench.crm.settings.patch({ clockFrozenAt: 1_800_000_000_000, rateLimits: { burst: 1, intervalMs: 5_000 } });
		await bench.http.get('/company');
		const told = await bench.http.get('/company');
		bench.crm.settings.retryAfter = false;
		const untold = await bench.http.get('/company');
		bench.crm.settings.clockFrozenAt = 1_800_000_005_000;

		expect([told.status, told.headers['retry-after']]).toEqual([429, '5']);
		expect([untold.status, untold.headers['retry-after']]).toEqual([429, undefined]);
		expect((await bench.http.get('/company')).status).toBe(200);
		expect(bench.crm.counters()).toMatchObject({ total: 4, rateLimited: 2, byRoute: { 'GET /company': 4 } });
	});

	test('a gateway answers text', async () => {
		bench.crm.addFault({ path: '/customers', status: 502, body: '<html>Bad gateway</html>' });
		const { status, data } = await bench.http.get('/customers');

		expect([status, data]).toEqual([502, '<html>Bad gateway</html>']);
	});

	test('the log hides keys', async () => {
		await bench.http.get('/company');

		expect(JSON.stringify(bench.crm.requests())).not.toContain('hcp-company-key');
		expect(bench.crm.requests()).toMatchObject([{ path: '/company', authorization: 'Token ***' }]);
	});
});
