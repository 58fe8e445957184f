import { statusGroup, type Raw } from '../../shared/kit';
import type { Body } from '../api';
import { associations, company, contact, customer, lead } from '../associations';
import { hubSpotObject } from '../object';

/** Customer, contact and lead are all contacts in HubSpot: whichever is given, the record is linked with it. */
const people = [contact, customer, lead, company];
const links = ['contacts', 'companies'];
const natural = { label: 'Person and Start Time', parts: ['contactId|customerId|leadId', 'startTime'] };
/** Outcomes are customisable; these are HubSpot's own (contract section 2). */
const groups = { SCHEDULED: 'open', RESCHEDULED: 'open', COMPLETED: 'done', CANCELED: 'cancelled', NO_SHOW: 'cancelled' };

/** The timeline stands at hs_timestamp, so it moves along (section 2). */
function writeStart(value: unknown, body: Body): void {
	body.properties = { ...body.properties, hs_meeting_start_time: value as string, hs_timestamp: value as string };
}

export const meetings = hubSpotObject({
	type: 'meetings', label: 'Meeting', links, natural, others: [statusGroup('properties.hs_meeting_outcome', groups), ...people],
	stored: {
		title: { name: 'hs_meeting_title', label: 'Meeting Name' },
		startTime: { name: 'hs_meeting_start_time', required: true, write: writeStart }, endTime: 'hs_meeting_end_time',
		location: 'hs_meeting_location', notes: { name: 'hs_meeting_body', label: 'Description' },
		status: { name: 'hs_meeting_outcome', label: 'Outcome' },
	},
});

export const appointments = hubSpotObject({
	type: '0-421', id: 'appointments', label: 'Appointment Record', links, natural, others: people,
	unverified: 'it must be activated in the data model of the account, and its properties differ between accounts',
	stored: { title: 'hs_appointment_name', startTime: { name: 'hs_appointment_start', required: true }, endTime: 'hs_appointment_end' },
});

/** What a note can hang on: our word -> HubSpot's type. The first word of a type is the one that is read. */
const parents: Record<string, string> =
	{ contact: 'contacts', company: 'companies', deal: 'deals', job: 'tickets', customer: 'contacts', lead: 'contacts' };
const parentChoices = [
	{ label: 'Company', value: 'company' }, { label: 'Contact or Customer', value: 'contact' },
	{ label: 'Deal', value: 'deal' }, { label: 'Ticket', value: 'job' },
];
const parentOf = (raw: Raw) => Object.keys(parents).find((word) => associations.of(raw, parents[word]).length);

export const notes = hubSpotObject({
	type: 'notes', label: 'Note', links: ['contacts', 'companies', 'deals', 'tickets'],
	stored: { body: { name: 'hs_note_body', label: 'Note Text', required: true } },
	others: [
		{ key: 'parentResource', label: 'Belongs To', kind: 'choice', choices: parentChoices, read: parentOf, write: 'parentResource' },
		{
			key: 'parentId', label: 'Record of the Note', kind: 'reference', target: 'contact', write: 'parentId',
			hint: 'The contact the note belongs to; for a company, deal or ticket set Belongs To and give its ID',
			read: (raw) => associations.of(raw, parents[parentOf(raw) ?? ''])[0],
		},
	],
	natural: { label: 'Contact and Text', parts: ['parentId', 'body'] },
	before: async (rows) => {
		for (const { id, body, current } of rows) {
			// Required on every note (section 2); a note made now is a note of now.
			if (!id) body.properties = { hs_timestamp: new Date().toISOString(), ...(body as Body).properties };
			const parent = String(body.parentResource ?? parentOf(current ?? {}) ?? 'contact');
			if (body.parentId) body.links = { [parents[parent] ?? 'contacts']: [String(body.parentId)] };
		}
	},
});
