import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isForeignHost } from './dataCentres';
import { invalidToken, scopeMismatch, tooManyRequests, ZohoError } from './errors';
import type { ZohoOrg } from './zohoOrg';

/** A scope without its operation, such as `ZohoCRM.modules.Leads`, and the operation. */
export type Scope = readonly [area: string, operation: 'READ' | 'CREATE' | 'UPDATE' | 'DELETE'];

const tooMany = new WeakSet<FastifyRequest>();

/** Counts the calls under way below `app` (contract 6, concurrency). */
export function addConcurrency(app: FastifyInstance, current: () => ZohoOrg): void {
	app.addHook('onRequest', async (request, reply) => {
		const { credits } = current();
		if (!credits.enter()) tooMany.add(request);
		reply.raw.once('close', () => credits.leave());
		if (isHeavy(request)) {
			if (!credits.enterHeavy()) tooMany.add(request);
			reply.raw.once('close', () => credits.leaveHeavy());
		}
	});
}

/** Queries, searches and sorted lists; writes of more than ten records are not counted here, their size shows too late. */
function isHeavy({ url, query }: FastifyRequest): boolean {
	const { sort_by, cvid } = query as Record<string, unknown>;
	const [path] = url.split('?');
	return path.endsWith('/coql') || path.endsWith('/search') || sort_by !== undefined || cvid !== undefined;
}

/** Refuses a call that may not be made, in the vendor's order: host, token, scope, limits. */
export function assertAccess(org: ZohoOrg, request: FastifyRequest, scopes: readonly Scope[]): void {
	const { host } = request.params as { host?: string };
	// A token is known in its own data centre only (contract 0.1).
	if (isForeignHost(host, org.settings.dataCentre, 'api')) throw invalidToken();
	const { authorization } = request.headers;
	if (authorization === undefined) throw new ZohoError(401, 'AUTHENTICATION_FAILURE', 'Authentication failed');
	const granted = org.authorization.scopesBehind(authorization);
	if (!granted) throw invalidToken();
	if (!scopes.every((scope) => isGranted(granted, scope))) throw scopeMismatch();
	if (tooMany.has(request)) throw tooManyRequests('You have reached the limit of concurrent API calls');
}

/** `ZohoCRM.modules.ALL` covers `ZohoCRM.modules.Leads.READ`, and so does `ZohoCRM.modules.READ`. */
function isGranted(granted: readonly string[], [area, operation]: Scope): boolean {
	const parents = [area, area.split('.').slice(0, 2).join('.')];
	const covering = parents.flatMap((parent) => [`${parent}.${operation}`, `${parent}.ALL`]);
	const known = new Set(granted.map((scope) => scope.toLowerCase()));
	return covering.some((scope) => known.has(scope.toLowerCase()));
}
