import { defineCrm } from '../shared/defineCrm';
import { path } from '../shared/http/path';
import type { CrmClient, HttpResponse, ListEntry, PaceReading, Raw } from '../shared/types';
import { nextOf, resultsOf, version } from './api';
import { decodeError } from './errors';
import { appointments, meetings, notes } from './objects/activities';
import { companies, contacts } from './objects/contacts';
import { leads } from './objects/leads';
import { deals, tickets } from './objects/pipelines';

interface Pipeline { id: string; label: string; stages: Array<{ id: string; label: string }> }
const pipelines = async (client: CrmClient, type: string) =>
	resultsOf(await client.send({ method: 'GET', path: path`/crm/pipelines/${version}/${type}` })) as unknown as Pipeline[];
const personEntry = ({ id, firstName, lastName, email }: Raw): ListEntry =>
	({ name: [firstName, lastName].filter(Boolean).join(' ') || String(email), value: String(id) });
const entry = ({ id, label }: { id: string; label: string }): ListEntry => ({ name: label, value: id });

function readPace({ headers }: HttpResponse): PaceReading | null {
	const number = (name: string) => (headers[name] === undefined ? undefined : Number(headers[name]));
	const requests = number('x-hubspot-ratelimit-max');
	if (requests === undefined) return null;
	return { requests, remaining: number('x-hubspot-ratelimit-remaining'), perMs: number('x-hubspot-ratelimit-interval-milliseconds') };
}

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
		// Free and Starter accounts; the headers of every answer correct it. Search counts per account and second
		// (contract section 6); calls do not arrive as evenly as they leave.
		paces: { default: { requests: 100, perMs: 10_000 }, search: { requests: 5, perMs: 1_100 } },
		read: readPace,
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
			const request = { method: 'GET', path: path`/crm/owners/${version}`, query: { limit: 500, archived: false, ...page } } as const;
			const response = await client.send(request);
			return { entries: resultsOf(response).map(personEntry), next: nextOf(response) };
		},
		pipeline: async (client, { objectId }) => ({ entries: (await pipelines(client, objectId)).map(entry), next: null }),
		stage: async (client, { objectId, parent }) => {
			const chosen = (await pipelines(client, objectId)).filter(({ id }) => !parent || id === parent);
			const labelled = (pipeline: string, stage: string) => (chosen.length > 1 ? `${pipeline}: ${stage}` : stage);
			const entries = chosen.flatMap(({ label, stages }) =>
				stages.map((stage) => entry({ ...stage, label: labelled(label, stage.label) })));
			return { entries, next: null };
		},
	},
});
