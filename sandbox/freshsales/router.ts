import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authenticate, checkRights } from './access';
import { badRequest, FreshsalesError, InvalidBody, invalid, nothingThere } from './errors';
import type { FreshsalesAccount } from './freshsalesAccount';
import { signInPath } from './hosts';
import type { User } from './portal';
import type { Query } from './query';
import type { RequestBudget } from './requestBudget';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What routes are added to. */
export interface Api {
	/** Below `/crm/sales/api`. */
	app: FastifyInstance;
	/** Of the whole sandbox of this vendor, for redirects. */
	root: FastifyInstance;
	account(): FreshsalesAccount;
	budget: RequestBudget;
}

/** What a handler gets. */
export interface Call {
	account: FreshsalesAccount;
	/** Whose key it is. */
	user: User;
	params: Readonly<Record<string, string>>;
	query: Query;
	/** An empty one when none was sent. */
	body: Readonly<Record<string, unknown>>;
	/** Where the API is, as the client sees it. */
	baseUrl: string;
}

/** A success with a status of its own. */
export class Answer {
	constructor(
		readonly status: number,
		readonly body: unknown,
	) {}
}

/** Adds one operation. What the handler returns is the body, with status 200 unless it is an `Answer`. */
export function route(api: Api, method: Method, url: string, handle: (call: Call) => unknown): void {
	const users = new WeakMap<FastifyRequest, User>();
	api.app.route({
		method,
		url,
		preValidation: async (request, reply) => {
			const { settings, clock, jobs } = api.account();
			users.set(request, authenticate(settings, request.headers, signInPath(api.root)));
			reply.headers(api.budget.charge(settings, clock.now()));
			checkRights(settings, request.url.slice(api.app.prefix.length).split('?')[0]);
			jobs.runDue();
		},
		handler: async (request, reply) => {
			const result = handle({
				account: api.account(),
				user: users.get(request)!,
				params: request.params as Call['params'],
				query: request.query as Query,
				body: bodyOf(request),
				baseUrl: `${request.protocol}://${request.host}${api.app.prefix}`,
			});
			const { status, body } = result instanceof Answer ? result : { status: 200, body: result };
			return sendJson(reply.code(status), body);
		},
	});
}

/** Any error as the vendor would answer it. */
export function sendError(reply: FastifyReply, error: Error & { statusCode?: number }, account: FreshsalesAccount) {
	const failure = asFreshsalesError(error, account);
	// A mistake of the sandbox itself, not something the vendor would say.
	if (failure.status === 500) process.stderr.write(`sandbox: ${error.stack}\n`);
	const sent = reply.code(failure.status).headers(failure.headers);
	return typeof failure.body === 'string'
		? sent.type('text/plain; charset=utf-8').send(failure.body)
		: sendJson(sent, failure.body);
}

/** The id of a path. One that is not numeric is no route at all (contract 7). */
export function idOf({ params }: Pick<Call, 'params'>, name = 'id'): number {
	if (!/^\d+$/.test(params[name])) throw nothingThere();
	return Number(params[name]);
}

/** `true` and `null` are bodies, too. */
function sendJson(reply: FastifyReply, body: unknown): FastifyReply {
	return body === undefined ? reply.send() : reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
}

function bodyOf({ body }: FastifyRequest): Call['body'] {
	if (body === undefined || body === null) return {};
	if (typeof body !== 'object' || Array.isArray(body)) throw invalid('base', 'Invalid or missing attributes');
	return body as Call['body'];
}

function asFreshsalesError(error: Error & { statusCode?: number }, { settings }: FreshsalesAccount): FreshsalesError {
	if (error instanceof FreshsalesError) return error;
	if (error instanceof InvalidBody) return badRequest(error, settings.errorShape);
	if (error.statusCode === 415) return badRequest(invalid('base', 'Invalid or missing attributes'), settings.errorShape);
	if (error.statusCode === 400) {
		return badRequest(invalid('base', 'There was a problem in the JSON payload'), settings.errorShape);
	}
	return new FreshsalesError(500, { error_code: 500 });
}
