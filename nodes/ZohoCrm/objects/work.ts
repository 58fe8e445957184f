import type { IDataObject } from 'n8n-workflow';
import { path } from '../../shared/http/path';
import { shown, statusGroup, stored } from '../../shared/map/fields';
import { put } from '../../shared/map/record';
import { chunks } from '../../shared/run/parallel';
import type { CrmClient, Field, Raw, VendorObject } from '../../shared/types';
import { act, queryAll } from '../api';
import { anyOf, inMax, moment, oneOf } from '../coql';
import { described, lookup, zohoObject } from '../object';

/** What a meeting is about stands in one field for several modules, which have to be named (contract section 2). */
const about = (key: string, label: string, target: string, module: string): Field => ({
	key, label, kind: 'reference', target, column: 'What_Id',
	read: ({ What_Id: what, $se_module: named }) => (named === module ? (what as Raw | null)?.id : null),
	write: (value, body) => void (value === null ? (body.What_Id ??= null) : Object.assign(body, { What_Id: { id: value }, $se_module: module })),
});

/** A list says what a meeting is about, and not in which module that is. */
async function findModules(raws: Raw[], client: CrmClient): Promise<void> {
	const idOf = ({ What_Id: what }: Raw) => (what as Raw | null)?.id as string | undefined;
	for (const module of ['Accounts', 'Leads']) {
		const open = raws.filter((raw) => idOf(raw) && !raw.$se_module);
		for (const ids of chunks([...new Set(open.map((raw) => idOf(raw)!))], inMax)) {
			const found = new Set((await queryAll({ module, where: oneOf('id', ids) }, client)).map(({ id }) => id));
			for (const raw of open) if (found.has(idOf(raw)!)) raw.$se_module = module;
		}
	}
}

export const events = zohoObject({
	module: 'Events', label: 'Meeting', texts: ['Event_Title', 'Venue'], check: null,
	fields: [
		...stored('', {
			title: { name: 'Event_Title', label: 'Title', required: true }, startTime: { name: 'Start_DateTime', label: 'From', required: true },
			endTime: { name: 'End_DateTime', label: 'To' }, allDay: { name: 'All_day', label: 'All Day' }, location: 'Venue', ...described,
		}),
		lookup('contactId', 'Contact', 'Who_Id'), lookup('customerId', 'Contact (Customer)', 'Who_Id', 'customer'),
		about('companyId', 'Account', 'customer.Accounts', 'Accounts'), about('leadId', 'Lead', 'lead', 'Leads'),
		{
			key: 'attendees', label: 'Participants', kind: 'choices', column: 'Participants', hint: 'E-mail addresses, or user:ID, contact:ID and lead:ID',
			read: ({ Participants: all }) => ((all ?? []) as IDataObject[]).map(({ type, participant: who }) => (type === 'email' ? who : `${String(type)}:${String(who)}`)),
			write: (value, body) => {
				const pairs = ((value ?? []) as string[]).map((one) => (one.includes('@') ? ['email', one] : one.split(':')));
				body.Participants = pairs.map(([type, participant]) => ({ type, participant }));
			},
		},
		{ key: 'status', label: 'Status', kind: 'text', read: ({ $event_cancelled: isCancelled }) => (isCancelled ? 'Cancelled' : null) },
		statusGroup('$event_cancelled', { true: 'cancelled', false: 'open' }),
	],
	natural: {
		label: 'Person and Start Time', parts: ['contactId|customerId|leadId|companyId', 'startTime'],
		tests: (values) => {
			const starts = values.map(([, start]) => moment(start)).sort();
			const who = ['Who_Id', 'What_Id'].flatMap((name) => oneOf(name, values.map(([id]) => id)));
			return [anyOf(who), `Start_DateTime >= '${starts[0]}'`, `Start_DateTime <= '${starts[starts.length - 1]}'`];
		},
	},
	imply: (values) => {
		if (!values.get('leadId') || !values.delete('companyId')) return [];
		return ['A meeting is about one thing: the account was left out for the lead'];
	},
	action: {
		name: '$cancelled', label: 'Cancel the Meeting',
		run: async (raw, client, { switches = [] }) => {
			await act(path`/Events/${String(raw.id)}/actions/cancel`, { send_cancelling_mail: switches.includes('notifyParticipants') }, client);
			raw.$event_cancelled = true;
		},
	},
	complete: findModules,
});

