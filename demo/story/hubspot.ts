import axios, { type AxiosInstance } from 'axios';
import { SERVICE_KEY } from '../../sandbox/hubspot/account';
import type { Sandbox } from '../../sandbox/server';
import type { Person, StoryCrm } from './crm';

interface HubSpotRecord {
	id: string;
	properties: Record<string, string | null>;
	associations?: Record<string, { results: Array<{ id: string }> }>;
}

const objects = '/crm/objects/2026-09';

/** HubSpot in the story. */
export const hubSpot: StoryCrm = {
	id: 'hubspot',
	label: 'HubSpot',
	node: 'n8n-nodes-crm-suite.hubSpot',
	trigger: 'n8n-nodes-crm-suite.hubSpotTrigger',
	credential: {
		name: 'HubSpot account',
		type: 'crmSuiteHubSpotApi',
		data: (sandbox) => ({ token: SERVICE_KEY, baseUrl: `${sandbox.url}/hubspot` }),
	},
	seed: (sandbox, people) => {
		sandbox.crm('hubspot').seed({ contacts: people.map((person) => ({ properties: propertiesOf(person) })) });
	},
	ledger: async (sandbox) => {
		const contacts = await list(sandbox, 'contacts', { properties: 'firstname,lastname,email,phone', associations: 'meetings' });
		const meetings = await list(sandbox, 'meetings', { properties: 'hs_meeting_start_time,hs_meeting_body' });
		const people = contacts.map(({ id, properties: { firstname, lastname, email, phone }, associations }) => {
			const linked = new Set(associations?.meetings?.results.map((meeting) => meeting.id));
			return {
				id, name: `${firstname ?? ''} ${lastname ?? ''}`, email: email ?? '', phone: phone ?? '',
				appointments: meetings.filter((meeting) => linked.has(meeting.id)).map(({ properties }) => ({
					start: new Date(String(properties.hs_meeting_start_time)).toISOString(), notes: properties.hs_meeting_body ?? '',
				})),
			};
		});
		return { people, appointments: meetings.length };
	},
	addCustomer: async (sandbox, person) => {
		const { data } = await apiOf(sandbox).post<{ id: string }>(`${objects}/contacts`, { properties: propertiesOf(person) });
		return data.id;
	},
};

const apiOf = (sandbox: Sandbox): AxiosInstance =>
	axios.create({ baseURL: `${sandbox.url}/hubspot`, headers: { Authorization: `Bearer ${SERVICE_KEY}` }, proxy: false });

const list = async (sandbox: Sandbox, type: string, params: Record<string, string>) =>
	(await apiOf(sandbox).get<{ results: HubSpotRecord[] }>(`${objects}/${type}`, { params: { limit: 100, ...params } })).data.results;

/** HubSpot has one kind of contact; its lifecycle stage says who is a customer. */
const propertiesOf = ({ firstName, lastName, phone, email, hasBought }: Person) => ({
	firstname: firstName, lastname: lastName, lifecyclestage: hasBought ? 'customer' : 'lead',
	...(phone ? { phone } : {}), ...(email ? { email } : {}),
});
