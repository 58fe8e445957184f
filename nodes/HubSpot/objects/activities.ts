import type { IDataObject } from 'n8n-workflow';
import type { Field, Raw } from '../../shared/types';
import { link, linkedIds } from '../associations';
import { hubSpotObject, owner, property } from '../object';

const outcome = ({ properties }: Raw) => String((properties as IDataObject | undefined)?.hs_meeting_outcome ?? '');
/** Outcomes are customisable; these are HubSpot's own (contract section 2). */
const groups: Record<string, string> = { SCHEDULED: 'open', RESCHEDULED: 'open', COMPLETED: 'done', CANCELED: 'cancelled', NO_SHOW: 'cancelled' };

/** Customer, contact and lead are all contacts in HubSpot: whichever is given, the record is linked with it. */
const people: readonly Field[] = [
	{ key: 'contactId', label: 'Contact', kind: 'reference', target: 'contact', ...link('contacts') },
	{ key: 'customerId', label: 'Customer', kind: 'reference', target: 'customer', ...link('contacts') },
	{ key: 'leadId', label: 'Lead', kind: 'reference', target: 'lead', ...link('contacts') },
	{ key: 'companyId', label: 'Company', kind: 'reference', target: 'company', ...link('companies') },
];
const natural = { label: 'Person and Start Time', parts: ['contactId|customerId|leadId', 'startTime'], parent: 'contacts' };

export const meetings = () => hubSpotObject({
	type: 'meetings',
	label: 'Meeting',
	fields: [
		property('title', 'Meeting Name', 'hs_meeting_title'),
		{
			// The timeline stands at hs_timestamp, so it moves along (section 2).
			key: 'startTime', label: 'Start Time', kind: 'dateTime', required: true, column: 'hs_meeting_start_time', read: 'properties.hs_meeting_start_time',
			write: (value, body) => { body.properties = { ...(body.properties as IDataObject), hs_meeting_start_time: value as string, hs_timestamp: value as string }; },
		},
		property('endTime', 'End Time', 'hs_meeting_end_time', 'dateTime'),
		property('location', 'Location', 'hs_meeting_location'),
		property('notes', 'Description', 'hs_meeting_body', 'longText'),
		property('status', 'Meeting Outcome', 'hs_meeting_outcome', 'choice'),
		{ key: 'statusGroup', label: 'Status Group', kind: 'text', read: (raw) => groups[outcome(raw)] },
		...people,
		owner,
	],
	links: ['contacts', 'companies'],
	matchKeys: ['externalId', 'natural'],
	natural,
});

export const appointments = () => hubSpotObject({
	type: '0-421',
	id: 'appointments',
	label: 'Appointment record',
	unverified: 'It must be activated in the data model of the account, and which properties it has differs between accounts.',
	fields: [
		property('title', 'Appointment Name', 'hs_appointment_name'),
		property('startTime', 'Start Time', 'hs_appointment_start', 'dateTime', { required: true }),
		property('endTime', 'End Time', 'hs_appointment_end', 'dateTime'),
		...people,
		owner,
	],
	links: ['contacts', 'companies'],
	matchKeys: ['externalId', 'natural'],
	natural,
});

/** Our words for what a note can hang on, and HubSpot's types. */
const parents: Record<string, string> = { contact: 'contacts', customer: 'contacts', lead: 'contacts', company: 'companies', deal: 'deals', job: 'tickets' };
const parentTypes = ['contacts', 'companies', 'deals', 'tickets'];
const typeOfParent = (raw: Raw) => parentTypes.find((type) => linkedIds(raw, type).length);

export const notes = () => hubSpotObject({
	type: 'notes',
	label: 'Note',
	fields: [
		property('body', 'Note Text', 'hs_note_body', 'longText', { required: true }),
		{
			key: 'parentResource', label: 'Belongs To', kind: 'choice', choices: [{ label: 'Company', value: 'company' }, { label: 'Contact or Customer', value: 'contact' }, { label: 'Deal', value: 'deal' }, { label: 'Ticket', value: 'job' }],
			read: (raw) => Object.keys(parents).find((word) => parents[word] === typeOfParent(raw)),
			write: (value, body) => { body.parentResource = value as string; },
		},
		{
			key: 'parentId', label: 'Record of the Note', kind: 'reference', target: 'contact', hint: 'The contact the note belongs to; for a company, deal or ticket set Belongs To and give its ID',
			read: (raw) => linkedIds(raw, typeOfParent(raw) ?? '')[0],
			write: (value, body) => { body.parentId = value as string; },
		},
		owner,
	],
	links: parentTypes,
	matchKeys: ['externalId', 'natural'],
	natural: { label: 'Parent and Text', parts: ['parentId', 'body'], parent: 'contacts' },
	beforeCreate: async (rows) => {
		for (const { body } of rows) {
			// Required on every note (section 2); a note made now is a note of now.
			body.properties = { hs_timestamp: new Date().toISOString(), ...(body.properties as IDataObject) };
			if (body.parentId) body.links = { [parents[String(body.parentResource ?? 'contact')] ?? 'contacts']: [String(body.parentId)] };
		}
	},
});
