import type { IDataObject } from 'n8n-workflow';
import {
	once, shown, stored,
	type CrmClient, type Field, type MatchKey, type Raw, type RowResult, type Scope, type Stored, type VendorObject, type WriteRow,
} from '../../shared/rest';
import { accounts, bare, common, completing, contacts, entryIn, lookupBy, nameIn, placed, rows, save, upsertBy } from '../api';
import { filtered, nextOf, numberRule, pollOf, searchOf } from '../search';
import { entryOf, isLead, leadStage, visibleList } from '../settings';

const address: Record<string, Stored> = {
	'address.street': { name: 'address', label: 'Address' }, 'address.city': 'city', 'address.state': 'state',
	'address.postalCode': { name: 'zipcode', label: 'Zipcode' }, 'address.country': 'country',
};
export const owner: Record<string, Stored> = { owner: { name: 'owner_id', label: 'Sales Owner' } };
export const stamps = shown('', { createdAt: 'created_at', updatedAt: 'updated_at' });
/** A page of the account; the definition's `site` stands before it. */
export const page = (name: string): Field => ({ key: 'url', label: 'URL', kind: 'url', read: ({ id }) => id && `/${name}/${String(id)}` });
/** A field that holds the id of an entry in a list of settings: users read and write its name. */
const byName = (key: string, label: string, column: string): Field => ({ key, label, kind: 'choice', read: nameIn(column), write: column, column });
const linksOf = (raw: Raw | undefined): Raw[] => (raw?.sales_accounts ?? []) as Raw[];
const primaryOf = (raw: Raw | undefined): Raw | undefined => linksOf(raw).find(({ is_primary: isPrimary }) => isPrimary);
const linkTo = (value: unknown, body: IDataObject) => void (body.company_id = value as string);
const contactFields: Field[] = [
	...stored('', {
		firstName: 'first_name', lastName: 'last_name', email: 'email', phone: { name: 'work_number', label: 'Work' },
		mobile: { name: 'mobile_number', label: 'Mobile' }, jobTitle: 'job_title', ...address, ...owner, tags: { name: 'tags', kind: 'choices' },
	}),
	// Hits of a search by text have a whole name only.
	{ key: 'fullName', label: 'Name', kind: 'text', read: ({ first_name: first, last_name: last, name }) => (first || last ? null : name) },
	{ key: 'emails', label: 'Emails', kind: 'text', read: ({ emails }) => ((emails ?? []) as IDataObject[]).map(({ value }) => value) },
	{
		key: 'company', label: 'Account Name', kind: 'text', read: (raw) => primaryOf(raw)?.name, write: (value, body) => void (body.company = value as string),
		hint: 'The account of this name is linked; it is made when there is none',
	},
	{ key: 'companyId', label: 'Account', kind: 'reference', target: 'customer.sales_accounts', read: (raw) => primaryOf(raw)?.id, write: linkTo },
	byName('status', 'Status', 'contact_status_id'), byName('source', 'Source', 'lead_source_id'), ...stamps, page('contacts'),
];

const plain = (text: unknown) => String(text).trim().toLowerCase();
/** The account of a name, found or made once in a run. Names are unique: where a lookup lags behind, the upsert makes no second one. */
const accountFor = async (name: string, client: CrmClient): Promise<string> => await once(client, `account ${plain(name)}`, async () => {
	const found = await lookupBy(accounts, 'name').find([name], client, bare);
	const { id } = found.find((raw) => plain(raw.name) === plain(name)) ?? (await upsertBy({ name }, accounts, { name }, client)).raw;
	return String(id);
});
/** A contact's links with another primary account, if that changes them; a write replaces them all, ten at most (contract section 2.1). */
function relinked(raw: Raw | undefined, accountId: string | null | undefined): { sales_accounts?: IDataObject[] } {
	if (accountId === undefined || String(primaryOf(raw)?.id ?? '') === String(accountId ?? '')) return {};
	const others = linksOf(raw).filter(({ id, is_primary: isPrimary }) => (accountId ? String(id) !== accountId : !isPrimary)).map(({ id }) => ({ id }));
	const links = [...(accountId ? [{ id: Number(accountId) }] : []), ...others].slice(0, 10);
	return { sales_accounts: links.map((link, at) => ({ ...link, is_primary: at === 0 })) };
}

