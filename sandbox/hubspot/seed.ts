import type { SeedData } from '../crm';
import { defaultAssociationType } from './associationTypes';
import type { HubSpotAccount } from './hubspotAccount';
import { showCompany } from './links';
import { type ObjectType, objectTypeOf } from './objectTypes';
import type { StoredRecord } from './store';
import { normalise } from './values';
import { dates, withChanges } from './writer';

/** One record to start with. Read-only properties may be given too; nothing is required. */
export interface SeedRecord {
	/** A numeric string; generated when absent. */
	id?: string;
	properties?: Record<string, string>;
	/** ISO 8601 or epoch milliseconds; now when absent. */
	createdAt?: string | number;
	updatedAt?: string | number;
	archived?: boolean;
	/** Records to link with the plain kind, which have to exist or come earlier in the data. */
	associations?: { to: string; id: string }[];
}

/** Adds records by object type, in the order given; answers their ids. */
export function seedRecords(account: HubSpotAccount, data: SeedData): Record<string, string[]> {
	return Object.fromEntries(
		Object.entries(data).map(([name, records]) => {
			const type = objectTypeOf(name);
			return [name, (records as readonly SeedRecord[]).map((seed) => seedRecord(account, type, seed).id)];
		}),
	);
}

function seedRecord(account: HubSpotAccount, type: ObjectType, seed: SeedRecord): StoredRecord {
	const id = seed.id ?? account.nextId();
	account.reserveId(id);
	const createdAt = timestamp(seed.createdAt) ?? account.clock.now();
	const updatedAt = timestamp(seed.updatedAt) ?? createdAt;
	const blank: StoredRecord = {
		id,
		type,
		properties: {},
		createdAt,
		updatedAt,
		archivedAt: seed.archived ? updatedAt : null,
		revisions: [],
	};
	const values = {
		...seedValues(account, type, seed.properties ?? {}),
		hs_object_id: id,
		...dates(type, createdAt, updatedAt),
	};
	const record = withChanges(blank, values, createdAt);
	account.store(type).save(record);
	for (const { to, id: toId } of seed.associations ?? []) {
		const toType = objectTypeOf(to);
		const kind = defaultAssociationType(type, toType);
		if (kind) account.associations.add(record, { type: toType, id: toId }, kind);
		showCompany(account, record, { type: toType, id: toId });
	}
	return record;
}

function seedValues(account: HubSpotAccount, type: ObjectType, raw: Record<string, string>): Record<string, string> {
	const properties = account.propertiesOf(type);
	return Object.fromEntries(
		Object.entries(raw).map(([name, value]) => {
			const property = properties.get(name);
			if (!property) throw new RangeError(`Seed: ${type.name} have no property "${name}"`);
			const result = normalise(property, value, type.name);
			if ('problem' in result) throw new RangeError(`Seed: ${result.problem.message}`);
			return [name, result.value];
		}),
	);
}

function timestamp(value: string | number | undefined): number | undefined {
	return value === undefined ? undefined : new Date(value).getTime();
}
