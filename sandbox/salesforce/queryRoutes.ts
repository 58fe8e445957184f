import { malformedQuery } from './errors';
import type { Answer, Call, Resources } from './resources';
import type { OpenQuery } from './soql/locators';
import { runQuery } from './soql/query';

const MIN_BATCH = 200;
const MAX_BATCH = 2_000;

/** `query`, `queryAll` and the further pages of both (contract 3, 6). */
export function addQueries(resources: Resources): void {
	for (const name of ['query', 'queryAll']) {
		resources.add('GET', `/${name}`, (call) => {
			const soql = call.query.q;
			if (!soql) throw malformedQuery('SOQL query is missing');
			const result = runQuery(call.org, soql, name === 'queryAll');
			if (result.rows === 0) return { body: { totalSize: result.totalSize, done: true, records: [] } };
			return page(call, name, { ...result, totalSize: result.rows }, 0);
		});
		resources.add('GET', `/${name}/:locator`, (call) => {
			const { id, query, position } = call.org.locators.take(call.params.locator);
			return page(call, name, query, position, id);
		});
	}
}

function page(call: Call, name: string, query: OpenQuery, from: number, locator?: string): Answer {
	const { org, version } = call;
	const end = Math.min(query.totalSize, from + pageSize(call));
	const records = Array.from({ length: end - from }, (_none, offset) => query.row(from + offset, version));
	const { totalSize } = query;
	if (end === totalSize) return { body: { totalSize, done: true, records } };
	const nextRecordsUrl = `/services/data/${version}/${name}/${locator ?? org.locators.add(query)}-${end}`;
	return { body: { totalSize, done: false, nextRecordsUrl, records } };
}

/** A hint between 200 and 2,000; a page may hold fewer rows (contract 5, 6). */
function pageSize({ org, headers }: Call): number {
	const asked = /batchSize\s*=\s*(\d+)/i.exec(String(headers['sforce-query-options'] ?? ''))?.[1];
	const size = Math.min(MAX_BATCH, Math.max(MIN_BATCH, Number(asked ?? MAX_BATCH)));
	return Math.max(1, Math.min(size, org.settings.maxQueryPage));
}
