import { PIPELINE } from './company';
import { checkLeadSource } from './customers';
import { InvalidBody } from './errors';
import type { HousecallAccount } from './housecallAccount';
import { type LineItemBody, newLineItems } from './lineItems';
import type { Address, Customer, Job } from './records';
import { firstAppointment, type JobScheduleBody, withAppointments } from './schedule';
import { knownTags } from './tags';

/** The body of a new job. */
export interface JobBody {
	invoice_number?: number;
	customer_id: string;
	address_id: string;
	schedule?: JobScheduleBody;
	assigned_employee_ids?: string[];
	line_items?: LineItemBody[];
	tags?: string[];
	notes?: string;
	lead_source?: string;
	job_fields?: { job_type_id?: string; business_unit_id?: string };
}

/** What a job is made of besides its body. */
export interface JobParts {
	customer: Customer;
	address: Address | null;
	employeeIds: string[];
}

export function createJob(
	account: HousecallAccount,
	{ customer, address, employeeIds }: JobParts,
	body: Omit<JobBody, 'customer_id' | 'address_id'>,
): Job {
	const { job_type_id: jobTypeId = null, business_unit_id: businessUnitId = null } = body.job_fields ?? {};
	if (jobTypeId !== null && !account.jobTypes.get(jobTypeId)) {
		throw new InvalidBody('job_fields.job_type_id', 'is invalid');
	}
	checkLeadSource(account, body.lead_source);
	const appointments = firstAppointment(account, body.schedule, employeeIds);
	const invoiceNumber = newInvoiceNumber(account, body.invoice_number);
	const blank: Job = {
		...account.newRow('job', customer.companyId),
		invoiceNumber,
		customerId: customer.id,
		address,
		appointments: [],
		employeeIds,
		lineItems: newLineItems(account, body.line_items),
		notes: body.notes ? [{ id: account.newId('note'), content: body.notes }] : [],
		tags: knownTags(account, customer.companyId, body.tags),
		lead_source: body.lead_source || null,
		jobTypeId,
		businessUnitId,
		workStatus: 'needs scheduling',
		pipelineStatus: PIPELINE.job[0],
		archived: false,
	};
	const job = account.jobs.save(withAppointments(blank, appointments));
	if (appointments.length > 0) announceBooking(account, job);
	return job;
}

export function saveJob(account: HousecallAccount, job: Job): Job {
	return account.jobs.save({ ...job, updatedAt: account.clock.now() });
}

/** The text that nobody asked for, where the account sends it. */
export function announceBooking(account: HousecallAccount, job: Job): void {
	if (account.settings.confirmBookings) account.notify('customer', job.customerId, job.id, 'booking');
}

/** Unique across the company's jobs; generated when absent. */
function newInvoiceNumber(account: HousecallAccount, wanted: number | undefined): string {
	if (wanted !== undefined && account.invoiceNumbers.has(String(wanted))) {
		throw new InvalidBody('invoice_number', 'has already been taken');
	}
	let number = String(wanted ?? account.next('invoice'));
	while (wanted === undefined && account.invoiceNumbers.has(number)) number = String(account.next('invoice'));
	account.invoiceNumbers.add(number);
	return number;
}
