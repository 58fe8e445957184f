import type { FastifyInstance, FastifyRequest } from 'fastify';
import { escapeHtml } from '../oauth/consentHtml';
import { registerConsentPage } from '../oauth/consentPage';
import { FORM, type Form } from '../oauth/credentials';
import { registerTokenEndpoint } from '../oauth/tokenEndpoint';
import type { Issued } from '../oauth/tokenStore';
import { CODE_LIFETIME_MS, scopesOf, type ZohoGrant } from './authorization';
import { dataCentre, isForeignHost } from './dataCentres';
import { OAUTH_CLIENT, ORG, TOKEN_USER } from './orgData';
import type { ZohoOrg } from './zohoOrg';

/** The vendor's SDK sends multipart (contract 11). */
const MEDIA_TYPES = [FORM, 'multipart/form-data'];

/** The consent page, tokens and revocation of an accounts host (contract 1.2). They need no access token. */
export function addOAuth(app: FastifyInstance, org: () => ZohoOrg): void {
	registerConsentPage(app, {
		path: '/oauth/v2/auth',
		vendor: 'Zoho CRM',
		heading: 'Allow access?',
		clientId: OAUTH_CLIENT.id,
		parameters: ['client_id', 'redirect_uri', 'response_type', 'access_type', 'prompt', 'scope', 'state'],
		flaws: {
			client_id: 'Error Occurred: Invalid Client',
			redirect_uri: 'Error Occurred: Invalid Redirect Uri',
			response_type: 'Error Occurred: Invalid Response Type',
		},
		refusal: (query) => (scopesOf(query).length > 0 ? undefined : 'Error Occurred: Scope does not exist'),
		question: `An app asks for access to <strong>${escapeHtml(ORG.name)}</strong> as ${escapeHtml(TOKEN_USER.email)}:`,
		scopes: scopesOf,
		allowLabel: 'Accept',
		allow: (query, request) => ({ code: consentCode(org(), query), ...homeOf(org(), request) }),
	});

	registerTokenEndpoint(app, {
		path: '/oauth/v2/token',
		mediaTypes: () => MEDIA_TYPES,
		readsQuery: true,
		answer(form, request) {
			const { authorization } = org();
			if (isForeign(org(), request)) {
				authorization.assertClient(form);
				throw authorization.refuseForeign(form);
			}
			return tokenAnswer(org(), request, authorization.grant(form));
		},
	});

	app.post<{ Querystring: Form; Body: Form | undefined }>('/oauth/v2/token/revoke', (request, reply) => {
		const { token = '' } = { ...request.query, ...request.body };
		if (!isForeign(org(), request) && org().authorization.revoke(token)) return reply.send({ status: 'success' });
		return reply.code(400).send({ error: 'invalid_code' });
	});

	// Not an API of the vendor: it stands for the console's "Generate Code" of a self client (contract 1.2, mode B).
	app.post<{ Body: Form | undefined }>('/_console/self-client', (request, reply) => {
		const { minutes = '10', ...form } = request.body ?? {};
		const code = org().authorization.codes.issue({
			clientId: OAUTH_CLIENT.id,
			redirectUri: undefined,
			grant: { scopes: scopesOf(form), offline: true },
			lifetimeMs: Number(minutes) * 60_000,
		});
		return reply.send({ code });
	});
}

/** Only `access_type=offline` together with `prompt=consent` leads to a refresh token (contract 0.4). */
function consentCode({ authorization }: ZohoOrg, query: Form): string {
	return authorization.codes.issue({
		clientId: OAUTH_CLIENT.id,
		redirectUri: query.redirect_uri,
		grant: { scopes: scopesOf(query), offline: query.access_type === 'offline' && query.prompt === 'consent' },
		lifetimeMs: CODE_LIFETIME_MS,
	});
}

/** Consent works on every data centre's page; what goes back names the own one. */
function homeOf({ settings }: ZohoOrg, request: FastifyRequest) {
	const { location, accounts } = dataCentre(settings.dataCentre);
	return { location, 'accounts-server': hostAddress(request, accounts) };
}

/** Other data centres know neither client nor codes of this account. */
function isForeign({ settings }: ZohoOrg, { params }: FastifyRequest): boolean {
	return isForeignHost((params as { host?: string }).host, settings.dataCentre, 'accounts');
}

/** `api_domain` is where the data is (contract 0.1); a refresh repeats no refresh token (contract 0.3). */
function tokenAnswer({ settings }: ZohoOrg, request: FastifyRequest, issued: Issued<ZohoGrant>) {
	return {
		access_token: issued.token,
		...(issued.isNewRefreshToken ? { refresh_token: issued.refreshToken } : {}),
		scope: issued.grant.scopes.join(' '),
		api_domain: hostAddress(request, dataCentre(settings.dataCentre).api),
		token_type: 'Bearer',
		expires_in: Math.floor(settings.tokenTtlMs / 1_000),
	};
}

/** Where a host of the vendor is found in the sandbox. Who named no host is told none. */
function hostAddress({ headers, params }: FastifyRequest, host: string): string {
	const base = `http://${headers.host}/zoho`;
	return (params as { host?: string }).host === undefined ? base : `${base}/${host}`;
}
