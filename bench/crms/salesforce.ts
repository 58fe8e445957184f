import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { CrmSuiteSalesforceOAuth2Api } from '../../credentials/CrmSuiteSalesforceOAuth2Api.credentials';
import { Salesforce } from '../../nodes/Salesforce/Salesforce.node';
import { SalesforceTrigger } from '../../nodes/Salesforce/SalesforceTrigger.node';
import { callsOf, type CrmBench } from '../crm';
import { peopleScenarios, trait, type PeopleShape } from '../people';

const oauthToken = (url: string) => ({ oauthTokenData: { access_token: '00Dbm0000000001!sandbox.0000', instance_url: url } });

const externalIdField = 'External_Id__c';
const contacts: PeopleShape = {
	type: 'Contact', plural: 'contacts', trait: 'jobTitle',
	seed: ({ email, firstName, lastName, phone, jobTitle, externalId }, createdAt) => ({
		Email: email, FirstName: firstName, LastName: lastName, Phone: phone, Title: jobTitle, CreatedDate: createdAt,
		...(externalId ? { [externalIdField]: externalId } : {}),
	}),
	read: (record) => {
		const { Email, FirstName, LastName, Phone, Title, [externalIdField]: externalId } = record as IDataObject;
		return { email: Email, firstName: FirstName, lastName: LastName, phone: Phone, jobTitle: Title, ...(externalId ? { externalId } : {}) };
	},
};
const people = peopleScenarios(contacts);
const numbered = peopleScenarios({ ...contacts, numbered: true });

const upsert: INodeParameters = { operation: 'upsert', matchOn: ['email'] };
const upsertById: INodeParameters = { operation: 'upsert', matchOn: ['externalId'], options: { externalIdField } };
const values: INodeParameters = { firstName: '={{ $json.firstName }}', phone: '={{ $json.phone }}', title: '={{ $json.jobTitle }}' };
const email = '={{ $json.email }}';
const theirs = (operation: string, more: INodeParameters): INodeParameters => ({
	resource: 'contact', operation, lastname: '={{ $json.lastName }}', ...more,
});
const theirUpsert = theirs('upsert', { externalId: 'Email', externalIdValue: email, additionalFields: values });
const theirUpsertById = theirs('upsert', {
	externalId: externalIdField, externalIdValue: '={{ $json.externalId }}', additionalFields: { ...values, email },
});

const writes = callsOf(200);
/** As many ids, and as many e-mails of the length used here, go into one query's address. */
const reads = callsOf(400);
const matches = callsOf(250);
/** Salesforce answers a write with the ID only, so what was written is read again. */
const written = (count: number) => writes(count) + reads(count);
const matchedAndWritten = (count: number) => matches(count) + written(count);
const halfAndHalf = (count: number) => matches(count) + written(Math.ceil(count / 2)) + written(Math.floor(count / 2));

export const bench: CrmBench = {
	id: 'salesforce',
	label: 'Salesforce',
	hosts: { 'acme.my.salesforce.com': '/salesforce' },
	unlimited: { rateLimits: { daily: 100_000_000 } },
	limit: '15,000 requests in 24 hours (Developer Edition)',
	suite: {
		folder: 'Salesforce', node: new Salesforce(), trigger: new SalesforceTrigger(),
		parameters: { authentication: 'oAuth2' },
		credential: (url) => ({ type: new CrmSuiteSalesforceOAuth2Api(), data: oauthToken(url) }),
	},
	builtIn: {
		node: 'nodes/Salesforce/Salesforce.node.js', version: 1.1,
		trigger: 'nodes/Salesforce/SalesforceTrigger.node.js',
		credential: 'credentials/SalesforceOAuth2Api.credentials.js',
		alsoLoaded: ['credentials/SalesforceJwtApi.credentials.js'],
		parameters: { authentication: 'oAuth2' },
		data: oauthToken,
	},
	comparisons: {
		upsertByIdNew: { ...numbered.upsertNew, suite: upsertById, builtIn: theirUpsertById, promise: writes },
		upsertById: { ...numbered.upsertMixed, suite: upsertById, builtIn: theirUpsertById, promise: writes },
		upsertNew: { ...people.upsertNew, suite: upsert, builtIn: theirUpsert, promise: matchedAndWritten },
		upsertMixed: { ...people.upsertMixed, suite: upsert, builtIn: theirUpsert, promise: halfAndHalf },
		upsertUnchanged: { ...people.upsertUnchanged, suite: upsert, builtIn: theirUpsert, promise: matches },
		upsertSame: { ...people.upsertSame, suite: upsert, builtIn: theirUpsert, promise: () => 3 },
		create: {
			...people.create, promise: written,
			suite: { operation: 'create' },
			builtIn: theirs('create', { additionalFields: { ...values, email } }),
		},
		get: {
			...people.get, promise: reads,
			suite: { operation: 'get', recordId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } },
			builtIn: { resource: 'contact', operation: 'get', contactId: '={{ $json.id }}' },
		},
		search: {
			...people.search, promise: callsOf(2_000),
			suite: {
				operation: 'search', returnAll: true,
				conditions: { condition: [{ field: 'jobTitle', operator: 'equals', value: trait.now }] },
			},
			builtIn: {
				resource: 'contact', operation: 'getAll', returnAll: true,
				options: {
					fields: 'Id,FirstName,LastName,Email,Phone,Title',
					conditionsUi: { conditionValues: [{ field: 'Title', operation: 'equal', value: trait.now }] },
				},
			},
		},
		idlePoll: { ...people.idlePoll, poll: true, suite: { event: 'created' }, builtIn: { triggerOn: 'contactCreated' }, promise: () => 1 },
	},
	lacks: [
		'Batches: every create, update, upsert and get is a request of its own.',
		'The record after a write: it gives the ID and success only; reading it takes another request per item.',
		'A comparison before the write: what is equal is written again.',
		'More than one key to match on: it asks Salesforce by the one field that is chosen, which goes unescaped into the address.',
	],
};
