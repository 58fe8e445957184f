import type {
	ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, IHttpRequestHelper, IHttpRequestOptions, INodeProperties,
} from 'n8n-workflow';
import { appOf, environment, instanceUrl, interfaceHostNotice, logIn, session, testCall, withSession } from './salesforceLogin';

export class CrmSuiteSalesforcePasswordApi implements ICredentialType {
	name = 'crmSuiteSalesforcePasswordApi';

	displayName = 'Salesforce (CRM Suite) Username and Password API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/salesforce.md#credentials';

	icon = { light: 'file:../icons/salesforce.svg', dark: 'file:../icons/salesforce.dark.svg' } as const;

	properties: INodeProperties[] = [
		...session,
		{
			displayName: 'Salesforce is giving up this kind of login; prefer OAuth2, client credentials or JWT.',
			name: 'notice', type: 'notice', default: '',
		},
		environment,
		{ displayName: 'Consumer Key', name: 'clientId', type: 'string', default: '', required: true },
		{ displayName: 'Consumer Secret', name: 'clientSecret', type: 'string', typeOptions: { password: true }, default: '', required: true },
		{ displayName: 'Username', name: 'username', type: 'string', default: '', required: true, placeholder: 'name@company.com' },
		{ displayName: 'Password', name: 'password', type: 'string', typeOptions: { password: true }, default: '', required: true },
		{
			displayName: 'Security Token', name: 'securityToken', type: 'string', typeOptions: { password: true }, default: '',
			description: 'Not needed from trusted networks; Salesforce sends it by e-mail under Settings > Reset My Security Token',
		},
		instanceUrl,
		interfaceHostNotice,
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const { username, password, securityToken } = credentials;
		// One text without a separator (contract section 1, flow D).
		const grant = { grant_type: 'password', username: String(username), password: `${String(password)}${String(securityToken ?? '')}` };
		return await logIn(this, credentials, { ...grant, ...appOf(credentials) }, ({ said }) => {
			if (!/authentication failure/.test(said)) return 'Check the consumer key and secret.';
			return 'Either the username or password is wrong, or the security token is missing or old, '
				+ 'or an administrator blocks this flow under Setup > OAuth and OpenID Connect Settings.';
		});
	}

	authenticate = async (data: ICredentialDataDecryptedObject, request: IHttpRequestOptions) => await withSession(data, request);

	test: ICredentialTestRequest = testCall;
}
