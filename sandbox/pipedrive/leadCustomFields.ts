import { v1Invalid } from './errors';
import type { Field } from './fields';
import type { PipedriveAccount } from './pipedriveAccount';
import type { Values } from './records';
import type { Body } from './router';
import { clockTime, isDate } from './stamps';

type Item = Record<string, unknown>;

/** How v1 writes one type: flat keys, some with a suffix (contract 8; the formats are from memory). */
interface FlatFormat {
	/** `undefined` for a value that is not of the type. */
	parse(value: unknown, body: Body, key: string): unknown;
	print(value: never, key: string): Values;
}

const number = (value: unknown) => (value !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined);
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
const one = (value: unknown, key: string): Values => ({ [key]: value });

const NUMBER: FlatFormat = { parse: number, print: one };

const SPAN: FlatFormat = {
	parse: (value, body, key) => ({ value, until: body[`${key}_until`] ?? null }),
	print: ({ value, until }: Item, key) => ({ [key]: value, [`${key}_until`]: until }),
};

const FORMATS: Readonly<Record<string, FlatFormat>> = {
	double: NUMBER,
	user: NUMBER,
	org: NUMBER,
	people: NUMBER,
	enum: { parse: number, print: (value, key) => ({ [key]: String(value) }) },
	set: {
		parse: (value) => String(value).split(',').map(Number),
		print: (value: number[], key) => ({ [key]: value.join(',') }),
	},
	monetary: {
		parse: (value, body, key) =>
			number(value) === undefined ? undefined : { value: number(value), currency: body[`${key}_currency`] ?? 'EUR' },
		print: ({ value, currency }: Item, key) => ({ [key]: value, [`${key}_currency`]: currency }),
	},
	date: { parse: (value) => (isDate(value) ? value : undefined), print: one },
	daterange: SPAN,
	timerange: SPAN,
	time: {
		parse: (value) => (clockTime(value) === undefined ? undefined : { value: clockTime(value), timezone_name: null }),
		print: ({ value }: Item, key) => ({ [key]: value }),
	},
	address: {
		parse: (value) => (text(value) === undefined ? undefined : { value }),
		print: ({ value }: Item, key) => ({ [key]: value }),
	},
};

const TEXT: FlatFormat = { parse: text, print: one };

/** The custom fields of a lead after a body: keys of deal fields at its root (contract 2.3). */
export function writeLeadFields(account: PipedriveAccount, current: Values, body: Body): Values {
	const values: Record<string, unknown> = { ...current };
	for (const field of customDealFields(account)) {
		const key = field.field_code;
		if (body[key] === undefined) continue;
		if (body[key] === null || body[key] === '') delete values[key];
		else values[key] = parsed(field, body);
	}
	return values;
}

/** As an answer has them: only those with a value (spec). */
export function printLeadFields(account: PipedriveAccount, values: Values): Values {
	const filled = customDealFields(account).filter(({ field_code }) => values[field_code] !== undefined);
	return Object.assign(
		{},
		...filled.map((field) => formatOf(field).print(values[field.field_code] as never, field.field_code)),
	);
}

function parsed(field: Field, body: Body): unknown {
	const key = field.field_code;
	const value = formatOf(field).parse(body[key], body, key);
	const ids = field.options && [value].flat();
	const isKnown = ids?.every((id) => field.options?.some((option) => option.id === id)) ?? true;
	if (value === undefined || !isKnown) throw v1Invalid(`Invalid value for field '${key}'`);
	return value;
}

const formatOf = ({ field_type }: Field) => FORMATS[field_type] ?? TEXT;

const customDealFields = ({ fields }: PipedriveAccount) =>
	fields.deals.filter(({ is_custom_field }) => is_custom_field);
