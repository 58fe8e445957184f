import type { IDataObject } from 'n8n-workflow';
import { defineCrm } from '../shared/defineCrm';
import { answerOf, decodeError, nextOf, nodesOf } from './errors';
import { clients } from './objects/clients';
import { contacts } from './objects/contacts';
import { requests } from './objects/requests';
import { jobs, notes, visits } from './objects/work';
import { ask, pageOf } from './queries';

export const jobber = defineCrm({
	id: 'jobber', label: 'Jobber', credentials: [{ value: 'oAuth2', label: 'OAuth2', type: 'crmSuiteJobberOAuth2Api' }], baseUrl: ({ baseUrl }) => String(baseUrl || 'https://api.getjobber.com'),
	// Versions are dates, supported for at least 12 months (contract section 10).
	headers: ({ apiVersion }) => ({ 'X-JOBBER-GRAPHQL-VERSION': String(apiVersion || '2026-03-10') }),
	// The query budget sets the pace, not the round trip; and requests of one new client must not race into two clients.
	limits: { concurrency: 1, paces: { default: { requests: 2_500, perMs: 300_000 } } }, decodeError,
	resources: {
		customer: { term: { singular: 'Client', plural: 'Clients' }, objects: [clients] }, contact: { term: { singular: 'Client Contact', plural: 'Client Contacts' }, objects: [contacts] },
		lead: { term: { singular: 'Request', plural: 'Requests' }, objects: [requests] }, appointment: { term: { singular: 'Visit', plural: 'Visits' }, objects: [visits] },
		job: { term: { singular: 'Job', plural: 'Jobs' }, objects: [jobs] }, note: { term: { singular: 'Client Note', plural: 'Client Notes' }, objects: [notes] },
	},
	absent: { deal: 'Quotes are not covered yet' },
	lists: {
		owner: async (client, { page }) => {
			const response = await client.send(ask('query', [{ field: 'users', args: { filter: ['UsersFilterAttributes', { status: 'ACTIVATED' }], first: ['Int', 100], after: ['String', page.after] }, answer: pageOf('id name { full }') }]));
			return { entries: nodesOf(answerOf(response)).map(({ id, name }) => ({ name: String((name as IDataObject).full), value: String(id) })), next: nextOf(response) };
		},
	},
});
