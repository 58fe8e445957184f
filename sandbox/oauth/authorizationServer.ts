import type { Clock } from '../clock';
import { AuthorizationCodes } from './authorizationCodes';
import type { Form, OAuthClient } from './credentials';
import { OAuthError, type RefusalReason, type Refusals, RFC_6749_REFUSALS } from './refusals';
import { type Grant, type Issued, type OAuthSettings, type TokenRules, TokenStore } from './tokenStore';

/** What is a vendor's own about its tokens. */
export interface AuthorizationOptions<G extends Grant = Grant> extends TokenRules<G> {
	clock: Clock;
	settings: OAuthSettings;
	client: OAuthClient;
	newCode(): string;
	/** Takes no notice of a code challenge. */
	ignoresPkce?: boolean;
	/** In place of the words of RFC 6749. */
	refusals?: Partial<Refusals>;
}

/** One client's codes and tokens, and the two grants that every vendor has. An account holds one, so that a reset ends all. */
export class AuthorizationServer<G extends Grant = Grant> {
	readonly tokens: TokenStore<G>;
	readonly codes: AuthorizationCodes<G>;
	private readonly client: OAuthClient;
	private readonly ignoresPkce: boolean;
	private readonly refusals: Refusals;

	constructor(options: AuthorizationOptions<G>) {
		const { clock, settings, client, newCode, ignoresPkce = false, refusals, ...rules } = options;
		this.tokens = new TokenStore(clock, settings, rules);
		this.codes = new AuthorizationCodes(clock, newCode);
		this.client = client;
		this.ignoresPkce = ignoresPkce;
		this.refusals = { ...RFC_6749_REFUSALS, ...refusals };
	}

	/** A code for what a person agreed to on the consent page. */
	issueCode(query: Form, grant: G): string {
		return this.codes.issue({
			clientId: this.client.id,
			redirectUri: query.redirect_uri,
			codeChallenge: (!this.ignoresPkce && query.code_challenge) || undefined,
			grant,
		});
	}

	/** Authenticates the client and takes a code or a refresh token. */
	grant(form: Form): Issued<G> {
		this.assertClient(form);
		if (form.grant_type === 'authorization_code') return this.exchangeCode(form);
		if (form.grant_type === 'refresh_token') return this.refresh(form);
		throw this.refuse('unsupportedGrantType');
	}

	assertClient(form: Form): void {
		this.assertClientId(form);
		if (form.client_secret !== this.client.secret) throw this.refuse('wrongSecret');
	}

	/** All that a public client can show. */
	assertClientId(form: Form): void {
		if (form.client_id !== this.client.id) throw this.refuse('unknownClient');
	}

	exchangeCode(form: Form): Issued<G> {
		const granted = this.codes.exchange(form.code ?? '', {
			clientId: form.client_id,
			redirectUri: form.redirect_uri,
			codeVerifier: form.code_verifier,
		});
		if (typeof granted === 'string') throw this.refuse(granted);
		return this.tokens.issue(granted);
	}

	refresh(form: Form): Issued<G> {
		const renewed = this.tokens.refresh(form.refresh_token ?? '');
		if (typeof renewed === 'string') throw this.refuse('badRefreshToken');
		return renewed;
	}

	/** The vendor's refusal, to be thrown. */
	refuse(reason: RefusalReason): OAuthError {
		return new OAuthError(this.refusals[reason]);
	}
}
