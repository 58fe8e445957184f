import { RollingWindow } from '../rateLimits';
import { FreshsalesError } from './errors';
import type { FreshsalesSettings, Plan } from './settings';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Requests per hour of the whole account, whoever sends them (contract 6). */
const HOURLY: Readonly<Record<Plan, number>> = { free: 1_000, growth: 1_000, pro: 2_000, enterprise: 5_000 };

const PER_MINUTE = 400;

/** Counts the requests of one hour, which begins with the first of them, and of a rolling minute. */
export class RequestBudget {
	private readonly minute = new RollingWindow();
	private hourStart = -Infinity;
	private used = 0;

	/** The headers of the answer, or the 429; a refused request is not counted. */
	charge(settings: FreshsalesSettings, now: number): Record<string, string> {
		if (settings.rateLimits === 'off') return {};
		const own = typeof settings.rateLimits === 'object' ? settings.rateLimits : {};
		const hourly = settings.hourlyLimit ?? HOURLY[settings.tier];
		if (now >= this.hourStart + HOUR_MS) {
			this.hourStart = now;
			this.used = 0;
		}
		const hourEnds = this.hourStart + HOUR_MS;
		if (this.used >= hourly) throw tooMany(settings, headers(settings, hourly, 0, hourEnds, now), hourEnds - now);
		const intervalMs = own.intervalMs ?? MINUTE_MS;
		if (this.minute.count(now, intervalMs) >= (own.burst ?? PER_MINUTE)) {
			throw tooMany(settings, headers(settings, hourly, hourly - this.used, hourEnds, now), intervalMs);
		}
		this.minute.add(now);
		this.used++;
		return headers(settings, hourly, hourly - this.used, hourEnds, now);
	}

	clear(): void {
		this.minute.clear();
		this.hourStart = -Infinity;
		this.used = 0;
	}
}

function headers(
	{ rateLimitHeaders, rateLimitReset }: FreshsalesSettings,
	limit: number,
	remaining: number,
	resetAt: number,
	now: number,
): Record<string, string> {
	if (!rateLimitHeaders) return {};
	const reset = rateLimitReset === 'epoch' ? resetAt : resetAt - now;
	return {
		'x-ratelimit-limit': String(limit),
		'x-ratelimit-remaining': String(remaining),
		'x-ratelimit-reset': String(Math.ceil(reset / 1_000)),
	};
}

/** No source shows its body [unverified]; this is what the usual limiter of a Rails application says. */
function tooMany({ retryAfter }: FreshsalesSettings, limits: Record<string, string>, waitMs: number): FreshsalesError {
	const wait: Record<string, string> = retryAfter ? { 'retry-after': String(Math.ceil(waitMs / 1_000)) } : {};
	return new FreshsalesError(429, 'Retry later\n', { ...limits, ...wait });
}
