/** Wall time in a zone; without `time` the whole day is meant. */
export interface LocalDateTime {
	date: string;
	time?: string | null;
	timezone: string;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The instant of a wall time. A time that the clock skips moves forward, one that it shows twice is the first. */
export function instantOf({ date, time, timezone }: LocalDateTime): number {
	const wall = Date.parse(`${date}T${time ?? '00:00:00'}Z`);
	const first = wall - offsetAt(wall, timezone);
	const second = wall - offsetAt(first, timezone);
	return second + offsetAt(second, timezone) === wall ? second : first;
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export function localDate(instant: number, timezone: string): string {
	return new Date(instant + offsetAt(instant, timezone)).toISOString().slice(0, 10);
}

export function isTimezone(name: string): boolean {
	try {
		clockOf(name);
		return true;
	} catch {
		return false;
	}
}

function offsetAt(instant: number, timezone: string): number {
	const parts = clockOf(timezone).formatToParts(instant);
	const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
	const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
	return shown - Math.floor(instant / 1_000) * 1_000;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
	const known = clocks.get(timeZone);
	if (known) return known;
	const clock = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
	});
	clocks.set(timeZone, clock);
	return clock;
}
