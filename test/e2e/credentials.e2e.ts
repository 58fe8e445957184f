import { importCredentials } from '../../demo/runtime';
import { connect, consent, credentialOf, testCredential, type TestAnswer } from '../../demo/story/connect';
import type { StoryCrm } from '../../demo/story/crm';
import { storyCrms } from '../../demo/story/crms';
import { housecallPro } from '../../demo/story/housecallpro';
import { jobber } from '../../demo/story/jobber';
import { OAUTH_CLIENT as PIPEDRIVE_CLIENT } from '../../sandbox/pipedrive/company';
import { OAUTH_CLIENT, USER } from '../../sandbox/salesforce/orgData';
import { ACCESS_TOKEN, OAUTH_CLIENT as ZOHO_CLIENT, ORG, REFRESH_TOKEN } from '../../sandbox/zoho/orgData';
import { backstage } from './support';

type Data = Record<string, unknown>;

/** What the "test" button of a real n8n says, for credentials that are right and for those that are not. */
describe('credentials in n8n', () => {
	const stage = backstage();
	const stored = async (name: string, type: string, data: Data) => (await importCredentials(stage.n8n, [{ name, type, data }]))[0].id;
	const tested = async (name: string, type: string, data: Data) => await testCredential(stage.n8n, await stored(name, type, data));
	/** The demo's own credential, or one that differs from it. */
	const own = (crm: StoryCrm, change: Data = {}) => [crm.credential.type, { ...credentialOf(crm, stage.sandbox).data, ...change }] as const;
	const ok = expect.objectContaining({ status: 'OK' }) as TestAnswer;
	/** An address without https is replaced by one that does not exist, so that no key travels in the clear. */
	const unknownHost = /ENOTFOUND|EAI_AGAIN/;
	const refused = (message: RegExp) => ({ status: 'Error', message: expect.stringMatching(message) as string });

	it.each(storyCrms.map((crm) => [crm.label, crm] as const))('%s: the credential of the demo is right', async (_label, crm) => {
		expect(await connect(stage.n8n, stage.sandbox, crm)).toEqual(ok);
	});

	it('Housecall Pro: a wrong key and a wrong address are told', async () => {
		expect(await tested('Old key', ...own(housecallPro, { apiKey: 'hcp-deleted-key' }))).toEqual(refused(/unauthorized|401/i));
		expect(await tested('Other API', ...own(housecallPro, { baseUrl: `${stage.sandbox.url}/hubspot` }))).toEqual(refused(/./));
		expect(await tested('Plain http', ...own(housecallPro, { baseUrl: 'http://api.example.com' }))).toEqual(refused(unknownHost));
	});

	describe('Salesforce, username and password', () => {
		const type = 'crmSuiteSalesforcePasswordApi';
		const data = (change: Data = {}) => ({
			clientId: OAUTH_CLIENT.id, clientSecret: OAUTH_CLIENT.secret, instanceUrl: `${stage.sandbox.url}/salesforce`,
			username: USER.username, password: USER.password, securityToken: USER.securityToken, ...change,
		});

		it('are taken', async () => expect(await tested('Right', type, data())).toEqual(ok));
		it.each([
			['a wrong password', { password: 'guessed' }, /password is wrong/],
			['an old security token', { securityToken: 'OLDTOKEN' }, /security token is missing or old/],
			['a wrong consumer secret', { clientSecret: 'guessed' }, /consumer key and secret/],
		])('%s is told, and its value is not', async (name, change, message) => {
			const answer = await tested(name, type, data(change));
			expect(answer).toEqual(refused(message));
			for (const secret of Object.values(change)) expect(answer.message).not.toContain(secret);
		});
		it('are refused where an administrator blocks them', async () => {
			const { settings } = stage.sandbox.crm('salesforce');
			settings.patch({ blockUsernamePassword: true });
			expect(await tested('Blocked', type, data())).toEqual(refused(/Setup > OAuth and OpenID Connect Settings/));
			settings.patch({ blockUsernamePassword: false });
		});
	});

	it('Pipedrive: OAuth2 is refused before it is connected, and taken afterwards', async () => {
		const data = { clientId: PIPEDRIVE_CLIENT.id, clientSecret: PIPEDRIVE_CLIENT.secret, baseUrl: `${stage.sandbox.url}/pipedrive` };
		const id = await stored('By consent', 'crmSuitePipedriveOAuth2Api', data);
		expect(await testCredential(stage.n8n, id)).toEqual(refused(/without access token/));
		await consent(stage.n8n, id);
		expect(await testCredential(stage.n8n, id)).toEqual(ok);
	});

	describe('Zoho CRM', () => {
		const client = () => ({
			clientId: ZOHO_CLIENT.id, clientSecret: ZOHO_CLIENT.secret, dataCentre: 'other', accountsUrl: `${stage.sandbox.url}/zoho`,
		});

		it.each([
			['Self client', 'crmSuiteZohoCrmSelfClientApi', { refreshToken: REFRESH_TOKEN }],
			['Client credentials', 'crmSuiteZohoCrmClientApi', { organisationId: ORG.domainName }],
		])('%s: a right and a wrong secret are told apart', async (name, type, data) => {
			expect(await tested(name, type, { ...client(), ...data })).toEqual(ok);
			const answer = await tested(name, type, { ...client(), ...data, clientSecret: 'guessed' });
			expect(answer).toEqual(refused(/invalid_client_secret/));
			expect(answer.message).not.toContain('guessed');
		});
		it('a right and an old access token are told apart', async () => {
			const data = (accessToken: string) => ({ accessToken, apiUrl: `${stage.sandbox.url}/zoho` });
			expect(await tested('Token', 'crmSuiteZohoCrmTokenApi', data(ACCESS_TOKEN))).toEqual(ok);
			expect(await tested('Old token', 'crmSuiteZohoCrmTokenApi', data('1000.old'))).toEqual(refused(/unauthorized/i));
		});
	});

	describe('Jobber', () => {
		const settings = () => stage.sandbox.crm('jobber').settings;

		it('is refused before it is connected, and taken afterwards', async () => {
			const id = await stored('By consent', ...own(jobber));
			expect(await testCredential(stage.n8n, id)).toEqual(refused(/without access token/));
			await consent(stage.n8n, id);
			expect(await testCredential(stage.n8n, id)).toEqual(ok);
		});
		it('is refused when the app is disconnected in Jobber', async () => {
			const id = await stored('Disconnected', ...own(jobber));
			await consent(stage.n8n, id);
			settings().patch({ disconnected: true });
			expect(await testCredential(stage.n8n, id)).toEqual(refused(/./));
			settings().patch({ disconnected: false });
		});
	});
});
