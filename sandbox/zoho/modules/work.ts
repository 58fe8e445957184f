import { externalId, field, leadSources, systemFields, type Field } from './field';

/** Stages of all pipelines together; `orgData` says which pipeline has which. */
export const stages = [
	'Qualification',
	'Needs Analysis',
	'Proposal/Price Quote',
	'Site Survey',
	'Negotiation/Review',
	'Closed Won',
	'Closed Lost',
];

export const pipelineNames = ['Standard (Standard)', 'Service Contracts'];

const description = field('textarea', 'Description');
const tag = field('jsonarray', 'Tag');

export const dealFields: readonly Field[] = [
	...systemFields,
	field('text', 'Deal_Name', { length: 120, mandatory: true }),
	field('picklist', 'Stage', { options: stages, mandatory: true }),
	field('picklist', 'Pipeline', { options: pipelineNames }),
	field('currency', 'Amount'),
	field('date', 'Closing_Date'),
	field('integer', 'Probability'),
	field('lookup', 'Account_Name', { lookup: 'Accounts' }),
	field('lookup', 'Contact_Name', { lookup: 'Contacts' }),
	field('picklist', 'Type', { options: ['Existing Business', 'New Business'] }),
	field('picklist', 'Lead_Source', { options: leadSources }),
	field('text', 'Next_Step', { length: 100 }),
	description,
	tag,
	externalId,
];

/** Called Meetings in the UI (contract 2). */
export const eventFields: readonly Field[] = [
	...systemFields,
	field('text', 'Event_Title', { mandatory: true }),
	field('datetime', 'Start_DateTime', { mandatory: true }),
	field('datetime', 'End_DateTime', { mandatory: true }),
	field('boolean', 'All_day'),
	field('text', 'Venue'),
	field('lookup', 'Who_Id', { label: 'Contact Name', lookup: 'Contacts' }),
	// Any of several modules; `$se_module` says which.
	field('lookup', 'What_Id', { label: 'Related To', lookup: 'se_module' }),
	field('jsonarray', 'Participants'),
	field('event_reminder', 'Remind_At'),
	field('RRULE', 'Recurring_Activity'),
	description,
	tag,
	externalId,
];

/** The names of this module's fields come from the vendor's list of fields, not from the contract. [unverified] */
export const caseFields: readonly Field[] = [
	...systemFields,
	field('autonumber', 'Case_Number', { readOnly: true }),
	field('text', 'Subject', { mandatory: true }),
	field('picklist', 'Status', { options: ['New', 'On Hold', 'Escalated', 'Closed'], mandatory: true }),
	field('picklist', 'Case_Origin', { options: ['Email', 'Phone', 'Web'], mandatory: true }),
	field('picklist', 'Priority', { options: ['High', 'Medium', 'Low'] }),
	field('picklist', 'Type', { options: ['Problem', 'Feature Request', 'Question'] }),
	field('lookup', 'Related_To', { label: 'Contact Name', lookup: 'Contacts' }),
	field('lookup', 'Account_Name', { lookup: 'Accounts' }),
	field('lookup', 'Deal_Name', { lookup: 'Deals' }),
	field('email', 'Email'),
	field('phone', 'Phone'),
	description,
	tag,
	externalId,
];

export const noteFields: readonly Field[] = [
	...systemFields,
	field('text', 'Note_Title', { length: 120 }),
	field('textarea', 'Note_Content', { mandatory: true }),
	field('lookup', 'Parent_Id', { label: 'Parent ID', lookup: 'se_module', mandatory: true }),
];
