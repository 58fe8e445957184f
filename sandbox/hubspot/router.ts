import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { JSON_BODY } from './bodies';
import type { Version, VersionedPath } from './paths';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a handler gets: path parameters, query, body and the API version of the path. */
export interface Call<Params, Body = unknown> {
	params: Params;
	query: Record<string, string | string[] | undefined>;
	body: Body;
	version: Version;
	request: FastifyRequest;
	reply: FastifyReply;
}

const BODIES: Partial<Record<Method, object>> = { POST: JSON_BODY, PATCH: JSON_BODY };

/** Adds one operation under all its versioned paths. What the handler returns is the body; `undefined` is 204. */
export function route<Params = Record<string, never>, Body = unknown>(
	app: FastifyInstance,
	method: Method,
	paths: readonly VersionedPath[],
	handle: (call: Call<Params, Body>) => unknown,
): void {
	const body = BODIES[method];
	for (const { url, version } of paths) {
		app.route({
			method,
			url,
			...(body ? { schema: { body } } : {}),
			handler: async (request, reply) => {
				const answer = handle({
					params: request.params as Params,
					query: request.query as Call<Params>['query'],
					body: request.body as Body,
					version,
					request,
					reply,
				});
				if (answer === undefined) return reply.code(204).send();
				return reply.send(answer);
			},
		});
	}
}

/** A list parameter: comma separated, repeated, or both. */
export function listOf(value: string | string[] | undefined): string[] {
	return [value ?? []]
		.flat()
		.flatMap((part) => part.split(','))
		.map((part) => part.trim())
		.filter(Boolean);
}

export function textOf(value: string | string[] | undefined): string | undefined {
	return [value].flat()[0];
}
