import type { IDataObject } from 'n8n-workflow';
import { listed, nodesOf, tried, type Step } from '../../shared/graphql';
import { at, completable, refusal, secondsAfter, shown, statusGroup, stored, throwRefusal, wallTime } from '../../shared/kit';
import type { CrmClient, Field, Raw, RowResult, Scope, VendorObject, WriteRow } from '../../shared/kit';
import { api } from '../api';
import { clientLink, placeOf } from '../fields';
import { closeJob, jobCreation } from './jobs';

/** Assessments say only whether they are complete. */
const statusOf = ({ visitStatus, isComplete }: Raw) => visitStatus ?? (isComplete ? 'COMPLETED' : 'ACTIVE');
const completion = { status: statusOf, done: 'COMPLETED', open: 'ACTIVE' };
const visitStatus = completable(completion, (visitId, isDone): Step =>
	({ field: isDone ? 'visitComplete' : 'visitUncomplete', args: { visitId } }));
const assessmentStatus = completable(completion, (assessmentId, isDone): Step =>
	({ field: isDone ? 'assessmentComplete' : 'assessmentUncomplete', args: { assessmentId } }));
const groups = { ACTIVE: 'open', LATE: 'open', TODAY: 'open', UNSCHEDULED: 'open', UPCOMING: 'open', COMPLETED: 'done' };
const assignees = ({ assignedUsers }: Raw) => nodesOf(assignedUsers).map(({ id }) => id);
const scheduledFields: Field[] = [
	...stored('', { startTime: { name: 'startAt', required: true }, endTime: 'endAt', allDay: 'allDay' }),
	...stored('', { notes: { name: 'instructions', label: 'Instructions' } }),
	clientLink('customerId'), visitStatus.field, statusGroup(statusOf, groups),
	{ key: 'location', label: 'Location', kind: 'text', read: placeOf },
	{ key: 'assignees', label: 'Team Member IDs', kind: 'choices', write: 'teamMemberIds', read: assignees },
];
const moves = (body: IDataObject) => ['startAt', 'endAt', 'allDay'].some((key) => key in body);

/** The whole schedule as Jobber takes it; a whole day is one of the user's zone (contract section 2). Throws when it ends too early. */
function timesOf(body: IDataObject, { timeZone }: Scope, current: Raw = {}): IDataObject {
	const { startAt, endAt, allDay } = { ...current, ...body };
	if (startAt === null) return { startAt: null, endAt: null };
	const [start, end] = [startAt, endAt].map((instant) => (instant ? Date.parse(String(instant)) : NaN));
	if (end < start) throw refusal('It ends before it starts', 'Correct startTime, endTime or durationMinutes.');
	const timeOf = (instant: unknown) =>
		(instant ? { ...wallTime(String(instant), timeZone, allDay === true) } : (instant as null | undefined));
	return { startAt: timeOf(startAt), endAt: timeOf(endAt) };
}

/** A schedule with the people who come, and whether Jobber tells them. */
const scheduleOf = (body: IDataObject, scope: Scope, current?: Raw): IDataObject => ({
	...timesOf(body, scope, current), teamMemberIdsToAssign: body.teamMemberIds, notifyTeam: scope.switches?.includes('notifyTeam') ?? false,
});

/** Jobs made for visits, by the visit's row: one that has to be sent again finds its job here. */
const madeFor = new WeakMap<WriteRow, string>();

/** Makes one-off jobs for visits without one, where nothing tells that the visit will be refused. */
async function jobsFor(rows: WriteRow[], client: CrmClient, scope: Scope): Promise<Map<WriteRow, RowResult>> {
	const homeless = rows.filter((row) => !row.body.jobId && !madeFor.has(row) && 'value' in tried(() => timesOf(row.body, scope)));
	const wanted = homeless.map(({ body: { clientId, title } }): WriteRow => ({ body: { clientId, title } }));
	const jobs = wanted.length ? await jobCreation.perform(wanted, client, scope) : [];
	jobs.forEach((job, number) => 'raw' in job && madeFor.set(homeless[number], String(job.raw.id)));
	return new Map(homeless.map((row, number) => [row, jobs[number]]));
}

/** A visit belongs to a job: to the given one, or to a one-off job that is made for the client. */
function createVisit(row: WriteRow, jobs: Map<WriteRow, RowResult>, scope: Scope): Step[] {
	const { title, instructions, jobId = madeFor.get(row) } = row.body;
	const schedule = scheduleOf({ teamMemberIds: [], ...row.body }, scope);
	throwRefusal([jobs.get(row)].filter((job) => job !== undefined));
	const args = { jobId, input: { visits: [{ title, instructions, schedule }] } };
	return [{ field: 'visitCreate', args, answer: 'createdVisits { ...Visit }' }];
}

