import type { Field, Raw, VendorObject } from '../types';
import { at } from '../map/record';

/** A status that a vendor works out by itself: all that can be set is that the work is done, and that it is not. */
export interface Completion {
	status: string | ((raw: Raw) => unknown);
	/** The status of what is done, and the one that reopens it. */
	done: string;
	open: string;
}

/** What an object needs for such a status. */
export interface Completable<Step> {
	field: Field;
	/** Takes out what cannot be set, with a warning. */
	imply: NonNullable<VendorObject['imply']>;
	/** What sets a status that is left. */
	steps(id: unknown, wanted: unknown): Step[];
}

/** @param stepOf completes or reopens the record */
export function completable<Step>({ status, done, open }: Completion, stepOf: (id: string, isDone: boolean) => Step): Completable<Step> {
	const read = (raw: Raw) => (typeof status === 'string' ? at(raw, status) : status(raw));
	const choices = [{ label: 'Done', value: done }, { label: 'Not Done', value: open }];
	return {
		field: { key: 'status', label: 'Status', kind: 'choice', choices, read, write: 'status' },
		imply: (values, _custom, current) => {
			const wanted = values.get('status');
			const held = current && read(current);
			if (wanted === undefined || wanted === held || wanted === done || (held === done && wanted === open)) return [];
			values.delete('status');
			return [`status ${String(wanted)} was left out: the CRM works it out; only ${done} can be set, and undone by ${open}`];
		},
		steps: (id, wanted) => (wanted === undefined ? [] : [stepOf(String(id), wanted === done)]),
	};
}
