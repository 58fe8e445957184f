/** As v2 prints times: UTC, whole seconds (contract 5). */
export function stamp(time: number): string {
	return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** As v1 prints times of leads: with milliseconds (contract 5). */
export function preciseStamp(time: number): string {
	return new Date(time).toISOString();
}

/** As v1 prints times of everything else: UTC without saying so. */
export function plainStamp(time: number): string {
	return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

const RFC3339_SECONDS = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/;
const PLAIN = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** Epoch milliseconds; `undefined` for anything else, fractions of a second included (contract 0). */
export function instantOf(text: unknown): number | undefined {
	return typeof text === 'string' && RFC3339_SECONDS.test(text) ? known(Date.parse(text)) : undefined;
}

/** Epoch milliseconds of `YYYY-MM-DD HH:MM:SS`, which is UTC. */
export function plainInstantOf(text: unknown): number | undefined {
	return typeof text === 'string' && PLAIN.test(text) ? known(Date.parse(`${text.replace(' ', 'T')}Z`)) : undefined;
}

export function isDate(value: unknown): value is string {
	if (typeof value !== 'string' || !DATE.test(value)) return false;
	const time = known(Date.parse(value));
	// `Date` takes 30 February for 2 March.
	return time !== undefined && new Date(time).toISOString().startsWith(value);
}

/** `HH:MM:SS` of a time of day with or without seconds; both are taken (contract 2.4). */
export function clockTime(value: unknown): string | undefined {
	const [, hours, minutes, seconds = '00'] = (typeof value === 'string' && TIME.exec(value)) || [];
	return hours === undefined ? undefined : `${hours}:${minutes}:${seconds}`;
}

function known(time: number): number | undefined {
	return Number.isNaN(time) ? undefined : time;
}
