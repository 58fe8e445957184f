import { companyFlag, linkByName, path, shown, stored } from '../../shared/kit';
import type { CrmClient, CrmError, Field, Raw, Scope, Stored, WriteRow } from '../../shared/kit';
import { act, findAny, upsertBy, write } from '../api';
import { oneOf } from '../coql';
import { described, lookup, zohoObject, type Shape } from '../object';

const person: Record<string, Stored> = {
	firstName: 'First_Name', lastName: { name: 'Last_Name', required: true }, email: 'Email', phone: 'Phone', mobile: 'Mobile',
	source: { name: 'Lead_Source', label: 'Lead Source', kind: 'choice' }, ...described,
};

const also: Field[] = [
	...shown('', { fullName: { name: 'Full_Name', label: 'Full Name' } }),
	{ key: 'emails', label: 'Secondary Email', kind: 'text', column: 'Secondary_Email', read: (raw) => [raw.Secondary_Email ?? []].flat() },
];
/** Three modules, three names of the postal code (contract section 2). */
const address = (prefix: string, code: string): Record<string, Stored> => ({
	'address.street': `${prefix}Street`, 'address.city': `${prefix}City`, 'address.state': `${prefix}State`,
	'address.postalCode': { name: `${prefix}${code}`, label: 'Zip Code' }, 'address.country': `${prefix}Country`,
});

const found: Omit<Shape, 'module' | 'label' | 'fields'> =
	{ texts: ['Full_Name', 'Email'], phones: ['Phone', 'Mobile'], check: { key: 'email', field: 'Email' } };
const accountName = 'Account_Name.Account_Name';
export const contacts = zohoObject({
	module: 'Contacts', label: 'Contact', ...found,
	fields: [
		...stored('', { ...person, jobTitle: 'Title', ...address('Mailing_', 'Zip') }), ...also,
		{
			key: 'company', label: 'Account Name', kind: 'text', column: accountName, write: '$company',
			read: ({ Account_Name: account, [accountName]: joined }) => (account as Raw | null)?.name ?? joined,
			hint: 'The account of this name is linked; it is made when there is none',
		},
		lookup('companyId', 'Account', 'Account_Name', 'customer.Accounts'),
	],
	// A contact keeps its account as long as the name fits, which only reading tells.
	prepare: linkCompanies, upserts: ({ body }) => !('$company' in body),
});

/** A contact's company is an account: the oldest of this name, or a new one, by an upsert, so that nobody else makes it meanwhile. */
async function linkCompanies(rows: WriteRow[], client: CrmClient, scope: Scope): Promise<Map<WriteRow, CrmError>> {
	const name = 'Account_Name';
	const refused = await linkByName(rows, {
		kind: 'account', from: '$company', into: name, idOf: ({ id }) => String(id), nameOf: (raw) => String(raw[name]),
		find: async (names) => (await findAny({ module: 'Accounts', columns: [name] }, oneOf(name, names), client)).reverse(),
		create: async (names) => await write('Accounts', upsertBy(name), names.map((one) => ({ body: { [name]: one } })), scope, client),
	}, client);
	for (const { body } of rows) if (typeof body[name] === 'string') body[name] = { id: body[name] };
	return refused;
}

export const leads = zohoObject({
	module: 'Leads', label: 'Lead', ...found,
	fields: [
		...stored('', {
			...person, company: 'Company', jobTitle: 'Designation', website: 'Website', ...address('', 'Zip_Code'),
			status: { name: 'Lead_Status', label: 'Lead Status' },
		}),
		...also, ...shown('$made.', { convertedContactId: 'Contacts.id', convertedCustomerId: 'Accounts.id' }),
	],
	action: {
		box: { name: '$converted', label: 'Convert (Makes a Contact and an Account)', kind: 'boolean' },
		run: async (raw, client) => {
			raw.$made = (await act(path`/Leads/${String(raw.id)}/actions/convert`, { overwrite: false }, client)).details;
		},
	},
});

export const accounts = zohoObject({
	module: 'Accounts', label: 'Account', texts: ['Account_Name'], phones: ['Phone'],
	fields: [
		...stored('', {
			name: { name: 'Account_Name', label: 'Account Name', required: true }, phone: 'Phone', website: 'Website',
			status: { name: 'Account_Type', label: 'Account Type' }, ...described, ...address('Billing_', 'Code'),
		}),
		companyFlag(),
	],
	natural: { label: 'Account Name', parts: ['name'], column: 'Account_Name' },
	check: { key: 'natural', field: 'Account_Name' },
});
