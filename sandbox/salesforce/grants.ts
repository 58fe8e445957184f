import { createHash } from 'node:crypto';
import { type JwtPayload, verify } from 'jsonwebtoken';
import type { Org } from './org';
import { OAUTH_CLIENT, USER } from './orgData';
import type { Session } from './tokens';

export type Form = Record<string, string | undefined>;

/** A refused token request: HTTP 400 with an object, not the array of data calls (contract 1). */
export class OAuthError extends Error {
	constructor(
		readonly error: string,
		description: string,
	) {
		super(description);
	}
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const LOGIN_HOSTS = ['https://login.salesforce.com', 'https://test.salesforce.com'];
/** What the app was given; flows without a person get all of it but refresh tokens. */
const APP_SCOPES = ['api', 'id'];

/** Opens a session for a token request. `host` is the login host's URL. */
export function grant(org: Org, form: Form, host: string): Session {
	const { tokenError } = org.settings;
	if (tokenError) throw new OAuthError(tokenError.error, tokenError.error_description);
	if (!org.usage.login(org.settings, org.clock.now()))
		throw new OAuthError('rate_limit_exceeded', 'login rate exceeded');
	switch (form.grant_type) {
		case 'authorization_code':
			assertClient(form);
			return exchangeCode(org, form);
		case 'refresh_token': {
			assertClient(form);
			const renewed = org.tokens.renew(form.refresh_token ?? '');
			if (renewed) return renewed;
			throw new OAuthError('invalid_grant', 'expired access/refresh token');
		}
		case 'client_credentials':
			return clientCredentials(org, form);
		case 'password':
			assertClient(form);
			return password(org, form);
		case JWT_BEARER:
			return jwtBearer(org, form, host);
		default:
			throw new OAuthError('unsupported_grant_type', 'grant type not supported');
	}
}

/** Public clients with PKCE may leave out the secret of the code flow; a wrong one is always refused. */
function assertClient({ client_id, client_secret, code_verifier }: Form): void {
	if (client_id !== OAUTH_CLIENT.id) throw new OAuthError('invalid_client_id', 'client identifier invalid');
	if (client_secret === undefined && code_verifier !== undefined) return;
	if (client_secret !== OAUTH_CLIENT.secret) throw new OAuthError('invalid_client', 'invalid client credentials');
}

function exchangeCode(org: Org, form: Form): Session {
	const pending = org.tokens.takeCode(form.code ?? '');
	if (!pending) throw new OAuthError('invalid_grant', 'expired authorization code');
	if (pending.redirectUri !== form.redirect_uri) {
		throw new OAuthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
	}
	const challenge = createHash('sha256')
		.update(form.code_verifier ?? '')
		.digest('base64url');
	if (pending.codeChallenge !== undefined && pending.codeChallenge !== challenge) {
		throw new OAuthError('invalid_grant', 'invalid code verifier');
	}
	return org.tokens.issue(pending.scopes, true);
}

/** Only on the org's own host, and only with a user to run as (contract 1). */
function clientCredentials(org: Org, form: Form): Session {
	if (!org.settings.myDomain) throw new OAuthError('invalid_grant', 'request not supported on this domain');
	assertClient({ ...form, code_verifier: undefined });
	if (!org.settings.clientCredentialsUser) {
		throw new OAuthError('invalid_grant', 'no client credentials user enabled');
	}
	return org.tokens.issue(APP_SCOPES);
}

/** A blocked flow, a wrong password and a missing security token read the same (contract 1). */
function password(org: Org, { username, password: given }: Form): Session {
	const { blockUsernamePassword, requireSecurityToken } = org.settings;
	const accepted = [USER.password + USER.securityToken, ...(requireSecurityToken ? [] : [USER.password])];
	const isRight = username === USER.username && accepted.includes(given ?? '');
	if (blockUsernamePassword || !isRight) throw new OAuthError('invalid_grant', 'authentication failure');
	return org.tokens.issue(APP_SCOPES);
}

/** The audience is the login host, old or My Domain; the time is checked by the vendor's clock (contract 1). */
function jwtBearer(org: Org, { assertion = '' }: Form, host: string): Session {
	const { jwtPublicKey, jwtUserApproved } = org.settings;
	const claims = claimsOf(assertion, jwtPublicKey, Math.floor(org.clock.now() / 1_000));
	if (claims.iss !== OAUTH_CLIENT.id) throw new OAuthError('invalid_client_id', 'client identifier invalid');
	if (![...LOGIN_HOSTS, host, new URL(host).origin].includes(String(claims.aud))) {
		throw new OAuthError('invalid_grant', 'audience is invalid');
	}
	if (claims.exp === undefined) throw new OAuthError('invalid_grant', 'expiration is missing');
	if (claims.sub !== USER.username || !jwtUserApproved) {
		throw new OAuthError('invalid_grant', "user hasn't approved this consumer");
	}
	return org.tokens.issue(APP_SCOPES);
}

function claimsOf(assertion: string, publicKey: string | null, clockTimestamp: number): JwtPayload {
	if (publicKey === null) throw new OAuthError('invalid_grant', 'invalid assertion');
	try {
		const claims = verify(assertion, publicKey, { algorithms: ['RS256'], clockTimestamp });
		if (typeof claims === 'object') return claims;
	} catch (error) {
		if ((error as Error).name === 'TokenExpiredError')
			throw new OAuthError('invalid_grant', 'expired authorization code');
	}
	throw new OAuthError('invalid_grant', 'invalid assertion');
}
