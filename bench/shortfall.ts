import type { Comparison } from './crm';
import type { Outcome } from './wire';

/**
 * What is missing from the work that was asked for; `null` when it was really done.
 * @param held what the account holds of the comparison's type
 */
export function shortfall(comparison: Comparison, count: number, outcome: Outcome, held: readonly unknown[]): string | null {
	const { label, out, after, read } = comparison;
	const { items, failed, error } = outcome;
	if (error || failed || items !== out(count)) {
		return `"${label}" × ${count} gave ${items} items and ${failed} errors instead of ${out(count)} items. ${error ?? ''}`;
	}
	const expected = after(count);
	const keys = Object.keys(expected[0] ?? {});
	const told = (record: object) => JSON.stringify(keys.map((key) => (record as Record<string, unknown>)[key]));
	const found = new Set(held.map((record) => told(read(record))));
	const lost = expected.filter((record) => !found.has(told(record)));
	if (held.length === expected.length && !lost.length) return null;
	const example = lost.length ? `; ${lost.length} are not as they should be, such as ${JSON.stringify(lost[0])}` : '';
	return `"${label}" × ${count} left ${held.length} records instead of ${expected.length}${example}`;
}
