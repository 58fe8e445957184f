import { refusal } from '../../shared/http/failure';
import { linkByName } from '../../shared/run/relate';
import type { Raw } from '../../shared/types';
import { query, queryFor, recordsOf, writeAll } from '../api';
import { address, described, salesforceObject } from '../object';
import { isOneOf, select } from '../soql';

const name = { firstName: 'FirstName', lastName: { name: 'LastName', required: true } };
const source = (column: string, label = 'Lead Source') => ({ source: { name: column, label, kind: 'choice' as const } });
const isCompany = { key: 'isCompany', label: 'Is Company', kind: 'boolean' as const };

/** The oldest comes last. */
const accountsNamed = (names: readonly string[]) =>
	select('Account', [], { where: [isOneOf('Name', names)], order: 'CreatedDate DESC, Id DESC' });

export const contacts = salesforceObject({
	object: 'Contact',
	stored: {
		...name, email: 'Email', phone: { name: 'Phone', label: 'Business Phone' }, mobile: { name: 'MobilePhone', label: 'Mobile Phone' },
		jobTitle: { name: 'Title', label: 'Title' }, ...source('LeadSource'), ...described, ...address('Mailing'),
		companyId: { name: 'AccountId', label: 'Account', target: 'customer.Account' },
	},
	others: [{
		key: 'company', label: 'Account Name', kind: 'text', column: 'Account.Name', write: 'company',
		read: ({ Account }) => (Account as Raw | null | undefined)?.Name,
		hint: 'The account of this name is linked; it is made when there is none',
	}],
	texts: ['Name', 'Email'],
	// A contact keeps its account as long as the name fits, which only reading tells.
	upserts: ({ body }) => !('company' in body),
	before: async (rows, client, scope) => await linkByName(rows, {
		kind: 'account', from: 'company', into: 'AccountId', nameOf: ({ Name }) => String(Name), idOf: ({ Id }) => String(Id),
		find: async (names) => await queryFor(names, accountsNamed, client),
		create: async (names) => await writeAll('POST', 'Account', names.map((Name) => ({ body: { Name } })), scope, client),
	}, client),
});

export const leads = salesforceObject({
	object: 'Lead',
	stored: {
		...name, company: { name: 'Company', required: true }, email: 'Email', phone: 'Phone',
		mobile: { name: 'MobilePhone', label: 'Mobile Phone' }, jobTitle: { name: 'Title', label: 'Title' }, website: 'Website',
		status: { name: 'Status', label: 'Lead Status' }, ...source('LeadSource'), ...described, ...address(''),
	},
	shown: {
		convertedAt: { name: 'ConvertedDate', kind: 'dateTime' },
		convertedContactId: 'ConvertedContactId', convertedCustomerId: 'ConvertedAccountId',
	},
	texts: ['Name', 'Company', 'Email'],
	// Converted leads cannot be changed any more (contract section 2).
	searched: ['IsConverted = false'],
});

export const accounts = salesforceObject({
	object: 'Account',
	stored: {
		name: { name: 'Name', label: 'Account Name', required: true }, phone: { name: 'Phone', label: 'Account Phone' }, website: 'Website',
		status: { name: 'Type', label: 'Account Type' }, ...source('AccountSource', 'Account Source'), ...described, ...address('Billing'),
	},
	others: [{ ...isCompany, read: ({ IsPersonAccount }) => IsPersonAccount !== true }],
	texts: ['Name', 'Phone'],
});

const isPersonType = ['SobjectType = \'Account\'', 'IsPersonType = true', 'IsActive = true'];
const personTypes = select('RecordType', [], { where: isPersonType, order: 'Id ASC', limit: 1 });

export const personAccounts = salesforceObject({
	object: 'Account',
	id: 'PersonAccount',
	stored: {
		...name, email: { name: 'PersonEmail', label: 'Email' }, phone: { name: 'Phone', label: 'Account Phone' },
		mobile: { name: 'PersonMobilePhone', label: 'Mobile' }, jobTitle: { name: 'PersonTitle', label: 'Title' }, website: 'Website',
		status: { name: 'Type', label: 'Account Type' }, ...source('PersonLeadSource'), ...described, ...address('PersonMailing'),
	},
	others: [{ ...isCompany, read: () => false }],
	texts: ['Name', 'PersonEmail'],
	always: ['IsPersonAccount = true'],
	// Only a record type of persons makes a person account (section 2): the first active one unless the user names one.
	before: async (rows, client) => {
		const open = rows.filter(({ id, body }) => !id && !body.RecordTypeId);
		const [type] = open.length ? recordsOf(await client.send(query(personTypes))) : [];
		if (open.length && !type) throw refusal('This Salesforce organisation has no person accounts', 'Choose Account or Contact under Store As.');
		for (const { body } of open) body.RecordTypeId = type.Id;
	},
});
