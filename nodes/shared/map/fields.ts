import { titled } from '../words';
import { kindOf } from '../records';
import type { Field } from '../types';

/** A vendor's name for a canonical key, with what differs from the usual label and kind. */
export type Stored = string | ({ name: string } & Partial<Omit<Field, 'key' | 'read' | 'write'>>);

function field(prefix: string, key: string, stored: Stored): Field & { read: string } {
	const { name, ...differing } = typeof stored === 'string' ? { name: stored } : stored;
	return { key, label: titled(key.split('.').pop()!), kind: kindOf[key] ?? 'text', ...differing, read: `${prefix}${name}` };
}

/** Fields that are read from and written to one place each: canonical key -> name below `prefix`. */
export function stored(prefix: string, names: Record<string, Stored>): Array<Field & { read: string; write: string }> {
	return Object.entries(names).map(([key, name]) => field(prefix, key, name)).map((one) => ({ ...one, write: one.read }));
}

/** Fields that only the vendor sets. */
export const shown = (prefix: string, names: Record<string, Stored>): Array<Field & { read: string }> => Object.entries(names).map(([key, name]) => field(prefix, key, name));
