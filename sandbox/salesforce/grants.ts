import type { Form } from '../oauth/credentials';
import { OAuthError, refusal } from '../oauth/refusals';
import type { Issued } from '../oauth/tokenStore';
import { JWT_BEARER, jwtBearer } from './jwtBearer';
import type { Org } from './org';
import { USER } from './orgData';

/** What the app was given; flows without a person get all of it but refresh tokens (contract 1). */
const APP_SCOPES = ['api', 'id'];

/** Opens a session for a token request. `host` is the login host's URL. */
export function grant(org: Org, form: Form, host: string): Issued {
	const { authorization, settings } = org;
	const { tokenError } = settings;
	if (tokenError) throw new OAuthError(refusal(tokenError.error, tokenError.error_description));
	if (!org.usage.login(settings, org.clock.now())) {
		throw new OAuthError(refusal('rate_limit_exceeded', 'login rate exceeded'));
	}
	switch (form.grant_type) {
		case 'authorization_code':
			assertClient(org, form);
			return authorization.exchangeCode(form);
		case 'refresh_token':
			assertClient(org, form);
			return authorization.refresh(form);
		case 'client_credentials':
			assertClientCredentials(org, form);
			break;
		case 'password':
			assertClient(org, form);
			assertPassword(org, form);
			break;
		case JWT_BEARER:
			jwtBearer(org, form, host);
			break;
		default:
			throw authorization.refuse('unsupportedGrantType');
	}
	return authorization.tokens.issue({ scopes: APP_SCOPES });
}

/** Public clients with PKCE may leave out the secret of the code flow; a wrong one is always refused. */
function assertClient({ authorization }: Org, form: Form): void {
	const isPublic = form.client_secret === undefined && form.code_verifier !== undefined;
	if (isPublic) authorization.assertClientId(form);
	else authorization.assertClient(form);
}

/** Only on the org's own host, and only with a user to run as (contract 1). */
function assertClientCredentials({ authorization, settings }: Org, form: Form): void {
	if (!settings.myDomain) throw invalidGrant('request not supported on this domain');
	authorization.assertClient(form);
	if (!settings.clientCredentialsUser) throw invalidGrant('no client credentials user enabled');
}

/** A blocked flow, a wrong password and a missing security token read the same (contract 1). */
function assertPassword({ settings }: Org, { username, password }: Form): void {
	const { blockUsernamePassword, requireSecurityToken } = settings;
	const accepted = [USER.password + USER.securityToken, ...(requireSecurityToken ? [] : [USER.password])];
	const isRight = username === USER.username && accepted.includes(password ?? '');
	if (blockUsernamePassword || !isRight) throw invalidGrant('authentication failure');
}

function invalidGrant(description: string): OAuthError {
	return new OAuthError(refusal('invalid_grant', description));
}
