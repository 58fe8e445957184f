import { randomUUID } from 'node:crypto';
import { DailyCounter, type RateLimitPolicy, RollingWindow } from '../rateLimits';
import { HubSpotError } from './errors';
import type { HubSpotSettings, Tier } from './settings';
import type { Caller } from './caller';

const INTERVAL_MS = 10_000;
/** OAuth apps per installed account (contract 6). */
const OAUTH_BURST = 110;

/** Contract 6. */
const POLICIES: Record<Tier, RateLimitPolicy> = {
	free: { burst: 100, intervalMs: INTERVAL_MS, daily: 250_000, searchPerSecond: 5 },
	starter: { burst: 100, intervalMs: INTERVAL_MS, daily: 250_000, searchPerSecond: 5 },
	pro: { burst: 190, intervalMs: INTERVAL_MS, daily: 625_000, searchPerSecond: 5 },
};

/** Counts requests as HubSpot does: a rolling burst, a day, and searches per second apart. */
export class RequestBudget {
	private readonly burst = new RollingWindow();
	private readonly searches = new RollingWindow();
	private readonly day: DailyCounter;

	constructor(timeZone: string) {
		this.day = new DailyCounter(timeZone);
	}

	/** The rate-limit headers of the answer, or the 429. A refused request is not counted. */
	charge(settings: HubSpotSettings, caller: Caller, isSearch: boolean, now: number): Record<string, string> {
		if (settings.rateLimits === 'off') return {};
		const policy = policyOf(settings, caller);
		if (this.day.count(now) >= policy.daily) throw limitReached('DAILY', 'daily');
		if (isSearch) {
			// Searches are limited per account and carry no headers (contract 4).
			if (this.searches.count(now, 1_000) >= policy.searchPerSecond) throw limitReached('SECONDLY', 'secondly');
			this.searches.add(now);
			this.day.add();
			return {};
		}
		const used = this.burst.count(now, policy.intervalMs);
		if (used >= policy.burst) throw limitReached('TEN_SECONDLY_ROLLING', 'ten_secondly_rolling');
		this.burst.add(now);
		this.day.add();
		return headers(policy, used + 1, this.day.count(now), caller);
	}

	clear(): void {
		this.burst.clear();
		this.searches.clear();
		this.day.clear();
	}
}

function policyOf(settings: HubSpotSettings, caller: Caller): RateLimitPolicy {
	const vendor = POLICIES[settings.tier];
	const own = typeof settings.rateLimits === 'object' ? settings.rateLimits : {};
	return { ...vendor, ...(caller.isOAuth ? { burst: OAUTH_BURST } : {}), ...own };
}

function headers(policy: RateLimitPolicy, used: number, usedToday: number, caller: Caller): Record<string, string> {
	const perSecond = Math.floor(policy.burst / (policy.intervalMs / 1_000));
	return {
		'X-HubSpot-RateLimit-Max': String(policy.burst),
		'X-HubSpot-RateLimit-Remaining': String(policy.burst - used),
		'X-HubSpot-RateLimit-Interval-Milliseconds': String(policy.intervalMs),
		'X-HubSpot-RateLimit-Secondly': String(perSecond),
		'X-HubSpot-RateLimit-Secondly-Remaining': String(perSecond),
		...(caller.isOAuth
			? {}
			: {
					'X-HubSpot-RateLimit-Daily': String(policy.daily),
					'X-HubSpot-RateLimit-Daily-Remaining': String(policy.daily - usedToday),
				}),
	};
}

/** The recorded body: an errorType instead of a category (contract 7). */
function limitReached(policyName: string, word: string): HubSpotError {
	return new HubSpotError(429, {
		message: `You have reached your ${word} limit.`,
		errorType: 'RATE_LIMIT',
		policyName,
		requestId: randomUUID(),
	});
}
