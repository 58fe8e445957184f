import type { IExecuteFunctions, INodeExecutionData, INodeParameters, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CrmSuiteHubSpotApi } from '../credentials/CrmSuiteHubSpotApi.credentials';
import { HubSpot } from '../nodes/HubSpot/HubSpot.node';
import type { TestCredential } from '../test/support/n8n';
import type { Contestant, ScenarioName } from './wire';

/** A node as a user has set it up for one scenario. */
export interface Setup {
	node: INodeType;
	typeVersion: number;
	parameters: INodeParameters;
	credential: TestCredential;
}

const token = 'pat-na1-sandbox-0000';
/** The built-in node's latest version. */
export const builtInVersion = 2.2;

/** Our node. The base URL stays empty: both nodes call HubSpot's own address and take the same road to the sandbox. */
function suite(scenario: ScenarioName, byExpressions: boolean): Setup {
	const fields = (names: string[]): INodeParameters => ({
		fields: (byExpressions ? { mappingMode: 'defineBelow', value: Object.fromEntries(names.map((name) => [name, `={{ $json.${name} }}`])) } : { mappingMode: 'autoMapInputData', value: null }) as unknown as INodeParameters,
	});
	const person = fields(['email', 'firstName', 'lastName', 'phone', 'company']);
	const upsert: INodeParameters = { operation: 'upsert', matchOn: ['email'], ...person };
	const byScenario: Record<ScenarioName, INodeParameters> = {
		upsertNew: upsert,
		upsertMixed: upsert,
		upsertUnchanged: upsert,
		upsertSame: upsert,
		create: { operation: 'create', ...person },
		get: { operation: 'get', recordId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } },
		search: { operation: 'search', filters: { company: 'Acme' }, returnAll: true },
		meetings: { resource: 'appointment', operation: 'create', ...fields(['title', 'startTime', 'endTime', 'contactId']) },
		idlePoll: { event: 'created' },
	};
	return {
		node: new HubSpot(), typeVersion: 1,
		parameters: { authentication: 'serviceKey', resource: 'contact', output: 'normalised', options: {}, ...byScenario[scenario] },
		credential: { type: new CrmSuiteHubSpotApi(), data: { token, baseUrl: '' } },
	};
}

/** The built-in node has no create for contacts: its Create or Update is what a user takes. */
function builtIn(scenario: ScenarioName): Setup {
	// `BENCH_BUILT_IN` is the folder of n8n-nodes-base.
	const load = createRequire(join(process.env.BENCH_BUILT_IN ?? '.', 'package.json'));
	const { Hubspot } = load('./dist/nodes/Hubspot/Hubspot.node.js') as { Hubspot: new () => { nodeVersions: Record<number, INodeType> } };
	const { HubspotAppToken } = load('./dist/credentials/HubspotAppToken.credentials.js') as { HubspotAppToken: new () => TestCredential['type'] };
	const upsert: INodeParameters = {
		resource: 'contact', operation: 'upsert', email: '={{ $json.email }}', options: {},
		additionalFields: { firstName: '={{ $json.firstName }}', lastName: '={{ $json.lastName }}', phoneNumber: '={{ $json.phone }}', companyName: '={{ $json.company }}' },
	};
	const byScenario: Partial<Record<ScenarioName, INodeParameters>> = {
		upsertNew: upsert,
		upsertMixed: upsert,
		upsertUnchanged: upsert,
		upsertSame: upsert,
		create: upsert,
		get: { resource: 'contact', operation: 'get', contactId: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, additionalFields: {} },
		search: {
			resource: 'contact', operation: 'search', returnAll: true, additionalFields: {},
			filterGroupsUi: { filterGroupsValues: [{ filtersUi: { filterValues: [{ propertyName: 'company|string', operator: 'EQ', value: 'Acme' }] } }] },
		},
		meetings: {
			resource: 'engagement', operation: 'create', type: 'meeting', additionalFields: { associations: { contactIds: '={{ $json.contactId }}' } },
			metadata: { title: '={{ $json.title }}', startTime: '={{ $json.startTime }}', endTime: '={{ $json.endTime }}' },
		},
	};
	const parameters = byScenario[scenario];
	if (!parameters) throw new RangeError(`The built-in node has nothing for ${scenario}`);
	return {
		node: new Hubspot().nodeVersions[builtInVersion], typeVersion: builtInVersion,
		parameters: { authentication: 'appToken', ...parameters },
		credential: { type: new HubspotAppToken(), data: { appToken: token } },
	};
}

/** What n8n itself takes to carry the items through a node that does nothing. */
class PassThrough implements INodeType {
	description = { displayName: 'Pass', name: 'pass', group: ['transform'], version: 1, description: '', defaults: {}, inputs: ['main'], outputs: ['main'], properties: [] } as unknown as INodeTypeDescription;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

/** Sets up a contestant for a scenario. */
export function setUp(contestant: Contestant, scenario: ScenarioName): Setup {
	if (contestant === 'builtIn') return builtIn(scenario);
	const ours = suite(scenario, contestant === 'suiteExpressions');
	return contestant === 'passThrough' ? { ...ours, node: new PassThrough() as unknown as INodeType, parameters: {} } : ours;
}
