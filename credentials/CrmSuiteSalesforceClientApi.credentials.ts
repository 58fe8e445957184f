import type {
	ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, IHttpRequestHelper, IHttpRequestOptions, INodeProperties,
} from 'n8n-workflow';
import { appOf, instanceUrl, interfaceHostNotice, logIn, session, testCall, withSession } from './salesforceLogin';

export class CrmSuiteSalesforceClientApi implements ICredentialType {
	name = 'crmSuiteSalesforceClientApi';

	displayName = 'Salesforce (CRM Suite) Client Credentials API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/salesforce.md#credentials';

	icon = { light: 'file:../icons/salesforce.svg', dark: 'file:../icons/salesforce.dark.svg' } as const;

	properties: INodeProperties[] = [
		...session,
		{
			...instanceUrl, required: true,
			description: 'The My Domain address of the organisation; the general login addresses refuse this flow',
		},
		interfaceHostNotice,
		{ displayName: 'Consumer Key', name: 'clientId', type: 'string', default: '', required: true },
		{ displayName: 'Consumer Secret', name: 'clientSecret', type: 'string', typeOptions: { password: true }, default: '', required: true },
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return await logIn(this, credentials, { grant_type: 'client_credentials', ...appOf(credentials) }, ({ said }) => {
			if (/user/.test(said)) return 'Set a "Run As" user in the policies of the external client app.';
			return 'Check the consumer key and secret, that the app has the client credentials flow switched on, '
				+ 'and that the Instance URL is your My Domain.';
		});
	}

	authenticate = async (data: ICredentialDataDecryptedObject, request: IHttpRequestOptions) => await withSession(data, request);

	test: ICredentialTestRequest = testCall;
}
