import type { IDataObject } from 'n8n-workflow';
import { statusGroup } from '../../shared/map/fields';
import type { Raw } from '../../shared/types';
import { company, link, linkedIds } from '../associations';
import { hubSpotObject, owner, properties } from '../object';

/** Customer, contact and lead are all contacts in HubSpot: whichever is given, the record is linked with it. */
const appointment = {
	people: [link('contactId', 'Contact', 'contact', 'contacts'), link('customerId', 'Customer', 'customer', 'contacts'), link('leadId', 'Lead', 'lead', 'contacts'), company],
	links: ['contacts', 'companies'],
	natural: { label: 'Person and Start Time', parts: ['contactId|customerId|leadId', 'startTime'], parent: 'contacts' },
};
/** Outcomes are customisable; these are HubSpot's own (contract section 2). */
const groups: Record<string, string> = { SCHEDULED: 'open', RESCHEDULED: 'open', COMPLETED: 'done', CANCELED: 'cancelled', NO_SHOW: 'cancelled' };
export const meetings = hubSpotObject({
	...appointment,
	type: 'meetings',
	label: 'Meeting',
	fields: [
		...properties({ title: { name: 'hs_meeting_title', label: 'Meeting Name' } }),
		// The timeline stands at hs_timestamp, so it moves along (section 2).
		{ ...properties({ startTime: { name: 'hs_meeting_start_time', required: true } })[0], write: (value, body) => { body.properties = { ...(body.properties as IDataObject), hs_meeting_start_time: value as string, hs_timestamp: value as string }; } },
		...properties({ endTime: 'hs_meeting_end_time', location: 'hs_meeting_location', notes: { name: 'hs_meeting_body', label: 'Description' }, status: { name: 'hs_meeting_outcome', label: 'Outcome' }, ...owner }),
		statusGroup('properties.hs_meeting_outcome', groups),
		...appointment.people,
	],
});

export const appointments = hubSpotObject({
	...appointment,
	type: '0-421',
	id: 'appointments',
	label: 'Appointment Record',
	unverified: 'it must be activated in the data model of the account, and its properties differ between accounts',
	fields: [...properties({ title: 'hs_appointment_name', startTime: { name: 'hs_appointment_start', required: true }, endTime: 'hs_appointment_end', ...owner }), ...appointment.people],
});

/** What a note can hang on: our word -> HubSpot's type. The first word of a type is the one that is read. */
const parents: Record<string, string> = { contact: 'contacts', company: 'companies', deal: 'deals', job: 'tickets', customer: 'contacts', lead: 'contacts' };
const parentChoices = [{ label: 'Company', value: 'company' }, { label: 'Contact or Customer', value: 'contact' }, { label: 'Deal', value: 'deal' }, { label: 'Ticket', value: 'job' }];
const parentOf = (raw: Raw) => Object.keys(parents).find((word) => linkedIds(raw, parents[word]).length);
export const notes = hubSpotObject({
	type: 'notes',
	label: 'Note',
	fields: [
		...properties({ body: { name: 'hs_note_body', label: 'Note Text', required: true }, ...owner }),
		{ key: 'parentResource', label: 'Belongs To', kind: 'choice', choices: parentChoices, read: parentOf, write: (value, body) => { body.parentResource = value as string; } },
		{
			key: 'parentId', label: 'Record of the Note', kind: 'reference', target: 'contact', hint: 'The contact the note belongs to; for a company, deal or ticket set Belongs To and give its ID',
			read: (raw) => linkedIds(raw, parents[parentOf(raw) ?? ''])[0], write: (value, body) => { body.parentId = value as string; },
		},
	],
	links: ['contacts', 'companies', 'deals', 'tickets'],
	natural: { label: 'Contact and Text', parts: ['parentId', 'body'], parent: 'contacts' },
	before: async (rows) => {
		for (const { id, body, current } of rows) {
			// Required on every note (section 2); a note made now is a note of now.
			if (!id) body.properties = { hs_timestamp: new Date().toISOString(), ...(body.properties as IDataObject) };
			if (body.parentId) body.links = { [parents[String(body.parentResource ?? parentOf(current ?? {}) ?? 'contact')] ?? 'contacts']: [String(body.parentId)] };
		}
	},
});
