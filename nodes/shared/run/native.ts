import type { IDataObject } from 'n8n-workflow';
import { CrmFailure } from '../http/failure';
import { toBody } from '../map/draft';
import { toRecord } from '../map/record';
import type { CrmError, MatchKey, Receipt, WriteRow } from '../types';
import { runRows } from './batch';
import { implied } from './decide';
import type { MatchContext } from './match';
import type { Merged } from './merge';
import type { WriteOptions } from './options';

/**
 * The one key by which the vendor itself can find and write these rows; `null` where they have to be read first: several
 * keys could point at several records, and every mode but the plain one compares.
 */
export function nativeKey({ rows, draft }: Merged, options: WriteOptions, { object, scope }: MatchContext): MatchKey | null {
	const { mode, blanksOnly, dryRun, readFirst } = options;
	if (!object.upsert || mode !== 'createOrUpdate' || blanksOnly || dryRun || readFirst) return null;
	// Whether such a field may be sent, only the record tells.
	if (object.fields.some((field) => field.createOnly && draft.values.has(field.key))) return null;
	const keys = new Set(rows.flatMap((row) => [...row.keys.keys()]));
	const values = new Set(rows.flatMap((row) => [...row.keys.values()]));
	const [key] = keys;
	return keys.size === 1 && values.size === 1 && object.upsert.by(key, scope) ? key : null;
}

/** What the vendor leaves to the caller: it cannot find by this key after all, or cannot choose among several records. */
const needsReading = new Set<CrmError['kind']>(['unsupported', 'ambiguous']);

/** Writes rows by the vendor's own create-or-update, and settles each. @returns those that have to be read first after all */
export async function upsertNatively(
	merged: readonly Merged[], key: MatchKey, context: MatchContext,
	settle: (merged: Merged, result: { record: IDataObject; receipt: Receipt } | Error) => void,
): Promise<Merged[]> {
	const { object, scope, resource, crm } = context;
	const { max, perform, partial, serves = () => true } = object.upsert!;
	const all = await Promise.all(merged.map(async (one) => {
		const warnings = await implied(one, null, context);
		return { one, warnings, row: { body: toBody(one.draft, object, scope.externalIdField) } as WriteRow };
	}));
	const served = all.filter(({ row }) => serves(row));
	const unsettled = all.filter(({ row }) => !serves(row)).map(({ one }) => one);
	const operation = { max, perform: async (some: WriteRow[]) => await perform(some, context.client, scope, key) };
	const results = await runRows(operation, served.map(({ row }) => row), context);
	results.forEach((result, at) => {
		const { one, warnings } = served[at];
		const { draft } = one;
		if ('error' in result) {
			if (needsReading.has(result.error.kind)) unsettled.push(one);
			else settle(one, new CrmFailure(result.error));
			return;
		}
		const record = toRecord(result.raw, resource, crm, object, scope);
		const given = new Set([...draft.values.keys()].map((name) => name.split('.')[0]));
		const changedFields = [...draft.values.keys(), ...[...draft.custom.keys()].map((name) => `customFields.${name}`)];
		settle(one, {
			record: partial ? withoutUnread(record, given) : record,
			receipt: {
				action: result.created ? 'created' : 'updated', matchedBy: result.created ? null : key,
				changedFields, candidates: [], warnings,
			},
		});
	});
	return unsettled;
}

/** A key that was neither written nor read is left out: fed back as `null` it would ask to clear. */
function withoutUnread(record: IDataObject, given: ReadonlySet<string>): IDataObject {
	const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && !value.length);
	// A spread takes along where the vendor's original is kept.
	const shown = { ...record };
	for (const [key, value] of Object.entries(record)) {
		const isHolder = value !== null && typeof value === 'object' && !Array.isArray(value);
		if (isHolder) shown[key] = Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null));
		else if (isEmpty(value) && !given.has(key)) delete shown[key];
	}
	return shown;
}
