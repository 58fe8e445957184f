import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { logIn, session, withSession } from './salesforceLogin';

export class CrmSuiteSalesforcePasswordApi implements ICredentialType {
	name = 'crmSuiteSalesforcePasswordApi';

	displayName = 'Salesforce (CRM Suite) Username and Password API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/salesforce.md#credentials';

	icon = { light: 'file:../icons/salesforce.svg', dark: 'file:../icons/salesforce.dark.svg' } as const;

	properties: INodeProperties[] = [
		...session,
		{ displayName: 'Salesforce is giving up this kind of login; prefer OAuth2 or client credentials.', name: 'notice', type: 'notice', default: '' },
		{ displayName: 'Environment', name: 'environment', type: 'options', default: 'production', options: [{ name: 'Production', value: 'production' }, { name: 'Sandbox', value: 'sandbox' }] },
		{ displayName: 'Consumer Key', name: 'clientId', type: 'string', default: '', required: true },
		{ displayName: 'Consumer Secret', name: 'clientSecret', type: 'string', typeOptions: { password: true }, default: '', required: true },
		{ displayName: 'Username', name: 'username', type: 'string', default: '', required: true, placeholder: 'name@company.com' },
		{ displayName: 'Password', name: 'password', type: 'string', typeOptions: { password: true }, default: '', required: true },
		{ displayName: 'Security Token', name: 'securityToken', type: 'string', typeOptions: { password: true }, default: '', description: 'Not needed from trusted networks; Salesforce sends it by e-mail under Settings > Reset My Security Token' },
		{
			displayName: 'Instance URL', name: 'instanceUrl', type: 'string', default: '', placeholder: 'https://acme.my.salesforce.com',
			description: 'The My Domain address of the organisation; leave empty for the general login address of the environment',
		},
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const { username, password, securityToken } = credentials;
		// One text without a separator (contract section 1, flow D).
		const grant = { grant_type: 'password', username: String(username), password: `${String(password)}${String(securityToken ?? '')}` };
		return await logIn(this, credentials, grant, (said) =>
			/authentication failure/.test(said) ? 'Either the username or password is wrong, or the security token is missing or old, or an administrator blocks this flow under Setup > OAuth and OpenID Connect Settings.' : 'Check the consumer key and secret.');
	}

	authenticate = async (credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions) => await withSession(credentials, request);

	test: ICredentialTestRequest = { request: { baseURL: '={{ $credentials.instanceUrl || "https://login.salesforce.com" }}', url: '/services/data/v66.0/limits', disableFollowRedirect: true } };
}
