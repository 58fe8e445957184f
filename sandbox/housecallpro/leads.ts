import { PIPELINE } from './company';
import { addAddress, type AddressBody, checkLeadSource, createCustomer, type CustomerBody } from './customers';
import { InvalidBody } from './errors';
import { createEstimate } from './estimates';
import { createJob } from './jobs';
import { type LineItemBody, newLineItems } from './lineItems';
import { namedAddress, namedCustomer, namedEmployees } from './lookup';
import { customerOf } from './present';
import type { Address, Customer, Lead } from './records';
import type { Call } from './router';
import { knownTags } from './tags';

/** The body of a new lead. */
export interface LeadBody {
	customer_id?: string;
	/** Becomes a customer of its own. */
	customer?: CustomerBody;
	address_id?: string;
	address?: AddressBody;
	note?: string;
	lead_source?: string;
	assigned_employee_id?: string;
	tags?: string[];
	line_items?: LineItemBody[];
}

type LeadCall = Pick<Call, 'account' | 'caller'>;

export function createLead(call: LeadCall, body: LeadBody): Lead {
	const { account } = call;
	const assignees = [body.assigned_employee_id ?? []].flat();
	const [assignedEmployeeId = null] = namedEmployees(call, 'assigned_employee_id', assignees);
	checkLeadSource(account, body.lead_source);
	const customer = customerFor(call, body);
	return account.leads.save({
		...account.newRow('lea', customer.companyId),
		number: account.next('lead number'),
		customerId: customer.id,
		address: addressFor(call, customer, body),
		note: body.note || null,
		lead_source: body.lead_source || null,
		assignedEmployeeId,
		tags: knownTags(account, customer.companyId, body.tags),
		lineItems: newLineItems(account, body.line_items),
		status: 'open',
		pipelineStatus: PIPELINE.lead[0],
		lostAt: null,
		conversions: [],
	});
}

/** Makes a job or an estimate of a lead and closes it (contract 3). */
export function convertLead({ account }: LeadCall, lead: Lead, type: 'job' | 'estimate'): { id: string } {
	if (lead.conversions.length > 0) throw new InvalidBody('lead', 'has already been converted');
	const parts = {
		customer: customerOf(account, lead),
		address: lead.address,
		employeeIds: [lead.assignedEmployeeId ?? []].flat(),
	};
	const { lineItems: line_items, lead_source, tags } = lead;
	const common = lead_source ? { lead_source } : {};
	const { id } =
		type === 'job'
			? createJob(account, parts, { ...common, tags, line_items, ...(lead.note ? { notes: lead.note } : {}) })
			: createEstimate(account, parts, { ...common, options: [{ name: 'Option 1', line_items }] });
	account.leads.save({
		...lead,
		status: 'won',
		pipelineStatus: PIPELINE.lead.find(({ status_type }) => status_type === 'won') ?? lead.pipelineStatus,
		conversions: [{ type, id }],
		updatedAt: account.clock.now(),
	});
	return { id };
}

function customerFor(call: LeadCall, { customer_id, customer, address_id }: LeadBody): Customer {
	if (customer_id) return namedCustomer(call, customer_id);
	if (!customer) throw new InvalidBody('customer_id', 'or customer is required');
	if (address_id) throw new InvalidBody('address_id', 'is not an address of this customer');
	return createCustomer(call.account, call.caller.companyId, customer);
}

function addressFor({ account }: LeadCall, customer: Customer, { address_id, address }: LeadBody): Address | null {
	if (address_id) return namedAddress(customer, address_id);
	return address ? addAddress(account, customer, address) : null;
}
