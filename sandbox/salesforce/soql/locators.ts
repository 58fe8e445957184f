import type { Clock } from '../../clock';
import { badRequest } from '../errors';
import { IdSequence } from '../ids';

/** The result of a query whose pages are still being fetched. */
export interface OpenQuery {
	totalSize: number;
	row(position: number, version: string): unknown;
}

const LIFE_MS = 2 * 24 * 3_600_000;

/** Remembers long results by their locator for about two days (contract 5). */
export class QueryLocators {
	private readonly open = new Map<string, { query: OpenQuery; since: number }>();
	private readonly ids = new IdSequence();

	constructor(private readonly clock: Clock) {}

	add(query: OpenQuery): string {
		const id = this.ids.next('01g');
		this.open.set(id, { query, since: this.clock.now() });
		return id;
	}

	/** Reads `01g…-2000`: which result, and from which row on. */
	take(locator: string): { id: string; query: OpenQuery; position: number } {
		const [, id, position] = /^(01g\w{15})-(\d+)$/.exec(locator) ?? [];
		const found = this.open.get(id ?? '');
		if (!found || this.clock.now() - found.since > LIFE_MS || Number(position) >= found.query.totalSize) {
			throw badRequest('INVALID_QUERY_LOCATOR', 'invalid query locator');
		}
		return { id, query: found.query, position: Number(position) };
	}
}
