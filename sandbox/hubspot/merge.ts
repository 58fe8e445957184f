import type { HubSpotAccount } from './hubspotAccount';
import { OBJECT_TYPES } from './objectTypes';
import { emailsOf, type StoredRecord } from './store';
import { dates, saveChanges, withChanges } from './writer';

/**
 * Merges a record into another: the primary's values win, gaps are filled, both e-mail addresses stay findable,
 * the create date is the older one (contract 5) and the old ids answer with the survivor.
 */
export function mergeRecords(account: HubSpotAccount, primary: StoredRecord, merged: StoredRecord): StoredRecord {
	const store = account.store(primary.type);
	const createdAt = Math.min(primary.createdAt, merged.createdAt);
	const survivor = account.settings.mergeCreatesNewId ? asNewRecord(account, primary) : primary;
	const before = [merged, ...(survivor === primary ? [] : [primary])];

	for (const old of before) {
		account.associations.move(old, survivor, OBJECT_TYPES);
		store.redirect(old.id, survivor.id);
	}
	const [, ...additional] = [...new Set([...emailsOf(primary), ...emailsOf(merged)])];
	const mergedIds = [survivor, ...before].flatMap(({ properties, id }) => [
		...(properties.hs_merged_object_ids?.split(';') ?? []),
		...(id === survivor.id ? [] : [id]),
	]);
	return saveChanges(
		account,
		{ ...survivor, createdAt },
		{
			...merged.properties,
			...primary.properties,
			...(additional.length > 0 ? { hs_additional_emails: additional.join(';') } : {}),
			...dates(primary.type, createdAt, survivor.updatedAt),
			hs_object_id: survivor.id,
			hs_merged_object_ids: [...new Set(mergedIds)].join(';'),
		},
	);
}

function asNewRecord(account: HubSpotAccount, primary: StoredRecord): StoredRecord {
	const id = account.nextId();
	return withChanges({ ...primary, id }, { hs_object_id: id }, account.clock.now());
}
