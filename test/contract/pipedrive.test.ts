import { CrmSuitePipedriveApi } from '../../credentials/CrmSuitePipedriveApi.credentials';
import { pipedrive as definition } from '../../nodes/Pipedrive/definition';
import { Pipedrive as node } from '../../nodes/Pipedrive/Pipedrive.node';
import { PipedriveTrigger as trigger } from '../../nodes/Pipedrive/PipedriveTrigger.node';
import type { PipedriveSettings, SandboxCrm } from '../../sandbox/server';
import { contractSuite } from './suite';

const credential = (url: string) => ({
	type: new CrmSuitePipedriveApi(),
	data: { apiToken: 'sandbox0admin0api0token000000000000000fa', companyDomain: 'acme', baseUrl: `${url}/pipedrive` },
});
const prepare = (crm: SandboxCrm) => void ((crm as SandboxCrm<PipedriveSettings>).settings.contactSync = true);
// Pipedrive parts a name at its blanks. An organization given by name is one of its own. An activity without a subject shows its type.
const name = { firstName: 'Ann', lastName: 'Lee' };
const person = { ...name, tags: ['Customer'], company: undefined };
const samples = {
	contact: person,
	'customer.persons': person,
	'customer.organizations': { tags: ['Supplier'] },
	lead: { ...name, company: undefined, currency: 'EUR' },
	appointment: { title: 'Visit', customerId: undefined, leadId: undefined, allDay: false, endTime: undefined },
	deal: { tags: ['Urgent'], currency: 'EUR' },
	note: { parentResource: 'contact' },
};

describe('Pipedrive', () => contractSuite({ definition, node, trigger, credential, prepare, samples }));
