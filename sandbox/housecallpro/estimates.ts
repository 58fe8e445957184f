import { PIPELINE } from './company';
import { checkLeadSource } from './customers';
import { InvalidBody } from './errors';
import type { HousecallAccount } from './housecallAccount';
import type { JobParts } from './jobs';
import { type LineItemBody, newLineItems } from './lineItems';
import type { Estimate, EstimateOption } from './records';
import { spanOf } from './schedule';
import { knownTags } from './tags';

export interface OptionBody {
	name?: string;
	tags?: string[];
	line_items?: LineItemBody[];
}

/** The body of a new estimate, except for whom and where. */
export interface EstimateBody {
	estimate_number?: number;
	lead_source?: string;
	options?: OptionBody[];
	schedule?: {
		start_time?: string;
		end_time?: string;
		arrival_window_in_minutes?: number;
		notify_customer?: boolean;
	};
	estimate_fields?: { job_type_id?: string; business_unit_id?: string };
}

export function createEstimate(
	account: HousecallAccount,
	{ customer, address, employeeIds }: JobParts,
	body: EstimateBody,
): Estimate {
	checkLeadSource(account, body.lead_source);
	const { companyId } = customer;
	const estimateNumber = String(body.estimate_number ?? account.next('estimate number'));
	if ([...account.estimates.all()].some((other) => other.estimateNumber === estimateNumber)) {
		throw new InvalidBody('estimate_number', 'has already been taken');
	}
	const schedule = scheduleFrom(account, body.schedule);
	const estimate = account.estimates.save({
		...account.newRow('est', companyId),
		estimateNumber,
		customerId: customer.id,
		address,
		schedule,
		workStatus: schedule ? 'scheduled' : 'needs scheduling',
		employeeIds,
		lead_source: body.lead_source || null,
		jobTypeId: body.estimate_fields?.job_type_id ?? null,
		businessUnitId: body.estimate_fields?.business_unit_id ?? null,
		options: (body.options ?? []).map((option, index) => newOption(account, companyId, option, index)),
		pipelineStatus: PIPELINE.estimate[0],
	});
	if (body.schedule?.notify_customer) account.notify('customer', customer.id, estimate.id, 'notify_customer');
	return estimate;
}

export function newOption(
	account: HousecallAccount,
	companyId: string,
	{ name, tags, line_items }: OptionBody,
	index: number,
): EstimateOption {
	return {
		id: account.newId('est'),
		name: name || `Option ${index + 1}`,
		number: String(index + 1),
		tags: knownTags(account, companyId, tags),
		lineItems: newLineItems(account, line_items),
		notes: [],
		createdAt: account.clock.now(),
	};
}

/** Estimates call their times like appointments and their window like the schedule's PUT (contract 2). */
function scheduleFrom(account: HousecallAccount, body: EstimateBody['schedule']): Estimate['schedule'] {
	if (body?.start_time === undefined) return null;
	return {
		...spanOf(account, body, 'start_time', 'end_time'),
		arrivalWindow: body.arrival_window_in_minutes ?? 0,
	};
}
