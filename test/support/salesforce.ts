import type { ICredentialType, IDataObject, INodeParameters } from 'n8n-workflow';
import { CrmSuiteSalesforceOAuth2Api } from '../../credentials/CrmSuiteSalesforceOAuth2Api.credentials';
import { Salesforce } from '../../nodes/Salesforce/Salesforce.node';
import { SalesforceTrigger } from '../../nodes/Salesforce/SalesforceTrigger.node';
import { startSandbox, type SalesforceSettings, type Sandbox, type SandboxCrm } from '../../sandbox/server';
import { autoMap } from './hubspot';
import { freshCredential, run, TestTrigger, type RunOptions, type RunResult, type TestCredential } from './n8n';

/** The app and the user that the sandbox's organisation knows. */
export const app = { clientId: 'sandbox-consumer-key', clientSecret: 'sandbox-consumer-secret' };
export const username = 'dana.reyes@sandbox.example';
export const secrets = { password: 'sandbox-password', securityToken: 'SANDBOXTOKEN' };

/** Salesforce's node and trigger against the sandbox. */
export interface SalesforceStage {
	sandbox: Sandbox;
	crm: SandboxCrm<SalesforceSettings>;
	/** Where the sandbox's organisation lives. */
	readonly instanceUrl: string;
	oAuth2(): TestCredential;
	/** A login that needs no person. */
	serverLogin(type: ICredentialType, data: IDataObject): TestCredential;
	act(parameters: INodeParameters, input?: IDataObject[], more?: Partial<RunOptions>): Promise<RunResult>;
	/** Items that a run gives; throws what stopped it. */
	json(parameters: INodeParameters, input?: IDataObject[], more?: Partial<RunOptions>): Promise<IDataObject[]>;
	trigger(parameters: INodeParameters): TestTrigger;
	/** Requests whose path holds this. */
	calls(part: string, method?: string): number;
	contacts(): Array<Record<string, unknown>>;
}

/** Call inside `describe`; a fresh organisation before each test. */
export function salesforceStage(): SalesforceStage {
	const node = new Salesforce();
	const common = { authentication: 'oAuth2', resource: 'contact', output: 'normalised', options: {} };
	const own: Omit<SalesforceStage, 'sandbox' | 'crm'> = {
		get instanceUrl() { return `${stage.sandbox.url}/salesforce`; },
		oAuth2: () => ({
			type: new CrmSuiteSalesforceOAuth2Api(),
			data: { oauthTokenData: { access_token: '00Dbm0000000001!sandbox.0000', instance_url: stage.instanceUrl } },
		}),
		serverLogin: (type, data) => ({ type, data: { instanceUrl: stage.instanceUrl, ...data } as TestCredential['data'] }),
		act: async (parameters, input, more) => {
			return await run(node, { parameters: { ...common, fields: autoMap, ...parameters }, input, credential: stage.oAuth2(), ...more });
		},
		json: async (parameters, input, more) => {
			const { items, error } = await stage.act(parameters, input, more);
			if (error) throw error;
			return items.map((item) => item.json);
		},
		trigger: (parameters) => {
			const wish = { ...common, event: 'created', ...parameters };
			return new TestTrigger(new SalesforceTrigger(), { parameters: wish, credential: stage.oAuth2() });
		},
		calls: (part, method) => {
			return stage.crm.requests().filter((one) => one.path.includes(part) && (!method || one.method === method)).length;
		},
		contacts: () => stage.crm.records('Contact') as Array<Record<string, unknown>>,
	};
	const stage = own as SalesforceStage;
	beforeAll(async () => {
		stage.sandbox = await startSandbox();
		stage.crm = stage.sandbox.crm('salesforce');
	});
	beforeEach(() => {
		stage.crm.reset();
		freshCredential();
	});
	// Every answer of every test is held against the vendor's WSDL, where this machine has it.
	afterEach(() => expect(stage.crm.invalid()).toEqual([]));
	afterAll(async () => await stage.sandbox.close());
	return stage;
}

/** Contacts to write, each with an e-mail address of its own. */
export const people = (count: number, from = 0, more: IDataObject = {}): IDataObject[] =>
	Array.from({ length: count }, (_none, at) => ({
		firstName: 'First', lastName: `Person${from + at}`, email: `person${from + at}@example.com`, ...more,
	}));
