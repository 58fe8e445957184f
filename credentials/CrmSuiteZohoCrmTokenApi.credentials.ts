import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { secured } from './baseUrl';

export class CrmSuiteZohoCrmTokenApi implements ICredentialType {
	name = 'crmSuiteZohoCrmTokenApi';

	displayName = 'Zoho CRM (CRM Suite) Access Token API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/zohocrm.md#credentials';

	icon = { light: 'file:../icons/zohocrm.svg', dark: 'file:../icons/zohocrm.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'For testing only: an access token lives one hour and is not renewed.',
			name: 'testingOnly',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: '1000....',
		},
		{
			displayName: 'API Domain',
			name: 'apiUrl',
			type: 'string',
			default: 'https://www.zohoapis.com',
			required: true,
			description:
				'The api_domain that came with the token, such as https://www.zohoapis.eu. It must start with https, except on this machine.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Zoho-oauthtoken {{$credentials.accessToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${secured('$credentials.apiUrl', '"https://www.zohoapis.com"', 'api-domain-must-start-with-https')} }}`,
			url: '/crm/v8/users',
			qs: { type: 'CurrentUser' },
			disableFollowRedirect: true,
		},
	};
}
