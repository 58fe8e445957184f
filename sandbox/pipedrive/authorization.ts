import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { AuthorizationServer } from '../oauth/authorizationServer';
import { type Form, tokenBehind } from '../oauth/credentials';
import { refusal } from '../oauth/refusals';
import type { Grant } from '../oauth/tokenStore';
import { ACCESS_TOKEN, APP_SCOPES, OAUTH_CLIENT, REFRESH_TOKEN } from './company';
import type { PipedriveSettings } from './settings';

const REFRESH_TTL_MS = 60 * 24 * 3_600_000;

/** What the app may do, and since which of its installations. */
export interface AppGrant extends Grant {
	installation: string;
}

/** The app's codes and tokens in this company (contract 1.2). */
export class Authorization extends AuthorizationServer<AppGrant> {
	constructor(
		clock: Clock,
		private readonly appSettings: PipedriveSettings,
		private readonly ended = new Set<string>(),
	) {
		super({
			clock,
			settings: appSettings,
			client: OAUTH_CLIENT,
			newCode: () => randomBytes(20).toString('hex'),
			newAccessToken: () => `v1u:${randomBytes(32).toString('base64url')}`,
			newRefreshToken: () => `77001:501:${randomBytes(20).toString('hex')}`,
			isRevoked: ({ installation }) => appSettings.disconnected || ended.has(installation),
			refreshTtlMs: REFRESH_TTL_MS,
			// The words are unverified (contract 7).
			refusals: { badRefreshToken: refusal('invalid_grant', 'Invalid grant: refresh token is invalid') },
		});
		this.tokens.addFixed(
			{ scopes: APP_SCOPES, installation: 'fixed' },
			{ accessToken: ACCESS_TOKEN, refreshToken: REFRESH_TOKEN },
		);
	}

	/** A code for the scopes of the app's settings; the request names none. */
	install(query: Form): string {
		return this.issueCode(query, {
			scopes: [...this.appSettings.appScopes],
			installation: randomBytes(8).toString('hex'),
		});
	}

	/** Revoking the refresh token uninstalls the app, so that nothing it was granted works on. */
	revoke(token: string): void {
		const installation = this.tokens.refreshGrant(token)?.installation;
		if (installation === undefined) this.tokens.revoke(token);
		else this.ended.add(installation);
	}

	/** The scopes behind an Authorization header; `undefined` when its token is invalid or expired. */
	scopesOf(header: string | undefined): readonly string[] | undefined {
		return this.tokens.use(tokenBehind(header, 'Bearer'))?.scopes;
	}
}
