import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { environment, instanceUrl, interfaceHostNotice } from './salesforceLogin';

/** The host of the user interface would serve no login; a browser that is sent to this name instead says so. */
const refused = '"https://use-the-address-ending-in-my.salesforce.com.invalid"';
const general = '($self["environment"] === "sandbox" ? "https://test.salesforce.com" : "https://login.salesforce.com")';
const given = '$self["instanceUrl"].trim().replace(/\\/+$/, "")';
const isInterface = '/\\.lightning\\.(force|crmforce)\\./i.test($self["instanceUrl"])';
const oauth = `={{ ${isInterface} ? ${refused} : (${given} || ${general}) }}/services/oauth2`;
/** n8n's editor knows that there is an answer of the login, and not what it says: My Domain is the same host. */
const said = '$credentials.oauthTokenData?.instance_url || $credentials.instanceUrl || "https://login.salesforce.com"';
const instance = `={{ (${said}).trim().replace(/\\/+$/, "") }}`;

export class CrmSuiteSalesforceOAuth2Api implements ICredentialType {
	name = 'crmSuiteSalesforceOAuth2Api';

	displayName = 'Salesforce (CRM Suite) OAuth2 API';

	extends = ['oAuth2Api'];

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/salesforce.md#credentials';

	icon = { light: 'file:../icons/salesforce.svg', dark: 'file:../icons/salesforce.dark.svg' } as const;

	properties: INodeProperties[] = [
		environment,
		instanceUrl,
		interfaceHostNotice,
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'pkce' },
		{ displayName: 'Authorization URL', name: 'authUrl', type: 'hidden', default: `${oauth}/authorize`, required: true },
		{ displayName: 'Access Token URL', name: 'accessTokenUrl', type: 'hidden', default: `${oauth}/token`, required: true },
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: 'api refresh_token' },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
	];

	test: ICredentialTestRequest = {
		request: { baseURL: instance, url: '/services/data/v66.0/limits', disableFollowRedirect: true },
	};
}
