import { USERS } from './account';
import { clientView, propertyView } from './clientViews';
import { connectionOf, type PageArguments } from './connections';
import { customFieldViews } from './customFields';
import { webUri } from './ids';
import type { JobberAccount } from './jobberAccount';
import { displayName } from './names';
import type { Assessment, Job, Quote, Request, Scheduled, User, Visit } from './records';
import { jobStatus, requestStatus, visitStatus } from './statuses';

/** `users` answers more than other lists do in one page (contract 6). */
export const MAX_USERS = 1_000;

const MINUTE = 60_000;

export function userView(user: User) {
	return {
		...user,
		name: { first: user.first, last: user.last, full: `${user.first} ${user.last}` },
		email: { raw: user.email, isValid: true },
	};
}

export function requestView(account: JobberAccount, request: Request) {
	const client = account.clients.existing(request.clientId);
	const referrer = account.clients.byId(request.referringClientId);
	const property = account.properties.byId(request.propertyId);
	const assessment = account.assessments.byId(request.assessmentId);
	return {
		...request,
		requestStatus: requestStatus(account, request),
		source: 'api',
		contactName: [client.firstName, client.lastName].filter(Boolean).join(' ') || null,
		companyName: client.companyName,
		email: client.emails.find(({ primary }) => primary)?.address ?? null,
		phone: client.phones.find(({ primary }) => primary)?.number ?? null,
		client: () => clientView(account, client),
		referringClient: () => referrer && clientView(account, referrer),
		property: () => property && propertyView(account, property),
		assessment: () => assessment && assessmentView(account, assessment),
		jobberWebUri: webUri('Request', request.id),
	};
}

export function assessmentView(account: JobberAccount, assessment: Assessment) {
	const request = account.requests.existing(assessment.requestId);
	const property = account.properties.byId(request.propertyId);
	return {
		...assessment,
		...scheduledView(account, assessment),
		title: request.title,
		isComplete: assessment.completedAt !== null,
		client: () => clientView(account, account.clients.existing(request.clientId)),
		property: () => property && propertyView(account, property),
		request: () => requestView(account, request),
	};
}

export function quoteView(account: JobberAccount, quote: Quote) {
	const request = account.requests.byId(quote.requestId);
	const salesperson = account.users.byId(quote.salespersonId);
	return {
		...quote,
		// The account charges no tax.
		amounts: { subtotal: quote.subtotal, taxAmount: 0, total: quote.subtotal },
		client: () => clientView(account, account.clients.existing(quote.clientId)),
		property: () => propertyView(account, account.properties.existing(quote.propertyId)),
		request: () => request && requestView(account, request),
		salesperson: () => salesperson && userView(salesperson),
		customFields: () => customFieldViews(account, 'ALL_QUOTES', quote.customFields),
		jobberWebUri: webUri('Quote', quote.id),
	};
}

export function jobView(account: JobberAccount, job: Job) {
	const client = account.clients.existing(job.clientId);
	const request = account.requests.byId(job.requestId);
	const salesperson = account.users.byId(job.salespersonId);
	return {
		...job,
		jobStatus: jobStatus(account, job),
		billingType: job.invoicing.invoicingType,
		defaultVisitTitle: defaultVisitTitle(account, job),
		client: () => clientView(account, client),
		property: () => propertyView(account, account.properties.existing(job.propertyId)),
		request: () => request && requestView(account, request),
		salesperson: () => salesperson && userView(salesperson),
		visits: (page: PageArguments) =>
			connectionOf(account.visitsOf(job.id), page, (visit) => visitView(account, visit)),
		customFields: () => customFieldViews(account, 'ALL_JOBS', job.customFields),
		jobberWebUri: webUri('Job', job.id),
	};
}

export function visitView(account: JobberAccount, visit: Visit) {
	const job = account.jobs.existing(visit.jobId);
	return {
		...visit,
		...scheduledView(account, visit),
		title: visit.title ?? defaultVisitTitle(account, job),
		isDefaultTitle: visit.title === null,
		visitStatus: visitStatus(account, visit),
		isComplete: visit.completedAt !== null,
		completedBy: visit.completedAt === null ? null : userView(USERS[0]).name.full,
		createdBy: userView(USERS[0]),
		clientConfirmed: false,
		isLastScheduledVisit: () => account.visitsOf(job.id).at(-1)?.id === visit.id,
		client: () => clientView(account, account.clients.existing(job.clientId)),
		property: () => propertyView(account, account.properties.existing(job.propertyId)),
		job: () => jobView(account, job),
	};
}

function scheduledView(account: JobberAccount, { startAt, endAt, allDay, assignedUserIds }: Scheduled) {
	return {
		duration: startAt === null || endAt === null || allDay ? null : Math.round((endAt - startAt) / MINUTE),
		assignedUsers: (page: PageArguments) =>
			connectionOf(
				assignedUserIds.map((id) => account.users.existing(id)),
				page,
				userView,
			),
	};
}

function defaultVisitTitle(account: JobberAccount, { clientId, title }: Job): string {
	return [displayName(account.clients.existing(clientId)), title].filter(Boolean).join(' - ');
}
