import { ACCOUNT } from './account';
import { type CustomFieldInput, withCustomFields } from './customFields';
import type { JobberAccount } from './jobberAccount';
import { instantOf } from './localTime';
import type { Job } from './records';
import { existingUsers, type ScheduleInput } from './schedule';
import { Problems } from './userErrors';
import { newVisit } from './visits';

interface Timeframe {
	startAt?: string | null;
	durationUnits?: 'DAYS' | 'WEEKS' | 'MONTHS' | 'YEARS' | null;
	durationValue?: number | null;
}

interface Scheduling {
	createVisits: boolean;
	notifyTeam: boolean;
	assignedTo?: string[] | null;
	startTime?: string | null;
	endTime?: string | null;
	recurrence?: string | null;
}

/** What creation and edit have in common. */
export interface JobInput {
	title?: string | null;
	jobNumber?: number | null;
	instructions?: string | null;
	salespersonId?: string | null;
	timeframe?: Timeframe | null;
	scheduling?: Scheduling | null;
	invoicing?: Job['invoicing'] | null;
	customFields?: CustomFieldInput[] | null;
}

export interface JobCreateInput extends JobInput {
	propertyId: string;
	requestId?: string | null;
	quoteId?: string | null;
	invoicing: Job['invoicing'];
	lineItems?: { quantity: number; unitPrice: number }[] | null;
	notes?: { message?: string | null; pinned?: boolean | null }[] | null;
}

export interface JobCloseInput {
	modifyIncompleteVisitsBy: 'DESTROY_ALL' | 'COMPLETE_PAST_DESTROY_FUTURE';
}

const DAY = 86_400_000;
const DAYS = { DAYS: 1, WEEKS: 7, MONTHS: 30, YEARS: 365 } as const;

/** Stores the job and, if asked for, its first visit. The client follows from the property (contract 3). */
export function createJob(account: JobberAccount, input: JobCreateInput, problems: Problems): Job | undefined {
	const property = account.properties.byId(input.propertyId);
	if (!property) problems.add('Property not found', 'propertyId');
	const request = account.requests.byId(input.requestId);
	if (input.requestId != null && !request) problems.add('Request not found', 'requestId');
	const quote = account.quotes.byId(input.quoteId);
	if (input.quoteId != null && !quote) problems.add('Quote not found', 'quoteId');
	const blank = blankJob(account, property?.clientId ?? '', input.propertyId);
	const job = editedJob(account, blank, input, problems);
	const visitProblems = new Problems();
	const visit = input.scheduling?.createVisits
		? newVisit(account, job.id, { schedule: firstVisit(input) }, visitProblems)
		: undefined;
	if (visitProblems.found.some(({ path }) => path.includes('endAt'))) {
		problems.add('End must be after start', 'scheduling', 'endTime');
	}
	if (problems.any || !property) return undefined;
	const lines = input.lineItems ?? [];
	const stored = {
		...job,
		requestId: request?.id ?? null,
		total: lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
		notes: (input.notes ?? []).map(({ message, pinned }) => ({
			id: account.newId('ClientNote'),
			createdAt: account.now(),
			message: message ?? '',
			pinned: pinned ?? false,
		})),
	};
	addToClient(account, stored);
	if (request) account.requests.save({ ...request, isConverted: true, updatedAt: account.now() });
	if (quote) account.quotes.save({ ...quote, quoteStatus: 'converted', updatedAt: account.now() });
	if (visit) account.addVisit(visit);
	return stored;
}

/** A client with a job is no lead any more (contract 2). */
export function addToClient(account: JobberAccount, job: Job): void {
	account.addJob(job);
	const client = account.clients.existing(job.clientId);
	if (client.isLead) account.clients.save({ ...client, isLead: false, updatedAt: account.now() });
}

