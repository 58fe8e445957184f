import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { ACCESS_TOKEN, REFRESH_TOKEN } from './company';
import type { PipedriveSettings } from './settings';

export interface AccessToken {
	token: string;
	refreshToken: string;
	scopes: readonly string[];
}

interface Grant {
	scopes: readonly string[];
	/** When it was issued or, for a refresh token, last used. */
	since: number;
}

/** The OAuth tokens of the app in this company. Scopes come from the app's settings (contract 1.2). */
export class Tokens {
	private readonly access = new Map<string, Grant>();
	private readonly refresh: Map<string, Grant>;
	private readonly codes = new Map<string, { redirectUri: string; scopes: readonly string[] }>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: PipedriveSettings,
	) {
		this.refresh = new Map([[REFRESH_TOKEN, { scopes: settings.appScopes, since: clock.now() }]]);
	}

	issueCode(redirectUri: string): string {
		const code = randomBytes(20).toString('hex');
		this.codes.set(code, { redirectUri, scopes: [...this.settings.appScopes] });
		return code;
	}

	/** A code works once, and only with the address it was sent to. */
	exchange(code: string, redirectUri: string): AccessToken | undefined {
		const pending = this.codes.get(code);
		this.codes.delete(code);
		return pending?.redirectUri === redirectUri ? this.issue(pending.scopes) : undefined;
	}

	/** `undefined` when the refresh token is unknown, revoked, or was not used for too long. */
	renew(refreshToken: string): AccessToken | undefined {
		const grant = this.refresh.get(refreshToken);
		const { disconnected, refreshTokenTtlMs, rotateRefreshTokens } = this.settings;
		if (!grant || disconnected || this.clock.now() >= grant.since + refreshTokenTtlMs) return undefined;
		if (!rotateRefreshTokens) return this.issue(grant.scopes, refreshToken);
		this.refresh.delete(refreshToken);
		return this.issue(grant.scopes);
	}

	/** Revoking the refresh token uninstalls the app, so that nothing it was granted works on. */
	revoke(token: string): void {
		if (this.refresh.delete(token)) this.access.clear();
		this.access.delete(token);
	}

	/** The scopes behind a bearer token; `undefined` when it is invalid or expired. */
	scopesOf(token: string): readonly string[] | undefined {
		const { appScopes, disconnected, missingScopes, tokenTtlMs } = this.settings;
		const grant = token === ACCESS_TOKEN ? { scopes: appScopes, since: Infinity } : this.access.get(token);
		if (!grant || disconnected || this.clock.now() >= grant.since + tokenTtlMs) return undefined;
		return grant.scopes.filter((scope) => !missingScopes.includes(scope));
	}

	private issue(scopes: readonly string[], refreshToken = `77001:501:${randomBytes(20).toString('hex')}`): AccessToken {
		const since = this.clock.now();
		const token = `v1u:${randomBytes(32).toString('base64url')}`;
		this.access.set(token, { scopes, since });
		this.refresh.set(refreshToken, { scopes, since });
		return { token, refreshToken, scopes };
	}
}
