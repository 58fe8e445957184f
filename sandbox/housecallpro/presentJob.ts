import type { HousecallAccount } from './housecallAccount';
import { customerOf, owner, presentAddress, presentCustomerOf, presentEmployees, stamps, totalOf } from './present';
import type { Appointment, Job } from './records';
import { assignedTo, scheduleOf } from './schedule';
import { localDate, stamp } from './times';

/** A job. It has no title: its description is made of the line items (contract 2). */
export function presentJob(account: HousecallAccount, job: Job, expand: readonly string[] = []) {
	const total = totalOf(job.lineItems);
	return {
		id: job.id,
		invoice_number: job.invoiceNumber,
		description: job.lineItems.map(({ name }) => name).join(', '),
		customer: presentCustomerOf(account, customerOf(account, job), 'job'),
		address: job.address && presentAddress(job.address),
		notes: job.notes,
		work_status: job.workStatus,
		work_timestamps: { on_my_way_at: null, started_at: null, completed_at: null },
		schedule: presentSchedule(account, job, expand),
		total_amount: total,
		outstanding_balance: total,
		subtotal: total,
		assigned_employees: presentEmployees(account, assignedTo(job)),
		tags: job.tags,
		original_estimate_id: null,
		original_estimate_uuids: [],
		lead_source: job.lead_source,
		job_fields: presentJobFields(account, job),
		...(expand.includes('attachments') ? { attachments: [] } : {}),
		...stamps(job),
		canceled_at: job.workStatus === 'user canceled' ? stamp(job.updatedAt) : null,
		deleted_at: job.workStatus === 'pro canceled' ? stamp(job.updatedAt) : null,
		...owner(account, job),
	};
}

export function presentAppointment(account: HousecallAccount, job: Job, appointment: Appointment) {
	const { id, startsAt, endsAt, anytime, arrivalWindow, employeeIds } = appointment;
	return {
		id,
		start_date: localDate(startsAt, account.company(job.companyId).time_zone),
		start_time: stamp(startsAt),
		end_time: stamp(endsAt),
		anytime,
		arrival_window_minutes: arrivalWindow,
		dispatched_employees_ids: employeeIds,
	};
}

export function presentAppointments(account: HousecallAccount, job: Job) {
	return { appointments: job.appointments.map((each) => presentAppointment(account, job, each)) };
}

/** Keys of times are absent as long as there are none: the document allows no null. */
function presentSchedule(account: HousecallAccount, job: Job, expand: readonly string[]) {
	const schedule = scheduleOf(job);
	return {
		...(schedule
			? { scheduled_start: stamp(schedule.startsAt), scheduled_end: stamp(schedule.endsAt) }
			: {}),
		arrival_window: schedule?.arrivalWindow ?? 0,
		...(expand.includes('appointments') ? presentAppointments(account, job) : {}),
	};
}

function presentJobFields(account: HousecallAccount, { jobTypeId, businessUnitId }: Job) {
	const jobType = account.jobTypes.get(jobTypeId ?? undefined);
	return {
		...(jobType ? { job_type: { id: jobType.id, name: jobType.name } } : {}),
		...(businessUnitId ? { business_unit: { id: businessUnitId, name: 'Residential' } } : {}),
	};
}
