import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { OAUTH_CLIENT, ACCOUNT, USER } from './account';
import type { HubSpotAccount } from './hubspotAccount';
import { introspection, legacyTokenInfo } from './tokenInfo';
import type { AccessToken } from './tokens';

type Form = Record<string, string | undefined>;

const VERSIONS = ['v1', 'v3', '2026-03', '2026-09'];

/** An OAuth refusal: HTTP 400 with the standard fields and HubSpot's own (contract 1). */
class OAuthError extends Error {
	constructor(
		readonly error: string,
		readonly status: string,
		description: string,
	) {
		super(description);
	}
}

/** The token endpoints. They need no bearer token. */
export function registerOAuth(app: FastifyInstance, account: () => HubSpotAccount): void {
	const refuse = (reply: FastifyReply, { error, status, message }: OAuthError) =>
		reply.code(400).send({ error, error_description: message, status, message });

	for (const version of VERSIONS) {
		app.post<{ Body: Form | undefined }>(`/oauth/${version}/token`, (request, reply) => {
			try {
				const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
				const form = isForm ? (request.body ?? {}) : {};
				assertClient(form);
				return reply.send(tokenAnswer(account(), grantToken(account(), form)));
			} catch (error) {
				if (error instanceof OAuthError) return refuse(reply, error);
				throw error;
			}
		});
	}

	for (const version of VERSIONS.slice(1)) {
		app.post<{ Body: Form | undefined }>(`/oauth/${version}/token/introspect`, (request, reply) =>
			reply.send(introspection(account(), request.body?.token ?? '')),
		);
		app.post<{ Body: Form | undefined }>(`/oauth/${version}/token/revoke`, (request, reply) => {
			account().tokens.revoke(request.body?.token ?? '');
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
		account().tokens.revoke(request.params.token);
		return reply.code(204).send();
	});
}

/** Client authentication is in the body (contract 1). */
function assertClient(form: Form): void {
	if (!form.grant_type)
		throw new OAuthError('unsupported_grant_type', 'BAD_GRANT_TYPE', 'missing or unknown grant type');
	if (form.client_id !== OAUTH_CLIENT.id)
		throw new OAuthError('invalid_client', 'BAD_CLIENT_ID', 'missing or unknown client id');
	if (form.client_secret !== OAUTH_CLIENT.secret)
		throw new OAuthError('invalid_client', 'BAD_CLIENT_SECRET', 'missing or invalid client secret');
}

function grantToken(account: HubSpotAccount, form: Form): AccessToken {
	switch (form.grant_type) {
		case 'authorization_code':
			return exchangeCode(account, form);
		case 'refresh_token': {
			const renewed = account.tokens.renew(form.refresh_token ?? '');
			if (renewed) return renewed;
			throw new OAuthError('invalid_grant', 'BAD_REFRESH_TOKEN', 'refresh token is invalid, expired or revoked');
		}
		default:
			throw new OAuthError('unsupported_grant_type', 'BAD_GRANT_TYPE', 'missing or unknown grant type');
	}
}

function exchangeCode(account: HubSpotAccount, form: Form): AccessToken {
	const pending = account.tokens.takeCode(form.code ?? '');
	if (!pending) throw new OAuthError('invalid_grant', 'BAD_AUTH_CODE', 'missing or unknown auth code');
	if (pending.redirectUri !== form.redirect_uri) {
		throw new OAuthError('invalid_grant', 'BAD_REDIRECT_URI', 'redirect URI does not match initial auth code URI');
	}
	const challenge = createHash('sha256')
		.update(form.code_verifier ?? '')
		.digest('base64url');
	if (pending.codeChallenge !== undefined && pending.codeChallenge !== challenge) {
		throw new OAuthError('invalid_grant', 'BAD_CODE_VERIFIER', 'code verifier does not match the code challenge');
	}
	return account.tokens.issue(pending.scopes);
}

function tokenAnswer(account: HubSpotAccount, { token, refreshToken, scopes }: AccessToken) {
	return {
		access_token: token,
		refresh_token: refreshToken,
		expires_in: Math.floor(account.settings.tokenTtlMs / 1_000),
		token_type: 'bearer',
		token_use: 'access_token',
		hub_id: ACCOUNT.portalId,
		user_id: USER.id,
		scopes,
	};
}
