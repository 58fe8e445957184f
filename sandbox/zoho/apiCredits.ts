import type { Clock } from '../clock';
import { type RateLimitPolicy, RollingWindow } from '../rateLimits';
import { tooManyRequests, type ZohoError } from './errors';
import { USERS } from './orgData';
import type { Edition, ZohoSettings } from './settings';

const DAY_MS = 86_400_000;
const SUB_CONCURRENCY = 10;

/** Credits in 24 hours: a base, so many for each user, and a most; and calls at once (contract 6). */
const EDITIONS: Record<Edition, { base: number; perUser: number; most: number; atOnce: number }> = {
	free: { base: 5_000, perUser: 0, most: 5_000, atOnce: 5 },
	standard: { base: 50_000, perUser: 250, most: 100_000, atOnce: 10 },
	professional: { base: 50_000, perUser: 500, most: 3_000_000, atOnce: 15 },
	enterprise: { base: 50_000, perUser: 1_000, most: 5_000_000, atOnce: 20 },
	ultimate: { base: 50_000, perUser: 2_000, most: Number.POSITIVE_INFINITY, atOnce: 25 },
};

/** The org's API credits and its calls under way. In the policy, `daily` are credits and `burst` calls at once. */
export class ApiCredits {
	private readonly spent = new RollingWindow();
	private running = 0;
	private heavy = 0;

	constructor(
		private readonly clock: Clock,
		private readonly settings: ZohoSettings,
	) {}

	/** Counts a call until `leave`; answers whether there was room for it. */
	enter(): boolean {
		this.running++;
		const policy = this.policy();
		return !policy || this.running <= policy.burst;
	}

	leave(): void {
		this.running--;
	}

	/** Heavy calls share a stricter limit (contract 4, sub-concurrency). */
	enterHeavy(): boolean {
		this.heavy++;
		return !this.policy() || this.heavy <= SUB_CONCURRENCY;
	}

	leaveHeavy(): void {
		this.heavy--;
	}

	/** Spends credits, or answers why it cannot. */
	charge(cost: number): ZohoError | undefined {
		const policy = this.policy();
		if (!policy) return undefined;
		const now = this.clock.now();
		if (this.spent.count(now, DAY_MS) + cost > policy.daily) {
			return tooManyRequests('You have exceeded the maximum number of API credits for 24 hours');
		}
		for (let n = 0; n < cost; n++) this.spent.add(now);
		return undefined;
	}

	/** The header comes only when half of the credits are used (contract 6). */
	headers(): Record<string, string> {
		const policy = this.policy();
		if (!policy) return {};
		const used = this.spent.count(this.clock.now(), DAY_MS);
		return used * 2 < policy.daily ? {} : { 'X-API-CREDITS-REMAINING': String(policy.daily - used) };
	}

	private policy(): Pick<RateLimitPolicy, 'daily' | 'burst'> | undefined {
		const { rateLimits, tier } = this.settings;
		if (rateLimits === 'off') return undefined;
		const { base, perUser, most, atOnce } = EDITIONS[tier];
		const users = USERS.filter(({ active }) => active).length;
		const vendor = { daily: Math.min(base + perUser * users, most), burst: atOnce };
		return { ...vendor, ...(typeof rateLimits === 'object' ? rateLimits : {}) };
	}
}
