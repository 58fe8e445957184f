import { generateKeyPairSync } from 'node:crypto';
import { NodeHelpers, Workflow, type IDataObject, type INode, type INodeTypes } from 'n8n-workflow';
import { CrmSuiteSalesforceClientApi } from '../../credentials/CrmSuiteSalesforceClientApi.credentials';
import { CrmSuiteSalesforceJwtApi } from '../../credentials/CrmSuiteSalesforceJwtApi.credentials';
import { CrmSuiteSalesforceOAuth2Api } from '../../credentials/CrmSuiteSalesforceOAuth2Api.credentials';
import { CrmSuiteSalesforcePasswordApi } from '../../credentials/CrmSuiteSalesforcePasswordApi.credentials';
import { app, people, salesforceStage, secrets, username } from '../support/salesforce';

const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const publicKey = String(keys.publicKey.export({ type: 'spki', format: 'pem' }));
const privateKey = String(keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
const person = { ...app, ...secrets, username };
const clockAhead = 10 * 60_000;

describe('Salesforce: logins', () => {
	const stage = salesforceStage();
	const { json, act, calls } = stage;
	beforeEach(() => (stage.crm.settings.jwtPublicKey = publicKey));
	afterEach(() => jest.restoreAllMocks());
	const jwt = (data: IDataObject = {}) =>
		stage.serverLogin(new CrmSuiteSalesforceJwtApi(), { clientId: app.clientId, username, privateKey, ...data });

	describe.each([
		['password', () => stage.serverLogin(new CrmSuiteSalesforcePasswordApi(), person), /wrong.*security token.*blocks this flow/],
		['clientCredentials', () => stage.serverLogin(new CrmSuiteSalesforceClientApi(), app), /Run As/],
		['jwt', () => jwt(), /pre-authorized/],
	] as const)('the %s login', (authentication, credentialOf, refusal) => {
		const single = { batchSize: 1, concurrency: 8 };

		it('asks for one session and keeps it', async () => {
			const credential = credentialOf();
			for (const from of [0, 10]) await json({ authentication, operation: 'create', options: single }, people(10, from), { credential });

			expect(calls('/oauth2/token')).toBe(1);
			expect(credential.data.apiUrl).toBe(stage.instanceUrl);
		});

		it('knows where a record is from the first run on, without a request of its own', async () => {
			const [{ id, url }] = await json({ authentication, operation: 'create' }, people(1), { credential: credentialOf() });

			expect(url).toBe(`${stage.instanceUrl}/${String(id)}`);
			expect(stage.crm.counters().total).toBe(3);
		});

		it('renews an expired session once for all calls', async () => {
			const credential = credentialOf();
			await json({ authentication, operation: 'create' }, people(1), { credential });
			const { settings } = stage.crm;
			// Both clocks go on, or a JWT would be of yesterday.
			const later = Date.now() + 3 * 3_600_000;
			jest.spyOn(Date, 'now').mockImplementation(() => later);
			settings.clockFrozenAt = later;
			settings.latencyMs = 20;
			const items = await json({ authentication, operation: 'create', options: single }, people(16, 1), { credential });

			expect([items.length, calls('/oauth2/token')]).toEqual([16, 2]);
		});

		it('sends calls to the host that the login named, and to no other', async () => {
			const authenticate = credentialOf().type.authenticate as unknown as (data: IDataObject, request: IDataObject) => Promise<IDataObject>;
			const at = { sessionToken: 's', apiUrl: 'https://acme.my.salesforce.com' };
			const limits = '/services/data/v66.0/limits';

			expect(await authenticate(at, { baseURL: 'https://login.salesforce.com', url: limits }))
				.toEqual({ url: `https://acme.my.salesforce.com${limits}`, headers: { Authorization: 'Bearer s' } });
			expect(await authenticate(at, { url: `https://evil.example${limits}` }))
				.toMatchObject({ url: `https://acme.my.salesforce.com${limits}` });
			await expect(authenticate(at, { url: 'https://evil.example/other' })).rejects.toThrow(/services/);
		});

		it.each([
			['http://acme.my.salesforce.com', /must start with https/],
			['https://acme.lightning.force.com', /user interface/],
			['ACME.lightning.force.com/one/one.app', /user interface/],
		])('refuses %s as its address', async (instanceUrl, words) => {
			const credential = credentialOf();
			credential.data.instanceUrl = instanceUrl;
			const { error } = await act({ authentication, operation: 'create' }, people(1), { credential });
			const login = (credential.type as CrmSuiteSalesforceJwtApi).preAuthentication;

			expect(error?.message).toMatch(words);
			expect(stage.crm.counters().total).toBe(0);
			await expect(login.call({ helpers: {} } as never, credential.data)).rejects.toThrow(words);
		});

		it('says why it was refused, and shows no secret', async () => {
			Object.assign(stage.crm.settings, { blockUsernamePassword: true, clientCredentialsUser: false, jwtUserApproved: false });
			const { error } = await act({ authentication, operation: 'create' }, people(2), { credential: credentialOf() });
			const shown = JSON.stringify([error, error?.message, error?.description, error?.context, error?.stack]);

			expect(error?.message).toMatch(refusal);
			expect(error?.failure?.cause).toBe('credential-invalid');
			for (const secret of [app.clientSecret, ...Object.values(secrets), privateKey.slice(40, 80)]) expect(shown).not.toContain(secret);
		});
	});

	describe('a JWT', () => {
		const create = async (data: IDataObject = {}) =>
			await act({ authentication: 'jwt', operation: 'create' }, people(1), { credential: jwt(data) });
		const pkcs1 = String(keys.privateKey.export({ type: 'pkcs1', format: 'pem' }));
		const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hush' } as const;
		const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

		it.each([
			['as it is', privateKey],
			['of the older form', pkcs1],
			['made one line by the form', privateKey.replace(/\n/g, ' ')],
			['with written line breaks', privateKey.replace(/\n/g, '\\n')],
			['with what openssl prints around it', `Bag Attributes\n  friendlyName: n8n\n${privateKey}\n`],
		])('takes a key %s', async (_form, key) => {
			expect((await create({ privateKey: key })).items).toHaveLength(1);
		});

		it.each([
			['no key at all', 'hush', /no PEM key/],
			['a certificate', '-----BEGIN CERTIFICATE-----\nhush\n-----END CERTIFICATE-----', /is a certificate/],
			['a public key', publicKey, /is a public key/],
			['a key with a passphrase', String(keys.privateKey.export(locked)), /passphrase.*openssl/],
			['half a key', privateKey.replace(/\n.{64}\n/, '\n'), /cannot be read/],
			['a key of another kind', String(elliptic.export({ type: 'pkcs8', format: 'pem' })), /no RSA key/],
		])('refuses %s before any request', async (_form, key, words) => {
			const { error } = await create({ privateKey: key });

			expect(error?.message).toMatch(words);
			expect(JSON.stringify([error, error?.message, error?.description, error?.stack])).not.toContain(key.slice(30, 60) || 'hush');
			expect(stage.crm.counters().total).toBe(0);
		});

		it.each([
			['a key of another app', () => (stage.crm.settings.jwtPublicKey = null), {}, /does not belong to the certificate/],
			['an unknown app', () => undefined, { clientId: 'other-key' }, /Consumer Key/],
			['an unknown user', () => undefined, { username: 'omar.haddad@sandbox.example' }, /username.*pre-authorized/],
			['a clock that is behind', () => (stage.crm.settings.clockOffsetMs = clockAhead), {}, /clock of this n8n server is 10 min behind/],
			['a clock that is ahead', () => (stage.crm.settings.clockOffsetMs = -clockAhead), {}, /clock of this n8n server is 10 min ahead/],
		])('tells %s', async (_case, prepare, data, words) => {
			prepare();

			expect((await create(data)).error?.message).toMatch(words);
		});

		it('bears a clock that is a minute off', async () => {
			for (const clockOffsetMs of [-55_000, 55_000]) {
				stage.crm.settings.clockOffsetMs = clockOffsetMs;
				expect((await create()).items).toHaveLength(1);
			}
		});
	});

	it('renews an OAuth2 session with its refresh token, once', async () => {
		const oauth = `${stage.instanceUrl}/services/oauth2`;
		const post = async (place: string, form: Record<string, string>) =>
			await fetch(`${oauth}/${place}`, {
				method: 'POST',
				redirect: 'manual',
				body: new URLSearchParams({ ...form, client_id: app.clientId }),
			});
		const redirect = { redirect_uri: 'http://localhost:5678/rest/oauth2-credential/callback' };
		const scope = 'api refresh_token';
		const consent = await post('authorize', { ...redirect, response_type: 'code', scope, state: 's', decision: 'allow' });
		const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
		const answer = await post('token', { ...redirect, client_secret: app.clientSecret, grant_type: 'authorization_code', code });
		const oauthTokenData = (await answer.json()) as never;
		const credential = stage.oAuth2();
		credential.data = { ...app, grantType: 'pkce', authentication: 'body', scope, accessTokenUrl: `${oauth}/token`, oauthTokenData };
		await json({ operation: 'create' }, people(1), { credential });
		stage.crm.settings.clockOffsetMs = 3 * 3_600_000;
		stage.crm.clearRequests();
		const options = { batchSize: 1, concurrency: 8 };

		expect(await json({ operation: 'create', options }, people(16, 1), { credential })).toHaveLength(16);
		expect(calls('/oauth2/token')).toBe(1);
	});

	it('refuses the address of the user interface with OAuth2, too', async () => {
		const credential = stage.oAuth2();
		credential.data.instanceUrl = 'https://acme.lightning.force.com';
		const { error } = await act({ operation: 'create' }, people(1), { credential });

		expect([error?.message, error?.description].join()).toMatch(/user interface.*my\.salesforce\.com/s);
		expect(stage.crm.counters().total).toBe(0);
	});

	describe('the form of a credential', () => {
		const { expression } = new Workflow({ nodes: [], connections: {}, active: false, nodeTypes: {} as INodeTypes });
		const types = [CrmSuiteSalesforceOAuth2Api, CrmSuiteSalesforceClientApi, CrmSuiteSalesforceJwtApi, CrmSuiteSalesforcePasswordApi];
		const notices = types.map((type) => new type().properties.find(({ name }) => name === 'interfaceHostNotice')!);
		const authUrl = new CrmSuiteSalesforceOAuth2Api().properties.find(({ name }) => name === 'authUrl')!.default;

		it.each([
			['', 'sandbox', 'https://test.salesforce.com', false],
			['', 'production', 'https://login.salesforce.com', false],
			[' https://acme.my.salesforce.com/ ', 'sandbox', 'https://acme.my.salesforce.com', false],
			['https://acme.lightning.force.com', 'production', 'https://use-the-address-ending-in-my.salesforce.com.invalid', true],
		])('leads %j (%s) to %s', (instanceUrl, environment, host, isNoticed) => {
			const data = { instanceUrl, environment };
			const { url } = expression.getComplexParameterValue(
				{} as INode, { url: authUrl as string }, 'internal', {}, undefined, undefined, data,
			) as IDataObject;

			expect(url).toBe(`${host}/services/oauth2/authorize`);
			for (const notice of notices) expect(NodeHelpers.displayParameter(data, notice, null, null)).toBe(isNoticed);
		});
	});
});
