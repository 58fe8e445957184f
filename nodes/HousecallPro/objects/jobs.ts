import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../../shared/http/failure';
import { path } from '../../shared/http/path';
import { shown, stored } from '../../shared/map/fields';
import { inOrder } from '../../shared/run/steps';
import type { CrmClient, Field, Raw, Scope, VendorObject, WriteRow } from '../../shared/types';
import { addressFields } from '../address';
import { bodyOf, checked, getOf, readList, readOne, type List } from '../api';
import { isAllDay, moveJob, newSchedule } from '../schedule';
import { changeOf, createWork, location, workObject } from './work';

const jobs: List = { path: '/jobs', name: 'jobs', always: { 'expand[]': ['appointments'] } };
const names = ['customer_id', 'address_id', 'assigned_employee_ids', 'line_items', 'tags', 'notes', 'lead_source', 'job_fields'];

async function create({ body: { schedule, ...body } }: WriteRow, client: CrmClient): Promise<Raw> {
	const { appointment_id: _visit, ...job } = checked(body, [...names, 'location', 'address', 'appointment_id']);
	const times: { schedule?: IDataObject } = schedule ? { schedule: await newSchedule(schedule as IDataObject, client) } : {};
	return await createWork(job, client, async (placed) => {
		if (!placed.address_id) throw refusal('The customer has no address, and every job needs one', 'Give street, city, state, ZIP code and country.');
		const made = bodyOf(await client.send({ method: 'POST', path: '/jobs', body: { ...placed, ...times } }));
		return times.schedule?.anytime ? await readOne(jobs, String(made.id), client) : made;
	});
}

/** Every part of a change has a call of its own (section 3). */
async function update({ id, body, current = {} }: WriteRow & { id: string }, client: CrmClient, scope: Scope): Promise<Raw> {
	const { move, notes, tags, visit } = changeOf(body, 'a job');
	await inOrder({
		times: move && (async () => await moveJob(current, move, visit, client, scope)),
		note: notes && (async () => await client.send({ method: 'POST', path: path`/jobs/${id}/notes`, body: { content: notes } })),
		tags: tags && (async () => await addTags(id, tags.filter((tag) => !(current.tags as string[]).includes(tag)), client)),
	});
	const changed = await readOne(jobs, id, client);
	// Times that are gone are left out of an answer.
	return { ...changed, schedule: { scheduled_start: null, scheduled_end: null, ...(changed.schedule as IDataObject) } };
}

/** A job takes tags by id; a new name becomes a tag first. */
async function addTags(jobId: string, wanted: readonly string[], client: CrmClient): Promise<void> {
	const known = new Map((await readList({ path: '/tags', name: 'tags' }, {}, client)).map((tag) => [String(tag.name), String(tag.id)]));
	for (const name of wanted) {
		const id = known.get(name) ?? String(bodyOf(await client.send({ method: 'POST', path: '/tags', body: { name } })).id);
		await client.send({ method: 'POST', path: path`/jobs/${jobId}/tags`, body: { tag_id: id }, safeToRepeat: true });
	}
}

const jobsAs = (label: string, start: string, end: string, own: Field[]): VendorObject => {
	const work = workObject({
		list: jobs, start, end, notesOf: ({ notes }) => notes,
		fields: [
			{
				// A job has no title: its description is made of its line items (contract section 2).
				key: 'title', label: 'Title (First Line Item)', kind: 'text', createOnly: true, read: 'description',
				write: (value, body) => void (body.line_items = value === null ? [] : [{ name: value as string }]),
			},
			...stored('', { tags: { name: 'tags', kind: 'choices' } }),
			{ key: 'url', label: 'URL', kind: 'url', read: ({ id }) => id && `https://pro.housecallpro.com/app/jobs/${String(id)}` },
			...own,
		],
		custom: {
			job_type_id: { label: 'Job Type ID', read: 'job_fields.job_type.id', write: 'job_fields.job_type_id' },
			appointment_id: { label: 'Appointment to Move (When the Job Has Several)' },
		},
	});
	return {
		...work, id: 'jobs', label,
		create: { each: create },
		update: { each: update },
		get: getOf(jobs),
		remove: { unsupported: 'Housecall Pro has no call that deletes or cancels a job' },
		imply: (values, custom, current) => [...work.imply(values, custom, current), ...implyJob(values, custom, current, start, end)],
	};
};

/** What follows from days and tags, and that nothing is to be moved. Returns warnings. */
function implyJob(values: Map<string, unknown>, custom: Map<string, unknown>, current: Raw | null, start: string, end: string): string[] {
	if (!current) {
		// A day has no end of its own.
		if (values.get('allDay') === true) values.delete(end);
		return [];
	}
	if (values.has('tags')) values.set('tags', [...new Set([...(current.tags as string[]), ...((values.get('tags') ?? []) as string[])])]);
	const { scheduled_start, scheduled_end } = (current.schedule ?? {}) as Record<string, string>;
	const isHeld = (key: string, held: string) => !values.has(key) || Date.parse(String(values.get(key))) === Date.parse(held);
	const isMoved = !isHeld(start, scheduled_start) || !isHeld(end, scheduled_end);
	if (!isMoved && !values.has('assignees')) custom.delete('appointment_id');
	return isMoved && isAllDay(current) ? ['The job took all day, and has times now: Housecall Pro has no call that moves a day'] : [];
}

/** A job as what it is to a calendar. */
export const appointments = jobsAs('Scheduled Job', 'startTime', 'endTime', [
	location,
	{ key: 'allDay', label: 'All Day', kind: 'boolean', createOnly: true, read: isAllDay, write: 'schedule.anytime' },
]);

export const job = jobsAs('Job', 'scheduledStart', 'scheduledEnd', [
	...addressFields('address.').map((field) => ({ ...field, createOnly: true })),
	...shown('', { number: 'invoice_number' }),
	{ key: 'total', label: 'Total', kind: 'number', read: ({ total_amount: cents }) => (typeof cents === 'number' ? cents / 100 : null) },
]);
