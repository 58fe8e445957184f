import type { IDataObject, IExecuteFunctions, INodeParameters, INodeType } from 'n8n-workflow';
import { CrmSuitePipedriveApi } from '../../credentials/CrmSuitePipedriveApi.credentials';
import { CrmSuitePipedriveOAuth2Api } from '../../credentials/CrmSuitePipedriveOAuth2Api.credentials';
import { Pipedrive } from '../../nodes/Pipedrive/Pipedrive.node';
import { PipedriveTrigger } from '../../nodes/Pipedrive/PipedriveTrigger.node';
import { pipedrive as definition } from '../../nodes/Pipedrive/definition';
import { execute } from '../../nodes/shared/desk/execute';
import { ACCESS_TOKEN, API_TOKENS, OAUTH_CLIENT, REFRESH_TOKEN } from '../../sandbox/pipedrive/company';
import { keyOf } from '../../sandbox/pipedrive/fields';
import { startSandbox, type PipedriveSettings, type SandboxCrm } from '../../sandbox/server';
import { autoMap } from './hubspot';
import { freshCredential, run, TestEditor, TestTrigger, type RunOptions, type RunResult, type TestCredential } from './n8n';

/** Without the definition's own pacing: its search limit alone would make large tests take minutes. */
const unlimited = { ...definition, limits: { ...definition.limits, paces: {}, read: undefined } };
const patientNode = (): INodeType =>
	Object.assign(new Pipedrive() as INodeType, { execute(this: IExecuteFunctions) { return execute.call(this, unlimited); } });

/** Keys of the sandbox's custom fields, by their names. */
export const key = (kind: 'persons' | 'organizations' | 'deals', name: string): string => keyOf(kind, name);

export interface Stored { id: number | string; values: IDataObject; customFields: IDataObject }

/** Pipedrive's node and trigger against the sandbox. */
export interface PipedriveStage {
	crm: SandboxCrm<PipedriveSettings>;
	/** An API token of the account's admin, and an app's access. */
	token(): TestCredential;
	oAuth2(): TestCredential;
	/** Items that a run gives; throws what stopped it. */
	json(parameters: INodeParameters, input?: IDataObject[], more?: Partial<RunOptions>): Promise<IDataObject[]>;
	/** Refused items go to the error output. */
	act(parameters: INodeParameters, input?: IDataObject[], more?: Partial<RunOptions>): Promise<RunResult>;
	trigger(parameters: INodeParameters): TestTrigger;
	editor(parameters: INodeParameters, more?: Partial<RunOptions>): TestEditor;
	/** Records as the account keeps them. */
	stored(kind: string): Stored[];
	/** `METHOD path` of every request since the last call. */
	calls(): string[];
}

/** Call inside `describe`; a fresh account before each test. @param paced with the definition's own pacing */
export function pipedriveStage({ paced = false } = {}): PipedriveStage {
	const node = paced ? new Pipedrive() : patientNode();
	const common = (parameters: INodeParameters, authentication = 'apiToken'): INodeParameters =>
		({ authentication, resource: 'contact', event: 'created', fields: autoMap, output: 'normalised', options: {}, ...parameters });
	const own: Omit<PipedriveStage, 'crm'> = {
		token: () => ({ type: new CrmSuitePipedriveApi(), data: { apiToken: API_TOKENS.admin, companyDomain: 'acme', baseUrl: url() } }),
		oAuth2: () => {
			const oauthTokenData = { access_token: ACCESS_TOKEN, refresh_token: REFRESH_TOKEN, token_type: 'Bearer', api_domain: url() };
			const data = { clientId: OAUTH_CLIENT.id, clientSecret: OAUTH_CLIENT.secret, accessTokenUrl: `${url()}/oauth/token`, oauthTokenData };
			return { type: new CrmSuitePipedriveOAuth2Api(), data: data as unknown as TestCredential['data'] };
		},
		act: async (parameters, input, more) => {
			const credential = more?.credential ?? stage.token();
			const authentication = credential.type.name.includes('OAuth2') ? 'oAuth2' : 'apiToken';
			return await run(node, {
				onError: 'continueErrorOutput',
				...more,
				parameters: common(parameters, authentication),
				input,
				credential,
			});
		},
		json: async (parameters, input, more) => {
			const { items, error } = await stage.act(parameters, input, { onError: 'stopWorkflow', ...more });
			if (error) throw error;
			return items.map((item) => item.json);
		},
		trigger: (parameters) => new TestTrigger(new PipedriveTrigger(), { parameters: common(parameters), credential: stage.token() }),
		editor: (parameters, more) => {
			const authentication = more?.credential ? 'oAuth2' : 'apiToken';
			return new TestEditor(node, { parameters: common(parameters, authentication), credential: stage.token(), ...more });
		},
		stored: (kind) => stage.crm.records(kind) as Stored[],
		calls: () => {
			const made = stage.crm.requests().map(({ method, path }) => `${method} ${path.replace(/^\/api/, '')}`);
			stage.crm.clearRequests();
			return made;
		},
	};
	const stage = own as PipedriveStage;
	let url: () => string;
	let close: () => Promise<unknown>;
	beforeAll(async () => {
		const sandbox = await startSandbox();
		url = () => `${sandbox.url}/pipedrive`;
		close = async () => await sandbox.close();
		stage.crm = sandbox.crm('pipedrive') as SandboxCrm<PipedriveSettings>;
	});
	beforeEach(() => {
		stage.crm.reset();
		freshCredential();
	});
	// Every request and answer is held against the vendor's OpenAPI documents, where this machine has them.
	afterEach(() => expect(stage.crm.invalid()).toEqual([]));
	afterAll(async () => await close());
	return stage;
}
