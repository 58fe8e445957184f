import { isVisible } from './access';
import { decodeCursor, encodeCursor, type Position } from './cursors';
import type { EntityType, Matcher } from './entityType';
import { presenter } from './entityPresent';
import { invalid } from './errors';
import { choiceOf, limitOf, listOf, textOf, timeOf } from './query';
import type { StoredRecord } from './records';
import type { Call } from './router';

const MAX_IDS = 100;
const MAX_LIMIT = 500;
const DIRECTIONS = ['asc', 'desc'] as const;

type Keyed = { record: StoredRecord; key: number | string };

/** One page of a list of v2. A cursor is a place in the order, so that records which move are met again. */
export function listEntities(call: Call, type: EntityType, { archived = false } = {}): object {
	const { query } = call;
	const cursor = textOf(query, 'cursor');
	const from = cursor === undefined ? undefined : decodeCursor<Position>(cursor);
	const field = from?.field ?? choiceOf(query, 'sort_by', Object.keys(type.sorts)) ?? 'id';
	const sortDirection = from?.sortDirection ?? choiceOf(query, 'sort_direction', DIRECTIONS) ?? 'asc';
	const sign = sortDirection === 'asc' ? 1 : -1;
	const limit = limitOf(query, MAX_LIMIT);
	const keyOf = type.sorts[field];
	if (!keyOf) throw invalid('cursor', 'Invalid cursor');

	const rows = found(call, type, archived)
		.map((record) => ({ record, key: keyOf(record) }))
		.sort((a, b) => sign * compare(a, b));
	const start = from
		? rows.findIndex((row) => sign * compare(row, { record: { id: from.id }, key: from.fieldValue }) >= 0)
		: 0;
	const page = start < 0 ? [] : rows.slice(start, start + limit);
	const next = start < 0 ? undefined : rows[start + limit];
	return {
		data: page.map(({ record }) => record).map(presenter(call.account, type, query)),
		additional_data: {
			next_cursor: next ? encodeCursor({ field, fieldValue: next.key, sortDirection, id: next.record.id }) : null,
		},
	};
}

function compare(a: Pick<Keyed, 'key'> & { record: { id: unknown } }, b: typeof a): number {
	if (a.key !== b.key) return a.key < b.key ? -1 : 1;
	return Number(a.record.id) - Number(b.record.id);
}

function found(call: Call, type: EntityType, archived: boolean): StoredRecord[] {
	const matchers = matchersOf(call, type);
	const withDeleted = type.kind === 'deals' && listOf(call.query, 'status').includes('deleted');
	const records: StoredRecord[] = [];
	for (const record of call.account.records(type.kind).all()) {
		if (record.deletedAt !== null && !withDeleted) continue;
		if ((record.values.is_archived ?? false) !== archived) continue;
		if (isVisible(call.caller, record) && matchers.every((matches) => matches(record))) records.push(record);
	}
	return records;
}

function matchersOf({ account, query }: Call, type: EntityType): Matcher[] {
	const ids = listOf(query, 'ids');
	if (ids.length > MAX_IDS) throw invalid('ids', `A maximum of ${MAX_IDS} ids is allowed`);
	const wanted = new Set(ids.map(Number));
	const since = timeOf(query, 'updated_since');
	const until = timeOf(query, 'updated_until');
	const wholeSecond = ({ updateTime }: StoredRecord) => Math.floor(updateTime / 1_000) * 1_000;
	return [
		ids.length > 0 ? (record: StoredRecord) => wanted.has(Number(record.id)) : undefined,
		since === undefined ? undefined : (record: StoredRecord) => wholeSecond(record) >= since,
		until === undefined ? undefined : (record: StoredRecord) => wholeSecond(record) < until,
		...type.filters.map((filter) => filter(query, account)),
	].filter((matcher) => matcher !== undefined);
}
