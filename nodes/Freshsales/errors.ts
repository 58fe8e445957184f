import { decodeWords, type CrmError, type ErrorKind, type HttpResponse } from '../shared/rest';

/** Where users find the address of their account. */
export const whereAlias = 'The bundle alias stands in Freshsales under Settings > API Settings, beside the API key: acme.myfreshworks.com.';
const hints: Partial<Record<ErrorKind, string>> = {
	auth: 'Check the API key and the bundle alias in the credential. Resetting the key in Freshsales ends the old one at once.',
	permission: 'An API key acts as its user: give that user the right in Freshsales, or use the key of another user.',
	validation: 'Correct the value. Which fields are required is set in Freshsales under Admin Settings.',
};
const rejected = { kind: 'auth', message: 'Freshsales rejected the API key', hint: hints.auth } as const;
const nobody = { kind: 'auth', message: 'There is no Freshsales account at this address', hint: whereAlias } as const;

/** Reads an answer's error; `null` when it is good. */
export function decodeError(response: HttpResponse): CrmError | null {
	const { status, headers, body } = response;
	if (status >= 300 && status < 400) return { status, ...led(headers.location ?? '') };
	const error = decodeWords(response, 'Freshsales', hints);
	if (error?.kind === 'rateLimit') return limited(error, headers);
	if (error?.kind === 'auth') return { ...error, ...rejected };
	// What is missing answers in JSON or with nothing; a page for people means a host without an account (contract section 7).
	if (error?.kind === 'notFound' && typeof body === 'string' && body.trim()) return { ...error, ...nobody };
	const isTwin = error?.kind === 'validation' && /already exists|already been taken/i.test(error.message);
	return isTwin ? { ...error, kind: 'conflict', hint: undefined } : error;
}

/** What is wrong where Freshsales redirects: the key, an address that was changed, or one that never was (contract section 7). */
function led(location: string): CrmError {
	if (/\/(sign_?in|login)\b/i.test(location)) return rejected;
	const host = /^https:\/\/([a-z\d-]+\.myfreshworks\.com)\//i.exec(location)?.[1];
	if (!host) return nobody;
	return { kind: 'auth', message: `This Freshsales account has moved to ${host}`, hint: `Type ${host} as the bundle alias in the credential.` };
}

/** The wait when a refusal names none, and the longest that is a pause within a minute and no empty budget (section 6). */
const [usualMs, longestMs] = [15_000, 120_000];
/** One budget for all integrations of an account; whether `reset` counts seconds or names a moment differs. */
function limited(error: CrmError, { 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset }: Record<string, string>): CrmError {
	const seconds = Number(reset) > 1e9 ? Number(reset) - Date.now() / 1_000 : Number(reset);
	const retryAfterMs = error.retryAfterMs ?? (remaining === '0' && seconds > 0 ? seconds * 1_000 : usualMs);
	if (retryAfterMs <= longestMs) return { ...error, retryAfterMs };
	const minutes = Math.ceil(retryAfterMs / 60_000);
	return {
		...error, kind: 'quota', message: `The API requests of this Freshsales account are used up; there are new ones in ${minutes} minutes`,
		hint: 'All its integrations share them. Run the rest later, let triggers poll less often, or choose a larger Freshsales plan.',
	};
}
