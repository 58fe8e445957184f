import type { IDataObject } from 'n8n-workflow';
import {
	clockOf, daysBegun, extras, minutesBetween, minutesIn, refusal, secondsAfter, statusGroup, stored, wallTime,
	type CrmClient, type LiveField, type Raw, type Scope, type WriteRow,
} from '../../shared/kit';
import { rowsOf, v1 } from '../api';
import { byLinks } from '../find';
import { entity, link, organization, owner } from '../object';

/** What an activity has besides, at its top: there are no custom fields (contract section 2.4). */
const own = extras({
	type: { label: 'Type' }, deal_id: { label: 'Deal ID', kind: 'number' }, public_description: { label: 'Public Description' },
}, 'Pipedrive');
async function metadata(client: CrmClient): Promise<LiveField[]> {
	const types = rowsOf(await client.send({ method: 'GET', path: v1('activityTypes').path })).filter((type) => type.active_flag);
	const choices = types.map(({ name, key_string: key }) => ({ label: String(name), value: String(key) }));
	return (await own.metadata(client)).map((field) => (field.name === 'type' ? { ...field, kind: 'choice', choices } : field));
}
/** Dates and times are in UTC (section 0); without a time it is a whole day. */
function startOf({ due_date: date, due_time: time, meantStart }: Raw): string | null {
	if (meantStart || !date) return (meantStart as string | undefined) ?? null;
	return `${String(date)}T${String(time ?? '00:00').slice(0, 5)}:00.000Z`;
}
const endOf = (raw: Raw) => (startOf(raw) && raw.duration ? secondsAfter(startOf(raw)!, minutesIn(String(raw.duration)) * 60) : null);
function durationOf(start: string | null, end: unknown): string | null {
	if (end === null || !start) return null;
	const minutes = Math.round(minutesBetween(start, end));
	// Whether it can be longer is not documented (section 2.4).
	if (minutes >= 0 && minutes < 1_440) return clockOf(minutes);
	throw refusal('An activity in Pipedrive ends after it starts, within 24 hours', 'Correct endTime.');
}
const ofPerson = byLinks('activities', 'person_id');
/** A whole day has no zone of its own: one of the day that is meant begins when the user says it does. */
async function find(values: string[][], client: CrmClient, scope: Scope): Promise<Raw[]> {
	const startOn = daysBegun(values.map(([, start]) => start), scope.timeZone);
	const found = await ofPerson.find(values, client, scope);
	return found.map((raw) => (raw.due_time ? raw : { ...raw, meantStart: startOn.get(String(raw.due_date)) }));
}
function bodyOf({ id, current, body: given }: WriteRow, _client: CrmClient, { timeZone }: Scope): IDataObject {
	const { start, end, all_day: isAllDay = start ? false : undefined, person_id: personId, ...body } = given;
	if (start !== undefined) [body.due_date, body.due_time] = start ? String(start).slice(0, 16).split('T') : [null, null];
	if (end !== undefined) body.duration = durationOf(startOf({ ...current, ...body }), end);
	if (isAllDay) {
		// The day that is meant: midnight of the user's zone is often another one in UTC.
		if (start && !String(start).includes('T00:00')) body.due_date = wallTime(String(start), timeZone, true).date;
		body.due_date ??= current?.due_date;
		body.due_time = id ? null : undefined;
	}
	// The person itself is read-only (section 0); others who take part stay.
	const held = (current?.participants ?? []) as IDataObject[];
	const others = held.filter(({ primary, person_id: one }) => !primary && one !== personId);
	if (personId !== undefined) body.participants = [...(personId ? [{ person_id: personId, primary: true }] : []), ...others];
	return id ? body : { type: 'meeting', ...body };
}
const statusOf = ({ done }: Raw) => (done ? 'done' : 'open');
export const activities = entity({
	kind: 'activities', label: 'Activity', bodyOf, extras: { ...own, metadata },
	filters: { owner: 'owner_id', contactId: 'person_id', customerId: 'person_id', companyId: 'org_id', leadId: 'lead_id' },
	fields: [
		...stored('', {
			title: { name: 'subject', label: 'Subject' }, notes: { name: 'note', label: 'Note' },
			location: 'location.value', leadId: { name: 'lead_id', label: 'Lead' },
		}),
		{ key: 'startTime', label: 'Start', kind: 'dateTime', required: true, read: startOf, write: 'start' },
		{ key: 'endTime', label: 'End', kind: 'dateTime', read: endOf, write: 'end' },
		{ key: 'allDay', label: 'All Day', kind: 'boolean', read: (raw) => Boolean(raw.due_date && !raw.due_time), write: 'all_day' },
		link('contactId', 'Person', 'contact', 'person_id'), link('customerId', 'Customer', 'customer', 'person_id'), organization, owner,
		{
			key: 'status', label: 'Status', kind: 'choice', choices: [{ label: 'To Do', value: 'open' }, { label: 'Done', value: 'done' }],
			read: statusOf, write: (value, body) => void (body.done = value === 'done'),
		},
		statusGroup(statusOf, { open: 'open', done: 'done' }),
	],
	match: { natural: { label: 'Person and Start Time', parts: ['contactId|customerId', 'startTime'], max: ofPerson.max, find } },
});
