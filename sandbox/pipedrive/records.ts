/** What the account holds one kind of. */
export type Kind = 'persons' | 'organizations' | 'deals' | 'activities' | 'leads' | 'notes';

/** Kinds that v2 reads and writes in one way. */
export type EntityKind = Extract<Kind, 'persons' | 'organizations' | 'deals' | 'activities'>;

export type Values = Readonly<Record<string, unknown>>;

/** A record as it is kept. Records are replaced, never changed in place. */
export interface StoredRecord {
	/** Numbers that grow; leads have UUIDs. */
	readonly id: number | string;
	readonly addTime: number;
	readonly updateTime: number;
	/** Deletion is soft; 30 days later the record is gone. `null` while it lives. */
	readonly deletedAt: number | null;
	/** By the vendor's names. */
	readonly values: Values;
	/** By 40-character key; keys without a value are absent. */
	readonly customFields: Values;
}

const PURGE_MS = 30 * 24 * 3_600_000;

/** Whether a single read still finds it. */
export function isKept({ deletedAt }: StoredRecord, now: number): boolean {
	return deletedAt === null || now < deletedAt + PURGE_MS;
}
