import type { FastifyRequest } from 'fastify';
import { API_TOKENS, type User, USERS } from './company';
import { companyClosed, scopeMismatch, unauthorized } from './errors';
import type { PipedriveAccount } from './pipedriveAccount';
import type { StoredRecord } from './records';

export type Version = 'v1' | 'v2';

/** Who calls. */
export interface Caller {
	user: User;
	isOAuth: boolean;
	/** Bursts are counted by it. */
	tokenKey: string;
	/** `undefined` for an API token, which has all rights of its user. */
	scopes?: readonly string[];
}

const [ADMIN, REGULAR] = USERS;

/** The caller behind a request, or the 401 and 402 of contract 7. */
export function authenticate(account: PipedriveAccount, request: FastifyRequest, version: Version): Caller {
	const caller = bearerCaller(account, request) ?? tokenCaller(account, request, version);
	if (!caller) throw unauthorized();
	if (!account.settings.companyOpen) throw companyClosed();
	return caller;
}

/** Any one of the endpoint's scopes is enough. */
export function assertScope({ scopes }: Caller, allowed: readonly string[]): void {
	if (scopes && !allowed.some((scope) => scopes.includes(scope))) throw scopeMismatch();
}

/** A private record is for its owner and for admins (contract 1.1). */
export function isVisible({ user }: Caller, { values }: StoredRecord): boolean {
	return user.isAdmin || Number(values.visible_to) !== 1 || values.owner_id === user.id;
}

function bearerCaller({ authorization }: PipedriveAccount, { headers }: FastifyRequest): Caller | undefined {
	const scopes = authorization.scopesOf(headers.authorization);
	return scopes && { user: ADMIN, isOAuth: true, tokenKey: 'oauth', scopes };
}

function tokenCaller({ settings }: PipedriveAccount, request: FastifyRequest, version: Version): Caller | undefined {
	const inQuery = version === 'v1' || settings.queryTokenOnV2;
	const { api_token } = request.query as { api_token?: unknown };
	const token = request.headers['x-api-token'] ?? (inQuery ? api_token : undefined);
	const user = token === API_TOKENS.admin ? ADMIN : token === API_TOKENS.regular ? REGULAR : undefined;
	return user && { user, isOAuth: false, tokenKey: `user ${user.id}` };
}
