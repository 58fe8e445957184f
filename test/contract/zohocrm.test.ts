import { CrmSuiteZohoCrmOAuth2Api } from '../../credentials/CrmSuiteZohoCrmOAuth2Api.credentials';
import { zohoCrm as definition } from '../../nodes/ZohoCrm/definition';
import { ZohoCrm as node } from '../../nodes/ZohoCrm/ZohoCrm.node';
import { ZohoCrmTrigger as trigger } from '../../nodes/ZohoCrm/ZohoCrmTrigger.node';
import { contractSuite } from './suite';

const credential = (url: string) => ({
	type: new CrmSuiteZohoCrmOAuth2Api(),
	data: { oauthTokenData: { access_token: '1000.sandbox.access', api_domain: `${url}/zoho` } },
});
// A company given by name is an account of its own; customer and contact are one; a meeting is about one thing.
const person = { company: undefined };
const work = { customerId: undefined, leadId: undefined, attendees: ['guest@example.com'] };
const samples = {
	contact: person,
	'customer.Contacts': person,
	appointment: work,
	job: { customerId: undefined, 'customFields.Case_Origin': 'Web' },
	note: { parentResource: 'contact' },
};
const inHalves = { 'batches count as the definition says': 'a list takes 50 ids, so 100 records are read again in two' };
const titles = Object.entries(definition.resources).flatMap(([name, { objects }]) => objects.map(({ id }) => `${name}.${id}`));
const waivers = {
	...Object.fromEntries(titles.map((title) => [title, inHalves])),
	'note.Notes': { ...inHalves, 'a dry run of create writes nothing': 'notes cannot be listed' },
};

describe('Zoho CRM', () => contractSuite({ definition, node, trigger, credential, samples, waivers }));
