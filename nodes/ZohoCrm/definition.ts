import type { IDataObject } from 'n8n-workflow';
import { at, defineCrm, resource, type Raw } from '../shared/kit';
import { get, nextOf } from './api';
import { decodeError } from './errors';
import { accounts, contacts, leads } from './objects/people';
import { cases, deals, events, notes } from './objects/work';

/** Where the data is, as the token said (contract 0.1): in n8n's token data, or in the field that our logins fill. */
const apiDomain = ({ oauthTokenData: token, apiUrl }: IDataObject) => String(at(token, 'api_domain') ?? apiUrl ?? '');
/** Pages stand beside the API; Canada's have a name of their own (section 1.1). */
function site(credential: IDataObject): string | null {
	const [, end] = /^https:\/\/www\.zohoapis\.([a-z.]+)\/?$/.exec(apiDomain(credential)) ?? [];
	return end ? `https://crm.${end === 'ca' ? 'zohocloud' : 'zoho'}.${end}` : null;
}

export const zohoCrm = defineCrm({
	id: 'zoho', label: 'Zoho CRM',
	credentials: [
		{ value: 'oAuth2', label: 'OAuth2', type: 'crmSuiteZohoCrmOAuth2Api' },
		{ value: 'selfClient', label: 'Self Client', type: 'crmSuiteZohoCrmSelfClientApi' },
		{ value: 'clientCredentials', label: 'Client Credentials', type: 'crmSuiteZohoCrmClientApi' },
		{ value: 'accessToken', label: 'Access Token (for Testing)', type: 'crmSuiteZohoCrmTokenApi' },
	],
	// Before the first login the address is not known yet; the credential itself then turns each call to it.
	baseUrl: (credential) => apiDomain(credential) || 'https://www.zohoapis.com', site, decodeError,
	// The smallest edition takes 5 calls at once (section 6).
	limits: { concurrency: 3, paces: {} },
	resources: {
		contact: resource('Contact', contacts),
		customer: resource('Customer', contacts, accounts),
		lead: resource('Lead', leads),
		appointment: resource('Meeting', events),
		deal: resource('Deal', deals),
		job: resource('Case', cases),
		note: resource('Note', notes),
	},
	lists: {
		owner: async (client, { page }) => {
			const response = await client.send(get('/users', { type: 'ActiveUsers', per_page: 200, ...page }));
			const { users = [] } = (response.body ?? {}) as { users?: Raw[] };
			const entries = users.map(({ id, full_name: name }) => ({ name: String(name), value: String(id) }));
			return { entries, next: nextOf(response, page, users) };
		},
	},
	switches: {
		skipAutomations: { label: 'Skip Automations', hint: 'keep workflows, approvals and blueprints of Zoho CRM from running' },
		notifyParticipants: { label: 'Notify Participants', hint: 'have Zoho CRM send mails about new, changed and cancelled meetings' },
	},
});
