import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../http/failure';
import { listKeys, vocabulary } from '../records';
import type { CrmRecord, Raw, ResourceName, Scope, VendorObject } from '../types';
import { fromVendor, minutesBetween } from './time';

/** The value at a dotted path, or `undefined`. */
export function at(source: unknown, path: string): unknown {
	let value = source;
	for (const part of path.split('.')) {
		if (value === null || typeof value !== 'object') return undefined;
		value = (value as Record<string, unknown>)[part];
	}
	return value;
}

/** Sets the value at a dotted path, making the objects on the way. */
export function put(target: IDataObject, path: string, value: unknown): void {
	const parts = path.split('.');
	const last = parts.pop()!;
	let holder = target;
	for (const part of parts) holder = (holder[part] ??= {}) as IDataObject;
	holder[last] = value as IDataObject;
}

/** The id of a vendor's record. */
export const idOf = (object: VendorObject, raw: Raw): string => object.idOf?.(raw) ?? String(raw.id ?? '');

/** Custom fields of a vendor's record, by the vendor's names. */
function customOf({ customFields }: VendorObject, raw: Raw): IDataObject {
	if (typeof customFields === 'object') return customFields.read(raw);
	if (customFields === undefined) return {};
	return customFields === '' ? raw : ((at(raw, customFields.replace(/\.$/, '')) ?? {}) as IDataObject);
}

/** Puts a custom field into a body. @throws CrmFailure where the vendor has none */
export function putCustom({ customFields, label }: VendorObject, name: string, value: unknown, body: IDataObject): void {
	if (customFields === undefined) throw refusal(`${label} has no custom fields, so "${name}" cannot be written`, 'Remove it.');
	if (typeof customFields === 'object') return customFields.write(name, value, body);
	// The name may hold dots of its own.
	const holder = customFields === '' ? body : ((at(body, customFields.replace(/\.$/, '')) ?? {}) as IDataObject);
	holder[name] = value as IDataObject;
	if (customFields !== '') put(body, customFields.replace(/\.$/, ''), holder);
}

/** Where a record keeps the vendor's original: out of sight of JSON, copied along by spreads. */
export const original = Symbol('original');

const blank = (value: unknown) => value === undefined || value === null || value === '';

/** Reads a vendor's record into the canonical vocabulary: every key present, unknown is `null`, times in UTC. */
export function toRecord(raw: Raw, resource: ResourceName, crm: string, object: VendorObject, scope: Scope): CrmRecord {
	const record = {} as CrmRecord;
	const values = new Map<string, unknown>();
	for (const field of object.fields) {
		const value = typeof field.read === 'string' ? at(raw, field.read) : field.read(raw);
		if (!blank(value)) values.set(field.key, typed(value, field.kind));
	}
	for (const [key, value] of Object.entries({ id: idOf(object, raw), resource, crm })) values.set(key, value);
	for (const key of vocabulary[resource]) put(record, key, values.get(key) ?? (listKeys.has(key) ? [] : null));
	const custom = customOf(object, raw);
	record.customFields = Object.fromEntries(scope.customFields.map((name) => [name, custom[name] ?? null])) as IDataObject;
	if (scope.externalIdField) record.externalId = blank(custom[scope.externalIdField]) ? null : String(custom[scope.externalIdField]);
	if (String(record.url ?? '').startsWith('/')) {
		const site = scope.site?.();
		record.url = site ? `${site}${String(record.url)}` : null;
	}
	return Object.assign(derive(record), { [original]: raw });
}

function typed(value: unknown, kind: string): unknown {
	if (kind === 'dateTime') return fromVendor(value);
	if (kind === 'date') return fromVendor(value)?.slice(0, 10) ?? null;
	if (kind === 'number') return Number.isNaN(Number(value)) ? value : Number(value);
	if (kind === 'boolean') return value === true || value === 'true';
	if (kind === 'reference') return Array.isArray(value) ? value.map(String) : String(value);
	return value;
}

/** Values that follow from others, where the vendor does not give them itself. */
function derive(record: CrmRecord): CrmRecord {
	if ('firstName' in record) {
		const full = [record.firstName, record.lastName].filter(Boolean).join(' ');
		record.fullName ??= full || null;
		record.emails = unique([record.email, ...(record.emails as string[])]);
		record.phones = unique([record.phone, record.mobile, ...(record.phones as string[])]);
		if ('name' in record) {
			record.isCompany ??= false;
			record.name ??= record.fullName ?? record.company;
		}
	}
	if ('startTime' in record && record.durationMinutes === null && record.startTime && record.endTime) {
		record.durationMinutes = minutesBetween(record.startTime, record.endTime);
	}
	return record;
}

const unique = (values: unknown[]): string[] => [...new Set(values.filter((value): value is string => !blank(value)))];
