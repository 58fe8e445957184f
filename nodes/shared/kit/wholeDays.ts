import { secondsAfter, toInstant, wallTime } from '../map/time';

const daySeconds = 86_400;
const isMidnight = (instant: string) => Date.parse(instant) % (daySeconds * 1_000) === 0;

/**
 * Midnight in UTC, where some vendors keep whole days, of the day that a time has in the user's zone. What is midnight in UTC
 * already names its day.
 * @param isEnd true for the midnight after the last day
 */
export function midnightInUtc(instant: string, timeZone = 'UTC', isEnd = false): string {
	if (isMidnight(instant)) return instant;
	const { date } = wallTime(instant, timeZone, true);
	const isWithinDay = toInstant(date, 'date', timeZone) !== instant;
	return secondsAfter(`${date}T00:00:00.000Z`, isEnd && isWithinDay ? daySeconds : 0);
}

/**
 * Brings the times of an input that takes all day to midnights in UTC: an end on the day of the start is that of one day, and a
 * length is one of days.
 */
export function wholeDays(values: Map<string, unknown>, timeZone: string): void {
	if (values.get('allDay') !== true) return;
	const [start, end] = ['startTime', 'endTime'].map((key) => values.get(key));
	const first = typeof start === 'string' ? midnightInUtc(start, timeZone) : null;
	const last = typeof end === 'string' ? midnightInUtc(end, timeZone, true) : null;
	if (first) values.set('startTime', first);
	const days = Math.ceil(Number(values.get('durationMinutes')) / 1_440);
	if (days > 0) values.set('durationMinutes', days * 1_440);
	if (last) values.set('endTime', last === first ? secondsAfter(first, daySeconds) : last);
}
