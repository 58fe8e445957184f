import type { Body } from './changes';
import { badRequest, entityIsDeleted, noSuchKeyField, notFound, SalesforceError } from './errors';
import { canonicalId } from './ids';
import type { Org } from './org';
import type { WriteOptions } from './rules';
import type { Field, Value } from './schema/build';
import type { SObject } from './schema/sobject';
import { isDeleted, type StoredRecord } from './store';
import { normalise } from './values';
import { insert, requireLive, update } from './writer';

/** What an upsert came to; `many` when the key names several records and nothing was written. */
export type Upserted = { record: StoredRecord; created: boolean } | { many: StoredRecord[] };

/** A field that upserts and look-ups may use: an external id, `Id`, or one with `idLookup` (contract 3). */
export function keyFieldOf(org: Org, type: SObject, name: string): Field {
	const field = type.fields.get(name.toLowerCase());
	if (!field?.externalId && !field?.idLookup) throw noSuchKeyField(name);
	if (field.externalId && !field.unique && !org.settings.viewAllData) {
		throw new SalesforceError(
			403,
			'INSUFFICIENT_ACCESS_OR_READONLY',
			`${field.name} is not unique: the View All Data permission is needed to use it as a key`,
			{ fields: [field.name] },
		);
	}
	return field;
}

/** Live records with a key. */
export function findByKey(org: Org, type: SObject, field: Field, key: Value): StoredRecord[] {
	return org
		.store(type)
		.find(field.name, key)
		.filter((record) => !isDeleted(record));
}

/** Creates or updates by key. The body must not carry the key; `updateOnly` forbids creating. */
export function upsert(
	org: Org,
	type: SObject,
	field: Field,
	key: Value | undefined,
	body: Body,
	options: WriteOptions & { updateOnly?: boolean },
): Upserted {
	if (field.name === 'Id') {
		if (key === undefined) return { record: insert(org, type, body, options), created: true };
		return { record: update(org, type, targetById(org, type, String(key)), body, options), created: false };
	}
	if (key === undefined || key === '') throw badRequest('MISSING_ARGUMENT', `${field.name} not specified`, []);
	// A key is a value of its field: the JSON types count (contract 3).
	const value = normalise(field, key, org.settings);
	const matches = findByKey(org, type, field, value);
	if (matches.length > 1) return { many: matches };
	if (matches.length === 1) return { record: update(org, type, matches[0], body, options), created: false };
	if (options.updateOnly) throw notFound();
	return { record: insert(org, type, { ...body, [field.name]: value }, options), created: true };
}

/** A key as text in a URL, in the type of its field. */
export function keyInUrl(field: Field, text: string): Value {
	const isNumber = field.type === 'int' || field.type === 'double';
	return isNumber && text.trim() !== '' && !Number.isNaN(Number(text)) ? Number(text) : text;
}

/** In collections a wrong id is an error of the record, with other codes than a 404 (contract 4). */
export function targetById(org: Org, type: SObject, id: string): StoredRecord {
	const canonical = canonicalId(id);
	if (canonical === undefined || !canonical.startsWith(type.keyPrefix)) {
		throw badRequest('MALFORMED_ID', `${type.label} ID: id value of incorrect type: ${id}`, ['Id']);
	}
	const record = org.store(type).get(canonical);
	if (!record) throw badRequest('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
	if (isDeleted(record)) throw new SalesforceError(400, 'ENTITY_IS_DELETED', entityIsDeleted().message, { fields: [] });
	return requireLive(org, type, canonical);
}
