import { address, checkbox, date, email, type Field, phone, picklist, readOnly, reference, text } from './build';
import { LEAD_SOURCES, personName } from './people';
import type { RecordTypeInfo, SObjectDefinition } from './sobject';

export const BUSINESS_RECORD_TYPE = '012bm0000000001AAA';
export const PERSON_RECORD_TYPE = '012bm0000000002AAA';

/** Account fields that live on the person's contact: account name, contact name. */
export const PERSON_FIELDS: readonly [onAccount: string, onContact: string][] = [
	['FirstName', 'FirstName'],
	['LastName', 'LastName'],
	['Salutation', 'Salutation'],
	['PersonEmail', 'Email'],
	['PersonMobilePhone', 'MobilePhone'],
	['PersonHomePhone', 'HomePhone'],
	['PersonTitle', 'Title'],
	['PersonBirthdate', 'Birthdate'],
	['PersonLeadSource', 'LeadSource'],
	['PersonMailingStreet', 'MailingStreet'],
	['PersonMailingCity', 'MailingCity'],
	['PersonMailingState', 'MailingState'],
	['PersonMailingPostalCode', 'MailingPostalCode'],
	['PersonMailingCountry', 'MailingCountry'],
	['Preferred_Channel__pc', 'Preferred_Channel__c'],
];

const isPerson = () => checkbox('IsPersonAccount', 'Is Person Account', readOnly);

const personFields: Field[] = [
	...personName()
		.filter(({ name }) => name !== 'Name')
		.map((one) => ({ ...one, nillable: true })),
	reference('RecordTypeId', 'Record Type ID', ['RecordType'], 'RecordType', { defaultedOnCreate: true }),
	reference('PersonContactId', 'Contact ID', ['Contact'], 'PersonContact', readOnly),
	isPerson(),
	...address('PersonMailing', 'Mailing'),
	phone('PersonMobilePhone', 'Mobile'),
	phone('PersonHomePhone', 'Home Phone'),
	email('PersonEmail', 'Email', { indexed: true }),
	text('PersonTitle', 'Title', 80),
	picklist('PersonLeadSource', 'Lead Source', LEAD_SOURCES),
	date('PersonBirthdate', 'Birthdate'),
	picklist('Preferred_Channel__pc', 'Preferred Channel', ['Email', 'Phone', 'Text'], { restrictedPicklist: true }),
];

const recordType = (recordTypeId: string, name: string, isDefault: boolean): RecordTypeInfo => ({
	recordTypeId,
	name,
	developerName: name.replaceAll(' ', ''),
	available: true,
	defaultRecordTypeMapping: isDefault,
	master: false,
	active: true,
});

/** Account and Contact of an org with person accounts; others stay as they are. */
export function withPersonAccounts(definition: SObjectDefinition): SObjectDefinition {
	if (definition.name === 'Contact') return { ...definition, fields: [...definition.fields, isPerson()] };
	if (definition.name !== 'Account') return definition;
	return {
		...definition,
		fields: [...definition.fields, ...personFields],
		recordTypes: [
			recordType(BUSINESS_RECORD_TYPE, 'Business Account', true),
			recordType(PERSON_RECORD_TYPE, 'Person Account', false),
		],
	};
}
