import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { AuthorizationServer } from '../oauth/authorizationServer';
import { type Form, tokenBehind } from '../oauth/credentials';
import { OAuthError, type Refusal, type RefusalReason, type Refusals } from '../oauth/refusals';
import type { Grant, Issued } from '../oauth/tokenStore';
import { RollingWindow } from '../rateLimits';
import { ACCESS_TOKEN, OAUTH_CLIENT, ORG, REFRESH_TOKEN, SCOPES } from './orgData';
import type { ZohoSettings } from './settings';

/** What a token of the org stands for. */
export interface ZohoGrant extends Grant {
	/** Comes with a refresh token. */
	offline: boolean;
}

/** Of a code from the consent page. */
export const CODE_LIFETIME_MS = 120_000;
const TOKEN_REQUESTS = 10;
const TOKEN_WINDOW_MS = 600_000;
const LIVE_ACCESS_TOKENS = 10;
const REFRESH_TOKENS = 20;

const REASONS: Readonly<Record<RefusalReason, string>> = {
	unknownClient: 'invalid_client',
	wrongSecret: 'invalid_client_secret',
	unsupportedGrantType: 'invalid_request',
	badCode: 'invalid_code',
	wrongRedirectUri: 'invalid_redirect_uri',
	wrongVerifier: 'invalid_code',
	badRefreshToken: 'invalid_code',
};

/** What was got with one refresh token. */
interface Use {
	requests: RollingWindow;
	/** Access tokens, oldest first. */
	access: string[];
}

/** The org's codes and tokens, which Zoho rations (contract 0.3, 1.2). */
export class ZohoAuthorization extends AuthorizationServer<ZohoGrant> {
	private readonly uses = new Map<string, Use>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: ZohoSettings,
	) {
		super({
			clock,
			settings,
			client: OAUTH_CLIENT,
			newCode: secret,
			newAccessToken: secret,
			newRefreshToken: secret,
			isRefreshable: ({ offline }) => offline,
			ignoresPkce: true,
			refusals: refusalsOf(settings),
		});
		this.tokens.addFixed({ scopes: SCOPES, offline: true }, { accessToken: ACCESS_TOKEN, refreshToken: REFRESH_TOKEN });
		this.uses.set(REFRESH_TOKEN, { requests: new RollingWindow(), access: [] });
	}

	/** Client credentials name the org by its `zgid`; there is no refresh token (contract 1.2, mode C). */
	override grant(form: Form): Issued<ZohoGrant> {
		if (form.grant_type !== 'client_credentials') return super.grant(form);
		this.assertClient(form);
		const scopes = scopesOf(form);
		if (form.soid !== `ZohoCRM.${ORG.zgid}`) throw this.because('invalid_soid');
		if (scopes.length === 0) throw this.because('invalid_scope');
		return this.tokens.issue({ scopes, offline: false });
	}

	/** The 21st refresh token of a client ends the first. */
	override exchangeCode(form: Form): Issued<ZohoGrant> {
		const issued = super.exchangeCode(form);
		if (issued.refreshToken === undefined) return issued;
		this.uses.set(issued.refreshToken, { requests: new RollingWindow(), access: [] });
		if (this.uses.size > REFRESH_TOKENS) this.revoke([...this.uses.keys()][0]);
		return this.counted(issued, issued.refreshToken);
	}

	/** An eleventh request within ten minutes is refused. */
	override refresh(form: Form): Issued<ZohoGrant> {
		const use = this.uses.get(form.refresh_token ?? '');
		if (use && use.requests.count(this.clock.now(), TOKEN_WINDOW_MS) >= TOKEN_REQUESTS) throw new OAuthError(THROTTLED);
		const issued = super.refresh(form);
		return this.counted(issued, form.refresh_token ?? '');
	}

	/** Ends a refresh token with all its access tokens, or one access token. */
	revoke(token: string): boolean {
		for (const access of this.uses.get(token)?.access ?? []) this.tokens.revoke(access);
		this.uses.delete(token);
		return this.tokens.revoke(token);
	}

	/** The scopes behind an Authorization header; `undefined` when the token is not valid. */
	scopesBehind(header: string | undefined): readonly string[] | undefined {
		const token = this.settings.acceptBearer
			? tokenBehind(header, 'Zoho-oauthtoken', 'Bearer')
			: tokenBehind(header, 'Zoho-oauthtoken');
		return this.tokens.use(token)?.scopes;
	}

	/** Another data centre knows neither the client's codes nor its tokens. */
	refuseForeign(form: Form): OAuthError {
		return form.grant_type === 'client_credentials' ? this.refuse('unknownClient') : this.refuse('badCode');
	}

	/** An eleventh living access token ends the first. */
	private counted(issued: Issued<ZohoGrant>, refreshToken: string): Issued<ZohoGrant> {
		const use = this.uses.get(refreshToken)!;
		const now = this.clock.now();
		use.requests.add(now);
		const isLive = (token: string) => {
			const known = this.tokens.find(token);
			return known !== undefined && this.tokens.expiresAt(known) > now;
		};
		use.access = [...use.access.filter(isLive), issued.token];
		if (use.access.length > LIVE_ACCESS_TOKENS) this.tokens.revoke(use.access.shift()!);
		return issued;
	}

	private because(error: string): OAuthError {
		return new OAuthError(refused(this.settings, error));
	}
}

/** Scopes are separated by commas (contract 1.3); a space makes one unknown scope of two. */
export function scopesOf({ scope }: Form): string[] {
	return (scope ?? '').split(',').filter(Boolean);
}

/** Refusals usually have status 200 (contract 0.2), by the settings of the moment. */
function refused(settings: ZohoSettings, error: string): Refusal {
	return {
		get status() {
			return settings.tokenErrorStatus;
		},
		body: { error },
	};
}

function refusalsOf(settings: ZohoSettings): Refusals {
	const refusals = Object.entries(REASONS).map(([reason, error]) => [reason, refused(settings, error)]);
	return Object.fromEntries(refusals) as Refusals;
}

const THROTTLED: Refusal = {
	status: 400,
	body: {
		error: 'Access Denied',
		error_description: 'You have made too many requests continuously. Please try again after some time.',
		status: 'failure',
	},
};

function secret(): string {
	return `1000.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`;
}
