import { NOT_COMPANY_KEY } from './access';
import { ESTIMATE_CREATE } from './bodies';
import { addAddress, type AddressBody } from './customers';
import { createEstimate, type EstimateBody } from './estimates';
import type { HousecallAccount } from './housecallAccount';
import { COMMON_SORTS, list } from './lists';
import { find, namedAddress, namedCustomer, namedEmployees } from './lookup';
import { customerOf, owner, presentAddress, presentCustomerOf, presentEmployees, stamps, totalOf } from './present';
import type { Estimate, EstimateOption } from './records';
import { type Api, route } from './router';
import { stamp } from './times';
import { workMatcher } from './workFilters';

interface EstimateParams {
	estimateId: string;
}

interface NewEstimateBody extends EstimateBody {
	customer_id: string;
	address_id?: string;
	address?: AddressBody;
	assigned_employee_ids?: string[];
}

/** Estimates: quote visits. Their POST answers 200 (contract 3). */
export function registerEstimates(api: Api): void {
	route(api, 'GET', '/estimates', {}, (call) => {
		const matches = workMatcher(call);
		return list(call, call.account.estimates, {
			name: 'estimates',
			sorts: COMMON_SORTS,
			matches: (estimate: Estimate) => matches(estimate),
			present: (estimate) => presentEstimate(call.account, estimate),
		});
	});

	route<Record<string, never>, NewEstimateBody>(api, 'POST', '/estimates', { body: ESTIMATE_CREATE }, (call) => {
		const { account, body } = call;
		const customer = namedCustomer(call, body.customer_id);
		const employeeIds = namedEmployees(call, 'assigned_employee_ids', body.assigned_employee_ids ?? []);
		const given = body.address_id ? namedAddress(customer, body.address_id) : undefined;
		const address = given ?? (body.address ? addAddress(account, customer, body.address) : null);
		return presentEstimate(account, createEstimate(account, { customer, address, employeeIds }, body));
	});

	route<EstimateParams>(api, 'GET', '/estimates/:estimateId', { keys: NOT_COMPANY_KEY }, (call) =>
		presentEstimate(call.account, find(call, call.account.estimates, call.params.estimateId, 'Estimate')),
	);
}

function presentEstimate(account: HousecallAccount, estimate: Estimate) {
	const { schedule, address } = estimate;
	return {
		id: estimate.id,
		estimate_number: estimate.estimateNumber,
		work_status: estimate.workStatus,
		lead_source: estimate.lead_source,
		customer: presentCustomerOf(account, customerOf(account, estimate), 'estimate'),
		address: address && presentAddress(address),
		...stamps(estimate),
		...owner(account, estimate),
		work_timestamps: { on_my_way_at: null, started_at: null, completed_at: null },
		schedule: {
			...(schedule ? { scheduled_start: stamp(schedule.startsAt), scheduled_end: stamp(schedule.endsAt) } : {}),
			arrival_window: schedule?.arrivalWindow ?? 0,
		},
		assigned_employees: presentEmployees(account, estimate.employeeIds),
		estimate_fields: {
			...(estimate.jobTypeId ? { job_type_id: estimate.jobTypeId } : {}),
			...(estimate.businessUnitId ? { business_unit_id: estimate.businessUnitId } : {}),
		},
		options: estimate.options.map(presentOption),
	};
}

/** An option as its estimate and its own POST show it. */
export function presentOption({ id, name, number, tags, lineItems, notes, createdAt }: EstimateOption) {
	return {
		id,
		name,
		option_number: number,
		total_amount: totalOf(lineItems),
		approval_status: 'awaiting response',
		message_from_pro: '',
		tags,
		status: 'open',
		notes,
		...stamps({ createdAt, updatedAt: createdAt }),
	};
}
