import { defineCrm, resource } from '../shared/kit';
import { decodeError, lists } from './api';
import { contacts, customers } from './objects/customers';
import { estimateVisits } from './objects/estimates';
import { appointments, job, notes } from './objects/jobs';
import { lead } from './objects/leads';

export const housecallPro = defineCrm({
	id: 'housecallpro', label: 'Housecall Pro',
	credentials: [
		{ value: 'apiKey', label: 'API Key', type: 'crmSuiteHousecallProApi' },
		{ value: 'oAuth2', label: 'OAuth2', type: 'crmSuiteHousecallProOAuth2Api' },
	],
	baseUrl: ({ baseUrl }) => String(baseUrl || 'https://api.housecallpro.com'),
	// Application keys of several companies name the one that is meant (contract section 1).
	headers: ({ companyId }): Record<string, string> => (companyId ? { 'X-Company-Id': String(companyId) } : {}),
	// Limits are not published (section 6): a modest pace, and 429 corrects it.
	limits: { concurrency: 3, paces: { default: { requests: 10, perMs: 1_000 } } },
	decodeError,
	switches: {
		notify: { label: 'Notify Customer', hint: 'message the customer of a job or estimate that is moved, or of a new estimate' },
		notifyPro: { label: 'Notify Technicians', hint: 'message the technicians of a job or estimate that is moved' },
	},
	resources: {
		customer: resource('Customer', customers),
		contact: resource('Contact', contacts),
		lead: resource('Lead', lead),
		appointment: resource('Scheduled Job', appointments, estimateVisits),
		job: resource('Job', job),
		note: resource('Job Note', notes),
	},
	absent: { deal: 'Housecall Pro has no deals; its estimates are appointments here' },
	lists: {
		owner: lists.source({ path: '/employees', name: 'employees' }, ({ id, first_name: first, last_name: last, email }) =>
			({ name: [first, last].filter(Boolean).join(' ') || String(email), value: String(id) })),
	},
});
