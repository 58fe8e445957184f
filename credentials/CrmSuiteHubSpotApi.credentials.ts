import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { baseUrl, secureBase } from './baseUrl';

export class CrmSuiteHubSpotApi implements ICredentialType {
	name = 'crmSuiteHubSpotApi';

	displayName = 'HubSpot (CRM Suite) Service Key API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/hubspot.md#credentials';

	icon = { light: 'file:../icons/hubspot.svg', dark: 'file:../icons/hubspot.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Service Key / Private App Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'pat-na1-...',
			description: 'In HubSpot under Development > Keys > Service keys; the token of an existing private app works too',
		},
		baseUrl('HubSpot', 'https://api.hubapi.com'),
	];

	authenticate: IAuthenticateGeneric = { type: 'generic', properties: { headers: { Authorization: '=Bearer {{$credentials.token}}' } } };

	test: ICredentialTestRequest = {
		request: {
			baseURL: secureBase('"https://api.hubapi.com"'),
			url: '/account-info/2026-09/details',
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'portalId',
					value: undefined,
					message: 'The address answered, but it is not the HubSpot API: it named no account',
				},
			},
		],
	};
}
