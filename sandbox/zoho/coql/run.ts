import { badRequest, invalidData } from '../errors';
import { compareIds } from '../ids';
import type { Module } from '../modules/modules';
import type { StoredRecord } from '../store';
import type { ZohoOrg } from '../zohoOrg';
import { columnOf, type Comparable } from './columns';
import { filterOf, limitExceeded } from './filter';
import type { Path, Query } from './syntax';

const DEFAULT_LIMIT = 200;
const MAX_COLUMNS = 50;
const MAX_ORDER = 10;
const MAX_ROWS = 100_000;

/** The rows of a query; `id` is always among them. */
export function runCoql(org: ZohoOrg, module: Module, query: Query): { rows: Record<string, unknown>[]; more: boolean } {
	const { limit = DEFAULT_LIMIT, offset } = query;
	if (limit > org.settings.coqlMaxLimit) throw limitExceeded(org.settings.coqlMaxLimit);
	if (!Number.isInteger(limit) || limit < 1 || !Number.isInteger(offset) || offset < 0) {
		throw invalidData({ expected_data_type: 'integer' });
	}
	if (limit + offset > MAX_ROWS) throw limitExceeded(MAX_ROWS);
	assertDistinct(query.select, MAX_COLUMNS);
	assertDistinct(query.orderBy.map(({ path }) => path), MAX_ORDER);
	const columns = query.select.map((path) => columnOf(org, module, path));
	const matches = filterOf(org, module, query.where!);
	const found = [...org.store(module).all()].filter(matches);
	const ordered = sorted(org, module, found, query.orderBy);
	return {
		rows: ordered.slice(offset, offset + limit).map((record) => ({
			...Object.fromEntries(columns.map(({ key, show }) => [key, show(record)])),
			id: record.id,
		})),
		more: ordered.length > offset + limit,
	};
}

function assertDistinct(paths: readonly Path[], most: number): void {
	if (paths.length > most) throw limitExceeded(most);
	const seen = new Set<string>();
	for (const name of paths.map((path) => path.join('.'))) {
		if (seen.has(name)) throw badRequest('DUPLICATE_DATA', 'duplicate data', { column_name: name });
		seen.add(name);
	}
}

/** By id unless asked otherwise; what ties comes in any order, empty values first. */
function sorted(org: ZohoOrg, module: Module, records: StoredRecord[], orderBy: Query['orderBy']): StoredRecord[] {
	if (orderBy.length === 0) return records.sort((a, b) => compareIds(a.id, b.id));
	const keys = orderBy.map(({ path, descending }) => ({ column: columnOf(org, module, path), descending }));
	const rows = records.map((record) => ({
		record,
		values: keys.map(({ column }) => column.read(record)),
		tie: org.settings.reorderResults ? org.random() : 0,
	}));
	rows.sort((a, b) => {
		for (const [position, { column, descending }] of keys.entries()) {
			const isId = column.key === 'id';
			const order = isId ? compareIds(a.record.id, b.record.id) : compare(a.values[position], b.values[position]);
			if (order !== 0) return descending ? -order : order;
		}
		return a.tie - b.tie;
	});
	return rows.map(({ record }) => record);
}

function compare(a: Comparable | undefined, b: Comparable | undefined): number {
	if (a === b) return 0;
	if (a === undefined) return -1;
	if (b === undefined) return 1;
	return a < b ? -1 : 1;
}
