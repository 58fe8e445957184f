import { CrmFailure } from '../shared/http/failure';
import { columnOf as fieldColumn } from '../shared/map/columns';
import type { Field, FieldKind, SearchCondition, SearchQuery } from '../shared/types';

/** The only place where SOQL is made: user text is always a quoted value, a name is always a name. Pure. */

/** URI and headers together may have 16,384 bytes (contract section 6); the token and n8n's headers take their part. */
const mostQueryBytes = 12_000;
const namePattern = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$/;
const numberPattern = /^-?\d+(\.\d+)?$/;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const unquoted: ReadonlySet<FieldKind> = new Set(['number', 'boolean', 'date', 'dateTime']);
/** @throws CrmFailure for what cannot be the name of a field */
export function fieldName(name: string): string {
	if (namePattern.test(name)) return name;
	throw new CrmFailure({ kind: 'validation', message: `"${name}" is not the name of a Salesforce field`, hint: 'Use the API name, such as Level__c, as shown in Salesforce under Setup > Object Manager.' });
}

const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** User text as a literal. */
export const quote = (text: string): string => `'${text.replace(/[\\'"]/g, '\\$&').replace(/[\n\r\t]/g, (mark) => escapes[mark])}'`;
/** A pattern for LIKE in which the text's own wildcards are text. */
export const likeText = (text: string): string => quote(text).slice(1, -1).replace(/[%_]/g, '\\$&');
/** A moment as a literal: unquoted and in UTC, for a `+` would read as a space (contract section 5). */
export function moment(value: string): string {
	const date = new Date(value);
	if (Number.isNaN(date.getTime())) throw wrong(value, 'a date and time');
	return date.toISOString();
}
const wrong = (value: string, wanted: string) => new CrmFailure({ kind: 'validation', message: `"${value}" is not ${wanted}`, hint: 'Correct the value under Filters or Conditions.' });
/** A value as its field's type wants it; quotes around a number or a date are refused, and so are missing ones around text. */
function literal(value: string, kind: FieldKind): string {
	if (kind === 'dateTime') return moment(value);
	if (kind === 'date') return moment(value).slice(0, 10);
	if (kind === 'number' && numberPattern.test(value)) return value;
	if (kind === 'boolean' && /^(true|false)$/i.test(value)) return value.toLowerCase();
	if (unquoted.has(kind)) throw wrong(value, kind === 'number' ? 'a number' : 'true or false');
	return quote(value);
}
/** The type that a value compares as where the field's own is not known: order is a matter of numbers and dates. */
const guessed = (value: string, operator: SearchCondition['operator']): FieldKind =>
	operator !== 'after' && operator !== 'before' ? 'text' : numberPattern.test(value) ? 'number' : dayPattern.test(value) ? 'date' : Number.isNaN(Date.parse(value)) ? 'text' : 'dateTime';
/** Text digits in their order with anything between them: numbers are stored as typed. */
const phonePattern = (value: string, digits: number): string => `'%${value.replace(/\D/g, '').slice(-digits).split('').join('%')}%'`;
/** Phone fields that may hold a number. */
export const phoneMatch = (names: readonly string[], value: string, digits = 7): string => anyOf(names.map((name) => `${fieldName(name)} LIKE ${phonePattern(value, digits)}`));
export const isOneOf = (name: string, values: readonly string[]): string => `${fieldName(name)} IN (${values.map(quote).join(',')})`;
export const anyOf = (tests: readonly string[]): string => (tests.length === 1 ? tests[0] : `(${tests.join(' OR ')})`);
/** The name and kind of a field that a condition or a sort names. */
export function columnOf(key: string, fields: readonly Field[]): { name: string; kind?: FieldKind } {
	const { name, kind } = fieldColumn(key, fields);
	return { name: fieldName(name), kind };
}
/** One condition in SOQL. */
export function test({ field, operator, value }: SearchCondition, fields: readonly Field[]): string {
	const { name, kind = guessed(value, operator) } = columnOf(field, fields);
	if (operator === 'isSet') return `${name} != null`;
	if (operator === 'isNotSet') return `${name} = null`;
	if (operator === 'contains') return `${name} LIKE '%${likeText(value)}%'`;
	if (kind === 'phone' && operator === 'equals') return phoneMatch([name], value, 8);
	return `${name} ${{ equals: '=', notEquals: '!=', after: '>=', before: '<=' }[operator]} ${literal(value, kind)}`;
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
 * would fail like a typing error (contract section 3). Standard names are in it already and must not come twice.
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
export function searchClauses({ text, where, sort, limit }: SearchQuery, fields: readonly Field[], texts: readonly string[], always: readonly string[]): Clauses {
	const found = text ? [anyOf(texts.map((name) => `${fieldName(name)} LIKE '%${likeText(text)}%'`))] : [];
	return {
		where: [...always, ...found, ...where.map((condition) => test(condition, fields))],
		order: sort ? `${columnOf(sort.field, fields).name} ${sort.direction === 'ascending' ? 'ASC' : 'DESC'} NULLS LAST, Id ASC` : 'Id ASC',
		limit: Number.isFinite(limit) ? limit + 1 : undefined,
	};
}
/** Slices of values whose query fits into a URI each. */
export function slices<T>(values: readonly T[], query: (slice: readonly T[]) => string, most = Infinity): T[][] {
	const bytesOf = (slice: readonly T[]) => encodeURIComponent(query(slice)).length;
	const bare = bytesOf([]);
	const all: T[][] = [];
	let bytes = Infinity;
	for (const value of values) {
		const more = bytesOf([value]) - bare + 3;
		if (bytes + more > mostQueryBytes || all[all.length - 1].length >= most) {
			all.push([]);
			bytes = bare;
		}
		all[all.length - 1].push(value);
		bytes += more;
	}
	return all;
}
