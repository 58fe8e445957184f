import { type FieldPath, invalidData, type ZohoError } from './errors';
import { isIdShaped } from './ids';
import type { DataType, Field } from './modules/field';
import { isDate, timeOf } from './times';
import type { Value } from './store';

/** A value as it is kept, or what is wrong with it. */
export type Reading = { value: Value } | { fault: ZohoError };

type Read = (value: unknown, field: Field, strictPicklists: boolean) => Value | undefined;

const text: Read = (value) => (typeof value === 'string' ? value : undefined);
const number: Read = (value) => (typeof value === 'number' ? value : undefined);
const list: Read = (value) => (Array.isArray(value) ? value : undefined);

const EMAIL = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;

/** What each type takes; `undefined` refuses (contract 8, value formats). */
const READERS: Readonly<Record<DataType, Read>> = {
	text,
	textarea: text,
	phone: text,
	website: text,
	autonumber: text,
	profileimage: text,
	event_reminder: text,
	email: (value) => (typeof value === 'string' && EMAIL.test(value) ? value : undefined),
	picklist: (value, field, strict) =>
		typeof value === 'string' && (!strict || isOption(field, value)) ? value : undefined,
	multiselectpicklist: (value, field, strict) =>
		Array.isArray(value) && value.every((item) => typeof item === 'string' && (!strict || isOption(field, item)))
			? value
			: undefined,
	boolean: (value) => (typeof value === 'boolean' ? value : undefined),
	integer: (value) => (Number.isSafeInteger(value) ? (value as number) : undefined),
	double: number,
	currency: number,
	date: (value) => (isDate(value) ? value : undefined),
	datetime: (value) => timeOf(value),
	lookup: idOf,
	ownerlookup: idOf,
	RRULE: (value) => (isObject(value) ? value : undefined),
	jsonarray: list,
};

/** Sending a name in a lookup is not proved to work, so only `{"id"}` is taken. [unverified] */
function idOf(value: unknown): string | undefined {
	const id = isObject(value) ? value.id : undefined;
	return isIdShaped(id) ? id : undefined;
}

/** The API takes what an option means (`actual_value`), not what it shows. */
function isOption({ options }: Field, value: string): boolean {
	return options.some(({ actual }) => actual === value);
}

/** Reads a value that was sent. `null` empties a field; so does empty text. */
export function read(field: Field, sent: unknown, path: FieldPath, strictPicklists: boolean): Reading {
	if (sent === null || sent === '') return { value: null };
	const value = READERS[field.type](sent, field, strictPicklists);
	if (value === undefined) return { fault: invalidData({ expected_data_type: field.type, ...path }) };
	if (typeof value === 'string' && value.length > field.length) {
		return { fault: invalidData({ maximum_length: field.length, ...path }) };
	}
	return { value };
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
