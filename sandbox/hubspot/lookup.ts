import { notFound, validationError } from './errors';
import type { ObjectStore, StoredRecord } from './store';

/** By id, or by a unique property; archived records too. */
export function findRecord(store: ObjectStore, id: string, idProperty?: string): StoredRecord | undefined {
	if (idProperty === undefined) return store.byId(id);
	if (!store.isUnique(idProperty)) {
		throw validationError(`idProperty '${idProperty}' is not a unique property of ${store.type.name}.`);
	}
	return store.byUnique(idProperty, id);
}

/** A record that is not archived, or 404. */
export function requireLive(store: ObjectStore, id: string, idProperty?: string): StoredRecord {
	const record = findRecord(store, id, idProperty);
	if (!record || record.archivedAt !== null) throw notFound();
	return record;
}
