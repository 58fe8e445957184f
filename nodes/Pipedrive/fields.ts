import type { IDataObject } from 'n8n-workflow';
import { insteadOf, isObject, once, optionsOf, refusal, refuseStrangers } from '../shared/kit';
import type { CrmClient, FieldKind, LiveField, Option, Raw } from '../shared/kit';
import { readAll, v2 } from './api';

/** A field of the account. Custom ones are named by 40 characters, others in every account (contract section 8). */
interface VendorField { name: string; label: string; type: string; options: Option[] | null }
const lists: Record<string, string> = { persons: 'person', organizations: 'organization', deals: 'deal', leads: 'deal' };
/** What counts besides custom fields. */
const builtIn = ['label_ids', 'postal_address'];
const unreadable = 'Pipedrive did not let the fields of the account be read: custom fields go by their keys, options by their IDs';
/** Custom fields and labels of one kind of record; none without the right to read them, and values go as they are. */
export const fieldsOf = async (kind: string, client: CrmClient): Promise<VendorField[]> => await once(client, lists[kind], async () => {
	const none = (): Raw[] => {
		client.warn(unreadable);
		return [];
	};
	const all = await readAll(v2(`${lists[kind]}Fields`), {}, client).catch(insteadOf('permission', none));
	return all.filter(({ is_custom_field: isCustom, field_code: code }) => isCustom || builtIn.includes(String(code)))
		.map(({ field_code: name, field_name: label, field_type: type, options }) => ({ name, label, type, options }) as VendorField);
});

const kinds: Record<string, FieldKind> =
	{ text: 'longText', double: 'number', date: 'date', phone: 'phone', enum: 'choice', set: 'choices' };
/** Types of one plain value that a search looks into: the ID of another system can stand there (section 4). */
const searchable = ['varchar', 'varchar_auto', 'text', 'double', 'phone'];
export const liveFields = async (kind: string, client: CrmClient): Promise<LiveField[]> =>
	(await fieldsOf(kind, client)).filter(({ name }) => name !== 'postal_address').map(({ name, label, type, options }) => ({
		name, label, kind: kinds[type] ?? 'text', unique: searchable.includes(type),
		choices: options?.map((option) => ({ label: option.label, value: option.label })),
	}));
const numeric = ['double', 'int', 'user', 'org', 'people'];
const compound = ['monetary', 'daterange', 'time', 'timerange', 'address'];
/** One value as v2 is strict about it (section 8), options with their labels. */
function typed(value: unknown, { type, label, options }: VendorField): unknown {
	if (value === null || isObject(value)) return value;
	if (type === 'set') return optionsOf(value, options ?? [], label);
	if (type === 'enum') return optionsOf([value], options ?? [], label)[0];
	if (compound.includes(type)) return { value: type === 'monetary' ? Number(value) : String(value) };
	if (!numeric.includes(type)) return type === 'date' ? String(value).slice(0, 10) : String(value);
	if (Number.isFinite(Number(value))) return Number(value);
	throw refusal(`${label} "${String(value)}" is not a number`, `Correct the value of ${label}.`);
}

/** Values by key as lists of v2 show them, with labels. @throws CrmFailure naming a field that the account does not have */
export function withLabels(values: IDataObject, fields: readonly VendorField[]): IDataObject {
	if (!fields.length) return values;
	refuseStrangers(Object.keys(values), fields, 'Pipedrive', 'Choose the field from the list, or give its 40-character key.');
	const fieldOf = new Map(fields.map((field) => [field.name, field]));
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typed(value, fieldOf.get(name)!)])) as IDataObject;
}

const idOf = (value: unknown) => (isObject(value) && 'label' in value ? value.id : value);
/** What they are in a body: options by their IDs. v1 has the halves of a value beside each other (from memory). */
export function inBody(values: IDataObject, version: 1 | 2): IDataObject {
	const entries = Object.entries(values).flatMap(([name, value]) => {
		const one = Array.isArray(value) ? value.map(idOf) : idOf(value);
		if (Array.isArray(one)) return [[name, version === 1 ? one.join(',') : one.length || name === 'label_ids' ? one : null]];
		if (version === 2 || !isObject(one)) return [[name, one]];
		return Object.entries(one).map(([half, part]) => [half === 'value' ? name : `${name}_${half}`, part]);
	});
	return Object.fromEntries(entries) as IDataObject;
}

/** What a value is shown as: the labels of options, and what has one part alone. */
export function show(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(show);
	if (!isObject(value) || value.currency || value.until) return value;
	return value.label ?? value.value ?? null;
}

/** Custom fields of a record; those of v1 stand at its top. */
export const customOf = (raw: Raw): IDataObject => (raw.custom_fields ?? raw) as IDataObject;
