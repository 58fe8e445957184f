import type { IDataObject } from 'n8n-workflow';
import {
	bodyOf, CrmFailure, noSuchField, parallel, rest,
	type CrmClient, type HttpRequest, type HttpResponse, type Lookup, type Raw, type Scope, type Stepwise, type WriteRow,
} from '../shared/rest';
import { liveFields, visibleList } from './settings';

/** A kind of record with a form, views and an upsert (contract section 3). */
export interface Module {
	singular: string; plural: string;
	/** What answers shall tell besides the record. */
	include: string;
	/** Fields that hold the ID of an entry in a list of settings, and that list. */
	named: Record<string, string>;
}
export const contacts: Module = {
	singular: 'contact', plural: 'contacts', include: 'sales_accounts,lifecycle_stage,contact_status,source',
	named: { lifecycle_stage_id: 'lifecycle_stages', contact_status_id: 'contact_statuses', lead_source_id: 'lead_sources' },
};
export const accounts: Module = { singular: 'sales_account', plural: 'sales_accounts', include: 'owner', named: {} };
export const deals: Module = { singular: 'deal', plural: 'deals', include: 'contacts,deal_stage', named: { deal_stage_id: 'deal_stages' } };

/** The entry beside a record that one of its fields names; one that a later write left behind does not count. */
export function entryIn(raw: Raw, column: string): IDataObject | undefined {
	const entry = (raw.beside as Record<string, IDataObject> | undefined)?.[column];
	return entry?.id === raw[column] ? entry : undefined;
}
/** What a user calls the value of such a field. */
export const nameIn = (column: string) => (raw: Raw): unknown => entryIn(raw, column)?.name ?? raw[column];

/** Puts with a record what stands beside it in an answer; names of such arrays are singular or plural (section 3). */
function withBeside({ named }: Module, answer: IDataObject, raw: Raw): Raw {
	const besides = Object.entries(named).map(([column, list]) => {
		const entries = (answer[list] ?? answer[column.replace(/_id$/, '')] ?? []) as IDataObject[];
		return [column, entries.find(({ id }) => id === raw[column])];
	});
	return { ...raw, beside: Object.fromEntries(besides) as IDataObject };
}
/** The record of an answer about one; a deal's contacts stand beside it. */
export const one = (module: Module) => (response: HttpResponse): Raw => {
	const answer = bodyOf(response);
	const raw = withBeside(module, answer, answer[module.singular] as Raw);
	return module === deals && answer.contacts ? { ...raw, contacts: answer.contacts } : raw;
};
/** The records of a list, of a lookup, which nests them twice, or of a search, which tells little of each. */
export const rows = (module: Module) => (response: HttpResponse): Raw[] => {
	const answer = bodyOf(response);
	if (Array.isArray(answer)) return answer;
	const { [module.plural]: listed = [] } = answer;
	const holder = (Array.isArray(listed) ? answer : listed) as Raw;
	return ((holder[module.plural] ?? []) as Raw[]).map((raw) => withBeside(module, holder, raw));
};

/** A search for one exact value, behind the index: a write of the last seconds may be missing (section 4). */
export const lookUp = ({ singular, include }: Module, field: string, value: string): HttpRequest =>
	({ method: 'GET', path: '/lookup', query: { q: value, f: field, entities: singular, include } });
export const lookupBy = (module: Module, field: string): Lookup =>
	({ max: 1, find: async ([value], client) => rows(module)(await client.send(lookUp(module, field, value))) });

/** A body with custom fields in their places. Freshsales passes over unknown names in silence. @throws CrmFailure naming those */
export async function placed({ plural, named }: Module, { custom = {}, ...body }: IDataObject, client: CrmClient): Promise<IDataObject> {
	const given = Object.entries(custom as IDataObject);
	if (!given.length) return body;
	const known = new Set((await liveFields(plural, named, client)).map(({ name }) => name));
	const strangers = given.map(([name]) => name).filter((name) => !known.has(name));
	const hint = 'Use the internal name; those of custom fields begin with cf_.';
	if (strangers.length) throw new CrmFailure(noSuchField(strangers, 'Freshsales', hint));
	const own = given.filter(([name]) => name.startsWith('cf_'));
	return { ...body, ...Object.fromEntries(given.filter((field) => !own.includes(field))), custom_field: Object.fromEntries(own) };
}
/** Creates or updates by a key; the status of the answer tells which it was (section 0). */
export async function upsertBy(key: IDataObject, module: Module, body: IDataObject, client: CrmClient) {
	const { singular, plural, include } = module;
	const sent = { unique_identifier: key, [singular]: await placed(module, body, client) };
	const response = await client.send({ method: 'POST', path: `/${plural}/upsert`, query: { include }, body: sent, safeToRepeat: true });
	return { raw: one(module)(response), created: response.status === 201 };
}
const addresses = (module: Module) =>
	rest({ at: `/${module.plural}`, query: { include: module.include }, wrap: (body) => ({ [module.singular]: body }), read: one(module) });
export const bare: Scope = { customFields: [] };
export async function save(module: Module, { id, body: given }: WriteRow, client: CrmClient): Promise<Raw> {
	const { create, update } = addresses(module);
	const body = await placed(module, given, client);
	return one(module)(await client.send(id ? update.request({ id, body }, bare) : create.request({ body }, bare)));
}

/** Reads what records lack: hits of a search are stubs, filtered ones have no custom fields, and not all answers tell names. */
export const completing = (module: Module) => async (raws: Raw[], client: CrmClient, { customFields }: Scope): Promise<void> => {
	const wantsCustom = customFields.some((name) => name.startsWith('cf_'));
	const isOpen = (raw: Raw) => !raw.created_at || (module === contacts && !raw.sales_accounts) || (wantsCustom && !raw.custom_field);
	const { request } = addresses(module).get;
	await parallel(raws.filter(isOpen), 3, async (raw) => {
		Object.assign(raw, one(module)(await client.send(request({ id: String(raw.id) }, bare))));
	});
	for (const [column, list] of Object.entries(module.named)) {
		const nameless = raws.filter((raw) => raw[column] && !entryIn(raw, column));
		const entries = nameless.length ? await visibleList(list, client) : [];
		for (const raw of nameless) raw.beside = { ...(raw.beside as IDataObject), [column]: entries.find(({ id }) => id === raw[column]) };
	}
};
/** What all objects over a module do alike; some have their own way to write a record. */
export const common = (module: Module, each: Stepwise<WriteRow>['each'] = async (row, client) => await save(module, row, client)) => ({
	...addresses(module), create: { each }, update: { each },
	customFields: {
		read: (raw: Raw): IDataObject => ({ ...raw, ...(raw.custom_field as IDataObject | undefined) }),
		write: (name: string, value: unknown, body: IDataObject): void => {
			body.custom = { ...(body.custom as IDataObject), [name]: Array.isArray(value) ? value.join(';') : (value as string) };
		},
	},
	complete: completing(module),
	metadata: async (client: CrmClient) => await liveFields(module.plural, module.named, client),
});
