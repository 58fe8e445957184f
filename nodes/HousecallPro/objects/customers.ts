import type { IDataObject } from 'n8n-workflow';
import { path } from '../../shared/http/path';
import { shown, stored } from '../../shared/map/fields';
import type { CrmClient, LiveField, Lookup, Raw, VendorObject, WriteRow } from '../../shared/types';
import { addAddress, addressesOf, addressFields, implyAddress, inTurnOf } from '../address';
import { bodyOf, checked, getOf, pollOf, readList, readOne, searchOf, type List } from '../api';

const customers: List = { path: '/customers', name: 'customers' };

/** Who a person is. `company_name` in answers is the account's own company, never the customer's (contract section 2). */
export const person = (prefix: string) => stored(prefix, {
	company: 'company', firstName: 'first_name', lastName: 'last_name', email: 'email',
	mobile: { name: 'mobile_number', label: 'Mobile Number' }, phone: { name: 'home_number', label: 'Home Number' },
});
export const sourceAndTags = stored('', { source: { name: 'lead_source', label: 'Lead Source' }, tags: { name: 'tags', kind: 'choices' } });
const names = [...person('').map(({ read }) => read), 'work_number', 'notifications_enabled', 'lead_source', 'notes', 'tags', 'addresses'];

/** Customers that hold an e-mail or number: `q` looks into name, e-mail, mobile number and addresses only (section 3). */
export const findCustomers = async (q: string, client: CrmClient): Promise<Raw[]> => await readList(customers, { q }, client);
/** Numbers are stored as typed, with or without a country. */
const lastDigits = (phone: string) => phone.replace(/\D/g, '').slice(-10);
const byEmail: Lookup = { max: 1, find: async ([email], client) => await findCustomers(email, client) };
const byPhone: Lookup = { max: 1, find: async ([phone], client) => await findCustomers(lastDigits(phone), client) };

/** Left unsaid, notifications may be on, and the customer be texted (section 2). */
export async function createCustomer(body: IDataObject, client: CrmClient): Promise<Raw> {
	const quiet = { notifications_enabled: false, ...checked(body, names) };
	return bodyOf(await client.send({ method: 'POST', path: '/customers', body: quiet }));
}

async function update({ id, body: { addresses, ...body }, current }: WriteRow & { id: string }, client: CrmClient): Promise<Raw> {
	checked(body, names);
	const [said] = (addresses ?? []) as IDataObject[];
	const whole = said && Object.fromEntries(addressFields('').map(({ read }) => [read, said[read] ?? addressesOf(current)[0]?.[read]]));
	// The address first: were it refused after the rest was written, half of the item would be done.
	if (whole) await inTurnOf(id, client, async () => await addAddress(id, whole, client));
	if (Object.keys(body).length) await client.send({ method: 'PUT', path: path`/customers/${id}`, body, safeToRepeat: true });
	return await readOne(customers, id, client);
}

/** The first address is the one shown; a body has a list. */
const address = addressFields('').map((field) => ({
	...field,
	read: (raw: Raw) => addressesOf(raw)[0]?.[field.read],
	write: (value: unknown, body: IDataObject) => void Object.assign(((body.addresses ??= [{}]) as IDataObject[])[0], { [field.read]: value }),
}));

async function metadata(client: CrmClient): Promise<LiveField[]> {
	const choicesOf = async (name: string) =>
		(await readList({ path: `/${name}`, name }, {}, client)).map((one) => ({ label: String(one.name), value: String(one.name) }));
	return [
		{ name: 'tags', label: 'Tags', kind: 'choices', choices: await choicesOf('tags') },
		{ name: 'lead_source', label: 'Lead Source', kind: 'choice', choices: await choicesOf('lead_sources') },
		{ name: 'work_number', label: 'Work Number', kind: 'phone' },
		{ name: 'notifications_enabled', label: 'Notifications Enabled', kind: 'boolean' },
	];
}

/** Customers, under the label of the resource that holds them: there is no other kind of person (section 2). */
export const customersAs = (label: string): VendorObject => ({
	id: 'customers', label,
	fields: [
		...person(''), ...sourceAndTags, ...stored('', { notes: 'notes' }), ...address,
		...shown('', { createdAt: 'created_at', updatedAt: 'updated_at' }),
		{ key: 'phones', label: 'Phones', kind: 'text', read: ({ work_number: work }) => (work ? [work] : []) },
		{ key: 'url', label: 'URL', kind: 'url', read: ({ id }) => id && `https://pro.housecallpro.com/app/customers/${String(id)}` },
	],
	customFields: '',
	create: { each: async ({ body }, client) => await createCustomer(body, client) },
	update: { each: update },
	get: getOf(customers),
	remove: { unsupported: 'Housecall Pro has no call that deletes a customer' },
	search: searchOf(customers, {
		equal: { email: 'q', phone: 'q', mobile: 'q' }, text: 'q',
		spell: (field, value) => (field === 'email' ? value : lastDigits(value)),
	}),
	match: { email: byEmail, phone: byPhone },
	poll: pollOf(customers),
	imply: (values, _custom, current) => (current ? implyAddress(values, addressesOf(current)) : []),
	metadata,
});
