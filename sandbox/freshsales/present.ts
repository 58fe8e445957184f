import { stageOf } from './deals';
import { primaryOf } from './emails';
import { CONTACT_FORM, DEAL_FORM, type Form, SALES_ACCOUNT_FORM } from './fields';
import type { FreshsalesAccount } from './freshsalesAccount';
import type { Appointment, Contact, Deal, FormRow, Note, Row, SalesAccount, Value, Values } from './records';
import { presentTargets } from './targets';

/** What every answer tells of a row. */
function common(account: FreshsalesAccount, { id, createdAt, updatedAt }: Row) {
	return { id, created_at: account.stamp(createdAt), updated_at: account.stamp(updatedAt) };
}

/** Every field of the form, empty ones as `null`. */
function formValues({ fields, custom }: Form, row: FormRow): Record<string, Value | Values> {
	const complete = (names: readonly { name: string }[], values: Values): Values =>
		Object.fromEntries(names.map(({ name }) => [name, values[name] ?? null]));
	return { ...complete(fields, row.values), custom_field: complete(custom, row.custom) };
}

const links = (path: string, names: readonly string[]) =>
	Object.fromEntries(names.map((name) => [name, `/crm/sales/${path}/${name}`]));

export function displayName({ values }: Contact): string {
	return [values.first_name, values.last_name].filter(Boolean).join(' ');
}

/** A contact; its accounts are only there when `include` names them. */
export function presentContact(account: FreshsalesAccount, contact: Contact, include: readonly string[] = []) {
	const { values, emails, accounts, tags, deletedAt, id } = contact;
	const { owner_id: ownerId, ...fields } = formValues(CONTACT_FORM, contact);
	const tellsOwner = !account.settings.ownerNeedsInclude || include.includes('owner');
	return {
		...common(account, contact),
		...fields,
		...(tellsOwner ? { owner_id: ownerId } : {}),
		display_name: displayName(contact),
		avatar: null,
		email: primaryOf(emails),
		emails: emails.map((email) => ({ ...email, _destroy: false })),
		phone_numbers: [],
		lead_score: 0,
		lifecycle_stage_id: values.lifecycle_stage_id,
		contact_status_id: values.contact_status_id,
		...(include.includes('sales_accounts')
			? { sales_accounts: accounts.map((link) => ({ ...partialAccount(account, link.id), ...link })) }
			: {}),
		tags,
		links: links(`contacts/${id}`, ['notes', 'appointments', 'tasks', 'activities']),
		is_deleted: deletedAt !== null,
		mcr_id: id + 1_000_000_000,
	};
}

function partialAccount(account: FreshsalesAccount, id: number) {
	return { partial: true, id, name: account.salesAccounts.get(id)?.values.name ?? null };
}

export function presentSalesAccount(account: FreshsalesAccount, row: SalesAccount) {
	const openDeals = account.deals.live().filter((deal) => deal.values.sales_account_id === row.id);
	return {
		...common(account, row),
		...formValues(SALES_ACCOUNT_FORM, row),
		avatar: null,
		open_deals_count: openDeals.filter((deal) => stageOf(deal).forecast_type === 'Open').length,
		links: links(`sales_accounts/${row.id}`, ['notes', 'contacts', 'deals', 'appointments']),
		is_deleted: row.deletedAt !== null,
	};
}

export function presentDeal(account: FreshsalesAccount, deal: Deal) {
	const { id, values, closedAt, deletedAt } = deal;
	return {
		...common(account, deal),
		...formValues(DEAL_FORM, deal),
		base_currency_amount: values.amount ?? null,
		deal_stage_id: values.deal_stage_id,
		deal_pipeline_id: values.deal_pipeline_id,
		closed_date: closedAt === null ? null : account.stamp(closedAt).slice(0, 10),
		links: links(`deals/${id}`, ['notes', 'contacts', 'appointments', 'tasks']),
		is_deleted: deletedAt !== null,
	};
}

export function presentAppointment(account: FreshsalesAccount, appointment: Appointment) {
	return {
		...common(account, appointment),
		title: appointment.title,
		description: appointment.description,
		from_date: account.stamp(appointment.fromDate),
		end_date: account.stamp(appointment.endDate),
		is_allday: appointment.isAllday,
		time_zone: appointment.timeZone,
		location: appointment.location,
		latitude: appointment.latitude,
		longitude: appointment.longitude,
		outcome_id: appointment.outcomeId,
		creater_id: appointment.createrId,
		targetables: presentTargets(appointment.target),
		appointment_attendee_ids: appointment.attendees.map(({ id }) => id),
	};
}

export function presentNote(account: FreshsalesAccount, note: Note) {
	const { description, createrId, target } = note;
	return { ...common(account, note), description, creater_id: createrId, targetables: presentTargets(target) };
}
