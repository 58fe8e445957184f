import { type RateLimitPolicy, RollingWindow } from '../rateLimits';
import { limitExceeded, type SalesforceError } from './errors';
import type { Edition, SalesforceSettings } from './settings';

const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
const LICENCES = 10;

/** Requests per rolling 24 hours of an org with ten licences (contract 6). */
const DAILY: Readonly<Record<Edition, number>> = {
	developer: 15_000,
	enterprise: 100_000 + 1_000 * LICENCES,
	unlimited: 100_000 + 5_000 * LICENCES,
};
/** Per user and hour (contract 1). */
const LOGINS_PER_HOUR = 3_600;

/** Counts the org's API requests over a rolling day, and logins over an hour. */
export class ApiUsage {
	private readonly requests = new RollingWindow();
	private readonly logins = new RollingWindow();

	/** Counts a request, or says why it is refused with 403 (contract 6). */
	charge(settings: SalesforceSettings, now: number): SalesforceError | undefined {
		if (settings.concurrentLimitReached) return limitExceeded('ConcurrentRequests (Concurrent API Requests)');
		if (settings.rateLimits !== 'off' && this.used(now) >= dailyOf(settings)) return limitExceeded('TotalRequests');
		this.requests.add(now);
		return undefined;
	}

	/** What every answer tells about the day's use. */
	header(settings: SalesforceSettings, now: number): Record<string, string> {
		return { 'sforce-limit-info': `api-usage=${this.used(now)}/${dailyOf(settings)}` };
	}

	/** Whether one more login is allowed; counts it. */
	login(settings: SalesforceSettings, now: number): boolean {
		if (settings.rateLimits !== 'off' && this.logins.count(now, HOUR_MS) >= LOGINS_PER_HOUR) return false;
		this.logins.add(now);
		return true;
	}

	/** The body of `/limits`. */
	report(settings: SalesforceSettings, now: number) {
		const max = dailyOf(settings);
		const untouched = (allocation: number) => ({ Max: allocation, Remaining: allocation });
		return {
			DailyApiRequests: { Max: max, Remaining: Math.max(0, max - this.used(now)) },
			DailyBulkApiBatches: untouched(15_000),
			DailyBulkV2QueryJobs: untouched(10_000),
			DailyAsyncApexExecutions: untouched(250_000),
			ConcurrentAsyncGetReportInstances: untouched(200),
			DataStorageMB: settings.storageFull ? { Max: 5, Remaining: 0 } : untouched(5),
			FileStorageMB: untouched(20),
			SingleEmail: untouched(15),
		};
	}

	private used(now: number): number {
		return this.requests.count(now, DAY_MS);
	}
}

function dailyOf({ tier, rateLimits }: SalesforceSettings): number {
	const own: Partial<RateLimitPolicy> = typeof rateLimits === 'object' ? rateLimits : {};
	return own.daily ?? DAILY[tier];
}
