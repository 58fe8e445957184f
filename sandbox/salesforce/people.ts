import type { Changes } from './changes';
import { badRequest, notWritable } from './errors';
import type { Org } from './org';
import { BUSINESS_RECORD_TYPE, PERSON_FIELDS, PERSON_RECORD_TYPE } from './schema/personAccounts';
import type { SObject } from './schema/sobject';
import type { StoredRecord, Values } from './store';

type Save = (type: SObject, previous: StoredRecord | undefined, changes: Changes) => StoredRecord;

/** Settles whether an account is a person, and refuses the fields of the other kind (contract 2). */
export function withPersonType(
	org: Org,
	type: SObject,
	changes: Changes,
	sent: Changes,
	previous?: StoredRecord,
): Changes {
	if (type.name !== 'Account' || !org.settings.personAccounts) return changes;
	const recordTypeId = sent.RecordTypeId ?? previous?.values.RecordTypeId ?? BUSINESS_RECORD_TYPE;
	const isPerson = recordTypeId === PERSON_RECORD_TYPE;
	if (previous && isPerson !== (previous.values.IsPersonAccount === true)) {
		throw badRequest('INVALID_FIELD_FOR_INSERT_UPDATE', 'Cannot change a person account into another kind', [
			'RecordTypeId',
		]);
	}
	if (isPerson && 'Name' in sent) throw notWritable(['Name']);
	const ofPersons = PERSON_FIELDS.map(([onAccount]) => onAccount).filter((name) => name in sent);
	if (!isPerson && ofPersons.length > 0) {
		throw badRequest(
			'INVALID_FIELD_FOR_INSERT_UPDATE',
			`Account: bad field names on insert/update call: ${ofPersons.join(', ')}`,
			ofPersons,
		);
	}
	return { ...changes, RecordTypeId: recordTypeId, IsPersonAccount: isPerson };
}

/** Keeps the contact behind a person account in step; answers the account as stored in the end. */
export function personContact(
	org: Org,
	saved: StoredRecord,
	previous: StoredRecord | undefined,
	save: Save,
): StoredRecord {
	if (saved.type !== 'Account' || saved.values.IsPersonAccount !== true) return saved;
	const contactType = org.schema.get('Contact');
	const contactId = previous?.values.PersonContactId;
	const present = typeof contactId === 'string' ? org.record(contactId, ['Contact']) : undefined;
	const contact = save(contactType, present, {
		...contactValues(saved.values),
		AccountId: saved.id,
		OwnerId: saved.values.OwnerId ?? null,
		IsPersonAccount: true,
	});
	return present ? saved : save(org.schema.get('Account'), saved, { PersonContactId: contact.id });
}

function contactValues(account: Values): Changes {
	const copied = PERSON_FIELDS.map(([onAccount, onContact]) => [onContact, account[onAccount] ?? null] as const);
	return { ...Object.fromEntries(copied), Name: account.Name ?? null, Phone: account.Phone ?? null };
}
