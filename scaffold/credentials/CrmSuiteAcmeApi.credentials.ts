import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { baseUrl, secureBase } from './baseUrl';

export class CrmSuiteAcmeApi implements ICredentialType {
	name = 'crmSuiteAcmeApi';

	displayName = 'AcmeLabel (CRM Suite) API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/acmeid.md#credentials';

	icon = { light: 'file:../icons/acmeid.svg', dark: 'file:../icons/acmeid.dark.svg' } as const;

	properties: INodeProperties[] = [
		{ displayName: 'API Key', name: 'apiKey', type: 'string', typeOptions: { password: true }, default: '', required: true },
		baseUrl('AcmeLabel', 'https://api.example.com'),
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
	};

	// todo: a call that every key may make, and a rule that knows the vendor's answer from another 200.
	test: ICredentialTestRequest = { request: { baseURL: secureBase('"https://api.example.com"'), url: '/me', disableFollowRedirect: true } };
}
