import type { Org } from './org';
import type { Field, Value } from './schema/build';
import type { SObject } from './schema/sobject';
import { isArchived } from './soql/columns';
import type { StoredRecord } from './store';

/** A record as the API answers it. */
export interface PublicRecord {
	attributes: Attributes;
	[field: string]: unknown;
}

export interface Attributes {
	type: string;
	url: string;
}

/** `version` is the path's own, such as `v66.0`. */
export function attributesOf(type: string, id: string, version: string): Attributes {
	return { type, url: `/services/data/${version}/sobjects/${type}/${id}` };
}

/** The given fields of a record, `null` where empty. */
export function present(
	org: Org,
	type: SObject,
	record: StoredRecord,
	fields: Iterable<Field>,
	version: string,
): PublicRecord {
	const answer: PublicRecord = { attributes: attributesOf(type.name, record.id, version) };
	for (const field of fields) answer[field.name] = publicValue(org, record, field);
	return answer;
}

/** A field's value; addresses are put together from their parts. */
export function publicValue(org: Org, record: StoredRecord, { name, type }: Field): Value | Record<string, Value> {
	if (type === 'address') return addressOf(record, name.slice(0, -'Address'.length));
	if (name === 'IsArchived') return isArchived(org, record);
	return record.values[name] ?? (type === 'boolean' ? false : null);
}

function addressOf({ values }: StoredRecord, prefix: string): Record<string, Value> | null {
	const part = (suffix: string) => values[prefix + suffix] ?? null;
	const parts = {
		city: part('City'),
		country: part('Country'),
		postalCode: part('PostalCode'),
		state: part('State'),
		street: part('Street'),
	};
	if (Object.values(parts).every((value) => value === null)) return null;
	return { ...parts, geocodeAccuracy: null, latitude: null, longitude: null };
}
