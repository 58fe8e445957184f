import type { SeedData } from '../crm';
import type { Collection } from './collection';
import { HEAD_COMPANY } from './company';
import { createCustomer, type CustomerBody } from './customers';
import { createEstimate, type EstimateBody } from './estimates';
import type { HousecallAccount } from './housecallAccount';
import { createJob, type JobBody } from './jobs';
import { createLead, type LeadBody } from './leads';
import { namedAddress, namedCustomer, namedEmployees } from './lookup';
import type { Customer, Job, Lead, Row, WorkStatus } from './records';
import type { Call } from './router';
import { timeOf, withAppointments } from './schedule';

/** What a record to start with may have besides its POST body. */
interface SeedExtras {
	/** Generated when absent. */
	id?: string;
	/** ISO 8601; now when absent. */
	created_at?: string;
	updated_at?: string;
	/** The head company when absent. */
	company_id?: string;
}

type SeedCustomer = CustomerBody & SeedExtras & { do_not_service?: boolean };
type SeedLead = LeadBody & SeedExtras & { status?: Lead['status'] };
/** Without an address id the customer's first address is taken. */
type SeedJob = Omit<JobBody, 'address_id'> &
	SeedExtras & {
		address_id?: string;
		work_status?: WorkStatus;
		archived?: boolean;
		/** Visits besides the one of `schedule`. */
		appointments?: { start_time: string; end_time: string; dispatched_employees_ids?: string[] }[];
	};

/** Of the customer's first address. */
type SeedEstimate = EstimateBody & SeedExtras & { customer_id: string; work_status?: WorkStatus };

type SeedCall = Pick<Call, 'account' | 'caller'>;

/** Adds records by object type, each in the words of its POST body; answers their ids. */
export function seedRecords(account: HousecallAccount, data: SeedData): Record<string, string[]> {
	return Object.fromEntries(
		Object.entries(data).map(([name, seeds]) => [name, seeds.map((seed) => seedRecord(account, name, seed))]),
	);
}

function seedRecord(account: HousecallAccount, name: string, seed: unknown): string {
	const companyId = (seed as SeedExtras).company_id ?? HEAD_COMPANY.id;
	const call: SeedCall = { account, caller: { keyType: 'company', companyId, isPinned: false } };
	switch (name) {
		case 'customers':
			return seedCustomer(call, seed as SeedCustomer);
		case 'leads':
			return seedLead(call, seed as SeedLead);
		case 'estimates':
			return seedEstimate(call, seed as SeedEstimate);
		case 'jobs':
			return seedJob(call, seed as SeedJob);
		default:
			throw new RangeError(`Seed: no "${name}"; known are customers, leads, estimates, jobs`);
	}
}

function seedCustomer({ account, caller }: SeedCall, seed: SeedCustomer): string {
	const customer: Customer = createCustomer(account, caller.companyId, seed);
	return place(account.customers, { ...customer, doNotService: seed.do_not_service ?? false }, seed);
}

function seedLead(call: SeedCall, seed: SeedLead): string {
	const lead = createLead(call, seed);
	return place(call.account.leads, { ...lead, status: seed.status ?? lead.status }, seed);
}

function seedJob(call: SeedCall, seed: SeedJob): string {
	const { account } = call;
	const customer = namedCustomer(call, seed.customer_id);
	const address = seed.address_id ? namedAddress(customer, seed.address_id) : (customer.addresses[0] ?? null);
	const employeeIds = namedEmployees(call, 'assigned_employee_ids', seed.assigned_employee_ids ?? []);
	const job = createJob(account, { customer, address, employeeIds }, seed);
	const visits = (seed.appointments ?? []).map((visit) => ({
		id: account.newId('appt'),
		startsAt: timeOf(account, 'start_time', visit.start_time),
		endsAt: timeOf(account, 'end_time', visit.end_time),
		anytime: false,
		arrivalWindow: 0,
		employeeIds: visit.dispatched_employees_ids ?? [],
	}));
	const planned: Job = withAppointments(job, [...job.appointments, ...visits]);
	const workStatus = seed.work_status ?? planned.workStatus;
	return place(account.jobs, { ...planned, workStatus, archived: seed.archived ?? false }, seed);
}

function seedEstimate(call: SeedCall, seed: SeedEstimate): string {
	const customer = namedCustomer(call, seed.customer_id);
	const estimate = createEstimate(call.account, { customer, address: customer.addresses[0] ?? null, employeeIds: [] }, seed);
	return place(call.account.estimates, { ...estimate, workStatus: seed.work_status ?? estimate.workStatus }, seed);
}

/** Gives a new row the id and times of its seed; it is visible at once. */
function place<Kind extends Row>(collection: Collection<Kind>, row: Kind, seed: SeedExtras): string {
	const createdAt = seed.created_at ? Date.parse(seed.created_at) : row.createdAt;
	const updatedAt = seed.updated_at ? Date.parse(seed.updated_at) : createdAt;
	collection.delete(row.id);
	return collection.save({ ...row, id: seed.id ?? row.id, createdAt, updatedAt, visibleAt: 0 }).id;
}
