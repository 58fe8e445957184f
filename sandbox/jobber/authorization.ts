import { randomBytes } from 'node:crypto';
import { sign } from 'jsonwebtoken';
import type { Clock } from '../clock';
import { AuthorizationServer } from '../oauth/authorizationServer';
import { refusal } from '../oauth/refusals';
import type { Grant } from '../oauth/tokenStore';
import { ACCESS_TOKEN, ACCOUNT, OAUTH_CLIENT, REFRESH_TOKEN, SCOPES, USERS } from './account';
import type { JobberSettings } from './settings';

const SIGNING_KEY = 'sandbox-signing-key';

const clientFailure = refusal('invalid_client', 'Client authentication failed.', 401);
const codeFailure = refusal('invalid_grant', 'The provided authorization code is not valid.');

/** Jobber's codes and tokens, with the app that is connected from the start. Scopes come from the app (contract 1). */
export function createAuthorization(clock: Clock, settings: JobberSettings): AuthorizationServer {
	const server = new AuthorizationServer({
		clock,
		settings,
		client: OAUTH_CLIENT,
		ignoresPkce: true,
		newCode: () => randomBytes(16).toString('hex'),
		newAccessToken,
		newRefreshToken: () => randomBytes(16).toString('hex'),
		isRevoked: (grant) => !isCurrent(grant, settings),
		refusals: {
			unknownClient: clientFailure,
			wrongSecret: clientFailure,
			badCode: codeFailure,
			wrongRedirectUri: codeFailure,
			badRefreshToken: refusal('invalid_grant', 'The provided refresh token is not valid.', 401),
		},
	});
	server.tokens.addFixed({ scopes: SCOPES }, { accessToken: ACCESS_TOKEN, refreshToken: REFRESH_TOKEN });
	return server;
}

/** Disconnecting the app or changing its scopes ends what was granted (contract 1). */
function isCurrent({ scopes }: Grant, { disconnected, appScopes }: JobberSettings): boolean {
	return !disconnected && scopes.length === appScopes.length && scopes.every((scope) => appScopes.includes(scope));
}

/** A JWT (contract 1). */
function newAccessToken({ scopes }: Grant, expiresAt: number): string {
	const claims = {
		sub: USERS[0].id,
		iss: 'https://api.getjobber.com',
		client_id: OAUTH_CLIENT.id,
		scope: scopes.join(' '),
		account_id: ACCOUNT.id,
		jti: randomBytes(8).toString('hex'),
		exp: Math.floor(expiresAt / 1_000),
	};
	return sign(claims, SIGNING_KEY, { noTimestamp: true });
}
