import { CrmSuiteHubSpotApi } from '../../credentials/CrmSuiteHubSpotApi.credentials';
import { hubSpot as definition } from '../../nodes/HubSpot/definition';
import { HubSpot as node } from '../../nodes/HubSpot/HubSpot.node';
import { HubSpotTrigger as trigger } from '../../nodes/HubSpot/HubSpotTrigger.node';
import { contractSuite } from './suite';

const credential = (url: string) => ({
	type: new CrmSuiteHubSpotApi(),
	data: { token: 'pat-na1-sandbox-0000', baseUrl: `${url}/hubspot` },
});
// Customer and lead are contacts, so an activity has one person whatever it is called. A contact's company shows after the write only.
const person = { companyId: undefined };
const samples = {
	contact: person,
	'lead.contacts': person,
	'customer.contacts': { ...person, status: 'customer' },
	'customer.companies': { status: undefined },
	appointment: { customerId: undefined, leadId: undefined },
	job: { customerId: undefined },
	deal: { currency: 'USD' },
	note: { parentResource: 'contact' },
};

describe('HubSpot', () => contractSuite({ definition, node, trigger, credential, samples }));
