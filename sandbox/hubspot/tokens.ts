import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { SCOPES, SERVICE_KEY } from './account';
import { HubSpotError } from './errors';
import type { HubSpotSettings } from './settings';

/** What a bearer token may do. */
export interface Grant {
	scopes: readonly string[];
	/** OAuth apps have a smaller burst and no daily headers (contract 6). */
	isOAuth: boolean;
}

export interface AccessToken {
	token: string;
	refreshToken: string;
	scopes: readonly string[];
	issuedAt: number;
}

/** An authorization code on its way back to the client. */
export interface PendingCode {
	redirectUri: string;
	scopes: readonly string[];
	codeChallenge?: string;
}

/** The tokens of the account. */
export class Tokens {
	private readonly access = new Map<string, AccessToken>();
	private readonly refresh = new Map<string, readonly string[]>();
	private readonly codes = new Map<string, PendingCode>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: HubSpotSettings,
	) {}

	issueCode(pending: PendingCode): string {
		const code = `na1-code-${randomBytes(8).toString('hex')}`;
		this.codes.set(code, pending);
		return code;
	}

	/** A code works once. */
	takeCode(code: string): PendingCode | undefined {
		const pending = this.codes.get(code);
		this.codes.delete(code);
		return pending;
	}

	issue(scopes: readonly string[], refreshToken = `na1-refresh-${randomBytes(12).toString('hex')}`): AccessToken {
		const token = `na1-access-${randomBytes(16).toString('hex')}`;
		const issued = { token, refreshToken, scopes, issuedAt: this.clock.now() };
		this.access.set(token, issued);
		this.refresh.set(refreshToken, scopes);
		return issued;
	}

	/** A new access token for a refresh token; `undefined` when that is invalid, expired or revoked. */
	renew(refreshToken: string): AccessToken | undefined {
		const scopes = this.refresh.get(refreshToken);
		if (!scopes) return undefined;
		if (!this.settings.rotateRefreshTokens) return this.issue(scopes, refreshToken);
		this.refresh.delete(refreshToken);
		return this.issue(scopes);
	}

	revoke(token: string): void {
		this.access.delete(token);
		this.refresh.delete(token);
	}

	find(token: string): AccessToken | undefined {
		return this.access.get(token);
	}

	refreshScopes(token: string): readonly string[] | undefined {
		return this.refresh.get(token);
	}

	expiresAt({ issuedAt }: AccessToken): number {
		return issuedAt + this.settings.tokenTtlMs;
	}

	/** The grant behind an Authorization header, or the 401 HubSpot answers (contract 7). */
	authenticate(header: string | undefined): Grant {
		const token = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
		if (!token) {
			throw new HubSpotError(401, {
				message:
					'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
				category: 'INVALID_AUTHENTICATION',
			});
		}
		if (token === SERVICE_KEY) return { scopes: this.without(SCOPES), isOAuth: false };
		const issued = this.access.get(token);
		// What is no token at all counts as one that expired in 1970.
		const expiresAt = issued ? this.expiresAt(issued) : 0;
		if (!issued || expiresAt <= this.clock.now()) throw this.expired(expiresAt);
		return { scopes: this.without(issued.scopes), isOAuth: true };
	}

	private without(scopes: readonly string[]): string[] {
		return scopes.filter((scope) => !this.settings.missingScopes.includes(scope));
	}

	private expired(at: number): HubSpotError {
		const seconds = Math.floor((this.clock.now() - at) / 1000);
		const days = Math.floor(seconds / 86_400);
		return new HubSpotError(401, {
			message: `The OAuth token used to make this call expired ${days > 1 ? `${days} day(s)` : `${seconds} second(s)`} ago.`,
			category: 'EXPIRED_AUTHENTICATION',
			context: { 'expire time': [new Date(at).toISOString()] },
		});
	}
}
