import { path } from '../../shared/http/path';
import { shown, stored, type Stored } from '../../shared/map/fields';
import { chunks } from '../../shared/run/parallel';
import { relate } from '../../shared/run/relate';
import type { CrmClient, CrmError, Field, Raw, Scope, WriteRow } from '../../shared/types';
import { act, batchMax, queryAll, write } from '../api';
import { anyOf, oneOf } from '../coql';
import { described, lookup, zohoObject } from '../object';

const person: Record<string, Stored> = {
	firstName: 'First_Name', lastName: { name: 'Last_Name', required: true }, email: 'Email', phone: 'Phone', mobile: 'Mobile',
	source: { name: 'Lead_Source', label: 'Lead Source', kind: 'choice' }, ...described,
};
const also: Field[] = [
	...shown('', { fullName: { name: 'Full_Name', label: 'Full Name' } }),
	{ key: 'emails', label: 'Secondary Email', kind: 'text', column: 'Secondary_Email', read: ({ Secondary_Email: other }) => (other ? [other] : []) },
];
/** Three modules, three names of the postal code (contract section 2). */
const address = (prefix: string, code: string): Record<string, Stored> => ({
	'address.street': `${prefix}Street`, 'address.city': `${prefix}City`, 'address.state': `${prefix}State`, 'address.country': `${prefix}Country`,
	'address.postalCode': { name: `${prefix}${code}`, label: 'Zip Code' },
});
const found = { texts: ['Full_Name', 'Email'], phones: ['Phone', 'Mobile'], check: { key: 'email', field: 'Email' } } as const;

const accountName = 'Account_Name.Account_Name';
export const contacts = zohoObject({
	module: 'Contacts', label: 'Contact', ...found,
	fields: [
		...stored('', { ...person, jobTitle: 'Title', ...address('Mailing_', 'Zip') }), ...also,
		{
			key: 'company', label: 'Account Name', kind: 'text', column: accountName, write: '$company',
			read: ({ Account_Name: account, $company: given, [accountName]: joined }) => (account as Raw | null)?.name ?? joined ?? given,
			hint: 'The account of this name is linked; it is made when there is none',
		},
		lookup('companyId', 'Account', 'Account_Name', 'customer.Accounts'),
	],
	prepare: linkCompanies,
});

/** A contact's company is an account: the oldest of this name, or a new one, by an upsert, so that nobody else makes it meanwhile. */
async function linkCompanies(rows: WriteRow[], client: CrmClient, scope: Scope): Promise<Map<WriteRow, CrmError>> {
	const keyOf = (name: unknown) => String(name).toLowerCase();
	const wanted = rows.filter(({ body }) => body.$company && !body.Account_Name);
	const accounts = await relate(wanted, {
		kind: 'account', keyOf: ({ body }) => keyOf(body.$company), idOf: ({ id }) => String(id),
		find: async (names) => {
			const held = chunks(names, 20).map(async (some) => await queryAll({ module: 'Accounts', columns: ['Account_Name'], where: [anyOf(oneOf('Account_Name', some))] }, client));
			// By id, the oldest comes first; the last one in a map stays.
			return new Map((await Promise.all(held)).flat().reverse().map(({ Account_Name: name, id }) => [keyOf(name), String(id)]));
		},
		create: async (strangers) => {
			const call = { method: 'POST', action: '/upsert', more: { duplicate_check_fields: ['Account_Name'] }, safeToRepeat: true } as const;
			const made = chunks(strangers.map(({ body }) => ({ body: { Account_Name: body.$company } })), batchMax);
			return (await Promise.all(made.map(async (some) => await write('Accounts', call, some, scope, client)))).flat();
		},
	}, client);
	const refused = new Map<WriteRow, CrmError>();
	accounts.forEach((account, at) => {
		if (typeof account === 'string') wanted[at].body.Account_Name = { id: account };
		else refused.set(wanted[at], account);
	});
	for (const { body } of rows) if ('$company' in body) body.Account_Name ??= null;
	return refused;
}

export const leads = zohoObject({
	module: 'Leads', label: 'Lead', ...found,
	fields: [
		...stored('', {
			...person, company: 'Company', jobTitle: 'Designation', website: 'Website', status: { name: 'Lead_Status', label: 'Lead Status' }, ...address('', 'Zip_Code'),
		}),
		...also, ...shown('$made.', { convertedContactId: { name: 'Contacts.id', target: 'contact' }, convertedCustomerId: { name: 'Accounts.id', target: 'customer' } }),
	],
	action: {
		name: '$converted', label: 'Convert (Makes a Contact and an Account)',
		run: async (raw, client) => void (raw.$made = (await act(path`/Leads/${String(raw.id)}/actions/convert`, { overwrite: false }, client)).details),
	},
});

export const accounts = zohoObject({
	module: 'Accounts', label: 'Account', texts: ['Account_Name'], phones: ['Phone'],
	fields: [
		...stored('', {
			name: { name: 'Account_Name', label: 'Account Name', required: true }, phone: 'Phone', website: 'Website',
			status: { name: 'Account_Type', label: 'Account Type' }, ...described, ...address('Billing_', 'Code'),
		}),
		{ key: 'isCompany', label: 'Is Company', kind: 'boolean', read: () => true },
	],
	natural: { label: 'Account Name', parts: ['name'], tests: (values) => [anyOf(oneOf('Account_Name', values.flat()))] },
	check: { key: 'natural', field: 'Account_Name' },
});
