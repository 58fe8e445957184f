import axios, { type AxiosInstance } from 'axios';
import { ACCESS_TOKEN, OAUTH_CLIENT } from '../../sandbox/zoho/orgData';
import type { Sandbox } from '../../sandbox/server';
import type { Person, StoryCrm } from './crm';

type Row = Record<string, unknown>;

/** Zoho CRM in the story. */
export const zohoCrm: StoryCrm = {
	id: 'zoho',
	label: 'Zoho CRM',
	node: 'n8n-nodes-crm-suite.zohoCrm',
	trigger: 'n8n-nodes-crm-suite.zohoCrmTrigger',
	credential: {
		name: 'Zoho CRM account',
		type: 'crmSuiteZohoCrmOAuth2Api',
		data: (sandbox) => ({
			clientId: OAUTH_CLIENT.id, clientSecret: OAUTH_CLIENT.secret, dataCentre: 'other', accountsUrl: `${sandbox.url}/zoho`,
		}),
		needsConsent: true,
	},
	seed: (sandbox, people) => void sandbox.crm('zoho').seed({ Contacts: people.map(contactOf) }),
	ledger: async (sandbox) => {
		const contacts = await list(sandbox, 'Contacts', ['First_Name', 'Last_Name', 'Email', 'Phone']);
		const events = await list(sandbox, 'Events', ['Who_Id', 'Start_DateTime', 'Description']);
		const people = contacts.map(({ id, First_Name, Last_Name, Email, Phone }) => ({
			id: String(id),
			name: `${String(First_Name ?? '')} ${String(Last_Name ?? '')}`,
			email: String(Email ?? ''),
			phone: String(Phone ?? ''),
			appointments: events
				.filter(({ Who_Id: who }) => (who as { id: string } | null)?.id === id)
				.map(({ Start_DateTime, Description }) => ({
					start: new Date(String(Start_DateTime)).toISOString(),
					notes: String(Description ?? ''),
				})),
		}));
		return { people, appointments: events.length };
	},
	addCustomer: async (sandbox, person) => {
		const { data } = await apiOf(sandbox).post<{ data: Array<{ details: { id: string } }> }>('/Contacts', { data: [contactOf(person)] });
		return data.data[0].details.id;
	},
};

const apiOf = (sandbox: Sandbox): AxiosInstance =>
	axios.create({ baseURL: `${sandbox.url}/zoho/crm/v8`, headers: { Authorization: `Zoho-oauthtoken ${ACCESS_TOKEN}` }, proxy: false });

/** One page holds the whole story; an empty list has no body. */
const list = async (sandbox: Sandbox, module: string, fields: string[]): Promise<Row[]> =>
	(await apiOf(sandbox).get<{ data?: Row[] }>(`/${module}`, { params: { fields: fields.join(','), per_page: 200 } })).data.data ?? [];

const contactOf = ({ firstName, lastName, phone, email }: Person) => ({
	First_Name: firstName, Last_Name: lastName, ...(phone ? { Phone: phone } : {}), ...(email ? { Email: email } : {}),
});
