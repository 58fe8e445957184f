import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';

/** What Salesforce's server-to-server logins share: one request for a session, and calls to the host that it names. */


/** Kept by n8n between runs: the session until a 401 ends it, and the host that the login named. */
export const session: INodeProperties[] = [
	{ displayName: 'Session', name: 'sessionToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
	{ displayName: 'Address of the Organisation', name: 'apiUrl', type: 'hidden', default: '' },
];

const isSafe = (url: URL) => url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));

/** Trims what users paste; the host of the user interface is no host of the API. */
function loginUrl({ instanceUrl, environment }: ICredentialDataDecryptedObject): string {
	const given = String(instanceUrl ?? '').trim().replace(/\/+$/, '');
	if (!given) return environment === 'sandbox' ? 'https://test.salesforce.com' : 'https://login.salesforce.com';
	const full = given.includes('://') ? given : `https://${given}`;
	if (!URL.canParse(full) || !isSafe(new URL(full))) throw refusal('The Instance URL in the Salesforce credential must start with https://');
	if (/\.lightning\.(force|crmforce)\./.test(full)) throw refusal('The Instance URL is that of the user interface; use the one that ends in my.salesforce.com');
	return full;
}

/** Marked as n8n marks a credential that is wrong. A `code` would be shown in place of the sentence by n8n's test button. */
const refusal = (message: string) => Object.assign(new Error(message), { failure: { cause: 'credential-invalid' } });

/**
 * Asks for a session.
 * @param causes what a refusal may mean, by the vendor's description
 */
export async function logIn(helper: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject, grant: Record<string, string>, causes: (description: string) => string): Promise<IDataObject> {
	const { statusCode, body } = (await helper.helpers.httpRequest({
		method: 'POST',
		url: `${loginUrl(credentials)}/services/oauth2/token`,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
		body: { ...grant, client_id: String(credentials.clientId), client_secret: String(credentials.clientSecret) },
		returnFullResponse: true, ignoreHttpStatusErrors: true, disableFollowRedirect: true,
	})) as { statusCode: number; body: IDataObject | string };
	const answer = (typeof body === 'string' ? {} : body);
	if (statusCode !== 200 || !answer.access_token) {
		const said = String(answer.error_description ?? answer.error ?? `status ${statusCode}`);
		throw refusal(`Salesforce refused the login: ${said}. ${causes(said)}`.trim());
	}
	const apiUrl = String(answer.instance_url ?? '').replace(/\/+$/, '');
	if (!URL.canParse(apiUrl) || !isSafe(new URL(apiUrl))) throw refusal('Salesforce named no safe address of the organisation');
	return { sessionToken: answer.access_token, apiUrl };
}

/** Sends every call to the host that the login named, and the session with it nowhere else. */
export async function withSession({ sessionToken, apiUrl }: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
	const asked = `${request.baseURL ?? ''}${request.url}`;
	const path = /\/services\/.*$/.exec(asked)?.[0];
	if (!path) throw new Error('This credential serves paths below /services only');
	const { baseURL: _loginHost, ...rest } = request;
	return { ...rest, url: `${String(apiUrl)}${path}`, headers: { ...request.headers, Authorization: `Bearer ${String(sessionToken)}` } };
}
