/** The numbers of one account's request budget. */
export interface RateLimitPolicy {
	/** Requests per rolling interval. */
	burst: number;
	intervalMs: number;
	/** Requests per calendar day of the account's time zone. */
	daily: number;
	/** Search requests per second, counted apart from the burst. */
	searchPerSecond: number;
}

/** Counts events in a window that rolls along with the clock. */
export class RollingWindow {
	private times: number[] = [];

	/** Events still inside the window. */
	count(now: number, lengthMs: number): number {
		const start = now - lengthMs;
		let stale = 0;
		while (stale < this.times.length && this.times[stale] <= start) stale++;
		if (stale > 0) this.times.splice(0, stale);
		return this.times.length;
	}

	add(now: number): void {
		this.times.push(now);
	}

	clear(): void {
		this.times = [];
	}
}

/** Counts events, or what they cost, per calendar day in a time zone. */
export class DailyCounter {
	private day = '';
	private used = 0;
	private readonly format: Intl.DateTimeFormat;

	constructor(timeZone: string) {
		this.format = new Intl.DateTimeFormat('en-CA', { timeZone });
	}

	count(now: number): number {
		const today = this.format.format(now);
		if (today !== this.day) {
			this.day = today;
			this.used = 0;
		}
		return this.used;
	}

	add(cost = 1): void {
		this.used += cost;
	}

	clear(): void {
		this.used = 0;
	}
}
