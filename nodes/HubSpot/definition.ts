import { defineCrm, path, pipelineLists, readingHeaders, resource, type ListEntry, type Pipeline, type Raw } from '../shared/kit';
import { nextOf, resultsOf, version } from './api';
import { decodeError } from './errors';
import { appointments, meetings, notes } from './objects/activities';
import { companies, contacts } from './objects/contacts';
import { leads } from './objects/leads';
import { deals, tickets } from './objects/pipelines';

const personEntry = ({ id, firstName, lastName, email }: Raw): ListEntry =>
	({ name: [firstName, lastName].filter(Boolean).join(' ') || String(email), value: String(id) });
const readPace = readingHeaders({
	requests: 'x-hubspot-ratelimit-max', remaining: 'x-hubspot-ratelimit-remaining', perMs: 'x-hubspot-ratelimit-interval-milliseconds',
});

export const hubSpot = defineCrm({
	id: 'hubspot', label: 'HubSpot', decodeError,
	credentials: [
		{ value: 'serviceKey', label: 'Service Key / Private App Token', type: 'crmSuiteHubSpotApi' },
		{ value: 'oAuth2', label: 'OAuth2', type: 'crmSuiteHubSpotOAuth2Api' },
	],
	baseUrl: ({ baseUrl }) => String(baseUrl || 'https://api.hubapi.com'),
	// The paces are those of Free and Starter accounts; the headers of every answer correct them. Search counts per account and second
	// (contract section 6); calls do not arrive as evenly as they leave.
	limits: { concurrency: 3, paces: { default: { requests: 100, perMs: 10_000 }, search: { requests: 5, perMs: 1_100 } }, read: readPace },
	resources: {
		contact: resource('Contact', contacts()),
		customer: resource('Customer', contacts('customer'), companies),
		lead: resource('Lead', contacts('lead'), leads),
		appointment: resource('Meeting', meetings, appointments),
		deal: resource('Deal', deals),
		job: resource('Ticket', tickets),
		note: resource('Note', notes),
	},
	lists: {
		owner: async (client, { page }) => {
			const query = { limit: 500, archived: false, ...page };
			const response = await client.send({ method: 'GET', path: path`/crm/owners/${version}`, query });
			return { entries: resultsOf(response).map(personEntry), next: nextOf(response) };
		},
		...pipelineLists(async (client, type) =>
			resultsOf(await client.send({ method: 'GET', path: path`/crm/pipelines/${version}/${type}` })) as unknown as Pipeline[]),
	},
});