export function editedJob(account: JobberAccount, job: Job, input: JobInput, problems: Problems): Job {
	const { title, instructions, salespersonId, timeframe, scheduling } = input;
	if (salespersonId != null && !account.users.byId(salespersonId)) {
		problems.add('Salesperson not found', 'salespersonId');
	}
	existingUsers(account, scheduling?.assignedTo ?? [], problems.at('scheduling', 'assignedTo'));
	return {
		...job,
		title: title === undefined ? job.title : title,
		instructions: instructions === undefined ? job.instructions : instructions,
		salespersonId: salespersonId === undefined ? job.salespersonId : salespersonId,
		jobNumber: jobNumber(account, job, input.jobNumber, problems),
		jobType: scheduling?.recurrence ? 'RECURRING' : job.jobType,
		invoicing: input.invoicing ?? job.invoicing,
		...(timeframe ? span(timeframe, scheduling) : {}),
		customFields: withCustomFields(account, 'ALL_JOBS', job.customFields, input.customFields, problems),
	};
}

export function closedJob(account: JobberAccount, job: Job, { modifyIncompleteVisitsBy }: JobCloseInput): Job {
	const now = account.now();
	for (const visit of account.visitsOf(job.id).filter(({ completedAt }) => completedAt === null)) {
		const isPast = visit.startAt !== null && visit.startAt <= now;
		if (isPast && modifyIncompleteVisitsBy === 'COMPLETE_PAST_DESTROY_FUTURE') {
			account.visits.save({ ...visit, completedAt: now });
		} else {
			account.visits.remove(visit.id);
		}
	}
	return { ...job, isClosed: true, completedAt: now };
}

export function blankJob(
	account: JobberAccount,
	clientId: string,
	propertyId: string,
	id = account.newId('Job'),
): Job {
	const now = account.now();
	return {
		id,
		createdAt: now,
		updatedAt: now,
		jobNumber: 0,
		clientId,
		propertyId,
		requestId: null,
		salespersonId: null,
		title: null,
		instructions: null,
		jobType: 'ONE_OFF',
		invoicing: { invoicingType: 'FIXED_PRICE', invoicingSchedule: 'ON_COMPLETION' },
		total: 0,
		startAt: null,
		endAt: null,
		completedAt: null,
		isClosed: false,
		customFields: [],
		notes: [],
	};
}

function jobNumber(account: JobberAccount, job: Job, asked: number | null | undefined, problems: Problems): number {
	if (asked == null) return job.jobNumber || account.nextJobNumber();
	if (asked !== job.jobNumber && account.jobs.all().some((other) => other.jobNumber === asked)) {
		problems.add('Job number has already been taken', 'jobNumber');
	}
	return asked;
}

/** The date is the timeframe's, the times of day are the scheduling's, in the account's time zone (contract 3). */
function firstVisit({ timeframe, scheduling }: JobCreateInput): ScheduleInput {
	const schedule = {
		teamMemberIdsToAssign: scheduling?.assignedTo,
		notifyTeam: scheduling?.notifyTeam,
	};
	if (!timeframe?.startAt) return schedule;
	const day = { date: timeframe.startAt, timezone: ACCOUNT.timezone };
	const isTimed = scheduling?.startTime != null;
	return {
		...schedule,
		startAt: { ...day, time: scheduling?.startTime },
		endAt: isTimed && scheduling?.endTime == null ? undefined : { ...day, time: scheduling?.endTime },
	};
}

function span({ startAt, durationUnits, durationValue }: Timeframe, scheduling: Scheduling | null | undefined) {
	if (!startAt) return {};
	const days = (durationValue ?? 1) * DAYS[durationUnits ?? 'DAYS'];
	const lastDay = new Date(Date.parse(`${startAt}T00:00:00Z`) + (days - 1) * DAY).toISOString().slice(0, 10);
	const { timezone } = ACCOUNT;
	return {
		startAt: instantOf({ date: startAt, time: scheduling?.startTime, timezone }),
		endAt: instantOf({ date: lastDay, time: scheduling?.endTime ?? '23:59:59', timezone }),
	};
}
