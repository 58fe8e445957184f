import { checkbox, email, picklist, readOnly, reference, text } from './build';
import type { SObjectDefinition } from './sobject';

const list = (name: string, label: string, keyPrefix: string, fields: SObjectDefinition['fields']) => ({
	name,
	label,
	keyPrefix,
	createable: false,
	fields: fields.map((field) => ({ ...field, ...readOnly })),
});

const status = (last: SObjectDefinition['fields'][number]) => [
	text('MasterLabel', 'Master Label', 255, { nameField: true }),
	text('ApiName', 'API Name', 255),
	checkbox('IsDefault', 'Is Default'),
	last,
];

/** Objects an integration only reads. */
export const SETUP_OBJECTS: SObjectDefinition[] = [
	list('User', 'User', '005', [
		text('Username', 'Username', 80, { unique: true, idLookup: true }),
		text('LastName', 'Last Name', 80),
		text('FirstName', 'First Name', 40),
		text('Name', 'Full Name', 121, { nameField: true }),
		email('Email', 'Email', { idLookup: true }),
		text('Alias', 'Alias', 8),
		text('Title', 'Title', 80),
		checkbox('IsActive', 'Active'),
		picklist('UserType', 'User Type', ['Standard', 'AutomatedProcess', 'Guest'], { restrictedPicklist: true }),
		text('TimeZoneSidKey', 'Time Zone', 40),
	]),
	list('Group', 'Group', '00G', [
		text('Name', 'Name', 40, { nameField: true }),
		text('DeveloperName', 'Developer Name', 80),
		picklist('Type', 'Type', ['Queue', 'Regular'], { restrictedPicklist: true }),
	]),
	list('QueueSobject', 'Queue Sobject', '03g', [
		reference('QueueId', 'Group ID', ['Group'], 'Queue'),
		picklist('SobjectType', 'Sobject Type', ['Lead', 'Case'], { restrictedPicklist: true }),
	]),
	list('RecordType', 'Record Type', '012', [
		text('Name', 'Name', 80, { nameField: true }),
		text('DeveloperName', 'Record Type Name', 80),
		picklist('SobjectType', 'Sobject Type Name', ['Account'], { restrictedPicklist: true }),
		checkbox('IsActive', 'Active'),
		checkbox('IsPersonType', 'Is Person Type'),
	]),
	list('LeadStatus', 'Lead Status Value', '01J', status(checkbox('IsConverted', 'Is Converted'))),
	list('CaseStatus', 'Case Status Value', '01J', status(checkbox('IsClosed', 'Is Closed'))),
	list('Organization', 'Organization', '00D', [
		text('Name', 'Name', 80, { nameField: true }),
		text('OrganizationType', 'Edition', 40),
		text('TimeZoneSidKey', 'Time Zone', 40),
		text('DefaultLocaleSidKey', 'Locale', 40),
		checkbox('IsSandbox', 'Is Sandbox'),
	]),
];

/** What a lookup to several objects shows of its target: `Who.Name`, `What.Type`, `Owner.Email` (SOQL's Name object). */
export const NAME_OBJECT: SObjectDefinition = list('Name', 'Name', '000', [
	text('Name', 'Name', 255, { nameField: true }),
	text('Type', 'Type', 40),
	text('FirstName', 'First Name', 40),
	text('LastName', 'Last Name', 80),
	text('Title', 'Title', 128),
	text('Phone', 'Phone', 40),
	email('Email', 'Email'),
	text('Username', 'Username', 80),
	text('Alias', 'Alias', 8),
	checkbox('IsActive', 'Active'),
]);
