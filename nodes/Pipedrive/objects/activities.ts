import type { IDataObject } from 'n8n-workflow';
import {
	CrmFailure, noSuchField, refusal, statusGroup, stored,
	type CrmClient, type Field, type LiveField, type Raw, type Scope, type WriteRow,
} from '../../shared/rest';
import { rowsOf, v1 } from '../api';
import { byLinks } from '../find';
import { entity, idNumber, link, organization, owner, place } from '../object';

/** What an activity has besides, at its top: there are no custom fields (contract section 2.4). */
const extras: Record<string, string> = { type: 'Type', deal_id: 'Deal ID', public_description: 'Public Description' };
function writeExtra(name: string, value: unknown, body: IDataObject): void {
	const hint = `Besides the usual fields activities have: ${Object.keys(extras).join(', ')}.`;
	if (!(name in extras)) throw new CrmFailure(noSuchField([name], 'Pipedrive', hint));
	body[name] = name === 'deal_id' ? idNumber(value) : (value as string);
}
async function metadata(client: CrmClient): Promise<LiveField[]> {
	const types = rowsOf(await client.send({ method: 'GET', path: v1('activityTypes').path })).filter(({ active_flag: isActive }) => isActive);
	const choices = types.map(({ name, key_string: key }) => ({ label: String(name), value: String(key) }));
	return Object.entries(extras).map(([name, label]) => ({ name, label, ...(name === 'type' ? { kind: 'choice', choices } : { kind: 'text' }) }));
}
const minuteMs = 60_000;
/** Dates and times are in UTC (section 0); without a time it is a whole day. */
const startOf = ({ due_date: date, due_time: time }: Raw) => (date ? `${String(date)}T${String(time ?? '00:00').slice(0, 5)}:00.000Z` : null);
function endOf(raw: Raw): string | null {
	const [hours, minutes] = String(raw.duration ?? '').split(':').map(Number);
	const start = startOf(raw);
	return start && raw.duration ? new Date(Date.parse(start) + (hours * 60 + minutes) * minuteMs).toISOString() : null;
}
function durationOf(start: string | null, end: unknown): string | null {
	if (end === null || !start) return null;
	const minutes = Math.round((Date.parse(String(end)) - Date.parse(start)) / minuteMs);
	// Whether it can be longer is not documented (section 2.4).
	if (!(minutes >= 0 && minutes < 1_440)) throw refusal('An activity in Pipedrive ends after it starts, within 24 hours', 'Correct endTime.');
	return [minutes / 60, minutes % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}
function bodyOf({ id, current, body: given }: WriteRow, _client: CrmClient, { timeZone }: Scope): IDataObject {
	const { start, end, all_day: isAllDay = start ? false : undefined, person_id: personId, ...body } = given;
	if (start !== undefined) Object.assign(body, { due_date: start && String(start).slice(0, 10), due_time: start && String(start).slice(11, 16) });
	if (end !== undefined) body.duration = durationOf(startOf({ ...current, ...body }), end);
	if (isAllDay) {
		// Midnight of the user's zone is often another day in UTC.
		const isMidnight = String(start ?? '').includes('T00:00');
		const day = start && !isMidnight ? new Date(String(start)).toLocaleDateString('sv-SE', { timeZone }) : (body.due_date ?? current?.due_date);
		Object.assign(body, { due_date: day, due_time: id ? null : undefined });
	}
	// The person itself is read-only (section 0); others who take part stay.
	const others = ((current?.participants ?? []) as IDataObject[]).filter(({ primary, person_id: one }) => !primary && one !== personId);
	if (personId !== undefined) body.participants = [...(personId ? [{ person_id: personId, primary: true }] : []), ...others];
	return id ? body : { type: 'meeting', ...body };
}
const person = (key: string, label: string, target: string): Field => link(key, label, target, 'person_id');
export const activities = entity({
	kind: 'activities', label: 'Activity', bodyOf, extras: { customFields: { read: (raw) => raw, write: writeExtra }, metadata },
	filters: { owner: 'owner_id', contactId: 'person_id', customerId: 'person_id', companyId: 'org_id', leadId: 'lead_id' },
	fields: [
		...stored('', { title: { name: 'subject', label: 'Subject' }, notes: { name: 'note', label: 'Note' } }),
		{ key: 'startTime', label: 'Start', kind: 'dateTime', required: true, read: startOf, write: 'start' },
		{ key: 'endTime', label: 'End', kind: 'dateTime', read: endOf, write: 'end' },
		{ key: 'allDay', label: 'All Day', kind: 'boolean', read: ({ due_date: date, due_time: time }) => Boolean(date && !time), write: 'all_day' },
		place('location', 'Location', 'location'), person('contactId', 'Person', 'contact'), person('customerId', 'Customer', 'customer'),
		{ key: 'leadId', label: 'Lead', kind: 'reference', target: 'lead', read: 'lead_id', write: 'lead_id' }, organization, owner,
		{
			key: 'status', label: 'Status', kind: 'choice', choices: [{ label: 'To Do', value: 'open' }, { label: 'Done', value: 'done' }],
			read: ({ done }) => (done ? 'done' : 'open'), write: (value, body) => void (body.done = value === 'done'),
		},
		statusGroup(({ done }) => (done ? 'done' : 'open'), { open: 'open', done: 'done' }),
	],
	match: { natural: { label: 'Person and Start Time', parts: ['contactId|customerId', 'startTime'], ...byLinks('activities', 'person_id') } },
});
