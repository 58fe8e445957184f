import { defineCrm } from '../shared/defineCrm';
import type { CrmClient, ListEntry } from '../shared/types';
import { decodeError } from './errors';
import { baseUrlOf, siteOf } from './host';
import { salesAccounts } from './objects/accounts';
import { appointments } from './objects/appointments';
import { contactsAs } from './objects/contacts';
import { deal } from './objects/deals';
import { notes } from './objects/notes';
import { listOf, type Entry } from './settings';

const entry = ({ id, name }: Entry): ListEntry => ({ name, value: String(id) });
const entries = async (list: string, client: CrmClient) => ({ entries: (await listOf(list, client)).map(entry), next: null });

export const freshsales = defineCrm({
	id: 'freshsales',
	label: 'Freshsales',
	credentials: [{ value: 'apiKey', label: 'API Key', type: 'crmSuiteFreshsalesApi' }],
	baseUrl: baseUrlOf,
	site: siteOf,
	// Without it a refused key is answered with a page for people (contract section 0).
	headers: () => ({ Accept: 'application/json' }),
	// Per account and minute; the budget per hour depends on the plan, and is told by its refusal (section 6).
	limits: { concurrency: 3, paces: { default: { requests: 400, perMs: 60_000 } } },
	decodeError,
	resources: {
		contact: { term: { singular: 'Contact', plural: 'Contacts' }, objects: [contactsAs('Contact', () => null)] },
		customer: {
			term: { singular: 'Customer', plural: 'Customers' },
			objects: [contactsAs('Contact', ({ switches = [] }) => (switches.includes('customerStage') ? 'customer' : null)), salesAccounts],
		},
		lead: { term: { singular: 'Lead', plural: 'Leads' }, objects: [contactsAs('Contact in Lifecycle Stage Lead', () => 'lead', 'lead')] },
		appointment: { term: { singular: 'Appointment', plural: 'Appointments' }, objects: [appointments] },
		deal: { term: { singular: 'Deal', plural: 'Deals' }, objects: [deal] },
		note: { term: { singular: 'Note', plural: 'Notes' }, objects: [notes] },
	},
	absent: { job: 'Freshsales has no jobs or tickets; they belong to Freshdesk' },
	lists: {
		owner: async (client) => ({ entries: (await listOf('owners', client)).filter(({ is_active: isActive }) => isActive !== false).map(({ id, display_name: name }) => ({ name: String(name), value: String(id) })), next: null }),
		pipeline: async (client) => await entries('deal_pipelines', client),
		// The list of all stages has those of the default pipeline only (section 8).
		stage: async (client, { parent }) => await entries(parent ? `deal_pipelines/${parent}/deal_stages` : 'deal_stages', client),
	},
	switches: {
		customerStage: { label: 'Move Customers to Stage Customer', hint: 'put contacts that are written as customers into the lifecycle stage Customer; never back from a later one' },
		invite: { label: 'Invite Contact', hint: 'let the contact of a new appointment take part in it; Freshsales may send an invitation by e-mail' },
	},
});
