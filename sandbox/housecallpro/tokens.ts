import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import type { HousecallProSettings } from './settings';

export interface AccessToken {
	token: string;
	refreshToken: string;
	issuedAt: number;
}

/** The OAuth tokens of the company. */
export class Tokens {
	private readonly access = new Map<string, AccessToken>();
	private readonly refresh = new Set<string>();
	/** Redirect URI by authorization code. */
	private readonly codes = new Map<string, string>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: HousecallProSettings,
	) {}

	issueCode(redirectUri: string): string {
		const code = randomBytes(16).toString('hex');
		this.codes.set(code, redirectUri);
		return code;
	}

	/** The redirect URI of a code, which works once. */
	takeCode(code: string): string | undefined {
		const redirectUri = this.codes.get(code);
		this.codes.delete(code);
		return redirectUri;
	}

	issue(refreshToken = randomBytes(32).toString('hex')): AccessToken {
		const issued = { token: randomBytes(32).toString('hex'), refreshToken, issuedAt: this.clock.now() };
		this.access.set(issued.token, issued);
		this.refresh.add(refreshToken);
		return issued;
	}

	renew(refreshToken: string): AccessToken | undefined {
		if (!this.refresh.has(refreshToken)) return undefined;
		if (!this.settings.rotateRefreshTokens) return this.issue(refreshToken);
		this.refresh.delete(refreshToken);
		return this.issue();
	}

	isValid(token: string): boolean {
		const issued = this.access.get(token);
		return issued !== undefined && this.clock.now() < issued.issuedAt + this.settings.tokenTtlMs;
	}
}
