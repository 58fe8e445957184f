import type { IncomingHttpHeaders } from 'node:http';
import { accessDenied, FreshsalesError } from './errors';
import { type User, USER_OF_KEY } from './portal';
import type { FormRow } from './records';
import type { FreshsalesSettings } from './settings';

/** The user whose key the request carries, or the 401 or 302 of contract 7. */
export function authenticate(settings: FreshsalesSettings, headers: IncomingHttpHeaders, signIn: string): User {
	const { authorization, accept = '*/*' } = headers;
	// Neither Bearer nor Basic, and the word `token=` belongs to it (contract 0).
	const [, key = ''] = /^Token token="?([^"\s]+)"?$/.exec(authorization ?? '') ?? [];
	const user = settings.keysRevoked ? undefined : USER_OF_KEY.get(key);
	if (user) return user;
	if (!accept.includes('application/json')) throw new FreshsalesError(302, undefined, { location: signIn });
	const message = authorization === undefined ? null : 'Incorrect or expired API key';
	throw new FreshsalesError(401, { login: 'failed', message });
}

/** Refuses what the administrator has taken from every role, named as the path below the base is. */
export function checkRights({ missingScopes }: FreshsalesSettings, path: string): void {
	if (missingScopes.some((scope) => path === `/${scope}` || path.startsWith(`/${scope}/`))) throw accessDenied();
}

/** Restricted users see what they own. */
export function sees(user: User, { values }: Pick<FormRow, 'values'>): boolean {
	return user.role === 'admin' || values.owner_id === user.id;
}
