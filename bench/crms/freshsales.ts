import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { CrmSuiteFreshsalesApi } from '../../credentials/CrmSuiteFreshsalesApi.credentials';
import { Freshsales } from '../../nodes/Freshsales/Freshsales.node';
import { FreshsalesTrigger } from '../../nodes/Freshsales/FreshsalesTrigger.node';
import { callsOf, type CrmBench } from '../crm';
import { peopleScenarios, trait, type PeopleShape } from '../people';

const apiKey = 'freshsales-sandbox-admin-key';

interface Stored { values: IDataObject; emails: Array<{ value: string }> }
const contacts: PeopleShape = {
	type: 'contacts',
	plural: 'contacts',
	trait: 'jobTitle',
	seed: ({ email, firstName, lastName, phone, jobTitle }, createdAt) => ({
		email,
		first_name: firstName,
		last_name: lastName,
		work_number: phone,
		job_title: jobTitle,
		created_at: new Date(createdAt).toISOString(),
	}),
	read: (record) => {
		const { values, emails } = record as Stored;
		const { first_name: firstName, last_name: lastName, work_number: phone, job_title: jobTitle } = values;
		return { email: emails[0].value, firstName, lastName, phone, jobTitle };
	},
};
const people = peopleScenarios(contacts);

const upsert: INodeParameters = { operation: 'upsert', matchOn: ['email'] };
/** Freshsales' own upsert does not say what was there before; for as many requests, a comparison writes nothing that is equal. */
const compared: INodeParameters = { ...upsert, options: { readFirst: true } };
const theirCreate: INodeParameters = {
	resource: 'contact', operation: 'create',
	firstName: '={{ $json.firstName }}', lastName: '={{ $json.lastName }}', emails: '={{ $json.email }}',
	additionalFields: { work_number: '={{ $json.phone }}', job_title: '={{ $json.jobTitle }}' },
};
const each = callsOf(1);

export const bench: CrmBench = {
	id: 'freshsales',
	label: 'Freshsales',
	hosts: { 'acme.myfreshworks.com': '/freshsales' },
	unlimited: { rateLimits: 'off' },
	// 400 a minute, of which the laps that warm up take a part.
	count: 100,
	limit: '1,000 requests an hour (Growth) and 400 a minute',
	suite: {
		folder: 'Freshsales', node: new Freshsales(), trigger: new FreshsalesTrigger(),
		parameters: { authentication: 'apiKey' },
		credential: (url) => ({ type: new CrmSuiteFreshsalesApi(), data: { apiKey, baseUrl: `${url}/crm/sales/api` } }),
	},
	builtIn: {
		node: 'nodes/FreshworksCrm/FreshworksCrm.node.js', version: 1,
		credential: 'credentials/FreshworksCrmApi.credentials.js',
		alsoLoaded: [],
		insteadOfPolling: 'none',
		parameters: {},
		data: () => ({ apiKey, domain: 'acme' }),
	},
	comparisons: {
		upsertNew: { ...people.upsertNew, suite: upsert, builtIn: theirCreate, promise: each },
		upsertMixed: { ...people.upsertMixed, suite: upsert, builtIn: null, promise: each },
		upsertUnchanged: { ...people.upsertUnchanged, suite: compared, builtIn: null, promise: each },
		upsertSame: { ...people.upsertSame, suite: upsert, builtIn: null, promise: () => 1 },
		create: { ...people.create, suite: { operation: 'create' }, builtIn: theirCreate, promise: each },
		get: {
			...people.get, promise: each,
			suite: { operation: 'get', recordId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } },
			builtIn: { resource: 'contact', operation: 'get', contactId: '={{ $json.id }}' },
		},
		search: {
			// The lists of stages and statuses, every page, and the empty one at the end.
			...people.search, promise: (count) => callsOf(100)(count) + 3,
			suite: {
				operation: 'search', returnAll: true,
				conditions: { condition: [{ field: 'jobTitle', operator: 'equals', value: trait.now }] },
			},
			builtIn: null,
		},
		idlePoll: { ...people.idlePoll, poll: true, suite: { event: 'created' }, builtIn: null, promise: () => 2 },
	},
	lacks: [
		'Create or Update: a contact that exists is refused; in the row of new contacts it runs its Create.',
		'Search by a field of the form: it looks up a name, an e-mail or a custom field, or reads a whole view.',
		'Waiting for the limit: what is refused for its rate fails.',
		'A trigger.',
	],
};
