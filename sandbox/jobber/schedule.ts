import type { JobberAccount } from './jobberAccount';
import { instantOf, type LocalDateTime } from './localTime';
import type { Scheduled } from './records';
import type { Problems } from './userErrors';

/** `ScheduledItemAttributes`; `VisitEditScheduleInput` has its times only. */
export interface ScheduleInput {
	startAt?: LocalDateTime | null;
	endAt?: LocalDateTime | null;
	teamMemberIdsToAssign?: string[] | null;
	notifyTeam?: boolean | null;
}

export const UNSCHEDULED: Scheduled = {
	startAt: null,
	endAt: null,
	allDay: false,
	assignedUserIds: [],
	notifyTeam: null,
};

const DAY_END = '23:59:59';

/** A place on the calendar after a change; what the input leaves out is kept. */
export function withSchedule(
	account: JobberAccount,
	current: Scheduled,
	input: ScheduleInput,
	problems: Problems,
): Scheduled {
	const { startAt, endAt, teamMemberIdsToAssign: users, notifyTeam } = input;
	const allDay = startAt === undefined ? current.allDay : startAt !== null && startAt.time == null;
	const scheduled = {
		startAt: startAt === undefined ? current.startAt : startAt && instantOf(startAt),
		endAt: endAt === undefined ? current.endAt : endAt && instantOf({ ...endAt, time: endAt.time ?? DAY_END }),
		allDay,
		assignedUserIds: users
			? existingUsers(account, users, problems.at('teamMemberIdsToAssign'))
			: current.assignedUserIds,
		notifyTeam: notifyTeam ?? current.notifyTeam,
	};
	if (scheduled.startAt === null && scheduled.endAt !== null) problems.add('Start is missing', 'startAt');
	else if (scheduled.endAt !== null && scheduled.endAt < Number(scheduled.startAt)) {
		problems.add('End must be after start', 'endAt');
	}
	return scheduled;
}

/** The ids, with a problem for each that is no active user's. */
export function existingUsers(account: JobberAccount, ids: readonly string[], problems: Problems): string[] {
	ids.forEach((id, position) => {
		if (account.users.byId(id)?.status !== 'ACTIVATED') problems.add('User not found', position);
	});
	return [...new Set(ids)];
}
