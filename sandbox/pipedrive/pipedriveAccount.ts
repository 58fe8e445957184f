import { createHash } from 'node:crypto';
import { type Clock, vendorClock } from '../clock';
import { seededRandom } from '../random';
import { Authorization } from './authorization';
import { Collection } from './collection';
import { type User, USERS } from './company';
import { defaultFields, type Field } from './fields';
import type { EntityKind, Kind, StoredRecord, Values } from './records';
import { SearchIndex } from './searchIndex';
import type { PipedriveSettings } from './settings';

/** A lead on its way to become a deal. */
export interface Conversion {
	leadId: string;
	readyAt: number;
	/** The stage or pipeline that was asked for. */
	target: Values;
	/** Once it is done. */
	dealId?: number;
}

const KINDS: readonly Kind[] = ['persons', 'organizations', 'deals', 'activities', 'leads', 'notes'];
const perKind = <Value>(make: () => Value) =>
	Object.fromEntries(KINDS.map((kind) => [kind, make()])) as Record<Kind, Value>;

/** Everything the company holds. A reset makes a new one. */
export class PipedriveAccount {
	readonly clock: Clock;
	readonly authorization: Authorization;
	readonly random = seededRandom(2026);
	readonly fields = defaultFields();
	readonly conversions = new Map<string, Conversion>();
	private readonly collections = perKind(() => new Collection());
	private readonly indexes: Record<Kind, SearchIndex>;
	private readonly lastIds = new Map<string, number>();

	constructor(readonly settings: PipedriveSettings) {
		this.clock = vendorClock(settings);
		this.authorization = new Authorization(this.clock, settings);
		this.indexes = perKind(() => new SearchIndex(this.clock));
	}

	records(kind: Kind): Collection {
		return this.collections[kind];
	}

	/** What search sees of a kind. */
	index(kind: Kind): SearchIndex {
		return this.indexes[kind];
	}

	/** Keeps a new or changed record; search learns of it later (contract 3.2). */
	save(kind: Kind, record: StoredRecord, visibleAt = this.clock.now() + this.settings.indexLagMs): StoredRecord {
		this.indexes[kind].update(record, visibleAt);
		return this.collections[kind].save(record);
	}

	/** A record with a new id, not yet kept. */
	draft(kind: Kind, values: Values, customFields: Values = {}): StoredRecord {
		const now = this.clock.now();
		const id = kind === 'leads' ? this.newUuid(kind) : this.next(kind);
		return { id, addTime: now, updateTime: now, deletedAt: null, values, customFields };
	}

	/** Marks it as deleted, and search still finds it for a while. */
	delete(kind: Kind, record: StoredRecord): void {
		const now = this.clock.now();
		this.save(kind, { ...record, deletedAt: now, updateTime: now });
	}

	/** The same in every run. */
	newUuid(series: string): string {
		const hex = createHash('sha1')
			.update(`${series}${this.next(series)}`)
			.digest('hex');
		return [
			hex.slice(0, 8),
			hex.slice(8, 12),
			`4${hex.slice(13, 16)}`,
			`a${hex.slice(17, 20)}`,
			hex.slice(20, 32),
		].join('-');
	}

	/** Ids of a series grow, also after one that was given. */
	reserve(series: string, id: number): void {
		this.lastIds.set(series, Math.max(id, this.lastIds.get(series) ?? 0));
	}

	customField(kind: EntityKind, key: string): Field | undefined {
		return this.fields[kind].find(({ field_code, is_custom_field }) => is_custom_field && field_code === key);
	}

	user(id: unknown): User | undefined {
		return USERS.find((user) => user.id === id);
	}

	private next(series: string): number {
		const id = (this.lastIds.get(series) ?? 0) + 1;
		this.lastIds.set(series, id);
		return id;
	}
}
