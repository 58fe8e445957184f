import { badRequest, type FieldPath, type ZohoError } from './errors';
import type { Field } from './modules/field';
import type { Module } from './modules/modules';
import { ownerOf, reference } from './references';
import type { StoredRecord, Values } from './store';
import type { ZohoOrg } from './zohoOrg';

/** A record that already holds a value, and the field that tells. */
export interface Duplicate {
	field: string;
	record: StoredRecord;
}

/** The first other record that shares the value of one of the fields, in their order. */
export function findDuplicate(
	org: ZohoOrg,
	module: Module,
	fields: readonly string[],
	values: Values,
	ownId?: string,
): Duplicate | undefined {
	for (const field of fields) {
		const value = values[field];
		if (typeof value !== 'string') continue;
		const record = org.store(module).find(field, value).find(({ id, converted }) => id !== ownId && !converted);
		if (record) return { field, record };
	}
	return undefined;
}

/** Names of the fields marked "do not allow duplicate values". */
export function uniqueFields(org: ZohoOrg, module: Module): string[] {
	const isUnique = (field: Field) => org.isUnique(module, field);
	return [...module.fields.values()].filter(isUnique).map(({ name }) => name);
}

/** What a write answers that would make a second record with a unique value (contract 7). */
export function duplicateData(org: ZohoOrg, { record }: Duplicate, path: FieldPath): ZohoError {
	const { id, module, values } = record;
	const named =
		org.settings.duplicateDetails === 'id'
			? { id }
			: {
					duplicate_record: {
						id,
						module: { api_name: module.name, id: reference(module) },
						Owner: ownerOf(String(values.Owner)),
					},
				};
	return badRequest('DUPLICATE_DATA', 'duplicate data', { ...path, ...named });
}
