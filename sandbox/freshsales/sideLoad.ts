import type { FreshsalesAccount } from './freshsalesAccount';
import { DEAL_STAGES, LIFECYCLE_STAGES, LISTS, PIPELINES, USERS } from './portal';
import { presentAppointment, presentContact, presentDeal, presentNote, presentSalesAccount } from './present';
import type { Appointment, Contact, Deal, FormRow, Note, Row, SalesAccount, TargetType } from './records';
import { presentStage, presentStatus, presentUser } from './selectors';

/** What `include` adds beside the records, by the name of its array; what it does not know it passes over. */
type Loader<Kind extends Row> = (account: FreshsalesAccount, row: Kind) => readonly { id: unknown }[];
export type Loaders<Kind extends Row> = Readonly<Record<string, readonly [array: string, load: Loader<Kind>]>>;

const user = (id: unknown) => USERS.filter((each) => each.id === id).map(presentUser);

const common: Loaders<FormRow> = {
	owner: ['users', (_account, { values }) => user(values.owner_id)],
	creater: ['users', (_account, { createrId }) => user(createrId)],
};

function activities(type: TargetType): Loaders<FormRow> {
	const isOn = ({ target }: Note | Appointment, { id }: FormRow) => target?.type === type && target.id === id;
	return {
		notes: [
			'notes',
			(account, row) =>
				account.notes
					.live()
					.filter((note) => isOn(note, row))
					.map((note) => presentNote(account, note)),
		],
		appointments: [
			'appointments',
			(account, row) =>
				account.appointments
					.live()
					.filter((appointment) => isOn(appointment, row))
					.map((appointment) => presentAppointment(account, appointment)),
		],
	};
}

/** Beside contacts; the singular `contact_status` is as it was seen (live). */
export const BESIDE_CONTACTS: Loaders<Contact> = {
	...common,
	...activities('Contact'),
	contact_status: [
		'contact_status',
		(account, { values }) =>
			LIFECYCLE_STAGES.flatMap((stage) =>
				stage.statuses.filter(({ id }) => id === values.contact_status_id).map((each) => presentStatus(account, stage, each)),
			),
	],
	lifecycle_stage: [
		'lifecycle_stages',
		(account, { values }) =>
			LIFECYCLE_STAGES.filter(({ id }) => id === values.lifecycle_stage_id).map((stage) => presentStage(account, stage)),
	],
	source: ['lead_sources', (_account, { values }) => LISTS.lead_sources.filter(({ id }) => id === values.lead_source_id)],
	deals: [
		'deals',
		(account, { id }) =>
			account.deals
				.live()
				.filter(({ contactIds }) => contactIds.includes(id))
				.map((deal) => presentDeal(account, deal)),
	],
};

export const BESIDE_SALES_ACCOUNTS: Loaders<SalesAccount> = {
	...common,
	...activities('SalesAccount'),
	contacts: [
		'contacts',
		(account, row) =>
			account.contacts
				.live()
				.filter(({ accounts }) => accounts.some(({ id }) => id === row.id))
				.map((contact) => presentContact(account, contact)),
	],
};

export const BESIDE_DEALS: Loaders<Deal> = {
	...common,
	...activities('Deal'),
	contacts: [
		'contacts',
		(account, { contactIds }) =>
			contactIds.flatMap((id) => account.contacts.get(id) ?? []).map((contact) => presentContact(account, contact)),
	],
	sales_account: [
		'sales_accounts',
		(account, { values }) =>
			[account.salesAccounts.get(Number(values.sales_account_id)) ?? []].flat().map((row) => presentSalesAccount(account, row)),
	],
	deal_stage: ['deal_stages', (_account, { values }) => [DEAL_STAGES.get(Number(values.deal_stage_id))!]],
	deal_pipeline: [
		'deal_pipelines',
		(_account, { values }) =>
			PIPELINES.filter(({ id }) => id === values.deal_pipeline_id).map(({ id, name, is_default }) => ({ id, name, is_default })),
	],
};

export const BESIDE_APPOINTMENTS: Loaders<Appointment> = {
	creater: ['users', (_account, { createrId }) => user(createrId)],
	targetable: [
		'contacts',
		(account, { target }) =>
			target?.type === 'Contact' ? [presentContact(account, account.contacts.get(target.id)!)] : [],
	],
	appointment_attendees: ['appointment_attendees', (_account, { attendees }) => attendees],
};

/** The arrays beside some records, every entry once. */
export function sideLoad<Kind extends Row>(
	account: FreshsalesAccount,
	loaders: Loaders<Kind>,
	rows: readonly Kind[],
	include: readonly string[],
): Record<string, unknown[]> {
	const arrays: Record<string, Map<unknown, unknown>> = {};
	for (const name of include) {
		if (!Object.hasOwn(loaders, name)) continue;
		const [array, load] = loaders[name];
		arrays[array] ??= new Map();
		for (const row of rows) for (const entry of load(account, row)) arrays[array].set(entry.id, entry);
	}
	return Object.fromEntries(Object.entries(arrays).map(([name, entries]) => [name, [...entries.values()]]));
}
