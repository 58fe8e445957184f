import { badRequest, type ZohoError } from '../errors';
import { type Field, field } from '../modules/field';
import { type Module, moduleNamed } from '../modules/modules';
import { USERS } from '../orgData';
import { presentField } from '../present';
import type { StoredRecord } from '../store';
import type { ZohoOrg } from '../zohoOrg';
import type { Path } from './syntax';

export type Comparable = string | number | boolean;

/** A column of a query: how it compares and how it shows. */
export interface Column {
	/** Its key in the answer: a joined column keeps its dots. */
	key: string;
	field: Field;
	read(record: StoredRecord): Comparable | undefined;
	show(record: StoredRecord): unknown;
}

const MAX_RELATIONS = 2;
const idField = field('text', 'id');
const userFields = ['id', 'first_name', 'last_name', 'email'];

export function invalidColumn(path: Path): ZohoError {
	return badRequest('INVALID_QUERY', 'column given seems to be invalid', { column_name: path.join('.') });
}

/** Finds a column; joins follow lookups, at most two of them. */
export function columnOf(org: ZohoOrg, module: Module, path: Path): Column {
	const steps = path.slice(0, -1);
	if (steps.length > MAX_RELATIONS) throw invalidColumn(path);
	let target = module;
	const lookups: Field[] = [];
	for (const [position, step] of steps.entries()) {
		const lookup = target.fields.get(step);
		if (lookup?.type === 'ownerlookup' && position === steps.length - 1) {
			return userColumn(path, follower(org, lookups), lookup);
		}
		if (!lookup?.lookup || lookup.lookup === 'se_module') throw invalidColumn(path);
		lookups.push(lookup);
		target = moduleNamed(lookup.lookup);
	}
	const name = path[path.length - 1];
	const last = name === 'id' ? idField : target.fields.get(name);
	if (!last) throw invalidColumn(path);
	const follow = follower(org, lookups);
	return {
		key: path.join('.'),
		field: last,
		read(record) {
			const holder = follow(record);
			return holder && valueOf(holder, last);
		},
		show(record) {
			const holder = follow(record);
			return holder ? shown(org, holder, last) : null;
		},
	};
}

type Follow = (record: StoredRecord) => StoredRecord | undefined;

function follower(org: ZohoOrg, lookups: readonly Field[]): Follow {
	return (record) =>
		lookups.reduce<StoredRecord | undefined>((holder, { name, lookup }) => {
			const id = holder?.values[name];
			return typeof id === 'string' ? org.store(lookup!).get(id) : undefined;
		}, record);
}

/** What a field of a record compares as; lookups by their id. */
function valueOf(record: StoredRecord, { name }: Field): Comparable | undefined {
	switch (name) {
		case 'id':
			return record.id;
		case 'Created_Time':
			return record.createdAt;
		case 'Modified_Time':
			return record.modifiedAt;
		case 'Created_By':
			return record.createdBy;
		case 'Modified_By':
			return record.modifiedBy;
	}
	const value = record.values[name];
	return typeof value === 'object' ? (JSON.stringify(value) ?? undefined) : (value ?? undefined);
}

/** Lookups show only their id (contract 3), unless the settings say as the v7 page does. */
function shown(org: ZohoOrg, record: StoredRecord, last: Field): unknown {
	if (last === idField) return record.id;
	const value = presentField(org, record, last);
	const isLookup = last.type === 'lookup' || last.type === 'ownerlookup';
	if (!isLookup || value === null || org.settings.coqlLookupNames) return value;
	return { id: (value as { id: string }).id };
}

function userColumn(path: Path, follow: Follow, lookup: Field): Column {
	const name = path[path.length - 1];
	if (!userFields.includes(name)) throw invalidColumn(path);
	const read = (record: StoredRecord): string | undefined => {
		const holder = follow(record);
		const user = holder && USERS.find(({ id }) => id === valueOf(holder, lookup));
		return user && { id: user.id, first_name: user.firstName, last_name: user.lastName, email: user.email }[name];
	};
	return { key: path.join('.'), field: idField, read, show: (record) => read(record) ?? null };
}
