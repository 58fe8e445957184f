import type { Problems } from './errors';
import type { RecordBody } from './formWriter';
import type { FreshsalesAccount } from './freshsalesAccount';
import type { Target, TargetType } from './records';

const TYPES: readonly string[] = ['Contact', 'SalesAccount', 'Deal'] satisfies TargetType[];

/** The record a body names by `targetable_type` and `targetable_id`; `null` when it names none. */
export function readTarget(account: FreshsalesAccount, body: RecordBody, problems: Problems): Target | null {
	const { targetable_type: type, targetable_id: id } = body;
	if (type == null || id == null) return null;
	const target = { type: String(type) as TargetType, id: Number(id) };
	if (TYPES.includes(target.type) && account.target(target)) return target;
	problems.add('targetable_id', "Targetable doesn't exist");
	return null;
}

/** As answers tell it (live). */
export const presentTargets = (target: Target | null) => (target ? [{ id: target.id, type: target.type }] : []);
