import axios, { type AxiosInstance } from 'axios';
import { OAUTH_CLIENT, SESSION_ID } from '../../sandbox/salesforce/orgData';
import { PERSON_RECORD_TYPE } from '../../sandbox/salesforce/schema/personAccounts';
import type { Sandbox } from '../../sandbox/server';
import type { Person, StoryCrm } from './crm';

type Row = Record<string, string | null>;

const api = '/services/data/v66.0';

/** Salesforce in the story. */
export const salesforce: StoryCrm = {
	id: 'salesforce',
	label: 'Salesforce',
	node: 'n8n-nodes-crm-suite.salesforce',
	trigger: 'n8n-nodes-crm-suite.salesforceTrigger',
	credential: {
		name: 'Salesforce account',
		type: 'crmSuiteSalesforceOAuth2Api',
		data: (sandbox) => ({ clientId: OAUTH_CLIENT.id, clientSecret: OAUTH_CLIENT.secret, instanceUrl: `${sandbox.url}/salesforce` }),
		needsConsent: true,
	},
	// A plain account is a company: it has no first name and no e-mail address.
	storeAs: { customer: 'PersonAccount' },
	seed: (sandbox, people) => {
		const org = sandbox.crm('salesforce');
		org.settings.patch({ personAccounts: true });
		org.seed({ Account: people.map(accountOf) });
	},
	ledger: async (sandbox) => {
		const columns = 'Id, FirstName, LastName, PersonEmail, Phone';
		const accounts = await query(sandbox, `SELECT ${columns} FROM Account WHERE IsPersonAccount = true`);
		const events = await query(sandbox, 'SELECT Id, WhatId, StartDateTime, Description FROM Event');
		const people = accounts.map(({ Id, FirstName, LastName, PersonEmail, Phone }) => ({
			id: String(Id), name: `${FirstName ?? ''} ${LastName ?? ''}`, email: PersonEmail ?? '', phone: Phone ?? '',
			appointments: events.filter(({ WhatId }) => WhatId === Id).map(({ StartDateTime, Description }) => ({
				start: instant(StartDateTime), notes: Description ?? '',
			})),
		}));
		return { people, appointments: events.length };
	},
	addCustomer: async (sandbox, person) => {
		const { data } = await apiOf(sandbox).post<{ id: string }>(`${api}/sobjects/Account`, accountOf(person));
		return data.id;
	},
};

const apiOf = (sandbox: Sandbox): AxiosInstance =>
	axios.create({ baseURL: `${sandbox.url}/salesforce`, headers: { Authorization: `Bearer ${SESSION_ID}` }, proxy: false });

const query = async (sandbox: Sandbox, q: string) =>
	(await apiOf(sandbox).get<{ records: Row[] }>(`${api}/query`, { params: { q } })).data.records;

/** Salesforce writes `+0000`, which is not ISO 8601's extended form. */
const instant = (time: string | null) => new Date(String(time).replace(/\+0000$/, 'Z')).toISOString();

const accountOf = ({ firstName, lastName, phone, email }: Person) => ({
	RecordTypeId: PERSON_RECORD_TYPE, FirstName: firstName, LastName: lastName,
	...(phone ? { Phone: phone } : {}), ...(email ? { PersonEmail: email } : {}),
});
