import type { Changes } from './changes';
import { integrity, requiredMissing } from './errors';
import type { Value } from './schema/build';
import { dateOf, stamp, timeOf } from './stamps';
import type { Values } from './store';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const MAX_MINUTES = 14 * DAY_MINUTES;

/** The time fields of an event after a change; start, end and duration have to agree (contract 2). */
export function eventTimes(changes: Changes, current: Values): Changes {
	const touched = [
		'StartDateTime',
		'ActivityDateTime',
		'ActivityDate',
		'EndDateTime',
		'DurationInMinutes',
		'IsAllDayEvent',
	];
	if (current.Id !== undefined && !touched.some((name) => name in changes)) return {};
	const isAllDay = (changes.IsAllDayEvent ?? current.IsAllDayEvent) === true;
	return isAllDay ? allDay(changes, current) : timed(changes, current);
}

function timed(changes: Changes, current: Values): Changes {
	const given = [changes.StartDateTime, changes.ActivityDateTime].filter((value) => typeof value === 'string');
	if (given.length === 2 && given[0] !== given[1]) {
		throw integrity('Activity Date Time and StartDateTime do not match', ['ActivityDateTime', 'StartDateTime']);
	}
	const start = time(given[0] ?? current.StartDateTime);
	if (start === undefined) throw requiredMissing(['StartDateTime']);
	const end = time(changes.EndDateTime);
	const wanted = typeof changes.DurationInMinutes === 'number' ? changes.DurationInMinutes : undefined;
	if (end !== undefined && wanted !== undefined && end - start !== wanted * MINUTE_MS) {
		throw integrity('Duration In Minutes and EndDateTime do not match', ['DurationInMinutes', 'EndDateTime']);
	}
	// What is stored is start and duration, so an event that is only moved keeps its length.
	const minutes = wanted ?? (end === undefined ? number(current.DurationInMinutes) : (end - start) / MINUTE_MS);
	if (minutes === undefined) throw requiredMissing(['DurationInMinutes']);
	assertLength(minutes);
	return {
		IsAllDayEvent: false,
		StartDateTime: stamp(start),
		ActivityDateTime: stamp(start),
		ActivityDate: dateOf(start),
		EndDateTime: stamp(start + minutes * MINUTE_MS),
		EndDate: dateOf(start + minutes * MINUTE_MS),
		DurationInMinutes: minutes,
	};
}

/** Midnight UTC, one day unless told otherwise; its end is the midnight that begins the last day. */
function allDay(changes: Changes, current: Values): Changes {
	const date = changes.ActivityDate ?? changes.StartDateTime ?? changes.ActivityDateTime ?? current.ActivityDate;
	if (typeof date !== 'string') throw requiredMissing(['ActivityDate']);
	const start = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
	const end = time(changes.EndDateTime);
	const minutes =
		number(changes.DurationInMinutes) ?? (end === undefined ? DAY_MINUTES : (end - start) / MINUTE_MS + DAY_MINUTES);
	assertLength(minutes);
	const lastDay = start + (minutes - DAY_MINUTES) * MINUTE_MS;
	return {
		IsAllDayEvent: true,
		StartDateTime: stamp(start),
		ActivityDateTime: null,
		ActivityDate: dateOf(start),
		EndDateTime: stamp(lastDay),
		EndDate: dateOf(lastDay),
		DurationInMinutes: minutes,
	};
}

function assertLength(minutes: number): void {
	if (minutes < 0 || minutes > MAX_MINUTES) {
		throw integrity(`Duration must be between 0 and ${MAX_MINUTES} minutes: Duration`, ['DurationInMinutes']);
	}
}

function time(value: Value | undefined): number | undefined {
	return typeof value === 'string' ? timeOf(value) : undefined;
}

function number(value: Value | undefined): number | undefined {
	return typeof value === 'number' ? value : undefined;
}
