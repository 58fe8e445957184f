import type { IDataObject } from 'n8n-workflow';
import {
	CrmFailure, errorOf, noSuchField, once, optionsOf, refusal, type CrmClient, type FieldKind, type LiveField, type Option, type Raw,
} from '../shared/rest';
import { readAll, v2 } from './api';

/** A field as Pipedrive describes it. Custom ones are known by 40 characters, others in every account (contract section 8). */
export interface VendorField {
	field_code: string; field_name: string; field_type: string; is_custom_field: boolean; options: Option[] | null;
}
const lists: Record<string, string> = { persons: 'personFields', organizations: 'organizationFields', deals: 'dealFields', leads: 'dealFields' };
const builtIn = ['label_ids', 'postal_address'];
/** Custom fields, labels and the address of one kind of record; none without the right to read them, and values go as they are. */
export const fieldsOf = async (kind: string, client: CrmClient): Promise<VendorField[]> => await once(client, lists[kind], async () => {
	const orNone = async (thrown: Error) => {
		if (errorOf(thrown).kind !== 'permission') return await Promise.reject(thrown);
		client.warn('Pipedrive did not let the fields of the account be read: custom fields go by their keys, options by their IDs');
		return [];
	};
	const fields = (await readAll(v2(lists[kind]), {}, client).catch(orNone)) as unknown as VendorField[];
	return fields.filter(({ is_custom_field: isCustom, field_code: code }) => isCustom || builtIn.includes(code));
});
const kinds: Record<string, FieldKind> = { text: 'longText', double: 'number', date: 'date', phone: 'phone', enum: 'choice', set: 'choices' };
/** Types of one plain value that a search looks into: the ID of another system can stand there (section 4). */
const searchable = ['varchar', 'varchar_auto', 'text', 'double', 'phone'];
export const liveFields = async (kind: string, client: CrmClient): Promise<LiveField[]> =>
	(await fieldsOf(kind, client)).filter(({ field_code: code }) => code !== 'postal_address').map(({ field_code: name, field_name: label, field_type: type, options }) => ({
		name, label, kind: kinds[type] ?? 'text', unique: searchable.includes(type),
		choices: options?.map((option) => ({ label: option.label, value: option.label })),
	}));
const plain = (value: unknown) => String(value).trim().toLowerCase();
const isObject = (value: unknown): value is IDataObject => value !== null && typeof value === 'object' && !Array.isArray(value);
const numeric = ['double', 'int', 'user', 'org', 'people'];
const compound = ['monetary', 'daterange', 'time', 'timerange', 'address'];
/** One value as v2 is strict about it (section 8), options with their labels. */
function typed(value: unknown, { field_type: type, field_name: name, options }: VendorField): unknown {
	if (value === null || isObject(value)) return value;
	if (type === 'set') return optionsOf(value, options ?? [], name);
	if (type === 'enum') return optionsOf([value], options ?? [], name)[0];
	if (compound.includes(type)) return { value: type === 'monetary' ? Number(value) : String(value) };
	if (!numeric.includes(type)) return type === 'date' ? String(value).slice(0, 10) : String(value);
	if (Number.isFinite(Number(value))) return Number(value);
	throw refusal(`${name} "${String(value)}" is not a number`, `Correct the value of ${name}.`);
}
/** Values by key as lists of v2 show them, with labels. @throws CrmFailure naming a field that the account does not have */
export function withLabels(values: IDataObject, fields: readonly VendorField[]): IDataObject {
	const known = new Map(fields.map((field) => [field.field_code, field]));
	const strange = Object.keys(values).filter((code) => fields.length && !known.has(code));
	const meant = fields.find(({ field_name: name }) => strange.some((code) => plain(code) === plain(name)));
	const hint = meant ? `The key of ${meant.field_name} is ${meant.field_code}.` : 'Choose the field from the list, or give its 40-character key.';
	if (strange.length) throw new CrmFailure(noSuchField(strange, 'Pipedrive', hint));
	const all = Object.entries(values).map(([code, value]) => [code, known.has(code) ? typed(value, known.get(code)!) : value]);
	return Object.fromEntries(all) as IDataObject;
}
/** Without the empty parts of an address, which are to be left out. */
export const filled = (value: unknown): unknown =>
	(isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null)) : value);
const idOf = (value: unknown) => (isObject(value) && 'label' in value ? value.id : value);
/** What they are in a body: options by their IDs. v1 has the halves of a value beside each other (from memory). */
export function inBody(values: IDataObject, version: 1 | 2): IDataObject {
	const entries = Object.entries(values).flatMap(([code, value]) => {
		const one = Array.isArray(value) ? value.map(idOf) : filled(idOf(value));
		if (Array.isArray(one)) return [[code, version === 1 ? one.join(',') : one.length || code === 'label_ids' ? one : null]];
		if (version === 2 || !isObject(one)) return [[code, one]];
		return Object.entries(one).map(([half, part]) => [half === 'value' ? code : `${code}_${half}`, part]);
	});
	return Object.fromEntries(entries) as IDataObject;
}
/** What a value is shown as: the labels of options, and what has one part alone. */
export function show(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(show);
	if (!isObject(value) || value.currency || value.until) return value;
	return value.label ?? value.value ?? null;
}
/** True for the address among values of several parts. */
export const isPlace = (value: unknown): boolean =>
	isObject(value) && !['currency', 'until', 'timezone_name', 'label'].some((part) => part in value);
/** Custom fields of a record; those of v1 stand at its top. */
export const customOf = (raw: Raw): IDataObject => (raw.custom_fields ?? raw) as IDataObject;
