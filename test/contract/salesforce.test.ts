import { CrmSuiteSalesforceOAuth2Api } from '../../credentials/CrmSuiteSalesforceOAuth2Api.credentials';
import { salesforce as definition } from '../../nodes/Salesforce/definition';
import { Salesforce as node } from '../../nodes/Salesforce/Salesforce.node';
import { SalesforceTrigger as trigger } from '../../nodes/Salesforce/SalesforceTrigger.node';
import type { SalesforceSettings, SandboxCrm } from '../../sandbox/server';
import { contractSuite } from './suite';

const credential = (url: string) => ({
	type: new CrmSuiteSalesforceOAuth2Api(),
	data: { oauthTokenData: { access_token: '00Dbm0000000001!sandbox.0000', instance_url: `${url}/salesforce` } },
});
const prepare = (crm: SandboxCrm) => void ((crm as SandboxCrm<SalesforceSettings>).settings.personAccounts = true);
// A company given by name is an account of its own; an event with a lead is about nothing else.
const samples = { contact: { company: undefined }, appointment: { allDay: false, leadId: undefined } };

describe('Salesforce', () => contractSuite({ definition, node, trigger, credential, prepare, samples }));
