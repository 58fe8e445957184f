import type { Clock } from '../clock';
import type { CommonSettings } from '../settings';

/** What a token stands for. A vendor adds what else belongs to it, such as the user or the data centre. */
export interface Grant {
	scopes: readonly string[];
}

/** The switches of every CRM with OAuth. */
export interface OAuthSettings extends Pick<CommonSettings, 'tokenTtlMs' | 'missingScopes'> {
	/** A refresh answers with a new refresh token and ends the old one. */
	rotateRefreshTokens: boolean;
}

/** An access token as the store keeps it. */
export interface AccessToken<G extends Grant = Grant> {
	readonly token: string;
	readonly grant: G;
	readonly issuedAt: number;
	lastUsedAt: number;
}

/** What one token request brings. */
export interface Issued<G extends Grant = Grant> extends AccessToken<G> {
	/** Absent when the grant has none. */
	readonly refreshToken?: string;
	/** `false` when a refresh left it as it was; some vendors repeat it then, others do not. */
	readonly isNewRefreshToken: boolean;
}

/** Why a refresh token does not work; vendors tend to say the same for all of them. */
export type RefreshFailure = 'unknown' | 'replayed' | 'expired' | 'revoked';

/** How a vendor's tokens look and how long they live. */
export interface TokenRules<G extends Grant = Grant> {
	newAccessToken(grant: G, expiresAt: number): string;
	newRefreshToken(): string;
	/** Whether a grant comes with a refresh token; default yes. */
	isRefreshable?(grant: G): boolean;
	/** Whether something ended every token of the grant, such as a disconnected app; default no. */
	isRevoked?(grant: G): boolean;
	/** An access token lives on from its last use, not from its issue. */
	isProlongedByUse?: boolean;
	/** How long a refresh token lives without being used; default for ever. */
	refreshTtlMs?: number;
}

/** Access and refresh tokens. Lifetimes follow the vendor's clock, and settings count for tokens already issued. */
export class TokenStore<G extends Grant = Grant> {
	private readonly access = new Map<string, AccessToken<G>>();
	private readonly refreshable = new Map<string, { grant: G; lastUsedAt: number }>();
	private readonly spent = new Set<string>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: OAuthSettings,
		private readonly rules: TokenRules<G>,
	) {}

	issue(grant: G): Issued<G> {
		const hasRefreshToken = this.rules.isRefreshable?.(grant) ?? true;
		return this.open(grant, hasRefreshToken ? this.rules.newRefreshToken() : undefined, true);
	}

	/** Tokens that are there from the start. The access token never expires. */
	addFixed(grant: G, { accessToken, refreshToken }: { accessToken?: string; refreshToken?: string }): void {
		if (accessToken) this.access.set(accessToken, { token: accessToken, grant, issuedAt: Infinity, lastUsedAt: Infinity });
		if (refreshToken) this.refreshable.set(refreshToken, { grant, lastUsedAt: this.clock.now() });
	}

	/** A new access token and, with rotation, a new refresh token that replaces this one. */
	refresh(refreshToken: string): Issued<G> | RefreshFailure {
		const kept = this.refreshable.get(refreshToken);
		if (!kept) return this.spent.has(refreshToken) ? 'replayed' : 'unknown';
		if (this.rules.isRevoked?.(kept.grant)) return 'revoked';
		if (kept.lastUsedAt + (this.rules.refreshTtlMs ?? Infinity) <= this.clock.now()) return 'expired';
		if (!this.settings.rotateRefreshTokens) return this.open(kept.grant, refreshToken, false);
		this.refreshable.delete(refreshToken);
		this.spent.add(refreshToken);
		return this.issue(kept.grant);
	}

	/** Ends this one access or refresh token; `false` when there is none such. */
	revoke(token: string): boolean {
		return [this.access.delete(token), this.refreshable.delete(token)].some(Boolean);
	}

	/** What a valid access token grants at this moment, less the scopes taken away by the settings. Counts as a use. */
	use(token: string | undefined): G | undefined {
		const known = this.find(token);
		if (!known || this.expiresAt(known) <= this.clock.now() || this.rules.isRevoked?.(known.grant)) return undefined;
		known.lastUsedAt = Math.max(known.lastUsedAt, this.clock.now());
		return { ...known.grant, scopes: known.grant.scopes.filter((scope) => !this.settings.missingScopes.includes(scope)) };
	}

	/** An access token whether expired or not. */
	find(token: string | undefined): AccessToken<G> | undefined {
		return this.access.get(token ?? '');
	}

	/** What a refresh token grants. */
	refreshGrant(refreshToken: string): G | undefined {
		return this.refreshable.get(refreshToken)?.grant;
	}

	expiresAt({ issuedAt, lastUsedAt }: AccessToken<G>): number {
		return (this.rules.isProlongedByUse ? lastUsedAt : issuedAt) + this.settings.tokenTtlMs;
	}

	private open(grant: G, refreshToken: string | undefined, isNewRefreshToken: boolean): Issued<G> {
		const now = this.clock.now();
		const token = this.rules.newAccessToken(grant, now + this.settings.tokenTtlMs);
		const opened = { token, grant, issuedAt: now, lastUsedAt: now };
		this.access.set(token, opened);
		if (refreshToken !== undefined) this.refreshable.set(refreshToken, { grant, lastUsedAt: now });
		return { ...opened, refreshToken, isNewRefreshToken: refreshToken !== undefined && isNewRefreshToken };
	}
}
