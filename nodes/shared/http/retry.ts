import type { CrmError } from '../types';

/** What is known when an attempt has failed. Times in ms. */
export interface Attempt {
	/** 1 for the first. */
	number: number;
	error: CrmError;
	/** True when the request may be sent twice without doing its work twice. */
	safeToRepeat: boolean;
	/** Waited so far for this request. */
	waitedMs: number;
	/** The user's "wait at most". */
	budgetMs: number;
	/** In [0, 1). */
	random: number;
}

const firstPauseMs = 500;
const longestPauseMs = 30_000;
const mostAttempts = 6;

/**
 * Decides whether a failed request goes again.
 * @returns the pause in ms, or `null` when this was the last attempt.
 */
export function pauseBeforeRetry({ number, error, safeToRepeat, waitedMs, budgetMs, random }: Attempt): number | null {
	// A refusal for rate or lock comes before any work, so it may repeat whatever the method.
	const refusedUnread = error.kind === 'rateLimit' || error.kind === 'locked';
	const broken = error.kind === 'unavailable' && (safeToRepeat || !error.outcomeUnknown);
	if (!refusedUnread && !broken) return null;
	// A vendor that names its wait is trusted for as long as the budget lasts.
	if (number >= mostAttempts && error.retryAfterMs === undefined) return null;
	const backoff = Math.min(longestPauseMs, firstPauseMs * 2 ** (number - 1));
	const pause = error.retryAfterMs ?? backoff / 2 + (backoff / 2) * random;
	return waitedMs + pause > budgetMs ? null : pause;
}
