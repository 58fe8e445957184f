import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

const loginHost = '={{ ($self["baseUrl"] || "https://oauth.pipedrive.com").replace(/\\/+$/, "") }}';

export class CrmSuitePipedriveOAuth2Api implements ICredentialType {
	name = 'crmSuitePipedriveOAuth2Api';

	displayName = 'Pipedrive (CRM Suite) OAuth2 API';

	extends = ['oAuth2Api'];

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/pipedrive.md#credentials';

	icon = { light: 'file:../icons/pipedrive.svg', dark: 'file:../icons/pipedrive.dark.svg' } as const;

	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{ displayName: 'Authorization URL', name: 'authUrl', type: 'hidden', default: `${loginHost}/oauth/authorize`, required: true },
		{ displayName: 'Access Token URL', name: 'accessTokenUrl', type: 'hidden', default: `${loginHost}/oauth/token`, required: true },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: '' },
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'https://oauth.pipedrive.com',
			description: 'Advanced: another address of the API and its login, such as a proxy. It must start with https, except on this machine. Leave empty for Pipedrive itself.',
		},
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.oauthTokenData?.api_domain }}',
			url: '/api/v1/users/me',
			disableFollowRedirect: true,
		},
	};
}
