import { encodeId } from './ids';
import type { CustomFieldConfiguration, User } from './records';

/** The seeded account. */
export const ACCOUNT = {
	id: encodeId('Account', 815_001),
	name: 'Sandbox Field Services',
	phone: '+1 212 555 0100',
	createdAt: Date.parse('2024-03-01T09:00:00Z'),
	timezone: 'America/New_York',
};

export const OAUTH_CLIENT = { id: 'sandbox-client', secret: 'sandbox-secret' };

/** Jobber has no API keys; these two are an app connected from the start. The access token never expires. */
export const ACCESS_TOKEN = 'sandbox-access-0000';
export const REFRESH_TOKEN = 'sandbox-refresh-0000';

/** Every scope an app can ask for in the Developer Center. */
export const SCOPES: readonly string[] = [
	'read_clients',
	'write_clients',
	'read_requests',
	'write_requests',
	'read_quotes',
	'write_quotes',
	'read_jobs',
	'write_jobs',
	'read_scheduled_items',
	'write_scheduled_items',
	'read_users',
	'read_custom_field_configurations',
];

type Role = Partial<Pick<User, 'isAccountAdmin' | 'isAccountOwner' | 'status' | 'availableForScheduling'>>;

function person(number: number, first: string, last: string, role: Role = {}): User {
	return {
		id: encodeId('User', number),
		createdAt: ACCOUNT.createdAt,
		first,
		last,
		email: `${first}.${last}@sandbox.example`.toLowerCase(),
		status: 'ACTIVATED',
		isAccountAdmin: false,
		isAccountOwner: false,
		availableForScheduling: true,
		timezone: ACCOUNT.timezone,
		...role,
	};
}

/** The first one is who authorises apps. */
export const USERS: readonly User[] = [
	person(3_001, 'Dana', 'Reyes', { isAccountAdmin: true, isAccountOwner: true, availableForScheduling: false }),
	person(3_002, 'Omar', 'Haddad'),
	person(3_003, 'Ines', 'Moreau'),
	person(3_004, 'Paul', 'Becker', { status: 'DEACTIVATED', availableForScheduling: false }),
];

type Rest = Partial<Omit<CustomFieldConfiguration, 'id' | 'name' | 'appliesTo' | 'valueType'>>;

function customField(
	number: number,
	name: string,
	appliesTo: string,
	valueType: CustomFieldConfiguration['valueType'],
	rest: Rest = {},
): CustomFieldConfiguration {
	return {
		id: encodeId('CustomFieldConfiguration', number),
		createdAt: ACCOUNT.createdAt,
		name,
		appliesTo,
		valueType,
		archived: false,
		readOnly: false,
		createdByThisApp: false,
		dropdownOptions: [],
		...rest,
	};
}

export const CUSTOM_FIELDS: readonly CustomFieldConfiguration[] = [
	customField(9_001, 'External ID', 'ALL_CLIENTS', 'TEXT', { createdByThisApp: true }),
	customField(9_002, 'Service plan', 'ALL_CLIENTS', 'DROPDOWN', { dropdownOptions: ['None', 'Silver', 'Gold'] }),
	customField(9_003, 'Units installed', 'ALL_CLIENTS', 'NUMERIC'),
	customField(9_004, 'Has contract', 'ALL_CLIENTS', 'TRUE_FALSE'),
	customField(9_005, 'Credit check', 'ALL_CLIENTS', 'TEXT', { readOnly: true }),
	customField(9_006, 'Old number', 'ALL_CLIENTS', 'TEXT', { archived: true }),
	customField(9_101, 'Gate code', 'ALL_PROPERTIES', 'TEXT'),
	customField(9_201, 'Purchase order', 'ALL_JOBS', 'TEXT'),
	customField(9_301, 'Campaign', 'ALL_QUOTES', 'TEXT'),
];
