import type { LiteralType } from 'soql-parser-js';
import { canonicalId } from '../ids';
import type { Field, FieldType, Value } from '../schema/build';
import { isDate, stamp, timeOf } from '../stamps';
import { type Column, type QueryContext } from './columns';
import { type Period, periodOf } from './dates';
import { errorAt } from './parse';

/** The right-hand side of a test: one value, or the period of a date literal. */
export type Operand = { value: Value } | { period: Period };

type Kind = 'text' | 'number' | 'boolean' | 'date' | 'datetime';

const KINDS: Partial<Record<FieldType, Kind>> = {
	boolean: 'boolean',
	int: 'number',
	double: 'number',
	currency: 'number',
	date: 'date',
	datetime: 'datetime',
};
const TYPE_NAMES: Readonly<Record<Kind, string>> = {
	text: 'string',
	number: 'double',
	boolean: 'boolean',
	date: 'date',
	datetime: 'dateTime',
};
const LITERALS: Readonly<Record<Kind, readonly LiteralType[]>> = {
	text: ['STRING'],
	number: ['INTEGER', 'DECIMAL'],
	boolean: ['BOOLEAN'],
	date: ['DATE', 'DATE_LITERAL', 'DATE_N_LITERAL'],
	datetime: ['DATETIME', 'DATE_LITERAL', 'DATE_N_LITERAL'],
};
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

export function kindOf({ type }: Field): Kind {
	return KINDS[type] ?? 'text';
}

/** Reads a literal for a column; one of another type is refused as the vendor refuses it (contract 5). */
export function operandOf(context: QueryContext, column: Column, raw: string, literalType: LiteralType): Operand {
	if (literalType === 'NULL') return { value: null };
	const kind = kindOf(column.field);
	if (!LITERALS[kind].includes(literalType)) throw wrongType(context, column, raw, kind);
	if (literalType === 'DATE_LITERAL' || literalType === 'DATE_N_LITERAL') {
		const period = periodOf(raw, context.org.clock.now());
		if (period) return { period };
	}
	switch (kind) {
		case 'number':
			return { value: Number(raw) };
		case 'boolean':
			return { value: raw.toUpperCase() === 'TRUE' };
		case 'date':
			if (isDate(raw)) return { value: raw };
			throw wrongType(context, column, raw, kind);
		case 'datetime': {
			const time = timeOf(raw);
			if (time !== undefined) return { value: stamp(time) };
			throw wrongType(context, column, raw, kind);
		}
		default:
			return { value: textOf(context, column, raw) };
	}
}

/** Text between quotes, with its escapes undone. */
export function unquoted(literal: string): string {
	return literal.slice(1, -1).replace(/\\(.)/gs, (_all, letter: string) => ESCAPES[letter] ?? letter);
}

/** The pattern of a LIKE: escaped wildcards stay escaped. */
export function likeOperand(...parameters: Parameters<typeof operandOf>): Operand {
	const operand = operandOf(...parameters);
	const raw = parameters[2];
	if (!('value' in operand) || operand.value === null) return operand;
	return { value: raw.slice(1, -1).replace(/\\([^\\%_])/gs, (_all, letter: string) => ESCAPES[letter] ?? letter) };
}

function textOf(context: QueryContext, { field }: Column, raw: string): string {
	const text = unquoted(raw);
	if (field.type !== 'id' && field.type !== 'reference') return text;
	if (text === '') return text;
	const id = canonicalId(text);
	if (id === undefined) throw errorAt(context.soql, raw, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`);
	return id;
}

function wrongType(context: QueryContext, { path, field }: Column, raw: string, kind: Kind) {
	const quotes = kind === 'text' ? 'should be enclosed in quotes' : 'should not be enclosed in quotes';
	return errorAt(
		context.soql,
		raw,
		'INVALID_FIELD',
		`value of filter criterion for field '${path}' must be of type ${field.type === 'int' ? 'int' : TYPE_NAMES[kind]} and ${quotes}`,
	);
}
