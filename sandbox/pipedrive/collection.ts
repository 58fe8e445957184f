import type { StoredRecord } from './records';

/** The records of one kind, in the order of their creation. */
export class Collection {
	private readonly records = new Map<StoredRecord['id'], StoredRecord>();

	get(id: unknown): StoredRecord | undefined {
		return this.records.get(id as StoredRecord['id']);
	}

	/** Unless it is deleted. */
	living(id: unknown): StoredRecord | undefined {
		const record = this.get(id);
		return record?.deletedAt === null ? record : undefined;
	}

	all(): IterableIterator<StoredRecord> {
		return this.records.values();
	}

	save(record: StoredRecord): StoredRecord {
		this.records.set(record.id, record);
		return record;
	}

	/** At once and for good. */
	remove(id: StoredRecord['id']): void {
		this.records.delete(id);
	}
}
