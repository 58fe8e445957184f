import { type Clock, vendorClock } from '../clock';
import type { AuthorizationServer } from '../oauth/authorizationServer';
import { seededRandom } from '../random';
import { createAuthorization } from './authorization';
import { IdSequence } from './ids';
import { ApiUsage } from './limits';
import { RECORD_TYPE_ROWS, SETUP_ROWS, SINCE, USER } from './orgData';
import { QueryLocators } from './soql/locators';
import { indexedFields, OBJECT_NAMES, Schema } from './schema/schema';
import type { SObject } from './schema/sobject';
import type { SalesforceSettings } from './settings';
import { stamp } from './stamps';
import { type Journal, RecordStore, type StoredRecord } from './store';

// Clear of the fixed ids of users, queues and the like.
const RESERVED_IDS = 1_000;

/** Everything one org holds. A reset makes a new one. */
export class Org {
	readonly clock: Clock;
	readonly authorization: AuthorizationServer;
	readonly schema: Schema;
	readonly locators: QueryLocators;
	readonly usage = new ApiUsage();
	readonly random = seededRandom(2026);
	private readonly ids = new IdSequence(RESERVED_IDS);
	private readonly stores: ReadonlyMap<string, RecordStore>;
	private caseNumber = 1_000;

	constructor(readonly settings: SalesforceSettings) {
		this.clock = vendorClock(settings);
		this.authorization = createAuthorization(this.clock, settings);
		this.schema = new Schema(settings);
		this.locators = new QueryLocators(this.clock);
		this.stores = new Map(OBJECT_NAMES.map((name) => [name, new RecordStore(name, indexedFields(name), this.clock)]));
		for (const [name, rows] of Object.entries({ ...SETUP_ROWS, RecordType: RECORD_TYPE_ROWS })) {
			for (const row of rows) this.store(name).save(setupRecord(name, row));
		}
	}

	store(type: SObject | string): RecordStore {
		const name = typeof type === 'string' ? type : type.name;
		const store = this.stores.get(name);
		if (!store) throw new RangeError(`No store for ${name}`);
		return store;
	}

	/** Whatever the id names, by its prefix; deleted records too. */
	record(id: string, among: readonly string[] = OBJECT_NAMES): StoredRecord | undefined {
		for (const name of among) {
			const record = this.stores.get(name)?.get(id);
			if (record) return record;
		}
		return undefined;
	}

	nextId(type: SObject): string {
		return this.ids.next(type.keyPrefix);
	}

	nextCaseNumber(): string {
		return String(++this.caseNumber).padStart(8, '0');
	}

	/** Runs writes that can be taken back together; `commit` decides from the result. An error always takes them back. */
	transaction<Result>(run: () => Result, commit: (result: Result) => boolean = () => true): Result {
		const journal: Journal = [];
		const outer = this.writeTo(journal);
		let committed = false;
		try {
			const result = run();
			committed = commit(result);
			return result;
		} finally {
			this.writeTo(undefined);
			if (committed) outer?.push(...journal);
			else for (const { store, id, previous } of journal.reverse()) store.restore(id, previous);
			this.writeTo(outer);
		}
	}

	/** Directs the journals of all stores; answers where they went before. */
	private writeTo(journal: Journal | undefined): Journal | undefined {
		let before: Journal | undefined;
		for (const store of this.stores.values()) {
			before = store.journal;
			store.journal = journal;
		}
		return before;
	}
}

function setupRecord(type: string, row: StoredRecord['values']): StoredRecord {
	const since = stamp(SINCE);
	return {
		id: String(row.Id),
		type,
		values: {
			...row,
			IsDeleted: false,
			CreatedDate: since,
			CreatedById: USER.id,
			LastModifiedDate: since,
			LastModifiedById: USER.id,
			SystemModstamp: since,
		},
		visibleAt: 0,
		indexedAt: 0,
	};
}
