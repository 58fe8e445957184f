import { bodyOf } from './calls';
import type { Body } from './changes';
import { type ApiError, badRequest, SalesforceError } from './errors';
import type { Call } from './resources';
import type { SObject } from './schema/sobject';
import type { StoredRecord } from './store';

/** What became of one record of a collection; `statusCode` here is the `errorCode` of a single call (contract 4). */
export interface SaveResult {
	id?: string;
	success: boolean;
	errors: (Omit<ApiError, 'errorCode' | 'fields'> & { statusCode: string; fields: string[] })[];
	created?: boolean;
}

export const MAX_RECORDS = 200;
const MAX_CHUNKS = 10;

interface CollectionBody {
	allOrNone?: boolean;
	records?: unknown;
}

/** The records of a body, within the limits of a collection. */
export function recordsOf(call: Call): { records: Body[]; allOrNone: boolean } {
	const { allOrNone = false, records } = bodyOf(call) as CollectionBody;
	if (!Array.isArray(records) || records.length === 0) {
		throw badRequest('REQUIRED_FIELD_MISSING', 'At least 1 record is required');
	}
	assertCount(records.length);
	const types = records.map((record: Body) => typeNameOf(record));
	const chunks = types.filter((name, position) => name !== types[position - 1]).length;
	if (chunks > MAX_CHUNKS) {
		throw badRequest('EXCEEDED_MAX_TYPES_LIMIT', `Cannot process more than ${MAX_CHUNKS} chunks of object types`);
	}
	return { records: records as Body[], allOrNone };
}

export function assertCount(count: number, max = MAX_RECORDS): void {
	if (count <= max) return;
	throw badRequest('EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${max} records into this call`);
}

/** The object that `attributes` names. */
export function typeOf({ org }: Call, record: Body): SObject {
	const name = typeNameOf(record);
	const type = org.schema.find(name ?? '');
	if (type) return type;
	throw badRequest(
		'INVALID_TYPE',
		name === undefined ? 'The sObject type is missing in attributes' : `sObject type '${name}' is not supported.`,
		[],
	);
}

/** Writes the entries in their order; with `allOrNone` one failure takes everything back. HTTP stays 200. */
export function settle<Entry>(
	call: Call,
	entries: readonly Entry[],
	allOrNone: boolean,
	write: (entry: Entry) => SaveResult,
): SaveResult[] {
	const results = call.org.transaction(
		() => entries.map((entry) => attempt(() => write(entry))),
		(all) => !allOrNone || all.every(({ success }) => success),
	);
	if (!allOrNone || results.every(({ success }) => success)) return results;
	return results.map((result) => (result.success ? rolledBack() : result));
}

export function saved({ id }: StoredRecord, created?: boolean): SaveResult {
	return { id, success: true, errors: [], ...(created === undefined ? {} : { created }) };
}

function attempt(write: () => SaveResult): SaveResult {
	try {
		return write();
	} catch (error) {
		if (!(error instanceof SalesforceError)) throw error;
		// The parser reads the whole body before any record is written.
		if (error.errors[0].errorCode === 'JSON_PARSER_ERROR') throw error;
		const errors = error.errors.map(({ errorCode, fields = [], ...rest }) => ({
			statusCode: errorCode,
			...rest,
			fields,
		}));
		return { success: false, errors };
	}
}

function rolledBack(): SaveResult {
	const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header';
	return { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message, fields: [] }] };
}

function typeNameOf(record: Body | undefined): string | undefined {
	const attributes = record?.attributes as { type?: unknown } | undefined;
	return typeof attributes?.type === 'string' ? attributes.type : undefined;
}
