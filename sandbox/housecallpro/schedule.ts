import { InvalidBody } from './errors';
import type { HousecallAccount } from './housecallAccount';
import { namedEmployees } from './lookup';
import type { Appointment, Job } from './records';
import type { Call } from './router';

const DEFAULT_DURATION_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A time of a body, in whole seconds. */
export function timeOf(account: HousecallAccount, field: string, text: string): number {
	const time = account.instant(text);
	if (Number.isNaN(time)) throw new InvalidBody(field, 'is not a valid ISO-8601 time');
	return Math.floor(time / 1_000) * 1_000;
}

/** Start and end, read from fields that every endpoint calls differently (contract 2). */
export function spanOf<Body extends object>(
	account: HousecallAccount,
	body: Body,
	startField: keyof Body & string,
	endField: keyof Body & string,
): Pick<Appointment, 'startsAt' | 'endsAt'> {
	const startsAt = timeOf(account, startField, String(body[startField]));
	const end = body[endField];
	const endsAt = end === undefined ? startsAt + DEFAULT_DURATION_MS : timeOf(account, endField, String(end));
	if (endsAt < startsAt) throw new InvalidBody(endField, 'must be after the start');
	return { startsAt, endsAt };
}

/** The schedule in a new job's body. */
export interface JobScheduleBody {
	scheduled_start?: string;
	scheduled_end?: string;
	arrival_window?: number;
	anytime?: boolean;
	anytime_start_date?: string;
}

/** The one appointment of a new job, if it has a schedule. */
export function firstAppointment(
	account: HousecallAccount,
	body: JobScheduleBody | undefined,
	employeeIds: string[],
): Appointment[] {
	if (!body?.anytime && body?.scheduled_start === undefined) return [];
	const blank = { id: account.newId('appt'), arrivalWindow: body.arrival_window ?? 0, employeeIds };
	if (!body.anytime) {
		return [{ ...blank, ...spanOf(account, body, 'scheduled_start', 'scheduled_end'), anytime: false }];
	}
	if (!body.anytime_start_date) throw new InvalidBody('schedule.anytime_start_date', 'is missing');
	const startsAt = timeOf(account, 'schedule.anytime_start_date', body.anytime_start_date);
	return [{ ...blank, startsAt, endsAt: startsAt + DAY_MS, anytime: true }];
}

/** A job with other appointments, and the status that follows from them. */
export function withAppointments(job: Job, appointments: readonly Appointment[]): Job {
	const isPending = job.workStatus === 'needs scheduling' || job.workStatus === 'scheduled';
	const pending = appointments.length > 0 ? 'scheduled' : 'needs scheduling';
	return {
		...job,
		appointments: appointments.toSorted((a, b) => a.startsAt - b.startsAt),
		workStatus: isPending ? pending : job.workStatus,
	};
}

/** From the first start to the last end. */
export function scheduleOf({ appointments }: Job): Omit<Appointment, 'id' | 'employeeIds'> | undefined {
	const [first] = appointments;
	if (!first) return undefined;
	const { startsAt, anytime, arrivalWindow } = first;
	return { startsAt, anytime, arrivalWindow, endsAt: Math.max(...appointments.map(({ endsAt }) => endsAt)) };
}

/** Who is assigned: whoever goes to an appointment, else whoever the job names. */
export function assignedTo({ appointments, employeeIds }: Job): string[] {
	return appointments.length === 0 ? employeeIds : [...new Set(appointments.flatMap((each) => each.employeeIds))];
}

/** Whom a body sends out. */
export interface DispatchBody {
	dispatched_employees?: { employee_id: string }[];
}

/** The body that moves a job or an estimate. */
export interface ScheduleBody extends DispatchBody {
	start_time: string;
	end_time?: string;
	arrival_window_in_minutes?: number;
	notify?: boolean;
	notify_pro?: boolean;
	expand?: string[];
}

/** The employees a body dispatches; `undefined` when it does not say. */
export function dispatched(call: Pick<Call<unknown, DispatchBody>, 'account' | 'caller' | 'body'>): string[] | undefined {
	const ids = call.body.dispatched_employees?.map(({ employee_id }) => employee_id);
	return ids && namedEmployees({ account: call.account, caller: call.caller }, 'dispatched_employees', ids);
}

/** Writes to whom the body asks to write to. */
export function announceMove(
	account: HousecallAccount,
	{ notify, notify_pro }: ScheduleBody,
	{ id, customerId, employeeIds }: { id: string; customerId: string; employeeIds: readonly string[] },
): void {
	if (notify) account.notify('customer', customerId, id, 'notify');
	if (notify_pro) employeeIds.forEach((employee) => account.notify('employee', employee, id, 'notify_pro'));
}
