import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { AuthorizationServer } from '../oauth/authorizationServer';
import { refusal } from '../oauth/refusals';
import { OAUTH_CLIENT } from './company';
import type { HousecallProSettings } from './settings';

const random = (bytes: number) => randomBytes(bytes).toString('hex');

export const INVALID_REQUEST = refused('invalid_request', 'The request is missing a required parameter.');

const invalidClient = refused('invalid_client', 'Client authentication failed due to unknown client.', 401);
const invalidGrant = refused(
	'invalid_grant',
	'The provided authorization grant is invalid, expired, revoked or was issued to another client.',
);

/** The codes and tokens of Housecall Pro, which knows no scopes. */
export function createAuthorization(clock: Clock, settings: HousecallProSettings): AuthorizationServer {
	return new AuthorizationServer({
		clock,
		settings,
		client: OAUTH_CLIENT,
		ignoresPkce: true,
		newCode: () => random(16),
		newAccessToken: () => random(32),
		newRefreshToken: () => random(32),
		refusals: {
			unknownClient: invalidClient,
			wrongSecret: invalidClient,
			unsupportedGrantType: refused('unsupported_grant_type', 'The authorization grant type is not supported.'),
			badCode: invalidGrant,
			wrongRedirectUri: invalidGrant,
			badRefreshToken: invalidGrant,
		},
	});
}

/** The body repeats the status (contract 7). */
function refused(error: string, description: string, status = 400) {
	return refusal(error, description, status, { statusCode: status });
}
