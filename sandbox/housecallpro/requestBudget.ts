import { type RateLimitPolicy, RollingWindow } from '../rateLimits';
import { HousecallProError } from './errors';
import type { HousecallProSettings } from './settings';

/** A guess: limits are not published (contract 6). */
const POLICY: Pick<RateLimitPolicy, 'burst' | 'intervalMs'> = { burst: 100, intervalMs: 10_000 };

/** Counts requests of the account. */
export class RequestBudget {
	private readonly window = new RollingWindow();

	/** Throws the 429; a refused request is not counted. */
	charge({ rateLimits, retryAfter }: HousecallProSettings, now: number): void {
		if (rateLimits === 'off') return;
		const { burst, intervalMs } = { ...POLICY, ...(typeof rateLimits === 'object' ? rateLimits : {}) };
		if (this.window.count(now, intervalMs) >= burst) {
			const headers = retryAfter ? { 'retry-after': String(Math.ceil(intervalMs / 1_000)) } : undefined;
			throw new HousecallProError(429, 'Too many requests', {}, headers);
		}
		this.window.add(now);
	}

	clear(): void {
		this.window.clear();
	}
}
