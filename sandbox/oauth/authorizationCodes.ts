import { createHash } from 'node:crypto';
import type { Clock } from '../clock';
import type { RefusalReason } from './refusals';
import type { Grant } from './tokenStore';

/** What an authorization code was given for. */
export interface PendingCode<G extends Grant = Grant> {
	clientId: string;
	/** `undefined` for a code that nobody was redirected with; its exchange names no redirect URI either. */
	redirectUri: string | undefined;
	grant: G;
	/** Of PKCE, method S256. */
	codeChallenge?: string;
	/** Default for ever. */
	lifetimeMs?: number;
}

/** What a client shows together with a code. */
export interface CodeProof {
	clientId?: string;
	redirectUri?: string;
	codeVerifier?: string;
}

export type CodeFailure = Extract<RefusalReason, 'badCode' | 'wrongRedirectUri' | 'wrongVerifier'>;

/** Authorization codes on their way back to the client. */
export class AuthorizationCodes<G extends Grant = Grant> {
	private readonly pending = new Map<string, PendingCode<G> & { issuedAt: number }>();

	constructor(
		private readonly clock: Clock,
		private readonly newCode: () => string,
	) {}

	issue(pending: PendingCode<G>): string {
		const code = this.newCode();
		this.pending.set(code, { ...pending, issuedAt: this.clock.now() });
		return code;
	}

	/** Spends a code, even when the proof is wrong. */
	exchange(code: string, proof: CodeProof): G | CodeFailure {
		const pending = this.pending.get(code);
		this.pending.delete(code);
		if (!pending || pending.clientId !== proof.clientId) return 'badCode';
		if (pending.issuedAt + (pending.lifetimeMs ?? Infinity) <= this.clock.now()) return 'badCode';
		if (pending.redirectUri !== proof.redirectUri) return 'wrongRedirectUri';
		const { codeChallenge } = pending;
		if (codeChallenge !== undefined && codeChallenge !== challengeOf(proof.codeVerifier ?? '')) return 'wrongVerifier';
		return pending.grant;
	}
}

/** RFC 7636, section 4.2. */
function challengeOf(verifier: string): string {
	return createHash('sha256').update(verifier).digest('base64url');
}
