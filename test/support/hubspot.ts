import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { CrmSuiteHubSpotApi } from '../../credentials/CrmSuiteHubSpotApi.credentials';
import { HubSpot } from '../../nodes/HubSpot/HubSpot.node';
import { HubSpotTrigger } from '../../nodes/HubSpot/HubSpotTrigger.node';
import { startSandbox, type HubSpotSettings, type Sandbox, type SandboxCrm } from '../../sandbox/server';
import { freshCredential, jsonOf, run, TestEditor, TestTrigger, type RunOptions, type RunResult } from './n8n';

/** HubSpot's node and trigger against the sandbox. */
export interface HubSpotStage {
	sandbox: Sandbox;
	hubspot: SandboxCrm<HubSpotSettings>;
	credential(token?: string): RunOptions['credential'];
	/** Items that a run gives; throws what stopped it. */
	json(parameters: INodeParameters, input?: IDataObject[], more?: Partial<RunOptions>): Promise<IDataObject[]>;
	run(parameters: INodeParameters, input?: IDataObject[], more?: Partial<RunOptions>): Promise<RunResult>;
	trigger(parameters: INodeParameters): TestTrigger;
	editor(parameters: INodeParameters): TestEditor;
}

/** Maps the input items themselves. */
export const autoMap = { mappingMode: 'autoMapInputData', value: null } as unknown as INodeParameters;

/** Call inside `describe`; a fresh account before each test. */
export function hubSpotStage(): HubSpotStage {
	const node = new HubSpot();
	const stage = {
		credential: (token = 'pat-na1-sandbox-0000') => ({ type: new CrmSuiteHubSpotApi(), data: { token, baseUrl: `${stage.sandbox.url}/hubspot` } }),
		json: async (parameters, input, more) => await jsonOf(node, { parameters: filled(parameters), input, credential: stage.credential(), ...more }),
		run: async (parameters, input, more) => await run(node, { parameters: filled(parameters), input, credential: stage.credential(), ...more }),
		trigger: (parameters) => new TestTrigger(new HubSpotTrigger(), { parameters: { authentication: 'serviceKey', event: 'created', output: 'normalised', options: {}, ...parameters }, credential: stage.credential() }),
		editor: (parameters) => new TestEditor(node, { parameters: filled(parameters), credential: stage.credential() }),
	} as HubSpotStage;
	beforeAll(async () => {
		stage.sandbox = await startSandbox();
		stage.hubspot = stage.sandbox.crm('hubspot');
	});
	beforeEach(() => {
		stage.hubspot.reset();
		freshCredential();
	});
	afterAll(async () => await stage.sandbox.close());
	return stage;
}

const filled = (parameters: INodeParameters): INodeParameters => ({ authentication: 'serviceKey', resource: 'contact', fields: autoMap, output: 'normalised', options: {}, ...parameters });
