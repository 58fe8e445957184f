import type { IDataObject } from 'n8n-workflow';
import { CrmFailure, errorOf, noSuchField, refusal } from '../shared/http/failure';
import { once } from '../shared/run/once';
import type { CrmClient, FieldKind, LiveField, Raw } from '../shared/types';
import { readAll, rowsOf, v1, v2 } from './api';

/** A field as Pipedrive describes it. Custom ones are known by 40 characters, others in every account (contract section 8). */
export interface VendorField {
	field_code: string; field_name: string; field_type: string; is_custom_field: boolean; options: Array<{ id: number | string; label: string }> | null;
}
const lists: Record<string, string> = { persons: 'personFields', organizations: 'organizationFields', deals: 'dealFields', leads: 'dealFields' };
/** Custom fields and labels of one kind of record. Without the right to read them there are none, and values go as they are. */
export const fieldsOf = async (kind: string, client: CrmClient): Promise<VendorField[]> => await once(client, `fields of ${kind}`, async () => {
	try {
		const all = (lists[kind] ? await readAll(v2(lists[kind]), {}, client) : []) as unknown as VendorField[];
		const fields = all.filter(({ is_custom_field: isCustom, field_code: code }) => isCustom || code === 'label_ids');
		if (kind !== 'leads') return fields;
		// A lead has the fields of a deal, and labels of its own.
		const labels = rowsOf(await client.send({ method: 'GET', path: v1('leadLabels').path })).map(({ id, name }) => ({ id: String(id), label: String(name) }));
		return fields.map((field) => (field.is_custom_field ? field : { ...field, options: labels }));
	} catch (thrown) {
		if (errorOf(thrown).kind !== 'permission') throw thrown;
		client.warn('The fields of this Pipedrive account could not be read: custom fields have to be given by their keys, and options by their IDs');
		return [];
	}
});

const kinds: Record<string, FieldKind> = { text: 'longText', double: 'number', int: 'number', date: 'date', phone: 'phone', enum: 'choice', set: 'choices' };
/** Types of one plain value that a search looks into: the ID of another system can stand there (section 4). */
const searchable = ['varchar', 'varchar_auto', 'text', 'double', 'phone'];
export const liveFields = async (kind: string, client: CrmClient): Promise<LiveField[]> =>
	(await fieldsOf(kind, client)).map(({ field_code: name, field_name: label, field_type: type, options }) => ({
		name, label, kind: kinds[type] ?? 'text', readOnly: false, unique: searchable.includes(type),
		choices: options?.map((option) => ({ label: option.label, value: option.label })),
	}));

