import { ACCOUNT } from './account';
import type { ErrorBody } from './errors';
import type { StoredRecord, Values } from './store';

/** A record as the API answers it (contract 3). */
export interface PublicObject {
	id: string;
	properties: Record<string, string | null>;
	propertiesWithHistory?: Record<string, HistoryEntry[]>;
	createdAt: string;
	updatedAt: string;
	archived: boolean;
	archivedAt?: string;
	url?: string;
	objectWriteTraceId?: string;
	new?: boolean;
	associations?: Record<string, { results: { id: string; type: string }[] }>;
}

export interface HistoryEntry {
	value: string;
	timestamp: string;
	sourceType: string;
}

/** The answer of a batch (contract 4). */
export interface BatchAnswer<Result> {
	status: 'COMPLETE';
	startedAt: string;
	completedAt: string;
	results: Result[];
	numErrors?: number;
	errors?: BatchEntryError[];
}

export type BatchEntryError = Required<
	Pick<ErrorBody, 'status' | 'category' | 'message' | 'context' | 'errors' | 'links'>
> &
	Pick<ErrorBody, 'subCategory'>;

/** What GET, list, search and batch read return: the wanted properties, `null` where empty. */
export function presentRead(
	record: StoredRecord,
	wanted?: readonly string[],
	history?: readonly string[],
	known?: { has(name: string): boolean },
): PublicObject {
	const names = (wanted?.length ? wanted : record.type.defaultProperties).filter((name) => known?.has(name) ?? true);
	const properties: Record<string, string | null> = {};
	for (const name of [...names, ...(history ?? []), ...baseNames(record)])
		properties[name] = record.properties[name] ?? null;
	return {
		...present(record, properties),
		...(history?.length ? { propertiesWithHistory: historyOf(record, history) } : {}),
	};
}

/** What create, update and upsert return: the properties that were sent, and the dates. */
export function presentWrite(record: StoredRecord, sent: Record<string, unknown>): PublicObject {
	const properties: Record<string, string | null> = {};
	for (const name of [...Object.keys(sent), ...baseNames(record)]) properties[name] = record.properties[name] ?? '';
	return present(record, properties);
}

export function batchAnswer<Result>(
	startedAt: number,
	completedAt: number,
	results: Result[],
	errors: BatchEntryError[],
	numErrors = errors.length,
): BatchAnswer<Result> {
	return {
		status: 'COMPLETE',
		results,
		startedAt: new Date(startedAt).toISOString(),
		completedAt: new Date(completedAt).toISOString(),
		...(errors.length > 0 ? { numErrors, errors } : {}),
	};
}

function present(record: StoredRecord, properties: Record<string, string | null>): PublicObject {
	const { id, type, createdAt, updatedAt, archivedAt } = record;
	return {
		id,
		properties,
		createdAt: new Date(createdAt).toISOString(),
		updatedAt: new Date(updatedAt).toISOString(),
		archived: archivedAt !== null,
		...(archivedAt === null ? {} : { archivedAt: new Date(archivedAt).toISOString() }),
		...(type.isEngagement
			? {}
			: { url: `https://${ACCOUNT.uiDomain}/contacts/${ACCOUNT.portalId}/record/${type.id}/${id}` }),
	};
}

function baseNames({ type }: StoredRecord): string[] {
	return ['hs_object_id', type.createdProperty, type.modifiedProperty];
}

/** Newest first. */
function historyOf(record: StoredRecord, names: readonly string[]): Record<string, HistoryEntry[]> {
	const entries = (name: string) =>
		record.revisions
			.filter(({ changes }: { changes: Values }) => name in changes)
			.map(({ at, changes }) => ({
				value: changes[name],
				timestamp: new Date(at).toISOString(),
				sourceType: 'INTEGRATION',
			}))
			.reverse();
	return Object.fromEntries(names.map((name) => [name, entries(name)]));
}
