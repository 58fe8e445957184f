import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';

/** What Zoho's logins share: where an account lives, tokens that are asked for sparingly, and calls to the host a token names. */

/** The least that all operations take; commas part them (contract 1.3). */
export const scopes = 'ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.org.READ,ZohoCRM.coql.READ';

/** Where the account lives: no other data centre knows its clients, codes and tokens (contract 1.1). */
export const dataCentre: INodeProperties[] = [
	{
		displayName: 'Data Centre', name: 'dataCentre', type: 'options', default: 'https://accounts.zoho.com',
		description: 'Where your Zoho account lives; the end of the address you see in Zoho CRM tells',
		options: [
			{ name: 'Australia (zoho.com.au)', value: 'https://accounts.zoho.com.au' },
			{ name: 'Canada (zohocloud.ca)', value: 'https://accounts.zohocloud.ca' },
			{ name: 'China (zoho.com.cn)', value: 'https://accounts.zoho.com.cn' },
			{ name: 'Europe (zoho.eu)', value: 'https://accounts.zoho.eu' },
			{ name: 'India (zoho.in)', value: 'https://accounts.zoho.in' },
			{ name: 'Japan (zoho.jp)', value: 'https://accounts.zoho.jp' },
			{ name: 'Other', value: 'other' },
			{ name: 'Saudi Arabia (zoho.sa)', value: 'https://accounts.zoho.sa' },
			{ name: 'United Kingdom (zoho.uk)', value: 'https://accounts.zoho.uk' },
			{ name: 'United States (zoho.com)', value: 'https://accounts.zoho.com' },
		],
	},
	{
		displayName: 'Accounts URL', name: 'accountsUrl', type: 'string', default: '', placeholder: 'https://accounts.zoho.com',
		description: 'Where Zoho gives out tokens. It must start with https, except on this machine.',
		displayOptions: { show: { dataCentre: ['other'] } },
	},
];

const chosenHost = (from: string) =>
	`(${from}["dataCentre"] === "other" ? ${from}["accountsUrl"] : ${from}["dataCentre"]).trim().replace(/\\/+$/, "")`;
/** The accounts host as an expression of n8n, for the addresses of OAuth2. */
export const accountsHost = `{{ ${chosenHost('$self')} }}`;
/** n8n's editor knows that there is an answer of the login, and not what it says: the API's host stands beside the accounts host. */
const besideAccounts = `${chosenHost('$credentials')}.replace(/accounts\\.zoho(cloud)?\\./, "www.zohoapis.")`;
export const apiHost = `={{ $credentials.oauthTokenData?.api_domain || ${besideAccounts} }}`;

