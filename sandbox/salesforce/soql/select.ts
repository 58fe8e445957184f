import type { FieldSubquery, FieldType, Query } from 'soql-parser-js';
import { badRequest, malformedQuery } from '../errors';
import { attributesOf, publicValue } from '../present';
import type { Field } from '../schema/build';
import type { SObject } from '../schema/sobject';
import type { StoredRecord } from '../store';
import { type Column, columnOf, follow, type QueryContext, type Relationship } from './columns';

/** One selected column. */
type Selected = { column: Column } | { name: string; children(record: StoredRecord, version: string): unknown };

/** Runs `(SELECT … FROM Contacts)` for a parent. */
export type ChildQuery = (field: FieldSubquery) => {
	name: string;
	run(parent: StoredRecord, version: string): unknown;
};

const FIELDS_LIMIT = 200;

/** Turns rows into records with just the selected fields, in the order asked for. */
export function projection(
	context: QueryContext,
	type: SObject,
	query: Query,
	childQuery: ChildQuery,
): (record: StoredRecord, version: string) => Record<string, unknown> {
	const selected = (query.fields ?? []).flatMap((field) => selectedOf(context, type, field, query, childQuery));
	assertDistinct(selected);
	return (record, version) => {
		const row: Record<string, unknown> = { attributes: attributesOf(record.type, record.id, version) };
		for (const one of selected) {
			if ('children' in one) row[one.name] = one.children(record, version);
			else place(context, row, record, one.column, version);
		}
		return row;
	};
}

function selectedOf(
	context: QueryContext,
	type: SObject,
	field: FieldType,
	query: Query,
	childQuery: ChildQuery,
): Selected[] {
	switch (field.type) {
		case 'Field':
			return [{ column: columnOf(context, type, [field.field]) }];
		case 'FieldRelationship':
			return [{ column: columnOf(context, type, [...field.relationships, field.field]) }];
		case 'FieldSubquery': {
			const { name, run } = childQuery(field);
			return [{ name, children: run }];
		}
		case 'FieldFunctionExpression':
			if (field.functionName.toUpperCase() === 'FIELDS') {
				return namedBy(String(field.parameters[0]), type, query).map(({ name }) => ({
					column: columnOf(context, type, [name]),
				}));
			}
			throw malformedQuery(`${field.functionName}() is not simulated`);
		default:
			throw malformedQuery('TYPEOF is not simulated');
	}
}

/** `FIELDS(ALL)` and `FIELDS(CUSTOM)` are unbounded, so they need a small limit (contract 6). */
function namedBy(kind: string, type: SObject, { limit }: Query): Field[] {
	const word = kind.toUpperCase();
	if (word !== 'STANDARD' && (limit === undefined || limit > FIELDS_LIMIT)) {
		throw malformedQuery(`The SOQL FIELDS function must have a LIMIT of at most ${FIELDS_LIMIT}`);
	}
	const fields = [...type.fields.values()];
	return word === 'ALL' ? fields : fields.filter(({ custom }) => custom === (word === 'CUSTOM'));
}

function assertDistinct(selected: Selected[]): void {
	const seen = new Set<string>();
	for (const one of selected) {
		if (!('column' in one)) continue;
		if (seen.has(one.column.path)) throw badRequest('MALFORMED_QUERY', `duplicate field selected: ${one.column.path}`);
		seen.add(one.column.path);
	}
}

/** Nests a column of a related record: `Account.Name` is in `Account`, which is `null` without an account. */
function place(
	context: QueryContext,
	row: Record<string, unknown>,
	record: StoredRecord,
	{ via, field, read }: Column,
	version: string,
): void {
	let nest = row;
	for (const [depth, step] of via.entries()) {
		const related = follow(context.org, record, via.slice(0, depth + 1));
		if (!related) {
			nest[step.name] = null;
			return;
		}
		nest = (nest[step.name] ??= { attributes: relatedAttributes(step, related, version) }) as Record<string, unknown>;
	}
	nest[field.name] = via.length === 0 ? publicValue(context.org, record, field) : read(record);
}

/** A lookup to several objects answers the type `Name`, with the URL of the real one. */
function relatedAttributes({ target }: Relationship, related: StoredRecord, version: string) {
	return { ...attributesOf(related.type, related.id, version), type: target.name };
}
