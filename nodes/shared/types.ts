import type { IDataObject } from 'n8n-workflow';
import type { CrmClient, Matching, NativeUpsert, Operation, Page, Poll, Scope, Search, Unsupported, WriteRow } from './operations';
import type { CrmRecord, Raw, ResourceName } from './records';
import type { CrmError, HttpResponse, PaceReading, PaceRule } from './wire';

/**
 * The contract between a CRM and the engine. A CRM is one {@link CrmDefinition}, a plain value; the engine alone knows
 * n8n, HTTP, retries, batches, paging, upsert, polling and errors.
 */

export type FieldKind =
	| 'text' | 'longText' | 'email' | 'phone' | 'url' | 'number' | 'boolean' | 'date' | 'dateTime' | 'choice' | 'choices' | 'reference';
/** One canonical field of one vendor object. */
export interface Field {
	/** Canonical key; dotted for a part of an object (`address.city`). */
	key: string;
	/** The vendor's word. */
	label: string;
	kind: FieldKind;
	/** Dotted path in the vendor's record, or a function of it. */
	read: string | ((raw: Raw) => unknown);
	/** Dotted path in the body, or a function that fills it. Absent: read-only. `null` asks to clear. */
	write?: string | ((value: unknown, body: IDataObject) => void);
	/** Vendor name, for live metadata and queries, when it is not the last part of `write`. */
	column?: string;
	required?: boolean;
	/** True when the vendor takes it with a creation only: an update leaves it as it is, and says so. */
	createOnly?: boolean;
	hint?: string;
	/** Fixed choices; live ones come from `metadata`. */
	choices?: ReadonlyArray<{ label: string; value: string }>;
	/** For `reference`: a resource, one of its objects (`customer.companies`), or one of the definition's `lists`. */
	target?: string;
}
/** A field as the account has it. */
export interface LiveField {
	name: string;
	label: string;
	kind: FieldKind;
	choices?: ReadonlyArray<{ label: string; value: string }>;
	readOnly?: boolean;
	unique?: boolean;
	required?: boolean;
	hint?: string;
}
/** Where custom fields stand: below a dotted prefix of record and body (`''` for the top), or wherever the functions say. */
export type CustomFields = string | { read(raw: Raw): IDataObject; write(name: string, value: unknown, body: IDataObject): void };

/** One kind of record at the vendor. */
export interface VendorObject {
	/** Our saved name of the choice; the vendor's object name where it has one. */
	id: string;
	label: string;
	/** Set when no public source proves how it behaves; shown in the node and the README. */
	unverified?: string;
	fields: readonly Field[];
	/** Absent: the vendor has none here. */
	customFields?: CustomFields;
	/** Absent: the record's `id`. */
	idOf?(raw: Raw): string;
	create: Operation<WriteRow>;
	update: Operation<WriteRow & { id: string }>;
	get: Operation<{ id: string }>;
	remove: Operation<{ id: string }>;
	/** True when writes are answered with an id only: the engine then reads what became of all that it wrote. */
	readsBack?: true;
	/** The vendor's word where removing is something milder, such as "Archive". */
	removal?: string;
	/** Absent: records cannot be recognised, so there is no create-or-update. */
	match?: Matching;
	/** Used instead of reading first, where one key decides and nothing has to be compared. */
	upsert?: NativeUpsert;
	search: Search | Unsupported;
	poll: Poll | Unsupported;
	/**
	 * Adds to an input what follows from the resource itself, given the record it will change, and takes out what this account
	 * has no place for. Returns warnings.
	 */
	imply?(
		values: Map<string, unknown>, custom: Map<string, unknown>, current: Raw | null, client: CrmClient,
	): string[] | Promise<string[]>;
	/** Brings an input into the spelling that records have, before anything is compared with them. */
	normalise?(values: Map<string, unknown>, timeZone: string): void;
	/** False for a completed record of the vendor's list that is none of these, where the list cannot be narrowed. Absent: all are. */
	meant?(raw: Raw): boolean;
	/** Adds to records what the vendor's answers leave out, such as associations. */
	complete?(raws: Raw[], client: CrmClient, scope: Scope): Promise<void>;
	/** False: only writes of such fields are worth the requests that `complete` takes. */
	completeReads?: false;
	metadata?(client: CrmClient): Promise<LiveField[]>;
}
/** The vendor's word for one of our resources, and the objects that can hold it; the first is the default. */
export interface Resource { term: { singular: string; plural: string }; objects: readonly [VendorObject, ...VendorObject[]] }
/** Entries of a searchable list: owners, pipelines, stages. */
export interface ListEntry { name: string; value: string; url?: string }
export type ListSource = (
	client: CrmClient, context: { filter: string; page: Page; objectId: string; parent: string },
) => Promise<{ entries: ListEntry[]; next: Page | null }>;
/** A choice that only this CRM has; off unless the user turns it on under Options. */
export interface Switch { label: string; hint: string }

/** Everything the engine knows about one CRM. */
export interface CrmDefinition {
	/** Stable name in outputs (`crm`) and saved workflows. */
	id: string;
	label: string;
	/** Values of the node's Authentication parameter and the credential types behind them. */
	credentials: ReadonlyArray<{ value: string; label: string; type: string }>;
	/** From the credential's own fields. The engine refuses anything but https and loopback. */
	baseUrl(credential: IDataObject): string;
	/** Where the account's pages are: a record's `url` that starts with `/` stands below it, and reads `null` while it is not known. */
	site?(credential: IDataObject): string | null;
	headers?(credential: IDataObject): Record<string, string>;
	limits: {
		/** Requests in flight at once. */
		concurrency: number;
		paces: Record<string, PaceRule>;
		read?(response: HttpResponse): PaceReading | null;
	};
	/** `null` when the answer is good. Redirects, which are never followed, have general words where it has none of its own. */
	decodeError(response: HttpResponse): CrmError | null;
	resources: Partial<Record<ResourceName, Resource>>;
	/** Why a resource or an operation is not offered, for the README. */
	absent?: Partial<Record<ResourceName, string>>;
	lists: Record<string, ListSource>;
	/** By the saved name of the option; an object finds those that are on in its {@link Scope}. */
	switches?: Record<string, Switch>;
}

// ---- outcomes ----------------------------------------------------------------------------------------------------

/** Exactly one per input item. */
export type Outcome = { index: number; ok: true; records: CrmRecord[] } | { index: number; ok: false; error: CrmError };
/** What a run cost; shown as hints and, by option, in the items. */
export interface RunStatistics {
	requests: number;
	retries: number;
	secondsWaited: number;
	rowsMerged: number;
	truncated: number;
	warnings: string[];
}
export * from './operations';
export type * from './wire';
export type { CrmRecord, OperationName, Raw, Receipt, ResourceName, WriteAction } from './records';
