import { findDuplicate, uniqueFields } from './duplicates';
import { badRequest, invalidData } from './errors';
import { create, update, type WriteContext } from './writer';
import { type ItemResult, written } from './writeAnswer';
import type { StoredRecord } from './store';

/**
 * The fields that tell a duplicate, in order (contract 3, upsert rules). Naming some without the system field skips
 * the system field, but every unique field is checked all the same.
 */
export function checkFields({ org, module }: WriteContext, named: unknown): string[] {
	const unique = uniqueFields(org, module);
	const system = module.systemCheckField;
	if (named === undefined) return [...new Set([...(system ? [system] : []), ...unique])];
	if (!Array.isArray(named)) throw invalidData({ expected_data_type: 'jsonarray', api_name: 'duplicate_check_fields' });
	for (const [position, field] of named.entries()) {
		if (field === system || unique.includes(field)) continue;
		throw badRequest('INVALID_DATA', 'invalid data', {
			api_name: 'duplicate_check_fields',
			json_path: `$.duplicate_check_fields[${position}]`,
		});
	}
	return [...new Set([...(named as string[]), ...unique])];
}

/** Updates the record that one of the fields tells, else creates one. */
export function upsert(
	context: WriteContext,
	fields: readonly string[],
	sent: Record<string, unknown>,
	at: string,
): ItemResult {
	const { org } = context;
	const match = typeof sent.id === 'string' ? byId(context, sent.id) : byFields(context, fields, sent);
	if (!match) {
		return written(org, create(context, sent, at), 'record added', { duplicate_field: null, action: 'insert' });
	}
	const record = update(context, match.record, sent, at);
	return written(org, record, 'record updated', { duplicate_field: match.field, action: 'update' });
}

type Match = { record: StoredRecord; field: string | null };

function byId({ org, module }: WriteContext, id: string): Match | undefined {
	const record = org.store(module).get(id);
	return record && { record, field: null };
}

/** Where several records share the value, the oldest is taken. [unverified] */
function byFields({ org, module }: WriteContext, fields: readonly string[], sent: Record<string, unknown>): Match | undefined {
	const texts = Object.entries(sent).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
	return findDuplicate(org, module, fields, Object.fromEntries(texts));
}
