import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../../shared/http/failure';
import { path } from '../../shared/http/path';
import { shown, stored } from '../../shared/map/fields';
import type { CrmClient, Field, HttpRequest, HttpResponse, Lookup, NextPage, Page, Raw, Scope, Search, UnorderedPoll, VendorObject, WriteRow } from '../../shared/types';
import { bodyOf, removeFrom } from '../api';
import { created } from './contacts';

const user = 'FdMultitenant::User';
const query = { include: 'appointment_attendees' };
interface Attendee extends IDataObject { id?: number; attendee_type: string; attendee_id: number }

const targetOf = (type: string) => ({ targetables }: Raw) => ((targetables ?? []) as IDataObject[]).find((target) => target.type === type)?.id;
/** What an appointment hangs on: one record, the first that is given (contract section 2.3). */
const hangsOn = (key: string, label: string, type: string, target: string): Field => ({
	key, label, kind: 'reference', target, read: targetOf(type),
	write: (value, body) => void (value !== null && !body.targetable_id && Object.assign(body, { targetable_type: type, targetable_id: value })),
});
const idsOf = ({ attendees }: Raw, type: string) => ((attendees ?? []) as Attendee[]).filter((one) => one.attendee_type === type).map((one) => String(one.attendee_id));
const takesPart = (key: string, label: string, type: string): Pick<Field, 'key' | 'label' | 'read' | 'write'> => ({
	key, label, read: (raw) => idsOf(raw, type), write: (value, body) => void (body.attendees = { ...(body.attendees as IDataObject), [type]: [value ?? []].flat() as string[] }),
});
const fields: Field[] = [
	...stored('', {
		title: { name: 'title', required: true }, startTime: { name: 'from_date', label: 'From', required: true }, endTime: { name: 'end_date', label: 'To', required: true },
		allDay: { name: 'is_allday', label: 'All Day' }, location: 'location', notes: { name: 'description', label: 'Description', kind: 'longText' }, owner: { name: 'creater_id', label: 'Owner' },
	}),
	hangsOn('contactId', 'Contact', 'Contact', 'contact'), hangsOn('customerId', 'Customer', 'Contact', 'customer'), hangsOn('leadId', 'Lead', 'Contact', 'lead'),
	hangsOn('companyId', 'Account', 'SalesAccount', 'customer.sales_accounts'),
	{ ...takesPart('attendees', 'Attendees', 'Contact'), kind: 'choices', hint: 'IDs of contacts that take part; Freshsales may e-mail them' },
	{ ...takesPart('assignees', 'Users Attending', user), kind: 'reference', target: 'owner' },
	// The names of zones are those of Rails, and others are refused; times carry their offset (section 2.3).
	...shown('', { timeZone: 'time_zone' }), ...created,
];

/** Attendees stand beside the appointments of an answer. */
function withAttendees(answer: IDataObject, raw: Raw): Raw {
	const ids = (raw.appointment_attendee_ids ?? []) as number[];
	const all = answer.appointment_attendees as Attendee[] | undefined;
	return all || !ids.length ? { ...raw, attendees: (all ?? []).filter(({ id }) => ids.includes(id!)) } : raw;
}
const one = (response: HttpResponse): Raw => withAttendees(bodyOf(response), bodyOf(response).appointment as Raw);
const rows = (response: HttpResponse): Raw[] => ((bodyOf(response).appointments ?? []) as Raw[]).map((raw) => withAttendees(bodyOf(response), raw));
const readOne = (id: string): HttpRequest => ({ method: 'GET', path: path`/appointments/${id}`, query });

async function write({ id, body: { attendees, ...body }, current }: WriteRow, client: CrmClient, { switches = [] }: Scope): Promise<Raw> {
	if (!id && !body.targetable_id) throw refusal('An appointment needs a contact or an account', 'Give contactId, customerId, leadId or companyId.');
	const wanted = { ...(attendees as Record<string, string[]> | undefined) };
	if (!id && switches.includes('invite') && body.targetable_type === 'Contact') wanted.Contact = [...new Set([...(wanted.Contact ?? []), String(body.targetable_id)])];
	const held = (current?.attendees ?? []) as Attendee[];
	const changes = Object.entries(wanted).flatMap(([type, ids]) => [
		...ids.filter((one) => !idsOf({ attendees: held }, type).includes(one)).map((one) => ({ attendee_type: type, attendee_id: one })),
		...held.filter((one) => one.attendee_type === type && !ids.includes(String(one.attendee_id))).map((one) => ({ id: one.id, _destroy: true })),
	]);
	const appointment = { ...body, ...(changes.length ? { appointment_attendees_attributes: changes } : {}) };
	return one(await client.send({ method: id ? 'PUT' : 'POST', path: id ? path`/appointments/${id}` : '/appointments', query, body: { appointment }, safeToRepeat: Boolean(id) && !changes.length }));
}

const ofContact = (id: string): HttpRequest => ({ method: 'GET', path: path`/contacts/${id}/appointments`, query });
const listed = ({ filter = 'upcoming', page = 1 }: Page): HttpRequest => ({ method: 'GET', path: '/appointments', query: { ...query, filter, page, per_page: 100 } });
/** Upcoming ones to the end, then past ones (section 3: a list is of one kind). */
const nextOf: NextPage = (response, { filter = 'upcoming', page = 1 }) => {
	if (rows(response).length) return { filter, page: Number(page) + 1 };
	return filter === 'upcoming' ? { filter: 'past', page: 1 } : null;
};
const people = ['contactId', 'customerId', 'leadId'];
const search: Search = {
	filters: ['contactId', 'title'],
	request: ({ where }, page) => {
		const person = where.find(({ field, operator }) => operator === 'equals' && people.includes(field));
		return person && !page.filter ? ofContact(person.value) : listed(page);
	},
	read: rows,
	next: (response, page, found) => ('meta' in bodyOf(response) ? nextOf(response, page, found) : null),
	mustSortLocally: () => true,
	recheck: { text: true },
};
/** No list is in the order of stamps: what is to come, and the latest hundred of what is past. */
const poll: UnorderedPoll = {
	overlapMs: 60_000, settleMs: 2_000,
	newest: () => listed({}),
	request: (_event, { page = {} }) => listed(page),
	read: rows,
	next: (response, _event, _since, page) => (page.filter === 'past' ? null : nextOf(response, page, [])),
};
const byContact: Lookup<string[]> = { max: 1, find: async ([[contact]], client) => rows(await client.send(ofContact(contact))) };

export const appointments: VendorObject = {
	id: 'appointments', label: 'Appointment', fields,
	customFields: '',
	create: { each: write },
	update: { each: write },
	get: { each: async ({ id }, client) => one(await client.send(readOne(id))) },
	remove: removeFrom('appointments'),
	match: { natural: { label: 'Contact and Start Time', parts: ['contactId|customerId|leadId', 'startTime'], ...byContact } },
	search, poll,
	complete: async (raws, client) => {
		for (const raw of raws) if (!raw.attendees) Object.assign(raw, one(await client.send(readOne(String(raw.id)))));
	},
};
