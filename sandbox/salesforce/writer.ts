import { eventTimes } from './activityTimes';
import { type Body, type Changes, changesOf } from './changes';
import { badRequest, entityIsDeleted, notFound, requiredMissing } from './errors';
import { canonicalId } from './ids';
import type { Org } from './org';
import { USER } from './orgData';
import { personContact, withPersonType } from './people';
import { assertAllowed, lockedRow, readOnlyRow, type WriteOptions } from './rules';
import type { SObject } from './schema/sobject';
import { stamp } from './stamps';
import { isDeleted, type StoredRecord, type Values } from './store';

/** Creates a record; answers it as stored. */
export function insert(org: Org, type: SObject, body: Body, options: WriteOptions): StoredRecord {
	if (Object.keys(body).some((name) => name.toLowerCase() === 'id')) {
		throw badRequest('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
	}
	assertWritable(org, type);
	const sent = changesOf(org, type, body, 'create');
	const changes = { ...defaults(type), ...sent };
	const typed = withPersonType(org, type, changes, sent);
	assertRequired(type, typed);
	return write(org, type, typed, undefined, options);
}

/** Changes a live record. Fields that are not sent stay (contract 3). */
export function update(org: Org, type: SObject, record: StoredRecord, body: Body, options: WriteOptions): StoredRecord {
	assertWritable(org, type);
	if (type.name === 'Lead' && record.values.IsConverted === true) {
		throw badRequest('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', []);
	}
	const sent = changesOf(org, type, body, 'update');
	const cleared = Object.keys(sent).filter((name) => sent[name] === null && isRequired(type, name, record.values));
	if (cleared.length > 0) throw requiredMissing(cleared);
	return write(org, type, withPersonType(org, type, { ...sent }, sent, record), record, options);
}

/** Moves a record to the recycle bin. */
export function remove(org: Org, type: SObject, record: StoredRecord): void {
	assertWritable(org, type);
	if (org.settings.readOnlyRecords.includes(record.id)) throw readOnlyRow();
	if (org.settings.lockedRecords.includes(record.id)) throw lockedRow(record.id);
	save(org, type, record, { IsDeleted: true });
	const contactId = record.values.PersonContactId;
	const contact = typeof contactId === 'string' ? org.record(contactId) : undefined;
	if (contact && !isDeleted(contact)) save(org, org.schema.get('Contact'), contact, { IsDeleted: true });
}

/** A record that exists and is not deleted, by 15- or 18-character id. */
export function requireLive(org: Org, type: SObject, id: string): StoredRecord {
	const record = org.store(type).get(canonicalId(id) ?? '');
	if (!record) throw notFound();
	if (isDeleted(record)) throw entityIsDeleted();
	return record;
}

function write(
	org: Org,
	type: SObject,
	changes: Changes,
	previous: StoredRecord | undefined,
	options: WriteOptions,
): StoredRecord {
	const current = previous?.values ?? {};
	const times = type.name === 'Event' ? eventTimes(changes, current) : {};
	const all = { ...changes, ...times };
	const after = { ...current, ...all };
	assertAllowed(org, type, after, all, previous, options);
	if (!previous && org.settings.storageFull) throw badRequest('STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded', []);
	const saved = save(org, type, previous, { ...all, ...computed(org, type, after) });
	return personContact(org, saved, previous, (contactType, contact, contactChanges) =>
		save(org, contactType, contact, contactChanges),
	);
}

/** Stores checked changes with fresh stamps. */
export function save(org: Org, type: SObject, previous: StoredRecord | undefined, changes: Changes): StoredRecord {
	const now = org.clock.now();
	// The stamp is the transaction's, which began before the row is seen (contract 5, "commit lag").
	const stamped = stamp(now - org.settings.indexLagMs);
	const id = previous?.id ?? org.nextId(type);
	const before = previous?.values.SystemModstamp;
	const modified = typeof before === 'string' && before > stamped ? before : stamped;
	const values: Values = {
		...previous?.values,
		...(previous ? {} : { Id: id, IsDeleted: false, CreatedDate: stamped, CreatedById: USER.id }),
		...changes,
		LastModifiedDate: modified,
		LastModifiedById: USER.id,
		SystemModstamp: modified,
	};
	const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
	const record = { id, type: type.name, values: filled, visibleAt: now, indexedAt: now + org.settings.indexLagMs };
	org.store(type).save(record);
	return record;
}

/** Fields the platform works out. */
export function computed(org: Org, type: SObject, after: Values): Changes {
	switch (type.name) {
		case 'Contact':
		case 'Lead':
			return { Name: fullName(after) };
		case 'Account':
			return after.IsPersonAccount === true ? { Name: fullName(after) } : {};
		case 'Case': {
			const isClosed = after.Status === 'Closed';
			const closedDate = isClosed ? (after.ClosedDate ?? stamp(org.clock.now())) : null;
			return { CaseNumber: after.CaseNumber ?? org.nextCaseNumber(), IsClosed: isClosed, ClosedDate: closedDate };
		}
		case 'Opportunity': {
			const stage = String(after.StageName);
			return { IsClosed: stage.startsWith('Closed'), IsWon: stage === 'Closed Won' };
		}
		case 'Task':
			return { IsClosed: after.Status === 'Completed' };
		case 'Event':
			return { AccountId: accountOf(org, after) };
		default:
			return {};
	}
}

/** Field defaults of a new record. */
export function defaults(type: SObject): Changes {
	const preset = [...type.fields.values()].filter(({ defaultValue }) => defaultValue !== null);
	return {
		...Object.fromEntries(preset.map(({ name, defaultValue }) => [name, defaultValue])),
		...(type.fields.has('ownerid') ? { OwnerId: USER.id } : {}),
	};
}

function fullName({ FirstName, LastName }: Values): string {
	return [FirstName, LastName].filter(Boolean).join(' ');
}

function accountOf(org: Org, { WhatId, WhoId }: Values): string | null {
	if (typeof WhatId === 'string') return WhatId.startsWith('001') ? WhatId : linkedAccount(org, WhatId);
	return typeof WhoId === 'string' ? linkedAccount(org, WhoId) : null;
}

function linkedAccount(org: Org, id: string): string | null {
	const accountId = org.record(id)?.values.AccountId;
	return typeof accountId === 'string' ? accountId : null;
}

function isRequired(type: SObject, name: string, values: Values): boolean {
	if (name === 'LastName' && values.IsPersonAccount === true) return true;
	return type.fields.get(name.toLowerCase())?.nillable === false;
}

function assertRequired(type: SObject, changes: Changes): void {
	const missing = [...type.fields.values()].filter(
		({ name, createable, nillable, defaultedOnCreate }) =>
			createable &&
			!nillable &&
			!defaultedOnCreate &&
			(changes[name] ?? null) === null &&
			!isNamedByPerson(name, changes),
	);
	const personLacksName = changes.IsPersonAccount === true && (changes.LastName ?? null) === null;
	const names = [...missing.map(({ name }) => name), ...(personLacksName ? ['LastName'] : [])];
	if (names.length > 0) throw requiredMissing(names);
}

function isNamedByPerson(name: string, changes: Changes): boolean {
	return name === 'Name' && changes.IsPersonAccount === true;
}

function assertWritable(org: Org, type: SObject): void {
	if (!type.createable || org.settings.readOnlyObjects.includes(type.name)) {
		throw readOnlyRow();
	}
}
