import { connectionOf, type PageArguments } from './connections';
import type { JobberAccount } from './jobberAccount';
import { closedJob, createJob, editedJob, type JobCloseInput, type JobCreateInput, type JobInput } from './jobWriter';
import { inRange, type Range, type Sort, sorted } from './lists';
import { orMissing } from './missing';
import { primaryName } from './names';
import type { Job } from './records';
import { fuzzyMatch } from './search';
import { jobStatus } from './statuses';
import { Problems } from './userErrors';
import { jobView } from './workViews';

interface JobFilter {
	ids?: string[] | null;
	jobType?: string | null;
	status?: string | null;
	createdAt?: Range | null;
	startAt?: Range | null;
	endAt?: Range | null;
	completedAt?: Range | null;
	visitsScheduledBetween?: Range | null;
	includeUnscheduled?: boolean | null;
	onlyInvoiceable?: boolean | null;
}

type SortKey =
	| 'CLIENT_FIRST_NAME'
	| 'CLIENT_PRIMARY_NAME'
	| 'UPDATED_AT'
	| 'JOB_NUMBER'
	| 'TOTAL_COST'
	| 'JOB_STATUS'
	| 'SCHEDULE'
	| 'VISIT_START_DATE';

interface JobsArguments extends PageArguments {
	filter?: JobFilter | null;
	searchTerm?: string | null;
	sort?: Sort<SortKey>[] | null;
}

const DEFAULT_SORT: Sort<SortKey> = { key: 'UPDATED_AT', direction: 'DESCENDING' };

export function jobQueries(account: JobberAccount) {
	const clientOf = ({ clientId }: Job) => account.clients.existing(clientId);
	const sorts: Record<SortKey, (job: Job) => string | number | null> = {
		CLIENT_FIRST_NAME: (job) => clientOf(job).firstName,
		CLIENT_PRIMARY_NAME: (job) => primaryName(clientOf(job)),
		UPDATED_AT: ({ updatedAt }) => updatedAt,
		JOB_NUMBER: ({ jobNumber }) => jobNumber,
		TOTAL_COST: ({ total }) => total,
		JOB_STATUS: (job) => jobStatus(account, job),
		SCHEDULE: ({ startAt }) => startAt,
		VISIT_START_DATE: ({ id }) => account.visitsOf(id)[0]?.startAt ?? null,
	};
	const visitedBetween = (job: Job, { visitsScheduledBetween, includeUnscheduled }: JobFilter) => {
		if (!visitsScheduledBetween) return true;
		const starts = account.visitsOf(job.id).map(({ startAt }) => startAt);
		if (includeUnscheduled && starts.every((start) => start === null)) return true;
		return starts.some((start) => start !== null && inRange(account, start, visitsScheduledBetween));
	};
	const passes = (job: Job, filter: JobFilter) =>
		(filter.ids == null || filter.ids.includes(job.id)) &&
		(filter.jobType == null || filter.jobType === job.jobType) &&
		(filter.status == null || filter.status === jobStatus(account, job)) &&
		(!filter.onlyInvoiceable || jobStatus(account, job) === 'requires_invoicing') &&
		(['createdAt', 'startAt', 'endAt', 'completedAt'] as const).every((name) =>
			inRange(account, job[name], filter[name]),
		) &&
		visitedBetween(job, filter);

	return {
		job: ({ id }: { id: string }) =>
			orMissing(account, 'Job', account.jobs.byId(id), (job) => jobView(account, job)),
		jobs({ filter, searchTerm, sort, ...page }: JobsArguments) {
			const found = searchTerm?.trim() ? account.jobs.search(fuzzyMatch(searchTerm)) : account.jobs.all();
			const jobs = found.filter((job) => passes(job, filter ?? {}));
			return connectionOf(sorted(account, jobs, sort ?? [DEFAULT_SORT], sorts), page, (job) =>
				jobView(account, job),
			);
		},
	};
}

export function jobMutations(account: JobberAccount) {
	const change = (jobId: string, work: (job: Job, problems: Problems) => Job) => {
		const problems = new Problems();
		const job = account.jobs.byId(jobId);
		if (!job) problems.add('Job not found', 'jobId');
		const changed = job && { ...work(job, problems), updatedAt: account.now() };
		if (!changed || problems.any) return { userErrors: problems.found };
		account.jobs.save(changed);
		return { job: jobView(account, changed), userErrors: [] };
	};

	return {
		jobCreate({ input }: { input: JobCreateInput }) {
			const problems = new Problems();
			const job = createJob(account, input, problems.at('input'));
			return { job: job && jobView(account, job), userErrors: problems.found };
		},
		jobEdit: ({ jobId, input }: { jobId: string; input: JobInput }) =>
			change(jobId, (job, problems) => editedJob(account, job, input, problems.at('input'))),
		jobClose: ({ jobId, input }: { jobId: string; input: JobCloseInput }) =>
			change(jobId, (job) => closedJob(account, job, input)),
		jobReopen: ({ jobId }: { jobId: string }) =>
			change(jobId, (job) => ({ ...job, isClosed: false, completedAt: null })),
	};
}
