import type { Clock } from '../clock';
import type { StoredRecord } from './store';

interface Pending {
	visibleAt: number;
	id: string;
	record: StoredRecord | undefined;
}

/** What search sees: every write arrives late (contract 0.9). */
export class SearchIndex {
	private readonly documents = new Map<string, StoredRecord>();
	private pending: Pending[] = [];

	constructor(private readonly clock: Clock) {}

	/** `undefined` takes the record away. */
	update(id: string, record: StoredRecord | undefined, visibleAt: number): void {
		this.pending.push({ visibleAt, id, record });
	}

	*visible(): Generator<StoredRecord> {
		const now = this.clock.now();
		// In the order of the writes: an older state never follows a newer one.
		for (const { id, record } of this.pending.filter(({ visibleAt }) => visibleAt <= now)) {
			if (record) this.documents.set(id, record);
			else this.documents.delete(id);
		}
		this.pending = this.pending.filter(({ visibleAt }) => visibleAt > now);
		yield* this.documents.values();
	}
}
