import { DailyCounter, type RateLimitPolicy, RollingWindow } from '../rateLimits';
import type { Caller } from './access';
import { COMPANY } from './company';
import { PipedriveError, tooManyRequests } from './errors';
import type { Plan, PipedriveSettings } from './settings';

const INTERVAL_MS = 2_000;
const MINUTE_MS = 60_000;
const DAILY_BASE = 30_000;
/** Every plan (contract 4). */
const SEARCH_BURST = 10;
/** The count of the old daily limit; its size today is unverified. */
const DAILY_WRITES = 10_000;

/** Contract 6. */
const PLANS: Readonly<Record<Plan, { factor: number; burst: number; oauthBurst: number }>> = {
	lite: { factor: 1, burst: 20, oauthBurst: 80 },
	growth: { factor: 2, burst: 40, oauthBurst: 160 },
	premium: { factor: 5, burst: 100, oauthBurst: 400 },
	ultimate: { factor: 7, burst: 120, oauthBurst: 480 },
};

/** What one request takes. */
export interface Charge {
	caller: Caller;
	/** In tokens of the daily budget. */
	cost: number;
	/** Searches have a burst of their own. */
	isSearch: boolean;
	isWrite: boolean;
}

/** A page of the network in front of the API, for who keeps sending after 429 (contract 6). */
export class BlockPage extends Error {
	readonly html =
		'<!DOCTYPE html><html><head><title>Access denied</title></head><body><h1>Sorry, you have been blocked</h1></body></html>';
}

interface Burst {
	limit: number;
	window: RollingWindow;
}

/** The company's tokens of a day, and the bursts of each access token. */
export class TokenBudget {
	private readonly day = new DailyCounter(COMPANY.serverZone);
	private readonly writes = new DailyCounter('UTC');
	private readonly windows = new Map<string, RollingWindow>();
	private readonly refusals = new RollingWindow();
	private blockedUntil = 0;

	/** The rate-limit headers of the answer, or the refusal. A refused request costs nothing. */
	charge(settings: PipedriveSettings, charge: Charge, now: number): Record<string, string> {
		if (settings.rateLimits === 'off') return {};
		if (now < this.blockedUntil) throw new BlockPage();
		const daily = dailyOf(settings);
		const burst = this.burstOf(settings, charge);
		const intervalMs = intervalOf(settings);
		const isOver = this.day.count(now) >= daily || burst.window.count(now, intervalMs) >= burst.limit;
		if (!isOver) {
			burst.window.add(now);
			this.day.add(charge.cost);
			if (charge.isWrite) this.writes.add();
		}
		const headers = this.headers(settings, charge, burst, now);
		if (!isOver) return headers;
		throw this.refusal(settings, headers, now);
	}

	clear(): void {
		this.windows.clear();
		this.refusals.clear();
		this.day.clear();
		this.writes.clear();
		this.blockedUntil = 0;
	}

	private refusal(settings: PipedriveSettings, headers: Record<string, string>, now: number): PipedriveError {
		this.refusals.add(now);
		const { hammerLimit, blockMs, retryAfter } = settings;
		if (hammerLimit !== null && this.refusals.count(now, MINUTE_MS) >= hammerLimit) this.blockedUntil = now + blockMs;
		return tooManyRequests(retryAfter ? { ...headers, 'retry-after': headers['x-ratelimit-reset'] } : headers);
	}

	private burstOf(settings: PipedriveSettings, { caller, isSearch }: Charge): Burst {
		const { burst, oauthBurst } = PLANS[settings.tier];
		const own = ownPolicy(settings);
		const key = `${caller.tokenKey}${isSearch ? '#search' : ''}`;
		const window = this.windows.get(key) ?? new RollingWindow();
		this.windows.set(key, window);
		if (!isSearch) return { window, limit: own.burst ?? (caller.isOAuth ? oauthBurst : burst) };
		const ownSearches = own.searchPerSecond && (own.searchPerSecond * intervalOf(settings)) / 1_000;
		return { window, limit: ownSearches ?? SEARCH_BURST };
	}

	private headers(settings: PipedriveSettings, { caller }: Charge, { window, limit }: Burst, now: number) {
		const daily = dailyOf(settings);
		const intervalMs = intervalOf(settings);
		return {
			'x-ratelimit-limit': String(limit),
			'x-ratelimit-remaining': String(Math.max(0, limit - window.count(now, intervalMs))),
			'x-ratelimit-reset': String(Math.ceil(intervalMs / 1_000)),
			...(caller.isOAuth
				? {}
				: { 'x-daily-requests-left': String(Math.max(0, DAILY_WRITES - this.writes.count(now))) }),
			...(settings.dailyHeaders
				? {
						'x-daily-ratelimit-token-limit': String(daily),
						'x-daily-ratelimit-token-remaining': String(Math.max(0, daily - this.day.count(now))),
					}
				: {}),
		};
	}
}

function ownPolicy({ rateLimits }: PipedriveSettings): Partial<RateLimitPolicy> {
	return typeof rateLimits === 'object' ? rateLimits : {};
}

const intervalOf = (settings: PipedriveSettings) => ownPolicy(settings).intervalMs ?? INTERVAL_MS;

function dailyOf(settings: PipedriveSettings): number {
	return ownPolicy(settings).daily ?? DAILY_BASE * PLANS[settings.tier].factor * settings.seats;
}
