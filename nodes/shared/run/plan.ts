import { errorOf } from '../http/failure';
import { isUnsupported, type CrmError, type RowResult } from '../types';
import { runRows } from './batch';
import { claimOf, ownOf, regroup } from './claims';
import { decide, decideFound, type Decision } from './decide';
import { findMatches, toFound, type Found, type MatchContext } from './match';
import type { Merged, Precedence } from './merge';
import type { WriteOptions } from './options';

/** What a write is meant to do. */
export type WriteOperation = 'create' | 'update' | 'upsert';
/** Whose word counts where rows of one record differ. */
export const precedenceOf = (operation: WriteOperation, { mode, blanksOnly }: WriteOptions): Precedence =>
	operation === 'upsert' && mode === 'createOnly' ? 'first' : blanksOnly ? 'earlier' : 'later';

/** Looks up what the vendor has, and decides what to do with each merged row. */
export async function decideAll(
	operation: WriteOperation, merged: Merged[], options: WriteOptions, context: MatchContext,
): Promise<Decision[]> {
	if (operation === 'create') {
		const always: WriteOptions = { ...options, mode: 'createOrUpdate' };
		return await Promise.all(merged.map(async (row) => await orRefusal(row, decide(row, new Map(), always, context))));
	}
	if (operation === 'update') return await decideUpdates(merged, options, context);
	const rows = merged.flatMap((group) => group.rows);
	const matches = await findMatches(rows.map(({ keys }) => keys), options.matchOn, context);
	await completeLinks(matches.flatMap((found) => [...found.values()].flat()), merged, context);
	const claims = new Map(rows.map((row, at) => [row, claimOf(row, matches[at], options)]));
	const groups = regroup(merged, claims, options, precedenceOf(operation, options));
	return await Promise.all(groups.map(async (group) => await orRefusal(group, decide(group, ownOf(group, claims), options, context))));
}

/** What cannot be decided, as the account does not answer, fails alone. */
const orRefusal = async (merged: Merged, decision: Promise<Decision>): Promise<Decision> =>
	await decision.catch((thrown: unknown) => ({ do: 'fail' as const, merged, error: errorOf(thrown) }));

async function decideUpdates(merged: Merged[], options: WriteOptions, context: MatchContext): Promise<Decision[]> {
	const ids = merged.map(({ id }) => ({ id: id! }));
	// What cannot be read by its ID is written as given: there is nothing to compare it with.
	const isUnread = isUnsupported(context.object.get);
	if (isUnread && options.blanksOnly) return merged.map((row) => ({ do: 'fail', merged: row, error: blanksUnknown(context) }));
	const results: RowResult[] = isUnread ? ids.map((raw) => ({ raw })) : await runRows(context.object.get, ids, context);
	const found = results.map((result) => ('raw' in result ? toFound(result.raw, context) : null));
	await completeLinks(found.filter((one) => one !== null), merged, context);
	return await Promise.all(merged.map(async (row, at) => {
		const result = results[at];
		if ('error' in result) return { do: 'fail', merged: row, error: result.error };
		return await orRefusal(row, decideFound(row, found[at]!, 'id', { ...options, mode: 'createOrUpdate' }, context));
	}));
}

const blanksUnknown = ({ object }: MatchContext): CrmError => ({
	kind: 'unsupported', message: `${object.label} cannot be read by its ID, so there is no telling which fields are blank`,
	hint: 'Turn off Fill Blanks Only.',
});

/** Completes what is compared; where that costs requests of its own, only when a link is to be compared. */
async function completeLinks(found: Found[], merged: Merged[], context: MatchContext): Promise<void> {
	const asked = merged.some(({ draft }) => linkKeys(context).some((key) => draft.values.has(key)));
	if (!found.length || (context.object.completeReads === false && !asked)) return;
	const raws = new Map(found.map(({ record, raw }) => [record.id, raw]));
	await context.object.complete?.([...raws.values()], context.client, context.scope);
	for (const one of found) Object.assign(one, toFound(raws.get(one.record.id)!, context));
}

/** References that stand outside the record itself: they have no place of their own in a body. */
export function linkKeys({ object }: MatchContext): string[] {
	if (!object.complete) return [];
	return object.fields.filter(({ kind, write }) => kind === 'reference' && typeof write === 'function').map(({ key }) => key);
}
