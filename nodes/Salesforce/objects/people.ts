import { refusal } from '../../shared/http/failure';
import { shown, stored } from '../../shared/map/fields';
import { relate } from '../../shared/run/relate';
import type { CrmClient, CrmError, Raw, Scope, WriteRow } from '../../shared/types';
import { queryFor, queryPage, recordsOf } from '../api';
import { writeAll } from '../collections';
import { salesforceObject } from '../object';
import { address, described } from './common';
import { isOneOf, select } from '../soql';

const name = { firstName: 'FirstName', lastName: { name: 'LastName', required: true } };
const source = (column: string, label = 'Lead Source') => ({ source: { name: column, label, kind: 'choice' as const } });

export const contacts = salesforceObject({
	object: 'Contact',
	label: 'Contact',
	fields: [
		...stored('', {
			...name, email: 'Email', phone: { name: 'Phone', label: 'Business Phone' }, mobile: { name: 'MobilePhone', label: 'Mobile Phone' },
			jobTitle: { name: 'Title', label: 'Title' }, ...source('LeadSource'), ...described, ...address('Mailing'),
			companyId: { name: 'AccountId', label: 'Account', target: 'customer.Account' },
		}),
		{
			key: 'company', label: 'Account Name', kind: 'text', column: 'Account.Name', write: 'company',
			read: ({ Account }) => (Account as Raw | null | undefined)?.Name,
			hint: 'The account of this name is linked; it is made when there is none',
		},
	],
	parents: ['Account.Name'],
	texts: ['Name', 'Email'],
	// A contact keeps its account as long as the name fits, which only reading tells.
	upserts: ({ body }) => !('company' in body),
	before: linkCompanies,
});

/** A contact's company is an account: found by its name, the oldest first, or made. */
async function linkCompanies(rows: WriteRow[], client: CrmClient, scope: Scope): Promise<Map<WriteRow, CrmError>> {
	const wanted = rows.filter(({ body }) => body.company && !body.AccountId);
	// The oldest comes last, and stays.
	const soql = (names: readonly string[]) =>
		select({ object: 'Account' }, { where: [isOneOf('Name', names)], order: 'CreatedDate DESC, Id DESC' });
	const accounts = await relate(wanted, {
		kind: 'account',
		keyOf: ({ body }) => String(body.company).toLowerCase(),
		find: async (names) =>
			new Map((await queryFor(names, soql, client)).map(({ Name, Id }) => [String(Name).toLowerCase(), String(Id)])),
		create: async (strangers) =>
			await writeAll('POST', 'Account', strangers.map(({ body }) => ({ body: { Name: body.company } })), scope, client),
		idOf: ({ Id }) => String(Id),
	}, client);
	const refused = new Map<WriteRow, CrmError>();
	wanted.forEach((row, at) => {
		const account = accounts[at];
		if (typeof account === 'string') row.body.AccountId = account;
		else refused.set(row, account);
	});
	for (const { body } of rows.filter((row) => !refused.has(row))) {
		if ('company' in body) body.AccountId ??= null;
		delete body.company;
	}
	return refused;
}

export const leads = salesforceObject({
	object: 'Lead',
	label: 'Lead',
	fields: [
		...stored('', {
			...name, company: { name: 'Company', required: true }, email: 'Email', phone: 'Phone',
			mobile: { name: 'MobilePhone', label: 'Mobile Phone' }, jobTitle: { name: 'Title', label: 'Title' }, website: 'Website',
			status: { name: 'Status', label: 'Lead Status' }, ...source('LeadSource'), ...described, ...address(''),
		}),
		...shown('', {
			convertedAt: { name: 'ConvertedDate', kind: 'dateTime' }, convertedContactId: 'ConvertedContactId', convertedCustomerId: 'ConvertedAccountId',
		}),
	],
	texts: ['Name', 'Company', 'Email'],
	always: [],
	// Converted leads cannot be changed any more (contract section 2).
	searched: ['IsConverted = false'],
	upserts: () => true,
});

export const accounts = salesforceObject({
	object: 'Account',
	label: 'Account',
	fields: [
		...stored('', {
			name: { name: 'Name', label: 'Account Name', required: true }, phone: { name: 'Phone', label: 'Account Phone' }, website: 'Website',
			status: { name: 'Type', label: 'Account Type' }, ...source('AccountSource', 'Account Source'), ...described, ...address('Billing'),
		}),
		{ key: 'isCompany', label: 'Is Company', kind: 'boolean', read: ({ IsPersonAccount }) => IsPersonAccount !== true },
	],
	texts: ['Name', 'Phone'],
	upserts: () => true,
});

export const personAccounts = salesforceObject({
	object: 'Account',
	id: 'PersonAccount',
	label: 'Person Account',
	fields: [
		...stored('', {
			...name, email: { name: 'PersonEmail', label: 'Email' }, phone: { name: 'Phone', label: 'Account Phone' },
			mobile: { name: 'PersonMobilePhone', label: 'Mobile' }, jobTitle: { name: 'PersonTitle', label: 'Title' }, website: 'Website',
			status: { name: 'Type', label: 'Account Type' }, ...source('PersonLeadSource'), ...described, ...address('PersonMailing'),
		}),
		{ key: 'isCompany', label: 'Is Company', kind: 'boolean', read: () => false },
	],
	texts: ['Name', 'PersonEmail'],
	always: ['IsPersonAccount = true'],
	// Only a record type of persons makes a person account (section 2): the first active one unless the user names one.
	before: async (rows: WriteRow[], client) => {
		const open = rows.filter(({ id, body }) => !id && !body.RecordTypeId);
		const where = ['SobjectType = \'Account\'', 'IsPersonType = true', 'IsActive = true'];
		const soql = select({ object: 'RecordType' }, { where, order: 'Id ASC', limit: 1 });
		const [type] = open.length ? recordsOf(await client.send(queryPage(soql, {}))) : [];
		if (open.length && !type) throw refusal('This Salesforce organisation has no person accounts', 'Choose Account or Contact under Store As.');
		for (const { body } of open) body.RecordTypeId = type.Id;
	},
});
