import type { IDataObject } from 'n8n-workflow';
import { bodyOf, carryOne, parallel, refuseStrangers, rest } from '../shared/kit';
import type { CrmClient, EntryFields, HttpRequest, HttpResponse, Raw, Scope, WriteRow } from '../shared/kit';
import { dealEntries, liveFields, noEntries, personEntries, type Setting } from './settings';

/** A kind of record with a form, views and an upsert (contract section 3), and what answers shall tell besides the record. */
export interface Module { singular: string; plural: string; include: string; entries: EntryFields<Setting> }
export const contacts: Module = {
	singular: 'contact', plural: 'contacts', include: 'owner,sales_accounts,lifecycle_stage,contact_status,source', entries: personEntries,
};
export const accounts: Module = { singular: 'sales_account', plural: 'sales_accounts', include: 'owner', entries: noEntries };
export const deals: Module = { singular: 'deal', plural: 'deals', include: 'contacts,deal_stage', entries: dealEntries };
/** Puts with a record what stands beside it in an answer; names of such arrays are singular or plural (section 3). */
const withBeside = ({ entries }: Module, answer: IDataObject, raw: Raw): Raw =>
	entries.keep(raw, (list, column) => answer[list] ?? answer[column.replace(/_id$/, '')]);
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
export const lookupBy = (module: Module, field: string) =>
	({ max: 1, find: async ([value]: string[], client: CrmClient) => rows(module)(await client.send(lookUp(module, field, value))) });
/** A body with custom fields in their places. Freshsales passes over unknown names in silence. @throws CrmFailure naming those */
export async function placed({ plural, entries }: Module, { custom = {}, ...body }: IDataObject, client: CrmClient): Promise<IDataObject> {
	const given = Object.entries(custom as IDataObject);
	if (!given.length) return body;
	const known = await liveFields(plural, entries, client);
	refuseStrangers(given.map(([name]) => name), known, 'Freshsales', 'Use the internal name; those of custom fields begin with cf_.');
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

export const addresses = (module: Module) =>
	rest({ at: `/${module.plural}`, query: { include: module.include }, wrap: (body) => ({ [module.singular]: body }), read: one(module) });
export async function save(module: Module, { id, body: given }: WriteRow, client: CrmClient): Promise<Raw> {
	const { create, update } = addresses(module);
	const body = await placed(module, given, client);
	return id ? await carryOne(update, { id, body }, client) : await carryOne(create, { body }, client);
}

/** Reads what records lack: hits of a search are stubs, filtered ones have no custom fields, and not all answers tell names. */
export const completing = (module: Module) => async (raws: Raw[], client: CrmClient, { customFields }: Scope): Promise<void> => {
	const wantsCustom = customFields.some((name) => name.startsWith('cf_'));
	const isOpen = (raw: Raw) => !raw.created_at || (module === contacts && !raw.sales_accounts) || (wantsCustom && !raw.custom_field);
	const read = async ({ id }: Raw) => await carryOne(addresses(module).get, { id: String(id) }, client);
	await parallel(raws.filter(isOpen), 3, async (raw) => void Object.assign(raw, await read(raw)));
	await module.entries.complete(raws, client);
};
