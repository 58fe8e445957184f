import type { OrderByClause } from 'soql-parser-js';
import type { Value } from '../schema/build';
import type { SObject } from '../schema/sobject';
import type { StoredRecord } from '../store';
import { columnOf, type QueryContext } from './columns';
import { folder } from './conditions';
import { errorAt } from './parse';

interface SortKey {
	read(record: StoredRecord): Value;
	sign: number;
	nullsFirst: boolean;
}

interface Keyed {
	record: StoredRecord;
	keys: Value[];
	tie: number;
}

/** Sorts by several keys and keeps the first `wanted`; without keys the order is the vendor's own. */
export function ordered(
	context: QueryContext,
	type: SObject,
	records: Iterable<StoredRecord>,
	orderBy: OrderByClause | OrderByClause[] | undefined,
	wanted: number,
): StoredRecord[] {
	const keys = [orderBy ?? []].flat().map((clause) => sortKey(context, type, clause));
	const { settings, random } = context.org;
	if (keys.length === 0 && !settings.reorderResults) return [...records].slice(0, wanted);
	const compare = comparer(keys);
	let kept: Keyed[] = [];
	for (const record of records) {
		kept.push({ record, keys: keys.map(({ read }) => read(record)), tie: settings.reorderResults ? random() : 0 });
		// Of a long scan for a few rows only the best are carried on.
		if (kept.length > wanted * 2 + 1_000) kept = kept.sort(compare).slice(0, wanted);
	}
	return kept
		.sort(compare)
		.slice(0, wanted)
		.map(({ record }) => record);
}

function sortKey(context: QueryContext, type: SObject, clause: OrderByClause): SortKey {
	if (!('field' in clause))
		throw errorAt(context.soql, 'ORDER', 'MALFORMED_QUERY', 'functions in ORDER BY are not simulated');
	const column = columnOf(context, type, clause.field.split('.'));
	const { field, path, read } = column;
	const fold = folder(column);
	if (!field.filterable || field.type === 'multipicklist') {
		throw errorAt(context.soql, field.name, 'MALFORMED_QUERY', `field '${path}' can not be sorted in a query call`);
	}
	return {
		read: (record) => fold(read(record)),
		sign: clause.order === 'DESC' ? -1 : 1,
		nullsFirst: clause.nulls !== 'LAST',
	};
}

function comparer(keys: SortKey[]): (a: Keyed, b: Keyed) => number {
	return (a, b) => {
		for (const [position, { sign, nullsFirst }] of keys.entries()) {
			const [left, right] = [a.keys[position], b.keys[position]];
			if (left === right) continue;
			if (left === null) return nullsFirst ? -1 : 1;
			if (right === null) return nullsFirst ? 1 : -1;
			return left < right ? -sign : sign;
		}
		return a.tie - b.tie;
	};
}
