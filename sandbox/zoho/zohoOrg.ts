import { type Clock, vendorClock } from '../clock';
import { seededRandom } from '../random';
import { ApiCredits } from './apiCredits';
import { ZohoAuthorization } from './authorization';
import { idAt } from './ids';
import type { Field } from './modules/field';
import { type Module, MODULES } from './modules/modules';
import { PageTokens } from './pageTokens';
import { SearchIndex } from './searchIndex';
import type { ZohoSettings } from './settings';
import { RecordStore, type StoredRecord } from './store';
import { TOKEN_USER } from './orgData';
import { wholeSecond } from './times';

// Clear of the fixed ids of users, fields and the like.
const FIRST_RECORD = 1_000_000;

/** Everything one org holds. A reset makes a new one. */
export class ZohoOrg {
	readonly clock: Clock;
	readonly authorization: ZohoAuthorization;
	readonly credits: ApiCredits;
	readonly pageTokens: PageTokens;
	readonly random = seededRandom(2026);
	private readonly stores: ReadonlyMap<string, RecordStore>;
	private readonly searches: ReadonlyMap<string, SearchIndex>;
	private lastId = FIRST_RECORD;

	constructor(readonly settings: ZohoSettings) {
		this.clock = vendorClock(settings);
		this.authorization = new ZohoAuthorization(this.clock, settings);
		this.credits = new ApiCredits(this.clock, settings);
		this.pageTokens = new PageTokens(this.clock, settings);
		this.stores = new Map([...MODULES].map(([name, module]) => [name, new RecordStore(module)]));
		this.searches = new Map([...MODULES.keys()].map((name) => [name, new SearchIndex(this.clock)]));
	}

	/** The module of a path, if the user may see it. */
	module(name: string): Module | undefined {
		return this.settings.hiddenModules.includes(name) ? undefined : MODULES.get(name);
	}

	store(module: Module | string): RecordStore {
		const store = this.stores.get(typeof module === 'string' ? module : module.name);
		if (!store) throw new RangeError(`No module ${String(module)}`);
		return store;
	}

	searchIndex(module: Module): SearchIndex {
		return this.searches.get(module.name)!;
	}

	isUnique(module: Module, field: Field): boolean {
		return field.unique || this.settings.uniqueFields.includes(`${module.name}.${field.name}`);
	}

	nextId(): string {
		return idAt(++this.lastId);
	}

	/** Stores a record as it is now, for search a little later. */
	save(record: StoredRecord): StoredRecord {
		this.store(record.module).save(record);
		this.searchIndex(record.module).update(record.id, record, this.clock.now() + this.settings.indexLagMs);
		return record;
	}

	remove(record: StoredRecord): void {
		const now = this.clock.now();
		this.store(record.module).remove(record, wholeSecond(now), TOKEN_USER.id);
		this.searchIndex(record.module).update(record.id, undefined, now + this.settings.indexLagMs);
	}
}
