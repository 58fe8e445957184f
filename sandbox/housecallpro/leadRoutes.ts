import { LEAD_CONVERT, LEAD_CREATE } from './bodies';
import type { HousecallAccount } from './housecallAccount';
import { convertLead, createLead, type LeadBody } from './leads';
import { COMMON_SORTS, list, paged } from './lists';
import { find } from './lookup';
import { customerFields, customerOf, owner, presentAddress, presentEmployees, presentLineItem } from './present';
import { listOf, textOf } from './query';
import type { Lead } from './records';
import { type Api, type Call, route } from './router';
import { stamp } from './times';

interface LeadParams {
	leadId: string;
}

const SORTS = { ...COMMON_SORTS, status: ({ status }: Lead) => status };

/** Leads. There is no update route: they only move through the pipeline or are converted (contract 3). */
export function registerLeads(api: Api): void {
	const findLead = (call: Call<LeadParams>) => find(call, call.account.leads, call.params.leadId, 'Lead');

	route(api, 'GET', '/leads', {}, (call) =>
		list(call, call.account.leads, {
			name: 'leads',
			sorts: SORTS,
			matches: leadMatcher(call),
			present: (lead) => presentLead(call.account, lead),
		}),
	);

	route<Record<string, never>, LeadBody>(api, 'POST', '/leads', { body: LEAD_CREATE, status: 201 }, (call) =>
		presentLead(call.account, createLead(call, call.body)),
	);

	route<LeadParams>(api, 'GET', '/leads/:leadId', {}, (call) => presentLead(call.account, findLead(call)));

	route<LeadParams>(api, 'GET', '/leads/:leadId/line_items', {}, (call) =>
		paged(call, 'line_items', findLead(call).lineItems.map(presentLineItem), (item) => item),
	);

	route<LeadParams, { type: 'job' | 'estimate' }>(
		api,
		'POST',
		'/leads/:leadId/convert',
		{ body: LEAD_CONVERT, status: 201 },
		(call) => {
			const { type } = call.body;
			const lead = find(call, call.account.leads, call.params.leadId, 'Lead');
			return { [`${type}_id`]: convertLead(call, lead, type).id };
		},
	);
}

/** Times and the note are not in the answer, and what is unset is left out (contract 2). */
function presentLead(account: HousecallAccount, lead: Lead) {
	const { id, number, address, lead_source, tags, status, pipelineStatus, conversions, lostAt } = lead;
	const [assignedEmployee] = presentEmployees(account, [lead.assignedEmployeeId ?? []].flat());
	return {
		id,
		number,
		customer: customerFields(customerOf(account, lead)),
		...(address
			? { address: Object.fromEntries(Object.entries(presentAddress(address)).filter(([, value]) => value !== null)) }
			: {}),
		...(lead_source ? { lead_source } : {}),
		tags,
		...(assignedEmployee ? { assigned_employee: assignedEmployee } : {}),
		status,
		...(account.settings.pipelineEnabled ? { pipeline_status: pipelineStatus.name } : {}),
		conversions,
		lost_at: lostAt === null ? null : stamp(lostAt),
		...owner(account, lead),
	};
}

function leadMatcher({ account, query }: Pick<Call, 'account' | 'query'>): (lead: Lead) => boolean {
	const customerId = textOf(query, 'customer_id');
	const status = textOf(query, 'status');
	const sources = listOf(query, 'lead_source');
	const employeeIds = listOf(query, 'employee_ids');
	const tagIds = listOf(query, 'tag_ids');
	const tags = tagIds.flatMap((id) => account.tags.get(id)?.name ?? []);
	return (lead) =>
		(!customerId || lead.customerId === customerId) &&
		(!status || lead.status === status) &&
		(sources.length === 0 || sources.includes(lead.lead_source ?? '')) &&
		(employeeIds.length === 0 || employeeIds.includes(lead.assignedEmployeeId ?? '')) &&
		(tagIds.length === 0 || lead.tags.some((tag) => tags.includes(tag)));
}
