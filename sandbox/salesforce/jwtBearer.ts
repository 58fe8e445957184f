import { type JwtPayload, verify } from 'jsonwebtoken';
import type { Form } from '../oauth/credentials';
import { OAuthError, refusal } from '../oauth/refusals';
import type { Org } from './org';
import { OAUTH_CLIENT, USER } from './orgData';

export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const LOGIN_HOSTS = ['https://login.salesforce.com', 'https://test.salesforce.com'];

/** Accepts a signed assertion or refuses it. The audience is the login host, old or My Domain (contract 1). */
export function jwtBearer({ settings, authorization, clock }: Org, { assertion = '' }: Form, host: string): void {
	const now = Math.floor(clock.now() / 1_000);
	const claims = claimsOf(assertion, settings.jwtPublicKey, now);
	if (claims.iss !== OAUTH_CLIENT.id) throw authorization.refuse('unknownClient');
	if (![...LOGIN_HOSTS, host, new URL(host).origin].includes(String(claims.aud))) throw invalid('audience is invalid');
	if (claims.exp === undefined) throw invalid('expiration is missing');
	if (claims.exp - now > settings.jwtMaxSeconds) throw invalid('invalid assertion');
	if (claims.sub !== USER.username || !settings.jwtUserApproved) throw invalid("user hasn't approved this consumer");
}

/** The time is checked by the vendor's clock. */
function claimsOf(assertion: string, publicKey: string | null, clockTimestamp: number): JwtPayload {
	if (publicKey === null) throw invalid('invalid assertion');
	try {
		const claims = verify(assertion, publicKey, { algorithms: ['RS256'], clockTimestamp });
		if (typeof claims === 'object') return claims;
	} catch (error) {
		if ((error as Error).name === 'TokenExpiredError') throw invalid('expired authorization code');
	}
	throw invalid('invalid assertion');
}

function invalid(description: string): OAuthError {
	return new OAuthError(refusal('invalid_grant', description));
}
