import type { Clock } from '../clock';
import type { ObjectType } from './objectTypes';
import type { PropertyMap } from './properties/catalog';
import { SearchIndex } from './searchIndex';

/** Property values; never changed in place, so that the search index may keep old ones. */
export type Values = Readonly<Record<string, string>>;

/** What one write set. */
export interface Revision {
	at: number;
	changes: Values;
}

/** A stored record. An empty property is absent from `properties`. */
export interface StoredRecord {
	id: string;
	type: ObjectType;
	properties: Values;
	createdAt: number;
	updatedAt: number;
	archivedAt: number | null;
	revisions: Revision[];
}

/** The records of one object type, with hash indexes on id and unique properties. */
export class ObjectStore {
	readonly search: SearchIndex;
	private readonly records = new Map<string, StoredRecord>();
	private readonly merged = new Map<string, string>();
	private readonly uniques: Map<string, Map<string, string>>;

	constructor(
		readonly type: ObjectType,
		readonly properties: PropertyMap,
		private readonly clock: Clock,
		private readonly indexLagMs: () => number,
	) {
		const names = [...properties.values()].filter((property) => property.hasUniqueValue).map(({ name }) => name);
		this.uniques = new Map([...names, ...(type.name === 'contacts' ? ['email'] : [])].map((name) => [name, new Map()]));
		this.search = new SearchIndex(type, clock);
	}

	all(): IterableIterator<StoredRecord> {
		return this.records.values();
	}

	/** By id, or by the id of a record that was merged into it. */
	byId(id: string): StoredRecord | undefined {
		return this.records.get(id) ?? this.records.get(this.merged.get(id) ?? '');
	}

	isUnique(name: string): boolean {
		return this.uniques.has(name);
	}

	uniqueNames(): IterableIterator<string> {
		return this.uniques.keys();
	}

	/** By a unique property; contacts answer to secondary addresses as well. */
	byUnique(name: string, value: string): StoredRecord | undefined {
		if (name === 'hs_object_id') return this.byId(value);
		const id = this.uniques.get(name)?.get(uniqueKey(name, value));
		return id === undefined ? undefined : this.records.get(id);
	}

	/** Stores a new or changed record and hands it to the search index. */
	save(record: StoredRecord): void {
		const previous = this.records.get(record.id);
		if (previous) this.forgetUniques(previous);
		this.records.set(record.id, record);
		if (record.archivedAt === null) this.rememberUniques(record);
		this.search.update(record, this.clock.now() + this.indexLagMs());
	}

	/** Takes a record out without a trace: GDPR deletion, or a failed batch. */
	discard(record: StoredRecord): void {
		this.forgetUniques(record);
		this.records.delete(record.id);
		this.search.update({ ...record, archivedAt: record.updatedAt }, this.clock.now());
	}

	/** From now on `loserId` answers with the survivor. */
	redirect(loserId: string, survivorId: string): void {
		const loser = this.records.get(loserId);
		if (loser) this.discard(loser);
		for (const [from, to] of this.merged) if (to === loserId) this.merged.set(from, survivorId);
		this.merged.set(loserId, survivorId);
	}

	private rememberUniques(record: StoredRecord): void {
		for (const [name, ids] of this.uniques) {
			for (const value of uniqueValues(record, name)) ids.set(uniqueKey(name, value), record.id);
		}
	}

	private forgetUniques(record: StoredRecord): void {
		for (const [name, ids] of this.uniques) {
			for (const value of uniqueValues(record, name)) {
				if (ids.get(uniqueKey(name, value)) === record.id) ids.delete(uniqueKey(name, value));
			}
		}
	}
}

/** All addresses of a contact: the primary one, then the secondary ones. */
export function emailsOf({ properties }: Pick<StoredRecord, 'properties'>): string[] {
	return [properties.email, ...(properties.hs_additional_emails ?? '').split(';')].filter(Boolean);
}

function uniqueValues(record: StoredRecord, name: string): string[] {
	if (name === 'email') return emailsOf(record);
	const value = record.properties[name];
	return value === undefined ? [] : [value];
}

function uniqueKey(name: string, value: string): string {
	return name === 'email' ? value.trim().toLowerCase() : value;
}
