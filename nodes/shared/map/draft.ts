import type { IDataObject } from 'n8n-workflow';
import { CrmFailure } from '../http/failure';
import { readOnlyKeys, vocabulary } from '../records';
import { phoneKey, samePhone } from './keys';
import type { CrmRecord, Field, ResourceName, VendorObject } from '../types';
import { put, putCustom } from './record';
import { toDay, toInstant, wholeSecond } from './time';

/** An input read and checked: canonical key -> value. A missing key leaves the vendor's value alone, `null` clears it. */
export interface Draft {
	values: Map<string, unknown>;
	custom: Map<string, unknown>;
	/** Values that only the vendor sets here, as they were given. */
	unwritable?: Map<string, unknown>;
}

/** How inputs are read. */
export interface InputRules {
	/** IANA zone of times without an offset. */
	timeZone: string;
	/** True when an empty string clears instead of being ignored. */
	emptyClears: boolean;
}

const prefix = 'customFields.';
const trueWords = new Set(['true', 'yes', '1']);
const falseWords = new Set(['false', 'no', '0']);

/**
 * Reads one input in the canonical vocabulary.
 * @throws CrmFailure naming every unknown key, or the first value of the wrong type
 */
export function readInput(input: IDataObject, resource: ResourceName, object: VendorObject, rules: InputRules): Draft {
	const draft = { values: new Map<string, unknown>(), custom: new Map<string, unknown>(), unwritable: new Map<string, unknown>() };
	const fields = fieldsOf(object);
	const refused: string[] = [];
	for (const [key, given] of flatten(input)) {
		const value = given === '' && rules.emptyClears ? null : given;
		if (value === undefined || value === '') continue;
		if (key.startsWith(prefix)) {
			draft.custom.set(key.slice(prefix.length), value);
			continue;
		}
		const field = fields.get(key);
		if (field?.write) draft.values.set(key, value === null ? null : parse(value, field, rules.timeZone));
		// A vendor may only show what follows from other values; given, those follow from it.
		else if (key === 'fullName' || key === 'durationMinutes') draft.values.set(key, value);
		else if (readOnlyKeys.has(key)) continue;
		else if (field) draft.unwritable.set(key, isEmpty(value) ? null : parsedOrGiven(value, field, rules.timeZone));
		else if (key === 'externalId' || (key === 'name' && fields.has('firstName'))) draft.values.set(key, value);
		else if (!vocabulary[resource].includes(key) || !isEmpty(value)) refused.push(key);
	}
	if (refused.length) {
		const writable = object.fields.filter(({ write }) => write).map(({ key }) => key);
		throw new CrmFailure({
			kind: 'validation',
			message: `${object.label} has no field ${refused.map((name) => `"${name}"`).join(', ')}`,
			hint: `Remove or rename it. Fields here: ${writable.join(', ')}; any other field of your account goes under customFields.`,
		});
	}
	splitName(draft, fields);
	object.normalise?.(draft.values, rules.timeZone);
	return draft;
}

/** Nested objects of the vocabulary (`address`, `customFields`) become dotted keys; underscored keys are receipts and drop out. */
function* flatten(input: IDataObject): Generator<[string, unknown]> {
	for (const [key, value] of Object.entries(input)) {
		if (key.startsWith('_')) continue;
		if ((key === 'address' || key === 'customFields') && value !== null && typeof value === 'object') {
			for (const [part, inner] of Object.entries(value)) yield [`${key}.${part}`, inner];
		} else if (key !== 'address' && key !== 'customFields') yield [key, value];
	}
}

const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0) || value === false;
const fieldMaps = new WeakMap<VendorObject, Map<string, Field>>();

/** The fields of an object by canonical key. */
export function fieldsOf(object: VendorObject): Map<string, Field> {
	const known = fieldMaps.get(object) ?? new Map(object.fields.map((field) => [field.key, field]));
	fieldMaps.set(object, known);
	return known;
}

function splitName(draft: Draft, fields: Map<string, Field>): void {
	const named = draft.values.has('firstName') || draft.values.has('lastName');
	// A customer's name may be that of a company, so it says nothing where the person's own is given or known to be empty.
	const full = draft.values.get('fullName') ?? (named ? undefined : draft.values.get('name'));
	if (!fields.has('name')) draft.values.delete('name');
	if (fields.get('fullName')?.write) return;
	draft.values.delete('fullName');
	if (typeof full !== 'string' || draft.values.get('firstName') || draft.values.get('lastName') || !fields.has('firstName')) return;
	const words = full.trim().split(/\s+/);
	const last = words.length > 1 ? words.pop() : undefined;
	draft.values.set('firstName', words.join(' '));
	if (last) draft.values.set('lastName', last);
}

