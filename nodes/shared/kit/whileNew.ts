import { fromVendor } from '../map/time';
import type { Page, Raw } from '../types';

/**
 * The page after one of a list that shows the latest first and cannot be filtered: there is none once the records are old.
 * @param stampOf when a record came about
 */
export function whileNew(rows: readonly Raw[], stampOf: (raw: Raw) => unknown, since: string, next: () => Page | null): Page | null {
	const oldest = rows.length ? fromVendor(stampOf(rows[rows.length - 1])) : null;
	return oldest && Date.parse(oldest) >= Date.parse(since) ? next() : null;
}
