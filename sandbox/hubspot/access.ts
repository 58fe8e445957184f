import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ACCOUNT } from './account';
import { authenticate, type Caller } from './caller';
import { forbidden, HubSpotError } from './errors';
import type { HubSpotAccount } from './hubspotAccount';
import type { ObjectType } from './objectTypes';
import { RequestBudget } from './requestBudget';

const callers = new WeakMap<FastifyRequest, Caller>();

/** Asks every request below `app` for a token and charges it to the account's budget. */
export function guard(app: FastifyInstance, account: () => HubSpotAccount): RequestBudget {
	const budget = new RequestBudget(ACCOUNT.timeZone);
	app.addHook('preValidation', async (request: FastifyRequest, reply: FastifyReply) => {
		const { clock, settings } = account();
		const caller = authenticate(account(), request.headers.authorization);
		callers.set(request, caller);
		const isSearch = request.method === 'POST' && request.routeOptions.url?.endsWith('/search') === true;
		void reply.headers(budget.charge(settings, caller, isSearch, clock.now()));
	});
	return budget;
}

/** One of the scopes has to be granted. */
export function requireScope(request: FastifyRequest, ...anyOf: string[]): void {
	const scopes = callers.get(request)?.scopes ?? [];
	if (anyOf.some((scope) => scopes.includes(scope))) return;
	throw new HubSpotError(403, {
		message:
			"This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
		category: 'MISSING_SCOPES',
		links: { scopes: 'https://developers.hubspot.com/scopes' },
		errors: [{ message: 'One or more of the following scopes are required.', context: { requiredGranularScopes: anyOf } }],
	});
}

/** Scope and subscription for an object type. */
export function requireObject(
	request: FastifyRequest,
	account: HubSpotAccount,
	type: ObjectType,
	mode: 'read' | 'write',
): void {
	requireScope(request, mode === 'read' ? type.readScope : type.writeScope);
	if (type.name === 'leads' && account.settings.tier !== 'pro') {
		throw forbidden('Leads are not available to this account: Sales Hub Professional or Enterprise is required.');
	}
	if (type.name === 'appointments' && !account.settings.appointmentsActivated) {
		throw forbidden("The appointments object is not activated in this account's data model.");
	}
}
