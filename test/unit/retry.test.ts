import { pauseBeforeRetry, type Attempt } from '../../nodes/shared/http/retry';
import type { CrmError } from '../../nodes/shared/types';

const attempt = (error: Partial<CrmError>, more: Partial<Attempt> = {}) =>
	pauseBeforeRetry({
		number: 1,
		error: { kind: 'unknown', message: '', ...error },
		safeToRepeat: false,
		waitedMs: 0,
		budgetMs: 120_000,
		random: 0,
		...more,
	});

describe('the pause before a request goes again', () => {
	it.each<[string, Partial<CrmError>, Partial<Attempt>, number | null]>([
		['a rate limit, whatever the method', { kind: 'rateLimit' }, {}, 250],
		['the wait that the vendor names', { kind: 'rateLimit', retryAfterMs: 10_000 }, {}, 10_000],
		['a lock', { kind: 'locked', retryAfterMs: 2_000 }, {}, 2_000],
		['a wait past the budget', { kind: 'rateLimit', retryAfterMs: 130_000 }, {}, null],
		['a wait that the budget has no room for any more', { kind: 'rateLimit', retryAfterMs: 10_000 }, { waitedMs: 115_000 }, null],
		['a quota', { kind: 'quota', retryAfterMs: 1 }, {}, null],
		['a broken connection of a safe request', { kind: 'unavailable', outcomeUnknown: true }, { safeToRepeat: true }, 250],
		['a broken connection of an unsafe request', { kind: 'unavailable', outcomeUnknown: true }, {}, null],
		['an unsafe request that surely did nothing', { kind: 'unavailable' }, {}, 250],
		['a refusal', { kind: 'validation' }, { safeToRepeat: true }, null],
		['an expired access', { kind: 'auth' }, { safeToRepeat: true }, null],
		['a stopped run', { kind: 'cancelled' }, { safeToRepeat: true }, null],
		['the sixth attempt', { kind: 'rateLimit' }, { number: 6 }, null],
		['the sixth attempt with a named wait', { kind: 'rateLimit', retryAfterMs: 10 }, { number: 6 }, 10],
	])('%s', (_name, error, more, wanted) => expect(attempt(error, more)).toBe(wanted));

	it('doubles, with jitter, up to half a minute', () => {
		expect([1, 2, 3, 4, 5].map((number) => attempt({ kind: 'rateLimit' }, { number }))).toEqual([250, 500, 1_000, 2_000, 4_000]);
		expect(attempt({ kind: 'rateLimit' }, { number: 2, random: 0.999 })).toBeCloseTo(1_000, -1);
	});
});
