import bookingsFile from '../bookings.json';

/** One booking as the phone agent posts it. */
export interface Booking {
	callId: string;
	firstName: string;
	lastName: string;
	phone?: string;
	email?: string;
	/** Country of the line that was called. */
	callingCode: string;
	timeZone: string;
	service: string;
	/** Wall-clock time in `timeZone`, or with an offset. */
	start: string;
	minutes: number;
	/** Where the appointment takes place, as one line. */
	location: string;
	summary: string;
	/** Where the caller lives. */
	street?: string;
	city?: string;
	state?: string;
	postalCode?: string;
	country?: string;
}

/** The day's calls. */
export const bookings: readonly Booking[] = bookingsFile;

/** Calls that a person has to look at, and a word that the sentence for the front desk must have. */
export const forHumans: Readonly<Record<string, { why: string; says: string }>> = {
	'call-018': { why: 'February has no 30th', says: '2027-02-30' },
	'call-020': { why: 'a couple shares the number', says: 'match' },
	'call-022': { why: 'the e-mail address was misheard', says: 'e-mail address' },
	'call-031': { why: 'no number and no address', says: 'Email or Phone' },
};

/** Bookings that must end up in the CRM. */
export const goodBookings = bookings.filter(({ callId }) => !(callId in forHumans));

/** The caller's name as it was understood. */
export const callerOf = ({ firstName, lastName }: Pick<Booking, 'firstName' | 'lastName'>): string => `${firstName} ${lastName}`;

/** The instant of a booking's start, ISO 8601 in UTC: found by trying the zone's offsets, not by our nodes' own reckoning. */
export function startOf({ start, timeZone }: Booking): string {
	if (/[+-]\d{2}:\d{2}$/.test(start)) return new Date(start).toISOString();
	const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
	const wallClock = (instant: number) => format.format(instant).replace(' ', 'T');
	const quarterHour = 15 * 60_000;
	for (let instant = Date.parse(`${start}Z`) - 14 * 3_600_000; ; instant += quarterHour) {
		if (wallClock(instant) === start) return new Date(instant).toISOString();
		if (instant > Date.parse(`${start}Z`) + 14 * 3_600_000) throw new RangeError(`${start} does not exist in ${timeZone}`);
	}
}
