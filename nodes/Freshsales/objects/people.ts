import type { IDataObject } from 'n8n-workflow';
import { companyFields, companyFlag, once, pageIn, shown, stored } from '../../shared/kit';
import type { CrmClient, Field, MatchKey, Page, Raw, RowResult, Scope, Stored, VendorObject, WriteRow } from '../../shared/kit';
import { accounts, completing, contacts, lookupBy, placed, save, upsertBy } from '../api';
import { filtered, numberRule, objectOf, pagesOf } from '../object';
import { personEntries } from '../settings';
import { isLead, onward, standingOf, type Standing } from '../stages';

const address: Record<string, Stored> = {
	'address.street': { name: 'address', label: 'Address' }, 'address.city': 'city', 'address.state': 'state',
	'address.postalCode': { name: 'zipcode', label: 'Zipcode' }, 'address.country': 'country',
};
export const owner: Record<string, Stored> = { owner: { name: 'owner_id', label: 'Sales Owner' } };
export const stamps = shown('', { createdAt: 'created_at', updatedAt: 'updated_at' });
const linksOf = (raw: Raw | undefined): Raw[] => (raw?.sales_accounts ?? []) as Raw[];
const primaryOf = (raw: Raw | undefined): Raw | undefined => linksOf(raw).find(({ is_primary: isPrimary }) => isPrimary);
const contactFields: Field[] = [
	...stored('', {
		firstName: 'first_name', lastName: 'last_name', email: 'email', jobTitle: 'job_title',
		tags: { name: 'tags', kind: 'choices', write: (value, body) => void (body.tags = (value ?? []) as string[]) },
		phone: { name: 'work_number', label: 'Work' }, mobile: { name: 'mobile_number', label: 'Mobile' }, ...address, ...owner,
	}),
	// Hits of a search by text have a whole name only.
	{ key: 'fullName', label: 'Name', kind: 'text', read: ({ first_name: first, last_name: last, name }) => (first || last ? null : name) },
	{ key: 'emails', label: 'Emails', kind: 'text', read: ({ emails }) => ((emails ?? []) as IDataObject[]).map(({ value }) => value) },
	...companyFields('Account', 'customer.sales_accounts', primaryOf),
	personEntries.field('status', 'Status', 'contact_status_id'), personEntries.field('source', 'Source', 'lead_source_id'),
	...stamps, pageIn('/contacts'),
];
const byAccountName = lookupBy(accounts, 'name');
const upsertAccount = async (body: IDataObject, client: CrmClient) => await upsertBy({ name: body.name }, accounts, body, client);
const plain = (text: unknown) => String(text).trim().toLowerCase();
/** The account of a name, found or made once in a run. Where the lookup lags behind, the upsert makes no second one: names are unique. */
const accountFor = async (name: string, client: CrmClient): Promise<string> => await once(client, `account ${plain(name)}`, async () => {
	const found = await byAccountName.find([name], client);
	const { id } = found.find((raw) => plain(raw.name) === plain(name)) ?? (await upsertAccount({ name }, client)).raw;
	return String(id);
});
/** A contact's links with another primary account, if that changes them; a write replaces all, ten at most (contract section 2.1). */
function relinked(raw: Raw | undefined, accountId: string | null | undefined, client: CrmClient): { sales_accounts?: IDataObject[] } {
	if (accountId === undefined || String(primaryOf(raw)?.id ?? '') === String(accountId ?? '')) return {};
	const others = linksOf(raw).filter(({ id, is_primary: isPrimary }) => (accountId ? String(id) !== accountId : !isPrimary));
	const ids = [...(accountId ? [Number(accountId)] : []), ...others.map(({ id }) => id)];
	if (ids.length > 10) client.warn('Contacts with ten accounts keep those: Freshsales takes no more, so a further one was not linked');
	return ids.length > 10 ? {} : { sales_accounts: ids.map((id, at) => ({ id, is_primary: at === 0 })) };
}

interface Prepared { body: IDataObject; standing: Standing; accountId?: string | null }
/** A write with IDs in place of names; what depends on the record that it meets stands apart. */
async function prepared({ body: given, current }: WriteRow, client: CrmClient): Promise<Prepared> {
	const { company, company_id: id, lifecycle_stage_id: stage, contact_status_id: status, ...body } = await placed(contacts, given, client);
	const standing = await standingOf(stage, status, current, client);
	if (body.lead_source_id) body.lead_source_id = (await personEntries.meant('lead_source_id', body.lead_source_id, client)).id;
	if (id !== undefined) return { body, standing, accountId: id as string | null };
	return { body, standing, accountId: company ? await accountFor(String(company), client) : (company as null | undefined) };
}
async function write(row: WriteRow, client: CrmClient, scope: Scope, leads: boolean): Promise<Raw> {
	const { body, standing, accountId } = await prepared(row, client);
	const stage = leads ? await onward(standing, row.current ?? {}, !row.id, client, scope) : standing;
	const raw = await save(contacts, { id: row.id, body: { ...body, ...stage, ...relinked(row.current, accountId, client) } }, client);
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
	const follow = { ...relinked(raw, accountId, client), ...(leads ? await onward(standing, raw, created, client, scope) : {}) };
	if (!Object.keys(follow).length) return [result];
	const followed = await save(contacts, { id: String(raw.id), body: follow }, client);
	await completing(contacts)([followed], client, scope);
	return [{ raw: followed, created }];
}
/** Whoever may have a number; the engine compares them. */
async function byPhone([number]: string[], client: CrmClient): Promise<Raw[]> {
	const request = (name: string) => (page: Page) => filtered(contacts, [numberRule(name, number)], {}, page);
	const read = async (name: string) => await client.readAll({ ...pagesOf(contacts), request: request(name) });
	return [...(await read('mobile_number')), ...(await read('work_number'))];
}
/** Contacts; or those in the lifecycle stage of leads, for leads are no records of their own (section 0). */
export const contactsAs = (label: string, leads = false): VendorObject => objectOf(contacts, {
	label, fields: contactFields, filters: ['email', 'phone', 'owner'],
	write: async (row, client, scope) => await write(row, client, scope, leads),
	upsert: { max: 1, by: (key) => key === 'email' || key === 'externalId', perform: async (...call) => await upsert(...call, leads) },
	match: { email: lookupBy(contacts, 'email'), phone: { max: 1, find: byPhone } },
	meant: leads ? (raw) => isLead(personEntries.of(raw, 'lifecycle_stage_id')) : undefined,
});
/** Companies; no two of them share a name (section 2.2). */
export const salesAccounts = objectOf(accounts, {
	label: 'Account', filters: ['name', 'owner'],
	fields: [
		...stored('', { name: { name: 'name', label: 'Name', required: true }, phone: 'phone', website: 'website', ...address, ...owner }),
		companyFlag(), ...stamps, pageIn('/accounts'),
	],
	upsert: { max: 1, by: (key) => key === 'natural', perform: async ([{ body }], client) => [await upsertAccount(body, client)] },
	match: {
		natural: { label: 'Account Name', parts: ['name'], max: 1, find: async ([names], client) => await byAccountName.find(names, client) },
	},
});
