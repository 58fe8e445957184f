import { externalId, field, leadSources, systemFields, type Field } from './field';

const address = (prefix: string, code: string): Field[] =>
	['Street', 'City', 'State', code, 'Country'].map((part) => field('text', prefix + part));

const description = field('textarea', 'Description');
const tag = field('jsonarray', 'Tag');

/** Three names for a postal code: Mailing_Zip, Zip_Code, Billing_Code (contract 2). */
export const contactFields: readonly Field[] = [
	...systemFields,
	field('picklist', 'Salutation', { options: ['Mr.', 'Mrs.', 'Ms.', 'Dr.'] }),
	field('text', 'First_Name', { length: 40 }),
	field('text', 'Last_Name', { length: 80, mandatory: true }),
	field('text', 'Full_Name', { readOnly: true }),
	field('lookup', 'Account_Name', { lookup: 'Accounts' }),
	field('email', 'Email'),
	field('email', 'Secondary_Email'),
	field('phone', 'Phone'),
	field('phone', 'Mobile'),
	field('text', 'Title', { length: 100 }),
	field('text', 'Department', { length: 50 }),
	field('picklist', 'Lead_Source', { options: leadSources }),
	...address('Mailing_', 'Zip'),
	field('date', 'Date_of_Birth'),
	field('boolean', 'Email_Opt_Out'),
	description,
	tag,
	externalId,
	field('text', 'Customer_Number', { custom: true, unique: true, length: 20 }),
	field('multiselectpicklist', 'Interests', { custom: true, options: ['Heating', 'Plumbing', 'Solar'] }),
	field('integer', 'Lifetime_Visits', { custom: true }),
	field('picklist', 'Contact_Tier', {
		custom: true,
		// What people see is not what the API takes (contract 8).
		options: ['Bronze', { display: 'Silver ★', actual: 'Silver' }, { display: 'Gold ★★', actual: 'Gold' }],
	}),
];

export const leadFields: readonly Field[] = [
	...systemFields,
	field('text', 'First_Name', { length: 40 }),
	field('text', 'Last_Name', { length: 80, mandatory: true }),
	field('text', 'Full_Name', { readOnly: true }),
	field('text', 'Company', { length: 200, layoutRequired: true }),
	field('email', 'Email'),
	field('email', 'Secondary_Email'),
	field('phone', 'Phone'),
	field('phone', 'Mobile'),
	field('text', 'Designation', { length: 100 }),
	field('website', 'Website'),
	field('picklist', 'Lead_Source', { options: leadSources }),
	field('picklist', 'Lead_Status', {
		options: ['Not Contacted', 'Attempted to Contact', 'Contacted', 'Pre-Qualified', 'Junk Lead', 'Lost Lead'],
	}),
	field('currency', 'Annual_Revenue'),
	...address('', 'Zip_Code'),
	description,
	tag,
	externalId,
];

export const accountFields: readonly Field[] = [
	...systemFields,
	field('text', 'Account_Name', { length: 200, mandatory: true }),
	field('lookup', 'Parent_Account', { lookup: 'Accounts' }),
	field('phone', 'Phone'),
	field('website', 'Website'),
	field('picklist', 'Account_Type', { options: ['Customer', 'Prospect', 'Partner', 'Vendor'] }),
	field('picklist', 'Industry', { options: ['Construction', 'Real Estate', 'Utilities'] }),
	...address('Billing_', 'Code'),
	description,
	tag,
	externalId,
];