/** A key made of whom a record is about and what it is called. */
const byName = (label: string, parts: readonly string[], links: readonly string[], name: string) => ({
	label, parts,
	tests: (values: string[][]) => [links.flatMap((link) => oneOf(link, values.map(([id]) => id))), oneOf(name, values.map(([, title]) => title))].map(anyOf),
});
const account = lookup('companyId', 'Account', 'Account_Name', 'customer.Accounts');

export const deals = zohoObject({
	module: 'Deals', label: 'Deal', texts: ['Deal_Name'],
	fields: [
		...stored('', {
			name: { name: 'Deal_Name', label: 'Deal Name', required: true }, amount: 'Amount', closeDate: { name: 'Closing_Date', label: 'Closing Date' },
			stage: { name: 'Stage', kind: 'choice', required: true }, pipeline: { name: 'Pipeline', kind: 'choice' }, ...described,
		}),
		lookup('contactId', 'Contact', 'Contact_Name'), account, ...shown('', { status: 'Stage', probability: 'Probability' }),
		statusGroup(({ Stage }) => /^Closed (Won|Lost)/.exec(String(Stage))?.[1] ?? 'open', { Won: 'won', Lost: 'lost', open: 'open' }),
	],
	natural: byName('Account or Contact and Name', ['companyId|contactId', 'name'], ['Account_Name', 'Contact_Name'], 'Deal_Name'),
});

export const cases = zohoObject({
	module: 'Cases', label: 'Case', texts: ['Subject'],
	fields: [
		...stored('', { title: { name: 'Subject', label: 'Subject', required: true }, status: { name: 'Status', required: true }, ...described }),
		lookup('contactId', 'Contact', 'Related_To'), lookup('customerId', 'Contact (Customer)', 'Related_To', 'customer'), account,
		...shown('', { number: { name: 'Case_Number', label: 'Case Number' } }),
		statusGroup('Status', { New: 'open', 'On Hold': 'open', Escalated: 'open', Closed: 'done' }),
	],
	natural: byName('Person and Subject', ['contactId|customerId|companyId', 'title'], ['Related_To', 'Account_Name'], 'Subject'),
});

/** Our words for the modules that notes hang on. */
const parents: Record<string, string> = { contact: 'Contacts', customer: 'Accounts', lead: 'Leads', deal: 'Deals', job: 'Cases', appointment: 'Events' };
const moduleOf = ({ Parent_Id: parent }: Raw) => (parent as { module?: { api_name: string } } | null)?.module?.api_name;
const parent = (key: string, label: string): Pick<Field, 'key' | 'label' | 'required' | 'createOnly' | 'column'> => ({ key, label, required: true, createOnly: true, column: 'Parent_Id' });
const unlisted = { unsupported: 'Zoho CRM\'s query language does not know notes' };

/** Of notes there are only lists (contract section 3): they are read by their ids. */
export const notes: VendorObject = {
	...zohoObject({
		module: 'Notes', label: 'Note', texts: [], check: null,
		fields: [
			...stored('', { body: { name: 'Note_Content', label: 'Note Content', required: true } }), ...shown('', { author: { name: 'Created_By.name', label: 'Created By' } }),
			{ ...parent('parentId', 'Record of the Note'), kind: 'reference', target: 'contact', read: 'Parent_Id.id', write: 'Parent_Id.id' },
			{
				...parent('parentResource', 'Kind of That Record'), kind: 'choice', choices: Object.keys(parents).map((value) => ({ label: parents[value], value })),
				read: (raw) => Object.keys(parents).find((word) => parents[word] === moduleOf(raw)), write: (word, body) => put(body, 'Parent_Id.module.api_name', parents[String(word)]),
			},
		],
	}),
	search: unlisted, poll: unlisted, match: undefined,
};