const isObject = (value: unknown): value is IDataObject => value !== null && typeof value === 'object' && !Array.isArray(value);
const listed = (value: unknown): unknown[] => (typeof value === 'string' ? value.split(/[;,]/).map((part) => part.trim()).filter(Boolean) : [value].flat());
const plain = (value: unknown) => String(value).trim().toLowerCase();
type Format = (value: unknown, field: VendorField) => unknown;
/** The id behind an option's label, which may be the id itself. */
const optionId: Format = (given, { options, field_name: name }) => {
	const option = options?.find(({ label }) => plain(label) === plain(given)) ?? options?.find(({ id }) => plain(id) === plain(given));
	if (option) return option.id;
	throw refusal(`${name} has no option "${String(given)}"`, `Its options: ${options?.map(({ label }) => label).join(', ')}.`);
};
const number: Format = (value, { field_name: name }) => {
	if (String(value).trim() !== '' && Number.isFinite(Number(value))) return Number(value);
	throw refusal(`${name} "${String(value)}" is not a number`, `Correct the value of ${name}.`);
};
const alone: Format = (value) => ({ value: String(value) });
const pair = (other: string, example: string, cast: Format = String): Format => (value, field) => {
	const [one, two] = String(value).trim().split(/\s+(?:-\s+)?/);
	if (two) return { value: cast(one, field), [other]: two };
	throw refusal(`${field.field_name} "${String(value)}" lacks its second half`, `Give it like "${example}".`);
};
/** What v2 takes, which is strictly typed (section 8). Anything else is a text. */
const formats: Record<string, Format> = {
	double: number, int: number, user: number, org: number, people: number, enum: optionId, time: alone, address: alone,
	set: (value, field) => (listed(value).length ? listed(value).map((one) => optionId(one, field)) : null), date: (value) => String(value).slice(0, 10),
	monetary: pair('currency', '100 EUR', number), daterange: pair('until', '2027-01-01 - 2027-01-31'), timerange: pair('until', '10:00 - 11:30'),
};
/** Values by key as v2 takes them. @throws CrmFailure naming a field that the account does not have */
export function encode(values: IDataObject, fields: readonly VendorField[]): IDataObject {
	const known = new Map(fields.map((field) => [field.field_code, field]));
	const strange = Object.keys(values).filter((code) => fields.length && !known.has(code));
	const meant = fields.find(({ field_name: name }) => strange.some((code) => plain(code) === plain(name)));
	const hint = meant ? `The key of ${meant.field_name} is ${meant.field_code}.` : 'Choose the field from the list, or give its 40-character key.';
	if (strange.length) throw new CrmFailure(noSuchField(strange, 'Pipedrive', hint));
	return Object.fromEntries(Object.entries(values).map(([code, value]) => {
		const field = known.get(code);
		return [code, value === null || isObject(value) || !field ? value : (formats[field.field_type] ?? String)(value, field)];
	})) as IDataObject;
}
/** v1 has values at the top of a record, their second halves beside them (section 8; from memory). */
export const flat = (values: IDataObject): IDataObject => Object.assign({}, ...Object.entries(values).map(([code, value]) => {
	const { value: one, currency, until } = isObject(value) ? value : { value };
	return { [code]: Array.isArray(one) ? one.join(',') : one, ...(currency && { [`${code}_currency`]: currency }), ...(until && { [`${code}_until`]: until }) };
})) as IDataObject;

/** What a value is shown as: labels of options, `100 EUR`, `2027-01-01 - 2027-01-31`, an address in one line. */
export function show(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(show);
	if (!isObject(value)) return value;
	const { label, value: one, currency, until } = value;
	return label ?? (until ? `${String(one)} - ${String(until)}` : currency ? `${String(one)} ${String(currency)}` : (one ?? null));
}
/** A wish in the words of what is there, so that the ID of an option or an amount without its currency is no change. */
export function inWordsOf(held: unknown, wanted: unknown): unknown {
	const says = (one: unknown, word: unknown) => isObject(one) && Object.values(one).some((part) => plain(part) === plain(word));
	if (Array.isArray(held) && wanted !== null) return listed(wanted).map((word) => show(held.find((one) => says(one, word)) ?? word));
	return says(held, wanted) ? show(held) : show(wanted);
}
/** Gives an answer without them the labels that lists of v2 have. */
export function labelled(raw: Raw, fields: readonly VendorField[]): Raw {
	const option = (value: unknown, { options }: VendorField) => options?.find(({ id }) => plain(id) === plain(value)) ?? value;
	const custom = Object.fromEntries(fields.map((field) => {
		const { field_code: code, field_type: type } = field;
		const value = (raw.custom_fields as IDataObject | undefined)?.[code] ?? raw[code] ?? null;
		const [currency, until] = [raw[`${code}_currency`], raw[`${code}_until`]];
		if (currency || until) return [code, { value, currency, until }];
		return [code, type === 'set' && value !== null ? listed(value).map((one) => option(one, field)) : option(value, field)];
	})) as IDataObject;
	return fields.length ? { ...raw, custom_fields: custom, labels: custom.label_ids } : raw;
}
/** Ids for the names of labels. */
export const labelIds = (names: unknown, fields: readonly VendorField[]): unknown[] => {
	const field = fields.find(({ is_custom_field: isCustom }) => !isCustom);
	return ((names ?? []) as string[]).map((name) => (field ? optionId(name, field) : Number(name)));
};
