import { CrmFailure } from '../http/failure';

const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Making a formatter takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (timeZone: string) => {
	const known =
		formats.get(timeZone) ??
		new Intl.DateTimeFormat('en-US', {
			timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
		});
	formats.set(timeZone, known);
	return known;
};

/** Minutes that `timeZone` is ahead of UTC at an instant. */
function offsetMinutes(instant: number, timeZone: string): number {
	const parts = Object.fromEntries(formatOf(timeZone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
	return (
		(Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) - Math.floor(instant / 1_000) * 1_000) /
		60_000
	);
}

/** What a clock in `timeZone` shows at an instant. */
function localTime(instant: string, timeZone: string): { date: string; time: string } {
	const shown = new Date(Date.parse(instant) + offsetMinutes(Date.parse(instant), timeZone) * 60_000).toISOString();
	return { date: shown.slice(0, 10), time: shown.slice(11, 19) };
}

/** A moment as vendors take it that want wall times: without a time it is the whole day. */
export interface WallTime { date: string; time?: string; timezone: string }

/** A wall time in UTC is an instant, so no zone has to be known; a whole day is one of `timeZone`. */
export function wallTime(instant: string, timeZone = 'UTC', wholeDay = false): WallTime {
	const timezone = wholeDay ? timeZone : 'UTC';
	const { date, time } = localTime(instant, timezone);
	return wholeDay ? { date, timezone } : { date, time, timezone };
}

/** Without parts of a second, which most vendors drop: a time that holds some would not be recognised again. */
export const wholeSecond = (instant: string): string => instant.replace(/(T\d\d:\d\d:\d\d)\.\d+Z$/, '$1.000Z');

/** The days that some of the instants begin in a zone, each with that instant. */
export function daysBegun(instants: readonly string[], timeZone = 'UTC'): Map<string, string> {
	const begun = instants.filter((instant) => localTime(instant, timeZone).time === '00:00:00');
	return new Map(begun.map((instant) => [localTime(instant, timeZone).date, instant]));
}

/** The instant that many seconds later. */
export const secondsAfter = (instant: string, seconds: number): string => new Date(Date.parse(instant) + seconds * 1_000).toISOString();

/** Minutes from one time to another. */
export const minutesBetween = (start: unknown, end: unknown): number => (Date.parse(String(end)) - Date.parse(String(start))) / 60_000;

/** So many minutes as `HH:MM`. */
export const clockOf = (minutes: number): string =>
	[minutes / 60, minutes % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');

/** The minutes in `HH:MM`, with or without seconds. */
export function minutesIn(clock: string): number {
	const [hours, minutes] = clock.split(':').map(Number);
	return hours * 60 + minutes;
}

/**
 * The instant of a wall-clock time in a zone: a time that a clock change skips moves forward with the clock, of one that comes
 * twice the first counts.
 */
function instantOf(wallClock: number, timeZone: string): number {
	const dayMs = 86_400_000;
	const [before, after] = [-dayMs, dayMs].map((away) => wallClock - offsetMinutes(wallClock + away, timeZone) * 60_000);
	const exists = (instant: number) => instant + offsetMinutes(instant, timeZone) * 60_000 === wallClock;
	return exists(before) || !exists(after) ? before : after;
}

function impossible(value: unknown, label: string): CrmFailure {
	return new CrmFailure({
		kind: 'validation',
		message: `${label} "${String(value)}" is not a date that exists`,
		hint: `Give ${label} like 2026-03-14T15:30 (or 2026-03-14T15:30+01:00 with an offset).`,
	});
}

/**
 * Reads a date and time: ISO 8601, a JavaScript Date, a Luxon DateTime, or epoch milliseconds.
 * @param timeZone IANA zone for values without an offset
 * @returns ISO 8601 in UTC
 * @throws CrmFailure naming the field when there is no such date
 */
export function toInstant(value: unknown, label: string, timeZone: string): string {
	if (value instanceof Date || typeof value === 'number') {
		const date = new Date(value);
		if (Number.isNaN(date.getTime())) throw impossible(value, label);
		return date.toISOString();
	}
	const given =
		value !== null && typeof value === 'object' && 'toISO' in value
			? String((value as { toISO(): unknown }).toISO())
			: String(value).trim();
	const match = pattern.exec(given);
	if (!match) throw impossible(given, label);
	const [year, month, day, hour = 0, minute = 0, second = 0] = match
		.slice(1, 7)
		.map((part) => (part === undefined ? undefined : Number(part))) as number[];
	const wallClock = Date.UTC(year, month - 1, day, hour, minute, second, Number((match[7] ?? '0').padEnd(3, '0').slice(0, 3)));
	const read = new Date(wallClock);
	if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) {
		throw impossible(given, label);
	}
	const offset = match[8];
	if (!offset) return new Date(instantOf(wallClock, timeZone)).toISOString();
	if (offset.toUpperCase() === 'Z') return read.toISOString();
	const digits = offset.replace(/\D/g, '');
	const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
	return new Date(wallClock - (offset.startsWith('-') ? -minutes : minutes) * 60_000).toISOString();
}

/** Reads a calendar day. @returns `YYYY-MM-DD` */
export function toDay(value: unknown, label: string, timeZone: string): string {
	const given = typeof value === 'string' ? value.trim() : value;
	if (typeof given === 'string' && pattern.test(given)) {
		toInstant(given, label, timeZone);
		return given.slice(0, 10);
	}
	return toInstant(given, label, timeZone).slice(0, 10);
}

/** Vendor times (ISO 8601 in any spelling, without a zone in UTC, or epoch ms as text) as ISO 8601 in UTC; else `null`. */
export function fromVendor(value: unknown): string | null {
	if (value === null || value === undefined || value === '') return null;
	const text = String(value);
	const isZoneless = /^[\d-]{10}[ T][\d:.]+$/.test(text);
	const said = isZoneless ? `${text.replace(' ', 'T')}Z` : text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
	const date = new Date(/^-?\d{10,}$/.test(text) ? Number(text) : said);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
