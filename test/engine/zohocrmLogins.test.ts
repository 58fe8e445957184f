import { Workflow, type ICredentialType, type IDataObject, type INode, type INodeTypes } from 'n8n-workflow';
import { CrmSuiteZohoCrmClientApi } from '../../credentials/CrmSuiteZohoCrmClientApi.credentials';
import { CrmSuiteZohoCrmOAuth2Api } from '../../credentials/CrmSuiteZohoCrmOAuth2Api.credentials';
import { CrmSuiteZohoCrmSelfClientApi } from '../../credentials/CrmSuiteZohoCrmSelfClientApi.credentials';
import { CrmSuiteZohoCrmTokenApi } from '../../credentials/CrmSuiteZohoCrmTokenApi.credentials';
import { zohoCrm } from '../../nodes/ZohoCrm/definition';
import { client, people, refreshToken, zohoStage } from '../support/zohocrm';

const create = { operation: 'create' };
const single = { ...create, options: { batchSize: 1, concurrency: 8 } };
const tokenPath = '/oauth/v2/token';

describe('Zoho CRM: logins', () => {
	const stage = zohoStage();
	const { json, act, calls } = stage;
	let now = Date.now();
	/** Both clocks go on: a token that was just given cannot have expired. */
	const later = (ms: number) => {
		now += ms;
		stage.crm.settings.clockFrozenAt = now;
	};
	beforeEach(() => {
		jest.spyOn(Date, 'now').mockImplementation(() => now);
		later(600_000);
	});
	afterEach(() => jest.restoreAllMocks());
	const grantToken = async (minutes = 10) => {
		const body = new URLSearchParams({
			minutes: String(minutes),
			scope: 'ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.coql.READ',
		});
		return ((await (await fetch(`${stage.url}/_console/self-client`, { method: 'POST', body })).json()) as { code: string }).code;
	};
	const selfClient = (data: IDataObject = { refreshToken }) => stage.serverLogin(new CrmSuiteZohoCrmSelfClientApi(), data);
	const server = () => stage.serverLogin(new CrmSuiteZohoCrmClientApi(), { organisationId: 'org60012345678' });

	describe.each([
		['selfClient', () => selfClient()],
		['clientCredentials', () => server()],
	] as const)('%s', (authentication, credentialOf) => {
		it('asks for one token and keeps it, with the address that came with it', async () => {
			const credential = credentialOf();
			for (const from of [0, 10]) await json({ authentication, ...single }, people(10, from), { credential });

			expect([calls(tokenPath), credential.data.apiUrl]).toEqual([1, stage.url]);
		});

		it('renews an expired token once for all calls under way', async () => {
			const credential = credentialOf();
			await json({ authentication, ...create }, people(1), { credential });
			later(3_700_000);
			stage.crm.settings.latencyMs = 20;

			expect(await json({ authentication, ...single }, people(16, 1), { credential })).toHaveLength(16);
			expect(calls(tokenPath)).toBe(2);
		});

		it('does not ask for tokens again and again when only a scope is missing', async () => {
			const credential = credentialOf();
			await json({ authentication, ...create }, people(1), { credential });
			stage.crm.settings.missingScopes = ['ZohoCRM.modules.ALL'];
			for (let run = 0; run < 3; run++) {
				const { error } = await act({ authentication, ...create }, people(1), { credential, onError: undefined });
				expect([error?.message, error?.description].join()).toMatch(/scope/);
			}

			expect(calls(tokenPath)).toBe(1);
		});

		it.each([200, 400] as const)('says why it was refused with status %d, and shows no secret', async (tokenErrorStatus) => {
			stage.crm.settings.tokenErrorStatus = tokenErrorStatus;
			const credential = credentialOf();
			credential.data.clientSecret = 'wrong-hush-hush';
			const { error } = await act({ authentication, ...create }, people(2), { credential, onError: undefined });

			expect(error?.message).toMatch(/invalid_client_secret.*each data centre/);
			expect(error?.failure?.cause).toBe('credential-invalid');
			expect(JSON.stringify([error, error?.message, error?.description, error?.context, error?.stack])).not.toMatch(
				/hush|sandbox\.refresh/,
			);
		});
	});

	it('a grant token is exchanged once, and its refresh token used from then on', async () => {
		const credential = selfClient({ grantToken: await grantToken() });
		const wish = { authentication: 'selfClient', ...create };
		await json(wish, people(1), { credential });
		later(3_700_000);
		await json(wish, people(1, 1), { credential });
		const grants = stage.crm
			.requests()
			.filter(({ path }) => path.includes(tokenPath))
			.map(({ requestBody }) => (requestBody as IDataObject).grant_type);

		expect(grants).toEqual(['authorization_code', 'refresh_token']);
	});

	it('a grant token that is too old says what to do', async () => {
		const credential = selfClient({ grantToken: await grantToken(3) });
		later(240_000);
		const { error } = await act({ authentication: 'selfClient', ...create }, people(1), { credential, onError: undefined });

		expect(error?.message).toMatch(/invalid_code.*expired.*data centre/);
	});

	it('too many tokens: says to wait, and does not loop', async () => {
		for (let number = 0; number < 10; number++) {
			await fetch(`${stage.url}${tokenPath}`, {
				method: 'POST',
				body: new URLSearchParams({
					grant_type: 'refresh_token',
					refresh_token: refreshToken,
					client_id: client.clientId,
					client_secret: client.clientSecret,
				}),
			});
		}
		stage.crm.clearRequests();
		const { error } = await act({ authentication: 'selfClient', ...create }, people(1), { credential: selfClient(), onError: undefined });

		expect(error?.message).toMatch(/Access Denied.*wait ten minutes/);
		expect(calls(tokenPath)).toBe(1);
	});

	it('a raw token works until it ends, and then says so', async () => {
		const credential = (accessToken: string) => ({
			type: new CrmSuiteZohoCrmTokenApi() as ICredentialType,
			data: { accessToken, apiUrl: stage.url },
		});
		const wish = { authentication: 'accessToken', ...create };
		stage.crm.settings.acceptBearer = false;
		expect(await json(wish, people(1), { credential: credential('1000.sandbox.access') })).toHaveLength(1);

		const { error } = await act(wish, people(1), { credential: credential('1000.old'), onError: undefined });
		expect([error?.message, error?.description].join()).toMatch(/invalid oauth token.*data centre/s);
	});

	it.each([false, true])('refusals are read where they stand (wrapped: %p)', async (wrapErrors) => {
		Object.assign(stage.crm.settings, { wrapErrors, readOnlyModules: ['Contacts'] });
		const { errors } = await act(create, people(1));

		expect(errors[0].json).toMatchObject({ error: expect.stringMatching(/permission denied to create/), details: { kind: 'permission' } });
	});

	it('waits for a free call, and not for the credits of tomorrow', async () => {
		jest.restoreAllMocks();
		stage.crm.addFault({
			method: 'POST',
			path: '/Contacts',
			status: 429,
			body: { code: 'TOO_MANY_REQUESTS', details: {}, message: 'concurrent calls', status: 'error' },
		});
		expect(await json(create, people(1))).toHaveLength(1);

		stage.crm.settings.rateLimits = { daily: 0 };
		stage.crm.clearRequests();
		const { errors } = await act(create, people(1));
		expect(errors[0].json.error).toMatch(/API credits/);
		expect(stage.crm.counters().total).toBe(1);
	});

	describe('OAuth2', () => {
		const accounts = 'accounts.zohocloud.ca';
		/** As a user in Canada leaves it after consent. */
		async function connect() {
			stage.crm.settings.dataCentre = 'ca';
			const base = `${stage.url}/${accounts}`;
			const redirect = 'http://localhost:5678/rest/oauth2-credential/callback';
			const { scope } = Object.fromEntries(
				new CrmSuiteZohoCrmOAuth2Api().properties.map(({ name, default: value }) => [name, String(value)]),
			);
			const asked = {
				response_type: 'code',
				client_id: client.clientId,
				redirect_uri: redirect,
				scope,
				state: 's',
				access_type: 'offline',
				prompt: 'consent',
			};
			const consent = await fetch(`${base}/oauth/v2/auth`, {
				method: 'POST',
				redirect: 'manual',
				body: new URLSearchParams({ ...asked, decision: 'allow' }),
			});
			const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
			const form = {
				grant_type: 'authorization_code',
				client_id: client.clientId,
				client_secret: client.clientSecret,
				code,
				redirect_uri: redirect,
			};
			const oauthTokenData = (await (
				await fetch(`${base}${tokenPath}`, { method: 'POST', body: new URLSearchParams(form) })
			).json()) as never;
			stage.crm.clearRequests();
			const data = {
				...client,
				grantType: 'authorizationCode',
				authentication: 'body',
				scope,
				accessTokenUrl: `${base}${tokenPath}`,
				oauthTokenData,
			};
			return { type: new CrmSuiteZohoCrmOAuth2Api(), data };
		}

		it('calls the host that came with the token, before and after a renewal, which is one for all calls', async () => {
			const credential = await connect();
			await json(create, people(1), { credential });
			later(3_700_000);
			stage.crm.settings.latencyMs = 20;
			expect(await json(single, people(16, 1), { credential })).toHaveLength(16);

			const called = stage.crm
				.requests()
				.filter(({ path }) => path.includes('/crm/'))
				.map(({ path }) => path.split('/').find((part) => part.includes('zoho')));
			expect(new Set(called)).toEqual(new Set(['www.zohoapis.ca']));
			expect(calls(tokenPath)).toBe(1);
		});

		it('whose refresh token was revoked says to connect again', async () => {
			const credential = await connect();
			const { refresh_token: token } = credential.data.oauthTokenData as { refresh_token: string };
			await fetch(`${stage.url}/${accounts}${tokenPath}/revoke?token=${token}`, { method: 'POST' });
			later(3_700_000);
			const { error } = await act(create, people(1), { credential, onError: undefined });

			expect(error?.failure?.cause).toBe('credential-invalid');
			expect(error?.description).toMatch(/[Cc]onnect.*again/);
		});

		it.each([
			['https://accounts.zoho.com', '', 'https://accounts.zoho.com'],
			['https://accounts.zohocloud.ca', '', 'https://accounts.zohocloud.ca'],
			['other', ' https://accounts.zoho.ae/ ', 'https://accounts.zoho.ae'],
		])('in data centre %s%s is asked for at %s', (dataCentre, accountsUrl, host) => {
			const { expression } = new Workflow({ nodes: [], connections: {}, active: false, nodeTypes: {} as INodeTypes });
			const properties = new CrmSuiteZohoCrmOAuth2Api().properties;
			const [authUrl, accessTokenUrl, query] = ['authUrl', 'accessTokenUrl', 'authQueryParameters'].map(
				(name) => properties.find((one) => one.name === name)!.default as string,
			);
			const filled = expression.getComplexParameterValue({} as INode, { authUrl, accessTokenUrl }, 'internal', {}, undefined, undefined, {
				dataCentre,
				accountsUrl,
			});

			expect(filled).toEqual({ authUrl: `${host}/oauth/v2/auth`, accessTokenUrl: `${host}${tokenPath}` });
			expect(query).toBe('access_type=offline&prompt=consent');
			// The editor does not see what the login said.
			const { baseURL } = new CrmSuiteZohoCrmOAuth2Api().test.request;
			const $credentials = { dataCentre, accountsUrl, oauthTokenData: true } as never;
			expect(expression.getParameterValue(baseURL!, null, 0, 0, '', [], 'internal', { $credentials } as never)).toBe(
				host.replace(/accounts\.zoho(cloud)?/, 'www.zohoapis'),
			);
		});
	});

	it('sends calls to the host of the token, and to no other', async () => {
		const authenticate = new CrmSuiteZohoCrmSelfClientApi().authenticate as unknown as (
			data: IDataObject,
			request: IDataObject,
		) => Promise<IDataObject>;
		const at = { sessionToken: 's', apiUrl: 'https://www.zohoapis.eu' };
		const sent = { url: 'https://www.zohoapis.eu/crm/v8/users', headers: { Authorization: 'Zoho-oauthtoken s' } };

		expect(await authenticate(at, { baseURL: 'https://www.zohoapis.com', url: '/crm/v8/users' })).toEqual(sent);
		expect(await authenticate(at, { url: 'https://evil.example/crm/v8/users' })).toEqual(sent);
		await expect(authenticate(at, { url: 'https://evil.example/other' })).rejects.toThrow(/crm/);
	});

	it.each(['http://accounts.zoho.com', 'accounts.zoho.com', ''])('refuses %p as address for tokens', async (accountsUrl) => {
		const { error } = await act({ authentication: 'selfClient', ...create }, people(1), {
			credential: selfClient({ accountsUrl, refreshToken }),
			onError: undefined,
		});

		expect(error?.message).toMatch(/must start with https/);
		expect(stage.crm.counters().total).toBe(0);
	});

	it.each([
		['https://www.zohoapis.eu', 'https://crm.zoho.eu'], ['https://www.zohoapis.ca', 'https://crm.zohocloud.ca'],
		['https://www.zohoapis.com.au/', 'https://crm.zoho.com.au'], ['https://sandbox.zohoapis.com', null], ['', null],
	])('the pages beside %p are at %p', (apiUrl, site) => {
		expect(zohoCrm.site?.({ apiUrl })).toBe(site);
		expect(zohoCrm.site?.({ oauthTokenData: { api_domain: apiUrl } })).toBe(site);
	});
});
