import type { Scope } from '../access';
import { badRequest } from '../errors';
import type { Call, Route } from '../router';
import { parseCoql } from './parse';
import { runCoql } from './run';
import type { Query } from './syntax';

/** Queries: exact, immediate and sortable (contract 5). */
export const coqlRoutes: readonly Route[] = [
	{
		method: 'POST',
		url: '/coql',
		scopes(call) {
			// The scope of the module is asked for only when the query says which.
			const module = parsed(call)?.module;
			const scopes: Scope[] = [['ZohoCRM.coql', 'READ']];
			if (module !== undefined) scopes.push([`ZohoCRM.modules.${module}`, 'READ']);
			return scopes;
		},
		cost: (call) => costOf(parsed(call)?.limit ?? 200),
		handle(call) {
			const { org, body } = call;
			if (typeof body.select_query !== 'string') {
				throw badRequest('MANDATORY_NOT_FOUND', 'required field not found', { api_name: 'select_query' });
			}
			const query = parseCoql(body.select_query);
			const module = org.module(query.module);
			if (!module) throw badRequest('INVALID_QUERY', 'module given seems to be invalid', { module: query.module });
			const { rows, more } = runCoql(org, module, query);
			if (rows.length === 0) return undefined;
			return { data: rows, info: { count: rows.length, more_records: more } };
		},
	},
];

/** 1, 2 or 3 credits for up to 200, 1,000 or 2,000 rows (contract 6). */
function costOf(limit: number): number {
	if (limit <= 200) return 1;
	return limit <= 1_000 ? 2 : 3;
}

function parsed({ body }: Call): Query | undefined {
	try {
		return parseCoql(String(body.select_query));
	} catch {
		return undefined;
	}
}
