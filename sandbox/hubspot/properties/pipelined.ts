import { bool, calculated, datetime, number, pipeline, type Property, select, text, textarea } from './build';

export const dealProperties: Property[] = [
	text('dealname', 'Deal Name'),
	number('amount', 'Amount'),
	select('deal_currency_code', 'Currency', ['USD', 'EUR', 'GBP']),
	datetime('closedate', 'Close Date'),
	pipeline('pipeline', 'Pipeline'),
	pipeline('dealstage', 'Deal Stage'),
	select('dealtype', 'Deal Type', [
		['newbusiness', 'New Business'],
		['existingbusiness', 'Existing Business'],
	]),
	textarea('description', 'Deal Description'),
	number('hs_deal_stage_probability', 'Deal probability', calculated),
	bool('hs_is_closed', 'Is Deal Closed?', calculated),
	bool('hs_is_closed_won', 'Is Closed Won', calculated),
];

export const ticketProperties: Property[] = [
	text('subject', 'Ticket name'),
	textarea('content', 'Ticket description'),
	pipeline('hs_pipeline', 'Pipeline'),
	pipeline('hs_pipeline_stage', 'Ticket status'),
	select('hs_ticket_priority', 'Priority', ['LOW', 'MEDIUM', 'HIGH', 'URGENT']),
	select('hs_ticket_category', 'Category', ['PRODUCT_ISSUE', 'BILLING_ISSUE', 'FEATURE_REQUEST', 'GENERAL_INQUIRY']),
	select('source_type', 'Source', ['CHAT', 'EMAIL', 'FORM', 'PHONE']),
	datetime('closed_date', 'Close date'),
];

export const leadProperties: Property[] = [
	text('hs_lead_name', 'Lead Name'),
	select('hs_lead_type', 'Lead Type', [
		['NEW_BUSINESS', 'New business'],
		['RE_ATTEMPTING', 'Re-attempting'],
		['UPSELL', 'Upsell'],
	]),
	select('hs_lead_label', 'Lead Label', [
		['HOT', 'Hot'],
		['WARM', 'Warm'],
		['COLD', 'Cold'],
	]),
	pipeline('hs_pipeline', 'Pipeline'),
	pipeline('hs_pipeline_stage', 'Pipeline stage'),
];

/** There is no `hs_appointment_status`: at least one live account has none (contract 2). */
export const appointmentProperties: Property[] = [
	text('hs_appointment_name', 'Appointment Name'),
	datetime('hs_appointment_start', 'Appointment Start'),
	datetime('hs_appointment_end', 'Appointment End'),
	pipeline('hs_pipeline', 'Pipeline'),
	pipeline('hs_pipeline_stage', 'Pipeline stage'),
];
