import type { IDataObject } from 'n8n-workflow';
import { path } from '../shared/http/path';
import { parallel } from '../shared/run/parallel';
import type { CrmClient, HttpRequest, HttpResponse, Lookup, Raw, Scope, Single, WriteRow } from '../shared/types';
import { visibleList } from './settings';

/** A kind of record with a form, views and an upsert (contract section 3). */
export interface Module {
	singular: string;
	plural: string;
	/** What answers shall tell besides the record. */
	include: string;
	/** Fields that hold the id of an entry in a list of settings, and that list. */
	named: Record<string, string>;
	/** A part of whole records that answers to writes and searches may lack. */
	part?: string;
}
export const contacts: Module = {
	singular: 'contact', plural: 'contacts', part: 'sales_accounts',
	include: 'sales_accounts,lifecycle_stage,contact_status,source',
	named: { lifecycle_stage_id: 'lifecycle_stages', contact_status_id: 'contact_statuses', lead_source_id: 'lead_sources' },
};
export const accounts: Module = { singular: 'sales_account', plural: 'sales_accounts', include: 'owner', named: {} };
export const deals: Module = { singular: 'deal', plural: 'deals', include: 'contacts,deal_stage', named: { deal_stage_id: 'deal_stages' } };

export const bodyOf = ({ body }: HttpResponse): IDataObject => (body ?? {}) as IDataObject;
type Named = Record<string, { id: number; name: string } & IDataObject>;
/** The entry beside a record that one of its fields names; an entry that a later write left behind does not count. */
export function entryIn(raw: Raw, column: string): IDataObject | undefined {
	const entry = (raw.beside as Named | undefined)?.[column];
	return entry && entry.id === raw[column] ? entry : undefined;
}
/** What a user calls the value of such a field. */
export const nameIn = (column: string) => (raw: Raw): unknown => entryIn(raw, column)?.name ?? (raw[column] ? String(raw[column]) : null);

/** Puts with a record what stands beside it in the answer; the name of such an array is singular or plural (section 3). */
function withBeside({ named }: Module, answer: IDataObject, raw: Raw): Raw {
	const besides = Object.entries(named).map(([column, list]) => {
		const entries = (answer[list] ?? answer[column.replace(/_id$/, '')] ?? []) as IDataObject[];
		return [column, entries.find(({ id }) => id === raw[column])] as const;
	});
	return { ...raw, beside: Object.fromEntries(besides.filter(([, entry]) => entry)) as IDataObject };
}
/** The record of an answer about one. */
export const one = (module: Module) => (response: HttpResponse): Raw => {
	const answer = bodyOf(response);
	const raw = withBeside(module, answer, answer[module.singular] as Raw);
	return module === deals && answer.contacts ? { ...raw, contacts: answer.contacts } : raw;
};
/** The records of a list, of a lookup, which nests them twice, or of a search, which tells little of each. */
export const rows = (module: Module) => (response: HttpResponse): Raw[] => {
	if (Array.isArray(response.body)) return response.body as Raw[];
	const answer = bodyOf(response);
	if (answer[module.singular]) return [one(module)(response)];
	const listed = answer[module.plural];
	const holder = Array.isArray(listed) ? answer : ((listed ?? {}) as IDataObject);
	return ((holder[module.plural] ?? []) as Raw[]).map((raw) => withBeside(module, holder, raw));
};

export const readOne = ({ plural, include }: Module, id: string): HttpRequest => ({ method: 'GET', path: path`/${plural}/${id}`, query: { include } });
export const lookUp = ({ singular, include }: Module, field: string, value: string): HttpRequest =>
	({ method: 'GET', path: '/lookup', query: { q: value, f: field, entities: singular, include } });
/** Exact, and behind the index: a write of the last seconds may be missing (section 4). */
export const lookupBy = (module: Module, field: string): Lookup => ({ max: 1, find: async ([value], client) => rows(module)(await client.send(lookUp(module, field, value))) });

/** Creates, changes, or does whichever it takes by a key; a change and an upsert may be sent twice. */
export function save(module: Module, body: IDataObject, target: { id?: string; key?: IDataObject }): HttpRequest {
	const { singular, plural, include } = module;
	const { id, key } = target;
	const place = id ? path`/${plural}/${id}` : key ? `/${plural}/upsert` : `/${plural}`;
	return {
		method: id ? 'PUT' : 'POST', path: place, query: { include },
		body: { ...(key ? { unique_identifier: key } : {}), [singular]: body }, safeToRepeat: Boolean(id ?? key),
	};
}

/** Reads what records lack: those of a search are stubs, filtered ones have no custom fields, and writes may tell no names. */
export const completing = (module: Module) => async (raws: Raw[], client: CrmClient, { customFields }: Scope): Promise<void> => {
	const wantsCustom = customFields.some((name) => name.startsWith('cf_'));
	const open = raws.filter((raw) => !raw.created_at || (module.part && !raw[module.part]) || (wantsCustom && !raw.custom_field));
	await parallel(open, 3, async (raw) => void Object.assign(raw, one(module)(await client.send(readOne(module, String(raw.id))))));
	for (const [column, list] of Object.entries(module.named)) {
		const nameless = raws.filter((raw) => raw[column] && !entryIn(raw, column));
		const entries = nameless.length ? await visibleList(list, client) : [];
		for (const raw of nameless) raw.beside = { ...(raw.beside as IDataObject), [column]: entries.find(({ id }) => id === raw[column]) };
	}
};

type ById = Single<{ id: string }>;
export const removeFrom = (plural: string): ById =>
	({ request: ({ id }) => ({ method: 'DELETE', path: path`/${plural}/${id}`, safeToRepeat: true }), read: (_response, { id }) => ({ id }) });
/** Creating and changing in one request each. */
export const writing = (module: Module): { create: Single<WriteRow>; update: Single<WriteRow & { id: string }> } => ({
	create: { request: ({ body }) => save(module, body, {}), read: one(module) },
	update: { request: ({ id, body }) => save(module, body, { id }), read: one(module) },
});
/** What objects over a module have in common. */
export const common = (module: Module) => ({
	customFields: {
		read: (raw: Raw): IDataObject => ({ ...raw, ...(raw.custom_field as IDataObject | undefined) }),
		write: (name: string, value: unknown, body: IDataObject): void => {
			const holder = name.startsWith('cf_') ? ((body.custom_field ??= {}) as IDataObject) : body;
			holder[name] = Array.isArray(value) ? value.join(';') : (value as string);
		},
	},
	get: { request: ({ id }) => readOne(module, id), read: one(module) } as ById,
	remove: removeFrom(module.plural),
	complete: completing(module),
});
