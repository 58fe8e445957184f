import type { FieldFunctionExpression, Query } from 'soql-parser-js';
import { malformedQuery } from '../errors';
import type { Value } from '../schema/build';
import type { SObject } from '../schema/sobject';
import type { StoredRecord } from '../store';
import { columnOf, type QueryContext } from './columns';

/** One column of an aggregate query. */
interface Measure {
	name: string;
	of(group: StoredRecord[]): Value;
}

/** Queries that answer groups or numbers instead of records. */
export function isAggregate({ fields = [], groupBy }: Query): boolean {
	return (
		groupBy !== undefined || fields.some((field) => field.type === 'FieldFunctionExpression' && field.isAggregateFn)
	);
}

export function aggregated(
	context: QueryContext,
	type: SObject,
	query: Query,
	records: StoredRecord[],
): { totalSize: number; rows: unknown[] } {
	if (isPlainCount(query)) return { totalSize: Math.min(records.length, query.limit ?? records.length), rows: [] };
	const measures = (query.fields ?? []).map((field, position) => measureOf(context, type, field, position));
	const rows = groupsOf(context, type, query, records).map((group) => ({
		attributes: { type: 'AggregateResult' },
		...Object.fromEntries(measures.map(({ name, of }) => [name, of(group)])),
	}));
	return { totalSize: rows.length, rows: rows.slice(0, query.limit) };
}

/** `COUNT()` answers its number as the size and no rows at all. */
function isPlainCount({ fields = [], groupBy }: Query): boolean {
	const [field] = fields;
	return groupBy === undefined && field.type === 'FieldFunctionExpression' && field.parameters.length === 0;
}

function groupsOf(context: QueryContext, type: SObject, { groupBy, having }: Query, records: StoredRecord[]) {
	if (having) throw malformedQuery('HAVING is not simulated');
	const columns = [groupBy ?? []].flat().map((clause) => {
		if ('field' in clause) return columnOf(context, type, clause.field.split('.'));
		throw malformedQuery('functions in GROUP BY are not simulated');
	});
	if (columns.length === 0) return [records];
	const groups = new Map<string, StoredRecord[]>();
	for (const record of records) {
		const key = JSON.stringify(columns.map(({ read }) => read(record)));
		const group = groups.get(key);
		if (group) group.push(record);
		else groups.set(key, [record]);
	}
	return [...groups.values()];
}

function measureOf(
	context: QueryContext,
	type: SObject,
	field: NonNullable<Query['fields']>[number],
	position: number,
): Measure {
	if (field.type === 'Field') {
		const { path, read } = columnOf(context, type, [field.field]);
		return { name: field.alias ?? path, of: ([first]) => (first ? read(first) : null) };
	}
	if (field.type !== 'FieldFunctionExpression')
		throw malformedQuery('this column is not simulated in aggregate queries');
	return { name: field.alias ?? `expr${position}`, of: functionOf(context, type, field) };
}

function functionOf(
	context: QueryContext,
	type: SObject,
	{ functionName, parameters }: FieldFunctionExpression,
): (group: StoredRecord[]) => Value {
	const { read } = columnOf(context, type, String(parameters[0]).split('.'));
	const filled = (group: StoredRecord[]) => group.map(read).filter((value) => value !== null);
	const numbers = (group: StoredRecord[]) => filled(group).map(Number);
	const sum = (group: StoredRecord[]) => numbers(group).reduce((total, value) => total + value, 0);
	switch (functionName.toUpperCase()) {
		case 'COUNT':
			return (group) => filled(group).length;
		case 'COUNT_DISTINCT':
			return (group) => new Set(filled(group)).size;
		case 'MIN':
			return (group) =>
				filled(group).reduce((least, value) => (value < least ? value : least), filled(group)[0] ?? null);
		case 'MAX':
			return (group) => filled(group).reduce((most, value) => (value > most ? value : most), filled(group)[0] ?? null);
		case 'SUM':
			return sum;
		case 'AVG':
			return (group) => (group.length > 0 ? sum(group) / numbers(group).length : null);
		default:
			throw malformedQuery(`${functionName}() is not simulated`);
	}
}
