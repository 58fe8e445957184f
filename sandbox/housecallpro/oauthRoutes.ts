import type { FastifyInstance } from 'fastify';
import { registerConsentPage } from '../oauth/consentPage';
import { FORM } from '../oauth/credentials';
import { OAuthError } from '../oauth/refusals';
import { registerTokenEndpoint } from '../oauth/tokenEndpoint';
import { INVALID_REQUEST } from './authorization';
import { HEAD_COMPANY, OAUTH_CLIENT } from './company';
import type { HousecallAccount } from './housecallAccount';

const JSON_BODY = 'application/json';
const UNKNOWN = 'The client or its redirect URL is unknown.';

/** The OAuth routes; the token endpoint takes a JSON body (contract 1). */
export function registerOAuth(app: FastifyInstance, account: () => HousecallAccount): void {
	void app.register(async (scope) => {
		// Also what a body that cannot be read comes to.
		scope.setErrorHandler((_error, _request, reply) => reply.code(INVALID_REQUEST.status).send(INVALID_REQUEST.body));
		registerTokenEndpoint(scope, {
			path: '/oauth/token',
			mediaTypes: () => (account().settings.tokenEndpointTakesForms ? [JSON_BODY, FORM] : [JSON_BODY]),
			answer(form) {
				const { authorization, settings } = account();
				if (!form.grant_type) throw new OAuthError(INVALID_REQUEST);
				const { token, refreshToken, issuedAt } = authorization.grant(form);
				return {
					access_token: token,
					refresh_token: refreshToken,
					token_type: 'Bearer',
					expires_in: Math.floor(settings.tokenTtlMs / 1_000),
					created_at: Math.floor(issuedAt / 1_000),
				};
			},
		});
	});

	registerConsentPage(app, {
		path: '/oauth/authorize',
		vendor: 'Housecall Pro',
		heading: 'Connect app',
		clientId: OAUTH_CLIENT.id,
		parameters: ['client_id', 'redirect_uri', 'state'],
		flaws: { client_id: UNKNOWN, redirect_uri: UNKNOWN },
		// It may be left out.
		refusal: ({ response_type = 'code' }) => (response_type === 'code' ? undefined : UNKNOWN),
		question: `An app asks for access to <strong>${HEAD_COMPANY.name}</strong>.`,
		allow: (query) => ({ code: account().authorization.issueCode(query, { scopes: [] }) }),
	});
}
