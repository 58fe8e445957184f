import type { IDataObject } from 'n8n-workflow';
import { path } from '../../shared/http/path';
import { shown, stored } from '../../shared/map/fields';
import type { CrmClient, LiveField, Lookup, Raw, Single, VendorObject, WriteRow } from '../../shared/types';
import { addAddress, addressesOf, addressFields, implyAddress } from '../address';
import { bodyOf, checked, pollOf, readList, searchOf, type List } from '../api';
import { implyNumber } from '../numbers';

const customers: List = { path: '/customers', name: 'customers' };

/** Who a person is. `company_name` in answers is the account's own company, never the customer's (contract section 2). */
export const person = (prefix: string) => stored(prefix, {
	company: 'company', firstName: 'first_name', lastName: 'last_name', email: 'email', mobile: { name: 'mobile_number', label: 'Mobile Number' }, phone: { name: 'home_number', label: 'Home Number' },
});
export const tags = { name: 'tags', kind: 'choices' as const };

const names = ['first_name', 'last_name', 'email', 'mobile_number', 'home_number', 'work_number', 'company', 'notifications_enabled', 'lead_source', 'notes', 'tags', 'addresses'];

/** Customers that hold an e-mail or number: `q` looks into name, e-mail, mobile number and addresses only (section 3). */
export const findCustomers = async (q: string, client: CrmClient): Promise<Raw[]> => await readList(customers, { q }, client);
const byEmail: Lookup = { max: 1, find: async ([email], client) => await findCustomers(email, client) };
// Numbers are stored as typed, with or without a country.
const byPhone: Lookup = { max: 1, find: async ([phone], client) => await findCustomers(phone.replace(/\D/g, '').slice(-10), client) };

async function update({ id, body: { addresses, ...body }, current }: WriteRow & { id: string }, client: CrmClient): Promise<Raw> {
	checked(body, names);
	const [shownAddress] = addressesOf(current);
	// The address first: were it refused after the rest was written, half of the item would be done.
	if (addresses) await addAddress(id, { ...inBody(shownAddress), ...(addresses as IDataObject[])[0] }, client);
	if (Object.keys(body).length) await client.send({ method: 'PUT', path: path`/customers/${id}`, body, safeToRepeat: true });
	return bodyOf(await client.send({ method: 'GET', path: path`/customers/${id}` }));
}

const inBody = (address: Raw | undefined): IDataObject => Object.fromEntries(Object.entries(address ?? {}).filter(([name, value]) => ['street', 'city', 'state', 'zip', 'country'].includes(name) && value !== null));

/** The first address is the one shown; a body has a list. */
const address = addressFields('').map((field) => ({
	...field,
	read: (raw: Raw) => addressesOf(raw)[0]?.[field.write],
	write: (value: unknown, body: IDataObject) => void Object.assign(((body.addresses ??= [{}]) as IDataObject[])[0], { [field.write]: value }),
}));

async function metadata(client: CrmClient): Promise<LiveField[]> {
	const named = async (name: string) => (await readList({ path: `/${name}`, name }, {}, client)).map((one) => ({ label: String(one.name), value: String(one.name) }));
	const field = { readOnly: false, unique: false };
	return [
		{ ...field, name: 'tags', label: 'Tags', kind: 'choices', choices: await named('tags') },
		{ ...field, name: 'lead_source', label: 'Lead Source', kind: 'choice', choices: await named('lead_sources') },
		{ ...field, name: 'work_number', label: 'Work Number', kind: 'phone' },
		{ ...field, name: 'notifications_enabled', label: 'Notifications Enabled', kind: 'boolean' },
	];
}

// Left unsaid, notifications may be on, and the customer be texted (section 2).
const create: Single<WriteRow> = { request: ({ body }) => ({ method: 'POST', path: '/customers', body: { notifications_enabled: false, ...checked(body, names) } }), read: bodyOf };
const get: Single<{ id: string }> = { request: ({ id }) => ({ method: 'GET', path: path`/customers/${id}` }), read: bodyOf };

/** Customers, under the label of the resource that holds them: there is no other kind of person (section 2). */
export const customersAs = (label: string): VendorObject => ({
	id: 'customers', label,
	fields: [
		...person(''), ...stored('', { source: { name: 'lead_source', label: 'Lead Source' }, notes: 'notes', tags }), ...address, ...shown('', { createdAt: 'created_at', updatedAt: 'updated_at' }),
		{ key: 'phones', label: 'Phones', kind: 'text', read: ({ work_number: work }) => (work ? [work] : []) },
		{ key: 'url', label: 'URL', kind: 'url', read: ({ id }) => id && `https://pro.housecallpro.com/app/customers/${String(id)}` },
	],
	customFields: '',
	create,
	update: { each: update },
	get,
	remove: { unsupported: 'Housecall Pro has no call that deletes a customer' },
	search: searchOf(customers, ['email', 'phone'], ({ field, operator, value }) => (['email', 'phone', 'mobile'].includes(field) && (operator === 'equals' || operator === 'contains') ? { q: field === 'email' ? value : value.replace(/\D/g, '').slice(-10) } : null), 'q'),
	match: { email: byEmail, phone: byPhone },
	poll: pollOf(customers),
	imply: (values, _custom, current) => {
		implyNumber(values, current ?? {});
		return current ? implyAddress(values, addressesOf(current)) : [];
	},
	metadata,
});
