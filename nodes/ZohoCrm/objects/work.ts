import { at, chunks, path, put, shown, statusGroup, stored, type CrmClient, type Raw, type VendorObject } from '../../shared/kit';
import { act, findAny } from '../api';
import { inMax, oneOf } from '../coql';
import { described, lookup, zohoObject } from '../object';

/** A list says what a meeting is about, and not in which module that is. */
async function findModules(raws: Raw[], client: CrmClient): Promise<void> {
	const idOf = (raw: Raw) => at(raw, 'What_Id.id') as string | undefined;
	for (const module of ['Accounts', 'Leads']) {
		const open = raws.filter((raw) => idOf(raw) && raw.$se_module === undefined);
		const tests = chunks([...new Set(open.map((raw) => idOf(raw)!))], inMax).flatMap((ids) => oneOf('id', ids));
		const found = new Set((await findAny({ module }, tests, client)).map(({ id }) => id));
		for (const raw of open) if (found.has(idOf(raw)!)) raw.$se_module = module;
	}
	// A third module is none of ours, and is not asked for again.
	for (const raw of raws) raw.$se_module ??= null;
}

export const events = zohoObject({
	module: 'Events', label: 'Meeting', texts: ['Event_Title', 'Venue'], check: null,
	fields: [
		...stored('', {
			title: { name: 'Event_Title', label: 'Title', required: true }, startTime: { name: 'Start_DateTime', label: 'From', required: true },
			endTime: { name: 'End_DateTime', label: 'To' }, allDay: { name: 'All_day', label: 'All Day' }, location: 'Venue', ...described,
		}),
		lookup('contactId', 'Contact', 'Who_Id'), lookup('customerId', 'Contact (Customer)', 'Who_Id', 'customer'),
		lookup('companyId', 'Account', 'What_Id', 'customer.Accounts', 'Accounts'), lookup('leadId', 'Lead', 'What_Id', 'lead', 'Leads'),
		{
			key: 'attendees', label: 'Participants', kind: 'choices', column: 'Participants', hint: 'E-mails, user:ID, contact:ID or lead:ID',
			read: ({ Participants: all }) =>
				[all ?? []].flat().map((one) => `${String(at(one, 'type'))}:${String(at(one, 'participant'))}`.replace(/^email:/, '')),
			write: (value, body) => {
				const named = ((value ?? []) as string[]).map((one) => one.split(':').reverse());
				body.Participants = named.map(([participant, type = 'email']) => ({ type, participant }));
			},
		},
		{ key: 'status', label: 'Status', kind: 'text', read: ({ $event_cancelled: isCancelled }) => (isCancelled ? 'Cancelled' : null) },
		statusGroup('$event_cancelled', { true: 'cancelled', false: 'open' }),
	],
	natural: { label: 'Person and Start Time', parts: ['contactId|customerId|leadId|companyId', 'startTime'], column: 'Start_DateTime' },
	action: {
		box: { name: '$cancelled', label: 'Cancel the Meeting', kind: 'boolean' },
		run: async (raw, client, { switches = [] }) => {
			await act(path`/Events/${String(raw.id)}/actions/cancel`, { send_cancelling_mail: switches.includes('notifyParticipants') }, client);
			raw.$event_cancelled = true;
		},
	},
	complete: findModules,
});

const account = lookup('companyId', 'Account', 'Account_Name', 'customer.Accounts');

export const deals = zohoObject({
	module: 'Deals', label: 'Deal', texts: ['Deal_Name'],
	fields: [
		...stored('', {
			name: { name: 'Deal_Name', label: 'Deal Name', required: true }, stage: { name: 'Stage', kind: 'choice', required: true },
			pipeline: { name: 'Pipeline', kind: 'choice' }, amount: 'Amount', closeDate: { name: 'Closing_Date', label: 'Closing Date' },
			...described,
		}),
		lookup('contactId', 'Contact', 'Contact_Name'), account, ...shown('', { status: 'Stage', probability: 'Probability' }),
		statusGroup(({ Stage }) => /^Closed (Won|Lost)/.exec(String(Stage))?.[1] ?? 'open', { Won: 'won', Lost: 'lost', open: 'open' }),
	],
	natural: { label: 'Account or Contact and Name', parts: ['companyId|contactId', 'name'], column: 'Deal_Name' },
});

export const cases = zohoObject({
	module: 'Cases', label: 'Case', texts: ['Subject'],
	fields: [
		...stored('', { title: { name: 'Subject', required: true }, status: { name: 'Status', required: true }, ...described }),
		lookup('contactId', 'Contact', 'Related_To'), lookup('customerId', 'Contact (Customer)', 'Related_To', 'customer'), account,
		...shown('', { number: { name: 'Case_Number', label: 'Case Number' } }),
		statusGroup('Status', { New: 'open', 'On Hold': 'open', Escalated: 'open', Closed: 'done' }),
	],
	natural: { label: 'Person and Subject', parts: ['contactId|customerId|companyId', 'title'], column: 'Subject' },
});

/** Our words for the modules that notes hang on. */
const parents = { contact: 'Contacts', customer: 'Accounts', lead: 'Leads', deal: 'Deals', job: 'Cases', appointment: 'Events' };
const [parentId, parentModule] = ['Parent_Id.id', 'Parent_Id.module.api_name'];
const fixed = { required: true, createOnly: true, column: 'Parent_Id' };
const unlisted = { unsupported: 'COQL, by which records are found, does not know notes' };

export const notes: VendorObject = {
	...zohoObject({
		module: 'Notes', label: 'Note', texts: [], check: null,
		fields: [
			...stored('', { body: { name: 'Note_Content', label: 'Note Content', required: true } }),
			...shown('', { author: { name: 'Created_By.name', label: 'Created By' } }),
			{ key: 'parentId', label: 'Record of the Note', kind: 'reference', target: 'contact', ...fixed, read: parentId, write: parentId },
			{
				key: 'parentResource', label: 'Kind of That Record', kind: 'choice', ...fixed,
				choices: Object.entries(parents).map(([value, label]) => ({ label, value })),
				read: (raw) => Object.entries(parents).find(([, module]) => module === at(raw, parentModule))?.[0],
				write: (word, body) => put(body, parentModule, (parents as Record<string, string>)[String(word)] ?? word),
			},
		],
	}),
	search: unlisted, poll: unlisted, match: undefined,
};