/** The client that was registered in Zoho's API console. */
export const client: INodeProperties[] = [
	{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '', required: true, placeholder: '1000.ABC...' },
	{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', typeOptions: { password: true }, default: '', required: true },
];

/** Kept by n8n between runs: the token until a 401 ends it, and the API's host that came with it. */
export const session: INodeProperties[] = [
	{ displayName: 'Session', name: 'sessionToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
	{ displayName: 'API Domain', name: 'apiUrl', type: 'hidden', default: '' },
];

const loopback = ['127.0.0.1', 'localhost', '[::1]'];
const isSafe = (url: URL) => url.protocol === 'https:' || (url.protocol === 'http:' && loopback.includes(url.hostname));

/** Marked as n8n marks a credential that is wrong. A `code` would be shown in place of the sentence by n8n's test button. */
const refusal = (message: string) => Object.assign(new Error(message), { failure: { cause: 'credential-invalid' } });

function accountsUrlOf({ dataCentre: chosen, accountsUrl }: ICredentialDataDecryptedObject): string {
	const url = String((chosen === 'other' ? accountsUrl : chosen) ?? '').trim().replace(/\/+$/, '');
	if (URL.canParse(url) && isSafe(new URL(url))) return url;
	throw refusal('The Accounts URL in the Zoho CRM credential must start with https://');
}

const remedies: Record<string, string> = {
	invalid_code: 'The code or refresh token was used, revoked or has expired, or the account lives in another data centre.',
	invalid_client: 'Check the client ID, and that it was registered in the data centre that is chosen.',
	invalid_client_secret: 'Check the client secret: each data centre has one of its own unless the client shares it.',
	invalid_soid: 'Check the organisation ID.',
	invalid_scope: 'Check the scopes: they are parted by commas.',
	'Access Denied': 'Zoho gives ten tokens in ten minutes: wait ten minutes.',
};

/** What a token request gave. */
interface Issued { access_token: string; api_domain: string; refresh_token?: string }

async function askForToken(helper: IHttpRequestHelper, accounts: string, form: Record<string, string>): Promise<Issued> {
	const { statusCode, body } = (await helper.helpers.httpRequest({
		method: 'POST',
		url: `${accounts}/oauth/v2/token`,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
		body: form,
		returnFullResponse: true, ignoreHttpStatusErrors: true, disableFollowRedirect: true,
	})) as { statusCode: number; body: IDataObject | string };
	const answer = typeof body === 'string' ? {} : body;
	// A refusal has the status 200 (contract 0.2).
	if (!answer.access_token) {
		const said = String(answer.error ?? `status ${statusCode}`);
		throw refusal(`Zoho refused the login: ${said}. ${remedies[said] ?? String(answer.error_description ?? '')}`.trim());
	}
	const api = String(answer.api_domain ?? '');
	if (!URL.canParse(api) || !isSafe(new URL(api))) throw refusal('Zoho named no safe address of its API');
	return { access_token: String(answer.access_token), api_domain: api, refresh_token: answer.refresh_token as string | undefined };
}

/** The last token asked for with a form: what it was to replace, and since when it is there. */
interface Last { replaced: string; at: number; answer: Promise<Issued>; token?: string }
const lastOf = new Map<string, Last>();

/** A token cannot have expired so soon: who is refused with it lacks something else. */
const youngMs = 300_000;

/**
 * Asks for a token, once for all calls that want to replace the same one: Zoho gives ten in ten minutes (contract 0.3).
 * @returns what n8n is to keep; nothing when the token is too young to have expired
 */
export async function logIn(
	helper: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject, grant: Record<string, string>,
): Promise<IDataObject> {
	const accounts = accountsUrlOf(credentials);
	const form = { ...grant, client_id: String(credentials.clientId).trim(), client_secret: String(credentials.clientSecret).trim() };
	const key = JSON.stringify([accounts, form]);
	const held = String(credentials.sessionToken ?? '');
	let last = lastOf.get(key);
	const isYoung = last !== undefined && Date.now() - last.at < youngMs;
	if (isYoung && held !== '' && held === last?.token) return {};
	// Without a token to replace, only calls that wait at this moment ask for the same one.
	const isShared = isYoung && held === last?.replaced && (held !== '' || last.token === undefined);
	if (!last || !isShared) {
		last = { replaced: held, at: Date.now(), answer: askForToken(helper, accounts, form) };
		lastOf.set(key, last);
		last.answer.catch(() => lastOf.delete(key));
	}
	const { access_token: token, api_domain: apiUrl, refresh_token: issued } = await last.answer;
	last.token = token;
	return { sessionToken: token, apiUrl, ...(issued ? { issuedRefreshToken: issued } : {}) };
}

/** Sends every call to the host that the token named, and the token with it nowhere else. */
export async function withToken(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
	const { sessionToken, apiUrl } = credentials;
	const path = /\/crm\/v\d.*$/.exec(`${request.baseURL ?? ''}${request.url}`)?.[0];
	if (!path) throw new Error('This credential serves paths below /crm only');
	const { baseURL: _chosen, ...rest } = request;
	const headers = { ...request.headers, Authorization: `Zoho-oauthtoken ${String(sessionToken)}` };
	return { ...rest, url: `${String(apiUrl)}${path}`, headers };
}
