import type {
	ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, IHttpRequestHelper, IHttpRequestOptions, INodeProperties,
} from 'n8n-workflow';
import { assertion } from './salesforceAssertion';
import {
	environment, instanceUrl, interfaceHostNotice, logIn, loginUrl, session, testCall, type Refused, withSession,
} from './salesforceLogin';

/** A clock that is this far off cannot be excused by the way of the answer. */
const toleratedMs = 60_000;

/** What a refusal means, by the vendor's words (contract section 1). */
function causes({ said, aheadMs }: Refused): string {
	const minutes = Math.round(Math.abs(aheadMs) / 60_000);
	if (/assertion|expir/.test(said) && Math.abs(aheadMs) > toleratedMs) {
		return `The clock of this n8n server is ${minutes} min ${aheadMs > 0 ? 'ahead' : 'behind'}; set it right.`;
	}
	if (/approved/.test(said)) {
		return 'Check the username; and in the policies of the app, set Permitted Users to "Admin approved users are pre-authorized" '
			+ 'and add the user\'s profile or permission set.';
	}
	if (/audience/.test(said)) {
		return 'Enter your My Domain as Instance URL; an organisation that refuses it wants the field empty and the right Environment.';
	}
	if (/client identifier/.test(said)) return 'Check the Consumer Key, and that the address is that of the organisation with the app.';
	if (/assertion|expir/.test(said)) {
		return 'The Private Key does not belong to the certificate that the app has, or the clock of this n8n server is off.';
	}
	return 'Check the consumer key, the username and the login address, and that the app is installed in the organisation.';
}

export class CrmSuiteSalesforceJwtApi implements ICredentialType {
	name = 'crmSuiteSalesforceJwtApi';

	displayName = 'Salesforce (CRM Suite) JWT API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/salesforce.md#credentials';

	icon = { light: 'file:../icons/salesforce.svg', dark: 'file:../icons/salesforce.dark.svg' } as const;

	properties: INodeProperties[] = [
		...session,
		environment,
		instanceUrl,
		interfaceHostNotice,
		{ displayName: 'Consumer Key', name: 'clientId', type: 'string', default: '', required: true },
		{ displayName: 'Username', name: 'username', type: 'string', default: '', required: true, placeholder: 'name@company.com' },
		{
			displayName: 'Private Key', name: 'privateKey', type: 'string', typeOptions: { password: true, rows: 4 }, default: '', required: true,
			description: 'The RSA key behind the certificate of the app in PEM form: the whole file, with its BEGIN and END lines',
		},
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const { clientId, username, privateKey } = credentials;
		const claims = { consumerKey: String(clientId).trim(), username: String(username).trim(), audience: loginUrl(credentials) };
		const signed = assertion(claims, String(privateKey));
		return await logIn(this, credentials, { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: signed }, causes);
	}

	authenticate = async (data: ICredentialDataDecryptedObject, request: IHttpRequestOptions) => await withSession(data, request);

	test: ICredentialTestRequest = testCall;
}
