import { CrmSuiteHousecallProApi } from '../../credentials/CrmSuiteHousecallProApi.credentials';
import { housecallPro as definition } from '../../nodes/HousecallPro/definition';
import { HousecallPro as node } from '../../nodes/HousecallPro/HousecallPro.node';
import { HousecallProTrigger as trigger } from '../../nodes/HousecallPro/HousecallProTrigger.node';
import type { SandboxCrm } from '../../sandbox/server';
import { contractSuite } from './suite';

/** The key that most accounts have; where it may not change a schedule, the appointment is moved. */
const credential = (url: string) => ({
	type: new CrmSuiteHousecallProApi(),
	data: { apiKey: 'hcp-company-key-sandbox', baseUrl: `${url}/housecallpro` },
});
const records = {
	customers: [
		{
			id: 'cus_seed',
			first_name: 'Ann',
			addresses: [{ street: '12 Elm Street', city: 'Denver', state: 'CO', zip: '80202', country: 'US' }],
		},
	],
	jobs: [{ id: 'job_seed', customer_id: 'cus_seed' }],
};
const prepare = (crm: SandboxCrm) => void crm.seed(records);
// A customer and a contact are one. The API does not show the note of a lead.
// All day begins at midnight where the company is.
const visit = {
	contactId: undefined,
	allDay: undefined,
	title: 'Boiler service',
	assignees: [`pro_${'1'.padStart(32, '0')}`],
	tags: ['VIP'],
};
const samples = {
	customer: { tags: ['VIP'] },
	contact: { tags: ['VIP'] },
	lead: { notes: undefined, status: undefined, tags: ['VIP'] },
	appointment: { ...visit, customerId: 'cus_seed', location: '12 Elm Street, Denver, CO, 80202, US' },
	job: visit,
	note: { parentId: 'job_seed' },
};
const homeNumbers = { 'several matches are ambiguous, or what the user chose': 'the search does not look into home numbers' };
const noText = { 'a search that finds nothing gives nothing': 'the list takes no text' };
const jobs = { ...noText, 'null clears, an empty text does not unless asked to': 'notes are only added' };
const status = 'no call changes anything of a lead but its status';
const leads = {
	...noText,
	'an update changes what is given and blanks nothing': status,
	'null clears, an empty text does not unless asked to': status,
	'a dry run of upsert says what it would do and writes nothing': status,
	'create only, update only and fill blanks do half of the work each': status,
	'a trigger gives each change once': 'leads carry no time stamps',
};
const waivers = {
	'customer.customers': homeNumbers,
	'contact.customers': homeNumbers,
	'lead.leads': leads,
	'appointment.jobs': jobs,
	'appointment.estimates': jobs,
	'job.jobs': jobs,
	'note.jobNotes': { 'a dry run of create writes nothing': 'notes cannot be listed' },
};

describe('Housecall Pro', () => contractSuite({ definition, node, trigger, credential, prepare, samples, waivers }));
