import axios from 'axios';
import { clientFor, CONTACTS, hubspotBench, OBJECTS } from './support';

const CLIENT = { client_id: 'sandbox-client', client_secret: 'sandbox-secret' };
const REDIRECT_URI = 'http://localhost:5678/rest/oauth2-credential/callback';
const DETAILS = '/account-info/2026-09/details';

describe('HubSpot sandbox: access', () => {
	const bench = hubspotBench();
	const authorize = (more: Record<string, string> = {}) =>
		bench.http.post(
			'/oauth/authorize',
			new URLSearchParams({
				client_id: CLIENT.client_id,
				redirect_uri: REDIRECT_URI,
				scope: 'oauth crm.objects.contacts.read',
				state: 's1',
				decision: 'allow',
				...more,
			}),
		);
	const landing = (location: unknown) => new URL(String(location)).searchParams;
	const token = (form: Record<string, string>, version = '2026-09') =>
		bench.http.post(`/oauth/${version}/token`, new URLSearchParams({ ...CLIENT, ...form }));
	const install = async (more: Record<string, string> = {}) => {
		const code = landing((await authorize(more)).headers.location).get('code') ?? '';
		return (await token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI })).data;
	};
	const details = (accessToken: string) => clientFor(bench.sandbox, accessToken).get(DETAILS);

	test('the consent page lists scopes and offers Allow and Deny', async () => {
		const page = await bench.http.get('/oauth/authorize', {
			params: { client_id: CLIENT.client_id, redirect_uri: REDIRECT_URI, scope: 'oauth crm.objects.contacts.read' },
		});

		expect(page.data).toMatch(/crm\.objects\.contacts\.read[\s\S]*value="allow"[\s\S]*value="deny"/);
	});

	test('a denial goes back with the state and an error', async () => {
		const { status, headers } = await authorize({ decision: 'deny' });

		expect(status).toBe(302);
		expect(Object.fromEntries(landing(headers.location))).toMatchObject({ error: 'access_denied', state: 's1' });
	});

	test('a required scope that the tier lacks fails the install, an optional one is left out', async () => {
		bench.hubspot.settings.tier = 'free';
		const required = await authorize({ scope: 'oauth crm.objects.leads.read' });
		const optional = await install({ optional_scope: 'crm.objects.leads.read' });

		expect([required.status, required.headers.location]).toEqual([400, undefined]);
		expect(optional.scopes).toEqual(['oauth', 'crm.objects.contacts.read']);
	});

	test.each(['v1', 'v3', '2026-03', '2026-09'])('%s refreshes a token from a form body only', async (version) => {
		const { refresh_token } = await install();
		const refreshed = await token({ grant_type: 'refresh_token', refresh_token }, version);
		const asJson = await bench.http.post(`/oauth/${version}/token`, {
			...CLIENT,
			grant_type: 'refresh_token',
			refresh_token,
		});

		expect(refreshed.data).toMatchObject({ refresh_token, expires_in: 1800, token_use: 'access_token' });
		expect((await details(refreshed.data.access_token)).status).toBe(200);
		expect(asJson.status).toBe(400);
	});

	test('rotation ends the old refresh token', async () => {
		bench.hubspot.settings.rotateRefreshTokens = true;
		const { refresh_token } = await install();
		const rotated = await token({ grant_type: 'refresh_token', refresh_token });
		const again = await token({ grant_type: 'refresh_token', refresh_token });

		expect(rotated.data.refresh_token).not.toBe(refresh_token);
		expect([again.status, again.data]).toEqual([
			400,
			{
				error: 'invalid_grant',
				error_description: 'refresh token is invalid, expired or revoked',
				status: 'BAD_REFRESH_TOKEN',
				message: 'refresh token is invalid, expired or revoked',
			},
		]);
	});

	test('a code works once and only with its redirect URI', async () => {
		const code = landing((await authorize()).headers.location).get('code') ?? '';
		const form = { grant_type: 'authorization_code', code };

		expect((await token({ ...form, redirect_uri: 'http://localhost/other' })).data.status).toBe('BAD_REDIRECT_URI');
		expect((await token({ ...form, redirect_uri: REDIRECT_URI })).data.status).toBe('BAD_AUTH_CODE');
	});

	test('an expired token says since when', async () => {
		bench.hubspot.settings.clockFrozenAt = 1_800_000_000_000;
		const { access_token } = await install();
		bench.hubspot.settings.clockFrozenAt += 1_875_000;
		const { status, data } = await details(access_token);

		expect(status).toBe(401);
		expect(data).toMatchObject({
			category: 'EXPIRED_AUTHENTICATION',
			message: 'The OAuth token used to make this call expired 75 second(s) ago.',
			context: { 'expire time': ['2027-01-15T08:30:00.000Z'] },
		});
	});

	test('what is no token expired in 1970, and no header is another error', async () => {
		const wrong = await details('my-password');
		const none = await axios.get(`${bench.sandbox.url}/hubspot${DETAILS}`, { validateStatus: () => true });

		expect([wrong.status, wrong.data.message]).toEqual([401, expect.stringMatching(/expired 2\d{4} day\(s\) ago/)]);
		expect([none.status, none.data.category]).toEqual([401, 'INVALID_AUTHENTICATION']);
	});

	test('a missing scope is named', async () => {
		bench.hubspot.settings.missingScopes = ['crm.objects.contacts.write'];
		const { status, data } = await bench.http.post(`${OBJECTS}/notes`, { properties: {} });

		expect(status).toBe(403);
		expect(data).toMatchObject({
			category: 'MISSING_SCOPES',
			errors: [{ context: { requiredGranularScopes: ['crm.objects.contacts.write'] } }],
		});
	});

	test('the burst rolls over ten seconds and shows in the headers', async () => {
		bench.hubspot.settings.patch({ clockFrozenAt: 1_800_000_000_000, rateLimits: { burst: 2 } });
		const answers = [await bench.http.get(DETAILS), await bench.http.get(DETAILS), await bench.http.get(DETAILS)];
		bench.hubspot.settings.clockFrozenAt = 1_800_000_010_000;
		const later = await bench.http.get(DETAILS);

		expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
		expect(answers[1].headers).toMatchObject({
			'x-hubspot-ratelimit-max': '2',
			'x-hubspot-ratelimit-remaining': '0',
			'x-hubspot-ratelimit-interval-milliseconds': '10000',
			'x-hubspot-ratelimit-daily-remaining': '624998',
		});
		expect(answers[2].data).toMatchObject({
			message: 'You have reached your ten_secondly_rolling limit.',
			errorType: 'RATE_LIMIT',
			policyName: 'TEN_SECONDLY_ROLLING',
		});
		expect(later.status).toBe(200);
		expect(bench.hubspot.counters()).toMatchObject({ total: 4, rateLimited: 1 });
	});

	test('searches have a limit of their own, without headers', async () => {
		bench.hubspot.settings.patch({ clockFrozenAt: 1_800_000_000_000, rateLimits: 'vendor' });
		const answers = [];
		for (let n = 0; n < 6; n++) answers.push(await bench.http.post(`${CONTACTS}/search`, {}));

		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
		expect(answers[5].data).toMatchObject({ policyName: 'SECONDLY', message: 'You have reached your secondly limit.' });
		expect(answers[0].headers).not.toHaveProperty('x-hubspot-ratelimit-max');
	});

	test('the day ends at midnight of the account', async () => {
		const lastSecond = Date.parse('2026-12-01T23:59:59-05:00');
		bench.hubspot.settings.patch({ clockFrozenAt: lastSecond, rateLimits: { daily: 1 } });
		const [first, second] = [await bench.http.get(DETAILS), await bench.http.get(DETAILS)];
		bench.hubspot.settings.clockFrozenAt = lastSecond + 1_000;

		expect([first.status, second.status, second.data.policyName]).toEqual([200, 429, 'DAILY']);
		expect((await bench.http.get(DETAILS)).status).toBe(200);
	});

	test('the endpoints of the built-in n8n node work', async () => {
		const upsert = (body: object) => bench.http.post('/contacts/v1/contact/createOrUpdate/email/Ada@example.com', body);
		const created = await upsert({ properties: [{ property: 'city', value: 'Turin' }] });
		const updated = await upsert({ properties: [{ property: 'city', value: 'Rome' }] });
		const { vid } = created.data;
		const profile = await bench.http.get(`/contacts/v1/contact/vid/${vid}/profile`);
		const list = await bench.http.get('/contacts/v1/lists/all/contacts/all?count=1');
		const engagement = await bench.http.post('/engagements/v1/engagements', {
			engagement: { type: 'MEETING' },
			associations: { contactIds: [vid] },
			metadata: { title: 'Visit', startTime: 1_800_000_000_000 },
		});

		expect([created.data.isNew, updated.data]).toEqual([true, { vid, isNew: false }]);
		expect(profile.data.properties).toMatchObject({ city: { value: 'Rome' }, email: { value: 'ada@example.com' } });
		expect(list.data).toMatchObject({ contacts: [{ vid }], 'has-more': false, 'vid-offset': vid });
		expect(engagement.data.engagement.id).toEqual(expect.any(Number));
	});
});
