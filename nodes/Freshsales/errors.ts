import { decodeWords, pauseOrEnd, type Budget, type CrmError, type ErrorKind, type HttpResponse } from '../shared/kit';

/** Where users find the address of their account. */
export const whereAlias = 'The bundle alias stands in Freshsales under Settings > API Settings, beside the API key: acme.myfreshworks.com.';
const hints: Partial<Record<ErrorKind, string>> = {
	auth: 'Check the API key and the bundle alias in the credential. Resetting the key in Freshsales ends the old one at once.',
	permission: 'An API key acts as its user: give that user the right in Freshsales, or use the key of another user.',
	validation: 'Correct the value. Which fields are required is set in Freshsales under Admin Settings.',
};
const rejected = { kind: 'auth', message: 'Freshsales rejected the API key', hint: hints.auth } as const;
const nobody = { kind: 'auth', message: 'There is no Freshsales account at this address', hint: whereAlias } as const;
/** One for all integrations of an account, by the hour; the cap beside it is per minute (contract section 6). */
const budget: Budget = {
	usualMs: 15_000, longestMs: 120_000, what: 'The API requests of this Freshsales account',
	hint: 'All its integrations share them. Run the rest later, let triggers poll less often, or choose a larger Freshsales plan.',
};

/** Reads an answer's error; `null` when it is good. */
export function decodeError(response: HttpResponse): CrmError | null {
	const { status, headers, body } = response;
	if (status >= 300 && status < 400) return { status, ...led(headers.location ?? '') };
	const error = decodeWords(response, 'Freshsales', hints);
	if (error?.kind === 'rateLimit') return pauseOrEnd(error, headers, budget);
	if (error?.kind === 'auth') return { ...error, ...rejected };
	// What is missing answers in JSON or with nothing; a page for people means a host without an account (section 7).
	if (error?.kind === 'notFound' && typeof body === 'string' && body.trim()) return { ...error, ...nobody };
	const isTwin = error?.kind === 'validation' && /already exists|already been taken/i.test(error.message);
	return isTwin ? { ...error, kind: 'conflict', hint: undefined } : error;
}

/** What is wrong where Freshsales redirects: the key, an address that was changed, or one that never was (section 7). */
function led(location: string): CrmError {
	if (/\/(sign_?in|login)\b/i.test(location)) return rejected;
	const host = /^https:\/\/([a-z\d-]+\.myfreshworks\.com)\//i.exec(location)?.[1];
	const remedy = `Type ${host} as the bundle alias in the credential.`;
	return host ? { kind: 'auth', message: `This Freshsales account has moved to ${host}`, hint: remedy } : nobody;
}
