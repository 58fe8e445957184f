import type { Clock } from '../clock';
import type { Stored } from './records';
import type { SearchDocument } from './search';

interface PendingUpdate {
	visibleAt: number;
	id: string;
	document: SearchDocument | undefined;
}

/** The records of one type, and what a search term is compared with: that arrives late. */
export class Collection<Item extends Stored> {
	private readonly items = new Map<string, Item>();
	private readonly documents = new Map<string, SearchDocument>();
	private pending: PendingUpdate[] = [];

	constructor(
		private readonly clock: Clock,
		private readonly indexLagMs: () => number,
		private readonly documentOf?: (item: Item) => SearchDocument,
	) {}

	all(): Item[] {
		return [...this.items.values()];
	}

	byId(id: string | null | undefined): Item | undefined {
		return this.items.get(id ?? '');
	}

	/** A record that another one refers to. */
	existing(id: string): Item {
		const item = this.items.get(id);
		if (!item) throw new RangeError(`Dangling id ${id}`);
		return item;
	}

	save(item: Item): void {
		this.items.set(item.id, item);
		if (this.documentOf) this.index(item.id, this.documentOf(item));
	}

	remove(id: string): void {
		this.items.delete(id);
		if (this.documentOf) this.index(id, undefined);
	}

	/** The records whose indexed text fits. */
	search(fits: (document: SearchDocument) => boolean): Item[] {
		this.applyDue();
		const found: Item[] = [];
		for (const [id, document] of this.documents) {
			const item = fits(document) ? this.items.get(id) : undefined;
			if (item) found.push(item);
		}
		return found;
	}

	private index(id: string, document: SearchDocument | undefined): void {
		const lag = this.indexLagMs();
		if (lag > 0) this.pending.push({ visibleAt: this.clock.now() + lag, id, document });
		else this.apply(id, document);
	}

	private applyDue(): void {
		if (this.pending.length === 0) return;
		const now = this.clock.now();
		const due = this.pending.filter(({ visibleAt }) => visibleAt <= now);
		this.pending = this.pending.filter(({ visibleAt }) => visibleAt > now);
		due.forEach(({ id, document }) => this.apply(id, document));
	}

	private apply(id: string, document: SearchDocument | undefined): void {
		if (document) this.documents.set(id, document);
		else this.documents.delete(id);
	}
}
