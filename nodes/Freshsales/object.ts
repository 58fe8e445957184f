import type { IDataObject } from 'n8n-workflow';
import {
	bodyOf, path, refusal, twice, type Field, type HttpRequest, type NewestFirstPoll, type NextPage, type Page, type Search,
	type SearchCondition, type SearchQuery, type Stepwise, type VendorObject, type WriteRow,
} from '../shared/kit';
import { addresses, completing, contacts, lookUp, lookupBy, rows, save, type Module } from './api';
import { liveFields } from './settings';

/** The documented maximum (contract section 6). */
const pageSize = 100;
/** Rules are joined by "and", and there must be one; pages may be short, repeat records and mix up their order (section 0). */
export const filtered = ({ singular, include }: Module, rules: IDataObject[], order: IDataObject, { page = 1 }: Page): HttpRequest => ({
	method: 'POST', path: `/filtered_search/${singular}`, query: { page, per_page: pageSize, include }, safeToRepeat: true,
	body: { filter_rule: rules.length ? rules : [{ attribute: 'created_at', operator: 'is_after', value: '2000-01-01' }], ...order },
});
/** How "all" begins in other languages: names of views are translated (section 5). */
const all = /^(all|alle|alla|tous|toutes|todos|todas|tutti|wszyst|všech|minden|kaikki|tüm|все|すべて|全|所有|모든)/i;
/** The view of all records. @throws CrmFailure when none has such a name */
export function viewOf(views: ReadonlyArray<{ id: number; name: string }>, { plural }: Module): number {
	const wanted = `all ${plural.replace('sales_', '')}`;
	const view = views.find(({ name }) => name.toLowerCase() === wanted) ?? views.find(({ name }) => all.test(name));
	if (view) return view.id;
	const names = views.map(({ name }) => name).join(', ');
	throw refusal(`Freshsales lists records by views, and none here is called "${wanted}"`, `Make one, or rename one of: ${names}.`);
}
/** There is no list without a view, so a list begins with that of the views (section 0). */
function listed({ plural, include }: Module, { view, page }: Page, order: IDataObject): HttpRequest {
	if (!view) return { method: 'GET', path: `/${plural}/filters` };
	return { method: 'GET', path: path`/${plural}/view/${String(view)}`, query: { page, per_page: pageSize, include, ...order } };
}
/** A list ends with an empty page (section 5), unless the first has all there is. */
const nextOf = (module: Module): NextPage => (response, { view, page = 1 }) => {
	const { filters, meta, [module.plural]: list } = bodyOf(response);
	if (filters) return { view: viewOf(filters as never, module), page: 1 };
	const isAll = page === 1 && (meta as IDataObject | undefined)?.total === (list as unknown[] | undefined)?.length;
	if (isAll || !Array.isArray(list) || !list.length) return null;
	return { ...(view ? { view } : {}), page: Number(page) + 1 };
};
/** How every answer of many records is read. */
export const pagesOf = (module: Module) => ({ read: rows(module), next: nextOf(module) });
const stamps: Record<string, string> = { createdAt: 'created_at', updatedAt: 'updated_at' };
const orderOf = ({ sort: { field, direction } = { field: 'createdAt', direction: 'descending' } }: SearchQuery) =>
	({ sort: stamps[field] ?? 'created_at', sort_type: direction === 'ascending' ? 'asc' : 'desc' });
/** Fields that lookups find exactly, in whole records (section 3). */
const lookupName = ({ field, operator }: SearchCondition): string | undefined =>
	(operator === 'equals' ? /^(email|name)$|^customFields\.(cf_.+|external_id)$/.exec(field)?.slice(1).find(Boolean) : undefined);
/** Spellings of a number differ; its last digits mostly stand together. */
export const numberRule = (attribute: string, value: string): IDataObject =>
	({ attribute, operator: 'contains', value: value.replace(/\D/g, '').slice(-4) });

