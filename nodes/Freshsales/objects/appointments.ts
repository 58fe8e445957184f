import type { IDataObject } from 'n8n-workflow';
import {
	bodyOf, path, refusal, rest, shown, stored, type Field, type HttpRequest, type HttpResponse, type NextPage, type Page, type Raw,
	type Scope, type Search, type UnorderedPoll, type VendorObject, type WriteRow,
} from '../../shared/rest';
import { stamps } from './people';

/** The first record of a type that something hangs on. */
export const targetOf = ({ targetables }: Raw, type?: string): IDataObject | undefined =>
	((targetables ?? []) as IDataObject[]).find((target) => !type || target.type === type);
/** What an appointment hangs on: one record, the first that is given (contract section 2.3). */
const hangsOn = (key: string, label: string, type: string, target: string): Field => ({
	key, label, kind: 'reference', target, read: (raw) => targetOf(raw, type)?.id,
	write: (value, body) => {
		if (value !== null && !body.targetable_id) Object.assign(body, { targetable_type: type, targetable_id: value });
	},
});
/** Who takes part is told beside the appointment, and may be e-mailed, so that it is said once. */
const takesPart = (key: string, label: string, kind: Field['kind'], type: string, target?: string): Field => ({
	key, label, kind, target, createOnly: true,
	read: ({ attendees }) =>
		((attendees ?? []) as IDataObject[]).filter((one) => one.attendee_type === type).map((one) => String(one.attendee_id)),
	write: (value, body) => {
		const ids = [value ?? []].flat().map((id) => ({ attendee_type: type, attendee_id: String(id) }));
		body.appointment_attendees_attributes = [...((body.appointment_attendees_attributes ?? []) as IDataObject[]), ...ids];
	},
});
const fields: Field[] = [
	...stored('', {
		title: { name: 'title', required: true }, startTime: { name: 'from_date', label: 'From', required: true },
		endTime: { name: 'end_date', label: 'To', required: true }, allDay: { name: 'is_allday', label: 'All Day' }, location: 'location',
		notes: { name: 'description', label: 'Description' }, owner: { name: 'creater_id', label: 'Owner' },
	}),
	hangsOn('contactId', 'Contact', 'Contact', 'contact'), hangsOn('customerId', 'Customer', 'Contact', 'customer'),
	hangsOn('leadId', 'Lead', 'Contact', 'lead'), hangsOn('companyId', 'Account', 'SalesAccount', 'customer.sales_accounts'),
	takesPart('attendees', 'Contacts Attending', 'choices', 'Contact'),
	takesPart('assignees', 'Users Attending', 'reference', 'FdMultitenant::User', 'owner'),
	// Only Rails' names of zones are taken, and times carry their offset (section 2.3).
	...shown('', { timeZone: 'time_zone' }), ...stamps,
];

/** Attendees stand beside the appointments of an answer, where it tells them. */
function withAttendees({ appointment_attendees: all }: IDataObject, raw: Raw): Raw {
	const ids = (raw.appointment_attendee_ids ?? []) as unknown[];
	return all || !ids.length ? { ...raw, attendees: ((all ?? []) as IDataObject[]).filter(({ id }) => ids.includes(id)) } : raw;
}
const one = (response: HttpResponse): Raw => withAttendees(bodyOf(response), bodyOf(response).appointment as Raw);
const rows = (response: HttpResponse): Raw[] =>
	((bodyOf(response).appointments ?? []) as Raw[]).map((raw) => withAttendees(bodyOf(response), raw));
const addresses = rest({
	at: '/appointments', query: { include: 'appointment_attendees' }, wrap: (appointment) => ({ appointment }), read: one,
});
function request(row: WriteRow, scope: Scope): HttpRequest {
	if (row.body.targetable_id) return addresses.create.request(row, scope);
	throw refusal('An appointment needs a contact or an account', 'Give contactId, customerId, leadId or companyId.');
}

const ofContact = (id: string): HttpRequest => ({ method: 'GET', path: path`/contacts/${id}/appointments` });
/** A list is of what is to come or of what is past, by the times of the appointments (section 3). */
const listed = ({ filter = 'upcoming', page = 1 }: Page): HttpRequest =>
	({ method: 'GET', path: '/appointments', query: { include: 'appointment_attendees', filter, page, per_page: 100 } });
const nextOf: NextPage = (response, { filter = 'upcoming', page = 1 }) => {
	if (rows(response).length) return { filter, page: Number(page) + 1 };
	return filter === 'upcoming' ? { filter: 'past', page: 1 } : null;
};
const search: Search = {
	filters: ['contactId', 'title'],
	request: ({ where }, page) => {
		const isPerson = (field: string) => ['contactId', 'customerId', 'leadId'].includes(field);
		const person = where.find(({ field, operator }) => operator === 'equals' && isPerson(field));
		return person ? ofContact(person.value) : listed(page);
	},
	read: rows,
	next: (response, page, found) => ('meta' in bodyOf(response) ? nextOf(response, page, found) : null),
	mustSortLocally: () => true, recheck: { text: true },
};
/** The most pages of a list that a poll may read (section 5). */
const mostPages = 20;
/** No list is in the order of stamps: all that is to come is read, and of what is past as much as a poll may. */
const poll: UnorderedPoll = {
	overlapMs: 60_000, settleMs: 2_000, newest: () => listed({}), request: (_event, { page = {} }) => listed(page), read: rows,
	next: (response, _event, _since, page) => {
		const isEnough = page.filter === 'past' && Number(page.page) >= mostPages;
		return isEnough ? null : nextOf(response, page, []);
	},
};

export const appointments: VendorObject = {
	id: 'appointments', label: 'Appointment', fields,
	...addresses,
	create: { request, read: one },
	match: {
		natural: {
			label: 'Contact and Start Time', parts: ['contactId|customerId|leadId', 'startTime'], max: 1,
			find: async ([[id]], client) => rows(await client.send(ofContact(id))),
		},
	},
	search, poll,
	complete: async (raws, client, scope) => {
		for (const raw of raws) if (!raw.attendees) Object.assign(raw, one(await client.send(addresses.get.request({ id: String(raw.id) }, scope))));
	},
};
