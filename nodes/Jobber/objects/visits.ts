import type { IDataObject } from 'n8n-workflow';
import { answerOf, nodesOf } from '../../shared/graphql/answers';
import { tried, type Step } from '../../shared/graphql/api';
import { listed } from '../../shared/graphql/lists';
import { errorOf, refusal, throwRefusal } from '../../shared/http/failure';
import { completable } from '../../shared/map/completion';
import { shown, statusGroup, stored } from '../../shared/map/fields';
import { at } from '../../shared/map/record';
import { localTime } from '../../shared/map/time';
import type { CrmClient, Field, Raw, RowResult, Scope, VendorObject, WriteRow } from '../../shared/types';
import { api } from '../api';
import { clientLink, linked, placeOf } from '../fields';
import { closeJob, jobCreation } from './jobs';

/** Assessments say only whether they are complete. */
const statusOf = ({ visitStatus, isComplete }: Raw) => visitStatus ?? (isComplete ? 'COMPLETED' : 'ACTIVE');
const { field: status, imply } = completable({ status: statusOf, done: 'COMPLETED', open: 'ACTIVE' });
const groups = { ACTIVE: 'open', LATE: 'open', TODAY: 'open', UNSCHEDULED: 'open', UPCOMING: 'open', COMPLETED: 'done' };
const statusSteps = (kind: 'visit' | 'assessment', id: unknown, { status: wanted }: IDataObject): Step[] =>
	(wanted === undefined ? [] : [{ field: `${kind}${wanted === 'COMPLETED' ? 'Complete' : 'Uncomplete'}`, args: { [`${kind}Id`]: id } }]);

const scheduledFields: Field[] = [
	...stored('', {
		startTime: { name: 'startAt', required: true }, endTime: 'endAt', allDay: 'allDay', notes: { name: 'instructions', label: 'Instructions' },
	}),
	clientLink('customerId'), status, statusGroup(statusOf, groups), { key: 'location', label: 'Location', kind: 'text', read: placeOf },
	{
		key: 'assignees', label: 'Team Member IDs', kind: 'choices', write: 'teamMemberIds', read: (raw) => nodesOf(raw.assignedUsers).map(({ id }) => id),
	},
];
const moves = (body: IDataObject) => ['startAt', 'endAt', 'allDay'].some((key) => key in body);

/**
 * The whole schedule as Jobber takes it. A wall time in UTC is an instant, so no zone has to be known; a whole day is one of the user's
 * zone (contract section 2).
 * @throws CrmFailure when it ends before it starts
 */
function timesOf(body: IDataObject, { timeZone = 'UTC' }: Scope, current: Raw = {}): IDataObject {
	const { startAt, endAt, allDay } = { ...current, ...body };
	if (startAt === null) return { startAt: null, endAt: null };
	if (endAt && String(endAt) < String(startAt)) throw refusal('It ends before it starts', 'Correct startTime, endTime or durationMinutes.');
	const timezone = allDay ? timeZone : 'UTC';
	const wallTime = (instant: unknown): IDataObject | null | undefined => {
		if (!instant) return instant as null | undefined;
		const { date, time } = localTime(String(instant), timezone);
		return { date, timezone, ...(allDay ? {} : { time }) };
	};
	return { startAt: wallTime(startAt), endAt: wallTime(endAt) };
}

/** A schedule with the people who come, and whether Jobber tells them. */
const scheduleOf = (body: IDataObject, scope: Scope, current?: Raw): IDataObject => ({
	...timesOf(body, scope, current), teamMemberIdsToAssign: body.teamMemberIds, notifyTeam: scope.switches?.includes('notifyTeam') ?? false,
});

/** Jobs made for visits, by the visit's row: one that has to be sent again finds its job here. */
const madeFor = new WeakMap<WriteRow, string>();

/** A visit belongs to a job: to the given one, or to a one-off job that is made for the client. */
async function createVisits(rows: WriteRow[], client: CrmClient, scope: Scope): Promise<RowResult[]> {
	const homeless = rows.filter((row) => !row.body.jobId && !madeFor.has(row) && 'value' in tried(() => timesOf(row.body, scope)));
	const wanted = homeless.map(({ body: { clientId, title } }): WriteRow => ({ body: { clientId, title } }));
	const jobs = wanted.length ? await jobCreation.perform(wanted, client, scope) : [];
	jobs.forEach((job, number) => 'raw' in job && madeFor.set(homeless[number], String(job.raw.id)));
	const stepsOf = (row: WriteRow): Step[] => {
		const { title, instructions, jobId = madeFor.get(row) } = row.body;
		const schedule = scheduleOf({ teamMemberIds: [], ...row.body }, scope);
		throwRefusal(jobs.filter((_job, number) => homeless[number] === row));
		const args = { jobId, input: { visits: [{ title, instructions, schedule }] } };
		return [{ field: 'visitCreate', args, answer: 'createdVisits { ...Visit }' }];
	};
	const made = await api.mutate(rows, client, stepsOf).catch((thrown: unknown): RowResult[] => {
		const error = errorOf(thrown);
		// Whether the visits exist is looked up then, and their jobs are kept for those that do not.
		if (error.outcomeUnknown) throw thrown;
		return rows.map(() => ({ error }));
	});
	await closeEmptyJobs(rows.filter((row, number) => 'error' in made[number] && madeFor.has(row)), client);
	return await api.afterwards(rows, made, client, ({ body }, { id }) => statusSteps('visit', id, body));
}

