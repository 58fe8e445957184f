import type { IDataObject, INodeParameters, INodeType, IPollFunctions } from 'n8n-workflow';
import { CrmSuiteHousecallProApi } from '../../credentials/CrmSuiteHousecallProApi.credentials';
import { HousecallPro } from '../../nodes/HousecallPro/HousecallPro.node';
import { HousecallProTrigger } from '../../nodes/HousecallPro/HousecallProTrigger.node';
import { housecallPro as definition } from '../../nodes/HousecallPro/definition';
import { pollOnce } from '../../nodes/shared/desk/trigger';
import type { HousecallProSettings } from '../../sandbox/housecallpro/settings';
import { startSandbox, type Sandbox, type SandboxCrm } from '../../sandbox/server';
import { autoMap } from './hubspot';
import { freshCredential, jsonOf, run, TestTrigger, type RunOptions, type RunResult } from './n8n';

/** Polls without the definition's own pacing: a hundred pages would take ten seconds. */
const unlimited = { ...definition, limits: { ...definition.limits, paces: {} } };
const patientTrigger = (): INodeType =>
	Object.assign(new HousecallProTrigger() as INodeType, {
		poll(this: IPollFunctions) {
			return pollOnce.call(this, unlimited);
		},
	});

/** Keys of the sandbox by what they may do. */
export const keys = { company: 'hcp-company-key-sandbox', application: 'hcp-application-key-sandbox' };

/** Housecall Pro's node and trigger against the sandbox. */
export interface HousecallProStage {
	crm: SandboxCrm<HousecallProSettings>;
	/** Items that a run gives; throws what stopped it. */
	json(parameters: INodeParameters, input?: IDataObject[], key?: string): Promise<IDataObject[]>;
	run(parameters: INodeParameters, input?: IDataObject[], key?: string): Promise<RunResult>;
	trigger(parameters: INodeParameters): TestTrigger;
	/** `METHOD path` of every write since the last call. */
	writes(): string[];
}

/** An address as Housecall Pro has it and as ours, and another one. */
export const elm = { street: '12 Elm Street', city: 'Denver', state: 'CO', zip: '80202', country: 'US' };
export const elmAddress = { street: '12 Elm Street', city: 'Denver', state: 'CO', postalCode: '80202', country: 'US' };
export const oak = { ...elm, street: '7 Oak Avenue' };

/** Makes Ann Lee a customer, or who else is wanted; gives the ID. */
export const customersOf = (stage: HousecallProStage) => (more: IDataObject = {}): string =>
	stage.crm.seed({ customers: [{ first_name: 'Ann', last_name: 'Lee', email: 'ann@example.com', ...more }] }).customers[0];

/** Call inside `describe`; a fresh account before each test. */
export function housecallProStage(): HousecallProStage {
	let sandbox: Sandbox;
	const options = (parameters: INodeParameters, key: string): Omit<RunOptions, 'input'> => ({
		parameters: {
			authentication: 'apiKey',
			resource: 'customer',
			event: 'created',
			fields: autoMap,
			output: 'normalised',
			options: {},
			...parameters,
		},
		credential: { type: new CrmSuiteHousecallProApi(), data: { apiKey: key, baseUrl: `${sandbox.url}/housecallpro` } },
	});
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	beforeEach(() => {
		sandbox.crm('housecallpro').reset();
		freshCredential();
	});
	afterEach(() => expect(sandbox.crm('housecallpro').invalid()).toEqual([]));
	afterAll(async () => await sandbox.close());
	return {
		get crm() {
			return sandbox.crm('housecallpro') as SandboxCrm<HousecallProSettings>;
		},
		json: async (parameters, input, key = keys.application) => await jsonOf(new HousecallPro(), { ...options(parameters, key), input }),
		run: async (parameters, input, key = keys.application) =>
			await run(new HousecallPro(), { ...options(parameters, key), input, onError: 'continueErrorOutput' }),
		trigger: (parameters) => new TestTrigger(patientTrigger(), options(parameters, keys.application)),
		writes() {
			const made = this.crm
				.requests()
				.filter(({ method }) => method !== 'GET')
				.map(({ method, path }) => `${method} ${path.replace(/^\/housecallpro/, '')}`);
			this.crm.clearRequests();
			return made;
		},
	};
}
