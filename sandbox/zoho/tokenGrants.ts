import { OAUTH_CLIENT, ORG } from './orgData';
import type { ZohoOrg } from './zohoOrg';

export type Form = Record<string, string | undefined>;

export interface Grant {
	token: string;
	/** Only the exchange of a code gives one (contract 0.3). */
	refreshToken?: string;
	scopes: readonly string[];
}

/** A refused token request: an object with `error`, usually with status 200 (contract 0.2). */
export class OAuthError extends Error {
	readonly body: Record<string, string>;

	constructor(
		error: string,
		extra: Record<string, string> = {},
		/** Where it is not the one of the settings. */
		readonly status?: number,
	) {
		super(error);
		this.body = { error, ...extra };
	}
}

/** Answers a token request. Another data centre does not know the client's codes (contract 1.2). */
export function grant(org: ZohoOrg, form: Form, isForeign: boolean): Grant {
	if (form.client_id !== OAUTH_CLIENT.id) throw new OAuthError('invalid_client');
	if (form.client_secret !== OAUTH_CLIENT.secret) throw new OAuthError('invalid_client_secret');
	if (isForeign) throw new OAuthError(form.grant_type === 'client_credentials' ? 'invalid_client' : 'invalid_code');
	switch (form.grant_type) {
		case 'authorization_code':
			return exchange(org, form);
		case 'refresh_token':
			return refresh(org, form.refresh_token ?? '');
		case 'client_credentials':
			return clientCredentials(org, form);
		default:
			throw new OAuthError('invalid_request');
	}
}

/** A self client's code is exchanged without `redirect_uri`, any other with the one of the consent. */
function exchange({ tokens }: ZohoOrg, form: Form): Grant {
	const pending = tokens.takeCode(form.code ?? '');
	if (!pending) throw new OAuthError('invalid_code');
	if (pending.redirectUri !== form.redirect_uri) throw new OAuthError('invalid_redirect_uri');
	const { scopes, offline } = pending;
	if (!offline) return { token: tokens.issueAccessToken(scopes), scopes };
	const refreshToken = tokens.issueRefreshToken(scopes);
	const renewed = tokens.renew(refreshToken);
	if (typeof renewed === 'string') throw new OAuthError('invalid_code');
	return { ...renewed, refreshToken };
}

function refresh({ tokens }: ZohoOrg, refreshToken: string): Grant {
	const renewed = tokens.renew(refreshToken);
	if (renewed === 'unknown') throw new OAuthError('invalid_code');
	if (renewed === 'throttled') {
		throw new OAuthError(
			'Access Denied',
			{
				error_description: 'You have made too many requests continuously. Please try again after some time.',
				status: 'failure',
			},
			400,
		);
	}
	return renewed;
}

/** No code and no refresh token; the org is named by its `zgid` (contract 1.2, mode C). */
function clientCredentials({ tokens }: ZohoOrg, form: Form): Grant {
	if (form.soid !== `ZohoCRM.${ORG.zgid}`) throw new OAuthError('invalid_soid');
	const scopes = (form.scope ?? '').split(',').filter(Boolean);
	if (scopes.length === 0) throw new OAuthError('invalid_scope');
	return { token: tokens.issueAccessToken(scopes), scopes };
}
