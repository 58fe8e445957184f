import { defineCrm } from '../shared/defineCrm';
import { path } from '../shared/http/path';
import type { CrmClient, ListEntry } from '../shared/types';
import { nextOf, resultsOf, version } from './api';
import { decodeError } from './errors';
import { appointments, meetings, notes } from './objects/activities';
import { companies, contacts } from './objects/contacts';
import { leads } from './objects/leads';
import { deals, tickets } from './objects/pipelines';

interface Pipeline { id: string; label: string; stages: Array<{ id: string; label: string }> }
const pipelines = async (client: CrmClient, type: string) => resultsOf(await client.send({ method: 'GET', path: path`/crm/pipelines/${version}/${type}` })) as unknown as Pipeline[];
const entry = ({ id, label }: { id: string; label: string }): ListEntry => ({ name: label, value: id });

export const hubSpot = defineCrm({
	id: 'hubspot',
	label: 'HubSpot',
	credentials: [
		{ value: 'serviceKey', label: 'Service Key / Private App Token', type: 'crmSuiteHubSpotApi' },
		{ value: 'oAuth2', label: 'OAuth2', type: 'crmSuiteHubSpotOAuth2Api' },
	],
	baseUrl: ({ baseUrl }) => String(baseUrl || 'https://api.hubapi.com'),
	limits: {
		concurrency: 3,
		// Free and Starter accounts; the headers of every answer correct it. Search counts per account and second (contract section 6); calls do not arrive as evenly as they leave.
		paces: { default: { requests: 100, perMs: 10_000 }, search: { requests: 5, perMs: 1_100 } },
		read: ({ headers }) => {
			const [requests, remaining, perMs] = ['max', 'remaining', 'interval-milliseconds'].map((name) => headers[`x-hubspot-ratelimit-${name}`]).map((value) => (value === undefined ? undefined : Number(value)));
			return requests === undefined ? null : { requests, remaining, perMs };
		},
	},
	decodeError,
	resources: {
		contact: { term: { singular: 'Contact', plural: 'Contacts' }, objects: [contacts()] },
		customer: { term: { singular: 'Customer', plural: 'Customers' }, objects: [contacts('customer'), companies] },
		lead: { term: { singular: 'Lead', plural: 'Leads' }, objects: [contacts('lead'), leads] },
		appointment: { term: { singular: 'Meeting', plural: 'Meetings' }, objects: [meetings, appointments] },
		deal: { term: { singular: 'Deal', plural: 'Deals' }, objects: [deals] },
		job: { term: { singular: 'Ticket', plural: 'Tickets' }, objects: [tickets] },
		note: { term: { singular: 'Note', plural: 'Notes' }, objects: [notes] },
	},
	lists: {
		owner: async (client, { page }) => {
			const response = await client.send({ method: 'GET', path: path`/crm/owners/${version}`, query: { limit: 500, archived: false, ...page } });
			return { entries: resultsOf(response).map(({ id, firstName, lastName, email }) => ({ name: [firstName, lastName].filter(Boolean).join(' ') || String(email), value: String(id) })), next: nextOf(response) };
		},
		pipeline: async (client, { objectId }) => ({ entries: (await pipelines(client, objectId)).map(entry), next: null }),
		stage: async (client, { objectId, parent }) => {
			const all = await pipelines(client, objectId);
			const chosen = parent ? all.filter(({ id }) => id === parent) : all;
			return { entries: chosen.flatMap(({ label, stages }) => stages.map((stage) => entry({ ...stage, label: chosen.length > 1 ? `${label}: ${stage.label}` : stage.label }))), next: null };
		},
	},
});
