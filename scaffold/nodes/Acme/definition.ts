import { decodeStatus, defineCrm, resource } from '../shared/kit';
import { contacts } from './objects/contact';

export const acme = defineCrm({
	id: 'acmeid',
	label: 'AcmeLabel',
	credentials: [{ value: 'apiKey', label: 'API Key', type: 'crmSuiteAcmeApi' }],
	// todo: the vendor's address.
	baseUrl: ({ baseUrl }) => String(baseUrl || 'https://api.example.com'),
	limits: {
		concurrency: 2,
		// todo: the vendor's limits; `read` where its headers tell them.
		paces: { default: { requests: 10, perMs: 1_000 } },
	},
	// todo: the vendor's words: which field is wrong, which record stands in the way, whether a quota is used up.
	decodeError: (response) => {
		const error = decodeStatus(response, 'AcmeLabel');
		const { message } = (response.body ?? {}) as { message?: string };
		return error && message ? { ...error, message: `AcmeLabel: ${message}` } : error;
	},
	resources: {
		contact: resource('Contact', contacts),
	},
	// todo: customer, lead and appointment; or why the vendor has none.
	absent: { customer: 'todo', lead: 'todo', appointment: 'todo' },
	lists: {},
});
