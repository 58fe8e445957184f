import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assertAccess, type Scope } from './access';
import { invalidData, invalidModule, mandatoryNotFound, noPermission } from './errors';
import type { Module } from './modules/modules';
import { isObject } from './values';
import type { ZohoOrg } from './zohoOrg';

/** What a handler gets. */
export interface Call {
	org: ZohoOrg;
	params: Record<string, string>;
	query: Record<string, string | undefined>;
	/** The body, if it is an object. */
	body: Record<string, unknown>;
	request: FastifyRequest;
	reply: FastifyReply;
}

/** One operation of the API. */
export interface Route {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	url: string;
	scopes(call: Call): readonly Scope[];
	/** Credits it costs; default 1 (contract 6). */
	cost?(call: Call): number;
	/** What it returns is the body; `undefined` is 204 without one, unless the handler has answered. */
	handle(call: Call): unknown;
}

/** `v7` answers the same as `v8` (contract 10); `v2`, which n8n's built-in node calls, differs where routes say so. */
const VERSIONS = ['v2', 'v7', 'v8'];

/** Whether a call is to the API's second version. */
export function isSecondVersion({ request }: Call): boolean {
	return request.url.includes('/crm/v2/');
}

/** Adds an operation under its versions. */
export function addRoute(app: FastifyInstance, current: () => ZohoOrg, { method, url, scopes, cost, handle }: Route): void {
	for (const version of VERSIONS) {
		app.route({
			method,
			url: `/crm/${version}${url}`,
			handler: async (request, reply) => {
				const org = current();
				const call: Call = {
					org,
					params: request.params as Record<string, string>,
					query: request.query as Record<string, string | undefined>,
					body: isObject(request.body) ? request.body : {},
					request,
					reply,
				};
				assertAccess(org, request, scopes(call));
				const refusal = org.credits.charge(cost?.(call) ?? 1);
				void reply.headers(org.credits.headers());
				if (refusal) throw refusal;
				const answer = handle(call);
				if (answer !== undefined) return reply.send(answer);
				return reply.statusCode === 200 ? reply.code(204).send() : reply.send();
			},
		});
	}
}

/** The module a path names, if the user may do this with it. The second version takes lower case, too. */
export function moduleOf(call: Call, action: 'read' | 'create' | 'edit' | 'delete' = 'read'): Module {
	const { org, params } = call;
	const { module: named } = params;
	const module = org.module(isSecondVersion(call) ? named[0].toUpperCase() + named.slice(1) : named);
	if (!module) throw invalidModule();
	if (action !== 'read' && org.settings.readOnlyModules.includes(module.name)) {
		throw noPermission(action, `Crm_Implied_${action === 'edit' ? 'Edit' : 'Create'}_${module.name}`);
	}
	return module;
}

const MAX_RECORDS = 100;

/** The records of a write, as they were sent (contract 4: at most 100). */
export function recordsOf({ body }: Call): Record<string, unknown>[] {
	const { data } = body;
	if (data === undefined) throw mandatoryNotFound({ api_name: 'data', json_path: '$.data' });
	if (!Array.isArray(data) || !data.every(isObject)) {
		throw invalidData({ expected_data_type: 'jsonarray', api_name: 'data', json_path: '$.data' });
	}
	if (data.length === 0 || data.length > MAX_RECORDS) {
		throw invalidData({ maximum_length: MAX_RECORDS, api_name: 'data', json_path: '$.data' });
	}
	return data;
}

/** Writes cost a credit for each ten records begun. */
export function writeCost({ body, query }: Call): number {
	const count = Array.isArray(body.data) ? body.data.length : (query.ids ?? '').split(',').length;
	return Math.max(1, Math.ceil(count / 10));
}
