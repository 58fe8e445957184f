import {
	checkbox,
	currency,
	date,
	datetime,
	defaulted,
	double,
	email,
	externalId,
	type Field,
	int,
	longText,
	phone,
	picklist,
	readOnly,
	reference,
	required,
	text,
} from './build';
import { LEAD_SOURCES } from './people';
import type { SObjectDefinition } from './sobject';

export const CASE_STATUSES = ['New', 'Working', 'Escalated', 'Closed'];
export const SALES_STAGES = ['Prospecting', 'Qualification', 'Proposal/Price Quote', 'Closed Won', 'Closed Lost'];
const SHOW_AS = ['Busy', 'OutOfOffice', 'Free'];
const indexed = { indexed: true } as const;

/** Whom and what an activity is about; both point at several objects. */
const related = (): Field[] => [
	reference('WhoId', 'Name ID', ['Contact', 'Lead'], 'Who', indexed),
	reference('WhatId', 'Related To ID', ['Account', 'Case', 'Opportunity'], 'What', indexed),
	reference('AccountId', 'Account ID', ['Account'], 'Account', { ...readOnly, indexed: true }),
];

export const event: SObjectDefinition = {
	name: 'Event',
	keyPrefix: '00U',
	searchable: false,
	fields: [
		...related(),
		text('Subject', 'Subject', 255),
		text('Location', 'Location', 255),
		checkbox('IsAllDayEvent', 'All-Day Event'),
		datetime('ActivityDateTime', 'Due Date Time'),
		date('ActivityDate', 'Due Date Only'),
		int('DurationInMinutes', 'Duration'),
		datetime('StartDateTime', 'Start Date Time'),
		datetime('EndDateTime', 'End Date Time'),
		date('EndDate', 'End Date', readOnly),
		longText('Description', 'Description'),
		checkbox('IsPrivate', 'Private'),
		picklist('ShowAs', 'Show Time As', SHOW_AS, { ...defaulted, restrictedPicklist: true, defaultValue: 'Busy' }),
		picklist('Type', 'Type', ['Email', 'Meeting', 'Other', 'Call']),
		checkbox('IsChild', 'Is Child', readOnly),
		checkbox('IsArchived', 'Archived', readOnly),
		checkbox('IsRecurrence', 'Create Recurring Series of Events', { updateable: false }),
		datetime('ReminderDateTime', 'Reminder Date/Time'),
		checkbox('IsReminderSet', 'Reminder Set'),
		externalId(),
		picklist('Visit_Status__c', 'Visit Status', ['Scheduled', 'Confirmed', 'Completed', 'Cancelled'], {
			restrictedPicklist: true,
		}),
	],
};

export const task: SObjectDefinition = {
	name: 'Task',
	keyPrefix: '00T',
	searchable: false,
	fields: [
		...related(),
		text('Subject', 'Subject', 255),
		date('ActivityDate', 'Due Date Only'),
		picklist('Status', 'Status', ['Not Started', 'In Progress', 'Completed', 'Deferred'], {
			...defaulted,
			defaultValue: 'Not Started',
		}),
		picklist('Priority', 'Priority', ['High', 'Normal', 'Low'], { ...defaulted, defaultValue: 'Normal' }),
		longText('Description', 'Description'),
		checkbox('IsClosed', 'Closed', readOnly),
	],
};

export const serviceCase: SObjectDefinition = {
	name: 'Case',
	keyPrefix: '500',
	fields: [
		text('CaseNumber', 'Case Number', 30, { ...readOnly, ...defaulted, nameField: true, idLookup: true }),
		reference('ContactId', 'Contact ID', ['Contact'], 'Contact', indexed),
		reference('AccountId', 'Account ID', ['Account'], 'Account', indexed),
		text('SuppliedName', 'Name', 80),
		email('SuppliedEmail', 'Email Address'),
		phone('SuppliedPhone', 'Phone'),
		picklist('Type', 'Case Type', ['Repair', 'Maintenance', 'Installation']),
		picklist('Status', 'Status', CASE_STATUSES, { defaultedOnCreate: true, defaultValue: 'New' }),
		picklist('Reason', 'Case Reason', ['Breakdown', 'Inspection', 'Question']),
		picklist('Origin', 'Case Origin', ['Phone', 'Email', 'Web']),
		text('Subject', 'Subject', 255),
		picklist('Priority', 'Priority', ['High', 'Medium', 'Low'], { defaultedOnCreate: true, defaultValue: 'Medium' }),
		longText('Description', 'Description'),
		checkbox('IsClosed', 'Closed', readOnly),
		datetime('ClosedDate', 'Closed Date', readOnly),
		longText('Comments', 'Internal Comments', 4_000),
		reference('OwnerId', 'Owner ID', ['Group', 'User'], 'Owner', { nillable: false, defaultedOnCreate: true }),
		externalId(),
		datetime('Visit_Start__c', 'Visit Start'),
		datetime('Visit_End__c', 'Visit End'),
		text('Visit_Location__c', 'Visit Location', 255),
	],
};

export const opportunity: SObjectDefinition = {
	name: 'Opportunity',
	labelPlural: 'Opportunities',
	keyPrefix: '006',
	fields: [
		reference('AccountId', 'Account ID', ['Account'], 'Account', indexed),
		reference('ContactId', 'Contact ID', ['Contact'], 'Contact', { updateable: false }),
		text('Name', 'Name', 120, { ...required, nameField: true }),
		longText('Description', 'Description'),
		picklist('StageName', 'Stage', SALES_STAGES, required),
		currency('Amount', 'Amount'),
		double('Probability', 'Probability (%)', { defaultedOnCreate: true }),
		date('CloseDate', 'Close Date', required),
		picklist('Type', 'Opportunity Type', ['New Customer', 'Existing Customer']),
		text('NextStep', 'Next Step', 255),
		picklist('LeadSource', 'Lead Source', LEAD_SOURCES),
		checkbox('IsClosed', 'Closed', readOnly),
		checkbox('IsWon', 'Won', readOnly),
		externalId(),
	],
};

export const note: SObjectDefinition = {
	name: 'Note',
	keyPrefix: '002',
	fields: [
		reference('ParentId', 'Parent ID', ['Account', 'Case', 'Contact', 'Lead', 'Opportunity'], 'Parent', {
			...required,
			...indexed,
			updateable: false,
		}),
		text('Title', 'Title', 80, { ...required, nameField: true }),
		checkbox('IsPrivate', 'Private'),
		longText('Body', 'Body'),
	],
};

/** A note of the newer kind; `Content` is Base64. */
export const contentNote: SObjectDefinition = {
	name: 'ContentNote',
	label: 'Note',
	keyPrefix: '069',
	fields: [text('Title', 'Title', 255, { ...required, nameField: true }), longText('Content', 'Content', 50_000_000)],
};

/** Shares a note (or file) with a record. */
export const contentDocumentLink: SObjectDefinition = {
	name: 'ContentDocumentLink',
	label: 'Content Document Link',
	keyPrefix: '06A',
	searchable: false,
	ownerless: true,
	fields: [
		reference(
			'LinkedEntityId',
			'Linked Entity ID',
			['Account', 'Case', 'Contact', 'Event', 'Lead', 'Opportunity', 'User'],
			'LinkedEntity',
			{ ...required, ...indexed, updateable: false },
		),
		reference('ContentDocumentId', 'ContentDocument ID', ['ContentNote'], 'ContentDocument', {
			...required,
			...indexed,
			updateable: false,
		}),
		picklist('ShareType', 'Share Type', ['V', 'C', 'I'], { restrictedPicklist: true, defaultedOnCreate: true }),
	],
};
