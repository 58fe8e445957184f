import { isVisible } from './access';
import { ACTIVITY } from './activities';
import { DEAL } from './deals';
import { listEntities } from './entityLists';
import { presenter } from './entityPresent';
import type { EntityType } from './entityType';
import { createEntity, updateEntity } from './entityWriter';
import { entityNotFound, invalid } from './errors';
import { ORGANIZATION } from './organizations';
import { PERSON } from './persons';
import { isKept, type StoredRecord } from './records';
import { type Api, type Call, route } from './router';

type One = { id: string };

export const ENTITIES: readonly EntityType[] = [PERSON, ORGANIZATION, DEAL, ACTIVITY];

/** Create, read, list, change and delete in v2. Creation answers 200 (contract 3). */
export function registerEntities(api: Api): void {
	for (const type of ENTITIES) registerEntity(api, type);
	route(api, { version: 'v2', method: 'GET', path: '/deals/archived', cost: 20, scopes: DEAL.scopes.read }, (call) =>
		listEntities(call, DEAL, { archived: true }),
	);
}

function registerEntity(api: Api, type: EntityType): void {
	const { kind, scopes } = type;
	const endpoint = { version: 'v2', path: `/${kind}`, scopes: scopes.read } as const;
	const writing = { ...endpoint, scopes: scopes.write };
	const one = `/${kind}/:id`;
	const answer = (call: Call, record: StoredRecord) => ({ data: presenter(call.account, type, call.query)(record) });

	route(api, { ...endpoint, method: 'GET', cost: 10 }, (call) => listEntities(call, type));

	route(api, { ...writing, method: 'POST', cost: 5 }, (call) =>
		answer(call, createEntity(call.account, call.caller, type, call.body)),
	);

	route<One>(api, { ...endpoint, method: 'GET', path: one, cost: 1 }, (call) =>
		answer(call, findEntity(call, type, isKept)),
	);

	route<One>(api, { ...writing, method: 'PATCH', path: one, cost: 5 }, (call) =>
		answer(call, updateEntity(call.account, call.caller, type, findEntity(call, type), call.body)),
	);

	route<One>(api, { ...writing, method: 'DELETE', path: one, cost: 3 }, (call) => {
		const record = findEntity(call, type);
		call.account.delete(kind, record);
		return { data: { id: record.id } };
	});
}

const isAlive = ({ deletedAt }: StoredRecord) => deletedAt === null;

/** A deleted record can still be read, but not written. */
function findEntity(
	call: Call<One>,
	{ kind, label }: EntityType,
	isFound: (record: StoredRecord, now: number) => boolean = isAlive,
): StoredRecord {
	const { account, caller, params } = call;
	if (!/^\d+$/.test(params.id)) throw invalid('id', "Expected 'integer'");
	const record = account.records(kind).get(Number(params.id));
	if (!record || !isFound(record, account.clock.now()) || !isVisible(caller, record)) throw entityNotFound(label);
	return record;
}
