import type { Changes } from './changes';
import { badRequest, type DuplicateResult, integrity, SalesforceError } from './errors';
import type { Org } from './org';
import type { Value } from './schema/build';
import type { SObject } from './schema/sobject';
import type { DuplicateRule } from './settings';
import { isDeleted, type StoredRecord, type Values } from './store';

/** What the caller asks of a write beside its fields. */
export interface WriteOptions {
	/** `Sforce-Duplicate-Rule-Header: allowSave=true`. */
	allowSave?: boolean;
	/** For the URLs inside answers, such as `v66.0`. */
	version: string;
}

/** Everything that may refuse a record as a whole: the platform's rules, then the admin's (contract 7). */
export function assertAllowed(
	org: Org,
	type: SObject,
	after: Values,
	changes: Changes,
	previous: StoredRecord | undefined,
	options: WriteOptions,
): void {
	assertRelated(after);
	assertReachable(org, type, changes, previous);
	assertValidationRules(org, type, after);
	assertAutomation(org, type);
	assertUnique(org, type, changes, previous);
	assertNoDuplicates(org, type, after, changes, previous, options);
}

/** An activity of a lead is about nothing else (contract 2). */
function assertRelated({ WhoId, WhatId }: Values): void {
	if (typeof WhoId !== 'string' || typeof WhatId !== 'string' || !WhoId.startsWith('00Q')) return;
	throw integrity(`Cannot specify a WhatId when WhoId is a Lead: Related To ID`, ['WhatId']);
}

/** What another transaction holds or the user may not touch: the record itself, or one it links to. */
function assertReachable(org: Org, type: SObject, changes: Changes, previous: StoredRecord | undefined): void {
	const { lockedRecords, readOnlyRecords } = org.settings;
	if (lockedRecords.length + readOnlyRecords.length === 0) return;
	if (previous && readOnlyRecords.includes(previous.id)) throw readOnlyRow();
	const parents = Object.entries(changes)
		.filter(([name]) => type.fields.get(name.toLowerCase())?.type === 'reference')
		.map(([, value]) => String(value));
	const forbidden = parents.find((id) => readOnlyRecords.includes(id));
	if (forbidden) {
		throw badRequest(
			'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
			`insufficient access rights on cross-reference id: ${forbidden.slice(0, 15)}`,
			[],
		);
	}
	const held = [previous?.id ?? '', ...parents].find((id) => lockedRecords.includes(id));
	if (held) throw lockedRow(held);
}

/** A single call answers it as 403, a collection on the record (contract 7). */
export function readOnlyRow(): SalesforceError {
	return new SalesforceError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', {
		fields: [],
	});
}

export function lockedRow(id: string): SalesforceError {
	return badRequest('UNABLE_TO_LOCK_ROW', `unable to obtain exclusive access to this record or 1 records: ${id}`, []);
}

function assertValidationRules(org: Org, type: SObject, after: Values): void {
	for (const { sobject, field, refuses, message } of org.settings.validationRules) {
		if (sobject !== type.name || !new RegExp(refuses).test(String(after[field] ?? ''))) continue;
		throw badRequest('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, []);
	}
}

function assertAutomation(org: Org, type: SObject): void {
	const failing = org.settings.failingAutomation.find(({ sobject }) => sobject === type.name);
	if (failing) throw badRequest(failing.errorCode, failing.message, []);
}

function assertUnique(org: Org, type: SObject, changes: Changes, previous: StoredRecord | undefined): void {
	for (const [name, value] of Object.entries(changes)) {
		if (value === null || !type.fields.get(name.toLowerCase())?.unique) continue;
		const holder = org
			.store(type)
			.find(name, value)
			.find((record) => record.id !== previous?.id && !isDeleted(record));
		if (!holder) continue;
		throw badRequest(
			'DUPLICATE_VALUE',
			`duplicate value found: ${name} duplicates value on record with id: ${holder.id.slice(0, 15)}`,
			[],
		);
	}
}

function assertNoDuplicates(
	org: Org,
	type: SObject,
	after: Values,
	changes: Changes,
	previous: StoredRecord | undefined,
	{ allowSave, version }: WriteOptions,
): void {
	for (const rule of org.settings.duplicateRules) {
		if (rule.sobject !== type.name || (rule.allowSave && allowSave)) continue;
		// An edit of other fields does not bring up an old duplicate again.
		if (previous && !rule.fields.some((name) => name in changes)) continue;
		const matches = duplicates(org, rule, after).filter(({ id }) => id !== previous?.id);
		if (matches.length === 0) continue;
		const duplicateResult = resultOf(rule, matches, version);
		throw new SalesforceError(400, 'DUPLICATES_DETECTED', duplicateResult.errorMessage, {
			fields: [],
			duplicateResult,
		});
	}
}

function duplicates(org: Org, { sobject, fields }: DuplicateRule, after: Values): StoredRecord[] {
	const key = (values: Values) => fields.map((name) => comparable(values[name]));
	const wanted = key(after);
	if (wanted.includes('')) return [];
	const store = org.store(sobject);
	const [first] = fields;
	const candidates = store.hasIndex(first) ? store.find(first, after[first] ?? null) : [...store.all()];
	return candidates.filter(
		(record) => !isDeleted(record) && key(record.values).every((value, position) => value === wanted[position]),
	);
}

function comparable(value: Value | undefined): string {
	return String(value ?? '')
		.trim()
		.toLowerCase();
}

function resultOf(rule: DuplicateRule, matches: StoredRecord[], version: string): DuplicateResult {
	return {
		allowSave: rule.allowSave,
		duplicateRule: rule.name,
		duplicateRuleEntityType: rule.sobject,
		errorMessage: 'Use one of these records?',
		matchResults: [
			{
				entityType: rule.sobject,
				errors: [],
				matchEngine: 'ExactMatchEngine',
				matchRecords: matches.map(({ id, type }) => ({
					additionalInformation: [],
					fieldDiffs: [],
					matchConfidence: 100,
					record: { attributes: { type, url: `/services/data/${version}/sobjects/${type}/${id}` }, Id: id },
				})),
				rule: rule.name,
				size: matches.length,
				success: true,
			},
		],
	};
}