/** A body as Freshsales takes it, and the account that it names. */
async function prepared(row: WriteRow, client: CrmClient): Promise<{ body: IDataObject; accountId?: string | null }> {
	const { company, company_id: id, ...body } = await placed(contacts, row.body, client);
	for (const [column, list] of Object.entries(contacts.named).filter(([name]) => body[name])) {
		const entry = await entryOf(list, String(body[column]), client, body.lifecycle_stage_id ?? row.current?.lifecycle_stage_id);
		// A status belongs to a stage, and both are sent (section 2.1).
		Object.assign(body, entry.lifecycle_stage_id ? { lifecycle_stage_id: entry.lifecycle_stage_id } : {}, { [column]: entry.id });
	}
	const named = company ? await accountFor(String(company), client) : (company as null | undefined);
	return { body, accountId: id === undefined ? named : (id as string | null) };
}
/** The stage of a lead, unless the user names one. A customer who asks again is still a customer: it moves forward only. */
async function stageFor(body: IDataObject, held: Raw | undefined, client: CrmClient): Promise<{ lifecycle_stage_id?: number }> {
	if (body.lifecycle_stage_id) return {};
	const lead = await leadStage(client);
	if (!held) return { lifecycle_stage_id: lead?.id };
	const from = (await visibleList('lifecycle_stages', client)).find(({ id }) => id === held.lifecycle_stage_id);
	const steps = Number(lead?.position) - Number(from?.position);
	if (steps < 0) client.warn('Contacts that are further than the stage of leads keep their lifecycle stage');
	return steps > 0 ? { lifecycle_stage_id: lead!.id } : {};
}
async function write(row: WriteRow, client: CrmClient, leads: boolean): Promise<Raw> {
	const { body, accountId } = await prepared(row, client);
	const stage = leads ? await stageFor(body, row.current, client) : {};
	const raw = await save(contacts, { id: row.id, body: { ...body, ...stage, ...relinked(row.current, accountId) } }, client);
	return row.id || accountId || raw.sales_accounts ? raw : { ...raw, sales_accounts: [] };
}
/** One call, and a second one only where the contact's account or stage has to follow. */
async function upsert([row]: WriteRow[], client: CrmClient, scope: Scope, key: MatchKey, leads: boolean): Promise<RowResult[]> {
	const { body: { email, ...body }, accountId } = await prepared(row, client);
	const field = String(scope.externalIdField);
	const identifier = key === 'email' ? { emails: email } : { [field]: ((field.startsWith('cf_') ? body.custom_field : body) as IDataObject)[field] };
	// `email` would push out the primary address where a further one matched; `emails` only adds.
	const result = await upsertBy(identifier, contacts, { ...body, ...(email ? { emails: email } : {}) }, client);
	await completing(contacts)([result.raw], client, scope);
	const follow = { ...relinked(result.raw, accountId), ...(leads ? await stageFor(body, result.raw, client) : {}) };
	if (Object.keys(follow).length) result.raw = await save(contacts, { id: String(result.raw.id), body: follow }, client);
	await completing(contacts)([result.raw], client, scope);
	return [result];
}

/** Whoever may have a number; the engine compares them. */
async function byPhone([number]: string[], client: CrmClient): Promise<Raw[]> {
	const read = async (name: string) => await client.readAll({
		request: (at) => filtered(contacts, [numberRule(name, number)], {}, at), read: rows(contacts), next: nextOf(contacts),
	});
	return [...(await read('mobile_number')), ...(await read('work_number'))];
}

/** Contacts; or those in the lifecycle stage of leads, for leads are no records of their own (section 0). */
export const contactsAs = (label: string, leads = false): VendorObject => ({
	...common(contacts, async (row, client) => await write(row, client, leads)),
	id: 'contacts', label, fields: contactFields,
	upsert: { max: 1, by: (key) => key === 'email' || key === 'externalId', perform: async (...call) => await upsert(...call, leads) },
	match: {
		email: lookupBy(contacts, 'email'), phone: { max: 1, find: byPhone },
		field: (name) => (/^(cf_|external_id$)/.test(name) ? lookupBy(contacts, name) : null),
	},
	search: searchOf(contacts, contactFields, ['email', 'phone', 'owner']),
	poll: pollOf(contacts),
	meant: leads ? (raw) => isLead(entryIn(raw, 'lifecycle_stage_id')) : undefined,
});

const accountFields: Field[] = [
	...stored('', { name: { name: 'name', label: 'Name', required: true }, phone: 'phone', website: 'website', ...address, ...owner }),
	{ key: 'isCompany', label: 'Is Company', kind: 'boolean', read: () => true }, ...stamps, page('accounts'),
];
/** Companies; no two of them share a name (section 2.2). */
export const salesAccounts: VendorObject = {
	...common(accounts),
	id: 'sales_accounts', label: 'Account', fields: accountFields,
	upsert: { max: 1, by: (key) => key === 'natural', perform: async ([{ body }], client) => [await upsertBy({ name: body.name }, accounts, body, client)] },
	match: {
		field: (name) => (name.startsWith('cf_') ? lookupBy(accounts, name) : null),
		natural: { label: 'Account Name', parts: ['name'], max: 1, find: async ([names], ...rest) => await lookupBy(accounts, 'name').find(names, ...rest) },
	},
	search: searchOf(accounts, accountFields, ['name', 'owner']),
	poll: pollOf(accounts),
};
