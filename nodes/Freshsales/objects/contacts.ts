import type { IDataObject } from 'n8n-workflow';
import { noSuchField, CrmFailure } from '../../shared/http/failure';
import { shown, stored, type Stored } from '../../shared/map/fields';
import { idOrThrow, relate } from '../../shared/run/relate';
import type { CrmClient, Field, LiveField, Lookup, MatchKey, Raw, RowResult, Scope, VendorObject, WriteRow } from '../../shared/types';
import { accounts, common, completing, contacts, entryIn, lookupBy, nameIn, one, rows, save } from '../api';
import { filtered, numberRule, pollOf, searchOf } from '../search';
import { entryOf, fieldsOf, isStage, stageFor, visibleList, type StageName } from '../settings';

export const address: Record<string, Stored> = {
	'address.street': { name: 'address', label: 'Address' }, 'address.city': 'city', 'address.state': 'state', 'address.postalCode': { name: 'zipcode', label: 'Zipcode' }, 'address.country': 'country',
};
export const owner: Record<string, Stored> = { owner: { name: 'owner_id', label: 'Sales Owner', target: 'owner' } };
export const created = shown('', { createdAt: 'created_at', updatedAt: 'updated_at' });
/** A page of the account; the definition's `site` stands before it. */
export const page = (name: string): Field => ({ key: 'url', label: 'URL', kind: 'url', read: ({ id }) => id && `/${name}/${String(id)}` });
/** A field that holds the id of an entry in a list of settings: users read and write its name. */
const byName = (key: string, label: string, column: string): Field => ({ key, label, kind: 'choice', read: nameIn(column), write: column, column });

const linksOf = (raw: Raw | undefined): Raw[] => (raw?.sales_accounts ?? []) as Raw[];
const primaryOf = (raw: Raw): Raw | undefined => linksOf(raw).find(({ is_primary: isPrimary }) => isPrimary);
const fields: Field[] = [
	...stored('', {
		firstName: 'first_name', lastName: 'last_name', email: 'email', phone: { name: 'work_number', label: 'Work' }, mobile: { name: 'mobile_number', label: 'Mobile' }, jobTitle: 'job_title',
		...address, ...owner, tags: { name: 'tags', kind: 'choices' },
	}),
	// Hits of a search by text have a whole name only.
	{ key: 'fullName', label: 'Name', kind: 'text', read: ({ first_name: first, last_name: last, name }) => (first || last ? null : name) },
	{ key: 'emails', label: 'Emails', kind: 'text', read: ({ emails }) => ((emails ?? []) as IDataObject[]).map(({ value }) => value) },
	{ key: 'company', label: 'Account Name', kind: 'text', read: (raw) => primaryOf(raw)?.name, write: 'company', hint: 'The account of this name is linked; it is made when there is none' },
	{ key: 'companyId', label: 'Account', kind: 'reference', target: 'customer.sales_accounts', read: (raw) => primaryOf(raw)?.id, write: 'company_id' },
	byName('status', 'Status', 'contact_status_id'), byName('source', 'Source', 'lead_source_id'),
	...created, page('contacts'),
];
const own = new Set([...fields.map(({ write }) => write), 'custom_field', 'lifecycle_stage_id', 'external_id']);

/** The account of each name, found or made once. */
async function accountFor(name: string, client: CrmClient): Promise<string> {
	const [account] = await relate([name], {
		kind: 'sales_accounts',
		keyOf: (one) => one.trim().toLowerCase(),
		find: async ([key]) => new Map((await lookupBy(accounts, 'name').find([name], client, { customFields: [] })).map((raw) => [String(raw.name).trim().toLowerCase(), String(raw.id)] as const).filter(([held]) => held === key)),
		// Names are unique, and the search behind a lookup may lag: this never makes a second one.
		create: async () => [{ raw: one(accounts)(await client.send(save(accounts, { name }, { key: { name } }))) }],
		idOf: ({ id }) => String(id),
	}, client);
	return idOrThrow(account);
}
/** At most ten links, one of them primary; a write replaces them all (contract section 2.1). */
function relinked(held: readonly Raw[], id: string | null): IDataObject[] {
	const others = held.filter((link) => (id === null ? !link.is_primary : String(link.id) !== id)).map((link) => ({ id: link.id, is_primary: false }));
	if (id !== null) return [{ id: Number(id), is_primary: true }, ...others].slice(0, 10);
	return others.map((link, at) => ({ ...link, is_primary: at === 0 }));
}

