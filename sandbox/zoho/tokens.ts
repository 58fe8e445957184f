import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { RollingWindow } from '../rateLimits';
import { ACCESS_TOKEN, REFRESH_TOKEN, SCOPES } from './orgData';
import type { ZohoSettings } from './settings';

const CODE_TTL_MS = 120_000;
const TOKEN_REQUESTS = 10;
const TOKEN_WINDOW_MS = 600_000;
const LIVE_ACCESS_TOKENS = 10;
const REFRESH_TOKENS = 20;

/** A grant code on its way back to the client. A self client's code knows no redirect URI. */
export interface PendingCode {
	redirectUri?: string;
	scopes: readonly string[];
	offline: boolean;
	expiresAt: number;
}

interface AccessToken {
	scopes: readonly string[];
	issuedAt: number;
}

interface RefreshToken {
	scopes: readonly string[];
	requests: RollingWindow;
	/** Access tokens got with it, oldest first. */
	live: string[];
}

/** The tokens of the org. */
export class Tokens {
	private readonly access = new Map<string, AccessToken>();
	private readonly refresh = new Map<string, RefreshToken>();
	private readonly codes = new Map<string, PendingCode>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: ZohoSettings,
	) {
		this.refresh.set(REFRESH_TOKEN, { scopes: SCOPES, requests: new RollingWindow(), live: [] });
	}

	issueCode(grant: Omit<PendingCode, 'expiresAt'>, ttlMs = CODE_TTL_MS): string {
		const code = secret();
		this.codes.set(code, { ...grant, expiresAt: this.clock.now() + ttlMs });
		return code;
	}

	/** A code works once and not for long (contract 1.2). */
	takeCode(code: string): PendingCode | undefined {
		const pending = this.codes.get(code);
		this.codes.delete(code);
		return pending && pending.expiresAt > this.clock.now() ? pending : undefined;
	}

	/** A refresh token never expires; the 21st of a client ends the first (contract 1.2). */
	issueRefreshToken(scopes: readonly string[]): string {
		const token = secret();
		this.refresh.set(token, { scopes, requests: new RollingWindow(), live: [] });
		if (this.refresh.size > REFRESH_TOKENS) this.refresh.delete([...this.refresh.keys()][0]);
		return token;
	}

	issueAccessToken(scopes: readonly string[]): string {
		const token = secret();
		this.access.set(token, { scopes, issuedAt: this.clock.now() });
		return token;
	}

	/**
	 * A new access token; the refresh token stays (contract 0.3). An eleventh within ten minutes is refused,
	 * and an eleventh living one ends the first.
	 */
	renew(refreshToken: string): { token: string; scopes: readonly string[] } | 'unknown' | 'throttled' {
		const grant = this.refresh.get(refreshToken);
		if (!grant) return 'unknown';
		const now = this.clock.now();
		if (grant.requests.count(now, TOKEN_WINDOW_MS) >= TOKEN_REQUESTS) return 'throttled';
		grant.requests.add(now);
		const token = this.issueAccessToken(grant.scopes);
		grant.live = [...grant.live.filter((known) => this.isLive(known)), token];
		if (grant.live.length > LIVE_ACCESS_TOKENS) this.access.delete(grant.live.shift()!);
		return { token, scopes: grant.scopes };
	}

	/** Ends a refresh token with all its access tokens, or one access token. */
	revoke(token: string): boolean {
		for (const access of this.refresh.get(token)?.live ?? []) this.access.delete(access);
		return [this.refresh.delete(token), this.access.delete(token)].some(Boolean);
	}

	/** The scopes behind an Authorization header; `undefined` when the token is not valid. */
	scopesOf(header: string | undefined): string[] | undefined {
		const [scheme, token = ''] = (header ?? '').split(' ');
		if (scheme !== 'Zoho-oauthtoken' && !(this.settings.acceptBearer && scheme === 'Bearer')) return undefined;
		if (token === ACCESS_TOKEN) return this.without(SCOPES);
		return this.isLive(token) ? this.without(this.access.get(token)!.scopes) : undefined;
	}

	private isLive(token: string): boolean {
		const known = this.access.get(token);
		return known !== undefined && this.clock.now() - known.issuedAt < this.settings.tokenTtlMs;
	}

	private without(scopes: readonly string[]): string[] {
		return scopes.filter((scope) => !this.settings.missingScopes.includes(scope));
	}
}

function secret(): string {
	return `1000.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`;
}
