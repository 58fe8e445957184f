import type { Scope } from './access';
import { badRequest, invalidData, paramMissing } from './errors';
import { recordByPath } from './externalId';
import { compareIds, isIdShaped } from './ids';
import { page } from './paging';
import { present } from './present';
import { type Call, isSecondVersion, moduleOf, type Route } from './router';
import type { StoredRecord } from './store';
import { userOf, viewId } from './references';
import { stamp } from './times';
import { headerTime } from './writer';

const MAX_FIELDS = 50;
const MAX_IDS = 100;

const scopes = ({ params }: Call): Scope[] => [[`ZohoCRM.modules.${params.module}`, 'READ']];

/** Reads of records (contract 3). Nothing found is 204 without a body; nothing modified is 304 (contract 0.6). */
export const readRoutes: readonly Route[] = [
	{
		method: 'GET',
		url: '/:module',
		scopes,
		cost: ({ query }) => (query.cvid === undefined ? 1 : 3),
		handle(call) {
			const module = moduleOf(call);
			const fields = fieldsOf(call, 'required');
			const { cvid } = call.query;
			if (cvid !== undefined && cvid !== viewId(module)) throw invalidData({ param_name: 'cvid' });
			const listed = [...call.org.store(module).all()].filter(isListed(call));
			const modified = modifiedSince(call, listed);
			if (modified === 'none') return notModified(call);
			const { records, info } = page(call, sorted(call, modified));
			if (records.length === 0) return undefined;
			return { data: records.map((record) => present(call.org, record, fields)), info };
		},
	},
	{
		method: 'GET',
		url: '/:module/:id',
		scopes,
		handle(call) {
			const module = moduleOf(call);
			const record = recordByPath(call, module);
			if (!record) {
				if (isIdShaped(call.params.id) || call.request.headers['x-external'] !== undefined) return undefined;
				throw invalidData({ resource_path_index: 1 }, 'the id given seems to be invalid');
			}
			if (modifiedSince(call, [record]) === 'none') return notModified(call);
			return { data: [present(call.org, record, fieldsOf(call))] };
		},
	},
	{
		method: 'GET',
		url: '/:module/deleted',
		scopes,
		cost: () => 2,
		handle(call) {
			// The sandbox keeps everything in the bin, so nothing is deleted for good.
			const bin = call.query.type === 'permanent' ? [] : call.org.store(moduleOf(call)).bin();
			const since = headerTime(call.request.headers['if-modified-since']) ?? 0;
			const newest = bin.filter(({ deletedAt }) => deletedAt >= since).sort((a, b) => b.deletedAt - a.deletedAt);
			const { records, info } = page(call, newest);
			if (records.length === 0) return undefined;
			const { per_page, count, page: number, more_records } = info;
			return {
				data: records.map(({ record, deletedAt, deletedBy }) => ({
					deleted_by: userOf(deletedBy),
					id: record.id,
					display_name: record.values[record.module.nameField] ?? null,
					type: 'recycle',
					created_by: userOf(record.createdBy),
					deleted_time: stamp(deletedAt, call.org.settings.userTimeZone),
				})),
				info: { per_page, count, page: number, more_records },
			};
		},
	},
];

/** The `fields` of a list: required since v3, at most 50 (contract 0.8). */
export function fieldsOf(call: Call, need?: 'required'): string[] | undefined {
	const fields = call.query.fields?.split(',').filter(Boolean);
	if (!fields?.length) {
		if (need && !isSecondVersion(call)) throw paramMissing('fields');
		return undefined;
	}
	if (fields.length > MAX_FIELDS) throw badRequest('LIMIT_EXCEEDED', 'too many fields', { limit: MAX_FIELDS });
	return fields;
}

/** Converted leads show only when asked for (contract 5). */
function isListed({ query }: Call): (record: StoredRecord) => boolean {
	const ids = query.ids?.split(',');
	if (ids && ids.length > MAX_IDS) throw badRequest('LIMIT_EXCEEDED', 'too many ids', { limit: MAX_IDS });
	const { converted = 'false' } = query;
	return (record) =>
		(!ids || ids.includes(record.id)) && (converted === 'both' || record.converted === (converted === 'true'));
}

function modifiedSince({ request }: Call, records: StoredRecord[]): StoredRecord[] | 'none' {
	const since = headerTime(request.headers['if-modified-since']);
	if (since === undefined) return records;
	const modified = records.filter(({ modifiedAt }) => modifiedAt >= since);
	return modified.length > 0 ? modified : 'none';
}

function notModified({ reply }: Call): undefined {
	void reply.code(304);
}

const SORT_KEYS: Readonly<Record<string, (record: StoredRecord) => number>> = {
	id: () => 0,
	Created_Time: ({ createdAt }) => createdAt,
	Modified_Time: ({ modifiedAt }) => modifiedAt,
};

/** Newest id first unless asked otherwise; what ties comes in any order. */
function sorted({ org, query }: Call, records: StoredRecord[]): StoredRecord[] {
	const { sort_by = 'id', sort_order = 'desc' } = query;
	if (!(sort_by in SORT_KEYS)) throw invalidData({ param_name: 'sort_by' });
	const key = SORT_KEYS[sort_by];
	if (!['asc', 'desc'].includes(sort_order)) throw invalidData({ param_name: 'sort_order' });
	if (query.cvid !== undefined && query.sort_by !== undefined) {
		throw badRequest('AMBIGUITY_DURING_PROCESSING', 'sort_by cannot go with cvid', { param_name: 'sort_by' });
	}
	const sign = sort_order === 'asc' ? 1 : -1;
	const shuffle = org.settings.reorderResults && sort_by !== 'id';
	const ties = new Map(records.map(({ id }) => [id, shuffle ? org.random() : 0]));
	const order = (a: StoredRecord, b: StoredRecord) =>
		key(a) - key(b) || ties.get(a.id)! - ties.get(b.id)! || compareIds(a.id, b.id);
	return records.sort((a, b) => sign * order(a, b));
}
