import type { IDataObject } from 'n8n-workflow';
import { defineCrm } from '../shared/defineCrm';
import { path } from '../shared/http/path';
import type { ListEntry, ListSource } from '../shared/types';
import { resultsOf, version } from './api';
import { decodeError } from './errors';
import { appointments, meetings, notes } from './objects/activities';
import { companies } from './objects/companies';
import { contacts } from './objects/contacts';
import { leads } from './objects/leads';
import { deals, tickets } from './objects/pipelines';
import { searchRequest } from './search';

interface Pipeline { id: string; label: string; stages: Array<{ id: string; label: string }> }

const owners: ListSource = async (client, { page }) => {
	const response = await client.send({ method: 'GET', path: path`/crm/owners/${version}`, query: { limit: 500, archived: false, ...page } });
	const entries = resultsOf(response).map(({ id, firstName, lastName, email }): ListEntry => ({ name: [firstName, lastName].filter(Boolean).join(' ') || String(email), value: String(id) }));
	return { entries, next: (((response.body as IDataObject).paging as IDataObject | undefined)?.next as IDataObject | undefined) ?? null };
};

const pipelines = async (client: Parameters<ListSource>[0], objectId: string): Promise<Pipeline[]> =>
	resultsOf(await client.send({ method: 'GET', path: path`/crm/pipelines/${version}/${objectId === 'appointments' ? '0-421' : objectId}` })) as unknown as Pipeline[];

const entry = ({ id, label }: { id: string; label: string }): ListEntry => ({ name: label, value: id });

export const hubSpot = defineCrm({
	id: 'hubspot',
	label: 'HubSpot',
	credentials: [
		{ value: 'serviceKey', type: 'crmSuiteHubSpotApi' },
		{ value: 'oAuth2', type: 'crmSuiteHubSpotOAuth2Api' },
	],
	baseUrl: ({ baseUrl }) => String(baseUrl || 'https://api.hubapi.com'),
	limits: {
		concurrency: 3,
		// Free and Starter accounts; the headers of every answer correct it. Search counts per account (section 6).
		paces: { default: { requests: 100, perMs: 10_000 }, search: { requests: 5, perMs: 1_000 } },
		read: ({ headers }) => {
			const [requests, remaining, perMs] = ['max', 'remaining', 'interval-milliseconds'].map((name) => headers[`x-hubspot-ratelimit-${name}`]).map((value) => (value === undefined ? undefined : Number(value)));
			return requests === undefined ? null : { requests, remaining, perMs };
		},
	},
	decodeError,
	resources: {
		contact: { term: { singular: 'Contact', plural: 'Contacts' }, objects: [contacts()] },
		customer: { term: { singular: 'Customer', plural: 'Customers' }, objects: [contacts('customer'), companies()] },
		lead: { term: { singular: 'Lead', plural: 'Leads' }, objects: [contacts('lead'), leads()] },
		appointment: { term: { singular: 'Meeting', plural: 'Meetings' }, objects: [meetings(), appointments()] },
		deal: { term: { singular: 'Deal', plural: 'Deals' }, objects: [deals()] },
		job: { term: { singular: 'Ticket', plural: 'Tickets' }, objects: [tickets()] },
		note: { term: { singular: 'Note', plural: 'Notes' }, objects: [notes()] },
	},
	lists: {
		owner: owners,
		pipeline: async (client, { objectId }) => ({ entries: (await pipelines(client, objectId)).map(entry), next: null }),
		stage: async (client, { objectId, parent }) => {
			const chosen = (await pipelines(client, objectId)).filter(({ id }, _at, all) => !parent || id === parent || all.every((one) => one.id !== parent));
			return { entries: chosen.flatMap(({ label, stages }) => stages.map((stage) => ({ name: chosen.length > 1 ? `${label}: ${stage.label}` : stage.label, value: stage.id }))), next: null };
		},
		company: async (client, { filter, page }) => {
			const response = await client.send(searchRequest('companies', { filterGroups: [], sorts: [], properties: ['name', 'domain'], limit: 50, ...(filter ? { query: filter } : {}), ...page }));
			const entries = resultsOf(response).map(({ id, properties }) => ({ name: String((properties as IDataObject).name ?? (properties as IDataObject).domain ?? 'Unnamed'), value: String(id) }));
			return { entries, next: (((response.body as IDataObject).paging as IDataObject | undefined)?.next as IDataObject | undefined) ?? null };
		},
	},
});
