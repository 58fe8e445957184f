import { bodyOf, implyMobile, pageIn, path, shown, stored } from '../../shared/kit';
import type { CrmClient, List, LiveField, Lookup, Raw, VendorObject, WriteRow } from '../../shared/kit';
import { addresses, checked, lists } from '../api';

const list: List = { path: '/customers', name: 'customers' };
const leadSources: List = { path: '/lead_sources', name: 'lead_sources' };
export const tags: List = { path: '/tags', name: 'tags' };

/** Who a person is. `company_name` in answers is the account's own company, never the customer's (contract section 2). */
export const person = (prefix: string) => stored(prefix, {
	company: 'company', firstName: 'first_name', lastName: 'last_name', email: 'email',
	mobile: { name: 'mobile_number', label: 'Mobile Number' }, phone: { name: 'home_number', label: 'Home Number' },
});

export const sourceAndTags = stored('', { source: { name: 'lead_source', label: 'Lead Source' }, tags: { name: 'tags', kind: 'choices' } });
const names = [...person('').map(({ read }) => read), 'work_number', 'notifications_enabled', 'lead_source', 'notes', 'tags', 'addresses'];

/** Customers that hold an e-mail or number: `q` looks into name, e-mail, mobile number and addresses only (section 3). */
export const findCustomers = async (q: string, client: CrmClient): Promise<Raw[]> => await lists.read(list, { q }, client);
/** Numbers are stored as typed, with or without a country. */
const lastDigits = (phone: string) => phone.replace(/\D/g, '').slice(-10);
const lookup = (spell: (value: string) => string): Lookup =>
	({ max: 1, find: async ([value], client) => await findCustomers(spell(value), client) });

/** Left unsaid, notifications may be on, and the customer be texted (section 2). */
export async function createCustomer(body: Raw, client: CrmClient): Promise<Raw> {
	const quiet = { notifications_enabled: false, ...checked(body, names) };
	return bodyOf(await client.send({ method: 'POST', path: '/customers', body: quiet }));
}

const addressesOf = (raw: Raw | undefined): Raw[] => (raw?.addresses as Raw[] | undefined) ?? [];

async function update({ id, body: given, current }: WriteRow & { id: string }, client: CrmClient): Promise<Raw> {
	const { addresses: places, ...body } = checked(given, names);
	const [said] = (places ?? []) as Raw[];
	const whole = said && Object.fromEntries(addresses.fields('').map(({ read }) => [read, said[read] ?? addressesOf(current)[0]?.[read]]));
	// The address first: were it refused after the rest was written, half of the item would be done.
	if (whole) await addresses.inTurn(id, client, async () => await addresses.add(id, whole, client));
	if (Object.keys(body).length) await client.send({ method: 'PUT', path: path`/customers/${id}`, body, safeToRepeat: true });
	return await lists.readOne(list, id, client);
}

/** The first address is the one shown; a body has a list. */
const address = addresses.fields('').map((field) => ({
	...field,
	read: (raw: Raw) => addressesOf(raw)[0]?.[field.read],
	write: (value: unknown, body: Raw) => { ((body.addresses ??= [{}]) as Raw[])[0][field.read] = value as string; },
}));

const metadata = async (client: CrmClient): Promise<LiveField[]> => [
	{ name: 'tags', label: 'Tags', kind: 'choices', choices: await lists.choices(tags, client) },
	{ name: 'lead_source', label: 'Lead Source', kind: 'choice', choices: await lists.choices(leadSources, client) },
	{ name: 'work_number', label: 'Work Number', kind: 'phone' },
	{ name: 'notifications_enabled', label: 'Notifications Enabled', kind: 'boolean' },
];

export const customers: VendorObject = {
	id: 'customers', label: 'Customer',
	fields: [
		...person(''), ...sourceAndTags, ...stored('', { notes: 'notes' }), ...address,
		...shown('', { createdAt: 'created_at', updatedAt: 'updated_at' }),
		{ key: 'phones', label: 'Phones', kind: 'text', read: ({ work_number: work }) => (work ? [work] : []) },
		pageIn('https://pro.housecallpro.com/app/customers'),
	],
	customFields: '', metadata,
	create: { each: async ({ body }, client) => await createCustomer(body, client) },
	update: { each: update }, get: lists.get(list),
	remove: { unsupported: 'Housecall Pro has no call that deletes a customer' },
	search: lists.search(list, {
		equal: { email: 'q', phone: 'q', mobile: 'q' }, text: 'q', spell: (field, value) => (field === 'email' ? value : lastDigits(value)),
	}),
	match: { email: lookup(String), phone: lookup(lastDigits), mobileFirst: true }, poll: lists.poll(list),
	imply: (values, _custom, current) => {
		implyMobile(values, { phone: current?.home_number, mobile: current?.mobile_number, others: [current?.work_number] });
		return current ? addresses.imply(values, addressesOf(current)) : [];
	},
};

/** There is no other kind of person (section 2). */
export const contacts: VendorObject = { ...customers, label: 'Customer (There Are No Other Contacts)' };
