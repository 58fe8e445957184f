import type { IDataObject } from 'n8n-workflow';
import type { Raw } from './records';
import type { CrmError, HttpRequest, HttpResponse } from './wire';

/** What a CRM can be asked to do with one kind of record, and how the engine asks. */

/** What this run wants of an object beyond its standard fields. */
export interface Scope {
	/** Vendor names of custom fields to read, that of the external ID among them. */
	customFields: readonly string[];
	/** Vendor name of the field that holds our `externalId`. */
	externalIdField?: string;
	/** Where the account's pages are, when the definition's `site` knows; some know it after the first call only. */
	site?(): string | null;
	/** Keys of the definition's `switches` that the user turned on. */
	switches?: readonly string[];
	/** IANA zone of times without an offset, for vendors that want wall times. */
	timeZone?: string;
}
/** The engine's client: paced, retried, decoded. Throws CrmFailure. */
export interface CrmClient {
	send(request: HttpRequest): Promise<HttpResponse>;
	/** Sends once per chunk of at most `max` rows, in order, and gives all that `read` finds. */
	inChunks<T, R>(
		rows: readonly T[], max: number, request: (chunk: T[]) => HttpRequest, read: (response: HttpResponse) => R[],
	): Promise<R[]>;
	/** Reads page after page to the end. */
	readAll(read: { request(page: Page): HttpRequest; read(response: HttpResponse): Raw[]; next: NextPage }): Promise<Raw[]>;
	/** Shown to the user as a hint after the run. */
	warn(message: string): void;
}
/** Vendor token of the next page; `{}` asks for the first. */
export type Page = IDataObject;
/** The token of the page after `page`, or `null` at the end. A repeated token stops the run. */
export type NextPage = (response: HttpResponse, page: Page, rows: Raw[]) => Page | null;

// ---- reading and writing by id -----------------------------------------------------------------------------------

/** Removes an operation from the menu and explains its absence in the README. */
export interface Unsupported { unsupported: string }
/** A record to write. `id` and `current` are there when it exists. */
export interface WriteRow { body: IDataObject; id?: string; current?: Raw }
/** What became of one row: the vendor's record or its refusal. `created` is told by a {@link NativeUpsert} only. */
export type RowResult = { raw: Raw; created?: boolean } | { error: CrmError };
/** Several rows in one request. `settle` answers per row, in the order of `rows`, paired by key or trace id. */
export interface Batched<Row> {
	/** Rows per request. */
	max: number;
	request(rows: Row[], scope: Scope): HttpRequest;
	settle(response: HttpResponse, rows: Row[], scope: Scope): RowResult[];
}
/** One row in one request. */
export interface Single<Row> {
	request(row: Row, scope: Scope): HttpRequest;
	/** `null` when the vendor answers that there is no such record. */
	read(response: HttpResponse, row: Row): Raw | null;
}
/** One row by as many requests as it takes. What it throws is the row's refusal. */
export interface Stepwise<Row> { each(row: Row, client: CrmClient, scope: Scope): Promise<Raw> }
/** The escape hatch: whatever up to `max` rows take, with the engine's client; one result per row, in order. */
export interface Performed<Row> { max: number; perform(rows: Row[], client: CrmClient, scope: Scope): Promise<RowResult[]> }
export type Operation<Row> = Batched<Row> | Single<Row> | Stepwise<Row> | Performed<Row> | Unsupported;

// ---- recognising records -----------------------------------------------------------------------------------------

/** A key that decides whether a record exists already. `customFields.<name>` names a vendor field; see {@link NaturalKey}. */
export type MatchKey = 'externalId' | 'email' | 'phone' | 'natural' | `customFields.${string}`;
/** Finds candidates by values of one key. The engine checks each candidate exactly, so a fuzzy search will do. */
export interface Lookup<Value = string> {
	/** Values per call of `find`. */
	max: number;
	find(values: Value[], client: CrmClient, scope: Scope): Promise<Raw[]>;
}
/** Values that together single out a record without an id of its own, such as an appointment by person and start. */
export interface NaturalKey {
	label: string;
	/** Canonical keys, the parent's id first; `a|b` is the first of them that is given. */
	parts: readonly string[];
}
/** The keys that records of one kind are recognised by. */
export interface Matching {
	email?: Lookup;
	phone?: Lookup;
	/** True where only mobile numbers can be looked up: of two numbers that one decides. */
	mobileFirst?: true;
	/** A key made of several; `find` gets the parts of each value. */
	natural?: NaturalKey & Lookup<string[]>;
	/** Any field by its vendor name: that of the external ID, and custom fields. `null` when this one cannot be searched. */
	field?(name: string): Lookup | null;
}
/** The vendor's own create-or-update: finds and writes in one call, and does not say what was there before. */
export interface NativeUpsert {
	/** Rows per call. */
	max: number;
	/** True for a key by which the vendor recognises a record as surely as {@link Matching} does. */
	by(key: MatchKey, scope: Scope): boolean;
	/** False for a row that only the record itself tells how to write. */
	serves?(row: WriteRow): boolean;
	/** Rows that it answers as `unsupported` or `ambiguous` are read first after all. */
	perform(rows: WriteRow[], client: CrmClient, scope: Scope, key: MatchKey): Promise<RowResult[]>;
	/** True when an answer holds no more than was written, so that the output must not show the rest as empty. */
	partial?: boolean;
}

