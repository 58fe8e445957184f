import { PIPELINES } from './account';
import { contactExists, type PropertyProblem, propertyError, validationError } from './errors';
import type { HubSpotAccount } from './hubspotAccount';
import type { ObjectType } from './objectTypes';
import { LIFECYCLE_ORDER } from './properties/people';
import { searchablePhone } from './phone';
import type { ObjectStore, StoredRecord, Values } from './store';
import { normalise } from './values';

/** Raw properties of a request body. */
export type RawProperties = Record<string, unknown>;

/** Refuses names the account does not have (contract 3). */
export function assertKnownProperties(store: ObjectStore, all: readonly RawProperties[]): void {
	const unknown = new Set(all.flatMap((raw) => Object.keys(raw).filter((name) => !store.properties.has(name))));
	if (unknown.size === 0) return;
	throw propertyError(
		[...unknown].map((name) => ({
			name,
			code: 'PROPERTY_DOESNT_EXIST',
			message: `Property "${name}" does not exist`,
		})),
	);
}

export function createRecord(account: HubSpotAccount, type: ObjectType, raw: RawProperties): StoredRecord {
	const store = account.store(type);
	const changes = validChanges(store, raw, {});
	assertRequired(type, changes, type.requiredOnCreate);
	assertFree(store, changes, undefined);
	if (type.name === 'meetings') changes.hs_timestamp ||= changes.hs_meeting_start_time;
	const now = account.clock.now();
	const id = account.nextId();
	const record: StoredRecord = {
		id,
		type,
		properties: {},
		createdAt: now,
		updatedAt: now,
		archivedAt: null,
		revisions: [],
	};
	const saved = withChanges(record, { ...changes, hs_object_id: id, ...dates(type, now, now) }, now);
	store.save(saved);
	return saved;
}

export function updateRecord(account: HubSpotAccount, record: StoredRecord, raw: RawProperties): StoredRecord {
	const store = account.store(record.type);
	const changes = validChanges(store, raw, record.properties);
	assertFree(store, changes, record.id);
	return saveChanges(account, record, changes);
}

/** Stores checked changes and moves the record's modification date. */
export function saveChanges(account: HubSpotAccount, record: StoredRecord, changes: Values): StoredRecord {
	const now = account.clock.now();
	const saved = withChanges(
		{ ...record, updatedAt: now },
		{ ...changes, [record.type.modifiedProperty]: new Date(now).toISOString() },
		now,
	);
	account.store(record.type).save(saved);
	return saved;
}

export function archiveRecord(account: HubSpotAccount, record: StoredRecord): void {
	if (record.archivedAt !== null) return;
	const now = account.clock.now();
	account.store(record.type).save({ ...record, archivedAt: now, updatedAt: now });
}

/** One property of each group has to be set. */
export function assertRequired(type: ObjectType, properties: RawProperties, groups: readonly string[][]): void {
	const missing = groups.filter((group) => !group.some((name) => properties[name]));
	if (missing.length === 0) return;
	throw validationError(`Error creating ${type.singular.toUpperCase()}. Some required properties were not set.`, {
		context: { properties: missing.map((group) => group.join('|')) },
	});
}

/** The dates of a record as properties. */
export function dates(type: ObjectType, createdAt: number, updatedAt: number): Values {
	return {
		[type.createdProperty]: new Date(createdAt).toISOString(),
		[type.modifiedProperty]: new Date(updatedAt).toISOString(),
	};
}

/** A record after a change; empty values vanish, computed ones follow. */
export function withChanges(record: StoredRecord, changes: Values, at: number): StoredRecord {
	const all: Values = { ...changes, ...computed(record.type, changes) };
	const properties = Object.fromEntries(
		Object.entries({ ...record.properties, ...all }).filter(([, value]) => value !== ''),
	);
	return { ...record, properties, revisions: [...record.revisions, { at, changes: all }] };
}

function computed(type: ObjectType, changes: Values): Values {
	if (type.name === 'deals' && changes.dealstage !== undefined) {
		const stage = PIPELINES.deals.flatMap(({ stages }) => stages).find(({ id }) => id === changes.dealstage);
		const probability = stage?.metadata.probability ?? '';
		return {
			hs_deal_stage_probability: probability,
			hs_is_closed: stage?.metadata.isClosed ?? 'false',
			hs_is_closed_won: String(probability === '1.0'),
		};
	}
	if (type.name !== 'contacts') return {};
	const { phone, mobilephone } = changes;
	return {
		...(phone === undefined ? {} : { hs_searchable_calculated_phone_number: searchablePhone(phone) }),
		...(mobilephone === undefined ? {} : { hs_searchable_calculated_mobile_number: searchablePhone(mobilephone) }),
	};
}

function validChanges(store: ObjectStore, raw: RawProperties, current: Values): Record<string, string> {
	assertKnownProperties(store, [raw]);
	const problems: PropertyProblem[] = [];
	const changes: Record<string, string> = {};
	for (const [name, value] of Object.entries(raw)) {
		// Clearing takes an empty string; null is no value at all (contract 3).
		if (value === null) continue;
		const property = store.properties.get(name);
		if (!property) continue;
		if (property.modificationMetadata.readOnlyValue) {
			problems.push({
				name,
				code: 'READ_ONLY_VALUE',
				message: `"${name}" is a read only property; its value cannot be set.`,
			});
			continue;
		}
		const result = normalise(property, value, store.type.name, current[name]);
		if ('problem' in result) problems.push(result.problem);
		else changes[name] = result.value;
	}
	if (problems.length > 0) throw propertyError(problems);
	return keepLifecycleForward(changes, current);
}

/** An earlier stage is accepted and ignored, unless the stage was cleared first (contract 3). */
function keepLifecycleForward(changes: Record<string, string>, current: Values): Record<string, string> {
	const rank = (stage: string | undefined) => LIFECYCLE_ORDER.indexOf(stage ?? '');
	const { lifecyclestage: wanted, ...others } = changes;
	const goesBack = wanted && current.lifecyclestage && rank(wanted) < rank(current.lifecyclestage);
	return goesBack ? { ...others, lifecyclestage: current.lifecyclestage } : changes;
}

function assertFree(store: ObjectStore, changes: Values, ownId: string | undefined): void {
	for (const name of store.uniqueNames()) {
		const value = changes[name];
		if (!value) continue;
		const holder = store.byUnique(name, value);
		if (!holder || holder.id === ownId) continue;
		if (name === 'email') throw contactExists(holder.id);
		throw propertyError([
			{
				name,
				code: 'CONFLICTING_UNIQUE_VALUE',
				message: `Cannot set ${name} to ${value}. ${holder.id} already has that value.`,
			},
		]);
	}
}
