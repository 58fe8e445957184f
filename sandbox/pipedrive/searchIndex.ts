import type { Clock } from '../clock';
import type { StoredRecord } from './records';

interface PendingUpdate {
	visibleAt: number;
	record: StoredRecord;
}

/** What search sees of one kind: every write arrives here late (contract 3.2). */
export class SearchIndex {
	private readonly documents = new Map<StoredRecord['id'], StoredRecord>();
	private pending: PendingUpdate[] = [];

	constructor(private readonly clock: Clock) {}

	update(record: StoredRecord, visibleAt: number): void {
		this.pending.push({ record, visibleAt });
	}

	/** The records that search knows now. */
	visible(): IterableIterator<StoredRecord> {
		if (this.pending.length > 0) {
			const now = this.clock.now();
			const due = this.pending.filter(({ visibleAt }) => visibleAt <= now);
			this.pending = this.pending.filter(({ visibleAt }) => visibleAt > now);
			due.forEach(({ record }) => this.apply(record));
		}
		return this.documents.values();
	}

	private apply(record: StoredRecord): void {
		if (record.deletedAt === null) this.documents.set(record.id, record);
		else this.documents.delete(record.id);
	}
}
