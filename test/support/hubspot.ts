import type { IDataObject, IExecuteFunctions, INodeParameters, INodeType, IPollFunctions } from 'n8n-workflow';
import { CrmSuiteHubSpotApi } from '../../credentials/CrmSuiteHubSpotApi.credentials';
import { HubSpot } from '../../nodes/HubSpot/HubSpot.node';
import { HubSpotTrigger } from '../../nodes/HubSpot/HubSpotTrigger.node';
import { hubSpot as definition } from '../../nodes/HubSpot/definition';
import { execute } from '../../nodes/shared/desk/execute';
import { pollOnce } from '../../nodes/shared/desk/trigger';
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
	trigger(parameters: INodeParameters, more?: Partial<RunOptions>): TestTrigger;
	editor(parameters: INodeParameters): TestEditor;
}

/** Maps the input items themselves. */
export const autoMap = { mappingMode: 'autoMapInputData', value: null } as unknown as INodeParameters;

/** A HubSpot of unlimited patience: its search limit alone would make large tests take minutes. */
const unlimited = { ...definition, limits: { ...definition.limits, paces: {} } };
const patientNode = (): INodeType =>
	Object.assign(new HubSpot() as INodeType, {
		execute(this: IExecuteFunctions) {
			return execute.call(this, unlimited);
		},
	});
const patientTrigger = (): INodeType =>
	Object.assign(new HubSpotTrigger() as INodeType, {
		poll(this: IPollFunctions) {
			return pollOnce.call(this, unlimited);
		},
	});

/** What a test of HubSpot needs besides the usual. */
export interface StageOptions {
	/** Leaves out the definition's own pacing; nothing else differs. */
	unpaced?: boolean;
}

/** Call inside `describe`; a fresh account before each test. */
export function hubSpotStage({ unpaced = false }: StageOptions = {}): HubSpotStage {
	const node = unpaced ? patientNode() : new HubSpot();
	const trigger = unpaced ? patientTrigger() : new HubSpotTrigger();
	const own: Omit<HubSpotStage, 'sandbox' | 'hubspot'> = {
		credential: (token = 'pat-na1-sandbox-0000') => ({
			type: new CrmSuiteHubSpotApi(),
			data: { token, baseUrl: `${stage.sandbox.url}/hubspot` },
		}),
		json: async (parameters, input, more) =>
			await jsonOf(node, { parameters: filled(parameters), input, credential: stage.credential(), ...more }),
		run: async (parameters, input, more) =>
			await run(node, { parameters: filled(parameters), input, credential: stage.credential(), ...more }),
		trigger: (parameters, more) =>
			new TestTrigger(trigger, {
				parameters: { authentication: 'serviceKey', event: 'created', output: 'normalised', options: {}, ...parameters },
				credential: stage.credential(),
				...more,
			}),
		editor: (parameters) => new TestEditor(node, { parameters: filled(parameters), credential: stage.credential() }),
	};
	const stage = own as HubSpotStage;
	beforeAll(async () => {
		stage.sandbox = await startSandbox();
		stage.hubspot = stage.sandbox.crm('hubspot');
	});
	beforeEach(() => {
		stage.hubspot.reset();
		freshCredential();
	});
	// Every request and answer of every test is held against the vendor's OpenAPI document, where this machine has it.
	afterEach(() => expect(stage.hubspot.invalid()).toEqual([]));
	afterAll(async () => await stage.sandbox.close());
	return stage;
}

/** What the account keeps of one contact. */
export const contactsOf = (stage: HubSpotStage, type = 'contacts') =>
	stage.hubspot.records(type) as Array<{ id: string; properties: Record<string, string>; createdAt: number; archivedAt: number | null }>;

/** `method path` of every request, without ids of versions. */
export const routes = (stage: HubSpotStage): string[] =>
	stage.hubspot.requests().map(({ method, path }) => `${method} ${path.replace('/2026-09', '')}`);

/** Rows of people numbered from `from`. */
export const people = (count: number, from = 0, more: IDataObject = {}): IDataObject[] =>
	Array.from({ length: count }, (_none, at) => ({
		firstName: `First${from + at}`,
		lastName: 'Person',
		email: `person${from + at}@example.com`,
		...more,
	}));

/** The same people as seeds. */
export const seedPeople = (count: number, from = 0, properties: Record<string, string> = {}, more: IDataObject = {}) =>
	Array.from({ length: count }, (_none, at) => ({
		properties: { firstname: `First${from + at}`, lastname: 'Person', email: `person${from + at}@example.com`, ...properties },
		...more,
	}));

const filled = (parameters: INodeParameters): INodeParameters => ({
	authentication: 'serviceKey',
	resource: 'contact',
	fields: autoMap,
	output: 'normalised',
	options: {},
	...parameters,
});
