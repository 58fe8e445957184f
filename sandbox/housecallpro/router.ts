import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ANY_KEY, authenticate, type Caller, type KeyType } from './access';
import { type ErrorBody, generalBody, HousecallProError, InvalidBody, schemaProblem } from './errors';
import type { HousecallAccount } from './housecallAccount';
import type { Query } from './query';
import type { RequestBudget } from './requestBudget';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What routes are added to. */
export interface Api {
	app: FastifyInstance;
	account(): HousecallAccount;
	budget: RequestBudget;
}

/** What a handler gets. */
export interface Call<Params = Record<string, never>, Body = unknown> {
	account: HousecallAccount;
	caller: Caller;
	params: Params;
	query: Query;
	body: Body;
}

export interface RouteOptions {
	/** The key types that may call it; any when absent. */
	keys?: readonly KeyType[];
	/** JSON Schema of the body. */
	body?: object;
	/** Of success; default 200. */
	status?: number;
	/** The shape of its errors; `{error: {message}}` when absent. */
	errorBody?: ErrorBody;
}

type ThrownError = Error & { statusCode?: number; validation?: Parameters<typeof schemaProblem>[0][] };

/** Adds one operation. What the handler returns is the body; `undefined` is an empty one. */
export function route<Params = Record<string, never>, Body = unknown>(
	{ app, account, budget }: Api,
	method: Method,
	url: string,
	{ keys = ANY_KEY, body, status = 200, errorBody = generalBody }: RouteOptions,
	handle: (call: Call<Params, Body>) => unknown,
): void {
	const callers = new WeakMap<FastifyRequest, Caller>();
	app.route({
		method,
		url,
		...(body ? { schema: { body } } : {}),
		preValidation: async (request) => {
			callers.set(request, authenticate(account(), request.headers, keys));
			budget.charge(account().settings, account().clock.now());
		},
		handler: async (request, reply) => {
			const answer = handle({
				account: account(),
				caller: callers.get(request)!,
				params: request.params as Params,
				query: request.query as Query,
				body: request.body as Body,
			});
			return reply.code(status).send(answer);
		},
		errorHandler: (error, _request, reply) => {
			const failure = asHousecallProError(error, account().settings.validationStatus);
			// A mistake of the sandbox itself, not something the vendor would say.
			if (failure.status === 500) process.stderr.write(`sandbox: ${(error as Error).stack}\n`);
			return reply.code(failure.status).headers(failure.headers).send(errorBody(failure));
		},
	});
}

/** Any error as the vendor would answer it. */
export function asHousecallProError(error: ThrownError, validationStatus: number): HousecallProError {
	if (error instanceof HousecallProError) return error;
	const broken = error.validation ? schemaProblem(error.validation[0]) : error;
	if (broken instanceof InvalidBody) {
		return new HousecallProError(validationStatus, broken.message, { [broken.field]: [broken.problem] });
	}
	return new HousecallProError(error.statusCode ?? 500, error.message);
}
