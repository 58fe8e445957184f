import { ACCOUNT } from './account';
import type { JobberAccount } from './jobberAccount';
import { localDate } from './localTime';
import type { Job, Request, Visit } from './records';

type Phase = 'unscheduled' | 'late' | 'active' | 'today' | 'upcoming';

/** Where a time on the calendar lies, seen from now and from the account's time zone. */
function phaseOf(account: JobberAccount, { startAt, endAt }: { startAt: number | null; endAt: number | null }): Phase {
	if (startAt === null) return 'unscheduled';
	const now = account.now();
	const end = endAt ?? startAt;
	if (startAt <= now && now <= end) return 'active';
	const today = localDate(now, ACCOUNT.timezone);
	if (localDate(startAt, ACCOUNT.timezone) === today) return 'today';
	return end < now ? 'late' : 'upcoming';
}

export function visitStatus(account: JobberAccount, visit: Visit): string {
	return visit.completedAt === null ? phaseOf(account, visit).toUpperCase() : 'COMPLETED';
}

/** Derived; `requestEdit` cannot set it (contract 3). */
export function requestStatus(account: JobberAccount, request: Request): string {
	if (request.isArchived) return 'archived';
	if (request.isConverted) return 'converted';
	const assessment = account.assessments.byId(request.assessmentId);
	if (!assessment) return 'new';
	if (assessment.completedAt !== null) return 'assessment_completed';
	const phase = phaseOf(account, assessment);
	if (phase === 'late') return 'overdue';
	return phase === 'active' ? 'today' : phase;
}

export function jobStatus(account: JobberAccount, job: Job): string {
	if (job.isClosed) return 'archived';
	const visits = account.visitsOf(job.id);
	const open = visits.filter(({ completedAt }) => completedAt === null);
	if (visits.length > 0 && open.length === 0) return 'requires_invoicing';
	const phases = new Set(open.map((visit) => phaseOf(account, visit)));
	if (phases.has('late')) return 'late';
	if (phases.has('today') || phases.has('active')) return 'today';
	if (phases.has('upcoming')) return job.jobType === 'RECURRING' ? 'active' : 'upcoming';
	return 'unscheduled';
}
