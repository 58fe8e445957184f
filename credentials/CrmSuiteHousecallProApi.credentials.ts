import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { baseUrl, secureBase } from './baseUrl';

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
		baseUrl('Housecall Pro', 'https://api.housecallpro.com'),
	];

	authenticate: IAuthenticateGeneric = { type: 'generic', properties: { headers: { Authorization: '=Token {{$credentials.apiKey}}' } } };

	test: ICredentialTestRequest = {
		request: {
			baseURL: secureBase('"https://api.housecallpro.com"'),
			url: '/company',
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'id',
					value: undefined,
					message: 'The address answered, but it is not the Housecall Pro API: it named no company',
				},
			},
		],
	};
}
