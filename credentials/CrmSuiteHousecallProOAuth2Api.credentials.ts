import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { baseUrl, secureBase } from './baseUrl';

export class CrmSuiteHousecallProOAuth2Api implements ICredentialType {
	name = 'crmSuiteHousecallProOAuth2Api';

	displayName = 'Housecall Pro (CRM Suite) OAuth2 API';

	extends = ['oAuth2Api'];

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/housecallpro.md#credentials';

	icon = { light: 'file:../icons/housecallpro.svg', dark: 'file:../icons/housecallpro.dark.svg' } as const;

	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: '={{ $self["baseUrl"] ? $self["baseUrl"].replace(/\\/+$/, "") : "https://pro.housecallpro.com" }}/oauth/authorize',
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: '={{ ($self["baseUrl"] || "https://api.housecallpro.com").replace(/\\/+$/, "") }}/oauth/token',
			required: true,
		},
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: '' },
		{
			displayName:
				'Untested: Housecall Pro gives OAuth2 to approved partners only, and no public source proves that its token address '
				+ 'takes what n8n sends. Prefer the API key.',
			name: 'untested',
			type: 'notice',
			default: '',
		},
		baseUrl('Housecall Pro', 'https://api.housecallpro.com'),
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: secureBase('"https://api.housecallpro.com"'),
			url: '/company',
			disableFollowRedirect: true,
		},
	};
}
