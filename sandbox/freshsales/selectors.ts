import { accessDenied, nothingThere } from './errors';
import type { FreshsalesAccount } from './freshsalesAccount';
import {
	CURRENCIES,
	type DealStage,
	LIFECYCLE_STAGES,
	type LifecycleStage,
	LISTS,
	type Named,
	PIPELINES,
	type User,
	USERS,
} from './portal';
import { type Api, type Call, idOf, route } from './router';

export function presentUser({ id, display_name, email, is_active }: User) {
	return { id, display_name, email, is_active, work_number: null, mobile_number: null };
}

export function presentStage(account: FreshsalesAccount, { id, name, position, type, statuses }: LifecycleStage) {
	return {
		id,
		name: account.name(name),
		position,
		disabled: false,
		default: position === 1,
		type,
		contact_status_ids: statuses.map((status) => status.id),
	};
}

export function presentStatus(account: FreshsalesAccount, stage: LifecycleStage, { id, name, position }: Named) {
	return { partial: true, id, name: account.name(name), position, lifecycle_stage_id: stage.id };
}

const presentDealStage = (account: FreshsalesAccount, stage: DealStage) => ({ ...stage, name: account.name(stage.name) });

const LISTED: Readonly<Record<string, (account: FreshsalesAccount) => readonly unknown[]>> = {
	lifecycle_stages: (account) => LIFECYCLE_STAGES.map((stage) => presentStage(account, stage)),
	contact_statuses: (account) =>
		LIFECYCLE_STAGES.flatMap((stage) => stage.statuses.map((status) => presentStatus(account, stage, status))),
	currencies: () => CURRENCIES,
	deal_pipelines: () => PIPELINES.map(({ id, name, is_default }) => ({ partial: true, id, name, is_default })),
	// Those of the default pipeline only.
	deal_stages: (account) => PIPELINES[0].stages.map((stage) => presentDealStage(account, stage)),
	...Object.fromEntries(
		Object.entries(LISTS).map(([name, items]) => [name, () => items.map((item) => ({ partial: true, ...item }))]),
	),
};

/** Lists of settings: objects with one key, never in pages (contract 8). */
export function addSelectors(api: Api): void {
	route(api, 'GET', '/selector/owners', (call) => {
		requireAdmin(call);
		return { users: USERS.map(presentUser) };
	});

	route(api, 'GET', '/selector/deal_pipelines/:id/deal_stages', (call) => {
		requireAdmin(call);
		const pipeline = PIPELINES.find(({ id }) => id === idOf(call));
		if (!pipeline) throw nothingThere();
		return { deal_stages: pipeline.stages.map((stage) => presentDealStage(call.account, stage)) };
	});

	route(api, 'GET', '/selector/:name', (call) => {
		const { name } = call.params;
		if (!Object.hasOwn(LISTED, name)) throw nothingThere();
		requireAdmin(call);
		return { [name]: LISTED[name](call.account) };
	});
}

/** Limited users may be refused (contract 8). */
function requireAdmin({ user }: Call): void {
	if (user.role !== 'admin') throw accessDenied();
}
