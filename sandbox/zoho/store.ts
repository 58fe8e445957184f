import { compareIds } from './ids';
import type { Module } from './modules/modules';

/** What a field holds: datetimes as epoch milliseconds, lookups as ids, everything else as it was sent. */
export type Value = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

/** Values by field; an empty field is absent. Never changed in place. */
export type Values = Readonly<Record<string, Value>>;

export interface StoredRecord {
	readonly id: string;
	readonly module: Module;
	readonly values: Values;
	/** Module of `What_Id` or `Parent_Id`. */
	readonly relatedModule?: string;
	readonly createdBy: string;
	readonly modifiedBy: string;
	readonly createdAt: number;
	readonly modifiedAt: number;
	/** A lead that became a contact. */
	readonly converted: boolean;
	/** A meeting that was called off. */
	readonly cancelled: boolean;
}

/** What is left of a deleted record. */
export interface DeletedRecord {
	record: StoredRecord;
	deletedAt: number;
	deletedBy: string;
}

/** The records of one module, with an index of their values for duplicate checks and lookups. */
export class RecordStore {
	private readonly records = new Map<string, StoredRecord>();
	private readonly deleted = new Map<string, DeletedRecord>();
	private readonly indexes = new Map<string, Map<string, Set<string>>>();

	constructor(readonly module: Module) {
		for (const name of module.fields.keys()) this.indexes.set(name, new Map());
	}

	all(): IterableIterator<StoredRecord> {
		return this.records.values();
	}

	get(id: string): StoredRecord | undefined {
		return this.records.get(id);
	}

	/** Records whose field holds the text, ignoring case; the oldest first. */
	find(field: string, text: string): StoredRecord[] {
		const ids = this.indexes.get(field)?.get(text.toLowerCase()) ?? [];
		return [...ids].sort(compareIds).map((id) => this.records.get(id)!);
	}

	save(record: StoredRecord): void {
		const previous = this.records.get(record.id);
		if (previous) this.index(previous, 'remove');
		this.records.set(record.id, record);
		this.index(record, 'add');
	}

	remove(record: StoredRecord, deletedAt: number, deletedBy: string): void {
		this.index(record, 'remove');
		this.records.delete(record.id);
		this.deleted.set(record.id, { record, deletedAt, deletedBy });
	}

	bin(): DeletedRecord[] {
		return [...this.deleted.values()];
	}

	private index(record: StoredRecord, change: 'add' | 'remove'): void {
		for (const [field, value] of Object.entries(record.values)) {
			const index = this.indexes.get(field);
			if (!index || typeof value !== 'string') continue;
			const key = value.toLowerCase();
			if (change === 'remove') index.get(key)?.delete(record.id);
			else if (index.has(key)) index.get(key)!.add(record.id);
			else index.set(key, new Set([record.id]));
		}
	}
}
