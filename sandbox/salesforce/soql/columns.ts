import type { Org } from '../org';
import type { Field, Value } from '../schema/build';
import type { SObject } from '../schema/sobject';
import { timeOf } from '../stamps';
import type { StoredRecord } from '../store';
import { errorAt } from './parse';

const YEAR_MS = 365 * 24 * 3_600_000;

/** What a query runs on. */
export interface QueryContext {
	org: Org;
	/** The text, for complaints. */
	soql: string;
	/** Of the queried object: `FROM Contact c`. */
	alias?: string;
}

/** A lookup on the way to a column. */
export interface Relationship {
	name: string;
	field: Field;
	target: SObject;
}

/** A field of the queried object or, through lookups, of another one. */
export interface Column {
	/** Proper spelling, with the way to it. */
	path: string;
	field: Field;
	via: Relationship[];
	read(record: StoredRecord): Value;
}

/** Finds `Email`, `Account.Name`, `Owner.Email` or `Account.Owner.Name`, ignoring case. */
export function columnOf(context: QueryContext, type: SObject, path: readonly string[]): Column {
	const isAliased =
		path.length > 1 && [context.alias, type.name].some((name) => name?.toLowerCase() === path[0].toLowerCase());
	const via: Relationship[] = [];
	let owner = type;
	for (const step of path.slice(isAliased ? 1 : 0, -1)) {
		const relationship = relationshipOf(context, owner, step);
		via.push(relationship);
		owner = relationship.target;
	}
	const name = path.at(-1) ?? '';
	const field = owner.fields.get(name.toLowerCase());
	if (!field) {
		throw errorAt(
			context.soql,
			name,
			'INVALID_FIELD',
			`No such column '${name}' on entity '${owner.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
		);
	}
	return {
		path: [...via.map((step) => step.name), field.name].join('.'),
		field,
		via,
		read: reader(context.org, field, via),
	};
}

function relationshipOf({ org, soql }: QueryContext, owner: SObject, step: string): Relationship {
	const field = [...owner.fields.values()].find((one) => one.relationshipName?.toLowerCase() === step.toLowerCase());
	// A lookup to several objects shows only what those share.
	const target = field && org.schema.find(field.referenceTo.length > 1 ? 'Name' : field.referenceTo[0]);
	if (field?.relationshipName && target) return { name: field.relationshipName, field, target };
	throw errorAt(
		soql,
		step,
		'INVALID_FIELD',
		`Didn't understand relationship '${step}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
	);
}

function reader(org: Org, field: Field, via: readonly Relationship[]): (record: StoredRecord) => Value {
	if (via.length === 0) return (record) => valueOf(org, record, field.name);
	return (record) => {
		const found = follow(org, record, via);
		return found ? valueOf(org, found, field.name) : null;
	};
}

/** The record at the end of the lookups. */
export function follow(
	org: Org,
	record: StoredRecord,
	via: readonly Pick<Relationship, 'field'>[],
): StoredRecord | undefined {
	let found: StoredRecord | undefined = record;
	for (const { field } of via) {
		const id: Value | undefined = found?.values[field.name];
		found = typeof id === 'string' ? org.record(id, field.referenceTo) : undefined;
	}
	return found;
}

function valueOf(org: Org, record: StoredRecord, name: string): Value {
	if (name === 'Type' && !(name in record.values))
		return org.schema.get(record.type).fields.has('type') ? null : record.type;
	if (name === 'IsArchived') return isArchived(org, record);
	return record.values[name] ?? null;
}

/** Events that ended more than a year ago: only `queryAll` has them (contract 2). */
export function isArchived(org: Org, { type, values }: StoredRecord): boolean {
	if (type !== 'Event' || typeof values.EndDateTime !== 'string') return false;
	return (timeOf(values.EndDateTime) ?? 0) < org.clock.now() - YEAR_MS;
}
