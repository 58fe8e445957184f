import type { ICredentialType, IDataObject, INodeParameters } from 'n8n-workflow';
import { CrmSuiteZohoCrmOAuth2Api } from '../../credentials/CrmSuiteZohoCrmOAuth2Api.credentials';
import { ZohoCrm } from '../../nodes/ZohoCrm/ZohoCrm.node';
import { ZohoCrmTrigger } from '../../nodes/ZohoCrm/ZohoCrmTrigger.node';
import { startSandbox, type Sandbox, type SandboxCrm, type ZohoSettings } from '../../sandbox/server';
import { autoMap } from './hubspot';
import { freshCredential, run, TestEditor, TestTrigger, type RunOptions, type RunResult, type TestCredential } from './n8n';

/** What the sandbox's account knows from the start. */
export const client = { clientId: '1000.SANDBOXCLIENT', clientSecret: 'sandbox-client-secret' };
export const refreshToken = '1000.sandbox.refresh';
export const [dana, omar] = [1, 2].map((number) => `572576700000000010${number}`);

/** Zoho CRM's node and trigger against the sandbox. */
export interface ZohoStage {
	crm: SandboxCrm<ZohoSettings>;
	/** Where the sandbox speaks for Zoho. */
	readonly url: string;
	oAuth2(): TestCredential;
	/** A login that needs no person; `data` as typed into the credential. */
	serverLogin(type: ICredentialType, data: IDataObject): TestCredential;
	act(parameters: INodeParameters, input?: IDataObject[], more?: Partial<RunOptions>): Promise<RunResult>;
	/** Items that a run gives; throws what stopped it. */
	json(parameters: INodeParameters, input?: IDataObject[], more?: Partial<RunOptions>): Promise<IDataObject[]>;
	trigger(parameters: INodeParameters): TestTrigger;
	editor(parameters: INodeParameters): TestEditor;
	/** Requests whose path holds this. */
	calls(part: string, method?: string): number;
	/** The COQL that was sent since the last reset. */
	queries(): string[];
	records(module: string): IDataObject[];
}

/** Call inside `describe`; a fresh account before each test. */
export function zohoStage(): ZohoStage {
	let sandbox: Sandbox;
	const node = new ZohoCrm();
	const common = { authentication: 'oAuth2', resource: 'contact', output: 'normalised', options: {} };
	const filled = (parameters: INodeParameters): INodeParameters => ({ ...common, fields: autoMap, ...parameters });
	const stage: ZohoStage = {
		get crm() { return sandbox.crm('zoho'); },
		get url() { return `${sandbox.url}/zoho`; },
		oAuth2: () => ({
			type: new CrmSuiteZohoCrmOAuth2Api(),
			data: { oauthTokenData: { access_token: '1000.sandbox.access', api_domain: stage.url } },
		}),
		serverLogin: (type, data) =>
			({ type, data: { dataCentre: 'other', accountsUrl: stage.url, ...client, ...data } as TestCredential['data'] }),
		act: async (parameters, input, more) =>
			await run(node, { parameters: filled(parameters), input, credential: stage.oAuth2(), onError: 'continueErrorOutput', ...more }),
		json: async (parameters, input, more) => {
			const { items, error } = await stage.act(parameters, input, { onError: undefined, ...more });
			if (error) throw error;
			return items.map((item) => item.json);
		},
		trigger: (parameters) =>
			new TestTrigger(new ZohoCrmTrigger(), { parameters: { ...common, event: 'created', ...parameters }, credential: stage.oAuth2() }),
		editor: (parameters) => new TestEditor(node, { parameters: filled(parameters), credential: stage.oAuth2() }),
		calls: (part, method) => stage.crm.requests().filter((one) => one.path.includes(part) && (!method || one.method === method)).length,
		queries: () => stage.crm.requests().filter(({ path }) => path.endsWith('/coql'))
			.map(({ requestBody }) => (requestBody as { select_query: string }).select_query),
		records: (module) => stage.crm.records(module) as IDataObject[],
	};
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	beforeEach(() => {
		stage.crm.reset();
		freshCredential();
	});
	// Every request and answer is held against the vendor's OpenAPI documents, where this machine has them.
	afterEach(() => expect(stage.crm.invalid()).toEqual([]));
	afterAll(async () => await sandbox.close());
	return stage;
}

/** People to write, each with an e-mail address of its own. */
export const people = (count: number, from = 0, more: IDataObject = {}): IDataObject[] =>
	Array.from({ length: count }, (_none, at) => ({
		firstName: 'First', lastName: `Person${from + at}`, email: `person${from + at}@example.com`, ...more,
	}));
