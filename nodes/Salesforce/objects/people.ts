import { CrmFailure, throwRefusal } from '../../shared/http/failure';
import type { CrmClient, Raw, WriteRow } from '../../shared/types';
import { batchMax, queryAll, writeAll } from '../api';
import { address, link, named, owner, readOnly, salesforceObject } from '../object';
import { isOneOf, select, slices } from '../soql';

const name = { firstName: 'FirstName', lastName: { name: 'LastName', required: true } };
/** A contact's company is an account: found by its name, the oldest first, or made. */
async function linkCompanies(rows: WriteRow[], client: CrmClient): Promise<void> {
	const open = rows.filter(({ body }) => 'company' in body && !body.AccountId);
	const key = (company: unknown) => String(company).toLowerCase();
	// Written last, the first spelling stays.
	const names = [...new Map(open.map(({ body }) => body.company).filter(Boolean).reverse().map((company) => [key(company), String(company)])).values()];
	const soql = (some: readonly string[]) => select({ object: 'Account' }, { where: [isOneOf('Name', some)], order: 'CreatedDate DESC, Id DESC' });
	const accounts = new Map<string, string>();
	for (const some of slices(names, soql)) for (const { Name, Id } of await queryAll(soql(some), client)) accounts.set(key(Name), String(Id));
	const strangers = names.filter((one) => !accounts.has(key(one))).map((Name) => ({ body: { Name } }));
	for (let at = 0; at < strangers.length; at += batchMax) {
		const made = strangers.slice(at, at + batchMax);
		const results = await writeAll('POST', 'Account', made, client);
		results.forEach((result, number) => 'raw' in result && accounts.set(key(made[number].body.Name), String(result.raw.Id)));
		throwRefusal(results);
	}
	for (const { body } of open) body.AccountId = accounts.get(key(body.company)) ?? null;
	for (const { body } of rows) delete body.company;
}

export const contacts = salesforceObject({
	object: 'Contact',
	label: 'Contact',
	fields: [
		...named({ ...name, email: 'Email', phone: { name: 'Phone', label: 'Business Phone' }, mobile: { name: 'MobilePhone', label: 'Mobile Phone' }, jobTitle: { name: 'Title', label: 'Title' }, source: { name: 'LeadSource', label: 'Lead Source', kind: 'choice' }, notes: { name: 'Description', label: 'Description' }, ...owner }),
		{ key: 'company', label: 'Account Name', kind: 'text', column: 'Account.Name', read: ({ Account }) => (Account as Raw | null | undefined)?.Name, write: 'company', hint: 'The account of this name is linked; it is made when there is none' },
		link('companyId', 'Account', 'customer.Account', 'AccountId'),
		...address('Mailing'),
	],
	parents: ['Account.Name'],
	texts: ['Name', 'Email'],
	email: 'Email',
	phones: ['Phone', 'MobilePhone'],
	before: linkCompanies,
});

export const leads = salesforceObject({
	object: 'Lead',
	label: 'Lead',
	fields: [
		...named({
			...name, company: { name: 'Company', required: true }, email: 'Email', phone: 'Phone', mobile: { name: 'MobilePhone', label: 'Mobile Phone' }, jobTitle: { name: 'Title', label: 'Title' }, website: 'Website',
			status: { name: 'Status', label: 'Lead Status' }, source: { name: 'LeadSource', label: 'Lead Source', kind: 'choice' }, notes: { name: 'Description', label: 'Description' }, ...owner,
		}),
		...address(''),
		...readOnly({ convertedAt: { name: 'ConvertedDate', kind: 'dateTime' }, convertedContactId: 'ConvertedContactId', convertedCustomerId: 'ConvertedAccountId' }),
	],
	texts: ['Name', 'Company', 'Email'],
	email: 'Email',
	phones: ['Phone', 'MobilePhone'],
	always: [],
	// Converted leads cannot be changed any more (contract section 2).
	searched: ['IsConverted = false'],
});

export const accounts = salesforceObject({
	object: 'Account',
	label: 'Account',
	fields: [
		...named({
			name: { name: 'Name', label: 'Account Name', required: true }, phone: { name: 'Phone', label: 'Account Phone' }, website: 'Website', status: { name: 'Type', label: 'Account Type' },
			source: { name: 'AccountSource', label: 'Account Source', kind: 'choice' }, notes: { name: 'Description', label: 'Description' }, ...owner,
		}),
		...address('Billing'),
		{ key: 'isCompany', label: 'Is Company', kind: 'boolean', read: ({ IsPersonAccount }) => IsPersonAccount !== true },
	],
	texts: ['Name', 'Phone'],
	phones: ['Phone'],
});
/** Only a record type of persons makes a person account (contract section 2); the first active one unless the user names one. */
async function asPersons(rows: WriteRow[], client: CrmClient): Promise<void> {
	const open = rows.filter(({ id, body }) => !id && !body.RecordTypeId);
	if (!open.length) return;
	const [type] = await queryAll(select({ object: 'RecordType' }, { where: ['SobjectType = \'Account\'', 'IsPersonType = true', 'IsActive = true'], order: 'Id ASC', limit: 1 }), client);
	if (!type) throw new CrmFailure({ kind: 'unsupported', message: 'This Salesforce organisation has no person accounts', hint: 'Choose Account or Contact under Store As.' });
	for (const { body } of open) body.RecordTypeId = type.Id;
}

export const personAccounts = salesforceObject({
	object: 'Account',
	id: 'PersonAccount',
	label: 'Person Account',
	fields: [
		...named({
			...name, email: { name: 'PersonEmail', label: 'Email' }, phone: { name: 'Phone', label: 'Account Phone' }, mobile: { name: 'PersonMobilePhone', label: 'Mobile' }, jobTitle: { name: 'PersonTitle', label: 'Title' },
			website: 'Website', status: { name: 'Type', label: 'Account Type' }, source: { name: 'PersonLeadSource', label: 'Lead Source', kind: 'choice' }, notes: { name: 'Description', label: 'Description' }, ...owner,
		}),
		...address('PersonMailing'),
		{ key: 'isCompany', label: 'Is Company', kind: 'boolean', read: () => false },
	],
	texts: ['Name', 'PersonEmail'],
	email: 'PersonEmail',
	phones: ['Phone', 'PersonMobilePhone'],
	always: ['IsPersonAccount = true'],
	before: asPersons,
});
