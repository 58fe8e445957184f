import { sees } from './access';
import { accessDenied, notAuthorized, notFound } from './errors';
import { unwrapped } from './formWriter';
import { pageOf, sorted } from './lists';
import type { Module } from './modules';
import type { FormRow } from './records';
import { textOf, wordsOf } from './query';
import { Answer, type Api, type Call, idOf, route } from './router';
import { sideLoad } from './sideLoad';
import { upsert } from './upsert';

/** The operations that contacts, accounts and deals share (contract 3). */
export function addModule<Kind extends FormRow>(api: Api, module: Module<Kind>): void {
	const { singular, plural, beside } = module;
	const one = ({ account, query }: Call, row: Kind) => {
		const include = wordsOf(query, 'include');
		return { [singular]: module.present(account, row, include), ...sideLoad(account, beside, [row], include) };
	};
	const listed = (call: Call, viewId: string | undefined) => {
		const { account, query } = call;
		const include = wordsOf(query, 'include');
		const { items, meta } = pageOf(call, sorted(call, viewed(call, module, viewId)));
		const rows = items.map((row) => module.present(account, row, include));
		return { [plural]: rows, ...sideLoad(account, beside, items, include), meta };
	};

	// A plain list is nobody's (contract 0); this is how the vendor's own pages ask for a view (live).
	route(api, 'GET', `/${plural}`, (call) => listed(call, textOf(call.query, 'segment_id')));
	route(api, 'GET', `/${plural}/view/:viewId`, (call) => listed(call, call.params.viewId));
	route(api, 'GET', `/${plural}/filters`, (call) => ({ filters: module.views.map((view) => presentView(call, module, view)) }));

	route(api, 'POST', `/${plural}`, (call) => {
		const row = module.create(call.account, call.user, unwrapped(call.body, singular));
		return new Answer(call.account.settings.createStatus ?? 200, one(call, row));
	});
	route(api, 'POST', `/${plural}/upsert`, (call) => {
		const { row, isNew } = upsert(call, module, call.body.unique_identifier, unwrapped(call.body, singular));
		return new Answer(isNew ? 201 : 200, one(call, row));
	});
	route(api, 'GET', `/${plural}/:id`, (call) => one(call, found(call, module)));
	route(api, 'PUT', `/${plural}/:id`, (call) =>
		one(call, module.update(call.account, found(call, module), unwrapped(call.body, singular))),
	);
	route(api, 'POST', `/${plural}/:id/clone`, (call) => {
		const source = found(call, module);
		const body = { ...source.values, external_id: undefined, custom_field: source.custom, ...unwrapped(call.body, singular) };
		return one(call, module.create(call.account, call.user, body));
	});

	route(api, 'DELETE', `/${plural}/:id`, (call) => {
		const { account } = call;
		module.table(account).save({ ...found(call, module), deletedAt: account.clock.now() });
		return deleted(call);
	});
	route(api, 'PUT', `/${plural}/:id/restore`, (call) => {
		const row = module.table(call.account).getDeleted(idOf(call));
		if (!row) throw notFound(module.called);
		return one(call, module.table(call.account).save({ ...row, deletedAt: null }));
	});
	route(api, 'DELETE', `/${plural}/:id/forget`, (call) => {
		const row = module.table(call.account).getDeleted(idOf(call)) ?? found(call, module);
		module.table(call.account).forget(row.id);
		return deleted(call);
	});
}

/** A live record that the key's user sees; somebody else's is refused (contract 1). */
export function found<Kind extends FormRow>(call: Call, module: Module<Kind>, name = 'id'): Kind {
	const row = module.table(call.account).get(idOf(call, name));
	if (!row) throw notFound(module.called);
	if (!sees(call.user, row)) throw accessDenied();
	return row;
}

/** `true`, or nothing at all (contract 3). */
export function deleted({ account }: Call): unknown {
	return account.settings.emptyDeletes ? new Answer(204, undefined) : true;
}

/** The rows of a view, without those that the user does not see (contract 5). */
function viewed<Kind extends FormRow>({ account, user }: Call, module: Module<Kind>, viewId: string | undefined): Kind[] {
	const view = module.views.find(({ id }) => id === Number(viewId));
	if (!view) throw notAuthorized();
	const rows = module.table(account).all();
	return rows.filter(
		(row) => (row.deletedAt !== null) === (view.deleted ?? false) && view.matches(row, user) && sees(user, row),
	);
}

function presentView<Kind extends FormRow>({ account }: Call, { model }: Module<Kind>, view: Module<Kind>['views'][number]) {
	return {
		id: view.id,
		name: account.name(view.name),
		model_class_name: model,
		user_id: null,
		is_default: view.isDefault,
		updated_at: account.stamp(0),
	};
}
