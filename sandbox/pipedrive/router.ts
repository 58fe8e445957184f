import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assertScope, authenticate, type Caller, type Version } from './access';
import { PipedriveError, refused, unsupportedMediaType } from './errors';
import type { PipedriveAccount } from './pipedriveAccount';
import type { Query } from './query';
import { BlockPage, type TokenBudget } from './tokenBudget';

/** What endpoints are added to. */
export interface Api {
	app: FastifyInstance;
	account(): PipedriveAccount;
	budget: TokenBudget;
}

/** One endpoint of the vendor's documents. */
export interface Endpoint {
	version: Version;
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	path: string;
	/** `x-token-cost` of the spec. */
	cost: number;
	/** OAuth scopes of which one is needed. */
	scopes: readonly string[];
	/** Of success; default 200. */
	status?: number;
}

export type Body = Readonly<Record<string, unknown>>;

/** What a handler gets. */
export interface Call<Params = unknown> {
	account: PipedriveAccount;
	caller: Caller;
	params: Params;
	query: Query;
	body: Body;
}

/** v1 answers below `/v1`, too (contract 1.1). */
const PREFIXES: Readonly<Record<Version, readonly string[]>> = { v1: ['/api/v1', '/v1'], v2: ['/api/v2'] };

/** Adds one endpoint. The handler returns the envelope without `success`. */
export function route<Params = unknown>(api: Api, endpoint: Endpoint, handle: (call: Call<Params>) => object): void {
	const { version, method, path, status = 200 } = endpoint;
	const callers = new WeakMap<FastifyRequest, Caller>();
	for (const prefix of PREFIXES[version]) {
		api.app.route({
			method,
			url: `${prefix}${path}`,
			preValidation: async (request, reply) => {
				callers.set(request, admit(api, endpoint, request, reply));
			},
			handler: async (request, reply) => {
				const answer = handle({
					account: api.account(),
					caller: callers.get(request)!,
					params: request.params as Params,
					query: request.query as Query,
					body: bodyOf(request),
				});
				return reply.code(status).send({ success: true, ...answer });
			},
		});
	}
}

/** Who may call the endpoint now; counts the request. */
function admit({ account, budget }: Api, endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): Caller {
	const { version, method, path, cost, scopes } = endpoint;
	const caller = authenticate(account(), request, version);
	const charge = { caller, cost, isSearch: /search/i.test(path), isWrite: method === 'POST' || method === 'PUT' };
	void reply.headers(budget.charge(account().settings, charge, account().clock.now()));
	assertScope(caller, scopes);
	const hasForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
	if (version === 'v2' && hasForm) throw unsupportedMediaType();
	return caller;
}

function bodyOf({ body, method }: FastifyRequest): Body {
	if (method === 'GET' || method === 'DELETE' || body === undefined) return {};
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body;
	throw refused(400, 'Validation failed: request body is not an object', 'ERR_SCHEMA_VALIDATION_FAILED');
}

/** Answers any error as the vendor would. */
export function sendError(error: Error & { statusCode?: number }, reply: FastifyReply): FastifyReply {
	if (error instanceof BlockPage) return reply.code(403).type('text/html; charset=UTF-8').send(error.html);
	if (error instanceof PipedriveError) return reply.code(error.status).headers(error.headers).send(error.body);
	const status = error.statusCode ?? 500;
	// A mistake of the sandbox itself, not something the vendor would say.
	if (status === 500) process.stderr.write(`sandbox: ${error.stack}\n`);
	return reply.code(status).send({ success: false, error: error.message, errorCode: status });
}
