const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/i;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const MINUTE_MS = 60_000;

/** Whole seconds are all that answers tell (contract 5). */
export const wholeSeconds = (time: number) => Math.floor(time / 1_000) * 1_000;

/** As Freshsales prints times: with `Z` or with an offset (contract 3). */
export function stamp(time: number, utcOffset: string): string {
	const local = new Date(time + minutesOf(utcOffset) * MINUTE_MS);
	return `${local.toISOString().slice(0, 19)}${utcOffset}`;
}

/** Epoch milliseconds of a time; without an offset it is local in the given zone. `NaN` when it is none. */
export function instantOf(text: string, timeZone: string): number {
	if (!DATE_ONLY.test(text) && OFFSET.test(text)) return Date.parse(text);
	const wall = Date.parse(DATE_ONLY.test(text) ? text : `${text}Z`);
	if (Number.isNaN(wall)) return NaN;
	return wall - zoneOffset(wall - zoneOffset(wall, timeZone), timeZone);
}

/** `YYYY-MM-DD`, or `null` for anything else; that is not refused (live). */
export function calendarDate(text: string): string | null {
	const date = text.slice(0, 10);
	return DATE_ONLY.test(date) && !Number.isNaN(Date.parse(date)) ? date : null;
}

function minutesOf(utcOffset: string): number {
	const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(utcOffset) ?? [];
	return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
}

function zoneOffset(time: number, timeZone: string): number {
	const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
	return Date.parse(`${format.format(time).replace(' ', 'T')}Z`) - wholeSeconds(time);
}
