import { badRequest, entityIsDeleted, noSuchColumn, notWritable } from './errors';
import { canonicalId } from './ids';
import { INACTIVE_USER_ID } from './orgData';
import type { Org } from './org';
import type { Field, Value } from './schema/build';
import type { SObject } from './schema/sobject';
import { isDeleted } from './store';
import { normalise } from './values';

/** Fields as a request body carries them, by whatever case the sender chose. */
export type Body = Record<string, unknown>;

/** Checked values by proper field name; `null` clears. */
export type Changes = Record<string, Value>;

/** Checks the fields of a body one by one: do they exist, may they be written, does the value fit (contract 3, 7). */
export function changesOf(org: Org, type: SObject, body: Body, mode: 'create' | 'update'): Changes {
	const entries = Object.entries(body).filter(([name]) => name !== 'attributes');
	const written = entries.map(([name, raw]) => target(org, type, name, raw));
	const locked = written.filter(({ field }) => !(mode === 'create' ? field.createable : field.updateable));
	if (locked.length > 0) throw notWritable(locked.map(({ field }) => field.name));
	return Object.fromEntries(
		written.map(({ field, raw }) => {
			const value = normalise(field, raw, org.settings);
			return [field.name, field.type === 'reference' && value !== null ? existing(org, type, field, value) : value];
		}),
	);
}

/** `{"Account": {"External_Id__c": "A-1"}}` is a lookup by external id, everything else a plain field. */
function target(org: Org, type: SObject, name: string, raw: unknown): { field: Field; raw: unknown } {
	const field = type.fields.get(name.toLowerCase());
	if (field) return { field, raw };
	const lookup = [...type.fields.values()].find(
		({ relationshipName }) => relationshipName?.toLowerCase() === name.toLowerCase(),
	);
	if (!lookup || typeof raw !== 'object' || raw === null) throw noSuchColumn(name, type.name);
	const [[keyName, key] = ['', undefined]] = Object.entries(raw).filter(([part]) => part !== 'attributes');
	for (const parent of lookup.referenceTo) {
		const keyField = org.schema.find(parent)?.fields.get(keyName.toLowerCase());
		if (!keyField?.idLookup) continue;
		const found = org
			.store(parent)
			.find(keyField.name, String(key))
			.find((record) => !isDeleted(record));
		if (found) return { field: lookup, raw: found.id };
	}
	throw badRequest(
		'INVALID_FIELD',
		`Foreign key external ID: ${String(key)} not found for field ${keyName} in entity ${lookup.referenceTo[0]}`,
	);
}

function existing(org: Org, type: SObject, { name, label, referenceTo }: Field, value: Value): string {
	const id = canonicalId(value);
	const prefixes = referenceTo.map((parent) => org.schema.find(parent)?.keyPrefix);
	if (id === undefined || !prefixes.includes(id.slice(0, 3))) {
		throw badRequest('MALFORMED_ID', `${label}: id value of incorrect type: ${String(value)}`, [name]);
	}
	const record = org.record(id, referenceTo);
	if (!record) throw badRequest('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
	if (isDeleted(record)) throw entityIsDeleted();
	if (name === 'OwnerId' && id === INACTIVE_USER_ID) {
		throw badRequest(
			'INACTIVE_OWNER_OR_USER',
			`operation performed with inactive user [${id.slice(0, 15)}] as owner of ${type.label.toLowerCase()}`,
			[],
		);
	}
	return id;
}
