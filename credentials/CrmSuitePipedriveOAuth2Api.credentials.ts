import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { baseUrl, secured } from './baseUrl';

const loginHost = '={{ ($self["baseUrl"] || "https://oauth.pipedrive.com").replace(/\\/+$/, "") }}';

/** The company's own host. n8n's editor knows that there is an answer of the login, and not what it says. */
const known = '($credentials.oauthTokenData?.api_domain || $credentials.baseUrl)';
/** Without the company, version 1 has another path (contract section 1.1). */
const api = `={{ ${known} ? ${secured(known, '""')} + "/api/v1" : "https://api.pipedrive.com/v1" }}`;

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
		baseUrl('Pipedrive', 'https://oauth.pipedrive.com'),
	];

	test: ICredentialTestRequest = {
		request: { baseURL: api, url: '/users/me', disableFollowRedirect: true },
	};
}
