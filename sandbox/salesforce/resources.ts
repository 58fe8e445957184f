import type { FastifyInstance } from 'fastify';
import { notFound } from './errors';
import type { Org } from './org';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One request to a data resource, or one subrequest of a composite. */
export interface Call {
	org: Org;
	/** The path's own, such as `v66.0`. */
	version: string;
	params: Record<string, string>;
	query: Record<string, string | undefined>;
	body: unknown;
	headers: Record<string, string | string[] | undefined>;
}

/** What a resource answers; without a body it is empty. */
export interface Answer {
	/** 200 when absent. */
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
}

export type Handle = (call: Call) => Answer;

interface Resource {
	method: Method;
	/** Below `/services/data/v66.0`, such as `/sobjects/:object/:id`. */
	template: string;
	segments: string[];
	handle: Handle;
}

const ROOT = '/services/data/:version';

/** The data resources: served over HTTP and called by composites. */
export class Resources {
	private readonly all: Resource[] = [];

	add(method: Method, template: string, handle: Handle): void {
		this.all.push({ method, template, segments: template.split('/'), handle });
	}

	serve(app: FastifyInstance, org: () => Org): void {
		for (const { method, template, handle } of this.all) {
			app.route({
				method,
				url: ROOT + template,
				handler: async (request, reply) => {
					const { version, ...params } = request.params as Record<string, string>;
					const {
						status = 200,
						headers = {},
						body,
					} = handle({
						org: org(),
						version,
						params,
						query: request.query as Call['query'],
						body: request.body,
						headers: request.headers,
					});
					return reply.code(status).headers(headers).send(body);
				},
			});
		}
	}

	/** Runs a subrequest; `path` is below the version. */
	call(method: string, path: string, call: Omit<Call, 'params'>): Answer {
		const segments = path.replace(/\/$/, '').split('/');
		const [best] = this.all
			.filter((resource) => resource.method === method && fits(resource, segments))
			.sort((a, b) => literals(b) - literals(a));
		if (!best) throw notFound();
		const params = best.segments.flatMap((segment, position) =>
			segment.startsWith(':') ? [[segment.slice(1), decodeURIComponent(segments[position])]] : [],
		);
		return best.handle({ ...call, params: Object.fromEntries(params) as Call['params'] });
	}
}

function fits({ segments }: Resource, given: string[]): boolean {
	return (
		segments.length === given.length &&
		segments.every((segment, position) => segment.startsWith(':') || segment === given[position])
	);
}

function literals({ segments }: Resource): number {
	return segments.filter((segment) => !segment.startsWith(':')).length;
}
