import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { CrmSuiteZohoCrmOAuth2Api } from '../../credentials/CrmSuiteZohoCrmOAuth2Api.credentials';
import { ZohoCrm } from '../../nodes/ZohoCrm/ZohoCrm.node';
import { ZohoCrmTrigger } from '../../nodes/ZohoCrm/ZohoCrmTrigger.node';
import { callsOf, type CrmBench } from '../crm';
import { peopleScenarios, trait, type PeopleShape } from '../people';

const oauthToken = (url: string) => ({ oauthTokenData: { access_token: '1000.sandbox.access', api_domain: url } });

const externalIdField = 'External_Id';
const contacts: PeopleShape = {
	type: 'Contacts', plural: 'contacts', trait: 'jobTitle',
	seed: ({ email, firstName, lastName, phone, jobTitle, externalId }, createdAt) => ({
		Email: email, First_Name: firstName, Last_Name: lastName, Phone: phone, Title: jobTitle, Created_Time: createdAt,
		...(externalId ? { [externalIdField]: externalId } : {}),
	}),
	read: (record) => {
		const { Email, First_Name, Last_Name, Phone, Title, [externalIdField]: externalId } = record as IDataObject;
		return {
			email: Email,
			firstName: First_Name,
			lastName: Last_Name,
			phone: Phone,
			jobTitle: Title,
			...(externalId ? { externalId } : {}),
		};
	},
};
const people = peopleScenarios(contacts);
const numbered = peopleScenarios({ ...contacts, numbered: true });

const upsert: INodeParameters = { operation: 'upsert', matchOn: ['email'] };
const upsertById: INodeParameters = { operation: 'upsert', matchOn: ['externalId'], options: { externalIdField } };
const values: INodeParameters = {
	First_Name: '={{ $json.firstName }}', Phone: '={{ $json.phone }}', Title: '={{ $json.jobTitle }}', Email: '={{ $json.email }}',
};
const theirs = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'contact', operation, lastName: '={{ $json.lastName }}', additionalFields: { ...values, ...more },
});
const theirUpsert = theirs('upsert');
const theirUpsertById = theirs('upsert', {
	customFields: { customFields: [{ fieldId: externalIdField, value: '={{ $json.externalId }}' }] },
});

const writes = callsOf(100);
/** A list takes 50 ids, by the length that Zoho's OpenAPI document allows. */
const reads = callsOf(50);

export const bench: CrmBench = {
	id: 'zoho',
	label: 'Zoho CRM',
	hosts: { 'www.zohoapis.com': '/zoho' },
	unlimited: { rateLimits: 'off' },
	limit: '20 calls at once and 53,000 credits in 24 hours (Enterprise, three users)',
	suite: {
		folder: 'ZohoCrm',
		node: new ZohoCrm(),
		trigger: new ZohoCrmTrigger(),
		parameters: { authentication: 'oAuth2' },
		credential: (url) => ({ type: new CrmSuiteZohoCrmOAuth2Api(), data: oauthToken(url) }),
	},
	builtIn: {
		node: 'nodes/Zoho/ZohoCrm.node.js',
		version: 1,
		credential: 'credentials/ZohoOAuth2Api.credentials.js',
		alsoLoaded: [],
		insteadOfPolling: 'nothing',
		parameters: {},
		data: oauthToken,
	},
	comparisons: {
		// Zoho finds and writes a hundred by itself.
		upsertNew: { ...people.upsertNew, suite: upsert, builtIn: theirUpsert, promise: writes },
		upsertMixed: { ...people.upsertMixed, suite: upsert, builtIn: theirUpsert, promise: writes },
		upsertUnchanged: { ...people.upsertUnchanged, suite: upsert, builtIn: theirUpsert, promise: writes },
		upsertSame: { ...people.upsertSame, suite: upsert, builtIn: theirUpsert, promise: () => 1 },
		upsertById: { ...numbered.upsertMixed, suite: upsertById, builtIn: theirUpsertById, promise: writes },
		create: {
			...people.create,
			suite: { operation: 'create' },
			builtIn: theirs('create'),
			promise: (count) => writes(count) + reads(count),
		},
		get: {
			...people.get,
			promise: reads,
			suite: { operation: 'get', recordId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } },
			builtIn: { resource: 'contact', operation: 'get', contactId: '={{ $json.id }}' },
		},
		search: {
			...people.search,
			promise: (count) => callsOf(200)(count) + reads(count),
			builtIn: null,
			suite: {
				operation: 'search',
				returnAll: true,
				conditions: { condition: [{ field: 'jobTitle', operator: 'equals', value: trait.now }] },
			},
		},
		idlePoll: { ...people.idlePoll, poll: true, suite: { event: 'created' }, builtIn: null, promise: () => 1 },
	},
	lacks: [
		'Batches: every create, update, upsert and get is a request of its own, although Zoho takes a hundred records in each.',
		'A choice of the field to match on: it leaves Zoho to check the e-mail and whatever is unique.',
		'The record after a write: it gives the ID and the stamps, and not whether the record was new.',
		'Search: it lists contacts, all of them, and cuts the list to its limit afterwards.',
		'A trigger.',
		'Meetings, cases and notes, and accounts in Canada, Japan, Saudi Arabia and the United Kingdom.',
	],
};
