import { CrmSuiteJobberOAuth2Api } from '../../credentials/CrmSuiteJobberOAuth2Api.credentials';
import { jobber as definition } from '../../nodes/Jobber/definition';
import { Jobber as node } from '../../nodes/Jobber/Jobber.node';
import { JobberTrigger as trigger } from '../../nodes/Jobber/JobberTrigger.node';
import { contractSuite } from './suite';

const credential = (url: string) => ({
	type: new CrmSuiteJobberOAuth2Api(),
	data: {
		grantType: 'authorizationCode',
		clientId: 'sandbox-client',
		clientSecret: 'sandbox-secret',
		accessTokenUrl: `${url}/jobber/api/oauth/token`,
		authentication: 'body',
		scope: '',
		baseUrl: `${url}/jobber`,
		oauthTokenData: { access_token: 'sandbox-access-0000', refresh_token: 'sandbox-refresh-0000' },
	},
});
// Statuses are worked out by Jobber; a whole day has no time of day to compare.
const samples = {
	lead: { companyId: undefined },
	appointment: { status: undefined, allDay: undefined },
	'appointment.visits': { jobId: undefined, title: 'Boiler check' },
	'appointment.assessments': { leadId: undefined },
	job: { status: undefined },
};
const firstPlace = { 'batches count as the definition says': 'the first job or quote of a client without an address makes its property' };
const waivers = {
	'customer.clients': { 'delete says so, and the record is gone': 'Jobber archives clients' },
	'lead.requests': { 'delete says so, and the record is gone': 'Jobber archives requests' },
	'appointment.visits': { 'a trigger gives each change once': 'a visit has no time of its last change', ...firstPlace },
	'job.jobs': firstPlace,
	'deal.quotes': firstPlace,
	'note.notes': { 'a dry run of create writes nothing': 'notes cannot be listed' },
};

describe('Jobber', () => contractSuite({ definition, node, trigger, credential, samples, waivers }));
