const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/i;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Epoch milliseconds of a time; without an offset it is local in the given zone. `NaN` when it is none. */
export function instantOf(text: string, timeZone: string): number {
	if (!DATE_ONLY.test(text) && OFFSET.test(text)) return Date.parse(text);
	const wall = Date.parse(DATE_ONLY.test(text) ? text : `${text}Z`);
	if (Number.isNaN(wall)) return NaN;
	return wall - offsetAt(wall - offsetAt(wall, timeZone), timeZone);
}

/** As Housecall Pro prints times: UTC, whole seconds (contract 2). */
export function stamp(time: number): string {
	return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** `YYYY-MM-DD` on the wall of a time zone. */
export function localDate(time: number, timeZone: string): string {
	return new Date(time + offsetAt(time, timeZone)).toISOString().slice(0, 10);
}

function offsetAt(time: number, timeZone: string): number {
	const format =
		formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
	formats.set(timeZone, format);
	return Date.parse(`${format.format(time).replace(' ', 'T')}Z`) - Math.floor(time / 1_000) * 1_000;
}
