import { derange } from '../random';
import { sees } from './access';
import { invalid } from './errors';
import { asksForDeleted, type Rule, testOf } from './filterRules';
import { isObject } from './formWriter';
import { inOrder, perPage, sortKey } from './lists';
import type { Module } from './modules';
import { countOf, wordsOf } from './query';
import type { FormRow } from './records';
import { type Api, type Call, route } from './router';

/** Search by rules, behind the index; its pages are not to be trusted (contract 0, 5). */
export function addFilteredSearch<Kind extends FormRow>(api: Api, module: Module<Kind>): void {
	const { singular, plural } = module;
	route(api, 'POST', `/filtered_search/${singular}`, (call) => {
		const matches = matching(call, module);
		const include = wordsOf(call.query, 'include');
		const rows = pageOf(call, matches).map((row) => presentHit(call, module, row, include));
		return { [plural]: rows, meta: { total: matches.length } };
	});
}

function matching<Kind extends FormRow>({ account, user, body }: Call, module: Module<Kind>): Kind[] {
	const rules = rulesOf(body.filter_rule);
	const tests = rules.map((rule) => testOf(module, rule, account.settings));
	const table = module.table(account);
	const rows = rules.some(asksForDeleted) ? table.all() : table.searchable();
	const found = rows.filter((row) => sees(user, row) && tests.every((test) => test(row)));
	const name = typeof body.sort === 'string' ? body.sort : 'id';
	return inOrder(account, found, (row) => sortKey(row, name), body.sort_type === 'desc' ? -1 : 1);
}

function rulesOf(sent: unknown): Rule[] {
	if (!Array.isArray(sent) || !sent.every(isObject)) throw invalid('filter_rule', 'Invalid or missing attributes');
	return sent.map(({ attribute, operator, value }) => ({ attribute: String(attribute), operator: String(operator), value }));
}

/**
 * In bad weather (`reorderResults`) odd pages are one row short, even ones repeat the row before them, and no page
 * keeps its order; none is empty before the end, and no row is lost.
 */
function pageOf<Kind extends FormRow>(call: Call, rows: readonly Kind[]): Kind[] {
	const { account, query } = call;
	const page = Math.max(1, countOf(query, 'page', 1));
	const size = perPage(call);
	if (!account.settings.reorderResults || size < 2) return rows.slice((page - 1) * size, page * size);
	const start = (page - 1) * (size - 1);
	const fresh = rows.slice(start, start + size - 1);
	if (fresh.length === 0) return [];
	return derange(page % 2 === 0 ? [rows[start - 1], ...fresh] : fresh, account.random);
}

/** Custom fields do not come along (a client's finding, not in the sheet). */
function presentHit<Kind extends FormRow>({ account }: Call, module: Module<Kind>, row: Kind, include: readonly string[]) {
	const { custom_field: customField, ...rest } = module.present(account, row, include) as Record<string, unknown>;
	return account.settings.filteredSearchDropsCustomFields ? rest : { ...rest, custom_field: customField };
}
