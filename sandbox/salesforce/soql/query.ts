import type { FieldSubquery, Query, QueryBase, Subquery } from 'soql-parser-js';
import { badRequest } from '../errors';
import type { Org } from '../org';
import type { Value } from '../schema/build';
import type { SObject } from '../schema/sobject';
import { isDeleted, type StoredRecord } from '../store';
import { aggregated, isAggregate } from './aggregate';
import { columnOf, isArchived, type QueryContext } from './columns';
import { compile, type Filter, type Predicate } from './conditions';
import type { OpenQuery } from './locators';
import { ordered } from './order';
import { errorAt, parseSoql } from './parse';
import { type ChildQuery, projection } from './select';
import { treeOf } from './where';

const MAX_OFFSET = 2_000;

/** The result of a query: rows are made when their page is fetched. `COUNT()` has a size and no rows. */
export interface QueryResult extends OpenQuery {
	rows: number;
}

/** Runs SOQL; `everything` adds deleted and archived records (`queryAll`). */
export function runQuery(org: Org, soql: string, everything = false): QueryResult {
	const query = parseSoql(soql);
	const name = query.sObject ?? '';
	const type = org.schema.find(name);
	if (!type || name.toLowerCase() === 'name') {
		throw errorAt(
			soql,
			` ${name}`,
			'INVALID_TYPE',
			`sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
		);
	}
	const context: QueryContext = { org, soql, alias: query.sObjectAlias };
	assertOffset(query);
	if (isAggregate(query)) {
		const { totalSize, rows } = aggregated(context, type, query, [...matching(context, type, query, everything)]);
		return { totalSize, rows: rows.length, row: (position) => rows[position] };
	}
	const children: ChildQuery = (field) => childQuery(context, type, field, everything);
	const show = projection(context, type, query, children);
	const records = selected(context, type, query, everything);
	return {
		totalSize: records.length,
		rows: records.length,
		row: (position, version) => show(records[position], version),
	};
}

/** The records of a query, in order and cut to OFFSET and LIMIT. */
function selected(context: QueryContext, type: SObject, query: QueryBase, everything: boolean): StoredRecord[] {
	const { offset = 0, limit = Number.POSITIVE_INFINITY } = query;
	const found = matching(context, type, query, everything);
	return ordered(context, type, found, query.orderBy, offset + limit).slice(offset);
}

function* matching(
	context: QueryContext,
	type: SObject,
	{ where }: QueryBase,
	everything: boolean,
): Generator<StoredRecord> {
	const filter = where && compile(context, type, treeOf(where, context.soql), (query) => subselect(context, query));
	const { org } = context;
	const mayLackArchived = type.name === 'Event';
	for (const record of candidates(org, type, filter)) {
		if (!everything && (isDeleted(record) || (mayLackArchived && isArchived(org, record)))) continue;
		if (!filter || filter.matches(record)) yield record;
	}
}

/** By index where the filter names values of an indexed field, else all. */
function candidates(org: Org, type: SObject, filter: Filter | undefined): Iterable<StoredRecord> {
	const store = org.store(type);
	if (!filter?.lookups) return store.all();
	const found = filter.lookups.flatMap(({ field, values }) => values.flatMap((value) => store.find(field, value)));
	return new Map(found.map((record) => [record.id, record])).values();
}

function subselect(context: QueryContext, query: Query): Value[] {
	const type = context.org.schema.find(query.sObject ?? '');
	const field = query.fields?.[0];
	if (!type || field?.type !== 'Field')
		throw errorAt(context.soql, '(SELECT', 'MALFORMED_QUERY', 'bad semi join subselect');
	const inner = { ...context, alias: query.sObjectAlias };
	const { read } = columnOf(inner, type, [field.field]);
	return [...matching(inner, type, query, false)].map(read);
}

function childQuery(context: QueryContext, type: SObject, { subquery }: FieldSubquery, everything: boolean) {
	const { org, soql } = context;
	const relationship = org.schema
		.childrenOf(type)
		.find(({ relationshipName }) => relationshipName.toLowerCase() === subquery.relationshipName.toLowerCase());
	if (!relationship) {
		throw errorAt(
			soql,
			subquery.relationshipName,
			'INVALID_TYPE',
			`Didn't understand relationship '${subquery.relationshipName}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
		);
	}
	const childType = org.schema.get(relationship.childSObject);
	const noGrandchildren: ChildQuery = () => {
		throw errorAt(soql, 'SELECT', 'MALFORMED_QUERY', 'nested child queries are not simulated');
	};
	const show = projection(context, childType, subquery as Query, noGrandchildren);
	const matches = childFilter(context, childType, subquery);
	const run = (parent: StoredRecord, version: string) => {
		const own = org
			.store(childType)
			.find(relationship.field, parent.id)
			.filter((record) => (everything || !isDeleted(record)) && matches(record));
		if (own.length === 0) return null;
		const { limit = own.length, offset = 0 } = subquery;
		const sorted = ordered(context, childType, own, subquery.orderBy, offset + limit).slice(offset);
		return { totalSize: sorted.length, done: true, records: sorted.map((record) => show(record, version)) };
	};
	return { name: relationship.relationshipName, run };
}

function childFilter(context: QueryContext, type: SObject, { where }: Subquery): Predicate {
	if (!where) return () => true;
	return compile(context, type, treeOf(where, context.soql), (query) => subselect(context, query)).matches;
}

function assertOffset({ offset = 0 }: Query): void {
	if (offset <= MAX_OFFSET) return;
	throw badRequest('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`);
}
