import type { IDataObject } from 'n8n-workflow';
import { noSuchField, CrmFailure, refusal } from '../../shared/http/failure';
import { statusGroup, stored } from '../../shared/map/fields';
import { findAll } from '../../shared/run/findAll';
import type { CrmClient, Field, LiveField, Raw, WriteRow } from '../../shared/types';
import { readAll, rowsOf, v1 } from '../api';
import { entity, lists, valuesMax, waysOf } from '../object';
import { link, owner } from './shared';

/** What an activity has besides, at its top: there are no custom fields (contract section 2.4). */
const extras: Record<string, Pick<LiveField, 'label' | 'kind'>> = {
	type: { label: 'Type', kind: 'choice' }, deal_id: { label: 'Deal ID', kind: 'text' }, busy: { label: 'Busy', kind: 'boolean' },
	priority: { label: 'Priority', kind: 'number' }, public_description: { label: 'Public Description', kind: 'longText' },
};
const typed = (value: unknown, kind: string) => (value === null ? null : kind === 'number' ? Number(value) : kind === 'boolean' ? String(value) === 'true' : String(value));
function writeExtra(name: string, value: unknown, body: IDataObject): void {
	if (!extras[name]) throw new CrmFailure(noSuchField([name], 'Pipedrive', `Activities have no custom fields. Besides the usual ones there are: ${Object.keys(extras).join(', ')}.`));
	body[name] = typed(value, extras[name].kind);
}
async function metadata(client: CrmClient): Promise<LiveField[]> {
	const types = rowsOf(await client.send({ method: 'GET', path: v1('activityTypes').path })).filter(({ active_flag: isActive }) => isActive !== false);
	const choices = types.map(({ name, key_string: key }) => ({ label: String(name), value: String(key) }));
	return Object.entries(extras).map(([name, field]) => ({ ...field, name, readOnly: false, unique: false, ...(name === 'type' ? { choices } : {}) }));
}

const minuteMs = 60_000;
/** Dates and times are in UTC (section 0); without a time it is a whole day. */
const startOf = ({ due_date: date, due_time: time }: Raw): string | null => (date ? `${String(date)}T${String(time ?? '00:00').slice(0, 5)}:00.000Z` : null);
const minutesOf = (duration: unknown) => String(duration ?? '').split(':').slice(0, 2).reduce((sum, part) => sum * 60 + Number(part), 0);
function endOf(raw: Raw): string | null {
	const start = startOf(raw);
	return start && raw.duration ? new Date(Date.parse(start) + minutesOf(raw.duration) * minuteMs).toISOString() : null;
}
function durationOf(start: string | null, end: unknown): string | null {
	if (end === null || !start) return null;
	const minutes = Math.round((Date.parse(String(end)) - Date.parse(start)) / minuteMs);
	// More is not proved to work (section 2.4).
	if (!(minutes >= 0 && minutes < 1_440)) throw refusal('An activity in Pipedrive ends after it starts, and lasts less than 24 hours', 'Correct endTime, or make an activity for each day.');
	return [minutes / 60, minutes % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}
const people = (raw: Raw | undefined) => ((raw?.participants ?? []) as Array<{ person_id: number; primary: boolean }>);

const person = (key: string, label: string, target: string): Field => link(key, label, target, 'person_id');
export const activities = entity({
	kind: 'activities', label: 'Activity',
	filters: { owner: 'owner_id', contactId: 'person_id', customerId: 'person_id', companyId: 'org_id', leadId: 'lead_id' }, sorts: { startTime: 'due_date' },
	fields: [
		...stored('', { title: { name: 'subject', label: 'Subject' }, notes: { name: 'note', label: 'Note' } }),
		{
			key: 'startTime', label: 'Start', kind: 'dateTime', required: true, read: startOf,
			write: (value, body) => void Object.assign(body, { due_date: value && String(value).slice(0, 10), due_time: value && String(value).slice(11, 16) }),
		},
		{ key: 'endTime', label: 'End', kind: 'dateTime', read: endOf, write: 'end' },
		{ key: 'allDay', label: 'All Day', kind: 'boolean', read: ({ due_date: date, due_time: time }) => Boolean(date && !time), write: 'all_day' },
		{ key: 'location', label: 'Location', kind: 'text', read: 'location.value', write: (value, body) => void (body.location = value === null ? null : { value: String(value) }) },
		person('contactId', 'Person', 'contact'), person('customerId', 'Customer', 'customer'), link('leadId', 'Lead', 'lead', 'lead_id'),
		link('companyId', 'Organization', 'customer.organizations', 'org_id'), owner,
		{
			key: 'status', label: 'Status', kind: 'choice', choices: [{ label: 'To Do', value: 'open' }, { label: 'Done', value: 'done' }],
			read: ({ done }) => (done ? 'done' : 'open'), write: (value, body) => void (body.done = value === 'done'),
		},
		statusGroup(({ done }) => String(done), { true: 'done', false: 'open' }),
	],
	extras: { customFields: { read: (raw) => raw, write: writeExtra }, metadata },
	match: {
		natural: {
			label: 'Person and Start Time', parts: ['contactId|customerId', 'startTime'], max: valuesMax,
			find: async (values, client) => {
				const find = async (id: string) => await readAll(lists.activities, { person_id: id }, client);
				const ways = waysOf(lists.activities, { keysOf: ({ person_id: id }) => [id] });
				return await findAll([...new Set(values.map(([id]) => id))], { ...ways, lookUp: { cost: 10, find } }, client);
			},
		},
	},
	imply: (values) => {
		const start = String(values.get('startTime') ?? '');
		if (start) values.set('startTime', `${start.slice(0, 16)}:00.000Z`);
		return values.get('allDay') === true && start && !start.includes('T00:00') ? [`An all-day activity has a date only: it was put on ${start.slice(0, 10)}, the date in UTC`] : [];
	},
	bodyOf: ({ id, current, body: { end, all_day: isAllDay, person_id: personId, ...body } }: WriteRow) => {
		if (end !== undefined) body.duration = durationOf(startOf({ ...current, ...body }), end);
		if (isAllDay) Object.assign(body, { due_date: body.due_date ?? current?.due_date, due_time: id ? null : undefined });
		// The person itself is read-only (section 0); others who take part stay.
		const others = people(current).filter(({ primary }) => !primary).filter((one) => String(one.person_id) !== personId);
		if (personId !== undefined) body.participants = [...(personId === null ? [] : [{ person_id: Number(personId), primary: true }]), ...others];
		return id ? body : { type: 'meeting', ...body };
	},
});
