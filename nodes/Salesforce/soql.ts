import { columnOf, guessedKind, literal, refusal, type Field, type FieldKind, type SearchCondition, type SearchQuery } from '../shared/kit';

/** The only place where SOQL is made: user text is always a quoted value, a name is always a name. Pure. */
/** @throws CrmFailure for what cannot be the name of a field */
export function fieldName(name: string): string {
	if (/^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$/.test(name)) return name;
	const remedy = 'Use the API name, such as Level__c, as shown in Salesforce under Setup > Object Manager.';
	throw refusal(`"${name}" is not the name of a Salesforce field`, remedy);
}

const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const escaped = (text: string) => text.replace(/[\\'"]/g, '\\$&').replace(/[\n\r\t]/g, (mark) => escapes[mark]);
/** User text as a literal. */
export const quote = (text: string): string => `'${escaped(text)}'`;
/** A field that holds a text anywhere; the text's own wildcards are text. */
const contains = (name: string, text: string): string => `${fieldName(name)} LIKE '%${escaped(text).replace(/[%_]/g, '\\$&')}%'`;

/** Phone fields that may hold a number, which is stored as typed: its digits in their order with anything between them. */
export function phoneMatch(names: readonly string[], value: string, digits = 7): string {
	const pattern = value.replace(/\D/g, '').slice(-digits).split('').join('%');
	return anyOf(names.map((name) => `${fieldName(name)} LIKE '%${pattern}%'`));
}

export const isOneOf = (name: string, values: readonly string[], kind: FieldKind = 'text'): string =>
	`${fieldName(name)} IN (${values.map((value) => literal(value, kind, quote)).join(',')})`;
export const anyOf = (tests: readonly string[]): string => (tests.length === 1 ? tests[0] : `(${tests.join(' OR ')})`);

const comparisons = { equals: '=', notEquals: '!=', after: '>=', before: '<=' };
/** One condition in SOQL. */
export function test({ field, operator, value }: SearchCondition, fields: readonly Field[]): string {
	const { name: column, kind = guessedKind(value, operator) } = columnOf(field, fields);
	const name = fieldName(column);
	if (operator === 'isSet') return `${name} != null`;
	if (operator === 'isNotSet') return `${name} = null`;
	if (operator === 'contains') return contains(name, value);
	if (kind === 'phone' && operator === 'equals') return phoneMatch([name], value, 8);
	return `${name} ${comparisons[operator]} ${literal(value, kind, quote)}`;
}

export interface Clauses { where?: readonly string[]; order?: string; limit?: number }
/**
 * A query. `FIELDS(STANDARD)` is what the connected user may see of the standard fields: naming one that is hidden from him
 * would fail like a typing error (contract section 3). Standard names are in it already and must not come twice.
 * @param extra custom fields and those of parents
 */
export function select(object: string, extra: readonly string[], { where = [], order, limit }: Clauses): string {
	const names = [...new Set(extra.map(fieldName))].filter((name) => /__p?c$|\./.test(name));
	const filter = where.length ? ` WHERE ${where.join(' AND ')}` : '';
	const end = `${order ? ` ORDER BY ${order}` : ''}${limit === undefined ? '' : ` LIMIT ${limit}`}`;
	return `SELECT ${['FIELDS(STANDARD)', ...names].join(',')} FROM ${fieldName(object)}${filter}${end}`;
}

/** A user's search: one row more than wanted tells that there are more. Of those that a number resembles, many may be no match. */
export function searchClauses(
	{ text, where, sort, limit }: SearchQuery, fields: readonly Field[], texts: readonly string[], always: readonly string[],
): Clauses {
	const found = text ? [anyOf(texts.map((name) => contains(name, text)))] : [];
	const isRough = where.some(({ field, operator }) => operator === 'equals' && columnOf(field, fields).kind === 'phone');
	const direction = sort?.direction === 'ascending' ? 'ASC' : 'DESC';
	return {
		where: [...always, ...found, ...where.map((condition) => test(condition, fields))],
		order: sort ? `${fieldName(columnOf(sort.field, fields).name)} ${direction} NULLS LAST, Id ASC` : 'Id ASC',
		limit: Number.isFinite(limit) && !isRough ? limit + 1 : undefined,
	};
}
