import type { INodeParameters } from 'n8n-workflow';
import { CrmSuitePipedriveOAuth2Api } from '../../credentials/CrmSuitePipedriveOAuth2Api.credentials';
import { Pipedrive } from '../../nodes/Pipedrive/Pipedrive.node';
import { PipedriveTrigger } from '../../nodes/Pipedrive/PipedriveTrigger.node';
import { ACCESS_TOKEN } from '../../sandbox/pipedrive/company';
import { keyOf } from '../../sandbox/pipedrive/fields';
import { callsOf, type CrmBench } from '../crm';
import { peopleScenarios, trait, type PeopleShape } from '../people';

/** Whether v2 takes the token as the built-in node sends it, in the address, no public source proves; so both log in with OAuth2. */
const oauthToken = (url: string) => ({ oauthTokenData: { access_token: ACCESS_TOKEN, api_domain: url } });

/** Finding is the cost here: a thousand items meet an account of about five thousand. */
const strangersFor = (count: number) => count * 4.5;
const externalIdField = keyOf('persons', 'External ID');

interface Point { value: string }
interface Stored {
	values: { first_name: string; last_name: string; emails: Point[]; phones: Point[] };
	customFields: Record<string, string>;
}
const persons: PeopleShape = {
	type: 'persons', plural: 'persons', trait: 'lastName', strangers: strangersFor,
	seed: ({ email, firstName, lastName, phone, externalId }, createdAt) => ({
		name: `${String(firstName)} ${String(lastName)}`, emails: [{ value: email }], phones: [{ value: phone }],
		add_time: new Date(createdAt).toISOString(),
		...(externalId ? { custom_fields: { [externalIdField]: externalId } } : {}),
	}),
	read: (record) => {
		const { values: { first_name: firstName, last_name: lastName, emails, phones }, customFields } = record as Stored;
		const { [externalIdField]: externalId } = customFields;
		return { email: emails[0].value, firstName, lastName, phone: phones[0].value, ...(externalId ? { externalId } : {}) };
	},
};
const people = peopleScenarios(persons);
const numbered = peopleScenarios({ ...persons, numbered: true });

const upsert: INodeParameters = { operation: 'upsert', matchOn: ['email'] };
const upsertById: INodeParameters = { operation: 'upsert', matchOn: ['externalId'], options: { externalIdField } };
const theirCreate: INodeParameters = {
	resource: 'person', operation: 'create', name: '={{ $json.firstName }} {{ $json.lastName }}',
	additionalFields: {
		emails: { emailProperties: [{ value: '={{ $json.email }}', primary: true, label: 'work' }] },
		phones: { phoneProperties: [{ value: '={{ $json.phone }}', primary: true, label: 'work' }] },
	},
};

const each = callsOf(1);
/** Pages of the whole account, of which items and strangers are a part. */
const pages = (held: (count: number) => number) => (count: number) => callsOf(500)(held(count) + strangersFor(count));
const half = (count: number) => count / 2;

export const bench: CrmBench = {
	id: 'pipedrive',
	label: 'Pipedrive',
	hosts: { 'api.pipedrive.com': '/pipedrive' },
	// Answers tell the limit, which sets the node's pace; without it the node keeps to the smallest plan.
	unlimited: { rateLimits: { burst: 100_000, daily: 100_000_000, searchPerSecond: 50_000 } },
	limit: '80 requests in 2 seconds and 30,000 tokens a day (an app in a company with one seat of the plan Lite)',
	suite: {
		folder: 'Pipedrive', node: new Pipedrive(), trigger: new PipedriveTrigger(),
		parameters: { authentication: 'oAuth2' },
		credential: (url) => ({ type: new CrmSuitePipedriveOAuth2Api(), data: oauthToken(url) }),
	},
	builtIn: {
		node: 'nodes/Pipedrive/Pipedrive.node.js', version: 2,
		credential: 'credentials/PipedriveOAuth2Api.credentials.js',
		alsoLoaded: ['nodes/Pipedrive/PipedriveTrigger.node.js', 'credentials/PipedriveApi.credentials.js'],
		insteadOfPolling: 'none (webhooks)',
		parameters: { authentication: 'oAuth2' },
		data: oauthToken,
	},
	comparisons: {
		// Every write is a request of its own.
		upsertNew: { ...people.upsertNew, suite: upsert, builtIn: theirCreate, promise: (count) => pages(() => 0)(count) + count },
		upsertMixed: { ...people.upsertMixed, suite: upsert, builtIn: null, promise: (count) => pages(half)(count) + count },
		upsertUnchanged: { ...people.upsertUnchanged, suite: upsert, builtIn: null, promise: pages(each) },
		// A search, the person that it found, and the write.
		upsertSame: { ...people.upsertSame, suite: upsert, builtIn: null, promise: () => 3 },
		// Which fields a search looks into is told by their list.
		upsertById: { ...numbered.upsertMixed, suite: upsertById, builtIn: null, promise: (count) => pages(half)(count) + count + 1 },
		create: { ...people.create, suite: { operation: 'create' }, builtIn: theirCreate, promise: each },
		get: {
			...people.get, promise: callsOf(100),
			suite: { operation: 'get', recordId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } },
			builtIn: { resource: 'person', operation: 'get', personId: '={{ $json.id }}' },
		},
		search: {
			...people.search, promise: (count) => pages(each)(count) + 1, builtIn: null,
			suite: {
				operation: 'search', returnAll: true,
				conditions: { condition: [{ field: 'lastName', operator: 'equals', value: trait.now }] },
			},
		},
		idlePoll: { ...people.idlePoll, poll: true, suite: { event: 'created' }, builtIn: null, promise: () => 1 },
	},
	lacks: [
		'Create or Update: in the row of new persons it runs its Create, which makes a second one of whoever is there.',
		'Lists by ID: it reads persons one by one.',
		'Search by a field of the form: its search is one for words, and of an API version whose support has ended.',
		'Keeping what it does not write: e-mails and phones that are not sent are gone.',
		'Waiting for the limit: what is refused for its rate fails.',
		'Polling: its trigger needs a public address for webhooks.',
	],
};
