import { type RateLimitPolicy, RollingWindow } from '../rateLimits';
import type { JobberSettings } from './settings';

/** Per app and account (contract 6). */
const VENDOR: Pick<RateLimitPolicy, 'burst' | 'intervalMs'> = { burst: 2_500, intervalMs: 300_000 };

/** Counts requests, whatever they cost. */
export class RequestLimiter {
	private readonly window = new RollingWindow();

	/** Whether the request may pass; one that may not is not counted. */
	admits({ rateLimits }: JobberSettings, now: number): boolean {
		if (rateLimits === 'off') return true;
		const { burst, intervalMs } = { ...VENDOR, ...(rateLimits === 'vendor' ? {} : rateLimits) };
		if (this.window.count(now, intervalMs) >= burst) return false;
		this.window.add(now);
		return true;
	}
}