/** A body as Freshsales takes it: names become ids, an account a link. It passes over unknown names in silence, so they are refused here. */
async function prepared({ company, company_id: companyId, ...body }: IDataObject, held: Raw | undefined, client: CrmClient): Promise<{ body: IDataObject; accountId?: string | null }> {
	const custom = [...Object.keys(body).filter((name) => !own.has(name)), ...Object.keys((body.custom_field as IDataObject | undefined) ?? {})];
	if (custom.length) {
		const known = new Set((await fieldsOf('contacts', client)).map(({ name }) => name));
		const strangers = custom.filter((name) => !known.has(name));
		if (strangers.length) throw new CrmFailure(noSuchField(strangers, 'Freshsales', 'Use the internal name of the field; those of custom fields begin with cf_.'));
	}
	for (const [column, list] of Object.entries(contacts.named)) {
		if (!body[column]) continue;
		const entry = await entryOf(list, String(body[column]), client, body.lifecycle_stage_id ?? held?.lifecycle_stage_id);
		body[column] = entry.id;
		// A status belongs to a stage, and both are sent (section 2.1).
		if (entry.lifecycle_stage_id) body.lifecycle_stage_id = entry.lifecycle_stage_id;
	}
	const accountId = companyId === undefined ? (company ? await accountFor(String(company), client) : (company as null | undefined)) : companyId === null ? null : String(companyId);
	return { body, accountId };
}

const isLinked = (raw: Raw, id: string | null | undefined) => id === undefined || String(primaryOf(raw)?.id ?? '') === String(id ?? '');
const send = async (client: CrmClient, ...request: Parameters<typeof save>): Promise<Raw> => one(contacts)(await client.send(save(...request)));

/** Contacts, or those in one lifecycle stage: leads always, customers where the user wants it (sections 0 and 2). */
export function contactsAs(label: string, stage: (scope: Scope) => StageName | null, only?: StageName): VendorObject {
	const create = async ({ body: given }: WriteRow, client: CrmClient, scope: Scope): Promise<Raw> => {
		const { body, accountId } = await prepared(given, undefined, client);
		const wanted = stage(scope);
		if (wanted && !body.lifecycle_stage_id) body.lifecycle_stage_id = (await stageFor(wanted, client))?.id;
		const links = accountId ? { sales_accounts: relinked([], accountId) } : {};
		const raw = await send(client, contacts, { ...body, ...links }, {});
		return accountId || raw.sales_accounts ? raw : { ...raw, sales_accounts: [] };
	};
	const update = async ({ id, body: given, current }: WriteRow & { id: string }, client: CrmClient): Promise<Raw> => {
		const { body, accountId } = await prepared(given, current, client);
		return await send(client, contacts, isLinked(current ?? {}, accountId) ? body : { ...body, sales_accounts: relinked(linksOf(current), accountId ?? null) }, { id });
	};
	/** One call, and a second one only where the contact's account or stage has to follow. */
	const upsert = async ([row]: WriteRow[], client: CrmClient, scope: Scope, key: MatchKey): Promise<RowResult[]> => {
		const { body: { email, ...body }, accountId } = await prepared(row.body, undefined, client);
		const field = String(scope.externalIdField);
		const value = field.startsWith('cf_') ? (body.custom_field as IDataObject | undefined)?.[field] : body[field];
		// `email` would take the place of a primary address where a further one matched; `emails` adds.
		const response = await client.send(save(contacts, { ...body, ...(email ? { emails: email } : {}) }, { key: key === 'email' ? { emails: email } : { [field]: value } }));
		let raw = one(contacts)(response);
		await completing(contacts)([raw], client, scope);
		const named = body.lifecycle_stage_id !== undefined;
		await mark([raw], named ? null : stage(scope), client);
		const follow = { ...(isLinked(raw, accountId) ? {} : { sales_accounts: relinked(linksOf(raw), accountId ?? null) }), ...((raw.move as Move | undefined)?.to ? { lifecycle_stage_id: (raw.move as Move).to } : {}) };
		if (Object.keys(follow).length) {
			raw = await send(client, contacts, follow, { id: String(raw.id) });
			await completing(contacts)([raw], client, scope);
		}
		return [{ raw, created: response.status === 201 }];
	};
	const marking = (find: Lookup['find'], max: number): Lookup => ({
		max,
		find: async (values, client, scope) => {
			const found = await find(values, client, scope);
			await mark(found, stage(scope), client);
			return found;
		},
	});
	const byPhone: Lookup['find'] = async ([number], client) => {
		const search = async (name: string) => await client.readAll({ request: (page) => filtered(contacts, [numberRule(name, number)], {}, Number(page.page ?? 1)), read: rows(contacts), next: (_response, page, found) => (found.length ? { page: Number(page.page ?? 1) + 1 } : null) });
		return [...(await search('mobile_number')), ...(await search('work_number'))];
	};
	return {
		...common(contacts),
		id: 'contacts', label, fields,
		create: { each: create },
		update: { each: update },
		upsert: { max: 1, by: (key) => key === 'email' || key === 'externalId', perform: upsert },
		match: {
			email: marking(lookupBy(contacts, 'email').find, 1),
			phone: marking(byPhone, 1),
			field: (name) => (/^(cf_|external_id$)/.test(name) ? marking(lookupBy(contacts, name).find, 1) : null),
		},
		search: searchOf(contacts, fields, ['email', 'phone', 'owner'], only !== undefined),
		poll: pollOf(contacts),
		...(only ? { meant: (raw: Raw) => isStage(entryIn(raw, 'lifecycle_stage_id'), only) } : {}),
		imply,
		metadata,
	};
}

