import type { CommonSettings } from './settings';

/** The vendor's clock: real time plus an offset, or stopped. Millisecond resolution. */
export interface Clock {
	now(): number;
}

/** A clock steered by `clockOffsetMs` and `clockFrozenAt`. */
export function vendorClock(settings: CommonSettings): Clock {
	return { now: () => settings.clockFrozenAt ?? Date.now() + settings.clockOffsetMs };
}
