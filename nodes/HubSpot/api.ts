import type { IDataObject } from 'n8n-workflow';
import { path } from '../shared/http/path';
import type { HttpRequest, HttpResponse, Raw, RowResult, Scope, WriteRow } from '../shared/types';
import { decodeRowError } from './errors';

/** Date versions ship every March and September and are supported for 18 months (contract section 10). */
export const version = '2026-09';
/** Inputs per batch call; 50 when histories are read (section 4). */
export const batchMax = 100;

/** A row's body as the fields write it: property values, and ids to associate by object type. */
export interface Body { properties?: IDataObject; links?: Record<string, string[] | null> }

/** HubSpot takes and gives every property value as text; `""` clears (section 3). */
export function asText(properties: IDataObject = {}): Record<string, string> {
	return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value === null ? '' : Array.isArray(value) ? value.join(';') : String(value)]));
}

const post = (type: string, action: string, body: IDataObject, safeToRepeat: boolean): HttpRequest => ({ method: 'POST', path: path`/crm/objects/${version}/${type}/batch/${action}`, body, safeToRepeat });

/** Ids or unique values to records; what is missing is left out of the answer. */
export const batchRead = (type: string, values: readonly string[], properties: readonly string[], idProperty?: string): HttpRequest =>
	post(type, 'read', { inputs: values.map((id) => ({ id })), properties: [...properties], propertiesWithHistory: [], ...(idProperty ? { idProperty } : {}) }, true);

/** The `objectWriteTraceId` makes HubSpot accept the good rows and name the bad ones (section 4). */
export function batchCreate(type: string, rows: readonly WriteRow[], associations: (body: Body) => IDataObject[]): HttpRequest {
	const inputs = rows.map(({ body }, at) => ({ properties: asText((body as Body).properties), associations: associations(body as Body), objectWriteTraceId: String(at) }));
	return post(type, 'create', { inputs }, false);
}

export const batchUpdate = (type: string, rows: ReadonlyArray<{ id: string; properties: IDataObject }>): HttpRequest =>
	post(type, 'update', { inputs: rows.map(({ id, properties }) => ({ id, properties: asText(properties) })) }, true);

export const batchArchive = (type: string, ids: readonly string[]): HttpRequest => post(type, 'archive', { inputs: ids.map((id) => ({ id })) }, true);

/** The records of any list answer. */
export const resultsOf = ({ body }: HttpResponse): Raw[] => ((body as IDataObject | null)?.results as Raw[] | undefined) ?? [];
const errorsOf = ({ body }: HttpResponse): IDataObject[] => ((body as IDataObject | null)?.errors as IDataObject[] | undefined) ?? [];
const listIn = (error: IDataObject, key: string): string[] => (((error.context as IDataObject | undefined)?.[key] as unknown[] | undefined) ?? []).map(String);

/** Pairs a batch create with its rows: by trace id; in order where the answer leaves it out, which it does only without errors. */
export function settleCreate(response: HttpResponse, rows: readonly WriteRow[]): RowResult[] {
	const settled = new Map<string, RowResult>();
	for (const error of errorsOf(response)) for (const trace of listIn(error, 'objectWriteTraceId')) settled.set(trace, { error: decodeRowError(error) });
	const open = rows.map((_row, at) => String(at)).filter((trace) => !settled.has(trace));
	const results = resultsOf(response);
	results.forEach((raw, at) => settled.set(String(raw.objectWriteTraceId ?? open[at]), { raw }));
	return rows.map((_row, at) => settled.get(String(at)) ?? unanswered);
}

/** Pairs a batch by record id: the order of the answer is not promised. A merged record answers under its new id. */
export function settleById(response: HttpResponse, rows: ReadonlyArray<{ id: string }>): RowResult[] {
	const byId = new Map<string, RowResult>();
	for (const error of errorsOf(response)) for (const id of [...listIn(error, 'ids'), ...listIn(error, 'id')]) byId.set(id, { error: decodeRowError(error) });
	for (const raw of resultsOf(response)) {
		byId.set(String(raw.id), { raw });
		const merged = (raw.properties as IDataObject | undefined)?.hs_merged_object_ids;
		for (const id of String(merged ?? '').split(';').filter(Boolean)) byId.set(id, { raw });
	}
	return rows.map(({ id }) => byId.get(id) ?? { error: { kind: 'notFound', message: `HubSpot has no record with ID ${id}` } });
}

const unanswered: RowResult = { error: { kind: 'unknown', message: 'HubSpot gave no answer for this record', outcomeUnknown: true } };

/** The columns of an object that a run reads. */
export const columns = (standard: readonly string[], { customFields, externalIdField }: Scope): string[] => [...new Set([...standard, ...customFields, ...(externalIdField ? [externalIdField] : [])])];
