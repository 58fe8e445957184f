import { createHash } from 'node:crypto';
import type { EntityKind } from './records';

export interface FieldOption {
	id: number | string;
	label: string;
}

export interface Field {
	field_name: string;
	field_code: string;
	field_type: string;
	options: FieldOption[] | null;
	is_custom_field: boolean;
	/** Answered only when asked for with `include_fields`. */
	is_optional_response_field: boolean;
}

/** The key of a custom field: 40 characters, another one in every account (contract 8). */
export function keyOf(kind: EntityKind, name: string): string {
	return createHash('sha1').update(`${kind} ${name}`).digest('hex');
}

export function customField(kind: EntityKind, name: string, type: string, options: FieldOption[] | null = null): Field {
	return { ...builtIn(name, keyOf(kind, name), type, options), is_custom_field: true };
}

function builtIn(name: string, code: string, type: string, options: FieldOption[] | null = null): Field {
	return {
		field_name: name,
		field_code: code,
		field_type: type,
		options,
		is_custom_field: false,
		is_optional_response_field: false,
	};
}

const numbered = (firstId: number, ...labels: string[]) =>
	labels.map((label, index) => ({ id: firstId + index, label }));

const VISIBILITY: FieldOption[] = [
	{ id: 1, label: 'Item owner' },
	{ id: 3, label: 'All users' },
];

const OWN = (type: string) => [
	builtIn('ID', 'id', 'int'),
	builtIn('Owner', 'owner_id', 'user'),
	builtIn('Visible to', 'visible_to', 'visible_to', VISIBILITY),
	builtIn(`${type} created`, 'add_time', 'date'),
	builtIn('Update time', 'update_time', 'date'),
];

const PERSON_FIELDS = [
	builtIn('Name', 'name', 'varchar'),
	builtIn('Labels', 'label_ids', 'set', numbered(21, 'Customer', 'Hot lead', 'Cold lead')),
	builtIn('Phone', 'phone', 'phone'),
	builtIn('Email', 'email', 'varchar'),
	builtIn('Organization', 'org_id', 'org'),
	...OWN('Person'),
	customField('persons', 'External ID', 'varchar'),
	customField('persons', 'Lead source', 'enum', numbered(31, 'Website', 'Referral', 'Trade fair')),
	customField('persons', 'Interests', 'set', numbered(41, 'Roof', 'Windows', 'Heating')),
	customField('persons', 'Budget', 'monetary'),
	customField('persons', 'Roof area', 'double'),
	customField('persons', 'First visit', 'date'),
	customField('persons', 'Season', 'daterange'),
	customField('persons', 'Best time', 'time'),
	customField('persons', 'Contact window', 'timerange'),
	customField('persons', 'Adviser', 'user'),
	customField('persons', 'Insurer', 'org'),
	customField('persons', 'Referred by', 'people'),
	customField('persons', 'Second phone', 'phone'),
	customField('persons', 'Site address', 'address'),
	customField('persons', 'Remarks', 'text'),
	customField('persons', 'District', 'varchar_auto'),
];

const ORGANIZATION_FIELDS = [
	builtIn('Name', 'name', 'varchar'),
	builtIn('Labels', 'label_ids', 'set', numbered(51, 'Customer', 'Supplier')),
	builtIn('Address', 'address', 'address'),
	builtIn('Website', 'website', 'varchar'),
	builtIn('LinkedIn profile', 'linkedin', 'varchar'),
	builtIn('Industry', 'industry', 'enum', numbered(1, 'Construction', 'Real estate')),
	builtIn('Annual revenue', 'annual_revenue', 'monetary'),
	builtIn('Number of employees', 'employee_count', 'double'),
	...OWN('Organization'),
	customField('organizations', 'External ID', 'varchar'),
	customField('organizations', 'Buildings', 'double'),
];

/** Leads have these as well (contract 8). */
const DEAL_FIELDS = [
	builtIn('Title', 'title', 'varchar'),
	builtIn('Labels', 'label_ids', 'set', numbered(61, 'Urgent', 'Renewal')),
	builtIn('Value', 'value', 'monetary'),
	builtIn('Contact person', 'person_id', 'people'),
	builtIn('Organization', 'org_id', 'org'),
	builtIn('Pipeline', 'pipeline_id', 'double'),
	builtIn('Stage', 'stage_id', 'stage'),
	builtIn('Status', 'status', 'status'),
	builtIn('Expected close date', 'expected_close_date', 'date'),
	builtIn('Source channel', 'channel', 'enum', numbered(71, 'Campaign', 'Partner')),
	...OWN('Deal'),
	customField('deals', 'External ID', 'varchar'),
	customField('deals', 'Roof type', 'enum', numbered(81, 'Flat', 'Pitched')),
	customField('deals', 'Works', 'set', numbered(91, 'Roof', 'Windows', 'Heating')),
	customField('deals', 'Commission', 'monetary'),
	customField('deals', 'Site address', 'address'),
	customField('deals', 'Inspection', 'date'),
	customField('deals', 'Inspection time', 'time'),
	customField('deals', 'Remarks', 'text'),
];

const ACTIVITY_FIELDS = [
	builtIn('Subject', 'subject', 'varchar'),
	builtIn('Type', 'type', 'enum'),
	builtIn('Due date', 'due_date', 'date'),
	builtIn('Due time', 'due_time', 'time'),
	builtIn('Duration', 'duration', 'time'),
	builtIn('Done', 'done', 'boolean'),
	builtIn('Location', 'location', 'address'),
	builtIn('Note', 'note', 'text'),
	builtIn('Priority', 'priority', 'enum', numbered(263, 'Low', 'Medium', 'High')),
	{ ...builtIn('Attendees', 'attendees', 'varchar'), is_optional_response_field: true },
	...OWN('Activity'),
];

/** Listed in accounts with Contact Sync only; that it is listed at all is unverified (contract 2.1). */
export const POSTAL_ADDRESS = builtIn('Postal address', 'postal_address', 'address');

/** The fields of a new account. */
export function defaultFields(): Record<EntityKind, Field[]> {
	return structuredClone({
		persons: PERSON_FIELDS,
		organizations: ORGANIZATION_FIELDS,
		deals: DEAL_FIELDS,
		activities: ACTIVITY_FIELDS,
	});
}
