import axios, { type AxiosInstance } from 'axios';
import { SERVICE_KEY } from '../../sandbox/hubspot/account';
import type { Sandbox } from '../../sandbox/server';
import type { Ledger, StoryCrm } from './crm';

/** What the HubSpot simulator keeps of a record. */
interface Kept {
	id: string;
	properties: Record<string, string | undefined>;
	archivedAt: number | null;
}

interface LinkAnswer {
	results: Array<{ from: { id: string }; to: Array<{ toObjectId: number | string }> }>;
}

const contact = (firstname: string, lastname: string, phone: string, email?: string, lifecyclestage = 'lead') => ({
	properties: { firstname, lastname, phone, lifecyclestage, ...(email ? { email } : {}) },
});

/** Callers who are known already, one couple with a shared number, and bystanders who must stay untouched. */
const seeds = [
	contact('Dana', 'Whitfield', '+1 (312) 555-0117', 'dana.whitfield@example.com', 'customer'),
	contact('Margaret', 'Ashworth', '(01632) 960284', 'm.ashworth@example.com'),
	contact('Anneliese', 'von der Heide', '+49 171 3920012'),
	contact('Thomas', 'Nguyen', '+17735550128', 'thomas.nguyen@old-mail.example.com', 'customer'),
	contact('Robert', 'Halloran', '(718) 555-0150', 'bob.halloran@example.com', 'customer'),
	contact('Eileen', 'Halloran', '+1 718 555 0150', 'eileen.halloran@example.com', 'customer'),
	contact('Maya', 'Okonkwo', '+1 312 555 0143', 'maya.okonkwo@example.com'),
	contact('Grace', 'Kimball', '+1 312 555 0132', 'grace.kimball@example.com'),
];

const version = '2026-09';

/** HubSpot in the story. */
export const hubSpot: StoryCrm = {
	id: 'hubspot',
	label: 'HubSpot',
	node: 'n8n-nodes-crm-suite.hubSpot',
	trigger: 'n8n-nodes-crm-suite.hubSpotTrigger',
	credential: (sandbox) => ({
		name: 'HubSpot account',
		type: 'crmSuiteHubSpotApi',
		data: { token: SERVICE_KEY, baseUrl: `${sandbox.url}/hubspot` },
	}),
	seed: (sandbox) => void sandbox.crm('hubspot').seed({ contacts: seeds }),
	ledger: async (sandbox) => {
		const [contacts, meetings, notes] = ['contacts', 'meetings', 'notes'].map((type) => live(sandbox, type));
		const api = apiOf(sandbox);
		const ids = contacts.map(({ id }) => id);
		const [toMeetings, toNotes] = [await links(api, 'meetings', ids), await links(api, 'notes', ids)];
		const textsOf = (records: Kept[], property: string, wanted: string[] = []) => records.filter(({ id }) => wanted.includes(id)).map(({ properties }) => properties[property] ?? '');
		const people = contacts.map(({ id, properties: { firstname = '', lastname = '', email = '', phone = '' } }) => ({
			id, name: `${firstname} ${lastname}`, email, phone,
			appointments: textsOf(meetings, 'hs_meeting_start_time', toMeetings.get(id)).map((start) => new Date(start).toISOString()),
			notes: textsOf(notes, 'hs_note_body', toNotes.get(id)),
		}));
		return { people, appointments: meetings.length, notes: notes.length } satisfies Ledger;
	},
	addContact: async (sandbox, { firstName, lastName, email }) => {
		const { data } = await apiOf(sandbox).post<{ id: string }>(`/crm/objects/${version}/contacts`, { properties: { firstname: firstName, lastname: lastName, email } });
		return data.id;
	},
	polls: (sandbox) => sandbox.crm('hubspot').requests().filter(({ path, requestBody }) => path.endsWith('/contacts/search') && sortOf(requestBody) === 'createdate').length,
};

const apiOf = (sandbox: Sandbox): AxiosInstance =>
	axios.create({ baseURL: `${sandbox.url}/hubspot`, headers: { Authorization: `Bearer ${SERVICE_KEY}` }, proxy: false });

const sortOf = (body: unknown) => (body as { sorts?: Array<{ propertyName: string }> }).sorts?.[0]?.propertyName;

const live = (sandbox: Sandbox, type: string): Kept[] => (sandbox.crm('hubspot').records(type) as Kept[]).filter(({ archivedAt }) => archivedAt === null);

/** Ids of one type that each contact is linked with. */
async function links(api: AxiosInstance, to: string, ids: string[]): Promise<Map<string, string[]>> {
	const { data } = await api.post<LinkAnswer>(`/crm/associations/${version}/contacts/${to}/batch/read`, { inputs: ids.map((id) => ({ id })) });
	return new Map(data.results.map((entry) => [String(entry.from.id), entry.to.map(({ toObjectId }) => String(toObjectId))]));
}
