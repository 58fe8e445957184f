const DATETIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A moment as Salesforce writes it: whole seconds, UTC, no colon in the offset (contract 5). */
export function stamp(time: number): string {
	return new Date(Math.floor(time / 1_000) * 1_000).toISOString().replace('Z', '+0000');
}

/** Epoch milliseconds of a datetime with an offset or `Z`; `undefined` when it is none. */
export function timeOf(text: string): number | undefined {
	const [, local, zone] = DATETIME.exec(text) ?? [];
	if (local === undefined) return undefined;
	const time = Date.parse(local + (/^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone));
	return Number.isNaN(time) ? undefined : time;
}

/** Whether the text is a calendar date that exists. */
export function isDate(text: string): boolean {
	return DATE.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

/** The calendar date (UTC) of a moment. */
export function dateOf(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}
