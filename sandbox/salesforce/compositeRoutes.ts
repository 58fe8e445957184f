import { bodyOf } from './calls';
import { badRequest, notFound, SalesforceError } from './errors';
import { resolveReferences } from './references';
import type { Answer, Call, Resources } from './resources';

interface Subrequest {
	method?: string;
	url?: string;
	referenceId?: string;
	body?: unknown;
	httpHeaders?: Record<string, string>;
	/** The body in the batch resource. */
	richInput?: unknown;
}

interface SubAnswer {
	body: unknown;
	httpHeaders: Record<string, string>;
	httpStatusCode: number;
	referenceId: string;
}

const MAX_SUBREQUESTS = 25;
const MAX_QUERIES = 5;
const SUB_URL = /^\/?(?:services\/data\/)?(v\d+\.\d)(\/[^?]*)(?:\?(.*))?$/;

const NO_HEADERS: Record<string, string> = {};

const ROLLED_BACK: Answer = refusal(
	400,
	'PROCESSING_HALTED',
	'The transaction was rolled back since another operation in the same transaction failed.',
);
const BATCH_HALTED: Answer = refusal(412, 'BATCH_PROCESSING_HALTED', 'Batch processing halted per request');

/** Several requests in one, which counts once against the limits (contract 4). */
export function addComposites(resources: Resources): void {
	resources.add('POST', '/composite', (call) => {
		const { allOrNone = false, compositeRequest = [] } = bodyOf(call) as {
			allOrNone?: boolean;
			compositeRequest?: Subrequest[];
		};
		assertCount(compositeRequest);
		return { body: { compositeResponse: runComposite(resources, call, compositeRequest, allOrNone) } };
	});

	resources.add('POST', '/composite/batch', (call) => {
		const { haltOnError = false, batchRequests = [] } = bodyOf(call) as {
			haltOnError?: boolean;
			batchRequests?: Subrequest[];
		};
		assertCount(batchRequests);
		const results: { statusCode: number; result: unknown }[] = [];
		let hasErrors = false;
		for (const subrequest of batchRequests) {
			const { status = 200, body = null }: Answer =
				haltOnError && hasErrors
					? BATCH_HALTED
					: attempt(() => run(resources, call, { ...subrequest, body: subrequest.richInput }));
			hasErrors ||= status >= 400;
			results.push({ statusCode: status, result: body });
		}
		return { body: { hasErrors, results } };
	});
}

function runComposite(resources: Resources, call: Call, requests: Subrequest[], allOrNone: boolean): SubAnswer[] {
	const answers = new Map<string, unknown>();
	let failed: string | undefined;
	const step = (request: Subrequest): SubAnswer => {
		const referenceId = request.referenceId ?? '';
		const {
			status = 200,
			body = null,
			headers = {},
		}: Answer = allOrNone && failed !== undefined
			? ROLLED_BACK
			: attempt(() => run(resources, call, resolveReferences(request, answers)));
		if (status >= 400) failed ??= referenceId;
		else answers.set(referenceId, body);
		const { location } = headers;
		return {
			body,
			httpHeaders: location === undefined ? NO_HEADERS : { Location: location },
			httpStatusCode: status,
			referenceId,
		};
	};
	const results = call.org.transaction(
		() => requests.map(step),
		() => !allOrNone || failed === undefined,
	);
	if (!allOrNone || failed === undefined) return results;
	return results.map((result) =>
		result.referenceId === failed
			? result
			: { ...result, body: ROLLED_BACK.body, httpHeaders: NO_HEADERS, httpStatusCode: 400 },
	);
}

function run(
	resources: Resources,
	call: Call,
	{ method = 'GET', url = '', body, httpHeaders = {} }: Subrequest,
): Answer {
	const [, version, path, search] = SUB_URL.exec(url) ?? [];
	if (version === undefined) throw notFound();
	const given = Object.entries(httpHeaders).map(([name, value]) => [name.toLowerCase(), value]);
	return resources.call(method.toUpperCase(), path, {
		org: call.org,
		version,
		query: Object.fromEntries(new URLSearchParams(search ?? '')),
		body,
		headers: { ...call.headers, ...Object.fromEntries(given) },
	});
}

function attempt(work: () => Answer): Answer {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof SalesforceError)) throw error;
		return { status: error.status, body: error.errors };
	}
}

function refusal(status: number, errorCode: string, message: string): Answer {
	return { status, body: [{ errorCode, message }] };
}

function assertCount(requests: Subrequest[]): void {
	if (requests.length === 0) throw badRequest('REQUIRED_FIELD_MISSING', 'At least 1 subrequest is required');
	if (requests.length > MAX_SUBREQUESTS) {
		throw badRequest('LIMIT_EXCEEDED', `The composite request contains more than ${MAX_SUBREQUESTS} subrequests`);
	}
	const queries = requests.filter(({ url = '' }) => /\/(?:query|queryAll|composite\/sobjects)\b/.test(url));
	if (queries.length > MAX_QUERIES) {
		throw badRequest(
			'LIMIT_EXCEEDED',
			`The composite request contains more than ${MAX_QUERIES} queries or collections`,
		);
	}
}