/** Jobber cannot delete a job, so that of a refused visit is closed. */
async function closeEmptyJobs(rows: WriteRow[], client: CrmClient): Promise<void> {
	const failed = (thrown: unknown) => rows.map((): RowResult => ({ error: errorOf(thrown) }));
	const closed = await api.mutate(rows, client, (row) => [closeJob(madeFor.get(row)!, 'DESTROY_ALL')]).catch(failed);
	closed.forEach((result, number) => {
		if ('error' in result) client.warn(`An empty job was left (${madeFor.get(rows[number])}): ${result.error.message}`);
		madeFor.delete(rows[number]);
	});
}

/** Texts, times, people and completion are mutations of their own, whose arguments are named differently (contract section 3). */
function editVisit({ id, body, current }: WriteRow, _context: undefined, scope: Scope): Step[] {
	const { title, instructions, teamMemberIds: assignedUserIds } = body;
	return [
		...(title !== undefined || instructions !== undefined ? [{ field: 'visitEdit', args: { id, attributes: { title, instructions } } }] : []),
		...(moves(body) ? [{ field: 'visitEditSchedule', args: { id, input: timesOf(body, scope, current) } }] : []),
		...(assignedUserIds ? [{ field: 'visitEditAssignedUsers', args: { visitId: id, input: { assignedUserIds } } }] : []),
		...statusSteps('visit', id, body),
	];
}

/** Whether a bound itself is included is not documented (section 5). */
function around(start: string): IDataObject {
	const away = (seconds: number) => new Date(Date.parse(start) + seconds * 1_000).toISOString();
	return { startAt: { after: away(-1), before: away(1) } };
}

export const visits: VendorObject = {
	id: 'visits', label: 'Visit', imply,
	...listed({ list: 'visits', one: 'visit', ranges: ['createdAt'], words: [], steady: 'CREATED_AT', newest: 'CREATED_AT' }, api),
	fields: [
		...stored('', { title: 'title' }), ...scheduledFields, ...shown('', { createdAt: 'createdAt' }),
		linked('jobId', 'job.id', 'jobId', {
			label: 'Job', createOnly: true, hint: 'The job of the visit; a one-off job is made for the client when empty',
		}),
	],
	create: { max: api.max, perform: createVisits },
	update: api.updating({ max: 25, safeToRepeat: true, steps: editVisit }),
	remove: api.removing((id) => ({ field: 'visitDelete', args: { visitIds: [id] }, answer: 'visits { id }' })),
	match: {
		// Visits cannot be filtered by client (section 3).
		natural: {
			label: 'Client and Start Time', parts: ['customerId', 'startTime'], max: 20,
			find: async (values, client) => {
				const starts = [...new Set(values.map(([, start]) => start))];
				return await api.lists(starts.map((start) => ({ field: 'visits', args: { filter: around(start) } })), client);
			},
		},
	},
};

const assessmentsOf = (request: unknown) => [at(request, 'assessment') as Raw | null].filter((one) => one !== null);
const ofRequest = 'id assessment { ...Assessment }';

/** An assessment belongs to a request: to the given one, or to one that is made for the client together with it. */
function createAssessment({ body }: WriteRow, _context: undefined, scope: Scope): Step[] {
	const { requestId, clientId, instructions } = body;
	const assessment = { instructions, schedule: scheduleOf(body, scope) };
	if (requestId) return [{ field: 'assessmentCreate', args: { requestId, input: assessment } }];
	if (!clientId) throw refusal('A client or a request is missing', 'Give the client, or the request that exists.');
	const pick = ({ request }: Raw) => assessmentsOf(request)[0];
	return [{ field: 'requestCreate', args: { input: { clientId, assessment } }, answer: `request { ${ofRequest} }`, pick }];
}

function editAssessment({ id, body, current }: WriteRow, _context: undefined, scope: Scope): Step[] {
	const { instructions, teamMemberIds } = body;
	const schedule = moves(body) || teamMemberIds ? scheduleOf(body, scope, current) : undefined;
	const edit = { field: 'assessmentEdit', args: { assessmentId: id, input: { instructions, schedule } } };
	return [...(schedule || instructions !== undefined ? [edit] : []), ...statusSteps('assessment', id, body)];
}

export const assessments: VendorObject = {
	id: 'assessments', label: 'Assessment', imply,
	...listed({
		list: 'requests', one: 'assessment', answer: `nodes { ${ofRequest} }`, ranges: [], words: [], steady: 'REQUESTED_AT', newest: 'REQUESTED_AT',
		within: assessmentsOf,
	}, api),
	fields: [
		...shown('', { title: 'title' }), ...scheduledFields,
		linked('leadId', 'request.id', 'requestId', {
			label: 'Request', createOnly: true, hint: 'The request to assess; one is made for the client when empty',
		}),
	],
	create: api.creating({ steps: createAssessment, later: ({ body }, { id }) => statusSteps('assessment', id, body) }),
	update: api.updating({ safeToRepeat: true, steps: editAssessment }),
	remove: api.removing((assessmentId) => ({ field: 'assessmentDelete', args: { assessmentId }, answer: 'deletedAssessment { id }' })),
	poll: { unsupported: 'Jobber does not say when an assessment was made or changed; watch requests instead' },
	match: {
		// A request has one assessment at most.
		natural: {
			label: 'Request', parts: ['leadId'], max: api.max,
			find: async (values, client) => {
				const response = await client.send(api.ask('query', values.map(([id]) => ({ field: 'request', args: { id }, answer: ofRequest }))));
				return values.flatMap((_value, number) => assessmentsOf(answerOf(response, number)));
			},
		},
	},
};
