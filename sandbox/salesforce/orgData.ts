import { IdSequence } from './ids';
import { CASE_STATUSES } from './schema/activities';
import type { Value } from './schema/build';
import { LEAD_STATUSES } from './schema/people';
import { BUSINESS_RECORD_TYPE, PERSON_RECORD_TYPE } from './schema/personAccounts';

const ids = new IdSequence();

export const ORG = { id: ids.at('00D', 1), name: 'Sandbox Field Services' };

/** A session that is always valid. */
export const SESSION_ID = `${ORG.id.slice(0, 15)}!sandbox.0000`;

export const OAUTH_CLIENT = { id: 'sandbox-consumer-key', secret: 'sandbox-consumer-secret' };

/** Who consents, logs in and runs integrations. */
export const USER = {
	id: ids.at('005', 1),
	username: 'dana.reyes@sandbox.example',
	password: 'sandbox-password',
	securityToken: 'SANDBOXTOKEN',
};

/** A former employee: nothing can be given to him any more. */
export const INACTIVE_USER_ID = ids.at('005', 4);

export const SINCE = Date.parse('2024-03-01T09:00:00Z');

type Row = Record<string, Value>;

function user(number: number, FirstName: string, LastName: string, change: Row = {}): Row {
	const address = `${FirstName}.${LastName}@sandbox.example`.toLowerCase();
	return {
		Id: ids.at('005', number),
		Username: address,
		FirstName,
		LastName,
		Name: `${FirstName} ${LastName}`,
		Email: address,
		Alias: LastName.slice(0, 5).toLowerCase(),
		IsActive: true,
		UserType: 'Standard',
		TimeZoneSidKey: 'America/New_York',
		...change,
	};
}

const queue = (number: number, Name: string): Row => ({
	Id: ids.at('00G', number),
	Name,
	DeveloperName: Name.replaceAll(' ', '_'),
	Type: 'Queue',
});

const statuses = (labels: readonly string[], firstId: number, flag: 'IsConverted' | 'IsClosed', flagged: string[]) =>
	labels.map((label, position) => ({
		Id: ids.at('01J', firstId + position),
		MasterLabel: label,
		ApiName: label,
		IsDefault: position === 0,
		[flag]: flagged.includes(label),
	}));

/** What every org starts with, by object. */
export const SETUP_ROWS: Readonly<Record<string, Row[]>> = {
	Organization: [
		{
			Id: ORG.id,
			Name: ORG.name,
			OrganizationType: 'Developer Edition',
			TimeZoneSidKey: 'America/New_York',
			DefaultLocaleSidKey: 'en_US',
			IsSandbox: false,
		},
	],
	User: [
		user(1, 'Dana', 'Reyes'),
		user(2, 'Omar', 'Haddad'),
		user(3, 'Ines', 'Moreau'),
		user(4, 'Paul', 'Becker', { IsActive: false }),
		user(5, 'Automated', 'Process', { UserType: 'AutomatedProcess' }),
	],
	Group: [queue(1, 'New Leads'), queue(2, 'Service Desk')],
	QueueSobject: [
		{ Id: ids.at('03g', 1), QueueId: ids.at('00G', 1), SobjectType: 'Lead' },
		{ Id: ids.at('03g', 2), QueueId: ids.at('00G', 2), SobjectType: 'Case' },
	],
	LeadStatus: statuses(LEAD_STATUSES, 1, 'IsConverted', ['Closed - Converted']),
	CaseStatus: statuses(CASE_STATUSES, 11, 'IsClosed', ['Closed']),
};

/** Only with person accounts. */
export const RECORD_TYPE_ROWS: Row[] = [
	{ Id: BUSINESS_RECORD_TYPE, Name: 'Business Account', DeveloperName: 'BusinessAccount', IsPersonType: false },
	{ Id: PERSON_RECORD_TYPE, Name: 'Person Account', DeveloperName: 'PersonAccount', IsPersonType: true },
].map((row) => ({ ...row, SobjectType: 'Account', IsActive: true }));
