import { type Clock, vendorClock } from '../clock';
import type { AuthorizationServer } from '../oauth/authorizationServer';
import { seededRandom } from '../random';
import { Associations } from './associations';
import { createAuthorization } from './authorization';
import { type ObjectType, objectTypeOf, OBJECT_TYPES } from './objectTypes';
import { defaultProperties } from './properties/catalog';
import type { Property } from './properties/build';
import type { HubSpotSettings } from './settings';
import { ObjectStore } from './store';

// Above 10,000, so that a record id mistaken for a search offset hits the cap instead of passing (contract 4).
const FIRST_ID = 20_001;

/** Everything one account holds. A reset makes a new one. */
export class HubSpotAccount {
	readonly clock: Clock;
	readonly authorization: AuthorizationServer;
	readonly random = seededRandom(2026);
	readonly associations = new Associations();
	readonly properties: Map<string, Map<string, Property>> = defaultProperties();
	private readonly stores: Map<string, ObjectStore>;
	private lastId = FIRST_ID - 1;

	constructor(readonly settings: HubSpotSettings) {
		this.clock = vendorClock(settings);
		this.authorization = createAuthorization(this.clock, settings);
		this.stores = new Map(
			OBJECT_TYPES.map((type) => [
				type.name,
				new ObjectStore(type, this.propertiesOf(type), this.clock, () => settings.indexLagMs),
			]),
		);
	}

	store(type: ObjectType | string): ObjectStore {
		const { name } = typeof type === 'string' ? objectTypeOf(type) : type;
		const store = this.stores.get(name);
		if (!store) throw new RangeError(`No store for ${name}`);
		return store;
	}

	propertiesOf(type: ObjectType): Map<string, Property> {
		return this.properties.get(type.name) ?? new Map();
	}

	nextId(): string {
		return String(++this.lastId);
	}

	/** Keeps generated ids clear of seeded ones. */
	reserveId(id: string): void {
		this.lastId = Math.max(this.lastId, Number(id) || 0);
	}
}
