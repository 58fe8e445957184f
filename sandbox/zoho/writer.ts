import { invalidData, invalidId, joined, mandatoryNotFound, ZohoError } from './errors';
import { isIdShaped } from './ids';
import type { Module } from './modules/modules';
import { TOKEN_USER } from './orgData';
import { readRecord, type RecordInput } from './recordInput';
import { duplicateData, findDuplicate, uniqueFields } from './duplicates';
import type { StoredRecord, Value, Values } from './store';
import { timeOf, wholeSecond } from './times';
import type { ZohoOrg } from './zohoOrg';

/** What a write needs to know beside the record. */
export interface WriteContext {
	org: ZohoOrg;
	module: Module;
	/** The `trigger` of the body; absent lets every automation run (contract 0.12). */
	trigger?: readonly unknown[];
	/** `If-Unmodified-Since`. */
	unmodifiedSince?: number;
}

/** Creates one record. Throws what is wrong with it. */
export function create(context: WriteContext, sent: Record<string, unknown>, at: string): StoredRecord {
	const { org, module } = context;
	const input = inputOf(readRecord(org, module, sent, at));
	assertNoDuplicate(context, input.changes, at);
	const now = wholeSecond(org.clock.now());
	return store(context, input, {
		id: org.nextId(),
		module,
		values: { Owner: TOKEN_USER.id },
		createdBy: TOKEN_USER.id,
		modifiedBy: TOKEN_USER.id,
		createdAt: now,
		modifiedAt: now,
		converted: false,
		cancelled: false,
	});
}

/** Changes one record. Throws what is wrong with the change. */
export function update(
	context: WriteContext,
	record: StoredRecord,
	sent: Record<string, unknown>,
	at: string,
): StoredRecord {
	const { org, module, unmodifiedSince } = context;
	assertWritable(org, record);
	if (unmodifiedSince !== undefined && record.modifiedAt > unmodifiedSince) throw alreadyModified(record);
	const input = inputOf(readRecord(org, module, sent, at, record));
	assertNoDuplicate(context, input.changes, at, record.id);
	return store(context, input, { ...record, modifiedAt: wholeSecond(org.clock.now()), modifiedBy: TOKEN_USER.id });
}

/** Deletes one record into the recycle bin. */
export function remove({ org, module }: WriteContext, id: string): StoredRecord {
	const record = org.store(module).get(id);
	if (!record) throw invalidId(id);
	assertWritable(org, record);
	org.remove(record);
	return record;
}

/** The record of a body item that names its `id`. */
export function recordOf({ org, module }: WriteContext, id: unknown, at: string): StoredRecord {
	if (id === undefined) throw mandatoryNotFound({ api_name: 'id', json_path: `${at}.id` });
	const record = isIdShaped(id) ? org.store(module).get(id) : undefined;
	// A converted lead is the contact now. [unverified]
	if (!record || record.converted) throw invalidId(String(id));
	return record;
}

function inputOf(reading: RecordInput | ZohoError[]): RecordInput {
	if (Array.isArray(reading)) throw joined(reading);
	return reading;
}

function assertNoDuplicate({ org, module }: WriteContext, changes: Values, at: string, ownId?: string): void {
	const duplicate = findDuplicate(org, module, uniqueFields(org, module), changes, ownId);
	if (!duplicate) return;
	throw duplicateData(org, duplicate, { api_name: duplicate.field, json_path: `${at}.${duplicate.field}` });
}

function assertWritable({ settings }: ZohoOrg, { id }: StoredRecord): void {
	if (!settings.lockedRecords.includes(id)) return;
	throw new ZohoError(400, 'RECORD_LOCKED', 'You cannot perform this operation as the record is locked.', { id });
}

function alreadyModified({ id }: StoredRecord): ZohoError {
	return new ZohoError(412, 'ALREADY_MODIFIED', 'The record has been modified after the given time', { id });
}

/** Puts changes over a record and lets automations run. */
function store({ org, module, trigger }: WriteContext, input: RecordInput, base: StoredRecord): StoredRecord {
	const automatic = Object.fromEntries(
		org.settings.workflows
			.filter((workflow) => workflow.module === module.name && (!trigger || trigger.includes('workflow')))
			.map(({ field, value }): [string, Value] => [field, value]),
	);
	const values = { ...base.values, ...input.changes, ...automatic };
	return org.save({ ...base, values: withoutEmpty(module, values, base.id), relatedModule: input.relatedModule });
}

/** Empty fields are absent; computed ones are filled in. */
export function withoutEmpty({ name, fields }: Module, values: Values, id: string): Values {
	const computed: Record<string, Value> = {};
	if (fields.has('Full_Name')) computed.Full_Name = [values.First_Name, values.Last_Name].filter(Boolean).join(' ');
	if (name === 'Cases') computed.Case_Number = id;
	return Object.fromEntries(Object.entries({ ...values, ...computed }).filter(([, value]) => value !== null));
}

/** The moment of an `If-(Un)Modified-Since` header; it needs an offset (contract 5). */
export function headerTime(value: string | string[] | undefined): number | undefined {
	if (value === undefined) return undefined;
	const time = timeOf([value].flat()[0]);
	if (time === undefined) throw invalidData({ expected_data_type: 'datetime' }, 'the header given seems to be invalid');
	return time;
}
