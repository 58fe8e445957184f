import { at, defineCrm, resource } from '../shared/kit';
import { nextOf } from '../shared/graphql';
import { api } from './api';
import { clients, notes, requests } from './objects/clients';
import { contacts } from './objects/contacts';
import { jobs, quotes } from './objects/jobs';
import { assessments, visits } from './objects/visits';

export const jobber = defineCrm({
	id: 'jobber', label: 'Jobber', credentials: [{ value: 'oAuth2', label: 'OAuth2', type: 'crmSuiteJobberOAuth2Api' }],
	baseUrl: ({ baseUrl }) => String(baseUrl || 'https://api.getjobber.com'),
	// Versions are dates, supported for at least 12 months (contract section 10).
	headers: ({ apiVersion }) => ({ 'X-JOBBER-GRAPHQL-VERSION': String(apiVersion || '2026-03-10') }),
	// Two documents of 50 clients fit into the query budget together; more would only wait for it to fill up (section 6).
	limits: { concurrency: 2, paces: { default: { requests: 2_500, perMs: 300_000 } } },
	decodeError: api.decodeError,
	resources: {
		customer: resource('Client', clients),
		contact: resource('Client Contact', contacts),
		lead: resource('Request', requests),
		appointment: resource('Visit', visits, assessments),
		deal: resource('Quote', quotes),
		job: resource('Job', jobs),
		note: resource('Client Note', notes),
	},
	lists: {
		owner: async (client, { page: { after } }) => {
			const args = { filter: { status: 'ACTIVATED' }, first: 100, after };
			const response = await client.send(api.ask('query', [{ field: 'users', args, answer: 'nodes { id name { full } }' }]));
			const entries = api.nodes(response).map((user) => ({ name: String(at(user, 'name.full')), value: String(user.id) }));
			return { entries, next: nextOf(response) };
		},
	},
	switches: { notifyTeam: { label: 'Notify the Team', hint: 'let Jobber tell the team about new appointments and changed assessments' } },
});
