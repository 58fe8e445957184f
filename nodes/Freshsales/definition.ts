import type { IDataObject } from 'n8n-workflow';
import { defineCrm, path, refusal, resource, type CrmClient, type ListEntry } from '../shared/kit';
import { decodeError, whereAlias } from './errors';
import { appointments } from './objects/appointments';
import { deal } from './objects/deals';
import { notes } from './objects/notes';
import { contactsAs, salesAccounts } from './objects/people';
import { listOf, type Setting } from './settings';

/** What was pasted: a name, and the rest of a host, whatever stands around them. */
const pastedHost = /^(?:[a-z]+:\/\/)?([a-z\d][a-z\d-]*)((?:\.[a-z\d-]+)*)(?::\d+)?(?:[/?#].*)?$/;
/** Where the API of an account is, whatever of its address was pasted; the login has another host (section 1). @throws CrmFailure */
function baseUrlOf({ baseUrl, bundleAlias }: IDataObject): string {
	if (baseUrl) return String(baseUrl).trim().replace(/\/+$/, '');
	const pasted = String(bundleAlias ?? '').trim().toLowerCase();
	if (!pasted) throw refusal('The Freshsales credential has no bundle alias', whereAlias);
	const [, alias = 'www', domain = ''] = pastedHost.exec(pasted) ?? [];
	const host = `${alias}.myfreshworks.com`;
	const isKin = alias !== 'www' && /^$|\.(freshsales\.io|(my)?freshworks\.com)$/.test(domain);
	if (!isKin) throw refusal(`"${pasted}" is no address of a Freshsales account`, whereAlias);
	if (/^$|^\.(my)?freshworks\.com$/.test(domain)) return `https://${host}/crm/sales/api`;
	const what = domain.endsWith('.io') ? 'an address of Freshsales Classic, which has another API' : 'not the address of the API';
	throw refusal(`"${alias}${domain}" is ${what}`, `If your account is in the current Freshsales, type ${host} instead. ${whereAlias}`);
}

/** Users have another name for their name, and may have left. */
const entry = ({ id, name, display_name: displayName }: Setting): ListEntry => ({ name: String(displayName ?? name), value: String(id) });
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
		contact: resource('Contact', contactsAs('Contact')), customer: resource('Customer', contactsAs('Contact'), salesAccounts),
		lead: resource('Lead', contactsAs('Contact in Lifecycle Stage Lead', true)), appointment: resource('Appointment', appointments),
		deal: resource('Deal', deal), note: resource('Note', notes),
	},
	absent: { job: 'Freshsales has no jobs or tickets; they belong to Freshdesk' },
	switches: { moveBack: { label: 'Move Leads Back', hint: 'let a status or stage that you give take leads back to an earlier stage' } },
	lists: {
		owner: async (client) => await entries('owners', client),
		pipeline: async (client) => await entries('deal_pipelines', client),
		// The list of all stages has those of the default pipeline only (section 8).
		stage: async (client, { parent }) => await entries(parent ? path`deal_pipelines/${parent}/deal_stages` : 'deal_stages', client),
	},
});
