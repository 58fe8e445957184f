import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { baseUrl, secureBase } from './baseUrl';

/** Code of an n8n expression for the company's name, however its domain is written. */
const company = '($credentials.companyDomain || "").trim().replace(/^https?:\\/\\//, "").split(/[.\\/]/)[0]';

export class CrmSuitePipedriveApi implements ICredentialType {
	name = 'crmSuitePipedriveApi';

	displayName = 'Pipedrive (CRM Suite) API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/pipedrive.md#credentials';

	icon = { light: 'file:../icons/pipedrive.svg', dark: 'file:../icons/pipedrive.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'In Pipedrive under Settings > Personal preferences > API',
		},
		{
			displayName: 'Company Domain',
			name: 'companyDomain',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'acme',
			description: 'The first part of the address of your Pipedrive: "acme" for acme.pipedrive.com',
		},
		baseUrl('Pipedrive', 'https://acme.pipedrive.com'),
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'x-api-token': '={{$credentials.apiToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: secureBase(`"https://" + ${company} + ".pipedrive.com"`),
			url: '/api/v1/users/me',
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'success', value: undefined, message: 'The address answered, but it is not the Pipedrive API: it named no user',
				},
			},
		],
	};
}