/** Jobber cannot delete a job, so that of a refused visit is closed. */
function closeEmptyJob(row: WriteRow): Step[] {
	const jobId = madeFor.get(row);
	madeFor.delete(row);
	return jobId ? [closeJob(jobId, 'DESTROY_ALL')] : [];
}

/** Texts, times, people and completion are mutations of their own, whose arguments are named differently (contract section 3). */
function editVisit({ id, body, current }: WriteRow, _context: undefined, scope: Scope): Step[] {
	const { title, instructions, teamMemberIds: assignedUserIds } = body;
	const says = title !== undefined || instructions !== undefined;
	return [
		...(says ? [{ field: 'visitEdit', args: { id, attributes: { title, instructions } } }] : []),
		...(moves(body) ? [{ field: 'visitEditSchedule', args: { id, input: timesOf(body, scope, current) } }] : []),
		...(assignedUserIds ? [{ field: 'visitEditAssignedUsers', args: { visitId: id, input: { assignedUserIds } } }] : []),
		...visitStatus.steps(id, body.status),
	];
}

const natural = { label: 'Client and Start Time', parts: ['customerId', 'startTime'] };
/** Whether a bound itself is included is not documented (section 5). */
const around = (start: string) => ({ startAt: { after: secondsAfter(start, -1), before: secondsAfter(start, 1) } });

export const visits: VendorObject = {
	id: 'visits', label: 'Visit', imply: visitStatus.imply,
	...listed(api, { list: 'visits', ranges: ['createdAt'], words: [], steady: 'CREATED_AT' }),
	fields: [
		...stored('', { title: 'title' }), ...scheduledFields, ...shown('', { createdAt: 'createdAt' }),
		{
			key: 'jobId', label: 'Job', kind: 'reference', target: 'job', read: 'job.id', write: 'jobId', createOnly: true,
			hint: 'The job of the visit; a one-off job is made for the client when empty',
		},
	],
	create: api.creating({
		prepare: jobsFor, steps: createVisit, undo: closeEmptyJob, later: ({ body }, { id }) => visitStatus.steps(id, body.status),
	}),
	update: api.updating({ max: 25, safeToRepeat: true, steps: editVisit }),
	remove: api.removing((id) => ({ field: 'visitDelete', args: { visitIds: [id] }, answer: 'visits { id }' })),
	// Visits cannot be filtered by client (section 3).
	match: { natural: api.keyed(natural, { field: 'visits' }, ([, start]) => ({ filter: around(start) })) },
};

const assessmentsOf = (request: unknown) => [at(request, 'assessment') as Raw | null].filter((one) => one !== null);
const answer = 'nodes { id assessment { ...Assessment } }';

/** An assessment belongs to a request: to the given one, or to one that is made for the client together with it. */
function createAssessment({ body }: WriteRow, _context: undefined, scope: Scope): Step[] {
	const { requestId, clientId, instructions } = body;
	const assessment = { instructions, schedule: scheduleOf(body, scope) };
	if (requestId) return [{ field: 'assessmentCreate', args: { requestId, input: assessment } }];
	if (!clientId) throw refusal('A client or a request is missing', 'Give the client, or the request that exists.');
	const pick = ({ request }: Raw) => assessmentsOf(request)[0];
	return [{ field: 'requestCreate', args: { input: { clientId, assessment } }, answer: 'request { assessment { ...Assessment } }', pick }];
}

function editAssessment({ id, body, current }: WriteRow, _context: undefined, scope: Scope): Step[] {
	const { instructions, teamMemberIds } = body;
	const schedule = moves(body) || teamMemberIds ? scheduleOf(body, scope, current) : undefined;
	const edit = { field: 'assessmentEdit', args: { assessmentId: id, input: { instructions, schedule } } };
	return [...(schedule || instructions !== undefined ? [edit] : []), ...assessmentStatus.steps(id, body.status)];
}

export const assessments: VendorObject = {
	id: 'assessments', label: 'Assessment', imply: assessmentStatus.imply,
	...listed(api, { list: 'requests', one: 'assessment', answer, within: assessmentsOf, ranges: [], words: [], steady: 'REQUESTED_AT' }),
	fields: [
		...shown('', { title: 'title' }), ...scheduledFields,
		{
			key: 'leadId', label: 'Request', kind: 'reference', target: 'lead', read: 'request.id', write: 'requestId', createOnly: true,
			hint: 'The request to assess; one is made for the client when empty',
		},
	],
	create: api.creating({ steps: createAssessment, later: ({ body }, { id }) => assessmentStatus.steps(id, body.status) }),
	update: api.updating({ safeToRepeat: true, steps: editAssessment }),
	remove: api.removing((assessmentId) => ({ field: 'assessmentDelete', args: { assessmentId }, answer: 'deletedAssessment { id }' })),
	poll: { unsupported: 'Jobber does not say when an assessment was made or changed; watch requests instead' },
	match: { natural: api.keyed(natural, { field: 'requests', answer }, ([clientId]) => ({ filter: { clientId } }), assessmentsOf) },
};
