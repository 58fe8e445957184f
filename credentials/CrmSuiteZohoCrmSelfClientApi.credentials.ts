import type {
	ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, IHttpRequestHelper, IHttpRequestOptions, INodeProperties,
} from 'n8n-workflow';
import { client, dataCentre, logIn, session, withToken } from './zohoLogin';

export class CrmSuiteZohoCrmSelfClientApi implements ICredentialType {
	name = 'crmSuiteZohoCrmSelfClientApi';

	displayName = 'Zoho CRM (CRM Suite) Self Client API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/zohocrm.md#credentials';

	icon = { light: 'file:../icons/zohocrm.svg', dark: 'file:../icons/zohocrm.dark.svg' } as const;

	properties: INodeProperties[] = [
		...session,
		{ displayName: 'Issued Refresh Token', name: 'issuedRefreshToken', type: 'hidden', typeOptions: { password: true }, default: '' },
		{ displayName: 'Exchanged Grant Token', name: 'exchangedGrantToken', type: 'hidden', typeOptions: { password: true }, default: '' },
		...dataCentre,
		...client,
		{
			displayName: 'Grant Token', name: 'grantToken', type: 'string', typeOptions: { password: true }, default: '',
			description: 'What Generate Code of the self client gives. It is exchanged once, within the minutes you chose there.',
		},
		{
			displayName: 'Refresh Token', name: 'refreshToken', type: 'string', typeOptions: { password: true }, default: '',
			description: 'Instead of a grant token, if you have one already',
		},
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const [typed, code, exchanged, issued] = ['refreshToken', 'grantToken', 'exchangedGrantToken', 'issuedRefreshToken']
			.map((name) => String(credentials[name] ?? '').trim());
		if (typed) return await logIn(this, credentials, { grant_type: 'refresh_token', refresh_token: typed });
		// A self client names no address to come back to.
		if (code && code !== exchanged) {
			return { ...(await logIn(this, credentials, { grant_type: 'authorization_code', code })), exchangedGrantToken: code };
		}
		return await logIn(this, credentials, { grant_type: 'refresh_token', refresh_token: issued });
	}

	authenticate = async (credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions) => await withToken(credentials, request);

	test: ICredentialTestRequest = {
		request: { baseURL: 'https://www.zohoapis.com', url: '/crm/v8/users', qs: { type: 'CurrentUser' }, disableFollowRedirect: true },
	};
}
