import { isTimezone } from './localTime';

interface Scalar {
	parseValue(value: unknown): unknown;
	serialize?(value: unknown): unknown;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Jobber's scalars. Inside, an instant is epoch milliseconds; outside, ISO 8601 with whole seconds (contract 5). */
export const SCALARS: Readonly<Record<string, Scalar>> = {
	EncodedId: { parseValue: (value) => text(value, 'an encoded id') },
	ISO8601DateTime: {
		parseValue(value) {
			const instant = Date.parse(matching(value, DATE_TIME, 'an ISO 8601 date and time'));
			if (Number.isNaN(instant)) throw new TypeError(`${JSON.stringify(value)} is not an ISO 8601 date and time`);
			return instant;
		},
		serialize: (value) => new Date(Number(value)).toISOString().replace(/\.\d+Z$/, 'Z'),
	},
	ISO8601Date: {
		parseValue(value) {
			const date = matching(value, DATE, 'an ISO 8601 date');
			if (Number.isNaN(Date.parse(date))) throw new TypeError(`${JSON.stringify(value)} is not an ISO 8601 date`);
			return date;
		},
	},
	ISO8601Time: { parseValue: (value) => matching(value, TIME, 'an ISO 8601 time') },
	Timezone: {
		parseValue(value) {
			if (!isTimezone(text(value, 'a time zone'))) throw new TypeError(`${JSON.stringify(value)} is not a time zone`);
			return value;
		},
	},
	Minutes: {
		parseValue(value) {
			if (!Number.isInteger(value)) throw new TypeError(`${JSON.stringify(value)} is not a whole number of minutes`);
			return value;
		},
	},
	ICalendarRule: { parseValue: (value) => text(value, 'an iCalendar rule') },
};

function text(value: unknown, what: string): string {
	if (typeof value !== 'string') throw new TypeError(`${JSON.stringify(value)} is not ${what}`);
	return value;
}

function matching(value: unknown, pattern: RegExp, what: string): string {
	if (!pattern.test(text(value, what))) throw new TypeError(`${JSON.stringify(value)} is not ${what}`);
	return String(value);
}
