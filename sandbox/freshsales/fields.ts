import { LISTS, type Named, USERS } from './portal';

export type FieldType =
	| 'text'
	| 'textarea'
	| 'number'
	| 'decimal'
	| 'date'
	| 'checkbox'
	| 'dropdown'
	| 'multi_select_dropdown'
	| 'auto_complete'
	| 'formula';

/** A field of a form: how it is described, and how its values are read. */
export interface Field {
	name: string;
	label: string;
	type: FieldType;
	/** No two records may share a value. */
	unique?: boolean;
	/** Texts for custom fields, ids for built-in ones (contract 8). */
	choices?: readonly Named[];
	/** What a value has to look like. */
	format?: 'phone' | 'website';
	/** Custom fields that the description puts into a group. */
	group?: string;
}

export interface Form {
	fields: readonly Field[];
	custom: readonly Field[];
}

const field = (name: string, label: string, type: FieldType = 'text', more: Partial<Field> = {}): Field => ({
	name,
	label,
	type,
	...more,
});

const list = (name: string, label: string, choices: readonly Named[]) => field(name, label, 'dropdown', { choices });

const phone = (name: string, label: string) => field(name, label, 'text', { format: 'phone' });

const choices = (...names: string[]): readonly Named[] =>
	names.map((name, index) => ({ id: 402000008001 + index, name, position: index + 1 }));

const owner = list(
	'owner_id',
	'Sales owner',
	USERS.map(({ id, display_name }, index) => ({ id, name: display_name, position: index + 1 })),
);
const territory = list('territory_id', 'Territory', LISTS.territories);
const campaign = list('campaign_id', 'Campaign', LISTS.campaigns);
const source = list('lead_source_id', 'Source', LISTS.lead_sources);

const address = [
	field('address', 'Address'),
	field('city', 'City'),
	field('state', 'State'),
	field('zipcode', 'Zipcode'),
	field('country', 'Country'),
];

/** Stage and status, emails, accounts and tags of a contact have rules of their own. */
export const CONTACT_FORM: Form = {
	fields: [
		field('first_name', 'First name'),
		field('last_name', 'Last name'),
		field('job_title', 'Job title'),
		field('department', 'Department'),
		phone('work_number', 'Work'),
		phone('mobile_number', 'Mobile'),
		...address,
		field('external_id', 'External ID', 'text', { unique: true }),
		owner,
		source,
		territory,
		campaign,
		field('medium', 'Medium'),
		field('keyword', 'Keyword'),
		field('time_zone', 'Time zone'),
		field('facebook', 'Facebook'),
		field('twitter', 'Twitter'),
		field('linkedin', 'LinkedIn'),
		field('subscription_status', 'Subscription status'),
		field('subscription_types', 'Subscription types'),
	],
	custom: [
		field('cf_customer_number', 'Customer number', 'text', { unique: true }),
		field('cf_plan', 'Plan', 'dropdown', { choices: choices('Basic', 'Plus', 'Pro'), group: 'Service' }),
		field('cf_interests', 'Interests', 'multi_select_dropdown', { choices: choices('Repair', 'Install', 'Advice') }),
		field('cf_seats', 'Seats', 'number', { group: 'Service' }),
		field('cf_renewal_date', 'Renewal date', 'date', { group: 'Service' }),
		field('cf_vip', 'VIP', 'checkbox'),
		field('cf_remarks', 'Remarks', 'textarea'),
		field('cf_value_score', 'Value score', 'formula'),
	],
};

export const SALES_ACCOUNT_FORM: Form = {
	fields: [
		field('name', 'Name', 'text', { unique: true }),
		...address,
		phone('phone', 'Phone'),
		field('website', 'Website', 'text', { format: 'website' }),
		owner,
		list('industry_type_id', 'Industry type', LISTS.industry_types),
		list('business_type_id', 'Business type', LISTS.business_types),
		field('number_of_employees', 'Number of employees', 'number'),
		field('annual_revenue', 'Annual revenue', 'number'),
		territory,
		field('parent_sales_account_id', 'Parent account', 'auto_complete'),
	],
	custom: [field('cf_region', 'Region', 'dropdown', { choices: choices('North', 'South') })],
};

/** Stage and pipeline, and the contacts of a deal have rules of their own. */
export const DEAL_FORM: Form = {
	fields: [
		field('name', 'Deal name'),
		field('amount', 'Deal value', 'decimal'),
		field('expected_close', 'Expected close date', 'date'),
		field('probability', 'Probability (%)', 'number'),
		field('sales_account_id', 'Account name', 'auto_complete'),
		owner,
		source,
		territory,
		campaign,
		field('currency_id', 'Currency', 'number'),
		list('deal_type_id', 'Type', LISTS.deal_types),
		list('deal_reason_id', 'Lost reason', LISTS.deal_reasons),
		list('deal_payment_status_id', 'Payment status', LISTS.deal_payment_statuses),
	],
	custom: [
		field('cf_order_id', 'Order ID', 'text', { unique: true }),
		field('cf_number_of_agents', 'Number of agents', 'number'),
	],
};
