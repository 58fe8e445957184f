import type { IDataObject } from 'n8n-workflow';
import {
	once, shown, stored,
	type CrmClient, type Field, type MatchKey, type Raw, type RowResult, type Scope, type Stored, type VendorObject, type WriteRow,
} from '../../shared/rest';
import { accounts, bare, common, completing, contacts, entryIn, lookupBy, nameIn, placed, rows, save, upsertBy } from '../api';
import { filtered, nextOf, numberRule, pollOf, searchOf } from '../search';
import { entryOf } from '../settings';
import { differing, isLead, onward, standingOf, type Standing } from '../stages';

const address: Record<string, Stored> = {
	'address.street': { name: 'address', label: 'Address' }, 'address.city': 'city', 'address.state': 'state',
	'address.postalCode': { name: 'zipcode', label: 'Zipcode' }, 'address.country': 'country',
};
export const owner: Record<string, Stored> = { owner: { name: 'owner_id', label: 'Sales Owner' } };
export const stamps = shown('', { createdAt: 'created_at', updatedAt: 'updated_at' });
/** A page of the account; the definition's `site` stands before it. */
export const page = (name: string): Field =>
	({ key: 'url', label: 'URL', kind: 'url', read: ({ id }) => id && `/${name}/${String(id)}` });
/** A field that holds the ID of an entry in a list of settings: users read and write its name. */
const byName = (key: string, label: string, column: string): Field =>
	({ key, label, kind: 'choice', read: nameIn(column), write: column, column });
const linksOf = (raw: Raw | undefined): Raw[] => (raw?.sales_accounts ?? []) as Raw[];
const primaryOf = (raw: Raw | undefined): Raw | undefined => linksOf(raw).find(({ is_primary: isPrimary }) => isPrimary);
const contactFields: Field[] = [
	...stored('', {
		firstName: 'first_name', lastName: 'last_name', email: 'email', phone: { name: 'work_number', label: 'Work' },
		mobile: { name: 'mobile_number', label: 'Mobile' }, jobTitle: 'job_title', ...address, ...owner, tags: { name: 'tags', kind: 'choices' },
	}),
	// Hits of a search by text have a whole name only.
	{ key: 'fullName', label: 'Name', kind: 'text', read: ({ first_name: first, last_name: last, name }) => (first || last ? null : name) },
	{ key: 'emails', label: 'Emails', kind: 'text', read: ({ emails }) => ((emails ?? []) as IDataObject[]).map(({ value }) => value) },
	{
		key: 'company', label: 'Account Name', kind: 'text', hint: 'The account of this name is linked; it is made when there is none',
		read: (raw) => primaryOf(raw)?.name, write: (value, body) => void (body.company = value as string),
	},
	{
		key: 'companyId', label: 'Account', kind: 'reference', target: 'customer.sales_accounts',
		read: (raw) => primaryOf(raw)?.id, write: (value, body) => void (body.company_id = value as string),
	},
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
	const stays = ({ id, is_primary: isPrimary }: Raw) => (accountId ? String(id) !== accountId : !isPrimary);
	const others = linksOf(raw).filter(stays).map(({ id }) => ({ id }));
	const links = [...(accountId ? [{ id: Number(accountId) }] : []), ...others].slice(0, 10);
	return { sales_accounts: links.map((link, at) => ({ ...link, is_primary: at === 0 })) };
}

/** A write as Freshsales takes it; what depends on the record that it meets stands apart. */
interface Prepared { body: IDataObject; standing: Standing; accountId?: string | null }
/** Turns names into the IDs of entries and accounts. */
async function prepared({ body: given, current }: WriteRow, client: CrmClient): Promise<Prepared> {
	const { company, company_id: id, lifecycle_stage_id: stage, contact_status_id: status, ...body } = await placed(contacts, given, client);
	const standing = await standingOf(stage, status, current, client);
	if (body.lead_source_id) body.lead_source_id = (await entryOf('lead_sources', body.lead_source_id, client)).id;
	if (id !== undefined) return { body, standing, accountId: id as string | null };
	return { body, standing, accountId: company ? await accountFor(String(company), client) : (company as null | undefined) };
}
async function write(row: WriteRow, client: CrmClient, scope: Scope, leads: boolean): Promise<Raw> {
	const { body, standing, accountId } = await prepared(row, client);
	const stage = leads ? await onward(standing, row.current, client, scope) : standing;
	const raw = await save(contacts, { id: row.id, body: { ...body, ...stage, ...relinked(row.current, accountId) } }, client);
	return row.id || accountId || raw.sales_accounts ? raw : { ...raw, sales_accounts: [] };
}
/** One call, and a second one only where the contact's account or stage has to follow: an upsert would take any step back. */
async function upsert([row]: WriteRow[], client: CrmClient, scope: Scope, key: MatchKey, leads: boolean): Promise<RowResult[]> {
	const { body: { email, ...body }, standing, accountId } = await prepared(row, client);
	const field = String(scope.externalIdField);
	const holder = (field.startsWith('cf_') ? body.custom_field : body) as IDataObject;
	// `email` would push out the primary address where a further one matched; `emails` only adds.
	const sent = { ...body, ...(email ? { emails: email } : {}), ...(leads ? {} : standing) };
	const result = await upsertBy(key === 'email' ? { emails: email } : { [field]: holder[field] }, contacts, sent, client);
	const { raw, created } = result;
	await completing(contacts)([raw], client, scope);
	const stage = leads ? differing(await onward(standing, created ? undefined : raw, client, scope), raw) : {};
	const follow = { ...relinked(raw, accountId), ...stage };
	if (!Object.keys(follow).length) return [result];
	const followed = await save(contacts, { id: String(raw.id), body: follow }, client);
	await completing(contacts)([followed], client, scope);
	return [{ raw: followed, created }];
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
	...common(contacts, async (row, client, scope) => await write(row, client, scope, leads)),
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
	upsert: {
		max: 1, by: (key) => key === 'natural',
		perform: async ([{ body }], client) => [await upsertBy({ name: body.name }, accounts, body, client)],
	},
	match: {
		field: (name) => (name.startsWith('cf_') ? lookupBy(accounts, name) : null),
		natural: {
			label: 'Account Name', parts: ['name'], max: 1,
			find: async ([names], ...rest) => await lookupBy(accounts, 'name').find(names, ...rest),
		},
	},
	search: searchOf(accounts, accountFields, ['name', 'owner']),
	poll: pollOf(accounts),
};
