import { tokenBehind } from '../oauth/credentials';
import { SCOPES, SERVICE_KEY } from './account';
import { HubSpotError } from './errors';
import type { HubSpotAccount } from './hubspotAccount';

/** What a bearer token may do. */
export interface Caller {
	scopes: readonly string[];
	/** OAuth apps have a smaller burst and no daily headers (contract 6). */
	isOAuth: boolean;
}

/** Who is behind an Authorization header, or the 401 HubSpot answers (contract 7). */
export function authenticate(account: HubSpotAccount, header: string | undefined): Caller {
	const { settings, clock } = account;
	const { tokens } = account.authorization;
	const token = tokenBehind(header, 'Bearer');
	if (!token) {
		throw new HubSpotError(401, {
			message:
				'Authentication credentials not found. This API supports OAuth 2.0 authentication and ' +
				'you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
			category: 'INVALID_AUTHENTICATION',
		});
	}
	if (token === SERVICE_KEY) {
		return { scopes: SCOPES.filter((scope) => !settings.missingScopes.includes(scope)), isOAuth: false };
	}
	const granted = tokens.use(token);
	if (granted) return { scopes: granted.scopes, isOAuth: true };
	const issued = tokens.find(token);
	// What is no token at all counts as one that expired in 1970.
	throw expired(issued ? tokens.expiresAt(issued) : 0, clock.now());
}

function expired(at: number, now: number): HubSpotError {
	const seconds = Math.floor((now - at) / 1000);
	const days = Math.floor(seconds / 86_400);
	return new HubSpotError(401, {
		message: `The OAuth token used to make this call expired ${days > 1 ? `${days} day(s)` : `${seconds} second(s)`} ago.`,
		category: 'EXPIRED_AUTHENTICATION',
		context: { 'expire time': [new Date(at).toISOString()] },
	});
}
