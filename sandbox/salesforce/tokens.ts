import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { invalidSession, type SalesforceError } from './errors';
import { ORG, SESSION_ID } from './orgData';
import type { SalesforceSettings } from './settings';

export interface Session {
	token: string;
	refreshToken?: string;
	scopes: readonly string[];
	issuedAt: number;
	/** Every use prolongs it (contract 1). */
	lastUsedAt: number;
}

/** An authorization code on its way back to the client. */
export interface PendingCode {
	redirectUri: string;
	scopes: readonly string[];
	codeChallenge?: string;
}

/** The sessions of the org. */
export class Tokens {
	private readonly sessions = new Map<string, Session>();
	private readonly refresh = new Map<string, readonly string[]>();
	private readonly codes = new Map<string, PendingCode>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: SalesforceSettings,
	) {}

	issueCode(pending: PendingCode): string {
		const code = `aPrx${randomBytes(24).toString('base64url')}`;
		this.codes.set(code, pending);
		return code;
	}

	/** A code works once. */
	takeCode(code: string): PendingCode | undefined {
		const pending = this.codes.get(code);
		this.codes.delete(code);
		return pending;
	}

	/** Flows with a person get a refresh token when its scope was asked for; the others never do (contract 1). */
	issue(scopes: readonly string[], withRefresh = false): Session {
		const offline = withRefresh && (scopes.includes('refresh_token') || scopes.includes('offline_access'));
		const refreshToken = offline ? `5Aep${randomBytes(30).toString('base64url')}` : undefined;
		if (refreshToken) this.refresh.set(refreshToken, scopes);
		return this.open(scopes, refreshToken);
	}

	/** A new session for a refresh token; `undefined` when that is expired or revoked. */
	renew(refreshToken: string): Session | undefined {
		const scopes = this.refresh.get(refreshToken);
		if (!scopes) return undefined;
		if (!this.settings.rotateRefreshTokens) return this.open(scopes);
		this.refresh.delete(refreshToken);
		return this.issue(scopes, true);
	}

	revoke(token: string): boolean {
		return [this.sessions.delete(token), this.refresh.delete(token)].some(Boolean);
	}

	/** The scopes behind an Authorization header; `undefined` when there is no valid session. */
	scopesOf(header: string | undefined): readonly string[] | undefined {
		const token = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(header ?? '')?.[1];
		if (token === SESSION_ID) return this.without(['api', 'id', 'refresh_token']);
		const session = this.sessions.get(token ?? '');
		const now = this.clock.now();
		if (!session || now - session.lastUsedAt >= this.settings.tokenTtlMs) return undefined;
		session.lastUsedAt = now;
		return this.without(session.scopes);
	}

	/** The 401 of a request that may not use the REST API, if it may not. */
	refusalOf(header: string | undefined): SalesforceError | undefined {
		const scopes = this.scopesOf(header);
		if (!scopes) return invalidSession();
		// Logging in again does not help here, so clients must not try (contract 1).
		if (!scopes.includes('api') && !scopes.includes('full'))
			return invalidSession('This session is not valid for use with the REST API');
		return undefined;
	}

	private open(scopes: readonly string[], refreshToken?: string): Session {
		const now = this.clock.now();
		const token = `${ORG.id.slice(0, 15)}!${randomBytes(48).toString('base64url')}`;
		const session = { token, refreshToken, scopes, issuedAt: now, lastUsedAt: now };
		this.sessions.set(token, session);
		return session;
	}

	private without(scopes: readonly string[]): string[] {
		return scopes.filter((scope) => !this.settings.missingScopes.includes(scope));
	}
}
