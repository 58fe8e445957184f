import { tokenBehind } from '../oauth/credentials';
import { invalidSession, type SalesforceError } from './errors';
import type { Org } from './org';

/** The scopes behind an Authorization header; `undefined` when there is no valid session. */
export function sessionScopes({ authorization }: Org, header: string | undefined): readonly string[] | undefined {
	return authorization.tokens.use(tokenBehind(header, 'Bearer', 'OAuth'))?.scopes;
}

/** The 401 of a request that may not use the REST API, if it may not. */
export function sessionRefusal(org: Org, header: string | undefined): SalesforceError | undefined {
	const scopes = sessionScopes(org, header);
	if (!scopes) return invalidSession();
	// Logging in again does not help here, so clients must not try (contract 1).
	if (!scopes.includes('api') && !scopes.includes('full')) {
		return invalidSession('This session is not valid for use with the REST API');
	}
	return undefined;
}
