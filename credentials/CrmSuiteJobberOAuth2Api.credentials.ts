import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { baseUrl, secureBase } from './baseUrl';

export class CrmSuiteJobberOAuth2Api implements ICredentialType {
	name = 'crmSuiteJobberOAuth2Api';

	displayName = 'Jobber (CRM Suite) OAuth2 API';

	extends = ['oAuth2Api'];

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/jobber.md#credentials';

	icon = { light: 'file:../icons/jobber.svg', dark: 'file:../icons/jobber.dark.svg' } as const;

	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: '={{ ($self["baseUrl"] || "https://api.getjobber.com").replace(/\\/+$/, "") }}/api/oauth/authorize',
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: '={{ ($self["baseUrl"] || "https://api.getjobber.com").replace(/\\/+$/, "") }}/api/oauth/token',
			required: true,
		},
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		// Jobber takes the scopes from the app itself.
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: '' },
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'string',
			default: '2026-03-10',
			description: "Version of Jobber's GraphQL API, a date; it is sent with every request. The node is written for the one proposed here.",
		},
		baseUrl('Jobber', 'https://api.getjobber.com'),
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: secureBase('"https://api.getjobber.com"'),
			url: '/api/graphql',
			method: 'POST',
			headers: { 'X-JOBBER-GRAPHQL-VERSION': '={{ $credentials.apiVersion || "2026-03-10" }}' },
			body: { query: '{ account { id name } }' },
			json: true,
			disableFollowRedirect: true,
		},
		// Failures come with status 200, too.
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'data.account.id',
					value: undefined,
					message: "Jobber answered, but named no account: check the app's scopes and the API version",
				},
			},
		],
	};
}
