import type { Clock } from '../clock';
import type { Value } from './schema/build';

/** Field values by their proper names; an empty one is absent. Never changed in place. */
export type Values = Readonly<Record<string, Value>>;

export interface StoredRecord {
	readonly id: string;
	/** Object name. */
	readonly type: string;
	readonly values: Values;
	/** When its transaction commits: until then nobody sees it (contract 5, "commit lag"). */
	readonly visibleAt: number;
	/** When text search sees its present content. */
	readonly indexedAt: number;
}

/** Takes writes back: what was stored before, newest last. */
export type Journal = { store: RecordStore; id: string; previous: StoredRecord | undefined }[];

/** The records of one object, deleted ones included, with hash indexes on id and look-up fields. */
export class RecordStore {
	/** Where writes are noted while a transaction runs. */
	journal: Journal | undefined;
	private readonly records = new Map<string, StoredRecord>();
	private readonly indexes: ReadonlyMap<string, Map<string, string[]>>;

	constructor(
		readonly type: string,
		indexedFields: readonly string[],
		private readonly clock: Clock,
	) {
		this.indexes = new Map(indexedFields.map((name) => [name, new Map()]));
	}

	/** Every committed record. */
	*all(): Generator<StoredRecord> {
		const now = this.clock.now();
		for (const record of this.records.values()) if (record.visibleAt <= now) yield record;
	}

	/** By its 18-character id. */
	get(id: string): StoredRecord | undefined {
		const record = this.records.get(id);
		return record && record.visibleAt <= this.clock.now() ? record : undefined;
	}

	hasIndex(field: string): boolean {
		return field === 'Id' || this.indexes.has(field);
	}

	/** Records whose indexed field has the value, ignoring case; deleted ones included. */
	find(field: string, value: Value): StoredRecord[] {
		const ids = field === 'Id' ? [String(value)] : (this.indexes.get(field)?.get(indexKey(value)) ?? []);
		return ids.flatMap((id) => this.get(id) ?? []);
	}

	save(record: StoredRecord): void {
		const previous = this.records.get(record.id);
		this.journal?.push({ store: this, id: record.id, previous });
		if (previous) this.unindex(previous, record);
		this.records.set(record.id, record);
		for (const [field, index] of this.indexes) {
			const value = record.values[field];
			if (value === undefined || value === null || previous?.values[field] === value) continue;
			const ids = index.get(indexKey(value));
			if (ids) ids.push(record.id);
			else index.set(indexKey(value), [record.id]);
		}
	}

	/** Puts back what a journal noted. */
	restore(id: string, previous: StoredRecord | undefined): void {
		if (previous) {
			this.save(previous);
			return;
		}
		const present = this.records.get(id);
		if (present) this.unindex(present);
		this.records.delete(id);
	}

	private unindex(record: StoredRecord, next?: StoredRecord): void {
		for (const [field, index] of this.indexes) {
			const value = record.values[field];
			if (value === undefined || value === null || next?.values[field] === value) continue;
			const rest = (index.get(indexKey(value)) ?? []).filter((id) => id !== record.id);
			if (rest.length > 0) index.set(indexKey(value), rest);
			else index.delete(indexKey(value));
		}
	}
}

export function isDeleted({ values }: StoredRecord): boolean {
	return values.IsDeleted === true;
}

function indexKey(value: Value): string {
	return String(value).toLowerCase();
}
