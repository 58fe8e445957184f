import type { FastifyInstance } from 'fastify';
import type { Form } from '../oauth/credentials';
import { OAuthError } from '../oauth/refusals';
import { registerTokenEndpoint } from '../oauth/tokenEndpoint';
import type { Issued } from '../oauth/tokenStore';
import { ACCOUNT, USER } from './account';
import { BAD_GRANT_TYPE } from './authorization';
import { registerConsent } from './consent';
import type { HubSpotAccount } from './hubspotAccount';
import { introspection, legacyTokenInfo } from './tokenInfo';

const VERSIONS = ['v1', 'v3', '2026-03', '2026-09'];

/** The consent page and the token endpoints. They need no bearer token. */
export function registerOAuth(app: FastifyInstance, account: () => HubSpotAccount): void {
	registerConsent(app, account);

	for (const version of VERSIONS) {
		registerTokenEndpoint(app, {
			path: `/oauth/${version}/token`,
			answer(form) {
				// Looked at before the client is.
				if (!form.grant_type) throw new OAuthError(BAD_GRANT_TYPE);
				return tokenAnswer(account(), account().authorization.grant(form));
			},
		});
	}

	for (const version of VERSIONS.slice(1)) {
		app.post<{ Body: Form | undefined }>(`/oauth/${version}/token/introspect`, (request, reply) =>
			reply.send(introspection(account(), request.body?.token ?? '')),
		);
		app.post<{ Body: Form | undefined }>(`/oauth/${version}/token/revoke`, (request, reply) => {
			account().authorization.tokens.revoke(request.body?.token ?? '');
			return reply.code(200).send();
		});
	}

	app.get<{ Params: { kind: string; token: string } }>('/oauth/v1/:kind/:token', (request, reply) => {
		const { kind, token } = request.params;
		const info = legacyTokenInfo(account(), kind, token);
		if (info) return reply.send(info);
		return reply.code(404).send({ status: 'error', message: 'resource not found' });
	});
	app.delete<{ Params: { token: string } }>('/oauth/v1/refresh-tokens/:token', (request, reply) => {
		account().authorization.tokens.revoke(request.params.token);
		return reply.code(204).send();
	});
}

function tokenAnswer(account: HubSpotAccount, { token, refreshToken, grant }: Issued) {
	return {
		access_token: token,
		refresh_token: refreshToken,
		expires_in: Math.floor(account.settings.tokenTtlMs / 1_000),
		token_type: 'bearer',
		token_use: 'access_token',
		hub_id: ACCOUNT.portalId,
		user_id: USER.id,
		scopes: grant.scopes,
	};
}
