import { defineCrm } from '../shared/defineCrm';
import { decodeStatus } from '../shared/http/status';
import { contacts } from './objects/contact';

export const zohoCrm = defineCrm({
	id: 'zohocrm',
	label: 'Zoho CRM',
	credentials: [{ value: 'apiKey', label: 'API Key', type: 'crmSuiteZohoCrmApi' }],
	// todo: the vendor's address.
	baseUrl: ({ baseUrl }) => String(baseUrl || 'https://api.example.com'),
	limits: {
		concurrency: 2,
		// todo: the vendor's limits; `read` where its headers tell them.
		paces: { default: { requests: 10, perMs: 1_000 } },
	},
	// todo: the vendor's words: which field is wrong, which record stands in the way, whether a quota is used up.
	decodeError: (response) => {
		const error = decodeStatus(response, 'Zoho CRM');
		const { message } = (response.body ?? {}) as { message?: string };
		return error && message ? { ...error, message: `Zoho CRM: ${message}` } : error;
	},
	resources: {
		contact: { term: { singular: 'Contact', plural: 'Contacts' }, objects: [contacts] },
	},
	// todo: customer, lead and appointment; or why the vendor has none.
	absent: { customer: 'todo', lead: 'todo', appointment: 'todo' },
	lists: {},
});
