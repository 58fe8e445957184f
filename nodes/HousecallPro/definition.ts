import { defineCrm } from '../shared/defineCrm';
import { bodyOf, nextOf, rowsOf } from './api';
import { decodeError } from './errors';
import { customersAs } from './objects/customers';
import { estimateVisits } from './objects/estimates';
import { appointments, job } from './objects/jobs';
import { lead } from './objects/leads';
import { notes } from './objects/notes';

export const housecallPro = defineCrm({
	id: 'housecallpro',
	label: 'Housecall Pro',
	credentials: [
		{ value: 'apiKey', label: 'API Key', type: 'crmSuiteHousecallProApi' },
		{ value: 'oAuth2', label: 'OAuth2', type: 'crmSuiteHousecallProOAuth2Api' },
	],
	baseUrl: ({ baseUrl }) => String(baseUrl || 'https://api.housecallpro.com'),
	// Application keys of several companies name the one that is meant (contract section 1).
	headers: ({ companyId }): Record<string, string> => (companyId ? { 'X-Company-Id': String(companyId) } : {}),
	limits: {
		concurrency: 3,
		// Limits are not published (section 6): a modest pace, and 429 corrects it.
		paces: { default: { requests: 10, perMs: 1_000 } },
	},
	decodeError,
	switches: {
		notify: { label: 'Notify Customer', hint: 'let Housecall Pro message the customer when a job or estimate is moved, or an estimate is scheduled' },
		notifyPro: { label: 'Notify Technicians', hint: 'let Housecall Pro message the technicians when a job or estimate is moved' },
	},
	resources: {
		customer: { term: { singular: 'Customer', plural: 'Customers' }, objects: [customersAs('Customer')] },
		contact: { term: { singular: 'Contact', plural: 'Contacts' }, objects: [customersAs('Customer (There Are No Other Contacts)')] },
		lead: { term: { singular: 'Lead', plural: 'Leads' }, objects: [lead] },
		appointment: { term: { singular: 'Scheduled Job', plural: 'Scheduled Jobs' }, objects: [appointments, estimateVisits] },
		job: { term: { singular: 'Job', plural: 'Jobs' }, objects: [job] },
		note: { term: { singular: 'Job Note', plural: 'Job Notes' }, objects: [notes] },
	},
	absent: { deal: 'Housecall Pro has no deals; its estimates are appointments here' },
	lists: {
		owner: async (client, { page }) => {
			const response = await client.send({ method: 'GET', path: '/employees', query: { page_size: 100, ...page } });
			const entries = rowsOf('employees')(response).map(({ id, first_name: first, last_name: last, email }) =>
				({ name: [first, last].filter(Boolean).join(' ') || String(email), value: String(id) }));
			return { entries, next: nextOf(response, page, [bodyOf(response)]) };
		},
	},
});
