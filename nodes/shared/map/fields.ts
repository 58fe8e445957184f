import { kindOf } from '../records';
import type { Field, Raw } from '../types';
import { titled } from '../words';
import { at } from './record';

/** A vendor's name for a canonical key, with what differs from the usual label and kind. */
export type Stored = string | ({ name: string } & Partial<Omit<Field, 'key' | 'read' | 'write'>>);

function field(prefix: string, key: string, stored: Stored): Field & { read: string } {
	const { name, ...differing } = typeof stored === 'string' ? { name: stored } : stored;
	const kind = differing.kind ?? kindOf[key] ?? 'text';
	// The id of a contact points at a contact; whatever else it points at has to be said.
	const target = kind === 'reference' ? { target: key.replace(/Id$/, '') } : {};
	return { key, label: titled(key.split('.').pop()!.replace(/(?<=.)Id$/, '')), kind, ...target, ...differing, read: `${prefix}${name}` };
}

/** Fields that are read from and written to one place each: canonical key -> name below `prefix`. */
export function stored(prefix: string, names: Record<string, Stored>): Array<Field & { read: string; write: string }> {
	return Object.entries(names).map(([key, name]) => field(prefix, key, name)).map((one) => ({ ...one, write: one.read }));
}

/** Fields that only the vendor sets. */
export const shown = (prefix: string, names: Record<string, Stored>): Array<Field & { read: string }> =>
	Object.entries(names).map(([key, name]) => field(prefix, key, name));

/** What a vendor's status comes to (open, done, cancelled, won, lost); a status without a group reads as nothing. */
export const statusGroup = (status: string | ((raw: Raw) => unknown), groups: Readonly<Record<string, string>>): Field => ({
	key: 'statusGroup', label: 'Status Group', kind: 'text',
	read: (raw) => groups[String(typeof status === 'string' ? at(raw, status) : status(raw))],
});
