import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { CrmSuiteHubSpotApi } from '../../credentials/CrmSuiteHubSpotApi.credentials';
import { HubSpot } from '../../nodes/HubSpot/HubSpot.node';
import { HubSpotTrigger } from '../../nodes/HubSpot/HubSpotTrigger.node';
import { callsOf, type CrmBench, type Scenario } from '../crm';
import { peopleScenarios, trait, type PeopleShape } from '../people';

const token = 'pat-na1-sandbox-0000';
const wide = { burst: 1_000_000, daily: 100_000_000, searchPerSecond: 1_000_000 };

interface Stored { properties: IDataObject }
const contacts: PeopleShape = {
	type: 'contacts', plural: 'contacts', trait: 'company',
	seed: ({ email, firstName, lastName, phone, company }, createdAt) => ({
		properties: { email, firstname: firstName, lastname: lastName, phone, company }, createdAt,
	}),
	read: (record) => {
		const { email, firstname: firstName, lastname: lastName, phone, company } = (record as Stored).properties;
		return { email, firstName, lastName, phone, company };
	},
};
const people = peopleScenarios(contacts);
const meeting = (at: number): IDataObject => ({
	title: `Visit ${at}`, startTime: '2030-06-03T09:00:00.000Z', endTime: '2030-06-03T09:30:00.000Z',
});
const meetings: Scenario = {
	...people.get,
	label: 'Create meetings with a contact',
	type: 'meetings',
	items: (_count, ids) => ids.map((contactId, at) => ({ ...meeting(at), contactId })),
	after: (count) => Array.from({ length: count }, (_none, at) => ({ title: meeting(at).title })),
	read: (record) => ({ title: (record as Stored).properties.hs_meeting_title }),
};

const byId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
const upsert: INodeParameters = { operation: 'upsert', matchOn: ['email'] };
const theirUpsert: INodeParameters = {
	resource: 'contact', operation: 'upsert', email: '={{ $json.email }}', options: {},
	additionalFields: {
		firstName: '={{ $json.firstName }}', lastName: '={{ $json.lastName }}',
		phoneNumber: '={{ $json.phone }}', companyName: '={{ $json.company }}',
	},
};
const isAcme = { propertyName: 'company|string', operator: 'EQ', value: trait.now };
const batches = callsOf(100);
const halfAndHalf = (count: number) => batches(count) + batches(Math.ceil(count / 2)) + batches(Math.floor(count / 2));

export const bench: CrmBench = {
	id: 'hubspot',
	label: 'HubSpot',
	hosts: { 'api.hubapi.com': '/hubspot' },
	unlimited: { rateLimits: wide },
	limit: '190 requests in 10 seconds and 5 searches a second (Professional)',
	suite: {
		folder: 'HubSpot', node: new HubSpot(), trigger: new HubSpotTrigger(),
		parameters: { authentication: 'serviceKey' },
		credential: (baseUrl) => ({ type: new CrmSuiteHubSpotApi(), data: { token, baseUrl } }),
	},
	builtIn: {
		node: 'nodes/Hubspot/Hubspot.node.js', version: 2.2, credential: 'credentials/HubspotAppToken.credentials.js',
		alsoLoaded: [
			'nodes/Hubspot/HubspotTrigger.node.js',
			...['HubspotApi', 'HubspotOAuth2Api', 'HubspotDeveloperApi'].map((name) => `credentials/${name}.credentials.js`),
		],
		insteadOfPolling: 'none (webhooks of a developer app)',
		parameters: { authentication: 'appToken' },
		data: () => ({ appToken: token }),
	},
	comparisons: {
		upsertNew: { ...people.upsertNew, suite: upsert, builtIn: theirUpsert, promise: callsOf(100, 2) },
		upsertMixed: { ...people.upsertMixed, suite: upsert, builtIn: theirUpsert, promise: halfAndHalf },
		upsertUnchanged: { ...people.upsertUnchanged, suite: upsert, builtIn: theirUpsert, promise: batches },
		upsertSame: { ...people.upsertSame, suite: upsert, builtIn: theirUpsert, promise: () => 2 },
		// The built-in node has no create for contacts: its Create or Update is what a user takes.
		create: { ...people.create, suite: { operation: 'create' }, builtIn: theirUpsert, promise: batches },
		get: {
			...people.get, promise: batches,
			suite: { operation: 'get', recordId: byId },
			builtIn: { resource: 'contact', operation: 'get', contactId: byId, additionalFields: {} },
		},
		search: {
			...people.search, promise: callsOf(200),
			suite: { operation: 'search', filters: { company: trait.now }, returnAll: true },
			builtIn: {
				resource: 'contact', operation: 'search', returnAll: true, additionalFields: {},
				filterGroupsUi: { filterGroupsValues: [{ filtersUi: { filterValues: [isAcme] } }] },
			},
		},
		meetings: {
			...meetings, promise: callsOf(100, 3),
			suite: { resource: 'appointment', operation: 'create' },
			builtIn: {
				resource: 'engagement', operation: 'create', type: 'meeting',
				additionalFields: { associations: { contactIds: '={{ $json.contactId }}' } },
				metadata: { title: '={{ $json.title }}', startTime: '={{ $json.startTime }}', endTime: '={{ $json.endTime }}' },
			},
		},
		idlePoll: { ...people.idlePoll, poll: true, suite: { event: 'created' }, builtIn: null, promise: () => 1 },
	},
	lacks: [
		'Create for contacts: in that row it runs its Create or Update, which overwrites a contact that exists.',
		'Batches: a contact written takes two requests, the write and one that reads it; a meeting or a contact read takes one each.',
		'A comparison before the write: what is equal is written again.',
		'Waiting for the limit: what is refused for its rate fails.',
		'Polling: its trigger needs a developer app of your own and a public address for webhooks.',
	],
};
