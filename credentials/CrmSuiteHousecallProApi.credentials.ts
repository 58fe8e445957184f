import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

export class CrmSuiteHousecallProApi implements ICredentialType {
	name = 'crmSuiteHousecallProApi';

	displayName = 'Housecall Pro (CRM Suite) API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/housecallpro.md#credentials';

	icon = { light: 'file:../icons/housecallpro.svg', dark: 'file:../icons/housecallpro.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'In Housecall Pro under App Store > API key; the account needs the MAX plan',
		},
		{
			displayName: 'Company ID',
			name: 'companyId',
			type: 'string',
			default: '',
			description: 'Only for application keys of partners that serve several companies: the company to work in',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'https://api.housecallpro.com',
			description: 'Advanced: another address of the API, such as a proxy. It must start with https, except on this machine. Leave empty for Housecall Pro itself.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Token {{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ /^(https:\\/\\/|http:\\/\\/(127\\.0\\.0\\.1|localhost|\\[::1\\])([:\\/]|$))/.test($credentials.baseUrl || "https://") ? ($credentials.baseUrl || "https://api.housecallpro.com").replace(/\\/+$/, "") : "https://base-url-must-start-with-https.invalid" }}',
			url: '/company',
			disableFollowRedirect: true,
		},
		rules: [{ type: 'responseSuccessBody', properties: { key: 'id', value: undefined, message: 'The address answered, but it is not the Housecall Pro API: it named no company' } }],
	};
}
