import type { Clock } from '../clock';
import type { JobberSettings } from './settings';

/** The `extensions.cost` of an answer (contract 6). */
export interface CostReport {
	requestedQueryCost: number;
	actualQueryCost: number;
	throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
}

/** A leaky bucket of query cost. Without rate limits it is always full, and what exceeds it still never passes. */
export class CostBucket {
	private spent = 0;
	private updatedAt = 0;

	constructor(
		private readonly clock: Clock,
		private readonly settings: JobberSettings,
	) {}

	/** Whether the bucket holds that much now. */
	holds(cost: number): boolean {
		return cost <= this.available();
	}

	spend(cost: number): void {
		this.available();
		if (this.settings.rateLimits !== 'off') this.spent += cost;
	}

	report(requestedQueryCost: number, actualQueryCost: number): CostReport {
		const { costBudget, restoreRate } = this.settings;
		return {
			requestedQueryCost,
			actualQueryCost,
			throttleStatus: { maximumAvailable: costBudget, currentlyAvailable: this.available(), restoreRate },
		};
	}

	private available(): number {
		const { costBudget, restoreRate, rateLimits } = this.settings;
		const now = this.clock.now();
		const restored = (Math.max(0, now - this.updatedAt) / 1_000) * restoreRate;
		this.spent = rateLimits === 'off' ? 0 : Math.max(0, this.spent - restored);
		this.updatedAt = now;
		return Math.max(0, Math.floor(costBudget - this.spent));
	}
}
