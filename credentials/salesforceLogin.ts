import type {
	ICredentialDataDecryptedObject, ICredentialTestRequest, IDataObject, IHttpRequestHelper, IHttpRequestOptions, INodeProperties,
} from 'n8n-workflow';

/** What Salesforce's logins share: where they go, one request for a session, and calls to the host that it names. */

/** The host of the user interface, which is no host of the API. */
const interfaceHost = String.raw`\.lightning\.(force|crmforce)\.`;

/** Says so while the address is typed. */
export const interfaceHostNotice: INodeProperties = {
	displayName: 'This is the address of the user interface. Use the one that ends in my.salesforce.com, as shown under Setup > My Domain.',
	name: 'interfaceHostNotice', type: 'notice', default: '',
	displayOptions: { show: { instanceUrl: [{ _cnd: { regex: interfaceHost } }] } },
};

export const environment: INodeProperties = {
	displayName: 'Environment', name: 'environment', type: 'options', default: 'production',
	options: [{ name: 'Production', value: 'production' }, { name: 'Sandbox', value: 'sandbox' }],
};

export const instanceUrl: INodeProperties = {
	displayName: 'Instance URL', name: 'instanceUrl', type: 'string', default: '', placeholder: 'https://acme.my.salesforce.com',
	description: 'The My Domain address of the organisation (it ends in my.salesforce.com); empty for the general one of the environment',
};

/** Kept by n8n between runs: the session until a 401 ends it, and the host that the login named. */
export const session: INodeProperties[] = [
	{ displayName: 'Session', name: 'sessionToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
	{ displayName: 'Address of the Organisation', name: 'apiUrl', type: 'hidden', default: '' },
];

const loopback = ['127.0.0.1', 'localhost', '[::1]'];
const isSafe = ({ protocol, hostname }: URL) => protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname));

/** Marked as n8n marks a credential that is wrong. A `code` would be shown in place of the sentence by n8n's test button. */
export const refusal = (message: string) => Object.assign(new Error(message), { failure: { cause: 'credential-invalid' } });

/** Trims what users paste. @throws Error for an address that no session may go to */
export function loginUrl({ instanceUrl: given, environment: chosen }: ICredentialDataDecryptedObject): string {
	const pasted = String(given ?? '').trim().replace(/\/+$/, '');
	if (!pasted) return chosen === 'sandbox' ? 'https://test.salesforce.com' : 'https://login.salesforce.com';
	const full = pasted.includes('://') ? pasted : `https://${pasted}`;
	if (!URL.canParse(full) || !isSafe(new URL(full))) {
		throw refusal('The Instance URL in the Salesforce credential must start with https://');
	}
	if (new RegExp(interfaceHost, 'i').test(full)) {
		throw refusal('The Instance URL is that of the user interface; use the one that ends in my.salesforce.com');
	}
	return full;
}

/** A refused login, as the vendor tells it. */
export interface Refused {
	/** Its own words. */
	said: string;
	/** How far this machine's clock is ahead of the vendor's, in ms. */
	aheadMs: number;
}

/**
 * Asks for a session.
 * @param grant the form of the request, without the secrets that only some grants take
 * @param causes what a refusal may mean
 */
export async function logIn(
	helper: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject, grant: Record<string, string>,
	causes: (refused: Refused) => string,
): Promise<IDataObject> {
	const { statusCode, headers, body } = (await helper.helpers.httpRequest({
		method: 'POST',
		url: `${loginUrl(credentials)}/services/oauth2/token`,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
		body: grant,
		returnFullResponse: true, ignoreHttpStatusErrors: true, disableFollowRedirect: true,
	})) as { statusCode: number; headers: IDataObject; body: IDataObject | string };
	const answer = typeof body === 'string' ? {} : body;
	if (statusCode !== 200 || !answer.access_token) {
		const said = String(answer.error_description ?? answer.error ?? `status ${statusCode}`);
		const aheadMs = Date.now() - Date.parse(String(headers.date)) || 0;
		throw refusal(`Salesforce refused the login: ${said}. ${causes({ said, aheadMs })}`.trim());
	}
	const apiUrl = String(answer.instance_url ?? '').replace(/\/+$/, '');
	if (!URL.canParse(apiUrl) || !isSafe(new URL(apiUrl))) throw refusal('Salesforce named no safe address of the organisation');
	return { sessionToken: answer.access_token, apiUrl };
}

/** The consumer key and secret of the app, as a part of a grant. */
export const appOf = ({ clientId, clientSecret }: ICredentialDataDecryptedObject) =>
	({ client_id: String(clientId).trim(), client_secret: String(clientSecret).trim() });

/** The call that tests a login: {@link withSession} sends it to the instance that the login named. */
export const testCall: ICredentialTestRequest = {
	request: {
		baseURL: '={{ $credentials.instanceUrl || "https://login.salesforce.com" }}', url: '/services/data/v66.0/limits',
		disableFollowRedirect: true,
	},
};

/** Sends every call to the host that the login named, and the session with it nowhere else. */
export async function withSession(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
	const { sessionToken, apiUrl } = credentials;
	const asked = `${request.baseURL ?? ''}${request.url}`;
	const path = /\/services\/.*$/.exec(asked)?.[0];
	if (!path) throw new Error('This credential serves paths below /services only');
	const { baseURL: _loginHost, ...rest } = request;
	return { ...rest, url: `${String(apiUrl)}${path}`, headers: { ...request.headers, Authorization: `Bearer ${String(sessionToken)}` } };
}
