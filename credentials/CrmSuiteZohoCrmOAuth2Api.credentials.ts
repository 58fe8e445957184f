import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { accountsHost, apiHost, dataCentre, scopes } from './zohoLogin';

export class CrmSuiteZohoCrmOAuth2Api implements ICredentialType {
	name = 'crmSuiteZohoCrmOAuth2Api';

	displayName = 'Zoho CRM (CRM Suite) OAuth2 API';

	extends = ['oAuth2Api'];

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/zohocrm.md#credentials';

	icon = { light: 'file:../icons/zohocrm.svg', dark: 'file:../icons/zohocrm.dark.svg' } as const;

	properties: INodeProperties[] = [
		...dataCentre,
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{ displayName: 'Authorization URL', name: 'authUrl', type: 'hidden', default: `=${accountsHost}/oauth/v2/auth`, required: true },
		{ displayName: 'Access Token URL', name: 'accessTokenUrl', type: 'hidden', default: `=${accountsHost}/oauth/v2/token`, required: true },
		// Without either of them Zoho gives no refresh token.
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: 'access_type=offline&prompt=consent',
		},
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		{ displayName: 'Scope', name: 'scope', type: 'string', default: scopes, description: 'What the connection may do, parted by commas' },
	];

	test: ICredentialTestRequest = {
		request: { baseURL: apiHost, url: '/crm/v8/users', qs: { type: 'CurrentUser' }, disableFollowRedirect: true },
	};
}
