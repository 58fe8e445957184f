import { connectionOf, type PageArguments } from './connections';
import type { JobberAccount } from './jobberAccount';
import { inRange, type Range, type Sort, sorted } from './lists';
import { orMissing } from './missing';
import { primaryName } from './names';
import type { Visit } from './records';
import { existingUsers, type ScheduleInput, UNSCHEDULED, withSchedule } from './schedule';
import { visitStatus } from './statuses';
import { Problems } from './userErrors';
import { jobView, visitView } from './workViews';

interface VisitFilter {
	ids?: string[] | null;
	status?: string | null;
	assignedTo?: string | null;
	createdAt?: Range | null;
	startAt?: Range | null;
	endAt?: Range | null;
	completedAt?: Range | null;
}

type SortKey = 'CREATED_AT' | 'START_AT' | 'CLIENT_PRIMARY_NAME' | 'STATUS';

interface VisitsArguments extends PageArguments {
	filter?: VisitFilter | null;
	sort?: Sort<SortKey>[] | null;
}

interface VisitTexts {
	title?: string | null;
	instructions?: string | null;
}

type VisitInput = VisitTexts & { schedule?: ScheduleInput | null };

const DEFAULT_SORT: Sort<SortKey> = { key: 'START_AT', direction: 'ASCENDING' };

export function visitQueries(account: JobberAccount) {
	const sorts: Record<SortKey, (visit: Visit) => string | number | null> = {
		CREATED_AT: ({ createdAt }) => createdAt,
		START_AT: ({ startAt }) => startAt,
		CLIENT_PRIMARY_NAME: ({ jobId }) => primaryName(account.clients.existing(account.jobs.existing(jobId).clientId)),
		STATUS: (visit) => visitStatus(account, visit),
	};
	const passes = (visit: Visit, filter: VisitFilter) =>
		(filter.ids == null || filter.ids.includes(visit.id)) &&
		(filter.status == null || filter.status === visitStatus(account, visit)) &&
		(filter.assignedTo == null || visit.assignedUserIds.includes(filter.assignedTo)) &&
		(['createdAt', 'startAt', 'endAt', 'completedAt'] as const).every((name) =>
			inRange(account, visit[name], filter[name]),
		);

	return {
		visit: ({ id }: { id: string }) =>
			orMissing(account, 'Visit', account.visits.byId(id), (visit) => visitView(account, visit)),
		visits({ filter, sort, ...page }: VisitsArguments) {
			const visits = account.visits.all().filter((visit) => passes(visit, filter ?? {}));
			return connectionOf(sorted(account, visits, sort ?? [DEFAULT_SORT], sorts), page, (visit) =>
				visitView(account, visit),
			);
		},
	};
}

export function visitMutations(account: JobberAccount) {
	const change = (id: string, argument: string, work: (visit: Visit, problems: Problems) => Visit) => {
		const problems = new Problems();
		const visit = account.visits.byId(id);
		if (!visit) problems.add('Visit not found', argument);
		const changed = visit && work(visit, problems);
		if (!changed || problems.any) return { userErrors: problems.found };
		account.visits.save(changed);
		return { visit: visitView(account, changed), userErrors: [] };
	};

	return {
		/** Creates what is right, so that there can be fewer visits than were asked for (contract 3). */
		visitCreate({ jobId, input }: { jobId: string; input: { visits: VisitInput[] } }) {
			const job = account.jobs.byId(jobId);
			if (!job) return { createdVisits: [], userErrors: [{ message: 'Job not found', path: ['jobId'] }] };
			const userErrors = [];
			const created: Visit[] = [];
			for (const [position, each] of input.visits.entries()) {
				const problems = new Problems();
				const visit = newVisit(account, jobId, each, problems.at('input', 'visits', position));
				userErrors.push(...problems.found);
				if (!problems.any) created.push(visit);
			}
			created.forEach((visit) => account.addVisit(visit));
			return {
				createdVisits: () => created.map((visit) => visitView(account, visit)),
				job: () => jobView(account, job),
				userErrors,
			};
		},
		visitEdit: ({ id, attributes }: { id: string; attributes: VisitTexts }) =>
			change(id, 'id', (visit) => ({ ...visit, ...texts(visit, attributes) })),
		visitEditSchedule: ({ id, input }: { id: string; input: ScheduleInput }) =>
			change(id, 'id', (visit, problems) => ({
				...visit,
				...withSchedule(account, visit, input, problems.at('input')),
			})),
		/** Replaces the list (contract 2). */
		visitEditAssignedUsers: ({ visitId, input }: { visitId: string; input: { assignedUserIds: string[] } }) =>
			change(visitId, 'visitId', (visit, problems) => ({
				...visit,
				assignedUserIds: existingUsers(account, input.assignedUserIds, problems.at('input', 'assignedUserIds')),
			})),
		visitComplete: ({ visitId, input }: { visitId: string; input?: { completedAt?: number | null } | null }) =>
			change(visitId, 'visitId', (visit) => ({ ...visit, completedAt: input?.completedAt ?? account.now() })),
		visitUncomplete: ({ visitId }: { visitId: string }) =>
			change(visitId, 'visitId', (visit) => ({ ...visit, completedAt: null })),
		visitDelete({ visitIds }: { visitIds: string[] }) {
			const problems = new Problems();
			const visits = visitIds.flatMap((id, position) => {
				const visit = account.visits.byId(id);
				if (!visit) problems.add('Visit not found', 'visitIds', position);
				return visit ?? [];
			});
			if (problems.any) return { userErrors: problems.found };
			visits.forEach(({ id }) => account.visits.remove(id));
			return { visits: () => visits.map((visit) => visitView(account, visit)), userErrors: [] };
		},
	};
}

/** Not stored yet. */
export function newVisit(
	account: JobberAccount,
	jobId: string,
	{ schedule, ...input }: VisitInput,
	problems: Problems,
): Visit {
	const blank = { id: account.newId('Visit'), createdAt: account.now(), jobId, completedAt: null };
	return {
		...blank,
		...texts({ title: null, instructions: null }, input),
		...withSchedule(account, UNSCHEDULED, schedule ?? {}, problems.at('schedule')),
	};
}

function texts(current: Pick<Visit, 'title' | 'instructions'>, { title, instructions }: VisitTexts) {
	return {
		title: title === undefined ? current.title : title || null,
		instructions: instructions === undefined ? current.instructions : instructions,
	};
}