const operators: Record<string, string> = { equals: 'is_in', notEquals: 'is_not_in', contains: 'contains', isSet: 'is_not_null' };
/** Dates count by the day at least (section 5). */
const marginMs: Record<string, number> = { after: -172_800_000, before: 172_800_000 };
/** One condition as a rule, generous where Freshsales is coarse; `null` where only the engine can check it. @throws CrmFailure */
export function toRule({ field, operator, value }: SearchCondition, fields: readonly Field[], { entries }: Module): IDataObject | null {
	const day = () => new Date(Date.parse(value) + marginMs[operator]).toISOString().slice(0, 10);
	if (stamps[field]) return marginMs[operator] ? { attribute: stamps[field], operator: `is_${operator}`, value: day() } : null;
	const custom = /^customFields\.(.+)/.exec(field)?.[1];
	const { write, kind } = fields.find(({ key }) => key === field) ?? {};
	const attribute = custom ?? (typeof write === 'string' ? write : '');
	if (!attribute) throw refusal(`Freshsales cannot search by ${field}`, 'Filter the results in n8n.');
	if (!custom && entries.has(attribute)) throw refusal(`Freshsales cannot search by ${field}`, `Use customFields.${attribute} and its ID.`);
	if (custom?.startsWith('cf_')) throw refusal(`Freshsales finds "${custom}" only by what it equals`, 'Use the operator Equals.');
	if (kind === 'phone' && operator === 'equals') return numberRule(attribute, value);
	if (!operators[operator]) return null;
	const rule = { attribute: field === 'email' ? 'contact_email.email' : attribute, operator: operators[operator] };
	return operator === 'isSet' ? rule : { ...rule, value: operator === 'contains' ? value : [value] };
}
const isNumber = ({ field, operator }: SearchCondition) => field === 'phone' && operator === 'equals';
/** Search by text, by an exact value, by rules, or of everything: the first way that fits. */
const searchOf = (module: Module, fields: readonly Field[], filters: readonly string[]): Search => ({
	filters,
	request: (query, page) => {
		const { text, where, limit } = query;
		const exact = where.find(lookupName);
		if (exact) return lookUp(module, lookupName(exact)!, exact.value);
		const hits = { q: text, include: module.singular, per_page: Math.min(pageSize, limit + 1) };
		if (!where.length) return text ? { method: 'GET', path: '/search', query: hits } : listed(module, page, orderOf(query));
		const meant = where.map((one) => (page.again && isNumber(one) ? { ...one, field: 'mobile' } : one));
		const rules = meant.map((condition) => toRule(condition, fields, module)).filter((rule) => rule !== null);
		return filtered(module, rules, orderOf(query), page);
	},
	...pagesOf(module),
	// A number is looked for among the mobile ones, too.
	next: twice(nextOf(module), ({ where }) => module === contacts && !where.some(lookupName) && where.some(isNumber)),
	// Views keep the order they are asked for; nothing else does (section 5).
	mustSortLocally: (response, { sort }) => !(stamps[sort!.field] && 'filters' in bodyOf(response)),
	recheck: { text: true },
});
/** Newest first by the view of all records: exact, and one page where nothing is new (section 5). */
const pollOf = (module: Module): NewestFirstPoll => ({
	// The pages are a twentieth of the smallest hourly budget (section 6).
	overlapMs: 60_000, settleMs: 2_000, mostPages: 50,
	newest: (event) => filtered(module, [], { sort: `${event}_at`, sort_type: 'desc' }, {}),
	newestFirst: (event, page) => listed(module, page, { sort: `${event}_at`, sort_type: 'desc' }),
	...pagesOf(module),
});

type Write = Stepwise<WriteRow>['each'];
/** What an object over a module has of its own; some have their own way to write a record. */
type Given = Pick<VendorObject, 'label' | 'fields' | 'match' | 'upsert' | 'meant'> & { filters: readonly string[]; write?: Write };
/** An object over a module: its form, its views, and searches that custom fields can be matched by. */
export function objectOf(module: Module, { filters, match, write, ...own }: Given): VendorObject {
	const each: Write = write ?? (async (row, client) => await save(module, row, client));
	return {
		id: module.plural, ...addresses(module), create: { each }, update: { each },
		customFields: {
			read: (raw) => ({ ...raw, ...(raw.custom_field as IDataObject | undefined) }),
			write: (name, value, body) =>
				void Object.assign((body.custom ??= {}) as IDataObject, { [name]: Array.isArray(value) ? value.join(';') : value }),
		},
		match: { field: (name) => (/^(cf_|external_id$)/.test(name) ? lookupBy(module, name) : null), ...match },
		complete: completing(module),
		metadata: async (client) => await liveFields(module.plural, module.entries, client),
		search: searchOf(module, own.fields, filters), poll: pollOf(module), ...own,
	};
}
