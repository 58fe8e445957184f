import type { Field, Raw, WriteRow } from '../../shared/types';
import { isKind, link, named, owner, readOnly, salesforceObject } from '../object';

const dayMs = 86_400_000;
const people = ['003', '00Q'];
/** Whom an event is with and what it is about are two fields; a record's kind says into which it goes (contract section 2). */
const related = (key: string, label: string, target: string, prefix: string): Field => ({
	key, label, kind: 'reference', target, column: isKind(prefix, ...people) ? 'WhoId' : 'WhatId',
	read: ({ WhoId, WhatId }) => [WhoId, WhatId].find((id) => isKind(id, prefix)),
	write: (value, body) => {
		const place = value === null ? (isKind(prefix, ...people) ? 'WhoId' : 'WhatId') : isKind(value, ...people) ? 'WhoId' : 'WhatId';
		if (value !== null || !(place in body)) body[place] = value as string | null;
	},
});
/** An all-day event ends at the midnight that begins its last day; ours ends at the one that ends it (contract section 2). */
const endOf = ({ EndDateTime, IsAllDayEvent }: Raw) => (IsAllDayEvent === true && EndDateTime ? moved(EndDateTime, dayMs) : EndDateTime);
const moved = (time: unknown, ms: number) => new Date(Date.parse(String(time).replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) + ms).toISOString();

export const events = salesforceObject({
	object: 'Event',
	label: 'Event',
	fields: [
		...named({ title: { name: 'Subject', label: 'Subject' }, startTime: { name: 'StartDateTime', label: 'Start', required: true } }),
		{ ...named({ endTime: { name: 'EndDateTime', label: 'End' } })[0], read: endOf, column: 'EndDateTime' },
		...named({ allDay: { name: 'IsAllDayEvent', label: 'All-Day Event' }, location: 'Location', notes: { name: 'Description', label: 'Description' }, ...owner }),
		related('contactId', 'Contact', 'contact', '003'), related('customerId', 'Account', 'customer', '001'), related('leadId', 'Lead', 'lead', '00Q'),
	],
	texts: ['Subject', 'Location'],
	natural: { label: 'Person and Start Time', parts: ['contactId|leadId|customerId', 'startTime'], people: ['WhoId', 'WhatId'], key: 'StartDateTime' },
	imply: (values) => {
		if (!values.get('leadId') || !values.get('customerId')) return [];
		values.delete('customerId');
		return ['An event with a lead is about nothing else: the account was left out'];
	},
	before: async (rows: WriteRow[]) => {
		for (const { body, current } of rows) {
			if (isKind(body.WhoId, '00Q')) body.WhatId = null;
			if ((body.IsAllDayEvent ?? current?.IsAllDayEvent) === true && body.EndDateTime) body.EndDateTime = moved(body.EndDateTime, -dayMs);
		}
	},
});

export const cases = salesforceObject({
	object: 'Case',
	label: 'Case',
	fields: [
		...named({ title: { name: 'Subject', label: 'Subject' }, status: 'Status', notes: { name: 'Description', label: 'Description' }, ...owner }),
		...readOnly({ number: { name: 'CaseNumber', label: 'Case Number' } }),
		{ key: 'statusGroup', label: 'Status Group', kind: 'text', read: ({ IsClosed }) => (IsClosed === true ? 'done' : 'open') },
		link('contactId', 'Contact', 'contact', 'ContactId'), link('customerId', 'Account', 'customer', 'AccountId'),
	],
	texts: ['Subject', 'CaseNumber'],
	natural: { label: 'Person and Subject', parts: ['contactId|customerId', 'title'], people: ['ContactId', 'AccountId'], key: 'Subject' },
});

export const opportunities = salesforceObject({
	object: 'Opportunity',
	label: 'Opportunity',
	fields: [
		...named({
			name: { name: 'Name', label: 'Opportunity Name', required: true }, amount: 'Amount', closeDate: { name: 'CloseDate', required: true }, stage: { name: 'StageName', label: 'Stage', kind: 'choice', required: true },
			notes: { name: 'Description', label: 'Description' }, ...owner,
		}),
		...readOnly({ status: { name: 'StageName', label: 'Stage' }, probability: 'Probability' }),
		{ key: 'statusGroup', label: 'Status Group', kind: 'text', read: ({ IsWon, IsClosed }) => (IsWon === true ? 'won' : IsClosed === true ? 'lost' : 'open') },
		{ ...link('contactId', 'Contact', 'contact', 'ContactId'), createOnly: true, hint: 'The primary contact; Salesforce takes it only when the opportunity is created' },
		link('companyId', 'Account', 'customer.Account', 'AccountId'),
	],
	texts: ['Name'],
	natural: { label: 'Account or Contact and Name', parts: ['companyId|contactId', 'name'], people: ['AccountId', 'ContactId'], key: 'Name' },
});
/** What a note can hang on: our word -> key prefix. */
const parents: Record<string, string> = { contact: '003', customer: '001', lead: '00Q', deal: '006', job: '500' };
const titleLength = 80;

export const notes = salesforceObject({
	object: 'Note',
	label: 'Note',
	unverified: 'classic notes; whether an organisation shows them depends on its page layouts',
	fields: [
		...named({ body: { name: 'Body', label: 'Note Text', required: true }, ...owner }),
		{ ...link('parentId', 'Record of the Note', 'contact', 'ParentId'), required: true, hint: 'The contact, account, lead, opportunity or case the note belongs to; its ID tells which' },
		{ key: 'parentResource', label: 'Belongs To', kind: 'text', read: ({ ParentId }) => Object.keys(parents).find((word) => isKind(ParentId, parents[word])) },
	],
	texts: ['Title'],
	// Long text cannot be searched by (section 8, `filterable`), so the notes of the record are read.
	natural: { label: 'Record and Text', parts: ['parentId', 'body'], people: ['ParentId'] },
	before: async (rows: WriteRow[]) => {
		for (const { id, body } of rows) if (!id) body.Title ??= String(body.Body).split('\n')[0].slice(0, titleLength);
	},
});