// ---- searching ---------------------------------------------------------------------------------------------------

export type SearchOperator = 'equals' | 'notEquals' | 'contains' | 'after' | 'before' | 'isSet' | 'isNotSet';
/** `field` is a canonical key or `customFields.<name>`. */
export interface SearchCondition { field: string; operator: SearchOperator; value: string }
export interface SearchQuery {
	text?: string;
	where: SearchCondition[];
	sort?: { field: string; direction: 'ascending' | 'descending' };
	/** Records wanted; `Infinity` for all. */
	limit: number;
}
export interface Search {
	/** Canonical keys offered as filters, when not all that {@link filterKeys} names can be. */
	filters?: readonly string[];
	request(query: SearchQuery, page: Page, scope: Scope): HttpRequest;
	read(response: HttpResponse): Raw[];
	next(response: HttpResponse, page: Page, rows: Raw[], query: SearchQuery): Page | null;
	/** True when this query cannot be read to its end in the wanted order: the engine reads in any order and sorts. */
	mustSortLocally?(response: HttpResponse, query: SearchQuery): boolean;
	/**
	 * Set when the vendor answers more than was asked for: the engine checks every condition again, or those on `only` these
	 * fields, and with `text` the words, too.
	 */
	recheck?: { text: boolean; only?: readonly string[] };
}

// ---- polling -----------------------------------------------------------------------------------------------------

export type PollEvent = 'created' | 'updated';
/**
 * From where a page of a poll reads: ascending by stamp from `since`, which is included; with `tie`, only that very
 * stamp, by id behind `afterId`; with `page`, where {@link UnorderedPoll.next} says.
 */
export interface PollFrom { since: string; tie?: { afterId: string | null }; page?: Page }
/** What every way of finding new records needs. */
interface PollRules {
	/** How far the vendor's index may lag behind its clock, in ms: re-read at every poll, minus what was seen. */
	overlapMs: number;
	/** Creation itself moves the update stamp for this long, in ms. */
	settleMs: number;
	/** The newest records first, for the first watermark and the manual sample. */
	newest(event: PollEvent, limit: number, scope: Scope): HttpRequest;
	read(response: HttpResponse): Raw[];
	/** When each record last changed in one of `fields` (vendor names), ISO 8601 by record id. */
	changedAt?(ids: string[], fields: readonly string[], client: CrmClient): Promise<Map<string, string>>;
}
/**
 * Ascending by the vendor's clock, where it filters by stamp. The engine pages by stamp and id, never by offset, which
 * moves while records change.
 */
export interface AscendingPoll extends PollRules {
	request(event: PollEvent, from: PollFrom, scope: Scope): HttpRequest;
	/** True when the vendor has more than this page. */
	more(response: HttpResponse): boolean;
}
/** From the newest back to what is known, where the vendor sorts by stamp and cannot filter by it. */
export interface NewestFirstPoll extends PollRules {
	newestFirst(event: PollEvent, page: Page, scope: Scope): HttpRequest;
	next: NextPage;
	/** Pages after which a poll gives up instead of leaving records out. */
	mostPages: number;
	/** Why only new records can be told, where records carry no stamps: they are told by their ids. */
	onlyNew?: string;
}
/**
 * In any order, where the vendor filters by stamp and cannot sort by it: all pages are read and sorted, and a trigger
 * begins at the vendor's clock.
 */
export interface UnorderedPoll extends PollRules {
	request(event: PollEvent, from: PollFrom, scope: Scope): HttpRequest;
	/** The token of the page after `page`. */
	next(response: HttpResponse, event: PollEvent, since: string, page: Page): Page | null;
}
/** How new and changed records are found. */
export type Poll = AscendingPoll | NewestFirstPoll | UnorderedPoll;

/** True for what a CRM cannot do. */
export const isUnsupported = (value: object): value is Unsupported => 'unsupported' in value;
