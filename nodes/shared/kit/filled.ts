import type { IDataObject } from 'n8n-workflow';

/** True for what has parts: no list, and not `null`. */
export const isObject = (value: unknown): value is IDataObject => value !== null && typeof value === 'object' && !Array.isArray(value);

/** A body without the empty parts of its values, for vendors that want them left out; a value that has no other is cleared. */
export function filled(body: IDataObject): IDataObject {
	const whole = (value: IDataObject) => {
		const parts = Object.entries(value).filter(([, part]) => part !== null);
		return parts.length ? Object.fromEntries(parts) : null;
	};
	return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, isObject(value) ? whole(value) : value]));
}
