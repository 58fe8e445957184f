import type { Field } from './fields';
import { invalid } from './errors';
import type { PipedriveAccount } from './pipedriveAccount';
import type { EntityKind, Values } from './records';
import { clockTime, isDate } from './stamps';
import { address } from './valueRules';

type Item = Record<string, unknown>;
type Context = { account: PipedriveAccount; field: Field; refuse(problem: string): Error; noun: string };
type Format = (value: unknown, context: Context) => unknown;

const NOUNS: Readonly<Record<EntityKind, string>> = {
	persons: 'person',
	organizations: 'organization',
	deals: 'deal',
	activities: 'activity',
};

/** What a PATCH or POST leaves in the custom fields: one bad key or value fails the whole request (contract 0). */
export function writeCustomFields(
	account: PipedriveAccount,
	kind: EntityKind,
	current: Values,
	given: unknown,
): Values {
	if (typeof given !== 'object' || given === null || Array.isArray(given)) {
		throw invalid('custom_fields', "Expected 'object'");
	}
	const values: Record<string, unknown> = { ...current };
	for (const [key, value] of Object.entries(given)) {
		const field = account.customField(kind, key);
		// Built-in keys are unknown here, too (contract 8).
		if (!field) throw invalid('custom_fields', `Unknown key '${key}'`);
		if (value === null) delete values[key];
		else values[key] = checked(account, kind, field, value);
	}
	return values;
}

function checked(account: PipedriveAccount, kind: EntityKind, field: Field, value: unknown): unknown {
	// The errors name the field since May 2026; where in the body is unverified (contract 7).
	const refuse = (problem: string) => invalid('custom_fields', problem, { field_code: field.field_code });
	const format = FORMATS[field.field_type] ?? plain('string');
	return format(value, { account, field, refuse, noun: NOUNS[kind] });
}

/** A value that is no object; an object is an "invalid collection" (contract 7). */
function plain(
	type: 'string' | 'number',
	matches: (value: unknown) => boolean = (value) => typeof value === type,
): Format {
	return (value, { field, refuse, noun }) => {
		if (typeof value === 'object') throw refuse('Invalid collection');
		if (!matches(value)) throw refuse(`Expected '${type}' as value for ${noun} custom field '${field.field_code}'`);
		return value;
	};
}

/** An object with `value`, and whatever else the type needs. */
function compound(word: string, check: (item: Item) => boolean, keep: (item: Item) => unknown): Format {
	return (value, { refuse }) => {
		if (typeof value !== 'object' || value === null) throw refuse(`${word} custom field value expected 'object'`);
		if (!check(value as Item)) throw refuse(`${word} custom field value is not valid`);
		return keep(value as Item);
	};
}

const integer = plain('number', Number.isInteger);

const option: Format = (value, context) => {
	integer(value, context);
	if (!context.field.options?.some(({ id }) => id === value)) {
		throw context.refuse(
			`Unknown option '${String(value)}' for ${context.noun} custom field '${context.field.field_code}'`,
		);
	}
	return value;
};

/** Cleared with null; an empty array is refused (contract 8). */
const options: Format = (value, context) => {
	if (!Array.isArray(value) || value.length === 0) {
		throw context.refuse(
			`Expected non-empty 'array' as value for ${context.noun} custom field '${context.field.field_code}'`,
		);
	}
	return value.map((id) => option(id, context));
};

const zone = ({ timezone_name }: Item) => timezone_name === undefined || typeof timezone_name === 'string';

const FORMATS: Readonly<Record<string, Format>> = {
	double: plain('number'),
	int: integer,
	enum: option,
	set: options,
	user: integer,
	org: integer,
	people: integer,
	date: plain('string', isDate),
	monetary: compound(
		'Monetary',
		({ value, currency }) => typeof value === 'number' && typeof currency === 'string',
		({ value, currency }) => ({ value, currency }),
	),
	daterange: compound(
		'Daterange',
		({ value, until }) => isDate(value) && isDate(until),
		({ value, until }) => ({ value, until }),
	),
	time: compound(
		'Time',
		(item) => clockTime(item.value) !== undefined && zone(item),
		({ value, timezone_name }) => ({ value: clockTime(value), timezone_name: timezone_name ?? null }),
	),
	timerange: compound(
		'Timerange',
		(item) => clockTime(item.value) !== undefined && clockTime(item.until) !== undefined && zone(item),
		({ value, until, timezone_name }) => ({
			value: clockTime(value),
			until: clockTime(until),
			timezone_name: timezone_name ?? null,
		}),
	),
	address: (value, { refuse, account }) => {
		if (typeof value !== 'object') throw refuse("Address custom field value expected 'object'");
		return address(value, 'custom_fields', account);
	},
};
