import { statusGroup } from '../../shared/map/fields';
import type { Field } from '../../shared/types';
import { described, salesforceObject } from '../object';

const dayMs = 86_400_000;
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

const moved = (time: unknown, ms: number) => new Date(Date.parse(String(time).replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) + ms).toISOString();

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
			read: ({ EndDateTime, IsAllDayEvent }) => (IsAllDayEvent === true && EndDateTime ? moved(EndDateTime, dayMs) : EndDateTime),
		},
		related('contactId', 'Contact', 'contact'), related('customerId', 'Account', 'customer'), related('leadId', 'Lead', 'lead'),
	],
	texts: ['Subject', 'Location'],
	natural: { label: 'Person and Start Time', parts: ['contactId|leadId|customerId', 'startTime'] },
	imply: (values) => {
		if (!values.get('leadId') || !values.get('customerId')) return [];
		values.delete('customerId');
		return ['An event with a lead is about nothing else: the account was left out'];
	},
	before: async (rows) => {
		for (const { body, current } of rows) {
			if (kindOf(body.WhoId) === 'lead') body.WhatId = null;
			if ((body.IsAllDayEvent ?? current?.IsAllDayEvent) === true && body.EndDateTime) body.EndDateTime = moved(body.EndDateTime, -dayMs);
		}
	},
});

export const cases = salesforceObject({
	object: 'Case',
	stored: { ...subject, status: 'Status', ...described, contactId: 'ContactId', customerId: { name: 'AccountId', label: 'Account' } },
	shown: { number: { name: 'CaseNumber', label: 'Case Number' } },
	others: [statusGroup('IsClosed', { true: 'done', false: 'open' })],
	texts: ['Subject', 'CaseNumber'],
	natural: { label: 'Person and Subject', parts: ['contactId|customerId', 'title'] },
});

export const opportunities = salesforceObject({
	object: 'Opportunity',
	stored: {
		name: { name: 'Name', label: 'Opportunity Name', required: true }, amount: 'Amount', closeDate: { name: 'CloseDate', required: true },
		stage: { name: 'StageName', label: 'Stage', kind: 'choice', required: true }, ...described,
		contactId: { name: 'ContactId', createOnly: true, hint: 'The primary contact; taken only when the opportunity is created' },
		companyId: { name: 'AccountId', label: 'Account', target: 'customer.Account' },
	},
	shown: { status: { name: 'StageName', label: 'Stage' }, probability: 'Probability' },
	others: [statusGroup(({ IsWon, IsClosed }) => `${IsWon} ${IsClosed}`, { 'true true': 'won', 'false true': 'lost', 'false false': 'open' })],
	texts: ['Name'],
	natural: { label: 'Account or Contact and Name', parts: ['companyId|contactId', 'name'] },
});

const titleMax = 80;
const anyRecord = { label: 'Record of the Note', hint: 'The contact, account, lead, opportunity or case it belongs to; the ID tells which' };
export const notes = salesforceObject({
	object: 'Note',
	unverified: 'classic notes; whether an organisation shows them depends on its page layouts',
	stored: {
		body: { name: 'Body', label: 'Note Text', required: true }, owner: 'OwnerId',
		parentId: { name: 'ParentId', ...anyRecord, target: 'contact', required: true, createOnly: true },
	},
	others: [{ key: 'parentResource', label: 'Belongs To', kind: 'text', read: ({ ParentId }) => kindOf(ParentId) }],
	texts: ['Title'],
	natural: { label: 'Record and Text', parts: ['parentId', 'body'] },
	before: async (rows) => {
		for (const { id, body } of rows) if (!id) body.Title ??= String(body.Body).split('\n')[0].slice(0, titleMax);
	},
});
