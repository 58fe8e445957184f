import { refusal } from '../shared/http/failure';
import { columnOf } from '../shared/map/columns';
import type { Field, FieldKind, SearchCondition, SearchQuery } from '../shared/types';
import { fieldsHint } from './errors';

/**
 * The only place where COQL is made. Zoho's papers disagree about how a quote inside a value is escaped, so none is ever
 * sent: such a value is looked for by its longest part without one, and the engine compares. Pure.
 */

/** Rows of a page: whether there may be more is in doubt. Values of an `in`, and conditions of a query (contract section 3). */
export const [pageMax, inMax, testsMax] = [200, 50, 25];

/** @throws CrmFailure for what cannot be the name of a field */
function fieldName(name: string): string {
	if (/^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(name)) return name;
	throw refusal(`"${name}" is not the name of a Zoho CRM field`, fieldsHint);
}

/** What might end a value, or stand for something else in it. */
const danger = /['"\\%\p{Cc}]/u;
/** Finds at least what holds the text. */
function contains(name: string, text: string): string {
	const longest = text.split(danger).reduce((best, part) => (part.length > best.length ? part : best), '');
	return longest ? `${name} like '%${longest}%'` : `${name} is not null`;
}

/** A moment with its offset and without milliseconds, as every call wants it (contract 0.11). */
export function moment(value: string): string {
	if (!Number.isNaN(Date.parse(value))) return `${new Date(value).toISOString().slice(0, 19)}+00:00`;
	throw refusal(`"${value}" is not a date and time`, 'Correct the value under Filters or Conditions.');
}

/** Conditions are joined in pairs: `((A or B) or C)`. */
export const anyOf = (tests: readonly string[]): string => tests.reduce((left, right) => `(${left} or ${right})`);
const allOf = (tests: readonly string[]): string => tests.reduce((left, right) => `(${left} and ${right})`);

/** Conditions that find at least what holds one of the values. */
export function oneOf(name: string, values: readonly string[]): string[] {
	const column = fieldName(name);
	const plain = values.filter((value) => !danger.test(value)).map((value) => `'${value}'`);
	const others = values.filter((value) => danger.test(value)).map((value) => contains(column, value));
	return plain.length ? [`${column} in (${plain.join(',')})`, ...others] : others;
}

/** A number is stored as typed, and a pattern has no wildcard inside: the last four digits in one group or two. */
export function phoneTest(names: readonly string[], value: string): string {
	const digits = value.replace(/\D/g, '').slice(-4);
	const endings = [1, 2].flatMap((at) => [' ', '-', '.'].map((mark) => `${digits.slice(0, at)}${mark}${digits.slice(at)}`));
	return anyOf(names.flatMap((name) => [digits, ...endings].map((ending) => `${name} like '%${ending}'`)));
}

const isNumber = (value: string) => /^-?\d+(\.\d+)?$/.test(value);
/** The type that a value compares as where that of the field is not known: order is a matter of numbers and times. */
function guessedKind(value: string, operator: SearchCondition['operator']): FieldKind {
	if (/^(true|false)$/i.test(value)) return 'boolean';
	if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return 'dateTime';
	return isNumber(value) && (operator === 'after' || operator === 'before') ? 'number' : 'text';
}
/** A value as its field's type wants it; `null` for one that cannot be sent. */
function literal(value: string, kind: FieldKind): string | null {
	if (kind === 'dateTime') return `'${moment(value)}'`;
	if (kind === 'date') return `'${moment(value).slice(0, 10)}'`;
	if (kind === 'boolean') return String(/^true$/i.test(value));
	return kind === 'number' && isNumber(value) ? value : danger.test(value) ? null : `'${value}'`;
}

const comparisons = { equals: '=', notEquals: '!=', after: '>=', before: '<=', contains: 'like' };
/** One condition. Some find more than they ask for: the engine checks again. */
function test({ field, operator, value }: SearchCondition, fields: readonly Field[], phones: readonly string[]): string {
	if (field === 'phone' && operator === 'equals') return phoneTest(phones, value);
	const { name: column, kind = guessedKind(value, operator) } = columnOf(field, fields);
	const name = fieldName(column);
	if (kind === 'longText') throw refusal(`Zoho CRM cannot search by ${field}`, 'Long texts cannot be searched by: filter the results in n8n.');
	if (operator === 'isSet' || operator === 'isNotSet') return `${name} is ${operator === 'isSet' ? 'not ' : ''}null`;
	const sent = operator === 'contains' ? null : literal(value, kind);
	if (sent !== null) return `${name} ${comparisons[operator]} ${sent}`;
	return operator === 'contains' || operator === 'equals' ? contains(name, value) : `${name} is not null`;
}

/** What to find; `columns` besides id and stamps. */
export interface Wish { module: string; columns?: readonly string[]; where: readonly string[]; order: string; limit?: number; offset?: number }
/** A query; there must be a condition (section 3). */
export function select({ module, columns = [], where, order, limit = pageMax, offset }: Wish): string {
	const names = [...new Set(['id', 'Created_Time', 'Modified_Time', ...columns])].join(', ');
	const conditions = where.length ? allOf(where) : 'id is not null';
	return `select ${names} from ${module} where ${conditions} order by ${order} limit ${limit}${offset ? ` offset ${offset}` : ''}`;
}

/** A user's search: unsorted it goes on behind the last id, sorted by offset. What is asked about is read, to be checked again. */
export function search(
	{ text, where, sort }: SearchQuery, { after, offset }: { after?: string; offset?: number },
	{ module, fields, texts, phones = [] }: { module: string; fields: readonly Field[]; texts: readonly string[]; phones?: readonly string[] },
): string {
	if (where.length + texts.length > testsMax) throw refusal('These are too many conditions for Zoho CRM', 'Filter the results in n8n.');
	const asked = [...where, ...(sort ? [sort] : [])].map(({ field }) => fieldName(columnOf(field, fields).name));
	const found = text ? [anyOf(texts.map((name) => contains(name, text)))] : [];
	const conditions = [...found, ...where.map((one) => test(one, fields, phones)), ...(after && !sort ? [`id > '${after}'`] : [])];
	const order = sort ? `${asked[asked.length - 1]} ${sort.direction === 'ascending' ? 'asc' : 'desc'}, id asc` : 'id asc';
	return select({ module, columns: [...texts, ...asked, ...phones], where: conditions, order, offset: sort && offset });
}
