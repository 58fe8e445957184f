import type { IDataObject } from 'n8n-workflow';
import {
	bodyOf, carryOne, parallel, path, refusal, rest, shown, stored, type CrmClient, type Field, type HttpRequest, type HttpResponse,
	type NextPage, type Page, type Raw, type Scope, type Search, type UnorderedPoll, type VendorObject, type WriteRow,
} from '../../shared/kit';
import { stamps } from './people';

/** The first record, or that of one type, that something hangs on. */
export const targetOf = ({ targetables }: Raw, type?: string) =>
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
	read: ({ attendees = [] }) => (attendees as Raw[]).filter((each) => each.attendee_type === type).map((each) => String(each.attendee_id)),
	write: (value, body) => void ((body.appointment_attendees_attributes ??= []) as IDataObject[])
		.push(...[value ?? []].flat().map((id) => ({ attendee_type: type, attendee_id: String(id) }))),
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
const beside = { include: 'appointment_attendees' };
const addresses = rest({ at: '/appointments', query: beside, wrap: (appointment) => ({ appointment }), read: one });
function request(row: WriteRow, scope: Scope): HttpRequest {
	if (row.body.targetable_id) return addresses.create.request(row, scope);
	throw refusal('An appointment needs a contact or an account', 'Give contactId, customerId, leadId or companyId.');
}
const ofContact = (id: string): HttpRequest => ({ method: 'GET', path: path`/contacts/${id}/appointments` });
const find = async ([[id]]: string[][], client: CrmClient) => rows(await client.send(ofContact(id)));
/** A list is of what is to come or of what is past, by the times of the appointments (section 3). */
const listed = ({ filter = 'upcoming', page = 1 }: Page): HttpRequest =>
	({ method: 'GET', path: '/appointments', query: { ...beside, filter, page, per_page: 100 } });
const nextOf: NextPage = (response, { filter = 'upcoming', page = 1 }) => {
	if (rows(response).length) return { filter, page: Number(page) + 1 };
	return filter === 'upcoming' ? { filter: 'past', page: 1 } : null;
};
const people = ['contactId', 'customerId', 'leadId'];
const search: Search = {
	filters: ['contactId', 'title'],
	request: ({ where }, page) => {
		const person = where.find(({ field, operator }) => operator === 'equals' && people.includes(field));
		return person ? ofContact(person.value) : listed(page);
	},
	read: rows,
	next: (response, page, found) => ('meta' in bodyOf(response) ? nextOf(response, page, found) : null),
	mustSortLocally: () => true, recheck: { text: true },
};
/** The most pages of a list that a poll may read (section 5). No list is in the order of stamps: all that is to come is read, too. */
const mostPages = 20;
const poll: UnorderedPoll = {
	overlapMs: 60_000, settleMs: 2_000, newest: () => listed({}), request: (_event, { page = {} }) => listed(page), read: rows,
	next: (response, _event, _since, page) =>
		(page.filter === 'past' && Number(page.page) >= mostPages ? null : nextOf(response, page, [])),
};

export const appointments: VendorObject = {
	id: 'appointments', label: 'Appointment', fields,
	...addresses,
	create: { request, read: one },
	match: { natural: { label: 'Contact and Start Time', parts: [people.join('|'), 'startTime'], max: 1, find } },
	search, poll,
	complete: async (raws, client) => {
		const read = async ({ id }: Raw) => await carryOne(addresses.get, { id: String(id) }, client);
		await parallel(raws.filter(({ attendees }) => !attendees), 3, async (raw) => void Object.assign(raw, await read(raw)));
	},
};
