import { randomBytes } from 'node:crypto';
import { sign } from 'jsonwebtoken';
import type { Clock } from '../clock';
import { ACCESS_TOKEN, ACCOUNT, OAUTH_CLIENT, REFRESH_TOKEN, SCOPES, USERS } from './account';
import type { JobberSettings } from './settings';

const SIGNING_KEY = 'sandbox-signing-key';

/** What an app was given when it was connected. */
interface Grant {
	scopes: readonly string[];
}

export interface AccessToken {
	token: string;
	refreshToken: string;
	expiresAt: number;
}

/** The tokens of the account. Scopes come from the app, not from the request (contract 1). */
export class Tokens {
	private readonly access = new Map<string, Grant & { issuedAt: number }>();
	private readonly refresh = new Map<string, Grant>([[REFRESH_TOKEN, { scopes: SCOPES }]]);
	private readonly codes = new Map<string, Grant & { redirectUri: string }>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: JobberSettings,
	) {}

	issueCode(redirectUri: string): string {
		const code = randomBytes(16).toString('hex');
		this.codes.set(code, { redirectUri, scopes: [...this.settings.appScopes] });
		return code;
	}

	/** A code works once, and only with the address it was sent to. */
	exchange(code: string, redirectUri: string): AccessToken | undefined {
		const pending = this.codes.get(code);
		this.codes.delete(code);
		return pending?.redirectUri === redirectUri ? this.issue(pending.scopes) : undefined;
	}

	/** `undefined` when the refresh token is unknown, used up, or its app disconnected or changed. */
	renew(refreshToken: string): AccessToken | undefined {
		const grant = this.refresh.get(refreshToken);
		if (!grant || !this.isCurrent(grant)) return undefined;
		if (!this.settings.rotateRefreshTokens) return this.issue(grant.scopes, refreshToken);
		this.refresh.delete(refreshToken);
		return this.issue(grant.scopes);
	}

	/** The scopes behind an Authorization header; `undefined` when its token is invalid or expired. */
	scopesOf(header: string | undefined): readonly string[] | undefined {
		const token = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1] ?? '';
		const grant = token === ACCESS_TOKEN ? { scopes: SCOPES, issuedAt: Infinity } : this.access.get(token);
		if (!grant || !this.isCurrent(grant)) return undefined;
		if (grant.issuedAt + this.settings.tokenTtlMs <= this.clock.now()) return undefined;
		return grant.scopes.filter((scope) => !this.settings.missingScopes.includes(scope));
	}

	/** Disconnecting the app or changing its scopes ends what was granted (contract 1). */
	private isCurrent({ scopes }: Grant): boolean {
		const { disconnected, appScopes } = this.settings;
		return !disconnected && scopes.length === appScopes.length && scopes.every((scope) => appScopes.includes(scope));
	}

	private issue(scopes: readonly string[], refreshToken = randomBytes(16).toString('hex')): AccessToken {
		const issuedAt = this.clock.now();
		const expiresAt = issuedAt + this.settings.tokenTtlMs;
		const claims = {
			sub: USERS[0].id,
			iss: 'https://api.getjobber.com',
			client_id: OAUTH_CLIENT.id,
			scope: scopes.join(' '),
			account_id: ACCOUNT.id,
			jti: randomBytes(8).toString('hex'),
			exp: Math.floor(expiresAt / 1_000),
		};
		const token = sign(claims, SIGNING_KEY, { noTimestamp: true });
		this.access.set(token, { scopes, issuedAt });
		this.refresh.set(refreshToken, { scopes });
		return { token, refreshToken, expiresAt };
	}
}
