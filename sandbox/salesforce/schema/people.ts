import {
	address,
	checkbox,
	currency,
	date,
	datetime,
	double,
	email,
	externalId,
	type Field,
	int,
	longText,
	multiPicklist,
	phone,
	picklist,
	readOnly,
	reference,
	required,
	text,
	url,
} from './build';
import type { SObjectDefinition } from './sobject';

export const LEAD_SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];
export const LEAD_STATUSES = [
	'Open - Not Contacted',
	'Working - Contacted',
	'Closed - Converted',
	'Closed - Not Converted',
];
const SALUTATIONS = ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.'];
const INDUSTRIES = ['Agriculture', 'Construction', 'Education', 'Energy', 'Healthcare', 'Manufacturing', 'Technology'];
const RATINGS = ['Hot', 'Warm', 'Cold'];

/** A person's name: parts are written, `Name` is made of them. */
export function personName(): Field[] {
	const part = { compoundFieldName: 'Name' };
	return [
		text('LastName', 'Last Name', 80, { ...required, ...part }),
		text('FirstName', 'First Name', 40, part),
		picklist('Salutation', 'Salutation', SALUTATIONS, { ...part, length: 40 }),
		text('Name', 'Full Name', 121, { ...readOnly, nillable: false, nameField: true }),
	];
}

const masterRecord = (name: string) =>
	reference('MasterRecordId', 'Master Record ID', [name], 'MasterRecord', readOnly);

export const contact: SObjectDefinition = {
	name: 'Contact',
	keyPrefix: '003',
	fields: [
		masterRecord('Contact'),
		reference('AccountId', 'Account ID', ['Account'], 'Account', { indexed: true }),
		...personName(),
		...address('Other', 'Other'),
		...address('Mailing', 'Mailing'),
		phone('Phone', 'Business Phone'),
		phone('Fax', 'Business Fax'),
		phone('MobilePhone', 'Mobile Phone'),
		phone('HomePhone', 'Home Phone'),
		reference('ReportsToId', 'Reports To ID', ['Contact'], 'ReportsTo'),
		email('Email', 'Email', { idLookup: true }),
		text('Title', 'Title', 128),
		text('Department', 'Department', 80),
		picklist('LeadSource', 'Lead Source', LEAD_SOURCES),
		date('Birthdate', 'Birthdate'),
		longText('Description', 'Contact Description'),
		checkbox('HasOptedOutOfEmail', 'Email Opt Out'),
		checkbox('DoNotCall', 'Do Not Call'),
		datetime('LastActivityDate', 'Last Activity', readOnly),
		externalId(),
		text('Legacy_Code__c', 'Legacy Code', 40, { externalId: true, idLookup: true }),
		double('Legacy_Number__c', 'Legacy Number', { externalId: true, idLookup: true, unique: true }),
		text('Badge__c', 'Badge', 40, { unique: true }),
		picklist('Preferred_Channel__c', 'Preferred Channel', ['Email', 'Phone', 'Text'], { restrictedPicklist: true }),
		multiPicklist('Interests__c', 'Interests', ['Heating', 'Cooling', 'Solar', 'Plumbing'], {
			restrictedPicklist: true,
		}),
		double('Lifetime_Visits__c', 'Lifetime Visits'),
		date('Last_Visit__c', 'Last Visit'),
		checkbox('Newsletter__c', 'Newsletter'),
	],
};

export const lead: SObjectDefinition = {
	name: 'Lead',
	keyPrefix: '00Q',
	fields: [
		masterRecord('Lead'),
		...personName(),
		text('Title', 'Title', 128),
		text('Company', 'Company', 255, required),
		...address('', ''),
		phone('Phone', 'Phone'),
		phone('MobilePhone', 'Mobile Phone'),
		phone('Fax', 'Fax'),
		email('Email', 'Email', { idLookup: true }),
		url('Website', 'Website'),
		longText('Description', 'Description'),
		picklist('LeadSource', 'Lead Source', LEAD_SOURCES),
		picklist('Status', 'Status', LEAD_STATUSES, {
			nillable: false,
			defaultedOnCreate: true,
			defaultValue: LEAD_STATUSES[0],
		}),
		picklist('Industry', 'Industry', INDUSTRIES),
		picklist('Rating', 'Rating', RATINGS),
		currency('AnnualRevenue', 'Annual Revenue'),
		int('NumberOfEmployees', 'Employees'),
		reference('OwnerId', 'Owner ID', ['Group', 'User'], 'Owner', { nillable: false, defaultedOnCreate: true }),
		checkbox('HasOptedOutOfEmail', 'Email Opt Out'),
		checkbox('IsConverted', 'Converted', readOnly),
		date('ConvertedDate', 'Converted Date', readOnly),
		reference('ConvertedAccountId', 'Converted Account ID', ['Account'], 'ConvertedAccount', readOnly),
		reference('ConvertedContactId', 'Converted Contact ID', ['Contact'], 'ConvertedContact', readOnly),
		reference('ConvertedOpportunityId', 'Converted Opportunity ID', ['Opportunity'], 'ConvertedOpportunity', readOnly),
		externalId(),
		picklist('Product_Interest__c', 'Product Interest', ['Heat pump', 'Boiler', 'Solar panels'], {
			restrictedPicklist: true,
		}),
	],
};

/** A business account; person accounts add to it (contract 2). */
export const account: SObjectDefinition = {
	name: 'Account',
	keyPrefix: '001',
	fields: [
		masterRecord('Account'),
		text('Name', 'Account Name', 255, { ...required, nameField: true }),
		picklist('Type', 'Account Type', ['Prospect', 'Customer - Direct', 'Customer - Channel', 'Other']),
		reference('ParentId', 'Parent Account ID', ['Account'], 'Parent', { indexed: true }),
		...address('Billing', 'Billing'),
		...address('Shipping', 'Shipping'),
		phone('Phone', 'Account Phone'),
		phone('Fax', 'Account Fax'),
		text('AccountNumber', 'Account Number', 40),
		url('Website', 'Website'),
		picklist('Industry', 'Industry', INDUSTRIES),
		currency('AnnualRevenue', 'Annual Revenue'),
		int('NumberOfEmployees', 'Employees'),
		longText('Description', 'Account Description'),
		picklist('Rating', 'Account Rating', RATINGS),
		picklist('AccountSource', 'Account Source', LEAD_SOURCES),
		datetime('LastActivityDate', 'Last Activity', readOnly),
		externalId(),
		email('Billing_Email__c', 'Billing Email', { indexed: true }),
		picklist('Service_Level__c', 'Service Level', ['Bronze', 'Silver', 'Gold'], { restrictedPicklist: true }),
	],
};
