import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { AuthorizationServer } from '../oauth/authorizationServer';
import { refusal } from '../oauth/refusals';
import { OAUTH_CLIENT } from './account';
import type { HubSpotSettings } from './settings';

const random = (bytes: number) => randomBytes(bytes).toString('hex');

export const BAD_GRANT_TYPE = refused('unsupported_grant_type', 'BAD_GRANT_TYPE', 'missing or unknown grant type');

/** HubSpot's codes and tokens. */
export function createAuthorization(clock: Clock, settings: HubSpotSettings): AuthorizationServer {
	return new AuthorizationServer({
		clock,
		settings,
		client: OAUTH_CLIENT,
		newCode: () => `na1-code-${random(8)}`,
		newAccessToken: () => `na1-access-${random(16)}`,
		newRefreshToken: () => `na1-refresh-${random(12)}`,
		refusals: {
			unknownClient: refused('invalid_client', 'BAD_CLIENT_ID', 'missing or unknown client id'),
			wrongSecret: refused('invalid_client', 'BAD_CLIENT_SECRET', 'missing or invalid client secret'),
			unsupportedGrantType: BAD_GRANT_TYPE,
			badCode: refused('invalid_grant', 'BAD_AUTH_CODE', 'missing or unknown auth code'),
			wrongRedirectUri: refused(
				'invalid_grant',
				'BAD_REDIRECT_URI',
				'redirect URI does not match initial auth code URI',
			),
			wrongVerifier: refused('invalid_grant', 'BAD_CODE_VERIFIER', 'code verifier does not match the code challenge'),
			badRefreshToken: refused('invalid_grant', 'BAD_REFRESH_TOKEN', 'refresh token is invalid, expired or revoked'),
		},
	});
}

/** HTTP 400 with the standard fields and HubSpot's own (contract 1). */
function refused(error: string, status: string, description: string) {
	return refusal(error, description, 400, { status, message: description });
}
