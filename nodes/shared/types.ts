import type { IDataObject } from 'n8n-workflow';
import type { CrmRecord, Raw, ResourceName } from './records';
import type { CrmError, HttpRequest, HttpResponse, PaceReading, PaceRule } from './wire';

/**
 * The contract between a CRM and the engine. A CRM is one {@link CrmDefinition}, a plain value; the engine alone knows
 * n8n, HTTP, retries, batches, paging, upsert, polling and errors.
 */

// ---- what the engine hands to a CRM ------------------------------------------------------------------------------

/** What this run wants of an object beyond its standard fields. */
export interface Scope {
	/** Vendor names of custom fields to read, that of the external ID among them. */
	customFields: readonly string[];
	/** Vendor name of the field that holds our `externalId`. */
	externalIdField?: string;
	/** Where the account's pages are, when the definition's `site` knows. */
	site?: string | null;
}
/** The engine's client: paced, retried, decoded. Throws CrmFailure. */
export interface CrmClient {
	send(request: HttpRequest): Promise<HttpResponse>;
	/** Sends once per chunk of at most `max` rows, in order, and gives all that `read` finds. */
	inChunks<T, R>(rows: readonly T[], max: number, request: (chunk: T[]) => HttpRequest, read: (response: HttpResponse) => R[]): Promise<R[]>;
	/** Reads page after page to the end. */
	readAll(read: { request(page: Page): HttpRequest; read(response: HttpResponse): Raw[]; next: NextPage }): Promise<Raw[]>;
	/** Shown to the user as a hint after the run. */
	warn(message: string): void;
}
/** Vendor token of the next page; `{}` asks for the first. */
export type Page = IDataObject;

// ---- operations --------------------------------------------------------------------------------------------------

/** Removes an operation from the menu and explains its absence in the README. */
export interface Unsupported { unsupported: string }
/** A record to write. `id` and `current` are there when it exists. */
export interface WriteRow { body: IDataObject; id?: string; current?: Raw }
/** What became of one row: the vendor's record or its refusal. */
export type RowResult = { raw: Raw } | { error: CrmError };
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
/** The escape hatch: whatever up to `max` rows take, with the engine's client; one result per row, in order. */
export interface Performed<Row> { max: number; perform(rows: Row[], client: CrmClient, scope: Scope): Promise<RowResult[]> }
export type Operation<Row> = Batched<Row> | Single<Row> | Performed<Row> | Unsupported;

/** A key that decides whether a record exists already. `customFields.<name>` names a vendor field; see {@link NaturalKey}. */
export type MatchKey = 'externalId' | 'email' | 'phone' | 'natural' | `customFields.${string}`;
/** Values that together single out a record without an id of its own, such as an appointment by person and start. */
export interface NaturalKey {
	label: string;
	/** Canonical keys, the parent's id first; `a|b` is the first of them that is given. */
	parts: readonly string[];
}
/** Finds candidates by values of one key. The engine checks each candidate exactly, so a fuzzy search will do. */
export interface Lookup {
	/** Values per call of `find`. */
	max: number;
	/** @param values of a natural key: its parts, a line each */
	find(values: string[], client: CrmClient, scope: Scope): Promise<Raw[]>;
}
/** The token of the page after `page`, or `null` at the end. A repeated token stops the run. */
export type NextPage = (response: HttpResponse, page: Page, rows: Raw[]) => Page | null;
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
	next: NextPage;
	/** True when this query cannot be read to its end in the wanted order: the engine reads in any order and sorts. */
	mustSortLocally?(response: HttpResponse, query: SearchQuery): boolean;
	/** Set when the vendor answers more than was asked for: the engine checks every condition again, and with `text` the words, too. */
	recheck?: { text: boolean };
}
export type PollEvent = 'created' | 'updated';
/** From where a page of a poll reads: ascending by stamp from `since`, which is included; with `tie`, only that very stamp, by id behind `afterId`; with `page`, where {@link UnorderedPoll.next} says. */
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
/** Ascending by the vendor's clock, where it filters by stamp. The engine pages by stamp and id, never by offset, which moves while records change. */
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
/** In any order, where the vendor filters by stamp and cannot sort by it: all pages are read and sorted, and a trigger begins at the vendor's clock. */
export interface UnorderedPoll extends PollRules {
	request(event: PollEvent, from: PollFrom, scope: Scope): HttpRequest;
	/** The token of the next page. */
	next(response: HttpResponse, event: PollEvent, since: string): Page | null;
}
/** How new and changed records are found. */
export type Poll = AscendingPoll | NewestFirstPoll | UnorderedPoll;

// ---- objects -----------------------------------------------------------------------------------------------------

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
	/** Vendor name, for live metadata, when it is not the last part of `write`. */
	column?: string;
	required?: boolean;
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
	readOnly: boolean;
	unique: boolean;
	required?: boolean;
	hint?: string;
}
/** One kind of record at the vendor. */
export interface VendorObject {
	/** Our saved name of the choice; the vendor's object name where it has one. */
	id: string;
	label: string;
	/** Set when no public source proves how it behaves; shown in the node and the README. */
	unverified?: string;
	fields: readonly Field[];
	customFields: { read(raw: Raw): IDataObject; write(name: string, value: unknown, body: IDataObject): void };
	idOf(raw: Raw): string;
	create: Operation<WriteRow>;
	update: Operation<WriteRow & { id: string }>;
	get: Operation<{ id: string }>;
	remove: Operation<{ id: string }>;
	/** The vendor's word where removing is something milder, such as "Archive". */
	removal?: string;
	search: Search | Unsupported;
	/** How a record is found by a key; `null` when this object cannot be matched by it. */
	lookup?(key: MatchKey, scope: Scope): Lookup | null;
	matchKeys: readonly MatchKey[];
	poll: Poll | Unsupported;
	natural?: NaturalKey;
	/** Adds to an input what follows from the resource itself, given the record it will change. Returns warnings. */
	imply?(values: Map<string, unknown>, custom: Map<string, unknown>, current: Raw | null): string[];
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
export type ListSource = (client: CrmClient, context: { filter: string; page: Page; objectId: string; parent: string }) => Promise<{ entries: ListEntry[]; next: Page | null }>;
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
	/** `null` when the answer is good. */
	decodeError(response: HttpResponse): CrmError | null;
	resources: Partial<Record<ResourceName, Resource>>;
	/** Why a resource or an operation is not offered, for the README. */
	absent?: Partial<Record<ResourceName, string>>;
	lists: Record<string, ListSource>;
}

// ---- outcomes ----------------------------------------------------------------------------------------------------

/** Exactly one per input item. */
export type Outcome = { index: number; ok: true; records: CrmRecord[] } | { index: number; ok: false; error: CrmError };
/** What a run cost; shown as hints and, by option, in the items. */
export interface RunStatistics { requests: number; retries: number; secondsWaited: number; rowsMerged: number; truncated: number; warnings: string[] }
export type * from './wire';
export type { CrmRecord, OperationName, Raw, Receipt, ResourceName, WriteAction } from './records';

/** True for what a CRM cannot do. */
export const isUnsupported = (value: object): value is Unsupported => 'unsupported' in value;
