import type { Caller } from './access';
import type { PipedriveAccount } from './pipedriveAccount';
import { integerOf, type Query } from './query';
import type { EntityKind, StoredRecord, Values } from './records';
import type { Body } from './router';
import type { Rule } from './valueRules';

export type Matcher = (record: StoredRecord) => boolean;

/** Reads one parameter of a list; `undefined` when it was not sent. */
export type Filter = (query: Query, account: PipedriveAccount) => Matcher | undefined;

/** Where and for whom something is written. */
export interface Writing {
	account: PipedriveAccount;
	caller: Caller;
	/** What the body says, checked, by key. */
	change: Values;
	/** What is there already; absent on creation. */
	previous?: StoredRecord;
}

/** A kind of record that v2 reads and writes as it does all others. */
export interface EntityType {
	kind: EntityKind;
	/** In messages. */
	label: string;
	/** The text without which nothing is created. */
	required?: string;
	/** Every answered key except those that all kinds have, with its first value. */
	blank: Values;
	/** The keys of a body. */
	rules: Readonly<Record<string, Rule>>;
	/** Keys of a body that only creation takes. */
	creationRules?: Readonly<Record<string, Rule>>;
	/** Keys that `null` does not clear. */
	lasting: readonly string[];
	scopes: Readonly<Record<'read' | 'write', readonly string[]>>;
	/** What lists are sorted by. */
	sorts: Readonly<Record<string, (record: StoredRecord) => number | string>>;
	filters: readonly Filter[];
	/** Refuses a body before its values are looked at. */
	guard?(account: PipedriveAccount, body: Body): void;
	/** Sets what follows from a change. */
	derive?(values: Values, writing: Writing): Values;
	/** What of the values is answered. */
	present?(values: Values, record: StoredRecord, query: Query, account: PipedriveAccount): Values;
}

/** Times are whole seconds to the vendor. */
export const seconds = (time: number) => Math.floor(time / 1_000);

export const COMMON_SORTS = {
	id: ({ id }: StoredRecord) => id,
	add_time: ({ addTime }: StoredRecord) => seconds(addTime),
	update_time: ({ updateTime }: StoredRecord) => seconds(updateTime),
};

/** A filter by the id of something the record is linked with. */
export function byLink(name: string): Filter {
	return (query) => {
		const id = integerOf(query, name);
		return id === undefined ? undefined : ({ values }) => values[name] === id;
	};
}

export const CONTACT_SCOPES = { read: ['contacts:read', 'contacts:full'], write: ['contacts:full'] };
export const DEAL_SCOPES = { read: ['deals:read', 'deals:full'], write: ['deals:full'] };
export const ACTIVITY_SCOPES = { read: ['activities:read', 'activities:full'], write: ['activities:full'] };
