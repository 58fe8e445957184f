import type { LiteralType, Operator } from 'soql-parser-js';
import type { Value } from '../schema/build';
import type { SObject } from '../schema/sobject';
import { dateOf, stamp } from '../stamps';
import type { StoredRecord } from '../store';
import { type Column, columnOf, type QueryContext } from './columns';
import { kindOf, likeOperand, type Operand, operandOf } from './literals';
import { errorAt } from './parse';
import type { Node, Test } from './where';

export type Predicate = (record: StoredRecord) => boolean;

/** A compiled WHERE clause. */
export interface Filter {
	matches: Predicate;
	/** Values of one indexed field each, which together cover every match; absent when only a scan will do. */
	lookups?: { field: string; values: Value[] }[];
}

/** Runs the query inside `IN (SELECT …)`; answers the values of its one column. */
export type Subselect = (query: Extract<Test, { valueQuery: unknown }>['valueQuery']) => Value[];

export function compile(context: QueryContext, type: SObject, node: Node, subselect: Subselect): Filter {
	if ('test' in node) return compileTest(context, type, node.test, subselect);
	if ('not' in node) {
		const { matches } = compile(context, type, node.not, subselect);
		return { matches: (record) => !matches(record) };
	}
	const parts = ('all' in node ? node.all : node.any).map((part) => compile(context, type, part, subselect));
	const tests = parts.map(({ matches }) => matches);
	if ('all' in node) {
		const lookups = parts.find((part) => part.lookups)?.lookups;
		return { matches: (record) => tests.every((test) => test(record)), ...(lookups ? { lookups } : {}) };
	}
	const isCovered = parts.every((part) => part.lookups);
	return {
		matches: (record) => tests.some((test) => test(record)),
		...(isCovered ? { lookups: parts.flatMap((part) => part.lookups ?? []) } : {}),
	};
}

function compileTest(context: QueryContext, type: SObject, test: Test, subselect: Subselect): Filter {
	if (!('field' in test)) {
		throw errorAt(context.soql, 'WHERE', 'MALFORMED_QUERY', 'functions in filters are not simulated');
	}
	const column = columnOf(context, type, test.field.split('.'));
	assertFilterable(context, column, test.operator);
	const read = test.operator === 'LIKE' ? likeOperand : operandOf;
	const operands =
		'valueQuery' in test
			? subselect(test.valueQuery).map((value) => ({ value }))
			: [test.value].flat().map((raw, position) => read(context, column, raw, literalAt(test.literalType, position)));
	return {
		matches: predicate(column, test.operator, operands),
		...lookupsOf(context, type, column, test.operator, operands),
	};
}

function literalAt(literalType: LiteralType | LiteralType[] | undefined, position: number): LiteralType {
	return (Array.isArray(literalType) ? literalType[position] : literalType) ?? 'STRING';
}

function assertFilterable({ soql }: QueryContext, { field, path }: Column, operator: Operator): void {
	if (!field.filterable)
		throw errorAt(soql, field.name, 'INVALID_FIELD', `field '${path}' can not be filtered in a query call`);
	const isId = field.type === 'id' || field.type === 'reference';
	const isOrdering = ['<', '>', '<=', '>='].includes(operator);
	const refused =
		(operator === 'LIKE' && (isId || kindOf(field) !== 'text')) || (isOrdering && field.type === 'boolean');
	if (refused)
		throw errorAt(
			soql,
			operator,
			'INVALID_QUERY_FILTER_OPERATOR',
			`invalid operator on ${isId ? 'id' : field.type} field`,
		);
	const isMulti = operator === 'INCLUDES' || operator === 'EXCLUDES';
	if (isMulti && field.type !== 'multipicklist')
		throw errorAt(soql, operator, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator ${operator} on field '${path}'`);
}

function lookupsOf(
	{ org }: QueryContext,
	type: SObject,
	{ field, via }: Column,
	operator: Operator,
	operands: Operand[],
): Pick<Filter, 'lookups'> {
	if ((operator !== '=' && operator !== 'IN') || via.length > 0 || !org.store(type).hasIndex(field.name)) return {};
	const values = operands.map((operand) => ('value' in operand ? operand.value : null));
	return values.some((value) => value === null || value === '') ? {} : { lookups: [{ field: field.name, values }] };
}

function predicate(column: Column, operator: Operator, operands: Operand[]): Predicate {
	const { read } = column;
	const fold = folder(column);
	const [first] = operands;
	switch (operator) {
		case 'IN':
		case 'NOT IN': {
			const listed = new Set(operands.map((operand) => ('value' in operand ? fold(operand.value) : null)));
			return (record) => listed.has(fold(read(record))) === (operator === 'IN');
		}
		case 'LIKE':
			return like(read, first);
		case 'INCLUDES':
		case 'EXCLUDES': {
			const wanted = operands.map((operand) => String('value' in operand ? operand.value : '').split(';'));
			return (record) => {
				const chosen = String(read(record) ?? '').split(';');
				return wanted.some((all) => all.every((one) => chosen.includes(one))) === (operator === 'INCLUDES');
			};
		}
		default:
			return 'period' in first
				? inPeriod(column, operator, first.period)
				: compared(read, fold, operator, fold(first.value));
	}
}

/** Text compares without case, ids and case-sensitive fields with it; empty text is null. */
export function folder({ field }: Column): (value: Value) => Value {
	if (kindOf(field) !== 'text' || field.type === 'id' || field.type === 'reference' || field.caseSensitive)
		return (value) => (value === '' ? null : value);
	return (value) => (typeof value === 'string' && value !== '' ? value.toLowerCase() : null);
}

function compared(read: Column['read'], fold: (value: Value) => Value, operator: Operator, wanted: Value): Predicate {
	if (operator === '=') return (record) => fold(read(record)) === wanted;
	if (operator === '!=') return (record) => fold(read(record)) !== wanted;
	const test = ordering(operator);
	return (record) => {
		const value = fold(read(record));
		return value !== null && wanted !== null && test(value, wanted);
	};
}

function ordering(operator: Operator): (a: string | number | boolean, b: string | number | boolean) => boolean {
	switch (operator) {
		case '<':
			return (a, b) => a < b;
		case '<=':
			return (a, b) => a <= b;
		case '>':
			return (a, b) => a > b;
		default:
			return (a, b) => a >= b;
	}
}

/** `< TODAY` is before it begins, `> TODAY` after it ends. */
function inPeriod({ field, read }: Column, operator: Operator, { from, to }: { from: number; to: number }): Predicate {
	const write = field.type === 'date' ? dateOf : stamp;
	const [begin, end] = [write(from), write(to)];
	const test = (value: string): boolean => {
		switch (operator) {
			case '<':
				return value < begin;
			case '<=':
				return value < end;
			case '>':
				return value >= end;
			case '>=':
				return value >= begin;
			default:
				return (value >= begin && value < end) === (operator === '=');
		}
	};
	return (record) => {
		const value = read(record);
		return typeof value === 'string' ? test(value) : operator === '!=';
	};
}

/** `%` stands for any text, `_` for one character; a backslash before them takes that away. */
function like(read: Column['read'], operand: Operand): Predicate {
	const pattern = String('value' in operand ? (operand.value ?? '') : '');
	const source = pattern.replace(/\\?[\s\S]/g, (part) => {
		if (part === '%') return '[\\s\\S]*';
		if (part === '_') return '[\\s\\S]';
		return part.slice(-1).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
	});
	const expression = new RegExp(`^${source}$`, 'i');
	return (record) => expression.test(String(read(record) ?? ''));
}
