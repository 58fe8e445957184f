import { NOT_APPLICATION_KEY, NOT_COMPANY_KEY } from './access';
import { APPOINTMENT, DISPATCH, SCHEDULE_UPDATE } from './bodies';
import { HousecallProError, notFound } from './errors';
import { announceBooking, saveJob } from './jobs';
import { findJob, findOpenJob, namedEmployees } from './lookup';
import { presentEmployees } from './present';
import { presentAppointment, presentAppointments } from './presentJob';
import type { Appointment } from './records';
import { type Api, type Call, route } from './router';
import {
	announceMove,
	assignedTo,
	type DispatchBody,
	dispatched,
	type ScheduleBody,
	spanOf,
	withAppointments,
} from './schedule';
import { stamp } from './times';

interface JobParams {
	jobId: string;
}

interface AppointmentParams extends JobParams {
	appointmentId: string;
}

interface AppointmentBody {
	start_time: string;
	end_time: string;
	arrival_window_minutes?: number;
	dispatched_employees_ids: string[];
}

/** The schedule of a job, who does it, and the appointments of jobs with several visits (contract 3). */
export function registerSchedules(api: Api): void {
	const keys = NOT_COMPANY_KEY;

	route<JobParams, ScheduleBody>(api, 'PUT', '/jobs/:jobId/schedule', { keys, body: SCHEDULE_UPDATE }, reschedule);

	route<JobParams>(api, 'DELETE', '/jobs/:jobId/schedule', { keys }, (call) => {
		const job = findOpenJob(call, call.params.jobId);
		saveJob(call.account, withAppointments({ ...job, employeeIds: assignedTo(job) }, []));
		return { object: 'schedule', deleted: true };
	});

	route<JobParams, DispatchBody>(api, 'PUT', '/jobs/:jobId/dispatch', { keys, body: DISPATCH }, (call) => {
		const job = findOpenJob(call, call.params.jobId);
		const employeeIds = dispatched(call) ?? [];
		const appointments = job.appointments.map((each) => ({ ...each, employeeIds }));
		saveJob(call.account, { ...job, employeeIds, appointments });
		return { assigned_employees: presentEmployees(call.account, employeeIds) };
	});

	registerAppointments(api);
}

function registerAppointments(api: Api): void {
	const keys = NOT_APPLICATION_KEY;
	const url = '/jobs/:jobId/appointments';
	const body = APPOINTMENT;

	route<JobParams>(api, 'GET', url, { keys }, (call) =>
		presentAppointments(call.account, findJob(call, call.params.jobId)),
	);

	route<JobParams, AppointmentBody>(api, 'POST', url, { keys, body, status: 201 }, (call) => {
		const job = findOpenJob(call, call.params.jobId);
		const appointment = { id: call.account.newId('appt'), ...appointmentFrom(call) };
		const saved = saveJob(call.account, withAppointments(job, [...job.appointments, appointment]));
		announceBooking(call.account, saved);
		return presentAppointment(call.account, saved, appointment);
	});

	route<AppointmentParams, AppointmentBody>(api, 'PUT', `${url}/:appointmentId`, { keys, body }, (call) => {
		const job = findOpenJob(call, call.params.jobId);
		const { id } = findAppointment(job.appointments, call.params.appointmentId);
		const appointment = { id, ...appointmentFrom(call) };
		const appointments = job.appointments.map((each) => (each.id === id ? appointment : each));
		return presentAppointment(call.account, saveJob(call.account, withAppointments(job, appointments)), appointment);
	});

	route<AppointmentParams>(api, 'DELETE', `${url}/:appointmentId`, { keys }, (call) => {
		const job = findOpenJob(call, call.params.jobId);
		const { id } = findAppointment(job.appointments, call.params.appointmentId);
		const appointments = job.appointments.filter((each) => each.id !== id);
		saveJob(call.account, withAppointments({ ...job, employeeIds: assignedTo(job) }, appointments));
	});
}

function reschedule(call: Call<JobParams, ScheduleBody>) {
	const { account, body } = call;
	const job = findOpenJob(call, call.params.jobId);
	if (job.appointments.length > 1) {
		throw new HousecallProError(
			account.settings.validationStatus,
			'Jobs with more than one appointment must be updated through the appointments endpoints',
		);
	}
	const [current] = job.appointments;
	const employeeIds = dispatched(call) ?? assignedTo(job);
	const appointment: Appointment = {
		id: current?.id ?? account.newId('appt'),
		...spanOf(account, body, 'start_time', 'end_time'),
		anytime: false,
		arrivalWindow: body.arrival_window_in_minutes ?? current?.arrivalWindow ?? 0,
		employeeIds,
	};
	const saved = saveJob(account, withAppointments({ ...job, employeeIds }, [appointment]));
	announceMove(account, body, { ...job, employeeIds });
	return {
		start_time: stamp(appointment.startsAt),
		end_time: stamp(appointment.endsAt),
		arrival_window_minutes: appointment.arrivalWindow,
		...(body.expand?.includes('assigned_employees')
			? { assigned_employees: presentEmployees(account, employeeIds) }
			: {}),
		...(body.expand?.includes('appointments') ? presentAppointments(account, saved) : {}),
	};
}

function appointmentFrom(call: Call<JobParams, AppointmentBody>): Omit<Appointment, 'id'> {
	const { account, body } = call;
	return {
		...spanOf(account, body, 'start_time', 'end_time'),
		anytime: false,
		arrivalWindow: body.arrival_window_minutes ?? 0,
		employeeIds: namedEmployees(call, 'dispatched_employees_ids', body.dispatched_employees_ids),
	};
}

function findAppointment(appointments: readonly Appointment[], id: string): Appointment {
	const appointment = appointments.find((each) => each.id === id);
	if (!appointment) throw notFound('Appointment');
	return appointment;
}
