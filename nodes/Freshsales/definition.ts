import type { IDataObject } from 'n8n-workflow';
import { defineCrm } from '../shared/defineCrm';
import { path, refusal, type CrmClient, type ListEntry } from '../shared/rest';
import { decodeError } from './errors';
import { appointments, notes } from './objects/activities';
import { deal } from './objects/deals';
import { contactsAs, salesAccounts } from './objects/people';
import { listOf, type Entry } from './settings';

/** The alias, the address of the login or the API, or that of any page; the API's host differs from the login's (contract section 1). */
const address = /^(?:[a-z]+:\/\/)?([a-z\d][a-z\d-]*)(?:\.(?:my)?freshworks\.com)?(?::\d+)?(?:[/?#].*)?$/;
const remedy = 'Give the bundle alias. It stands in Freshsales under Settings > API Settings, beside the API key: acme.myfreshworks.com.';

/** Where the API of an account is, from whatever of its address was pasted. @throws CrmFailure for the address of another product */
function baseUrlOf({ baseUrl, bundleAlias }: IDataObject): string {
	if (baseUrl) return String(baseUrl).trim().replace(/\/+$/, '');
	const pasted = String(bundleAlias ?? '').trim().toLowerCase();
	const alias = address.exec(pasted)?.[1];
	if (alias) return `https://${alias}.myfreshworks.com/crm/sales/api`;
	if (pasted.includes('.freshsales.io')) throw refusal(`"${pasted}" is an address of Freshsales Classic, which has another API`, remedy);
	throw refusal(pasted ? `"${pasted}" is no address of a Freshsales account` : 'The Freshsales credential has no bundle alias', remedy);
}

/** Users have another name for their name, and may have left. */
const entry = ({ id, name, display_name: displayName }: Entry): ListEntry => ({ name: String(displayName ?? name), value: String(id) });
const entries = async (list: string, client: CrmClient) =>
	({ entries: (await listOf(list, client)).filter(({ is_active: isActive }) => isActive !== false).map(entry), next: null });

export const freshsales = defineCrm({
	id: 'freshsales', label: 'Freshsales',
	credentials: [{ value: 'apiKey', label: 'API Key', type: 'crmSuiteFreshsalesApi' }],
	baseUrl: baseUrlOf,
	site: (credential) => baseUrlOf(credential).replace(/\/api$/, ''),
	// Without it a refused key is answered with a page for people (contract section 0).
	headers: () => ({ Accept: 'application/json' }),
	// Per account and minute; the budget per hour depends on the plan, and is told by its refusal (section 6).
	limits: { concurrency: 3, paces: { default: { requests: 400, perMs: 60_000 } } },
	decodeError,
	resources: {
		contact: { term: { singular: 'Contact', plural: 'Contacts' }, objects: [contactsAs('Contact')] },
		customer: { term: { singular: 'Customer', plural: 'Customers' }, objects: [contactsAs('Contact'), salesAccounts] },
		lead: { term: { singular: 'Lead', plural: 'Leads' }, objects: [contactsAs('Contact in Lifecycle Stage Lead', true)] },
		appointment: { term: { singular: 'Appointment', plural: 'Appointments' }, objects: [appointments] },
		deal: { term: { singular: 'Deal', plural: 'Deals' }, objects: [deal] },
		note: { term: { singular: 'Note', plural: 'Notes' }, objects: [notes] },
	},
	absent: { job: 'Freshsales has no jobs or tickets; they belong to Freshdesk' },
	lists: {
		owner: async (client) => await entries('owners', client),
		pipeline: async (client) => await entries('deal_pipelines', client),
		// The list of all stages has those of the default pipeline only (section 8).
		stage: async (client, { parent }) => await entries(parent ? path`deal_pipelines/${parent}/deal_stages` : 'deal_stages', client),
	},
});