function parse(value: unknown, field: Field, timeZone: string): unknown {
	const wrong = (wanted: string) =>
		new CrmFailure({
			kind: 'validation',
			message: `${field.label} "${String(value)}" is not ${wanted}`,
			hint: `Correct the value of ${field.label} (${field.key}).`,
		});
	switch (field.kind) {
		case 'dateTime':
			return wholeSecond(toInstant(value, field.label, timeZone));
		case 'date':
			return toDay(value, field.label, timeZone);
		case 'number': {
			const number = typeof value === 'string' ? Number(value.trim().replace(/^(-?\d+),(\d{1,2})$/, '$1.$2')) : Number(value);
			if (!Number.isFinite(number)) throw wrong('a number');
			return number;
		}
		case 'boolean': {
			const word = String(value).trim().toLowerCase();
			if (!trueWords.has(word) && !falseWords.has(word)) throw wrong('true or false');
			return trueWords.has(word);
		}
		case 'email': {
			const email = String(value).trim().toLowerCase();
			if (!/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email)) throw wrong('an e-mail address');
			return email;
		}
		case 'choices':
			return Array.isArray(value) ? value.map(String) : String(value).split(/[;,]/).map((part) => part.trim()).filter(Boolean);
		case 'reference':
			if (Array.isArray(value)) return value.map(String);
			return typeof value === 'object' && value !== null && 'value' in value ? String(value.value) : String(value);
		default:
			if (typeof value === 'object') throw wrong('a text');
			return typeof value === 'string' ? value.trim() : String(value);
	}
}

/** Of what is not written, nothing has to be right. */
function parsedOrGiven(value: unknown, field: Field, timeZone: string): unknown {
	try {
		return parse(value, field, timeZone);
	} catch {
		return value;
	}
}

/** The vendor's body for a draft, reduced to `only` when given. */
export function toBody(draft: Draft, object: VendorObject, externalIdField: string | undefined, only?: ReadonlySet<string>): IDataObject {
	const body: IDataObject = {};
	const fields = fieldsOf(object);
	for (const [key, value] of draft.values) {
		if (only && !only.has(key)) continue;
		const write = fields.get(key)?.write;
		if (typeof write === 'string') put(body, write, value);
		else if (write) write(value, body);
		else if (key === 'externalId' && externalIdField) putCustom(object, externalIdField, value, body);
	}
	for (const [name, value] of draft.custom) if (!only || only.has(prefix + name)) putCustom(object, name, value, body);
	return body;
}

/**
 * Canonical names of the values in a draft that differ from the record; with `blanksOnly`, of those it has nothing for.
 * The key that found the record is no change: a further address or another spelling of its number leaves the first one be.
 */
export function changes(
	draft: Draft,
	record: CrmRecord,
	object: VendorObject,
	blanksOnly: boolean,
	matchedBy: string | null = null,
): string[] {
	const fields = fieldsOf(object);
	const differs = (kind: string | undefined, wanted: unknown, held: unknown) =>
		!same(kind, wanted, held) && (!blanksOnly || (isEmpty(held ?? null) && (wanted === false || !isEmpty(wanted))));
	const standard = [...draft.values].filter(
		([key, wanted]) =>
			key !== matchedBy && (fields.has(key) || key === 'externalId') && differs(fields.get(key)?.kind, wanted, heldAt(record, key)),
	);
	const custom = [...draft.custom].filter(([name, wanted]) => differs(undefined, wanted, heldAt(record.customFields as IDataObject, name)));
	return [...standard.map(([key]) => key), ...custom.map(([name]) => prefix + name)];
}

/** Warnings about values that cannot be written, where no state of the record says the same. */
export function unwritten({ unwritable }: Draft, object: VendorObject, ...states: readonly IDataObject[]): string[] {
	const kindOf = (key: string) => fieldsOf(object).get(key)?.kind;
	const isThere = (key: string, wanted: unknown) => states.some((state) => same(kindOf(key), wanted, heldAt(state, key)));
	const lost = [...(unwritable ?? [])].filter(([key, wanted]) => wanted !== null && !isThere(key, wanted));
	return lost.map(([key]) => {
		const held = heldAt(states[states.length - 1], key);
		return `${key} was left out: it cannot be written here, and reads ${isEmpty(held ?? null) ? 'as nothing' : `"${String(held)}"`}`;
	});
}

const heldAt = (record: IDataObject, key: string): unknown =>
	key in record ? record[key] : key.split('.').reduce<unknown>((value, part) => (value as IDataObject | null | undefined)?.[part], record);

function same(kind: string | undefined, wanted: unknown, held: unknown): boolean {
	const text = (value: unknown) => (value === null || value === undefined ? '' : String(value).trim());
	if (Array.isArray(wanted)) {
		return wanted.map(text).sort().join('\n') === (Array.isArray(held) ? held : text(held).split(';')).map(text).sort().join('\n');
	}
	if (wanted === null || held === null || held === undefined) return text(wanted) === text(held);
	// Of a value with parts, such as an amount and its currency, those count that are given.
	if (typeof wanted === 'object' && typeof held === 'object') {
		return Object.entries(wanted).every(([part, value]) => same(undefined, value, (held as IDataObject)[part]));
	}
	if (kind === 'number') return Number(wanted) === Number(held);
	if (kind === 'phone') return saysNoMore(text(wanted), text(held));
	if (kind === 'email') return text(wanted).toLowerCase() === text(held).toLowerCase();
	if (kind === 'dateTime') return Date.parse(text(wanted)) === Date.parse(text(held));
	return text(wanted) === text(held);
}

/** The same number, in another spelling or without the country that the record knows: writing it would only lose that. */
function saysNoMore(wanted: string, held: string): boolean {
	const [wantedDigits, heldDigits] = [wanted, held].map((phone) => phone.replace(/[^\d+]/g, ''));
	if (wantedDigits === heldDigits) return true;
	const [wantedKey, heldKey] = [phoneKey(wanted), phoneKey(held)];
	if (!wantedKey || !heldKey?.startsWith('+') || wantedDigits.length > heldDigits.length) return false;
	return samePhone(wantedKey, heldKey);
}
