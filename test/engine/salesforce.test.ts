import type { ICredentialType, IDataObject, INodeParameters } from 'n8n-workflow';
import { CrmSuiteSalesforceClientApi } from '../../credentials/CrmSuiteSalesforceClientApi.credentials';
import { CrmSuiteSalesforceOAuth2Api } from '../../credentials/CrmSuiteSalesforceOAuth2Api.credentials';
import { CrmSuiteSalesforcePasswordApi } from '../../credentials/CrmSuiteSalesforcePasswordApi.credentials';
import { Salesforce } from '../../nodes/Salesforce/Salesforce.node';
import { SalesforceTrigger } from '../../nodes/Salesforce/SalesforceTrigger.node';
import { startSandbox, type SalesforceSettings, type Sandbox, type SandboxCrm } from '../../sandbox/server';
import { autoMap } from '../support/hubspot';
import { freshCredential, run, TestTrigger, type RunOptions, type TestCredential } from '../support/n8n';

const client = { clientId: 'sandbox-consumer-key', clientSecret: 'sandbox-consumer-secret' };
const login = { ...client, username: 'dana.reyes@sandbox.example', password: 'sandbox-password', securityToken: 'SANDBOXTOKEN' };

describe('Salesforce', () => {
	let sandbox: Sandbox;
	let crm: SandboxCrm<SalesforceSettings>;
	const node = new Salesforce();
	beforeAll(async () => {
		sandbox = await startSandbox();
		crm = sandbox.crm('salesforce');
	});
	beforeEach(() => {
		crm.reset();
		freshCredential();
	});
	afterEach(() => expect(crm.invalid()).toEqual([]));
	afterAll(async () => await sandbox.close());

	const oAuth2 = (): TestCredential => ({ type: new CrmSuiteSalesforceOAuth2Api(), data: { oauthTokenData: { access_token: '00Dbm0000000001!sandbox.0000', instance_url: `${sandbox.url}/salesforce` } } });
	const serverFlow = (type: ICredentialType, data: IDataObject): TestCredential => ({ type, data: { ...data, instanceUrl: `${sandbox.url}/salesforce` } as TestCredential['data'] });
	const act = async (parameters: INodeParameters, input?: IDataObject[], more: Partial<RunOptions> = {}) =>
		await run(node, { parameters: { authentication: 'oAuth2', resource: 'contact', fields: autoMap, output: 'normalised', options: {}, ...parameters }, input, credential: oAuth2(), ...more });
	const json = async (parameters: INodeParameters, input?: IDataObject[], more?: Partial<RunOptions>) => {
		const { items, error } = await act(parameters, input, more);
		if (error) throw error;
		return items.map((item) => item.json);
	};
	const people = (count: number, from = 0, more: IDataObject = {}): IDataObject[] =>
		Array.from({ length: count }, (_none, at) => ({ firstName: 'First', lastName: `Person${from + at}`, email: `person${from + at}@example.com`, ...more }));
	const calls = (part: string, method?: string) => crm.requests().filter((one) => one.path.includes(part) && (!method || one.method === method)).length;
	const contacts = () => crm.records('Contact') as Array<Record<string, string>>;
	const onError = 'continueErrorOutput' as const;

	describe('counts', () => {
		it('1,000 creates are 5 writes, read back in 2 requests', async () => {
			const items = await json({ operation: 'create' }, people(1_000));
			expect(new Set(items.map(({ id }) => id)).size).toBe(1_000);
			expect(items.every(({ createdAt, owner }) => createdAt && owner)).toBe(true);
			expect([calls('/composite/sobjects', 'POST'), crm.counters().total]).toEqual([5, 7]);
		});

		it.each([['email', {}], ['externalId', { externalIdField: 'External_Id__c' }]] as const)('1,000 upserts by %s are at most 16 requests', async (key, options) => {
			const rows = people(1_000).map((row, at) => ({ ...row, ...(key === 'externalId' ? { externalId: `A/${at}` } : {}) }));
			await json({ operation: 'create', options }, rows.slice(0, 500));
			crm.clearRequests();
			const items = await json({ operation: 'upsert', matchOn: [key], options }, rows.map((row) => ({ ...row, jobTitle: 'Engineer' })));
			expect(items.map(({ _action }) => _action)).toEqual(rows.map((_row, at) => (at < 500 ? 'updated' : 'created')));
			expect(crm.counters().total).toBeLessThanOrEqual(16);
			expect(calls('/describe')).toBe(0);
			expect(contacts()).toHaveLength(1_000);
			crm.clearRequests();
			await json({ operation: 'upsert', matchOn: [key], options }, rows);
			expect(calls('/composite')).toBe(0);
		});

		it('1,000 deletes are 5 requests', async () => {
			const made = await json({ operation: 'create' }, people(1_000));
			crm.clearRequests();
			await json({ operation: 'delete', recordId: '={{ $json.id }}' }, made);
			expect(crm.counters().total).toBe(5);
		});
	});

	describe('refusals', () => {
		it('come row by row under a good answer', async () => {
			crm.settings.validationRules = [{ sobject: 'Contact', field: 'Title', refuses: 'King', message: 'No kings here.' }];
			const rows = people(3);
			rows[1] = { ...rows[1], jobTitle: 'King' };
			const { items, errors } = await act({ operation: 'create' }, rows, { onError });
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
			expect(errors[0].json).toMatchObject({ error: 'Salesforce says: No kings here.', details: { item: 1, code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' } });
			expect(contacts()).toHaveLength(2);
		});

		it('name the record that a duplicate rule found, and write nothing', async () => {
			const [{ id }] = await json({ operation: 'create' }, people(1));
			crm.settings.duplicateRules = [{ name: 'Same name', sobject: 'Contact', fields: ['LastName'], allowSave: true }];
			const { errors } = await act({ operation: 'create' }, people(1, 0, { email: 'other@example.com' }), { onError });
			expect(errors[0].json.error).toContain(String(id));
			expect(errors[0].json.details).toMatchObject({ kind: 'conflict', code: 'DUPLICATES_DETECTED' });
		});

		it('a taken external ID becomes an update', async () => {
			const options = { externalIdField: 'External_Id__c' };
			const [{ id }] = await json({ operation: 'create', options }, [{ ...people(1)[0], externalId: 'A1' }]);
			const [item] = await json({ operation: 'upsert', matchOn: ['email'], options }, [{ ...people(1, 5)[0], externalId: 'A1' }]);
			expect(item).toMatchObject({ id, _action: 'updated' });
		});

		it('a locked row goes again alone, until it is free', async () => {
			const made = await json({ operation: 'create' }, people(3));
			crm.settings.lockedRecords = [String(made[1].id)];
			crm.clearRequests();
			setTimeout(() => (crm.settings.lockedRecords = []), 300);
			const items = await json({ operation: 'update', recordId: '={{ $json.id }}' }, made.map(({ id }) => ({ id, jobTitle: 'Free' })));
			expect(items.map(({ jobTitle }) => jobTitle)).toEqual(['Free', 'Free', 'Free']);
			expect(calls('/composite/sobjects', 'PATCH')).toBeGreaterThanOrEqual(3);
		});

		it('a row that stays locked fails alone', async () => {
			const made = await json({ operation: 'create' }, people(2));
			crm.settings.lockedRecords = [String(made[0].id)];
			const { items, errors } = await act({ operation: 'update', recordId: '={{ $json.id }}', options: { maxWait: 1 } }, made.map(({ id }) => ({ id, jobTitle: 'Free' })), { onError });
			expect(items.map(({ json: { id } }) => id)).toEqual([made[1].id]);
			expect(errors[0].json.details).toMatchObject({ kind: 'locked', code: 'UNABLE_TO_LOCK_ROW' });
		});

		it('the daily limit is not waited for, a moment of crowding is', async () => {
			crm.addFault({ path: '/composite', status: 403, body: [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }] });
			const { errors } = await act({ operation: 'create' }, people(2), { onError });
			expect(errors.map((one) => (one.json.details as IDataObject).kind)).toEqual(['quota', 'quota']);
			crm.settings.concurrentLimitReached = true;
			setTimeout(() => (crm.settings.concurrentLimitReached = false), 300);
			expect(await json({ operation: 'create' }, people(2))).toHaveLength(2);
		});

		it('an unknown field fails its own row', async () => {
			const { items, errors } = await act({ operation: 'create' }, [people(1)[0], { ...people(1, 1)[0], customFields: { Nothing__c: 1 } }], { onError });
			expect(items).toHaveLength(1);
			expect(errors[0].json.error).toMatch(/Nothing__c/);
		});

		it('a field that is hidden from the user reads as unknown', async () => {
			crm.settings.hiddenFields = ['Contact.Phone', 'Contact.MobilePhone'];
			const [item] = await json({ operation: 'create' }, people(1));
			expect(item).toMatchObject({ phone: null, _action: 'created' });
		});
	});

	it('gives every page of a search', async () => {
		await json({ operation: 'create' }, people(450));
		crm.settings.maxQueryPage = 200;
		expect(await json({ operation: 'search', returnAll: true })).toHaveLength(450);
		expect(await json({ operation: 'search', filters: { text: 'Person44' }, limit: 50 })).toHaveLength(11);
	});

	it('links a contact to the account of its company, made once', async () => {
		const items = await json({ operation: 'create' }, [...people(2, 0, { company: 'Acme' }), ...people(1, 2, { company: 'ACME' }), ...people(1, 3)]);
		expect(crm.records('Account')).toHaveLength(1);
		expect(items.map(({ company }) => company)).toEqual(['Acme', 'Acme', 'Acme', null]);
		expect(items[0]).toMatchObject({ url: `${sandbox.url}/salesforce/${String(items[0].id)}` });
	});

	it('a trigger gives a second full of records once each', async () => {
		const at = (time: string, count: number, from: number) => Array.from({ length: count }, (_none, n) => ({ LastName: `Import${from + n}`, CreatedDate: time }));
		crm.seed({ Contact: [...at('2026-05-01T10:00:00Z', 4_500, 0), ...at('2026-05-01T10:00:01Z', 10, 4_500)] });
		const trigger = new TestTrigger(new SalesforceTrigger(), { parameters: { authentication: 'oAuth2', resource: 'contact', event: 'created', output: 'normalised', options: { startFrom: '2026-05-01T00:00:00Z', mostRecords: 10_000 } }, credential: oAuth2() });
		const ids = ((await trigger.poll()) ?? []).map(({ id }) => id);
		expect([ids.length, new Set(ids).size]).toEqual([4_510, 4_510]);
		expect(await trigger.poll()).toBeNull();
	});

	describe('events', () => {
		const start = '2027-03-01T09:00:00Z';
		const event = async (input: IDataObject) => (await json({ resource: 'appointment', operation: 'create' }, [{ title: 'Visit', startTime: start, durationMinutes: 45, ...input }]))[0];
		it('go by the kind of the record they are with', async () => {
			const [{ id: contactId }] = await json({ operation: 'create' }, people(1));
			const [{ id: customerId }] = await json({ resource: 'customer', operation: 'create' }, [{ name: 'Acme' }]);
			const [{ id: leadId }] = await json({ resource: 'lead', operation: 'create' }, [{ lastName: 'Lead', company: 'Lead Ltd' }]);
			expect(await event({ contactId, customerId })).toMatchObject({ contactId, customerId, leadId: null, endTime: '2027-03-01T09:45:00.000Z', durationMinutes: 45 });
			expect(await event({ customerId: contactId })).toMatchObject({ contactId, customerId: null });
			const withLead = await event({ leadId, customerId });
			expect(withLead).toMatchObject({ leadId, customerId: null });
			expect(withLead._warnings).toHaveLength(1);
		});

		it('of whole days end at the midnight after the last', async () => {
			const made = await event({ startTime: '2027-03-01T00:00:00Z', endTime: '2027-03-03T00:00:00Z', durationMinutes: undefined, allDay: true });
			expect(made).toMatchObject({ allDay: true, startTime: '2027-03-01T00:00:00.000Z', endTime: '2027-03-03T00:00:00.000Z' });
			expect((await json({ resource: 'appointment', operation: 'update', recordId: String(made.id) }, [made]))[0]._action).toBe('unchanged');
		});
	});

	describe.each([
		['password', () => serverFlow(new CrmSuiteSalesforcePasswordApi(), login)],
		['clientCredentials', () => serverFlow(new CrmSuiteSalesforceClientApi(), client)],
	] as const)('the %s login', (authentication, credentialOf) => {
		it('asks for one session and keeps it', async () => {
			const credential = credentialOf();
			for (const from of [0, 10]) await json({ authentication, operation: 'create', options: { batchSize: 1, concurrency: 8 } }, people(10, from), { credential });
			expect(calls('/oauth2/token')).toBe(1);
			expect(credential.data.apiUrl).toBe(`${sandbox.url}/salesforce`);
		});

		it('renews an expired session once for all calls', async () => {
			const credential = credentialOf();
			await json({ authentication, operation: 'create' }, people(1), { credential });
			crm.settings.clockOffsetMs = 3 * 3_600_000;
			crm.settings.latencyMs = 20;
			expect(await json({ authentication, operation: 'create', options: { batchSize: 1, concurrency: 8 } }, people(16, 1), { credential })).toHaveLength(16);
			expect(calls('/oauth2/token')).toBe(2);
		});

		it('sends calls to the host that the login named, and to no other', async () => {
			const authenticate = credentialOf().type.authenticate as unknown as (data: IDataObject, request: IDataObject) => Promise<IDataObject>;
			const at = { sessionToken: 's', apiUrl: 'https://acme.my.salesforce.com' };
			expect(await authenticate(at, { baseURL: 'https://login.salesforce.com', url: '/services/data/v66.0/limits' })).toEqual({ url: 'https://acme.my.salesforce.com/services/data/v66.0/limits', headers: { Authorization: 'Bearer s' } });
			expect(await authenticate(at, { url: 'https://evil.example/services/data/x' })).toMatchObject({ url: 'https://acme.my.salesforce.com/services/data/x' });
			await expect(authenticate(at, { url: 'https://evil.example/other' })).rejects.toThrow(/services/);
		});

		it.each(['http://acme.my.salesforce.com', 'https://acme.lightning.force.com'])('refuses %s as its address', async (instanceUrl) => {
			const credential = credentialOf();
			credential.data.instanceUrl = instanceUrl;
			const { error } = await act({ authentication, operation: 'create' }, people(1), { credential });
			expect(error?.message).toMatch(/must start with https|user interface/);
			expect(crm.counters().total).toBe(0);
		});

		it('says why it was refused, and shows no secret', async () => {
			crm.settings.blockUsernamePassword = true;
			crm.settings.clientCredentialsUser = false;
			const { error } = await act({ authentication, operation: 'create' }, people(2), { credential: credentialOf() });
			expect(error?.message).toMatch(authentication === 'password' ? /wrong.*security token.*blocks this flow/ : /Run As/);
			expect(error?.failure?.cause).toBe('credential-invalid');
			for (const secret of [client.clientSecret, login.password, login.securityToken]) expect(JSON.stringify([error, error?.message, error?.description, error?.context, error?.stack])).not.toContain(secret);
		});
	});

	it('renews an OAuth2 session with its refresh token, once', async () => {
		const base = `${sandbox.url}/salesforce`;
		const redirect = 'http://localhost:5678/rest/oauth2-credential/callback';
		const consent = await fetch(`${base}/services/oauth2/authorize`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ response_type: 'code', client_id: client.clientId, redirect_uri: redirect, scope: 'api refresh_token', state: 's', decision: 'allow' }) });
		const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
		const answer = await fetch(`${base}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams({ client_id: client.clientId, client_secret: client.clientSecret, grant_type: 'authorization_code', code, redirect_uri: redirect }) });
		const oauthTokenData = (await answer.json()) as IDataObject;
		const credential = oAuth2();
		credential.data = { ...client, grantType: 'pkce', authentication: 'body', scope: 'api refresh_token', accessTokenUrl: `${base}/services/oauth2/token`, oauthTokenData: oauthTokenData as never };
		await json({ operation: 'create' }, people(1), { credential });
		crm.settings.clockOffsetMs = 3 * 3_600_000;
		crm.clearRequests();
		expect(await json({ operation: 'create', options: { batchSize: 1, concurrency: 8 } }, people(16, 1), { credential })).toHaveLength(16);
		expect(calls('/oauth2/token')).toBe(1);
	});
});
