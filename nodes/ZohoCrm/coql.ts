import { columnOf, guessedKind, literal, refusal, type Field, type FieldKind, type SearchCondition, type SearchQuery } from '../shared/kit';
import { fieldsHint } from './errors';

/**
 * The only place where COQL is made. Zoho's papers disagree about how a quote inside a value is escaped, so none is ever
 * sent: such a value is looked for by its longest part without one, and the engine compares. Pure.
 */

/** Rows of a page: whether there may be more is in doubt. Values of an `in`, and conditions of a query (contract section 3). */
export const [pageMax, inMax, testsMax] = [200, 50, 25];
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

export const isTime = (value: unknown): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(String(value));
/** A moment with its offset and without milliseconds, as every call wants it (contract 0.11). */
export const moment = (value: string): string => `${literal(value, 'dateTime', String).slice(0, 19)}+00:00`;
/** Conditions are joined in pairs: `((A or B) or C)`. */
export const anyOf = (tests: readonly string[], joint = 'or'): string => tests.reduce((left, right) => `(${left} ${joint} ${right})`);
/** Conditions that find at least what holds one of the values. */
export function oneOf(name: string, values: readonly string[]): string[] {
	const column = fieldName(name);
	if (values.every(isTime)) return values.map((value) => `${column} = '${moment(value)}'`);
	const plain = values.filter((value) => !danger.test(value)).map((value) => `'${value}'`);
	const others = values.filter((value) => danger.test(value)).map((value) => contains(column, value));
	return plain.length ? [`${column} in (${plain.join(',')})`, ...others] : others;
}

/** A number is stored as typed, and a pattern has no wildcard inside: the last four digits in one group or two. */
export function phoneTest(names: string[], value: string): string {
	const digits = value.replace(/\D/g, '').slice(-4);
	const endings = [1, 2].flatMap((at) => [' ', '-', '.'].map((mark) => `${digits.slice(0, at)}${mark}${digits.slice(at)}`));
	return anyOf(names.flatMap((name) => [digits, ...endings].map((ending) => `${name} like '%${ending}'`)));
}

const comparisons = { equals: '=', notEquals: '!=', after: '>=', before: '<=', contains: '' };
function quoted(value: string, kind: FieldKind): string {
	if (kind === 'dateTime') return `'${moment(value)}'`;
	return kind === 'date' ? `'${literal(value, kind, String)}'` : literal(value, kind, (text) => `'${text}'`);
}

/** One condition. Some find more than they ask for: the engine checks again. */
function test({ field, operator, value }: SearchCondition, fields: readonly Field[], phones: string[]): string {
	if (field === 'phone' && operator === 'equals') return phoneTest(phones, value);
	const { name: column, kind = guessedKind(value, operator) } = columnOf(field, fields);
	const name = fieldName(column);
	if (kind === 'longText') throw refusal(`Zoho CRM cannot search long texts, such as ${field}`, 'Filter the results in n8n.');
	if (operator === 'isSet' || operator === 'isNotSet') return `${name} is ${operator === 'isSet' ? 'not ' : ''}null`;
	if (operator === 'contains' || (operator === 'equals' && danger.test(value))) return contains(name, value);
	return danger.test(value) ? `${name} is not null` : `${name} ${comparisons[operator]} ${quoted(value, kind)}`;
}

/** What to find; `columns` besides id and stamps. */
export interface Wish { module: string; columns?: readonly string[]; where: string[]; order: string; limit?: number; offset?: number }
/** A query; there must be a condition (section 3). */
export function select({ module, columns = [], where, order, limit = pageMax, offset }: Wish): string {
	const names = [...new Set(['id', 'Created_Time', 'Modified_Time', ...columns])].join(', ');
	const conditions = anyOf(where.length ? where : ['id is not null'], 'and');
	return `select ${names} from ${module} where ${conditions} order by ${order} limit ${limit}${offset ? ` offset ${offset}` : ''}`;
}

/** A user's search: unsorted it goes on behind the last id, sorted by offset. What is asked about is read, to be checked again. */
export function search(
	{ text, where, sort }: SearchQuery, { after, offset }: { after?: string; offset?: number },
	{ module, fields, texts, phones = [] }: { module: string; fields: readonly Field[]; texts: string[]; phones?: string[] },
): string {
	const asked = [...where, ...(sort ? [sort] : [])].map(({ field }) => fieldName(columnOf(field, fields).name));
	const found = text ? [anyOf(texts.map((name) => contains(name, text)))] : [];
	const conditions = [...found, ...where.map((one) => test(one, fields, phones)), ...(after && !sort ? [`id > '${after}'`] : [])];
	const order = sort ? `${asked[asked.length - 1]} ${sort.direction === 'ascending' ? 'asc' : 'desc'}, id asc` : 'id asc';
	return select({ module, columns: [...texts, ...asked, ...phones], where: conditions, order, offset: sort && offset });
}
