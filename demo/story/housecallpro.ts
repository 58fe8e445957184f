import axios, { type AxiosInstance } from 'axios';
import { API_KEYS } from '../../sandbox/housecallpro/company';
import type { Sandbox } from '../../sandbox/server';
import type { Person, StoryCrm } from './crm';

interface Customer {
	id: string;
	first_name: string;
	last_name: string;
	email: string | null;
	mobile_number: string | null;
	home_number: string | null;
}
interface Job { customer: { id: string }; schedule: { scheduled_start: string }; notes: Array<{ content: string }> }

/** Housecall Pro in the story. */
export const housecallPro: StoryCrm = {
	id: 'housecallpro',
	label: 'Housecall Pro',
	node: 'n8n-nodes-crm-suite.housecallPro',
	trigger: 'n8n-nodes-crm-suite.housecallProTrigger',
	credential: {
		name: 'Housecall Pro account',
		type: 'crmSuiteHousecallProApi',
		data: (sandbox) => ({ apiKey: API_KEYS.company, baseUrl: `${sandbox.url}/housecallpro` }),
	},
	seed: (sandbox, people) => void sandbox.crm('housecallpro').seed({ customers: people.map(customerOf) }),
	ledger: async (sandbox) => {
		const customers = await list<Customer>(sandbox, 'customers');
		const jobs = await list<Job>(sandbox, 'jobs');
		const people = customers.map(({ id, first_name: first, last_name: last, email, mobile_number: mobile, home_number: home }) => ({
			id, name: `${first} ${last}`, email: email ?? '', phone: mobile || home || '',
			appointments: jobs.filter(({ customer }) => customer.id === id).map(({ schedule, notes }) => ({
				start: new Date(schedule.scheduled_start).toISOString(), notes: notes.map(({ content }) => content).join('\n'),
			})),
		}));
		return { people, appointments: jobs.length };
	},
	addCustomer: async (sandbox, person) => (await apiOf(sandbox).post<{ id: string }>('/customers', customerOf(person))).data.id,
};

const apiOf = (sandbox: Sandbox): AxiosInstance =>
	axios.create({ baseURL: `${sandbox.url}/housecallpro`, headers: { Authorization: `Token ${API_KEYS.company}` }, proxy: false });

const list = async <Row>(sandbox: Sandbox, name: string): Promise<Row[]> =>
	(await apiOf(sandbox).get<Record<string, Row[]>>(`/${name}`, { params: { page_size: 100 } })).data[name];

const customerOf = ({ firstName, lastName, phone, email }: Person) => ({
	first_name: firstName, last_name: lastName, notifications_enabled: false,
	...(phone ? { mobile_number: phone } : {}), ...(email ? { email } : {}),
});
