import type { SeedData } from '../crm';
import type { Changes } from './changes';
import { eventTimes } from './activityTimes';
import { SalesforceError } from './errors';
import { canonicalId } from './ids';
import type { Org } from './org';
import { USER } from './orgData';
import { personContact, withPersonType } from './people';
import type { Value } from './schema/build';
import type { SObject } from './schema/sobject';
import { isDate, stamp } from './stamps';
import type { StoredRecord } from './store';
import { normalise } from './values';
import { computed, defaults } from './writer';

/**
 * One record to start with: fields by name, read-only ones too, nothing required.
 * Stamps (`CreatedDate`, `LastModifiedDate`, `SystemModstamp`) are ISO 8601 or epoch milliseconds; now when absent.
 */
export type SeedRecord = Record<string, Value>;

const STAMPS = ['CreatedDate', 'LastModifiedDate', 'SystemModstamp'];

/** Adds records by object, in the order given; answers their ids. They come from elsewhere, so they show `indexLagMs` later. */
export function seedRecords(org: Org, data: SeedData): Record<string, string[]> {
	return Object.fromEntries(
		Object.entries(data).map(([name, records]) => {
			const type = org.schema.find(name);
			if (!type?.createable) throw new RangeError(`Seed: no object ${name}`);
			return [name, (records as readonly SeedRecord[]).map((seed) => seedRecord(org, type, seed).id)];
		}),
	);
}

function seedRecord(org: Org, type: SObject, seed: SeedRecord): StoredRecord {
	const sent = seedValues(org, type, seed);
	const changes = withPersonType(org, type, { ...defaults(type), ...sent }, sent);
	const times = type.name === 'Event' && hasTimes(changes) ? eventTimes(changes, {}) : {};
	const values = { ...changes, ...times };
	const record = store(org, type, undefined, { ...values, ...computed(org, type, values) });
	return personContact(org, record, undefined, (other, previous, more) => store(org, other, previous, more));
}

function store(org: Org, type: SObject, previous: StoredRecord | undefined, changes: Changes): StoredRecord {
	const now = org.clock.now();
	const id = String(previous?.id ?? changes.Id ?? org.nextId(type));
	const created = changes.CreatedDate ?? stamp(now);
	const modified = changes.SystemModstamp ?? changes.LastModifiedDate ?? created;
	const values: Changes = {
		IsDeleted: false,
		CreatedById: USER.id,
		LastModifiedById: USER.id,
		CreatedDate: created,
		LastModifiedDate: modified,
		SystemModstamp: modified,
		...previous?.values,
		...changes,
		Id: id,
	};
	const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
	const shownAt = now + org.settings.indexLagMs;
	const record = { id, type: type.name, values: filled, visibleAt: shownAt, indexedAt: shownAt };
	org.store(type).save(record);
	return record;
}

function seedValues(org: Org, type: SObject, seed: SeedRecord): Changes {
	return Object.fromEntries(
		Object.entries(seed).map(([name, raw]) => {
			const field = type.fields.get(name.toLowerCase());
			if (!field) throw new RangeError(`Seed: ${type.name} has no field ${name}`);
			if (STAMPS.includes(field.name)) return [field.name, raw === null ? null : stampOf(raw)];
			try {
				const value = normalise(field, raw, org.settings);
				return [field.name, field.type === 'id' || field.type === 'reference' ? (canonicalId(value) ?? null) : value];
			} catch (error) {
				if (error instanceof SalesforceError) throw new RangeError(`Seed: ${error.message}`);
				throw error;
			}
		}),
	);
}

function stampOf(raw: Value): string {
	if (typeof raw === 'string' && isDate(raw)) return stamp(Date.parse(raw));
	return stamp(typeof raw === 'number' ? raw : Date.parse(String(raw).replace(/([+-]\d{2})(\d{2})$/, '$1:$2')));
}

function hasTimes({ StartDateTime, ActivityDateTime, ActivityDate }: Changes): boolean {
	return [StartDateTime, ActivityDateTime, ActivityDate].some((value) => typeof value === 'string');
}
