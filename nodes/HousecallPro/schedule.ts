import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../shared/http/failure';
import { path } from '../shared/http/path';
import { toInstant } from '../shared/map/time';
import type { CrmClient, HttpRequest, Raw, Scope } from '../shared/types';
import { bodyOf } from './api';

/** What a change says of times and technicians. Times are spelled as for `PUT schedule` and new estimates. */
export interface Move { schedule?: IDataObject; staff?: string[] }

/** The same times in the words of other calls (contract section 2). */
const spellings = {
	job: { start_time: 'scheduled_start', end_time: 'scheduled_end', arrival_window_in_minutes: 'arrival_window' },
	appointment: { start_time: 'start_time', end_time: 'end_time', arrival_window_in_minutes: 'arrival_window_minutes' },
};

/** Times without those that have no value. */
export const said = (schedule: IDataObject = {}): IDataObject =>
	Object.fromEntries(Object.entries(schedule).filter(([, value]) => value !== null && value !== undefined));
const spelled = (schedule: IDataObject, where: keyof typeof spellings): IDataObject =>
	said(Object.fromEntries(Object.entries(spellings[where]).map(([ours, theirs]) => [theirs, schedule[ours]])));

/** The schedule of a new job. All day is told by a day, which begins at midnight where the company is (section 2). */
export async function newSchedule({ anytime, ...schedule }: IDataObject, client: CrmClient): Promise<IDataObject> {
	if (anytime !== true) return spelled(schedule, 'job');
	const { time_zone: timeZone } = bodyOf(await client.send({ method: 'GET', path: '/company' })) as { time_zone: string };
	const start = String(schedule.start_time);
	const day = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(start));
	const midnight = toInstant(day, 'startTime', timeZone);
	if (midnight !== start) {
		const hint = `Set startTime to ${midnight} for that day; or set Options > Time Zone to ${timeZone} and give the day alone, like ${day}.`;
		throw refusal(`A job that takes all day begins at midnight in ${timeZone}, and startTime is ${start}`, hint);
	}
	return { ...spelled({ arrival_window_in_minutes: schedule.arrival_window_in_minutes }, 'job'), anytime, anytime_start_date: day };
}

/** Whom Housecall Pro tells of a change: nobody, unless the user's options say so. */
export const told = ({ switches = [] }: Scope) => ({ notify: switches.includes('notify'), notify_pro: switches.includes('notifyPro') });

/** Moves a job or an option of an estimate. Sent twice, people would be told twice. */
export function reschedule(url: string, { schedule, staff }: Move, scope: Scope): HttpRequest {
	const { notify, notify_pro } = told(scope);
	const body = { ...said(schedule), ...(staff ? dispatched(staff) : {}), notify, notify_pro };
	return { method: 'PUT', path: `${url}/schedule`, body, restricted: true, safeToRepeat: !notify && !notify_pro };
}

/** Appointments of a job that was read with them. */
const visitsOf = ({ schedule }: Raw): Raw[] => ((schedule as IDataObject | undefined)?.appointments as Raw[] | undefined) ?? [];
/** `null` for a job without times. The answer to a creation shows no appointments. */
export const isAllDay = (job: Raw): unknown => visitsOf(job)[0]?.anytime ?? ((job.schedule as Raw | undefined)?.scheduled_start ? false : null);
export const staffOf = ({ assigned_employees: staff }: Raw): string[] => ((staff ?? []) as Raw[]).map(({ id }) => String(id));

/** Moves a job: by its schedule or, where there are several or the key may do no more (section 1), by one of its appointments. */
export async function moveJob(job: Raw, { schedule, staff }: Move, named: unknown, client: CrmClient, scope: Scope): Promise<void> {
	const visits = visitsOf(job);
	const isOne = visits.length < 2;
	const visit = isOne ? visits[0] : visits.find(({ id }) => id === named);
	if (schedule && !isOne && !visit) {
		const choices = visits.map((one) => `${String(one.id)} (${String(one.start_time)})`).join('; ');
		throw refusal(`The job has ${visits.length} appointments: ${choices}`, 'Say which one to move by its ID under customFields.appointment_id.');
	}
	const { scheduled_start, scheduled_end } = (job.schedule ?? {}) as IDataObject;
	const { start_time = scheduled_start, end_time = scheduled_end, arrival_window_minutes: arrival_window_in_minutes } = visit ?? {};
	const times: IDataObject = Object.assign({ start_time, end_time, arrival_window_in_minutes }, schedule);
	if (schedule && times.start_time === undefined) throw refusal('The job has no times yet', 'Give its start.');

	const url = path`/jobs/${String(job.id)}`;
	const byVisit = visitRequest(url, visit, times, staff ?? (visit?.dispatched_employees_ids as string[] | undefined) ?? staffOf(job));
	// An appointment has to have an end, and tells nobody when it is moved.
	const isTold = schedule !== undefined && Object.values(told(scope)).includes(true);
	const fitsVisit = times.start_time === null ? visit !== undefined : Boolean(times.end_time) && !isTold;
	const restricted = isOne && fitsVisit ? byVisit : true;
	if (!isOne && visit) await client.send(byVisit);
	else if (times.start_time === null) await client.send({ method: 'DELETE', path: `${url}/schedule`, restricted, safeToRepeat: true });
	else if (schedule) await client.send({ ...reschedule(url, { schedule: times, staff }, scope), restricted });
	else await client.send({ method: 'PUT', path: `${url}/dispatch`, body: dispatched(staff), restricted, safeToRepeat: true });
}

const dispatched = (staff: readonly string[] = []) => ({ dispatched_employees: staff.map((id) => ({ employee_id: id })) });

function visitRequest(url: string, visit: Raw | undefined, times: IDataObject, staff: readonly string[]): HttpRequest {
	const place = visit ? `${url}${path`/appointments/${String(visit.id)}`}` : `${url}/appointments`;
	if (times.start_time === null) return { method: 'DELETE', path: place, restricted: true, safeToRepeat: true };
	const body = { ...spelled(times, 'appointment'), dispatched_employees_ids: staff };
	return { method: visit ? 'PUT' : 'POST', path: place, body, restricted: true, safeToRepeat: visit !== undefined };
}
