/** The body of a refused token request (RFC 6749, section 5.2); vendors add fields of their own. */
export interface RefusalBody {
	error: string;
	error_description?: string;
	[more: string]: unknown;
}

/** What the token endpoint answers when it gives no token. */
export interface Refusal {
	status: number;
	body: RefusalBody;
}

/** Why the token endpoint gives no token. */
export type RefusalReason =
	| 'unknownClient'
	| 'wrongSecret'
	| 'unsupportedGrantType'
	/** Unknown, used, expired, or another client's. */
	| 'badCode'
	| 'wrongRedirectUri'
	/** Of PKCE. */
	| 'wrongVerifier'
	/** Unknown, used up, expired or revoked. */
	| 'badRefreshToken';

export type Refusals = Readonly<Record<RefusalReason, Refusal>>;

/** Without a description the body has none. `more` follows the standard fields. */
export function refusal(error: string, description?: string, status = 400, more: Record<string, unknown> = {}): Refusal {
	const standard = description === undefined ? { error } : { error, error_description: description };
	return { status, body: { ...standard, ...more } };
}

/** Ends a token request. */
export class OAuthError extends Error {
	constructor(readonly refusal: Refusal) {
		super(refusal.body.error_description ?? refusal.body.error);
	}
}

const invalidClient = refusal('invalid_client', 'Client authentication failed.', 401);

/** The words of RFC 6749, for what a vendor does not say in its own. */
export const RFC_6749_REFUSALS: Refusals = {
	unknownClient: invalidClient,
	wrongSecret: invalidClient,
	unsupportedGrantType: refusal('unsupported_grant_type', 'The grant type is not supported.'),
	badCode: refusal('invalid_grant', 'The authorization code is invalid or expired.'),
	wrongRedirectUri: refusal('invalid_grant', 'The redirect URI is not the one of the authorization request.'),
	wrongVerifier: refusal('invalid_grant', 'The code verifier does not match the code challenge.'),
	badRefreshToken: refusal('invalid_grant', 'The refresh token is invalid, expired or revoked.'),
};
