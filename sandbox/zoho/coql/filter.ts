import { badRequest, type ZohoError } from '../errors';
import type { Module } from '../modules/modules';
import type { StoredRecord } from '../store';
import { isDate, timeOf } from '../times';
import type { ZohoOrg } from '../zohoOrg';
import { type Column, columnOf, type Comparable } from './columns';
import type { Condition, Literal, Path } from './syntax';

type Predicate = (record: StoredRecord) => boolean;

const MAX_CONDITIONS = 25;
/** The sources say 50 and 100 (contract 3). */
const MAX_IN = 50;

/** Turns a WHERE clause into a test of records. An empty field passes no comparison. [unverified] */
export function filterOf(org: ZohoOrg, module: Module, where: Condition): Predicate {
	if (countOf(where) > MAX_CONDITIONS) throw limitExceeded(MAX_CONDITIONS);
	return compile(org, module, where);
}

export function limitExceeded(limit: number): ZohoError {
	return badRequest('LIMIT_EXCEEDED', 'limit exceeded', { limit });
}

function countOf(condition: Condition): number {
	return 'joint' in condition ? countOf(condition.left) + countOf(condition.right) : 1;
}

function compile(org: ZohoOrg, module: Module, condition: Condition): Predicate {
	if ('joint' in condition) {
		const [left, right] = [condition.left, condition.right].map((part) => compile(org, module, part));
		if (condition.joint === 'and') return (record) => left(record) && right(record);
		return (record) => left(record) || right(record);
	}
	const column = columnOf(org, module, condition.path);
	// Long texts cannot be in criteria (contract 3).
	if (column.field.type === 'textarea') {
		throw badRequest('INVALID_QUERY', 'column given seems to be invalid', { column_name: column.key, clause: 'where' });
	}
	if (condition.operator === 'is null') return (record) => column.read(record) === undefined;
	if (condition.operator === 'is not null') return (record) => column.read(record) !== undefined;
	const { operator } = condition;
	const literals = 'values' in condition ? condition.values : [condition.value];
	if (literals.length > MAX_IN) throw limitExceeded(MAX_IN);
	const wanted = literals.map((literal) => comparableOf(column, operator, literal));
	const test = TESTS[operator];
	return (record) => {
		const value = column.read(record);
		return value !== undefined && test(folded(value), wanted);
	};
}

type Test = (value: Comparable, wanted: Comparable[]) => boolean;
type Tested = Exclude<Extract<Condition, { path: Path }>['operator'], 'is null' | 'is not null'>;

const between: Test = (value, [low, high]) => value >= low && value <= high;

const TESTS: Readonly<Record<Tested, Test>> = {
	'=': (value, [wanted]) => value === wanted,
	'!=': (value, [wanted]) => value !== wanted,
	'<': (value, [wanted]) => value < wanted,
	'<=': (value, [wanted]) => value <= wanted,
	'>': (value, [wanted]) => value > wanted,
	'>=': (value, [wanted]) => value >= wanted,
	in: (value, wanted) => wanted.includes(value),
	'not in': (value, wanted) => !wanted.includes(value),
	between,
	'not between': (value, wanted) => !between(value, wanted),
	like: (value, [pattern]) => isLike(String(value), String(pattern)),
	'not like': (value, [pattern]) => !isLike(String(value), String(pattern)),
};

/** `%` at the start, at the end, or at both. */
function isLike(text: string, pattern: string): boolean {
	const [opens, closes] = [pattern.startsWith('%'), pattern.length > 1 && pattern.endsWith('%')];
	const middle = pattern.slice(opens ? 1 : 0, closes ? -1 : undefined);
	if (opens && closes) return text.includes(middle);
	if (opens) return text.endsWith(middle);
	return closes ? text.startsWith(middle) : text === middle;
}

/** A literal in the form of its column's values; a moment needs its offset (contract 3). */
function comparableOf({ field, key }: Column, operator: Tested, literal: Literal): Comparable {
	const value = valueFor(field.type, literal);
	if (value !== undefined) return value;
	throw badRequest('INVALID_QUERY', 'value given seems to be invalid for the column', {
		cv_criteria: false,
		column_name: key,
		value: String(literal),
		operator,
	});
}

function valueFor(type: Column['field']['type'], literal: Literal): Comparable | undefined {
	switch (type) {
		case 'datetime':
			return timeOf(literal);
		case 'date':
			return isDate(literal) ? literal : undefined;
		case 'boolean':
			return typeof literal === 'boolean' ? literal : undefined;
		case 'integer':
		case 'double':
		case 'currency': {
			const number = typeof literal === 'boolean' || literal === '' ? Number.NaN : Number(literal);
			return Number.isNaN(number) ? undefined : number;
		}
		default:
			return folded(literal);
	}
}

/** Texts compare without case. [unverified] */
function folded(value: Comparable): Comparable {
	return typeof value === 'string' ? value.toLowerCase() : value;
}
