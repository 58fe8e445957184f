import axios from 'axios';
import { API_KEYS } from '../../sandbox/freshsales/portal';
import { clientFor, freshsalesBench, messagesOf, OMAR, VIEW } from './freshsalesBench';

const FILTERS = '/contacts/filters';

describe('Freshsales sandbox: access', () => {
	const bench = freshsalesBench();
	const as = (headers: Record<string, string>) => clientFor(bench.sandbox, headers);

	test.each([
		[`Token token=${API_KEYS.admin}`, 200],
		[`Token token="${API_KEYS.admin}"`, 200],
		[`Token ${API_KEYS.admin}`, 401],
		[`Bearer ${API_KEYS.admin}`, 401],
		[`Basic ${Buffer.from(`${API_KEYS.admin}:X`).toString('base64')}`, 401],
		['Token token=wrong', 401],
	])('%s answers %i', async (authorization, expected) => {
		const { status, data } = await as({ authorization }).get(FILTERS);

		expect(status).toBe(expected);
		if (expected === 401) expect(data).toEqual({ login: 'failed', message: 'Incorrect or expired API key' });
		else expect(data.filters.length).toBeGreaterThan(0);
	});

	test('no key at all is refused without a message', async () => {
		const { status, data } = await as({}).get(FILTERS);

		expect([status, data]).toEqual([401, { login: 'failed', message: null }]);
	});

	test('a reset key is invalid at once', async () => {
		bench.crm.settings.keysRevoked = true;

		expect((await bench.http.get(FILTERS)).status).toBe(401);
	});

	test('a bad key that does not ask for JSON ends on a page that looks like success', async () => {
		const headers = { authorization: 'Token token=wrong', accept: '*/*' };
		const { status, headers: answered } = await as(headers).get(FILTERS);
		const followed = await axios.get(`${bench.sandbox.url}/freshsales/crm/sales/api${FILTERS}`, { headers });

		expect([status, answered.location]).toEqual([302, '/freshsales/crm/sales/signin']);
		expect([followed.status, followed.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		const valid = as({ authorization: `Token token=${API_KEYS.admin}`, accept: '*/*' });
		expect((await valid.get(FILTERS)).data).toHaveProperty('filters');
	});

	test.each([
		['acme.myfreshworks.com', 200],
		['ACME.myfreshworks.com:443', 200],
		['other.myfreshworks.com', 404],
		['acme.freshworks.com', 404],
		['acme.freshsales.io', 404],
	])('host %s answers %i', async (host, expected) => {
		const { status, headers } = await as({ authorization: `Token token=${API_KEYS.admin}`, host }).get(FILTERS);

		expect(status).toBe(expected);
		expect(headers['content-type']).toMatch(expected === 200 ? /json/ : /text\/html/);
	});

	test('an alias that is nobody’s may send to a sign-up page', async () => {
		bench.crm.settings.patch({ accountClosed: true, unknownHost: 'signUp' });
		const { status, headers } = await bench.http.get(FILTERS);

		expect([status, headers.location]).toEqual([302, '/freshsales/signup']);
	});

	test('a key acts as its user: other users’ records are missing or refused', async () => {
		const own = (await bench.restricted.post('/contacts', { contact: { email: 'own@example.com' } })).data.contact;
		const other = (await bench.http.post('/contacts', { contact: { email: 'other@example.com' } })).data.contact;
		const listed = await bench.restricted.get(`/contacts/view/${VIEW.all}`);
		const found = await bench.restricted.get('/lookup?q=other%40example.com&f=email&entities=contact');
		const denied = await bench.restricted.get(`/contacts/${other.id}`);
		const written = await bench.restricted.post('/contacts/upsert', {
			unique_identifier: { emails: 'other@example.com' },
			contact: { city: 'Rome' },
		});

		expect(own.owner_id).toBe(OMAR);
		expect(listed.data.contacts.map(({ id }: { id: number }) => id)).toEqual([own.id]);
		expect(found.data).toEqual({ contacts: { contacts: [] } });
		expect([denied.status, denied.data]).toEqual([403, { errors: { message: 'Access Denied' } }]);
		expect(written.status).toBe(403);
		expect((await bench.http.get(`/contacts/${other.id}`)).data.contact.city).toBeNull();
	});

	test('lists of settings may be closed to limited users, and a right may be missing altogether', async () => {
		const closed = await bench.restricted.get('/selector/owners');
		bench.crm.settings.missingScopes = ['deals'];

		expect([closed.status, closed.data]).toEqual([403, { errors: { message: 'Access Denied' } }]);
		expect((await bench.restricted.get(FILTERS)).status).toBe(200);
		expect((await bench.http.get('/deals/filters')).status).toBe(403);
		expect((await bench.http.get(FILTERS)).status).toBe(200);
	});

	test('there are no leads, and no path is taken for another', async () => {
		expect((await bench.http.get('/leads')).status).toBe(404);
		expect((await bench.http.post('/leads', { lead: { email: 'a@example.com' } })).status).toBe(404);
		expect((await bench.http.get('/contacts/abc')).data).toBe('');
	});

	describe('limits', () => {
		beforeEach(() => bench.crm.settings.patch({ rateLimits: 'vendor', clockFrozenAt: 1_800_000_000_000 }));
		const limits = ({ headers }: { headers: object }) =>
			['limit', 'remaining', 'reset'].map((name) => (headers as Record<string, string>)[`x-ratelimit-${name}`]);

		test('an hour is shared by all keys of the account, and its end is told', async () => {
			bench.crm.settings.hourlyLimit = 2;
			const first = await bench.http.get(FILTERS);
			bench.crm.settings.clockFrozenAt! += 600_000;
			const second = await bench.restricted.get(FILTERS);
			const third = await bench.http.get(FILTERS);
			bench.crm.settings.clockFrozenAt! += 3_000_000;
			const fourth = await bench.http.get(FILTERS);

			expect([first, second, third, fourth].map(({ status }) => status)).toEqual([200, 200, 429, 200]);
			expect(limits(first)).toEqual(['2', '1', '3600']);
			expect(limits(third)).toEqual(['2', '0', '3000']);
			expect(third.headers).not.toHaveProperty('retry-after');
			expect(third.data).toBe('Retry later\n');
			expect(bench.crm.counters()).toMatchObject({ total: 4, rateLimited: 1 });
		});

		test('a minute has a limit of its own, and the wait may be told in other ways', async () => {
			bench.crm.settings.patch({ rateLimits: { burst: 1 }, rateLimitReset: 'epoch', retryAfter: true });
			const first = await bench.http.get(FILTERS);
			const second = await bench.http.get(FILTERS);
			bench.crm.settings.rateLimitHeaders = false;
			const third = await bench.http.get(FILTERS);
			bench.crm.settings.clockFrozenAt! += 60_000;

			expect(limits(first)).toEqual(['1000', '999', '1800003600']);
			expect([second.status, second.headers['retry-after']]).toEqual([429, '60']);
			expect([third.status, limits(third)]).toEqual([429, [undefined, undefined, undefined]]);
			expect((await bench.http.get(FILTERS)).status).toBe(200);
		});

		test.each([
			['free', '1000'],
			['growth', '1000'],
			['pro', '2000'],
			['enterprise', '5000'],
		] as const)('plan %s has %s requests per hour', async (tier, expected) => {
			bench.crm.settings.tier = tier;

			expect((await bench.http.get(FILTERS)).headers['x-ratelimit-limit']).toBe(expected);
		});
	});

	test('refusals come as a list, as one text or by field', async () => {
		const refusal = async () => (await bench.http.post('/contacts', { contact: {} })).data;
		const texts = [await refusal()];
		bench.crm.settings.errorShape = 'text';
		texts.push(await refusal());
		bench.crm.settings.errorShape = 'byField';
		texts.push(await refusal());

		expect(texts).toEqual([
			{ errors: { code: 400, message: ['Need to fill this Email'] } },
			{ errors: { code: 400, message: 'Need to fill this Email' } },
			{ errors: { email: ['Need to fill this Email'] } },
		]);
	});

	test.each([
		['text/plain', 'x', 'Invalid or missing attributes'],
		['application/json', '{bad', 'There was a problem in the JSON payload'],
		['application/json', '[]', 'Invalid or missing attributes'],
	])('a body of %s "%s" is refused', async (type, body, message) => {
		const answer = await bench.http.post('/contacts', body, {
			headers: { 'content-type': type },
			transformRequest: [(data) => data],
		});

		expect([answer.status, messagesOf(answer)]).toEqual([400, [message]]);
	});
});
