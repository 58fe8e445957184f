import type { Caller } from './access';
import { writeCustomFields } from './customFields';
import type { EntityType } from './entityType';
import { invalid } from './errors';
import type { PipedriveAccount } from './pipedriveAccount';
import type { StoredRecord, Values } from './records';
import type { Body } from './router';

/** Creates a record from a body; nothing is ever refused as a duplicate (contract 4). */
export function createEntity(account: PipedriveAccount, caller: Caller, type: EntityType, body: Body): StoredRecord {
	return account.save(type.kind, draftEntity(account, caller, type, body));
}

/** A record from a body, not yet kept. */
export function draftEntity(account: PipedriveAccount, caller: Caller, type: EntityType, body: Body): StoredRecord {
	type.guard?.(account, body);
	const { add_time, ...change } = checkedChange(
		account,
		{ ...type, rules: { ...type.rules, ...type.creationRules } },
		body,
	);
	const own = {
		owner_id: caller.user.id,
		...('creator_user_id' in type.blank ? { creator_user_id: caller.user.id } : {}),
	};
	const merged: Values = { ...type.blank, ...own, ...change };
	const values = type.derive?.(merged, { account, caller, change }) ?? merged;
	if (type.required && !values[type.required]) throw invalid(type.required, 'Required field is missing');
	const customFields = customFieldsOf(account, type, {}, body);
	const draft = account.draft(type.kind, values, customFields);
	return { ...draft, addTime: (add_time as number | undefined) ?? draft.addTime };
}

/** Changes what the body names. Lists and addresses are replaced as a whole (contract 0). */
export function updateEntity(
	account: PipedriveAccount,
	caller: Caller,
	type: EntityType,
	previous: StoredRecord,
	body: Body,
): StoredRecord {
	type.guard?.(account, body);
	const change = checkedChange(account, type, body);
	const merged = { ...previous.values, ...change };
	const values = type.derive?.(merged, { account, caller, change, previous }) ?? merged;
	const customFields = customFieldsOf(account, type, previous.customFields, body);
	return account.save(type.kind, { ...previous, values, customFields, updateTime: account.clock.now() });
}

function checkedChange(account: PipedriveAccount, { rules, lasting, blank }: EntityType, body: Body): Values {
	const change: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(body)) {
		if (key === 'custom_fields') continue;
		const rule = rules[key];
		if (!rule && account.settings.unknownKeys === 'refuse') throw invalid(key, `Unknown key '${key}'`);
		if (!rule) continue;
		if (value !== null) change[key] = rule(value, key, account);
		else if (lasting.includes(key)) throw invalid(key, 'Value cannot be null');
		else change[key] = Array.isArray(blank[key]) ? [] : null;
	}
	return change;
}

function customFieldsOf(account: PipedriveAccount, { kind }: EntityType, current: Values, body: Body): Values {
	return body.custom_fields === undefined ? current : writeCustomFields(account, kind, current, body.custom_fields);
}