/** What becomes of the stage of a contact that exists: it moves forward, or stays. */
interface Move extends IDataObject { to?: number; keeps?: string }
async function mark(raws: Raw[], wanted: StageName | null, client: CrmClient): Promise<void> {
	const target = wanted && raws.length ? await stageFor(wanted, client) : undefined;
	if (!target) return;
	const stages = await visibleList('lifecycle_stages', client);
	for (const raw of raws) {
		const held = stages.find(({ id }) => id === raw.lifecycle_stage_id);
		if (held?.id !== target.id) raw.move = held && Number(held.position) > Number(target.position) ? { keeps: held.name } : { to: target.id };
	}
}
/** A customer who asks again is still a customer; a stage or status that the user names is meant. */
function imply(values: Map<string, unknown>, custom: Map<string, unknown>, current: Raw | null): string[] {
	for (const [key, column] of [['status', 'contact_status_id'], ['source', 'lead_source_id']]) {
		if (current && values.get(key) === String(current[column])) values.set(key, nameIn(column)(current));
	}
	const move = current?.move as Move | undefined;
	if (!move || values.get('status') || custom.has('lifecycle_stage_id')) return [];
	if (move.keeps) return [`The contact keeps its lifecycle stage "${move.keeps}"`];
	custom.set('lifecycle_stage_id', move.to);
	return [];
}

/** The form, and what stands beside it: stage and status by the names of the account. */
async function metadata(client: CrmClient): Promise<LiveField[]> {
	const described = await fieldsOf('contacts', client);
	const label: Record<string, string> = { lifecycle_stage_id: 'Lifecycle Stage', contact_status_id: 'Status', lead_source_id: 'Source' };
	const named = await Promise.all(Object.entries(contacts.named).map(async ([name, list]): Promise<LiveField> => {
		const names = new Set((await visibleList(list, client)).map((entry) => entry.name));
		return { name, label: label[name], kind: 'choice', readOnly: false, unique: false, choices: [...names].map((value) => ({ label: value, value })) };
	}));
	return [...described.filter(({ name }) => !(name in contacts.named)), ...named];
}
