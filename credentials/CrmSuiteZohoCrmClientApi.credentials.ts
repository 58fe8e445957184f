import type {
	ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, IHttpRequestHelper, IHttpRequestOptions, INodeProperties,
} from 'n8n-workflow';
import { client, dataCentre, logIn, scopes, session, withToken } from './zohoLogin';

export class CrmSuiteZohoCrmClientApi implements ICredentialType {
	name = 'crmSuiteZohoCrmClientApi';

	displayName = 'Zoho CRM (CRM Suite) Client Credentials API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/zohocrm.md#credentials';

	icon = { light: 'file:../icons/zohocrm.svg', dark: 'file:../icons/zohocrm.dark.svg' } as const;

	properties: INodeProperties[] = [
		...session,
		...dataCentre,
		...client,
		{
			displayName: 'Organisation ID', name: 'organisationId', type: 'string', default: '', required: true, placeholder: 'org60012345678',
			description: 'Shown in Zoho CRM under Setup > Company Details, and in the address of every page',
		},
		{ displayName: 'Scope', name: 'scope', type: 'string', default: scopes, description: 'What the connection may do, parted by commas' },
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const organisation = String(credentials.organisationId).trim().replace(/^org/i, '');
		return await logIn(this, credentials, {
			grant_type: 'client_credentials', scope: String(credentials.scope || scopes), soid: `ZohoCRM.${organisation}`,
		});
	}

	authenticate = async (credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions) => await withToken(credentials, request);

	test: ICredentialTestRequest = {
		request: { baseURL: 'https://www.zohoapis.com', url: '/crm/v8/users', qs: { type: 'CurrentUser' }, disableFollowRedirect: true },
	};
}
