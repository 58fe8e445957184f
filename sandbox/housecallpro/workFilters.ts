import { listOf, textOf } from './query';
import type { Appointment, WorkStatus } from './records';
import type { Call } from './router';

/** What jobs and estimates are filtered by. */
export interface Work {
	customerId: string;
	employeeIds: readonly string[];
	workStatus: WorkStatus;
	schedule: Pick<Appointment, 'startsAt' | 'endsAt'> | null | undefined;
}

/** The filter's words are not the answer's (contract 2). */
const WORK_STATUSES: Readonly<Record<string, readonly WorkStatus[]>> = {
	unscheduled: ['needs scheduling'],
	scheduled: ['scheduled'],
	in_progress: ['in progress'],
	completed: ['complete rated', 'complete unrated'],
	canceled: ['user canceled', 'pro canceled'],
};

/** The filters that the lists of jobs and of estimates share. */
export function workMatcher({ account, query }: Pick<Call, 'account' | 'query'>): (work: Work) => boolean {
	const tests: ((work: Work) => boolean)[] = [];
	const customerId = textOf(query, 'customer_id');
	if (customerId) tests.push((work) => work.customerId === customerId);

	const wanted = listOf(query, 'employee_ids');
	if (wanted.length > 0) tests.push(({ employeeIds }) => employeeIds.some((id) => wanted.includes(id)));

	const statuses = listOf(query, 'work_status').flatMap((word) => WORK_STATUSES[word] ?? []);
	if (listOf(query, 'work_status').length > 0) tests.push(({ workStatus }) => statuses.includes(workStatus));

	for (const [side, edge] of [
		['start', 'startsAt'],
		['end', 'endsAt'],
	] as const) {
		const min = account.instant(textOf(query, `scheduled_${side}_min`) ?? '');
		const max = account.instant(textOf(query, `scheduled_${side}_max`) ?? '');
		if (!Number.isNaN(min)) tests.push(({ schedule }) => (schedule?.[edge] ?? -Infinity) >= min);
		if (!Number.isNaN(max)) tests.push(({ schedule }) => (schedule?.[edge] ?? Infinity) <= max);
	}
	return (work) => tests.every((test) => test(work));
}
