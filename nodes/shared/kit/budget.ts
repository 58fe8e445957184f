import type { CrmError } from '../types';

/** A budget of requests that refills after long, beside a cap for the moment. */
export interface Budget {
	/** The wait when a refusal names none, in ms. */
	usualMs: number;
	/** The longest wait that is a pause, in ms; any longer one says that the budget is used up. */
	longestMs: number;
	/** What is used up, and what to do. */
	what: string;
	hint: string;
}

/** What a refusal for the rate means: a pause, or the end of the run. Whether `reset` counts seconds or names a moment differs. */
export function pauseOrEnd(
	error: CrmError,
	headers: Readonly<Record<string, string>>,
	{ usualMs, longestMs, what, hint }: Budget,
): CrmError {
	const { 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset } = headers;
	const seconds = Number(reset) > 1e9 ? Number(reset) - Date.now() / 1_000 : Number(reset);
	const retryAfterMs = error.retryAfterMs ?? (remaining === '0' && seconds > 0 ? seconds * 1_000 : usualMs);
	if (retryAfterMs <= longestMs) return { ...error, retryAfterMs };
	const minutes = Math.ceil(retryAfterMs / 60_000);
	return { ...error, kind: 'quota', message: `${what} are used up; there are new ones in ${minutes} minutes`, hint };
}
