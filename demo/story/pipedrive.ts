import axios, { type AxiosInstance } from 'axios';
import { API_TOKENS } from '../../sandbox/pipedrive/company';
import type { Sandbox } from '../../sandbox/server';
import type { Person, StoryCrm } from './crm';

interface Point { value: string }
interface Stored { id: number; name: string; emails: Point[]; phones: Point[] }
interface Activity { person_id: number | null; due_date: string; due_time: string; note: string | null }
interface Page<Row> { data: Row[]; additional_data: { next_cursor: string | null } }

/** Pipedrive in the story. */
export const pipedrive: StoryCrm = {
	id: 'pipedrive',
	label: 'Pipedrive',
	node: 'n8n-nodes-crm-suite.pipedrive',
	trigger: 'n8n-nodes-crm-suite.pipedriveTrigger',
	credential: {
		name: 'Pipedrive account',
		type: 'crmSuitePipedriveApi',
		data: (sandbox) => ({ apiToken: API_TOKENS.admin, companyDomain: 'acme', baseUrl: `${sandbox.url}/pipedrive` }),
	},
	seed: (sandbox, people) => void sandbox.crm('pipedrive').seed({ persons: people.map(personOf) }),
	ledger: async (sandbox) => {
		const persons = await list<Stored>(sandbox, 'persons');
		const activities = await list<Activity>(sandbox, 'activities');
		const people = persons.map(({ id, name, emails, phones }) => ({
			id: String(id), name, email: emails[0]?.value ?? '', phone: phones[0]?.value ?? '',
			appointments: activities.filter(({ person_id: person }) => person === id).map(({ due_date: date, due_time: time, note }) => ({
				start: new Date(`${date}T${time}Z`).toISOString(), notes: note ?? '',
			})),
		}));
		return { people, appointments: activities.length };
	},
	addCustomer: async (sandbox, person) => {
		const { data } = await apiOf(sandbox).post<{ data: Stored }>('/persons', personOf(person));
		return String(data.data.id);
	},
};

const apiOf = (sandbox: Sandbox): AxiosInstance =>
	axios.create({ baseURL: `${sandbox.url}/pipedrive/api/v2`, headers: { 'x-api-token': API_TOKENS.admin }, proxy: false });

async function list<Row>(sandbox: Sandbox, name: string): Promise<Row[]> {
	const rows: Row[] = [];
	for (let cursor: string | null | undefined; cursor !== null; ) {
		const answer: { data: Page<Row> } = await apiOf(sandbox).get(`/${name}`, { params: { limit: 500, cursor } });
		rows.push(...answer.data.data);
		cursor = answer.data.additional_data.next_cursor;
	}
	return rows;
}

const personOf = ({ firstName, lastName, phone, email }: Person) => ({
	name: `${firstName} ${lastName}`,
	...(phone ? { phones: [{ value: phone, primary: true, label: 'work' }] } : {}),
	...(email ? { emails: [{ value: email, primary: true, label: 'work' }] } : {}),
});
