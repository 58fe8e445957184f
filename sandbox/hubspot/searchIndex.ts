import type { Clock } from '../clock';
import type { ObjectType } from './objectTypes';
import type { StoredRecord } from './store';

interface PendingUpdate {
	visibleAt: number;
	version: number;
	record: StoredRecord;
}

/** What search sees: every write arrives here late, and archived records never do. */
export class SearchIndex {
	private readonly documents = new Map<string, StoredRecord>();
	private readonly versions = new Map<string, number>();
	private pending: PendingUpdate[] = [];
	private version = 0;

	constructor(
		readonly type: ObjectType,
		private readonly clock: Clock,
	) {}

	update(record: StoredRecord, visibleAt: number): void {
		const update = { visibleAt, version: ++this.version, record };
		if (visibleAt <= this.clock.now()) this.apply(update);
		else this.pending.push(update);
	}

	/** The documents visible now. */
	visible(): IterableIterator<StoredRecord> {
		if (this.pending.length > 0) {
			const now = this.clock.now();
			const due = this.pending.filter(({ visibleAt }) => visibleAt <= now);
			this.pending = this.pending.filter(({ visibleAt }) => visibleAt > now);
			due.forEach((update) => this.apply(update));
		}
		return this.documents.values();
	}

	private apply({ record, version }: PendingUpdate): void {
		if ((this.versions.get(record.id) ?? 0) > version) return;
		this.versions.set(record.id, version);
		if (record.archivedAt === null) this.documents.set(record.id, record);
		else this.documents.delete(record.id);
	}
}
