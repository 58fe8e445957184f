import type { Scope } from './access';
import { invalidId } from './errors';
import { page } from './paging';
import { present } from './present';
import { fieldsOf } from './readRoutes';
import { type Call, moduleOf, type Route, writeCost } from './router';
import { written } from './writeAnswer';
import { batch, contextOf } from './writeRoutes';
import { create } from './writer';

const notes = (operation: Scope[1]) => (): Scope[] => [['ZohoCRM.modules.Notes', operation]];

/** Notes of one record (contract 3). `/Notes` itself is a module like any other. */
export const noteRoutes: readonly Route[] = [
	{
		method: 'GET',
		url: '/:module/:id/Notes',
		scopes: notes('READ'),
		handle(call) {
			const fields = fieldsOf(call, 'required');
			const parent = parentOf(call);
			const found = call.org.store('Notes').find('Parent_Id', parent.id);
			const { records, info } = page(call, found.reverse());
			if (records.length === 0) return undefined;
			const { per_page, count, page: number, more_records } = info;
			return {
				data: records.map((record) => present(call.org, record, fields)),
				info: { per_page, count, page: number, more_records },
			};
		},
	},
	{
		method: 'POST',
		url: '/:module/:id/Notes',
		scopes: notes('CREATE'),
		cost: writeCost,
		handle(call) {
			const { id, module } = parentOf(call);
			const context = { ...contextOf(call, 'create'), module: call.org.store('Notes').module };
			return batch(call, 201, (sent, at) => {
				const parent = { module: { api_name: module.name }, id };
				return written(call.org, create(context, { ...sent, Parent_Id: parent }, at), 'record added');
			});
		},
	},
];

function parentOf(call: Call) {
	const record = call.org.store(moduleOf(call)).get(call.params.id);
	if (!record) throw invalidId(call.params.id);
	return record;
}
