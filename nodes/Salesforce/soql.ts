import { refusal } from '../shared/http/failure';
import { columnOf as fieldColumn } from '../shared/map/columns';
import type { Field, FieldKind, SearchCondition, SearchQuery } from '../shared/types';

/** The only place where SOQL is made: user text is always a quoted value, a name is always a name. Pure. */

const namePattern = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$/;
const numberPattern = /^-?\d+(\.\d+)?$/;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** True for a number that reads the same as text, so that nothing of it is lost. */
export const isNumber = (value: unknown): boolean => numberPattern.test(String(value)) && String(Number(value)) === String(value);

/** @throws CrmFailure for what cannot be the name of a field */
export function fieldName(name: string): string {
	if (namePattern.test(name)) return name;
	throw refusal(
		`"${name}" is not the name of a Salesforce field`,
		'Use the API name, such as Level__c, as shown in Salesforce under Setup > Object Manager.',
	);
}

const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** User text as a literal. */
export const quote = (text: string): string =>
	`'${text.replace(/[\\'"]/g, '\\$&').replace(/[\n\r\t]/g, (mark) => escapes[mark])}'`;

/** A pattern for LIKE in which the text's own wildcards are text. */
export const likeText = (text: string): string => quote(text).slice(1, -1).replace(/[%_]/g, '\\$&');

const wrong = (value: string, wanted: string) => refusal(`"${value}" is not ${wanted}`, 'Correct the value under Filters or Conditions.');

/** A moment as a literal: unquoted and in UTC, for a `+` would read as a space (contract section 5). */
function moment(value: string): string {
	const date = new Date(value);
	if (Number.isNaN(date.getTime())) throw wrong(value, 'a date and time');
	return date.toISOString();
}

/** A value as its field's type wants it; quotes around a number or a date are refused, and so are missing ones around text. */
function literal(value: string, kind: FieldKind): string {
	if (kind === 'dateTime') return moment(value);
	if (kind === 'date') return moment(value).slice(0, 10);
	if (kind === 'number') {
		if (numberPattern.test(value)) return value;
		throw wrong(value, 'a number');
	}
	if (kind === 'boolean') {
		if (/^(true|false)$/i.test(value)) return value.toLowerCase();
		throw wrong(value, 'true or false');
	}
	return quote(value);
}

/** The type that a value compares as where the field's own is not known: order is a matter of numbers and dates. */
function guessedKind(value: string, operator: SearchCondition['operator']): FieldKind {
	if (operator !== 'after' && operator !== 'before') return 'text';
	if (numberPattern.test(value)) return 'number';
	if (dayPattern.test(value)) return 'date';
	return Number.isNaN(Date.parse(value)) ? 'text' : 'dateTime';
}

/** Phone fields that may hold a number, which is stored as typed: its digits in their order with anything between them. */
export function phoneMatch(names: readonly string[], value: string, digits = 7): string {
	const pattern = value.replace(/\D/g, '').slice(-digits).split('').join('%');
	return anyOf(names.map((name) => `${fieldName(name)} LIKE '%${pattern}%'`));
}

export const isOneOf = (name: string, values: readonly string[], kind: FieldKind = 'text'): string =>
	`${fieldName(name)} IN (${values.map((value) => literal(value, kind)).join(',')})`;

export const anyOf = (tests: readonly string[]): string => (tests.length === 1 ? tests[0] : `(${tests.join(' OR ')})`);

/** The name and kind of a field that a condition or a sort names. */
function columnOf(key: string, fields: readonly Field[]): { name: string; kind?: FieldKind } {
	const { name, kind } = fieldColumn(key, fields);
	return { name: fieldName(name), kind };
}

const comparisons = { equals: '=', notEquals: '!=', after: '>=', before: '<=' };

/** One condition in SOQL. */
export function test({ field, operator, value }: SearchCondition, fields: readonly Field[]): string {
	const { name, kind = guessedKind(value, operator) } = columnOf(field, fields);
	if (operator === 'isSet') return `${name} != null`;
	if (operator === 'isNotSet') return `${name} = null`;
	if (operator === 'contains') return `${name} LIKE '%${likeText(value)}%'`;
	if (kind === 'phone' && operator === 'equals') return phoneMatch([name], value, 8);
	return `${name} ${comparisons[operator]} ${literal(value, kind)}`;
}

/** What to read of an object. */
export interface Selection {
	object: string;
	/** Names beyond the standard fields: custom ones and those of parents. */
	extra?: readonly string[];
}

export interface Clauses { where?: readonly string[]; order?: string; limit?: number }

/**
 * A query. `FIELDS(STANDARD)` is what the connected user may see of the standard fields: naming one that is hidden from him
 * would fail like a typing error (section 3). Standard names are in it already and must not come twice.
 */
export function select({ object, extra = [] }: Selection, { where = [], order, limit }: Clauses): string {
	const names = [...new Set(extra.map(fieldName))].filter((name) => /__p?c$|\./.test(name));
	const parts = [`SELECT ${['FIELDS(STANDARD)', ...names].join(',')} FROM ${fieldName(object)}`];
	if (where.length) parts.push(`WHERE ${where.join(' AND ')}`);
	if (order) parts.push(`ORDER BY ${order}`);
	if (limit !== undefined) parts.push(`LIMIT ${limit}`);
	return parts.join(' ');
}

/** A user's search: one row more than wanted tells that there are more. */
export function searchClauses(
	{ text, where, sort, limit }: SearchQuery, fields: readonly Field[], texts: readonly string[], always: readonly string[],
): Clauses {
	const found = text ? [anyOf(texts.map((name) => `${fieldName(name)} LIKE '%${likeText(text)}%'`))] : [];
	const direction = sort?.direction === 'ascending' ? 'ASC' : 'DESC';
	return {
		where: [...always, ...found, ...where.map((condition) => test(condition, fields))],
		order: sort ? `${columnOf(sort.field, fields).name} ${direction} NULLS LAST, Id ASC` : 'Id ASC',
		limit: Number.isFinite(limit) ? limit + 1 : undefined,
	};
}
