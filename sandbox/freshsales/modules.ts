import { createContact, updateContact } from './contacts';
import { createDeal, stageOf, updateDeal } from './deals';
import { CONTACT_FORM, DEAL_FORM, type Form, SALES_ACCOUNT_FORM } from './fields';
import { type RecordBody, uniqueKey } from './formWriter';
import type { FreshsalesAccount } from './freshsalesAccount';
import { LEAD_STAGE, type User } from './portal';
import { displayName, presentContact, presentDeal, presentSalesAccount } from './present';
import { createSalesAccount, updateSalesAccount } from './salesAccounts';
import type { Contact, Deal, FormRow, SalesAccount } from './records';
import { BESIDE_CONTACTS, BESIDE_DEALS, BESIDE_SALES_ACCOUNTS, type Loaders } from './sideLoad';
import type { Table } from './table';

/** A list of records that users see; its filter is kept on the server (contract 5). */
export interface View<Kind extends FormRow> {
	id: number;
	name: string;
	isDefault: boolean;
	/** Shows the recycle bin instead of what is there. */
	deleted?: boolean;
	matches(row: Kind, user: User): boolean;
}

/** What contacts, accounts and deals have in common: a form, views, search, and an upsert. */
export interface Module<Kind extends FormRow> {
	singular: 'contact' | 'sales_account' | 'deal';
	plural: 'contacts' | 'sales_accounts' | 'deals';
	/** Of views and targets. */
	model: 'Contact' | 'SalesAccount' | 'Deal';
	/** In error texts. */
	called: string;
	form: Form;
	/** Names of `unique_identifier`, besides unique custom fields. */
	keys: readonly string[];
	views: readonly View<Kind>[];
	table(account: FreshsalesAccount): Table<Kind>;
	create(account: FreshsalesAccount, user: User, body: RecordBody): Kind;
	update(account: FreshsalesAccount, row: Kind, body: RecordBody): Kind;
	present(account: FreshsalesAccount, row: Kind, include: readonly string[]): object;
	/** What a record holds under the name of a key, a field or a custom field. */
	valuesOf(row: Kind, name: string): readonly unknown[];
	/** What `include` may put beside records. */
	beside: Loaders<Kind>;
}

/** Whether a record holds this value; case makes no difference. */
export function has<Kind extends FormRow>(module: Module<Kind>, row: Kind, name: string, value: unknown): boolean {
	const key = uniqueKey(value);
	return module.valuesOf(row, name).some((stored) => stored != null && uniqueKey(stored) === key);
}

const fieldValue = ({ values, custom }: FormRow, name: string) => [name.startsWith('cf_') ? custom[name] : values[name]];

/** A contact's addresses go by three names; its own name is made of two fields. */
function contactValues(contact: Contact, name: string): readonly unknown[] {
	if (['emails', 'email', 'contact_email.email'].includes(name)) return contact.emails.map(({ value }) => value);
	return name === 'name' ? [displayName(contact)] : fieldValue(contact, name);
}

interface ViewOptions<Kind extends FormRow> {
	matches?: View<Kind>['matches'];
	deleted?: boolean;
}

function view<Kind extends FormRow>(id: number, name: string, { matches, deleted }: ViewOptions<Kind> = {}): View<Kind> {
	return { id, name, isDefault: true, deleted, matches: matches ?? (() => true) };
}

const isOwn = ({ values }: FormRow, { id }: User) => values.owner_id === id;

const inStage = (forecast: string) => ({ matches: (deal: Deal) => stageOf(deal).forecast_type === forecast });

export const CONTACTS: Module<Contact> = {
	singular: 'contact',
	plural: 'contacts',
	model: 'Contact',
	called: 'contact',
	form: CONTACT_FORM,
	keys: ['emails', 'mobile_number', 'external_id'],
	views: [
		view(402000009001, 'My Contacts', { matches: isOwn }),
		view(402000009002, 'New Contacts', {
			matches: ({ values }) => values.contact_status_id === LEAD_STAGE.statuses[0].id,
		}),
		view(402000009003, 'All Contacts'),
		view(402000009004, 'Recently Modified'),
		view(402000009005, 'Recycle Bin', { deleted: true }),
	],
	table: ({ contacts }) => contacts,
	create: createContact,
	update: updateContact,
	present: presentContact,
	valuesOf: contactValues,
	beside: BESIDE_CONTACTS,
};

export const SALES_ACCOUNTS: Module<SalesAccount> = {
	singular: 'sales_account',
	plural: 'sales_accounts',
	model: 'SalesAccount',
	called: 'account',
	form: SALES_ACCOUNT_FORM,
	keys: ['name'],
	views: [
		view(402000009101, 'My Accounts', { matches: isOwn }),
		view(402000009102, 'All Accounts'),
		view(402000009103, 'Recycle Bin', { deleted: true }),
	],
	table: ({ salesAccounts }) => salesAccounts,
	create: createSalesAccount,
	update: updateSalesAccount,
	present: presentSalesAccount,
	valuesOf: fieldValue,
	beside: BESIDE_SALES_ACCOUNTS,
};

export const DEALS: Module<Deal> = {
	singular: 'deal',
	plural: 'deals',
	model: 'Deal',
	called: 'deal',
	form: DEAL_FORM,
	keys: ['name'],
	views: [
		view(402000009201, 'My Deals', { matches: isOwn }),
		view(402000009202, 'All Deals'),
		view(402000009203, 'Open Deals', inStage('Open')),
		view(402000009204, 'Won Deals', inStage('Closed Won')),
		view(402000009205, 'Lost Deals', inStage('Closed Lost')),
		view(402000009206, 'Recycle Bin', { deleted: true }),
	],
	table: ({ deals }) => deals,
	create: createDeal,
	update: updateDeal,
	present: presentDeal,
	valuesOf: fieldValue,
	beside: BESIDE_DEALS,
};
