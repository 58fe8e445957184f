import type { Row } from './records';

/** The rows of one kind, in the order of their creation. Rows are replaced, never changed in place. */
export class Collection<Kind extends Row> {
	private readonly rows = new Map<string, Kind>();

	constructor(initial: readonly Kind[] = []) {
		for (const row of initial) this.rows.set(row.id, row);
	}

	all(): IterableIterator<Kind> {
		return this.rows.values();
	}

	get(id: string | undefined): Kind | undefined {
		return id === undefined ? undefined : this.rows.get(id);
	}

	save(row: Kind): Kind {
		this.rows.set(row.id, row);
		return row;
	}

	delete(id: string): void {
		this.rows.delete(id);
	}
}
