import { type AssessmentInput, newAssessment } from './assessments';
import { connectionOf, type PageArguments } from './connections';
import type { JobberAccount } from './jobberAccount';
import { inRange, type Range, type Sort, sorted } from './lists';
import { orMissing } from './missing';
import { primaryName } from './names';
import type { Client, Request } from './records';
import { fuzzyMatch } from './search';
import { requestStatus } from './statuses';
import { Problems } from './userErrors';
import { requestView } from './workViews';

interface RequestFilter {
	clientId?: string | null;
	propertyId?: string | null;
	status?: string | null;
	createdAt?: Range | null;
	updatedAt?: Range | null;
}

type SortKey =
	| 'TITLE'
	| 'REQUESTED_AT'
	| 'STATUS'
	| 'STATUS_AND_REQUESTED_AT'
	| 'PRIMARY_NAME'
	| 'FIRST_NAME'
	| 'LAST_NAME';

interface RequestsArguments extends PageArguments {
	filter?: RequestFilter | null;
	searchTerm?: string | null;
	sort?: Sort<SortKey>[] | null;
}

interface RequestReferences {
	title?: string | null;
	propertyId?: string | null;
	salespersonId?: string | null;
	referringClientId?: string | null;
}

interface RequestCreateInput extends RequestReferences {
	clientId: string;
	assessment?: AssessmentInput | null;
	requestDetails?: unknown;
}

const DEFAULT_SORT: Sort<SortKey> = { key: 'REQUESTED_AT', direction: 'DESCENDING' };

export function requestQueries(account: JobberAccount) {
	const clientOf = ({ clientId }: Request) => account.clients.existing(clientId);
	const sorts: Record<SortKey, (request: Request) => string | number | null> = {
		TITLE: ({ title }) => title,
		REQUESTED_AT: ({ createdAt }) => createdAt,
		STATUS: (request) => requestStatus(account, request),
		STATUS_AND_REQUESTED_AT: (request) => `${requestStatus(account, request)} ${request.createdAt}`,
		PRIMARY_NAME: (request) => primaryName(clientOf(request)),
		FIRST_NAME: (request) => clientOf(request).firstName,
		LAST_NAME: (request) => clientOf(request).lastName,
	};
	const passes = (request: Request, filter: RequestFilter) =>
		(['clientId', 'propertyId'] as const).every((name) => filter[name] == null || filter[name] === request[name]) &&
		(filter.status == null || filter.status === requestStatus(account, request)) &&
		inRange(account, request.createdAt, filter.createdAt) &&
		inRange(account, request.updatedAt, filter.updatedAt);

	return {
		request: ({ id }: { id: string }) =>
			orMissing(account, 'Request', account.requests.byId(id), (request) => requestView(account, request)),
		requests({ filter, searchTerm, sort, ...page }: RequestsArguments) {
			const found = searchTerm?.trim() ? account.requests.search(fuzzyMatch(searchTerm)) : account.requests.all();
			const requests = found.filter((request) => passes(request, filter ?? {}));
			return connectionOf(sorted(account, requests, sort ?? [DEFAULT_SORT], sorts), page, (request) =>
				requestView(account, request),
			);
		},
	};
}

export function requestMutations(account: JobberAccount) {
	const change = (requestId: string, work: (request: Request, problems: Problems) => Request) => {
		const problems = new Problems();
		const request = account.requests.byId(requestId);
		if (!request) problems.add('Request not found', 'requestId');
		const changed = request && { ...work(request, problems), updatedAt: account.now() };
		if (!changed || problems.any) return { userErrors: problems.found };
		account.requests.save(changed);
		return { request: requestView(account, changed), userErrors: [] };
	};

	return {
		requestCreate({ input }: { input: RequestCreateInput }) {
			const problems = new Problems();
			const here = problems.at('input');
			const client = account.clients.byId(input.clientId);
			if (!client) here.add('Client not found', 'clientId');
			const blank = blankRequest(account, input.clientId);
			const request = withReferences(account, { ...blank, details: input.requestDetails ?? null }, input, here, client);
			const assessment = input.assessment && newAssessment(account, request, input.assessment, here.at('assessment'));
			if (!client || problems.any) return { userErrors: problems.found };
			const stored = {
				...request,
				// The client's last property unless one is given (contract 3).
				propertyId: request.propertyId ?? client.propertyIds.at(-1) ?? null,
				assessmentId: assessment?.id ?? null,
			};
			if (assessment) account.assessments.save(assessment);
			account.requests.save(stored);
			return { request: requestView(account, stored), userErrors: [] };
		},
		requestEdit: ({ requestId, input }: { requestId: string; input: RequestReferences }) =>
			change(requestId, (request, problems) =>
				withReferences(account, request, input, problems.at('input'), account.clients.byId(request.clientId)),
			),
		requestArchive: ({ requestId }: { requestId: string }) =>
			change(requestId, (request) => ({ ...request, isArchived: true })),
	};
}

export function blankRequest(account: JobberAccount, clientId: string, id = account.newId('Request')): Request {
	const now = account.now();
	return {
		id,
		createdAt: now,
		updatedAt: now,
		clientId,
		propertyId: null,
		title: null,
		salespersonId: null,
		referringClientId: null,
		assessmentId: null,
		isArchived: false,
		isConverted: false,
		details: null,
	};
}

function withReferences(
	account: JobberAccount,
	request: Request,
	input: RequestReferences,
	problems: Problems,
	client: Client | undefined,
): Request {
	const { propertyId, salespersonId, referringClientId } = input;
	if (propertyId != null && !client?.propertyIds.includes(propertyId)) {
		problems.add('Property not found', 'propertyId');
	}
	if (salespersonId != null && !account.users.byId(salespersonId)) {
		problems.add('Salesperson not found', 'salespersonId');
	}
	if (referringClientId != null && !account.clients.byId(referringClientId)) {
		problems.add('Referring client not found', 'referringClientId');
	}
	const given = Object.entries({ title: input.title, propertyId, salespersonId, referringClientId });
	return { ...request, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
}
