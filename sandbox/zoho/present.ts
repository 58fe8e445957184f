import type { Field } from './modules/field';
import { moduleNamed } from './modules/modules';
import { ownerOf, reference, userOf } from './references';
import type { StoredRecord } from './store';
import { stamp } from './times';
import type { ZohoOrg } from './zohoOrg';

/** A record as the API answers it: all fields, or the named ones, with the id always there. */
export function present(org: ZohoOrg, record: StoredRecord, fields?: readonly string[]): Record<string, unknown> {
	const names = fields?.filter((name) => record.module.fields.has(name)) ?? [...record.module.fields.keys()];
	const shown = names.map((name) => [name, presentField(org, record, record.module.fields.get(name)!)]);
	return { ...Object.fromEntries(shown), ...(fields ? {} : systemValues(org, record)), id: record.id };
}

/** One field of a record as the API answers it; an empty one is `null`. */
export function presentField(org: ZohoOrg, record: StoredRecord, field: Field): unknown {
	switch (field.name) {
		case 'Created_Time':
			return stamp(record.createdAt, org.settings.userTimeZone);
		case 'Modified_Time':
			return stamp(record.modifiedAt, org.settings.userTimeZone);
		case 'Created_By':
			return userOf(record.createdBy);
		case 'Modified_By':
			return userOf(record.modifiedBy);
	}
	const value = record.values[field.name] ?? null;
	if (value === null) return field.type === 'boolean' ? false : field.type === 'jsonarray' ? [] : null;
	// Times come in the zone of the token's user (contract 2).
	if (field.type === 'datetime') return stamp(Number(value), org.settings.userTimeZone);
	if (field.type === 'ownerlookup') return ownerOf(String(value));
	if (field.type === 'lookup') return presentLookup(org, record, field, String(value));
	return value;
}

function presentLookup(org: ZohoOrg, record: StoredRecord, field: Field, id: string): unknown {
	const target = targetModule(record, field);
	const name = target && nameOf(org, target, id);
	if (field.name !== 'Parent_Id' || target === undefined) return { name: name ?? null, id };
	return { module: { api_name: target, id: reference(moduleNamed(target)) }, name: name ?? null, id };
}

/** The module a lookup of this record points at. */
export function targetModule({ relatedModule }: StoredRecord, { lookup }: Field): string | undefined {
	return lookup === 'se_module' ? relatedModule : lookup;
}

/** What a record is called in lookups. */
export function nameOf(org: ZohoOrg, module: string, id: string): string | null {
	const record = org.store(module).get(id);
	return record ? String(record.values[record.module.nameField] ?? '') : null;
}

/** The `$` keys that the API adds by itself. */
function systemValues({ settings }: ZohoOrg, { id, module, relatedModule, converted, cancelled }: StoredRecord) {
	return {
		$approval_state: settings.unapprovedRecords.includes(id) ? 'pending' : 'approved',
		$editable: true,
		...(module.name === 'Leads' ? { $converted: converted } : {}),
		...(module.name === 'Events' ? { $event_cancelled: cancelled } : {}),
		...(relatedModule === undefined ? {} : { $se_module: relatedModule }),
	};
}
