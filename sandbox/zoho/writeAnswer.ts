import { ZohoError } from './errors';
import { userOf } from './references';
import type { ZohoSettings } from './settings';
import type { StoredRecord } from './store';
import { stamp } from './times';
import type { ZohoOrg } from './zohoOrg';

/** What became of one record of a batch. */
export interface ItemResult {
	ok: boolean;
	body: Record<string, unknown>;
}

/** The item of a write that worked. The record itself is not answered (contract 3). */
export function written(
	org: ZohoOrg,
	record: StoredRecord,
	message: 'record added' | 'record updated',
	extra: Record<string, unknown> = {},
): ItemResult {
	const { userTimeZone, unapprovedRecords } = org.settings;
	return {
		ok: true,
		body: {
			code: 'SUCCESS',
			...extra,
			details: {
				Modified_Time: stamp(record.modifiedAt, userTimeZone),
				Modified_By: userOf(record.modifiedBy),
				Created_Time: stamp(record.createdAt, userTimeZone),
				id: record.id,
				Created_By: userOf(record.createdBy),
				// Notes go through no approval, so their receipt has no such key (spec).
				...(record.module.name === 'Notes'
					? {}
					: { $approval_state: unapprovedRecords.includes(record.id) ? 'pending' : 'approved' }),
			},
			message,
			status: 'success',
		},
	};
}

/** The item of something done to a record by its id. */
export function done(id: string, message: string): ItemResult {
	return { ok: true, body: { code: 'SUCCESS', details: { id }, message, status: 'success' } };
}

/** Does one item; what it throws becomes its result. */
export function attempt(run: () => ItemResult): ItemResult {
	try {
		return run();
	} catch (error) {
		if (!(error instanceof ZohoError)) throw error;
		return { ok: false, body: { ...error.body } };
	}
}

/** The status of a batch says only whether all, some or none worked (contract 0.7). */
export function statusOf(results: readonly ItemResult[], whenAll: 200 | 201, settings: ZohoSettings): number {
	const failed = results.filter(({ ok }) => !ok).length;
	if (failed === 0) return whenAll;
	if (failed < results.length) return settings.mixedBatchStatus;
	const [only] = results;
	if (results.length === 1 && only.body.code === 'ALREADY_MODIFIED') return 412;
	return settings.failedBatchStatus;
}
