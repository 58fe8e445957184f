import { companyFlag, fromVendor, linkByName, midnightInUtc, refusal, secondsAfter, statusGroup, wholeDays } from '../shared/kit';
import type { Field, Raw, Stored } from '../shared/kit';
import { query, queryFor, recordsOf, writeAll } from './api';
import { salesforceObject } from './object';
import { isOneOf, select } from './soql';

const described: Record<string, Stored> = { notes: { name: 'Description', label: 'Description' }, owner: 'OwnerId' };
/** An address is stored in parts, under one prefix (section 2). */
const address = (prefix: string): Record<string, Stored> => ({
	'address.street': `${prefix}Street`, 'address.city': `${prefix}City`, 'address.country': `${prefix}Country`,
	'address.state': { name: `${prefix}State`, label: 'State/Province' },
	'address.postalCode': { name: `${prefix}PostalCode`, label: 'Zip/Postal Code' },
});

const name = { firstName: 'FirstName', lastName: { name: 'LastName', required: true } };
const source = (column: string, label = 'Lead Source') => ({ source: { name: column, label, kind: 'choice' as const } });

const oldestLast = 'CreatedDate DESC, Id DESC';

export const contacts = salesforceObject({
	object: 'Contact',
	stored: {
		...name, email: 'Email', phone: { name: 'Phone', label: 'Business Phone' }, mobile: { name: 'MobilePhone', label: 'Mobile Phone' },
		jobTitle: { name: 'Title', label: 'Title' }, ...source('LeadSource'), ...described, ...address('Mailing'),
		companyId: { name: 'AccountId', label: 'Account', target: 'customer.Account' },
	},
	others: [{
		key: 'company', label: 'Account Name', kind: 'text', hint: 'The account of this name is linked; it is made when there is none',
		column: 'Account.Name', read: ({ Account }) => (Account as Raw | null | undefined)?.Name, write: 'company',
	}],
	texts: ['Name', 'Email'],
	// A contact keeps its account as long as the name fits, which only reading tells.
	upserts: ({ body }) => !('company' in body),
	before: async (rows, client, scope) => await linkByName(rows, {
		kind: 'account', from: 'company', into: 'AccountId', nameOf: ({ Name }) => String(Name), idOf: ({ Id }) => String(Id),
		find: async (names) =>
			await queryFor(names, (some) => select('Account', [], { where: [isOneOf('Name', some)], order: oldestLast }), client),
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
	// Converted leads cannot be changed any more (contract section 2).
	texts: ['Name', 'Company', 'Email'], searched: ['IsConverted = false'],
});

export const accounts = salesforceObject({
	object: 'Account',
	stored: {
		name: { name: 'Name', label: 'Account Name', required: true }, phone: { name: 'Phone', label: 'Account Phone' }, website: 'Website',
		status: { name: 'Type', label: 'Account Type' }, ...source('AccountSource', 'Account Source'), ...described, ...address('Billing'),
	},
	others: [companyFlag(({ IsPersonAccount }) => IsPersonAccount !== true)],
	texts: ['Name', 'Phone'],
});

const isPersonType = ['SobjectType = \'Account\'', 'IsPersonType = true', 'IsActive = true'];
const personTypes = select('RecordType', [], { where: isPersonType, order: 'Id ASC', limit: 1 });

export const personAccounts = salesforceObject({
	object: 'Account', id: 'PersonAccount',
	stored: {
		...name, email: { name: 'PersonEmail', label: 'Email' }, phone: { name: 'Phone', label: 'Account Phone' },
		mobile: { name: 'PersonMobilePhone', label: 'Mobile' }, jobTitle: { name: 'PersonTitle', label: 'Title' }, website: 'Website',
		status: { name: 'Type', label: 'Account Type' }, ...source('PersonLeadSource'), ...described, ...address('PersonMailing'),
	},
	others: [companyFlag(() => false)],
	texts: ['Name', 'PersonEmail'], always: ['IsPersonAccount = true'],
	// Only a record type of persons makes a person account (section 2): the first active one unless the user names one.
	before: async (rows, client) => {
		const open = rows.filter(({ id, body }) => !id && !body.RecordTypeId);
		const [type] = open.length ? recordsOf(await client.send(query(personTypes))) : [];
		if (open.length && !type) throw refusal('This Salesforce organisation has no person accounts', 'Choose another one under Store As.');
		for (const { body } of open) body.RecordTypeId = type.Id;
	},
});

const subject = { title: { name: 'Subject', label: 'Subject' } };

/** What a record is, by the first three characters of its id (contract section 2). */
const kinds: Record<string, string> = { '003': 'contact', '001': 'customer', '00Q': 'lead', '006': 'deal', '500': 'job' };
const kindOf = (id: unknown) => kinds[String(id ?? '').slice(0, 3)];

/** Whom an event is with and what it is about are two fields; a record's kind says into which it goes (section 2). */
const placeFor = (kind: string) => (kind === 'contact' || kind === 'lead' ? 'WhoId' : 'WhatId');
const related = (key: string, label: string, target: string): Field => ({
	key, label, kind: 'reference', target, column: placeFor(target),
	read: ({ WhoId, WhatId }) => [WhoId, WhatId].find((id) => kindOf(id) === target),
	write: (value, body) => {
		// Clearing one link must not undo another that goes to the same place.
		if (value === null) body[placeFor(target)] ??= null;
		else body[placeFor(kindOf(value))] = value as string;
	},
});

export const events = salesforceObject({
	object: 'Event',
	stored: {
		...subject, startTime: { name: 'StartDateTime', label: 'Start', required: true },
		allDay: { name: 'IsAllDayEvent', label: 'All-Day Event' }, location: 'Location', ...described,
	},
	others: [
		{
			key: 'endTime', label: 'End', kind: 'dateTime', write: 'EndDateTime', column: 'EndDateTime',
			// An all-day event ends at the midnight that begins its last day; ours ends at the one that ends it (section 2).
			read: ({ EndDateTime: end, IsAllDayEvent }) => (IsAllDayEvent === true && end ? secondsAfter(fromVendor(end)!, 86_400) : end),
		},
		related('contactId', 'Contact', 'contact'), related('customerId', 'Account', 'customer'), related('leadId', 'Lead', 'lead'),
	],
	texts: ['Subject', 'Location'], natural: { label: 'Person and Start Time', parts: ['contactId|leadId|customerId', 'startTime'] },
	normalise: wholeDays,
	imply: (values) => {
		if (!values.get('leadId') || !values.get('customerId')) return [];
		values.delete('customerId');
		return ['An event with a lead is about nothing else: the account was left out'];
	},
	before: async (rows, _client, { timeZone }) => {
		for (const { body, current } of rows) {
			if (kindOf(body.WhoId) === 'lead') body.WhatId = null;
			if ((body.IsAllDayEvent ?? current?.IsAllDayEvent) !== true) continue;
			if (body.StartDateTime) body.StartDateTime = midnightInUtc(String(body.StartDateTime), timeZone);
			if (body.EndDateTime) body.EndDateTime = secondsAfter(midnightInUtc(String(body.EndDateTime), timeZone, true), -86_400);
		}
	},
});

export const cases = salesforceObject({
	object: 'Case',
	stored: { ...subject, status: 'Status', ...described, contactId: 'ContactId', customerId: { name: 'AccountId', label: 'Account' } },
	shown: { number: { name: 'CaseNumber', label: 'Case Number' } },
	others: [statusGroup('IsClosed', { true: 'done', false: 'open' })],
	texts: ['Subject', 'CaseNumber'], natural: { label: 'Person and Subject', parts: ['contactId|customerId', 'title'] },
});

export const opportunities = salesforceObject({
	object: 'Opportunity',
	stored: {
		name: { name: 'Name', label: 'Opportunity Name', required: true }, amount: 'Amount', ...described,
		closeDate: { name: 'CloseDate', required: true }, stage: { name: 'StageName', label: 'Stage', kind: 'choice', required: true },
		contactId: { name: 'ContactId', createOnly: true, hint: 'The primary contact; taken only when the opportunity is created' },
		companyId: { name: 'AccountId', label: 'Account', target: 'customer.Account' },
	},
	shown: { status: { name: 'StageName', label: 'Stage' }, probability: 'Probability' },
	others: [statusGroup(({ IsWon, IsClosed }) => (IsWon ? 'won' : IsClosed), { won: 'won', true: 'lost', false: 'open' })],
	texts: ['Name'], natural: { label: 'Account or Contact and Name', parts: ['companyId|contactId', 'name'] },
});

const parent = { label: 'Record of the Note', hint: 'The contact, account, lead, opportunity or case it belongs to; the ID tells which' };
export const notes = salesforceObject({
	object: 'Note',
	unverified: 'classic notes; whether an organisation shows them depends on its page layouts',
	stored: {
		body: { name: 'Body', label: 'Note Text', required: true }, owner: 'OwnerId',
		parentId: { name: 'ParentId', ...parent, target: 'contact', required: true, createOnly: true },
	},
	others: [{ key: 'parentResource', label: 'Belongs To', kind: 'text', read: ({ ParentId }) => kindOf(ParentId) }],
	texts: ['Title'], natural: { label: 'Record and Text', parts: ['parentId', 'body'] },
	before: async (rows) => {
		for (const { id, body } of rows) if (!id) body.Title ??= String(body.Body).split('\n')[0].slice(0, 80);
	},
});
