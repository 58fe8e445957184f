import type { Scope } from './access';
import { badRequest, invalidUrl, paramMissing } from './errors';
import { recordByPath } from './externalId';
import { type Call, moduleOf, recordsOf, type Route, writeCost } from './router';
import { checkFields, upsert } from './upsert';
import { attempt, done, type ItemResult, statusOf, written } from './writeAnswer';
import { create, headerTime, recordOf, remove, update, type WriteContext } from './writer';

const MAX_IDS = 100;

const scopes =
	(...operations: Scope[1][]) =>
	({ params }: Call): Scope[] =>
		operations.map((operation) => [`ZohoCRM.modules.${params.module}`, operation]);

/** Writes of records: at most 100 at once, each with its own result in the order of the request (contract 4). */
export const writeRoutes: readonly Route[] = [
	{
		method: 'POST',
		url: '/:module',
		scopes: scopes('CREATE'),
		cost: writeCost,
		handle(call) {
			const context = contextOf(call, 'create');
			return batch(call, 201, (sent, at) => written(call.org, create(context, sent, at), 'record added'));
		},
	},
	{
		method: 'PUT',
		url: '/:module',
		scopes: scopes('UPDATE'),
		cost: writeCost,
		handle(call) {
			const context = contextOf(call, 'edit');
			return batch(call, 200, (sent, at) =>
				written(call.org, update(context, recordOf(context, sent.id, at), sent, at), 'record updated'),
			);
		},
	},
	{
		method: 'PUT',
		url: '/:module/:id',
		scopes: scopes('UPDATE'),
		handle(call) {
			const context = contextOf(call, 'edit');
			return batch(call, 200, (sent, at) => {
				const record = recordOf(context, recordByPath(call, context.module)?.id ?? call.params.id, at);
				return written(call.org, update(context, record, sent, at), 'record updated');
			});
		},
	},
	{
		method: 'POST',
		url: '/:module/upsert',
		scopes: scopes('CREATE', 'UPDATE'),
		cost: writeCost,
		handle(call) {
			const context = contextOf(call, 'create');
			// Meetings and notes know no upsert (contract 0.10).
			if (!context.module.upsert) throw invalidUrl();
			const fields = checkFields(context, call.body.duplicate_check_fields);
			const inserted = (results: ItemResult[]) => results.every(({ body }) => body.action === 'insert');
			return batch(
				call,
				(results) => (inserted(results) ? call.org.settings.insertedUpsertStatus : 200),
				(sent, at) => upsert(context, fields, sent, at),
			);
		},
	},
	{
		method: 'DELETE',
		url: '/:module',
		scopes: scopes('DELETE'),
		cost: writeCost,
		handle(call) {
			const ids = (call.query.ids ?? '').split(',').filter(Boolean);
			if (ids.length === 0) throw paramMissing('ids');
			if (ids.length > MAX_IDS) throw badRequest('LIMIT_EXCEEDED', 'too many ids', { limit: MAX_IDS });
			return deleted(call, ids);
		},
	},
	{
		method: 'DELETE',
		url: '/:module/:id',
		scopes: scopes('DELETE'),
		handle: (call) => deleted(call, [recordByPath(call, moduleOf(call))?.id ?? call.params.id]),
	},
];

export function contextOf(call: Call, action: 'create' | 'edit' | 'delete'): WriteContext {
	const { trigger } = call.body;
	return {
		org: call.org,
		module: moduleOf(call, action),
		trigger: Array.isArray(trigger) ? trigger : undefined,
		unmodifiedSince: headerTime(call.request.headers['if-unmodified-since']),
	};
}

/** Does each record of the body by itself and answers one result for each. */
export function batch(
	call: Call,
	whenAll: (200 | 201) | ((results: ItemResult[]) => 200 | 201),
	run: (sent: Record<string, unknown>, at: string) => ItemResult,
): unknown {
	const results = recordsOf(call).map((sent, position) => attempt(() => run(sent, `$.data[${position}]`)));
	const success = typeof whenAll === 'number' ? whenAll : whenAll(results);
	void call.reply.code(statusOf(results, success, call.org.settings));
	return { data: results.map(({ body }) => body) };
}

function deleted(call: Call, ids: readonly string[]): unknown {
	const context = contextOf(call, 'delete');
	const results = ids.map((id) => attempt(() => done(remove(context, id).id, 'record deleted')));
	void call.reply.code(statusOf(results, 200, call.org.settings));
	return { data: results.map(({ body }) => body) };
}
