import type { IDataObject } from 'n8n-workflow';
import { defineCrm, refusal, resource } from '../shared/kit';
import { nextOf, queryPage, recordsOf } from './api';
import { decodeError } from './errors';
import { accounts, cases, contacts, events, leads, notes, opportunities, personAccounts } from './objects';
import { select } from './soql';

/** Where the organisation lives, as the login said: in n8n's token data, or in the field that our logins fill. */
const instanceOf = ({ oauthTokenData, apiUrl }: IDataObject): string =>
	String((oauthTokenData as IDataObject | undefined)?.instance_url || apiUrl || '').replace(/\/+$/, '');

/** Before the first login the address is not known yet; the credential itself then turns each call to the organisation's host. */
function baseUrl(credential: IDataObject): string {
	const given = String(credential.instanceUrl ?? '').trim().replace(/^(?!$|https?:)/, 'https://');
	if (!/\.lightning\.(force|crmforce)\./i.test(given)) return instanceOf(credential) || given || 'https://login.salesforce.com';
	const remedy = 'Enter the address that ends in my.salesforce.com, as shown in Salesforce under Setup > My Domain.';
	throw refusal('The Instance URL in the Salesforce credential is that of the user interface', remedy);
}

const staff = select('User', [], { where: ['IsActive = true', 'UserType = \'Standard\''], order: 'Name ASC, Id ASC', limit: 2_000 });

export const salesforce = defineCrm({
	id: 'salesforce', label: 'Salesforce',
	credentials: [
		{ value: 'oAuth2', label: 'OAuth2', type: 'crmSuiteSalesforceOAuth2Api' },
		{ value: 'clientCredentials', label: 'Client Credentials', type: 'crmSuiteSalesforceClientApi' },
		{ value: 'jwt', label: 'JWT Bearer', type: 'crmSuiteSalesforceJwtApi' },
		{ value: 'password', label: 'Username and Password (Legacy)', type: 'crmSuiteSalesforcePasswordApi' },
	],
	baseUrl, site: (credential) => instanceOf(credential) || null,
	// No limit of rate but on long requests (contract section 6): 5 of them at once in the smallest editions.
	limits: { concurrency: 3, paces: {} },
	decodeError,
	resources: {
		contact: resource('Contact', contacts),
		customer: resource('Account', accounts, personAccounts),
		lead: resource('Lead', leads),
		appointment: resource('Event', events),
		deal: resource('Opportunity', opportunities),
		job: resource('Case', cases),
		note: resource('Note', notes),
	},
	lists: {
		owner: async (client, { page }) => {
			const answer = await client.send(queryPage(staff, page));
			return { entries: recordsOf(answer).map(({ Id, Name }) => ({ name: String(Name), value: String(Id) })), next: nextOf(answer) };
		},
	},
	switches: { allowDuplicates: { label: 'Save Despite Duplicate Rules', hint: 'save what a duplicate rule finds, if it allows that' } },
});
