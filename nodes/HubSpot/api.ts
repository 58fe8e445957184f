import type { IDataObject } from 'n8n-workflow';
import { path } from '../shared/http/path';
import type { HttpRequest, HttpResponse, Page, Raw, RowResult, WriteRow } from '../shared/types';
import { decodeRowError } from './errors';
/** Date versions ship every March and September and are supported for 18 months (contract section 10). */
export const version = '2026-09';
/** Inputs per batch call; half of it when histories are read (section 4). */
export const batchMax = 100;
/** A row's body as the fields write it: property values, and ids to associate by object type. */
export interface Body { properties?: IDataObject; links?: Record<string, string[]> }
/** HubSpot takes and gives every property value as text; `""` clears (section 3). */
const asText = (properties: IDataObject = {}) => Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value === null ? '' : Array.isArray(value) ? value.join(';') : String(value)]));
const batch = (type: string, action: string, body: IDataObject, safeToRepeat = true): HttpRequest => ({ method: 'POST', path: path`/crm/objects/${version}/${type}/batch/${action}`, body, safeToRepeat });
const named = (ids: readonly string[]) => ids.map((id) => ({ id }));
/** Ids or unique values to records; what is missing is left out of the answer. */
export const batchRead = (type: string, values: readonly string[], properties: readonly string[], idProperty?: string, histories: readonly string[] = []): HttpRequest =>
	batch(type, 'read', { inputs: named(values), properties: [...properties], propertiesWithHistory: [...histories], ...(idProperty ? { idProperty } : {}) });
export const batchArchive = (type: string, ids: readonly string[]): HttpRequest => batch(type, 'archive', { inputs: named(ids) });
export const batchUpdate = (type: string, rows: ReadonlyArray<{ id: string; properties?: IDataObject }>): HttpRequest =>
	batch(type, 'update', { inputs: rows.map(({ id, properties }) => ({ id, properties: asText(properties) })) });
/** The `objectWriteTraceId` makes HubSpot accept the good rows and name the bad ones (section 4). */
export const batchCreate = (type: string, rows: readonly WriteRow[], associations: (body: Body) => IDataObject[] = () => []): HttpRequest =>
	batch(type, 'create', { inputs: rows.map(({ body }, at) => ({ properties: asText((body as Body).properties), associations: associations(body as Body), objectWriteTraceId: String(at) })) }, false);
/** A property's value as text; empty when it has none. */
export const propertyOf = (raw: Raw | null | undefined, name: string): string => String((raw?.properties as IDataObject | undefined)?.[name] ?? '');
/** The records of any list answer. */
export const resultsOf = ({ body }: HttpResponse): Raw[] => ((body as IDataObject | null)?.results as Raw[] | undefined) ?? [];
/** What asks for the next page of any list. */
export const nextOf = ({ body }: HttpResponse): Page | null => {
	const after = ((body as IDataObject).paging as { next?: { after?: string } } | undefined)?.next?.after;
	return after ? { after } : null;
};
/** The refusals in a batch's good answer. */
export const errorsOf = ({ body }: HttpResponse) => ((body as IDataObject | null)?.errors ?? []) as Array<IDataObject & { context?: Record<string, unknown[] | undefined> }>;
/** Pairs a batch create with its rows: by trace id; in order where the answer leaves it out, which it does only without errors. */
export function settleCreate(response: HttpResponse, rows: readonly WriteRow[]): RowResult[] {
	const settled = new Map<string, RowResult>();
	for (const error of errorsOf(response)) for (const trace of error.context?.objectWriteTraceId ?? []) settled.set(String(trace), { error: decodeRowError(error) });
	const open = rows.map((_row, at) => String(at)).filter((trace) => !settled.has(trace));
	resultsOf(response).forEach((raw, at) => settled.set(String(raw.objectWriteTraceId ?? open[at]), { raw }));
	return rows.map((_row, at) => settled.get(String(at)) ?? { error: { kind: 'unknown', message: 'HubSpot gave no answer for this record', outcomeUnknown: true } });
}
/** Pairs a batch by record id: the order of the answer is not promised. A merged record answers under its new id. */
export function settleById(response: HttpResponse, rows: ReadonlyArray<{ id: string }>): RowResult[] {
	const byId = new Map<string, RowResult>();
	const errors = errorsOf(response).map((entry) => ({ ids: [...(entry.context?.ids ?? []), ...(entry.context?.id ?? [])], error: decodeRowError(entry) }));
	for (const { ids, error } of errors) if (error.kind !== 'notFound') for (const id of ids) byId.set(String(id), { error });
	for (const raw of resultsOf(response)) {
		for (const id of [raw.id, ...propertyOf(raw, 'hs_merged_object_ids').split(';').filter(Boolean)]) byId.set(String(id), { raw });
	}
	return rows.map(({ id }) => byId.get(id) ?? { error: { kind: 'notFound', message: `HubSpot has no record with ID ${id}` } });
}
