import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dataCentre, isForeignHost } from './dataCentres';
import { type Form, type Grant, grant, OAuthError } from './tokenGrants';
import type { ZohoOrg } from './zohoOrg';

type Params = { host?: string };

/** Token and revocation endpoints of an accounts host (contract 1.2). They need no access token. */
export function addOAuth(app: FastifyInstance, org: () => ZohoOrg): void {
	app.post<{ Params: Params; Querystring: Form; Body: Form | undefined }>('/oauth/v2/token', (request, reply) => {
		try {
			// Parameters may come in the query, in a form, or as multipart (the vendor's SDK does that).
			const form = { ...request.query, ...request.body };
			return reply.send(tokenAnswer(org(), request, grant(org(), form, isForeign(org(), request))));
		} catch (error) {
			if (!(error instanceof OAuthError)) throw error;
			return reply.code(error.status ?? org().settings.tokenErrorStatus).send(error.body);
		}
	});

	app.post<{ Params: Params; Querystring: Form; Body: Form | undefined }>('/oauth/v2/token/revoke', (request, reply) => {
		const form = { ...request.query, ...request.body };
		if (!isForeign(org(), request) && org().tokens.revoke(form.token ?? '')) return reply.send({ status: 'success' });
		return reply.code(400).send({ error: 'invalid_code' });
	});
}

/** Other data centres know neither client nor codes of this account. */
function isForeign({ settings }: ZohoOrg, request: FastifyRequest<{ Params: Params }>): boolean {
	return isForeignHost(request.params.host, settings.dataCentre, 'accounts');
}

/** `api_domain` is where the data is, whatever host was asked (contract 0.1). */
function tokenAnswer(org: ZohoOrg, request: FastifyRequest<{ Params: Params }>, { token, refreshToken, scopes }: Grant) {
	const base = `http://${request.headers.host}/zoho`;
	const { api } = dataCentre(org.settings.dataCentre);
	return {
		access_token: token,
		...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
		scope: scopes.join(' '),
		api_domain: request.params.host === undefined ? base : `${base}/${api}`,
		token_type: 'Bearer',
		expires_in: Math.floor(org.settings.tokenTtlMs / 1_000),
	};
}
