import type { Scope } from './access';
import { convert } from './convert';
import { invalidData, mandatoryNotFound } from './errors';
import { type Route, recordsOf } from './router';
import { attempt, done, statusOf } from './writeAnswer';

const leadScope: Scope[] = [['ZohoCRM.modules.Leads', 'CREATE']];

/** What can be done to a record beside writing it (contract 2, 3). */
export const actionRoutes: readonly Route[] = [
	{
		method: 'POST',
		url: '/Leads/:id/actions/convert',
		scopes: () => leadScope,
		cost: () => 5,
		handle(call) {
			const results = recordsOf(call).map((sent, n) => attempt(() => convert(call.org, call.params.id, sent, `$.data[${n}]`)));
			void call.reply.code(statusOf(results, 200, call.org.settings));
			return { data: results.map(({ body }) => body) };
		},
	},
	{
		method: 'POST',
		url: '/Events/:id/actions/cancel',
		scopes: () => [['ZohoCRM.modules.Events', 'UPDATE']],
		handle(call) {
			const { org, params } = call;
			const [sent] = recordsOf(call);
			if (typeof sent.send_cancelling_mail !== 'boolean') {
				throw mandatoryNotFound({ api_name: 'send_cancelling_mail', json_path: '$.data[0].send_cancelling_mail' });
			}
			const event = org.store('Events').get(params.id);
			// A cancelled meeting cannot be cancelled again. [unverified]
			if (!event || event.cancelled) throw invalidData({ resource_path_index: 1 }, 'the id given seems to be invalid');
			org.save({ ...event, cancelled: true, modifiedAt: Math.floor(org.clock.now() / 1_000) * 1_000 });
			return { data: [done(event.id, 'Event cancelled successfully').body] };
		},
	},
];
