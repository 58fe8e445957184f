import { bodyOf, path, refusal, toInstant, type CrmClient, type HttpRequest, type Raw, type Scope } from '../../shared/kit';
import { dispatched, reschedule, said, staffOf, told, type Move } from './work';

/** The times of `PUT schedule` in the words of other calls (contract section 2). */
const spellings = {
	job: { start_time: 'scheduled_start', end_time: 'scheduled_end', arrival_window_in_minutes: 'arrival_window' },
	appointment: { start_time: 'start_time', end_time: 'end_time', arrival_window_in_minutes: 'arrival_window_minutes' },
};
const spelled = (schedule: Raw, where: keyof typeof spellings): Raw =>
	said(Object.fromEntries(Object.entries(spellings[where]).map(([ours, theirs]) => [theirs, schedule[ours]])));

/** The schedule of a new job. All day is told by a day, which begins at midnight where the company is (section 2). */
export async function newSchedule({ anytime, ...schedule }: Raw, client: CrmClient): Promise<Raw> {
	if (anytime !== true) return spelled(schedule, 'job');
	const { time_zone: timeZone } = bodyOf(await client.send({ method: 'GET', path: '/company' })) as { time_zone: string };
	const start = String(schedule.start_time);
	const day = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(start));
	const midnight = toInstant(day, 'startTime', timeZone);
	if (midnight !== start) {
		const hint = `For that day set startTime to ${midnight}, or Options > Time Zone to ${timeZone} and startTime to ${day}.`;
		throw refusal(`A job that takes all day begins at midnight in ${timeZone}, and startTime is ${start}`, hint);
	}
	return { ...spelled({ ...schedule, start_time: null, end_time: null }, 'job'), anytime, anytime_start_date: day };
}

const scheduleOf = ({ schedule }: Raw): Raw => (schedule ?? {}) as Raw;
const visitsOf = (job: Raw): Raw[] => (scheduleOf(job).appointments ?? []) as Raw[];
/** The answer to a creation shows no appointments. */
export const isAllDay = (job: Raw): unknown => visitsOf(job)[0]?.anytime ?? (scheduleOf(job).scheduled_start ? false : null);

/** Moves a job: by its schedule or, where there are several or the key may do no more (section 1), by one of its appointments. */
export async function moveJob(job: Raw, { schedule, staff }: Move, named: unknown, client: CrmClient, scope: Scope): Promise<void> {
	const visits = visitsOf(job);
	const isOne = visits.length < 2;
	const visit = isOne ? visits[0] : visits.find(({ id }) => id === named);
	if (schedule && !isOne && !visit) {
		const choices = visits.map((one) => `${String(one.id)} (${String(one.start_time)})`).join('; ');
		throw refusal(`The job has ${visits.length} appointments: ${choices}`, 'Name the one to move under customFields.appointment_id.');
	}
	const { scheduled_start, scheduled_end } = scheduleOf(job);
	const { start_time = scheduled_start, end_time = scheduled_end, arrival_window_minutes: arrival_window_in_minutes } = visit ?? {};
	const times: Raw = { start_time, end_time, arrival_window_in_minutes, ...schedule };
	const { start_time: start } = times;
	if (schedule && start === undefined) throw refusal('The job has no times yet', 'Give its start.');

	const url = path`/jobs/${String(job.id)}`;
	const byVisit = visitRequest(url, visit, times, staff ?? ((visit?.dispatched_employees_ids ?? staffOf(job)) as string[]));
	// An appointment has to have an end, and tells nobody when it is moved.
	const isTold = schedule !== undefined && Object.values(told(scope)).includes(true);
	const fitsVisit = start === null ? visit !== undefined : Boolean(times.end_time) && !isTold;
	const restricted = isOne && fitsVisit ? byVisit : true;
	if (!isOne && visit) await client.send(byVisit);
	else if (start === null) await client.send({ method: 'DELETE', path: `${url}/schedule`, restricted, safeToRepeat: true });
	else if (schedule) await client.send({ ...reschedule(url, { schedule: times, staff }, scope), restricted });
	else await client.send({ method: 'PUT', path: `${url}/dispatch`, body: dispatched(staff), restricted, safeToRepeat: true });
}

function visitRequest(url: string, visit: Raw | undefined, times: Raw, staff: readonly string[]): HttpRequest {
	const place = visit ? `${url}${path`/appointments/${String(visit.id)}`}` : `${url}/appointments`;
	if (times.start_time === null) return { method: 'DELETE', path: place, restricted: true, safeToRepeat: true };
	const body = { ...spelled(times, 'appointment'), dispatched_employees_ids: staff };
	return { method: visit ? 'PUT' : 'POST', path: place, body, restricted: true, safeToRepeat: visit !== undefined };
}
