import { path } from '../../shared/http/path';
import { stored } from '../../shared/map/fields';
import type { Single, VendorObject, WriteRow } from '../../shared/types';
import { bodyOf } from '../api';

const only = (what: string) => ({ unsupported: `Housecall Pro shows notes inside their job and has no call that ${what}` });

const create: Single<WriteRow> = {
	request: ({ body }) => ({ method: 'POST', path: path`/jobs/${String(body.job_id)}/notes`, body: { content: body.content } }),
	read: (response, { body }) => ({ ...bodyOf(response), job_id: body.job_id }),
};

/** Notes of a job: they can be added, and are read with the job (contract section 3). */
export const notes: VendorObject = {
	id: 'jobNotes',
	label: 'Job Note',
	fields: [
		...stored('', {
			body: { name: 'content', label: 'Content', required: true },
			parentId: { name: 'job_id', label: 'Job', target: 'job', required: true },
		}),
		{ key: 'parentResource', label: 'Parent Resource', kind: 'text', read: () => 'job' },
	],
	create,
	update: only('changes one'),
	get: only('reads one'),
	remove: { unsupported: 'A note is deleted together with the ID of its job, which an ID alone does not tell' },
	search: only('lists them'),
	poll: only('lists new ones'),
};
