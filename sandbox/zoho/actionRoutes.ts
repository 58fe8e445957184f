import { cancel } from './cancel';
import { convert } from './convert';
import { type Route, recordsOf } from './router';
import { attempt, statusOf } from './writeAnswer';

/** What can be done to a record beside writing it (contract 2, 3). */
export const actionRoutes: readonly Route[] = [
	{
		method: 'POST',
		url: '/Leads/:id/actions/convert',
		scopes: () => [['ZohoCRM.modules.Leads', 'CREATE']],
		cost: () => 5,
		handle(call) {
			const { org, params } = call;
			const results = recordsOf(call).map((sent, position) =>
				attempt(() => convert(org, params.id, sent, `$.data[${position}]`)),
			);
			void call.reply.code(statusOf(results, 200, org.settings));
			return { data: results.map(({ body }) => body) };
		},
	},
	{
		method: 'POST',
		url: '/Events/:id/actions/cancel',
		scopes: () => [['ZohoCRM.modules.Events', 'UPDATE']],
		// Its refusals stand at the top level, unlike those of other writes (spec).
		handle: (call) => ({ data: [cancel(call.org, call.params.id, recordsOf(call)[0]).body] }),
	},
];
