import type { Clock } from '../clock';
import type { Row } from './records';

interface PendingChange<Kind> {
	visibleAt: number;
	id: number;
	row: Kind | undefined;
}

/** The rows of one kind, and the index behind search, which hears of a write late (contract 4). */
export class Table<Kind extends Row> {
	private readonly rows = new Map<number, Kind>();
	private readonly indexed = new Map<number, Kind>();
	private pending: PendingChange<Kind>[] = [];

	constructor(
		private readonly clock: Clock,
		private readonly indexLagMs: () => number,
	) {}

	/** With those in the recycle bin. */
	all(): Kind[] {
		return [...this.rows.values()];
	}

	live(): Kind[] {
		return this.all().filter(({ deletedAt }) => deletedAt === null);
	}

	/** A row that is not in the recycle bin. */
	get(id: number): Kind | undefined {
		const row = this.rows.get(id);
		return row?.deletedAt === null ? row : undefined;
	}

	getDeleted(id: number): Kind | undefined {
		const row = this.rows.get(id);
		return row && row.deletedAt !== null ? row : undefined;
	}

	save(row: Kind): Kind {
		this.rows.set(row.id, row);
		this.index(row.id, row);
		return row;
	}

	/** Takes a row out without a trace. */
	forget(id: number): void {
		this.rows.delete(id);
		this.index(id, undefined);
	}

	/** What search sees now. */
	searchable(): Kind[] {
		const now = this.clock.now();
		const due = this.pending.filter(({ visibleAt }) => visibleAt <= now);
		this.pending = this.pending.filter(({ visibleAt }) => visibleAt > now);
		due.forEach((change) => this.apply(change));
		return [...this.indexed.values()];
	}

	private index(id: number, row: Kind | undefined): void {
		this.pending.push({ id, row, visibleAt: this.clock.now() + this.indexLagMs() });
	}

	private apply({ id, row }: PendingChange<Kind>): void {
		if (row?.deletedAt === null) this.indexed.set(id, row);
		else this.indexed.delete(id);
	}
}
