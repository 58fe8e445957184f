const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment as Zoho writes it: whole seconds, in a time zone, with its offset (contract 0.11). */
export function stamp(time: number, timeZone: string): string {
	const parts = Object.fromEntries(formatOf(timeZone).formatToParts(time).map(({ type, value }) => [type, value]));
	const offset = parts.timeZoneName === 'GMT' ? '+00:00' : parts.timeZoneName.replace('GMT', '');
	return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}${offset}`;
}

/** Cuts to the resolution of the vendor's stamps. */
export function wholeSecond(time: number): number {
	return Math.floor(time / 1_000) * 1_000;
}

const DATETIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[+-]\d{2}:\d{2}|Z)$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Epoch milliseconds of `2026-01-02T03:04:05+00:00`; milliseconds or a missing offset make it none (contract 0.11). */
export function timeOf(text: unknown): number | undefined {
	if (typeof text !== 'string' || !DATETIME.test(text) || !isDate(text.slice(0, 10))) return undefined;
	const time = Date.parse(text);
	return Number.isNaN(time) ? undefined : time;
}

/** Whether the value is a calendar date that exists. */
export function isDate(value: unknown): value is string {
	if (typeof value !== 'string' || !DATE.test(value)) return false;
	const time = Date.parse(`${value}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
	const known = formats.get(timeZone);
	if (known) return known;
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
		timeZoneName: 'longOffset',
	});
	formats.set(timeZone, format);
	return format;
}
