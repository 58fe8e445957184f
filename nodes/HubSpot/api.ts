import type { IDataObject } from 'n8n-workflow';
import { path, type HttpRequest, type HttpResponse, type Page, type Raw, type RowResult } from '../shared/kit';
import { decodeRowError } from './errors';

/** Date versions ship every March and September and are supported for 18 months (contract section 10). */
export const version = '2026-09';
/** Inputs per batch call; half of it when histories are read (section 4). */
export const batchMax = 100;
/** A row's body as the fields write it: property values, and ids to associate by object type. */
export interface Body { properties?: IDataObject; links?: Record<string, string[]> }

const batch = (type: string, action: string, body: IDataObject): HttpRequest =>
	({ method: 'POST', path: path`/crm/objects/${version}/${type}/batch/${action}`, body, safeToRepeat: action !== 'create' });
const named = (ids: readonly string[]) => ids.map((id) => ({ id }));
/** Ids or unique values to records; what is missing is left out of the answer. */
export const batchRead = (type: string, values: readonly string[], properties: readonly string[], more: IDataObject = {}): HttpRequest =>
	batch(type, 'read', { inputs: named(values), properties: [...properties], propertiesWithHistory: [], ...more });
export const batchArchive = (type: string, ids: readonly string[]): HttpRequest => batch(type, 'archive', { inputs: named(ids) });

/** HubSpot takes and gives every property value as text: lists with semicolons; `""` clears (section 3). */
const asText = (properties: IDataObject = {}): IDataObject =>
	Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, [value ?? ''].flat().join(';')]));
export const batchUpdate = (type: string, rows: ReadonlyArray<{ id: string; properties?: IDataObject }>): HttpRequest =>
	batch(type, 'update', { inputs: rows.map(({ id, properties }) => ({ id, properties: asText(properties) })) });
/** The `objectWriteTraceId` makes HubSpot accept the good rows and name the bad ones (section 4). */
export const batchCreate = (type: string, bodies: readonly Body[], links: (body: Body) => IDataObject[] = () => []): HttpRequest =>
	batch(type, 'create', {
		inputs: bodies.map((body, at) => ({ properties: asText(body.properties), associations: links(body), objectWriteTraceId: `${at}` })),
	});

/** A property's value as text; empty when it has none. */
export const propertyOf = (raw: Raw | null | undefined, name: string): string =>
	String((raw?.properties as IDataObject | undefined)?.[name] ?? '');
/** The values of a property that holds several. */
export const listOf = (raw: Raw, name: string): string[] => propertyOf(raw, name).split(';').filter(Boolean);
/** The records of any list answer. */
export const resultsOf = ({ body }: HttpResponse): Raw[] => ((body as IDataObject | null)?.results as Raw[] | undefined) ?? [];

/** What asks for the next page of any list. */
export function nextOf({ body }: HttpResponse): Page | null {
	const after = ((body as IDataObject).paging as { next?: { after?: string } } | undefined)?.next?.after;
	return after ? { after } : null;
}

/** The refusal of some rows of a batch, which its context names. */
type BatchError = IDataObject & { context?: Record<string, unknown[] | undefined> };
/** The refusals in a batch's good answer. */
export const errorsOf = ({ body }: HttpResponse) => ((body as IDataObject | null)?.errors ?? []) as BatchError[];
/** Refusals by what names their rows in the context. */
const refusedBy = (keys: string[], errors: BatchError[]) => new Map<string, RowResult>(errors.flatMap((entry) =>
	keys.flatMap((key) => entry.context?.[key] ?? []).map((name) => [String(name), { error: decodeRowError(entry) }])));
const noAnswer: RowResult = { error: { kind: 'unknown', message: 'HubSpot gave no answer for this record', outcomeUnknown: true } };

/** Pairs a batch create with its rows: by trace id; in order where the answer leaves it out, which it does only without errors. */
export function settleCreate(response: HttpResponse, rows: readonly unknown[]): RowResult[] {
	const settled = refusedBy(['objectWriteTraceId'], errorsOf(response));
	const open = rows.map((_row, at) => String(at)).filter((trace) => !settled.has(trace));
	resultsOf(response).forEach((raw, at) => settled.set(String(raw.objectWriteTraceId ?? open[at]), { raw }));
	return rows.map((_row, at) => settled.get(String(at)) ?? noAnswer);
}

/** Pairs a batch by record id: the order of the answer is not promised. A merged record answers under its new id. */
export function settleById(response: HttpResponse, rows: ReadonlyArray<{ id: string }>): RowResult[] {
	const settled = refusedBy(['ids', 'id'], errorsOf(response).filter(({ category }) => category !== 'OBJECT_NOT_FOUND'));
	for (const raw of resultsOf(response)) {
		for (const id of [String(raw.id), ...listOf(raw, 'hs_merged_object_ids')]) settled.set(id, { raw });
	}
	return rows.map(({ id }) => settled.get(id) ?? { error: { kind: 'notFound', message: `HubSpot has no record with ID ${id}` } });
}
