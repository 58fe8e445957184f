import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { baseUrl, secureBase } from './baseUrl';

/** Required for everything the node does on every tier; a required scope that the tier lacks fails the whole connection. */
const scopes = [
	'oauth',
	'crm.objects.contacts.read', 'crm.objects.contacts.write',
	'crm.objects.companies.read', 'crm.objects.companies.write',
	'crm.objects.owners.read', 'crm.schemas.contacts.read', 'crm.schemas.companies.read',
].join(' ');
const optionalScopes = [
	'crm.objects.deals.read', 'crm.objects.deals.write', 'crm.schemas.deals.read', 'tickets',
	'crm.objects.leads.read', 'crm.objects.leads.write', 'crm.objects.appointments.read', 'crm.objects.appointments.write',
].join(' ');

export class CrmSuiteHubSpotOAuth2Api implements ICredentialType {
	name = 'crmSuiteHubSpotOAuth2Api';

	displayName = 'HubSpot (CRM Suite) OAuth2 API';

	extends = ['oAuth2Api'];

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/hubspot.md#credentials';

	icon = { light: 'file:../icons/hubspot.svg', dark: 'file:../icons/hubspot.dark.svg' } as const;

	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: '={{ $self["baseUrl"] ? $self["baseUrl"].replace(/\\/+$/, "") : "https://app.hubspot.com" }}/oauth/authorize',
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: '={{ ($self["baseUrl"] || "https://api.hubapi.com").replace(/\\/+$/, "") }}/oauth/2026-09/token',
			required: true,
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '=optional_scope={{ encodeURIComponent($self["optionalScopes"] || "") }}',
		},
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: scopes,
			description: 'Scopes that the app must be granted, separated by spaces',
		},
		{
			displayName: 'Optional Scopes',
			name: 'optionalScopes',
			type: 'string',
			default: optionalScopes,
			description: 'Scopes that the app takes where the HubSpot account offers them, separated by spaces',
		},
		baseUrl('HubSpot', 'https://api.hubapi.com'),
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: secureBase('"https://api.hubapi.com"'),
			url: '/account-info/2026-09/details',
			disableFollowRedirect: true,
		},
	};
}
