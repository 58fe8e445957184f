import type { IDataObject } from 'n8n-workflow';
import { CrmFailure, noSuchField, refusal } from '../../shared/http/failure';
import { shown, statusGroup, stored } from '../../shared/map/fields';
import type { CrmClient, Field, LiveField, Raw, WriteRow } from '../../shared/types';
import { rowsOf, v1 } from '../api';
import { byField, byLinks, entity, labels, link, owner, place } from '../object';

/** What an activity has besides, at its top: there are no custom fields (contract section 2.4). */
const extras: Record<string, string> = { type: 'Type', deal_id: 'Deal ID', public_description: 'Public Description' };
function writeExtra(name: string, value: unknown, body: IDataObject): void {
	if (!(name in extras)) throw new CrmFailure(noSuchField([name], 'Pipedrive', `Besides the usual fields activities have: ${Object.keys(extras).join(', ')}.`));
	body[name] = value === null ? null : String(value);
}
async function metadata(client: CrmClient): Promise<LiveField[]> {
	const types = rowsOf(await client.send({ method: 'GET', path: v1('activityTypes').path })).filter(({ active_flag: isActive }) => isActive !== false);
	const choices = types.map(({ name, key_string: key }) => ({ label: String(name), value: String(key) }));
	const field = { readOnly: false, unique: false };
	return Object.entries(extras).map(([name, label]) => (name === 'type' ? { ...field, name, label, kind: 'choice', choices } : { ...field, name, label, kind: 'text' }));
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
function bodyOf({ id, current, body: { end, all_day: isAllDay, person_id: personId, ...body } }: WriteRow): IDataObject {
	if (end !== undefined) body.duration = durationOf(startOf({ ...current, ...body }), end);
	if (isAllDay) Object.assign(body, { due_date: body.due_date ?? current?.due_date, due_time: id ? null : undefined });
	const others = ((current?.participants ?? []) as IDataObject[]).filter(({ primary, person_id: one }) => !primary && String(one) !== personId);
	// The person itself is read-only (section 0); others who take part stay.
	if (personId !== undefined) body.participants = [...(personId ? [{ person_id: Number(personId), primary: true }] : []), ...others];
	return id ? body : { type: 'meeting', ...body };
}
const person = (key: string, label: string, target: string): Field => link(key, label, target, 'person_id');
export const activities = entity({
	kind: 'activities', label: 'Activity',
	filters: { owner: 'owner_id', contactId: 'person_id', customerId: 'person_id', companyId: 'org_id', leadId: 'lead_id' },
	fields: [
		...stored('', { title: { name: 'subject', label: 'Subject' }, notes: { name: 'note', label: 'Note' } }),
		{
			key: 'startTime', label: 'Start', kind: 'dateTime', required: true, read: startOf,
			write: (value, body) => void Object.assign(body, { due_date: value && String(value).slice(0, 10), due_time: value && String(value).slice(11, 16) }),
		},
		{ key: 'endTime', label: 'End', kind: 'dateTime', read: endOf, write: 'end' },
		{ key: 'allDay', label: 'All Day', kind: 'boolean', read: ({ due_date: date, due_time: time }) => Boolean(date && !time), write: 'all_day' },
		place('location', 'Location', 'location'), person('contactId', 'Person', 'contact'), person('customerId', 'Customer', 'customer'), link('leadId', 'Lead', 'lead', 'lead_id'),
		link('companyId', 'Organization', 'customer.organizations', 'org_id'), owner,
		{
			key: 'status', label: 'Status', kind: 'choice', choices: [{ label: 'To Do', value: 'open' }, { label: 'Done', value: 'done' }],
			read: ({ done }) => (done ? 'done' : 'open'), write: (value, body) => void (body.done = value === 'done'),
		},
		statusGroup(({ done }) => (done ? 'done' : 'open'), { open: 'open', done: 'done' }),
	],
	extras: { customFields: { read: (raw) => raw, write: writeExtra }, metadata },
	match: {
		natural: { label: 'Person and Start Time', parts: ['contactId|customerId', 'startTime'], ...byLinks('activities', ['person_id']) },
	},
	imply: (values) => {
		const start = String(values.get('startTime') ?? '');
		if (start) values.set('startTime', `${start.slice(0, 16)}:00.000Z`);
		const isMoved = values.get('allDay') === true && start !== '' && !start.includes('T00:00');
		return isMoved ? [`An all-day activity has a date only: it was put on ${start.slice(0, 10)}, the date in UTC`] : [];
	},
	bodyOf,
});

const statuses = ['open', 'won', 'lost'].map((value) => ({ label: value[0].toUpperCase() + value.slice(1), value }));
export const deals = entity({
	kind: 'deals', label: 'Deal', page: 'deal', texts: 'title',
	filters: { owner: 'owner_id', contactId: 'person_id', companyId: 'org_id', stage: 'stage_id', pipeline: 'pipeline_id', status: 'status' },
	fields: [
		...stored('', {
			name: { name: 'title', label: 'Title', required: true }, amount: { name: 'value', label: 'Value' }, currency: 'currency',
			closeDate: { name: 'expected_close_date', label: 'Expected Close Date' }, status: { name: 'status', choices: statuses },
		}),
		...shown('', { probability: 'probability' }), statusGroup('status', { open: 'open', won: 'won', lost: 'lost' }),
		link('contactId', 'Person', 'contact', 'person_id'), link('companyId', 'Organization', 'customer.organizations', 'org_id'),
		link('pipeline', 'Pipeline', 'pipeline', 'pipeline_id'), link('stage', 'Stage', 'stage', 'stage_id'), owner, labels,
	],
	match: {
		field: byField('deals'),
		natural: { label: 'Person or Organization, and Title', parts: ['contactId|companyId', 'name'], ...byLinks('deals', ['person_id', 'org_id']) },
	},
});

/** What a note can hang on, and the name of the link. */
const parents: Record<string, string> = { contact: 'person_id', company: 'org_id', deal: 'deal_id', lead: 'lead_id' };
const parentOf = (raw: Raw | undefined) => Object.keys(parents).find((word) => raw?.[parents[word]]) ?? '';
export const notes = entity({
	kind: 'notes', label: 'Note', filters: {}, extras: {},
	fields: [
		...stored('', { body: { name: 'content', label: 'Content (HTML)', required: true } }), ...shown('', { author: 'user.name' }),
		{
			key: 'parentResource', label: 'Belongs To', kind: 'choice', required: true, read: parentOf, write: 'parent',
			choices: [{ label: 'Deal', value: 'deal' }, { label: 'Lead', value: 'lead' }, { label: 'Organization', value: 'company' }, { label: 'Person', value: 'contact' }],
		},
		{ key: 'parentId', label: 'Record of the Note', kind: 'reference', target: 'contact', required: true, read: (raw) => raw[parents[parentOf(raw)]], write: 'parent_id' },
	],
	match: {
		natural: {
			label: 'Record and Text', parts: ['parentId', 'parentResource', 'body'], max: 1,
			find: async ([[id, word]], client, scope) => await byLinks('notes', [parents[word] ?? 'person_id']).find([[id]], client, scope),
		},
	},
	bodyOf: ({ current, body: { parent = parentOf(current), parent_id: parentId, ...body } }) => {
		const name = parents[String(parent)];
		if (parentId && !name) throw refusal(`A note cannot belong to a ${String(parent)} in Pipedrive`, `Choose one of: ${Object.keys(parents).join(', ')}.`);
		return parentId ? { ...body, [name]: name === 'lead_id' ? parentId : Number(parentId) } : body;
	},
});
