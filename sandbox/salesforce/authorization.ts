import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { AuthorizationServer } from '../oauth/authorizationServer';
import { refusal } from '../oauth/refusals';
import { OAUTH_CLIENT, ORG, SESSION_ID } from './orgData';
import type { SalesforceSettings } from './settings';

const random = (bytes: number) => randomBytes(bytes).toString('base64url');

/** The org's codes and sessions. Every use prolongs a session (contract 1). */
export function createAuthorization(clock: Clock, settings: SalesforceSettings): AuthorizationServer {
	const server = new AuthorizationServer({
		clock,
		settings,
		client: OAUTH_CLIENT,
		newCode: () => `aPrx${random(24)}`,
		newAccessToken: () => `${ORG.id.slice(0, 15)}!${random(48)}`,
		newRefreshToken: () => `5Aep${random(30)}`,
		isProlongedByUse: true,
		isRefreshable: ({ scopes }) => scopes.includes('refresh_token') || scopes.includes('offline_access'),
		// HTTP 400 with an object, not the array of data calls (contract 1).
		refusals: {
			unknownClient: refusal('invalid_client_id', 'client identifier invalid'),
			wrongSecret: refusal('invalid_client', 'invalid client credentials'),
			unsupportedGrantType: refusal('unsupported_grant_type', 'grant type not supported'),
			badCode: refusal('invalid_grant', 'expired authorization code'),
			wrongRedirectUri: refusal('redirect_uri_mismatch', 'redirect_uri must match configuration'),
			wrongVerifier: refusal('invalid_grant', 'invalid code verifier'),
			badRefreshToken: refusal('invalid_grant', 'expired access/refresh token'),
		},
	});
	server.tokens.addFixed({ scopes: ['api', 'id', 'refresh_token'] }, { accessToken: SESSION_ID });
	return server;
}
