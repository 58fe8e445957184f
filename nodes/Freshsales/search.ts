import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../shared/http/failure';
import { path } from '../shared/http/path';
import type { Field, HttpRequest, HttpResponse, NewestFirstPoll, NextPage, Page, Raw, Search, SearchCondition, SearchQuery } from '../shared/types';
import { bodyOf, lookUp, readOne, rows, type Module } from './api';

/** The documented maximum (contract section 6). */
const pageSize = 100;
const dayMs = 86_400_000;
export interface Rule { attribute: string; operator: string; value?: unknown }
/** Every record fits; a filtered search must have a rule. */
const any: Rule = { attribute: 'created_at', operator: 'is_after', value: '2000-01-01' };
/** Rules are joined by "and"; pages may be short, repeat rows and mix up their order (section 0). */
export const filtered = ({ singular, include }: Module, rules: readonly Rule[], order: IDataObject, page = 1, size = pageSize): HttpRequest => ({
	method: 'POST', path: path`/filtered_search/${singular}`, query: { page, per_page: size, include },
	body: { filter_rule: rules.length ? rules : [any], ...order }, safeToRepeat: true,
});
/** Spellings of a number differ; its last digits mostly stand together. */
export const numberRule = (attribute: string, value: string): Rule => ({ attribute, operator: 'contains', value: value.replace(/\D/g, '').slice(-4) });

/** How "all" begins where Freshsales speaks another language: names of views are translated (contract section 5). */
const all = /^(all|alle|alla|tous|toutes|todos|todas|tutti|wszyst|všech|minden|kaikki|tüm|все|すべて|全|所有|모든)/i;
/** The view of all records. @throws CrmFailure when none has such a name */
export function viewOf(views: ReadonlyArray<{ id: number; name: string }>, { plural }: Module): number {
	const name = `All ${plural.replace('sales_', '').replace(/^./, (letter) => letter.toUpperCase())}`;
	const view = views.find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? views.find((one) => all.test(one.name));
	if (view) return view.id;
	throw refusal(`Freshsales lists records by views, and none here is called "${name}"`, `Make such a view, or rename one. Views: ${views.map((one) => one.name).join(', ')}.`);
}
/** A list begins with the list of views, for there is none without a view (section 0). */
const viewPage = ({ plural, include }: Module, { view, page }: Page, order: IDataObject): HttpRequest =>
	view ? { method: 'GET', path: path`/${plural}/view/${String(view)}`, query: { page, per_page: pageSize, include, ...order } } : { method: 'GET', path: `/${plural}/filters` };
/** The end of a list is an empty page; hits of a search by text are read one by one where they have to be whole. */
const nextOf = (module: Module, readsHits = false): NextPage => (response, page) => {
	const { body } = response;
	if (Array.isArray(body) || page.ids) {
		const left = Array.isArray(body) ? (readsHits ? (body as Raw[]).map(({ id }) => String(id)) : []) : (page.ids as string[]).slice(1);
		return left.length ? { ids: left } : null;
	}
	const { filters, [module.plural]: list } = bodyOf(response);
	if (filters) return { view: viewOf(filters as never, module), page: 1 };
	return Array.isArray(list) && list.length ? { ...page, page: Number(page.page ?? 1) + 1 } : null;
};

/** Fields that lookups find exactly, custom fields in their records and all (section 3). */
const lookupName = ({ field, operator }: SearchCondition): string | undefined =>
	operator !== 'equals' ? undefined : field === 'email' || field === 'name' ? field : /^customFields\.(cf_.+|external_id)$/.exec(field)?.[1];
const operators: Partial<Record<SearchCondition['operator'], string>> = { equals: 'is_in', notEquals: 'is_not_in', contains: 'contains', isSet: 'is_not_null', after: 'is_after', before: 'is_before' };
const stamps: Record<string, string> = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** One condition as a rule, generous where Freshsales is coarse; `null` where only the engine can check it. */
export function toRule({ field, operator, value }: SearchCondition, fields: readonly Field[], { named }: Module): Rule | null {
	const known = fields.find(({ key }) => key === field);
	const custom = /^customFields\.(.+)/.exec(field)?.[1];
	const attribute = field === 'email' ? 'contact_email.email' : (stamps[field] ?? custom ?? (typeof known?.write === 'string' ? known.write : undefined));
	if (custom?.startsWith('cf_')) throw refusal(`Freshsales finds records by "${custom}" only when it equals a value`, 'Its other searches leave custom fields out. Use the operator Equals, or filter the results in n8n.');
	if (!attribute || attribute in named && !custom) throw refusal(`Freshsales cannot search by ${field}`, attribute ? `Use the field customFields.${attribute} with an ID, or filter the results in n8n.` : 'Filter the results in n8n.');
	if (known?.kind === 'phone' && operator === 'equals') return numberRule(attribute, value);
	if (attribute in { created_at: 1, updated_at: 1 }) {
		if (operator !== 'after' && operator !== 'before') return null;
		// Dates count by the day at least (section 5).
		return { attribute, operator: operators[operator]!, value: new Date(Date.parse(value) + (operator === 'after' ? -2 : 2) * dayMs).toISOString().slice(0, 10) };
	}
	if (operator === 'isNotSet' || operator === 'after' || operator === 'before') return null;
	return { attribute, operator: operators[operator]!, ...(operator === 'isSet' ? {} : { value: operator === 'contains' ? value : [value] }) };
}

const orderOf = ({ sort }: SearchQuery): IDataObject => ({ sort: stamps[sort?.field ?? ''] ?? 'created_at', sort_type: sort?.direction === 'ascending' ? 'asc' : 'desc' });
/**
 * Search by text, by an exact value, by rules, or of everything: the first way that fits.
 * @param readsHits true where the hits of a search by text have to be whole to be told apart
 */
export const searchOf = (module: Module, fields: readonly Field[], filters: readonly string[], readsHits = false): Search => ({
	filters,
	request: (query, page) => {
		const { text, where, limit } = query;
		if (page.ids) return readOne(module, (page.ids as string[])[0]);
		if (text && !where.length) return { method: 'GET', path: '/search', query: { q: text, include: module.singular, per_page: Math.min(pageSize, limit + 1) } };
		const exact = where.find(lookupName);
		if (exact) return lookUp(module, lookupName(exact)!, exact.value);
		if (!where.length) return viewPage(module, page, orderOf(query));
		const rules = where.map((condition) => toRule(condition, fields, module)).filter((rule) => rule !== null);
		return filtered(module, rules, orderOf(query), Number(page.page ?? 1));
	},
	read: (response) => (readsHits && Array.isArray(response.body) ? [] : rows(module)(response)),
	next: nextOf(module, readsHits),
	// Views keep the order they are asked for by their stamps; nothing else does (section 5).
	mustSortLocally: (response: HttpResponse, { sort, where, text }) => !(sort && stamps[sort.field] && !where.length && !text && 'filters' in bodyOf(response)),
	recheck: { text: true },
});

/** Newest first by the view of all records: exact, and one page where nothing is new (section 5). */
export function pollOf(module: Module): NewestFirstPoll {
	const order = (event: 'created' | 'updated') => ({ sort: `${event}_at`, sort_type: 'desc' });
	return {
		overlapMs: 60_000, settleMs: 2_000,
		// A twentieth of the smallest hourly budget (section 6).
		mostPages: 50,
		newest: (event) => filtered(module, [], order(event)),
		newestFirst: (event, page) => viewPage(module, page, order(event)),
		read: rows(module),
		next: nextOf(module),
	};
}
