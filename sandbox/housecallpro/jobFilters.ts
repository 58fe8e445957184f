import { listOf, textOf } from './query';
import type { Job, WorkStatus } from './records';
import type { Call } from './router';
import { assignedTo, scheduleOf } from './schedule';

type Matcher = (job: Job) => boolean;

/** The filter's words are not the answer's (contract 2). */
const WORK_STATUSES: Readonly<Record<string, readonly WorkStatus[]>> = {
	unscheduled: ['needs scheduling'],
	scheduled: ['scheduled'],
	in_progress: ['in progress'],
	completed: ['complete rated', 'complete unrated'],
	canceled: ['user canceled', 'pro canceled'],
};

/** The filters of a list of jobs; archived ones are in no list. */
export function jobMatcher({ account, query }: Pick<Call, 'account' | 'query'>): Matcher {
	const tests: Matcher[] = [({ archived }) => !archived];
	const customerId = textOf(query, 'customer_id');
	if (customerId) tests.push((job) => job.customerId === customerId);

	const employeeIds = listOf(query, 'employee_ids');
	if (employeeIds.length > 0) tests.push((job) => assignedTo(job).some((id) => employeeIds.includes(id)));

	const statuses = listOf(query, 'work_status').flatMap((word) => WORK_STATUSES[word] ?? []);
	if (listOf(query, 'work_status').length > 0) tests.push(({ workStatus }) => statuses.includes(workStatus));

	for (const [side, edge] of [
		['start', 'startsAt'],
		['end', 'endsAt'],
	] as const) {
		const min = account.instant(textOf(query, `scheduled_${side}_min`) ?? '');
		const max = account.instant(textOf(query, `scheduled_${side}_max`) ?? '');
		if (!Number.isNaN(min)) tests.push((job) => (scheduleOf(job)?.[edge] ?? -Infinity) >= min);
		if (!Number.isNaN(max)) tests.push((job) => (scheduleOf(job)?.[edge] ?? Infinity) <= max);
	}
	return (job) => tests.every((test) => test(job));
}
