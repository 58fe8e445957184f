import axios, { type AxiosInstance } from 'axios';
import { API_KEYS } from '../../sandbox/freshsales/portal';
import type { FreshsalesSettings } from '../../sandbox/freshsales/settings';
import type { Sandbox, SandboxCrm } from '../../sandbox/server';
import type { Person, StoryCrm } from './crm';

interface Contact { id: number; first_name: string | null; last_name: string | null; email: string | null; work_number: string | null }
interface Appointment { from_date: string; description: string | null; targetables: Array<{ id: number; type: string }> }
interface View { id: number; name: string }

/** Freshsales in the story. */
export const freshsales: StoryCrm = {
	id: 'freshsales',
	label: 'Freshsales',
	node: 'n8n-nodes-crm-suite.freshsales',
	trigger: 'n8n-nodes-crm-suite.freshsalesTrigger',
	credential: {
		name: 'Freshsales account',
		type: 'crmSuiteFreshsalesApi',
		data: (sandbox) => ({ apiKey: API_KEYS.admin, baseUrl: apiAt(sandbox) }),
	},
	seed: (sandbox, people) => {
		const account = sandbox.crm('freshsales') as SandboxCrm<FreshsalesSettings>;
		const { requiredFields } = account.settings.get();
		// Some callers leave a number only, so the administrator no longer asks for an address.
		account.settings.patch({ requiredFields: { ...requiredFields, contacts: [] } });
		account.seed({ contacts: people.map(contactOf) });
	},
	ledger: async (sandbox) => {
		const api = apiOf(sandbox);
		const { data: { filters } } = await api.get<{ filters: View[] }>('/contacts/filters');
		const view = filters.find(({ name }) => name === 'All Contacts')!;
		const contacts = await list<Contact>(api, `/contacts/view/${view.id}`, 'contacts');
		const lists = await Promise.all(
			['upcoming', 'past'].map((filter) => list<Appointment>(api, '/appointments', 'appointments', { filter })),
		);
		const appointments = lists.flat();
		const people = contacts.map(({ id, first_name: first, last_name: last, email, work_number: phone }) => ({
			id: String(id), name: `${first ?? ''} ${last ?? ''}`, email: email ?? '', phone: phone ?? '',
			appointments: appointments.filter(({ targetables: [target] }) => target.id === id).map(({ from_date: start, description }) => ({
				start: new Date(start).toISOString(), notes: description ?? '',
			})),
		}));
		return { people, appointments: appointments.length };
	},
	addCustomer: async (sandbox, person) => {
		const { data } = await apiOf(sandbox).post<{ contact: Contact }>('/contacts', { contact: contactOf(person) });
		return String(data.contact.id);
	},
};

const apiAt = (sandbox: Sandbox) => `${sandbox.url}/freshsales/crm/sales/api`;

const apiOf = (sandbox: Sandbox): AxiosInstance => axios.create({
	baseURL: apiAt(sandbox), proxy: false, headers: { Authorization: `Token token=${API_KEYS.admin}`, Accept: 'application/json' },
});

/** Lists end with an empty page. */
async function list<Row>(api: AxiosInstance, path: string, name: string, params: Record<string, string> = {}): Promise<Row[]> {
	const rows: Row[] = [];
	for (let page = 1; ; page++) {
		const { data } = await api.get<Record<string, Row[]>>(path, { params: { ...params, page, per_page: 100 } });
		if (!data[name].length) return rows;
		rows.push(...data[name]);
	}
}

const contactOf = ({ firstName, lastName, phone, email }: Person) => ({
	first_name: firstName, last_name: lastName, ...(phone ? { work_number: phone } : {}), ...(email ? { email } : {}),
});
