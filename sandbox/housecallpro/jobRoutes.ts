import { JOB_CREATE, JOB_TAG, NOTE } from './bodies';
import { InvalidBody, jobBody, notFound } from './errors';
import { createJob, type JobBody, saveJob } from './jobs';
import { COMMON_SORTS, list } from './lists';
import { findJob, findOpenJob, namedAddress, namedCustomer, namedEmployees } from './lookup';
import { presentLineItem } from './present';
import { presentJob } from './presentJob';
import { listOf } from './query';
import type { Job } from './records';
import { type Api, route } from './router';
import { assignedTo, scheduleOf } from './schedule';
import { presentTags } from './tags';
import { workMatcher } from './workFilters';

interface JobParams {
	jobId: string;
}

const SORTS = {
	...COMMON_SORTS,
	invoice_number: ({ invoiceNumber }: Job) => Number(invoiceNumber),
	description: ({ lineItems }: Job) => lineItems.map(({ name }) => name).join(', '),
	work_status: ({ workStatus }: Job) => workStatus,
};

/** Archived jobs are in no list. */
const isListed = (matches: ReturnType<typeof workMatcher>, job: Job) =>
	!job.archived && matches({ ...job, employeeIds: assignedTo(job), schedule: scheduleOf(job) });

/** Jobs, their notes and tags. There is no PUT of a job and no way to cancel or delete one (contract 3). */
export function registerJobs(api: Api): void {
	route(api, 'GET', '/jobs', {}, (call) => {
		const expand = listOf(call.query, 'expand');
		const matches = workMatcher(call);
		return list(call, call.account.jobs, {
			name: 'jobs',
			sorts: SORTS,
			matches: (job) => isListed(matches, job),
			present: (job) => presentJob(call.account, job, expand),
		});
	});

	route<Record<string, never>, JobBody>(api, 'POST', '/jobs', { body: JOB_CREATE, status: 201 }, (call) => {
		const { account, body } = call;
		const customer = namedCustomer(call, body.customer_id);
		const address = namedAddress(customer, body.address_id);
		const employeeIds = namedEmployees(call, 'assigned_employee_ids', body.assigned_employee_ids ?? []);
		return presentJob(account, createJob(account, { customer, address, employeeIds }, body));
	});

	route<JobParams>(api, 'GET', '/jobs/:jobId', { errorBody: jobBody }, (call) =>
		presentJob(call.account, findJob(call, call.params.jobId), listOf(call.query, 'expand')),
	);

	route<JobParams>(api, 'GET', '/jobs/:jobId/line_items', { errorBody: jobBody }, (call) => ({
		url: `/jobs/${call.params.jobId}/line_items`,
		data: findJob(call, call.params.jobId).lineItems.map(presentLineItem),
	}));

	route<JobParams, { content: string }>(api, 'POST', '/jobs/:jobId/notes', { body: NOTE, status: 201 }, (call) => {
		const job = findOpenJob(call, call.params.jobId);
		const note = { id: call.account.newId('note'), content: call.body.content };
		saveJob(call.account, { ...job, notes: [...job.notes, note] });
		return note;
	});

	route<JobParams & { noteId: string }>(api, 'DELETE', '/jobs/:jobId/notes/:noteId', {}, (call) => {
		const job = findOpenJob(call, call.params.jobId);
		const notes = job.notes.filter(({ id }) => id !== call.params.noteId);
		if (notes.length === job.notes.length) throw notFound('Note');
		saveJob(call.account, { ...job, notes });
	});

	route<JobParams, { tag_id: string }>(api, 'POST', '/jobs/:jobId/tags', { body: JOB_TAG, status: 201 }, (call) => {
		const job = findOpenJob(call, call.params.jobId);
		const tag = call.account.tags.get(call.body.tag_id);
		if (!tag) throw new InvalidBody('tag_id', 'is invalid');
		const { tags } = saveJob(call.account, { ...job, tags: [...new Set([...job.tags, tag.name])] });
		return presentTags(call.account, tags);
	});

	route<JobParams & { tagId: string }>(api, 'DELETE', '/jobs/:jobId/tags/:tagId', {}, (call) => {
		const job = findOpenJob(call, call.params.jobId);
		const tag = call.account.tags.get(call.params.tagId);
		if (!tag || !job.tags.includes(tag.name)) throw notFound('Tag');
		const { tags } = saveJob(call.account, { ...job, tags: job.tags.filter((name) => name !== tag.name) });
		return presentTags(call.account, tags);
	});
}
