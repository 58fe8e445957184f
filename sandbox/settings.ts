import type { RateLimitPolicy } from './rateLimits';

/** The switches every simulated CRM has. A CRM may add its own. */
export interface CommonSettings {
	/** Wait before every answer, in milliseconds. */
	latencyMs: number;
	/** How far the vendor's clock is ahead of (or, negative, behind) the real one. */
	clockOffsetMs: number;
	/** Stops the vendor's clock at this epoch millisecond; `null` lets it run. */
	clockFrozenAt: number | null;
	/** How long a write stays invisible to search, by the vendor's clock. */
	indexLagMs: number;
	/** `vendor` = the limits of the account's tier; an object overrides single numbers of those. */
	rateLimits: 'off' | 'vendor' | Partial<RateLimitPolicy>;
	/** Life of an OAuth access token. Applies to tokens already issued as well. */
	tokenTtlMs: number;
	/** Answers batches (where the vendor promises no order) and sort ties in another order than asked. */
	reorderResults: boolean;
	/** Scopes taken away from every token, whatever it was granted. */
	missingScopes: string[];
	/** The account's subscription level, in the vendor's words. */
	tier: string;
}

/** An account without limits, lags and failures, on the real clock. Token lives and tiers differ between vendors. */
export const PLAIN_SETTINGS: Omit<CommonSettings, 'tokenTtlMs' | 'tier'> = {
	latencyMs: 0, clockOffsetMs: 0, clockFrozenAt: null, indexLagMs: 0, rateLimits: 'off', reorderResults: false, missingScopes: [],
};

/** Settings that can be read and assigned like a plain object, or read and changed in one go. */
export type LiveSettings<Settings extends object> = Settings & {
	get(): Settings;
	/** Changes some settings; an unknown name throws. */
	patch(change: Partial<Settings>): Settings;
};

/** Makes `defaults` live; `reset` in the returned pair restores them. */
export function liveSettings<Settings extends object>(
	defaults: Settings,
): { settings: LiveSettings<Settings>; reset: () => void } {
	const values: Settings = structuredClone(defaults);
	const get = () => structuredClone(values);
	const patch = (change: Partial<Settings>) => {
		const unknown = Object.keys(change).filter((name) => !(name in defaults));
		if (unknown.length > 0) {
			throw new RangeError(`Unknown setting: ${unknown.join(', ')}. Known: ${Object.keys(defaults).join(', ')}`);
		}
		Object.assign(values, structuredClone(change));
		return get();
	};
	Object.defineProperties(values, { get: { value: get }, patch: { value: patch } });
	return {
		settings: values as LiveSettings<Settings>,
		reset: () => Object.assign(values, structuredClone(defaults)),
	};
}
