import { bodyOf, inOrder, pageIn, path, refusal, shown, stored } from '../../shared/kit';
import type { CrmClient, Field, List, Raw, Scope, VendorObject, WriteRow } from '../../shared/kit';
import { addresses, checked, lists } from '../api';
import { tags as allTags } from './customers';
import { isAllDay, moveJob, newSchedule } from './visits';
import { changeOf, createWork, location, noteRequest, workObject } from './work';

const jobs: List = { path: '/jobs', name: 'jobs', always: { 'expand[]': ['appointments'] } };
const names = ['customer_id', 'address_id', 'assigned_employee_ids', 'line_items', 'tags', 'notes', 'lead_source', 'job_fields'];

async function create({ body: { schedule, ...body } }: WriteRow, client: CrmClient): Promise<Raw> {
	const { appointment_id: _visit, title, ...job } = checked(body, [...names, 'title', 'location', 'address', 'appointment_id']);
	const items = title ? { line_items: [{ name: title }] } : {};
	const times: { schedule?: Raw } = schedule ? { schedule: await newSchedule(schedule as Raw, client) } : {};
	return await createWork(job, client, async (placed) => {
		if (!placed.address_id) throw refusal('The customer has no address, and a job needs one', 'Give all of its parts.');
		const made = bodyOf(await client.send({ method: 'POST', path: '/jobs', body: { ...placed, ...items, ...times } }));
		return times.schedule?.anytime ? await lists.readOne(jobs, String(made.id), client) : made;
	});
}

/** Every part of a change has a call of its own (contract section 3). */
async function update({ id, body, current = {} }: WriteRow & { id: string }, client: CrmClient, scope: Scope): Promise<Raw> {
	const { move, notes, tags, visit } = changeOf(body, 'a job');
	await inOrder({
		times: move && (async () => await moveJob(current, move, visit, client, scope)),
		note: notes && (async () => await client.send(noteRequest(path`/jobs/${id}`, notes))),
		tags: tags && (async () => await addTags(id, tags.filter((tag) => !((current.tags ?? []) as string[]).includes(tag)), client)),
	});
	const changed = await lists.readOne(jobs, id, client);
	// Times that are gone are left out of an answer.
	return { ...changed, schedule: { scheduled_start: null, scheduled_end: null, ...(changed.schedule as Raw) } };
}

/** A job takes tags by id; a new name becomes a tag first. */
async function addTags(jobId: string, wanted: readonly string[], client: CrmClient): Promise<void> {
	const known = new Map((await lists.read(allTags, {}, client)).map((tag) => [String(tag.name), String(tag.id)]));
	for (const name of wanted) {
		const id = known.get(name) ?? String(bodyOf(await client.send({ method: 'POST', path: '/tags', body: { name } })).id);
		await client.send({ method: 'POST', path: path`/jobs/${jobId}/tags`, body: { tag_id: id }, safeToRepeat: true });
	}
}

/** What follows from days (which have no end of their own) and tags, and that nothing is to be moved. Returns warnings. */
function imply([start, end]: readonly string[], values: Map<string, unknown>, custom: Map<string, unknown>, current: Raw | null): string[] {
	if (!current && values.get('allDay') === true) values.delete(end);
	if (!current) return [];
	if (values.get('tags')) values.set('tags', [...new Set([current.tags, values.get('tags')].flatMap((tags) => (tags ?? []) as string[]))]);
	const { scheduled_start, scheduled_end } = (current.schedule ?? {}) as Raw;
	const differs = (key: string, held: unknown) => values.has(key) && Date.parse(String(values.get(key))) !== Date.parse(String(held));
	const isMoved = differs(start, scheduled_start) || differs(end, scheduled_end);
	if (!isMoved && !values.has('assignees')) custom.delete('appointment_id');
	return isMoved && isAllDay(current) ? ['The job took all day, and has times now: Housecall Pro has no call that moves a day'] : [];
}

function jobsAs(label: string, times: readonly [start: string, end: string], own: Field[]): VendorObject {
	const work = workObject({
		list: jobs, times, notesOf: ({ notes }) => notes,
		fields: [
			...stored('', {
				// A job has no title: its description is made of its line items (section 2).
				title: { name: 'description', write: 'title', label: 'Title (First Line Item)', createOnly: true },
				tags: { name: 'tags', kind: 'choices' },
			}),
			pageIn('https://pro.housecallpro.com/app/jobs'),
			...own,
		],
		custom: {
			job_type_id: { label: 'Job Type ID', read: 'job_fields.job_type.id', write: 'job_fields.job_type_id' },
			appointment_id: { label: 'Appointment to Move (When the Job Has Several)' },
		},
	});
	return {
		...work, id: 'jobs', label,
		create: { each: create }, update: { each: update }, get: lists.get(jobs),
		remove: { unsupported: 'Housecall Pro has no call that deletes or cancels a job' },
		imply: (values, custom, current) => [...work.imply(values, custom, current), ...imply(times, values, custom, current)],
	};
}

/** A job as what it is to a calendar. */
export const appointments = jobsAs('Scheduled Job', ['startTime', 'endTime'], [
	location,
	{ key: 'allDay', label: 'All Day', kind: 'boolean', createOnly: true, read: isAllDay, write: 'schedule.anytime' },
]);

export const job = jobsAs('Job', ['scheduledStart', 'scheduledEnd'], [
	...addresses.fields('address.').map((field) => ({ ...field, createOnly: true })),
	...shown('', { number: 'invoice_number' }),
	{ key: 'total', label: 'Total', kind: 'number', read: ({ total_amount: cents }) => (typeof cents === 'number' ? cents / 100 : null) },
]);

const only = (what: string) => ({ unsupported: `Housecall Pro shows notes inside their job and has no call that ${what}` });

/** Notes of a job: they can be added, and are read with the job (section 3). */
export const notes: VendorObject = {
	id: 'jobNotes', label: 'Job Note',
	fields: [
		...stored('', {
			body: { name: 'content', label: 'Content', required: true },
			parentId: { name: 'job_id', label: 'Job', target: 'job', required: true },
		}),
		{ key: 'parentResource', label: 'Parent Resource', kind: 'text', read: () => 'job' },
	],
	create: {
		request: ({ body }: WriteRow) => noteRequest(path`/jobs/${String(body.job_id)}`, body.content),
		read: (response, { body }) => ({ ...bodyOf(response), job_id: body.job_id }),
	},
	update: only('changes one'), get: only('reads one'), search: only('lists them'), poll: only('lists new ones'),
	remove: { unsupported: 'A note is deleted together with the ID of its job, which an ID alone does not tell' },
};
