import { parseQuery } from 'soql-parser-js';
import { salesforce } from '../../nodes/Salesforce/definition';
import { fieldName, isOneOf, phoneMatch, quote, searchClauses, select, test as condition } from '../../nodes/Salesforce/soql';
import type { SearchOperator, SearchQuery } from '../../nodes/shared/types';

const { fields } = salesforce.resources.contact!.objects[0];
const deal = salesforce.resources.deal!.objects[0];

describe('SOQL', () => {
	it.each<[string, SearchOperator, string, string]>([
		['firstName', 'equals', 'Ada', 'FirstName = \'Ada\''],
		['lastName', 'equals', 'O\'Brien', 'LastName = \'O\\\'Brien\''],
		['address.postalCode', 'notEquals', '1', 'MailingPostalCode != \'1\''],
		['company', 'contains', '50%_a', 'Account.Name LIKE \'%50\\%\\_a%\''],
		['email', 'isSet', '', 'Email != null'],
		['email', 'isNotSet', '', 'Email = null'],
		['createdAt', 'after', '2026-01-01T01:00:00+01:00', 'CreatedDate >= 2026-01-01T00:00:00.000Z'],
		['updatedAt', 'before', '2026-01-01T00:00:00Z', 'SystemModstamp <= 2026-01-01T00:00:00.000Z'],
		['companyId', 'equals', '001000000000001', 'AccountId = \'001000000000001\''],
		['phone', 'equals', '+1 (555) 010-1234', 'Phone LIKE \'%5%0%1%0%1%2%3%4%\''],
		['customFields.Level__c', 'equals', '5', 'Level__c = \'5\''],
		['customFields.Visits__c', 'after', '5', 'Visits__c >= 5'],
		['customFields.Last_Visit__c', 'before', '2026-01-31', 'Last_Visit__c <= 2026-01-31'],
		['customFields.Seen__c', 'after', '2026-01-31T10:00:00Z', 'Seen__c >= 2026-01-31T10:00:00.000Z'],
		['customFields.Grade__c', 'after', 'B', 'Grade__c >= \'B\''],
	])('%s %s %s', (field, operator, value, wanted) => expect(condition({ field, operator, value }, fields)).toBe(wanted));

	it('leaves numbers unquoted, and takes nothing else for one', () => {
		expect(condition({ field: 'amount', operator: 'equals', value: '12.5' }, deal.fields)).toBe('Amount = 12.5');
		expect(() => condition({ field: 'amount', operator: 'equals', value: '1 OR Id != null' }, deal.fields)).toThrow(/not a number/);
		expect(() => condition({ field: 'createdAt', operator: 'after', value: '2026-01-01 OR Id != null' }, fields)).toThrow(/not a date/);
	});

	it.each(["x' OR Name != '", '\\', "\\' OR Id != null OR Name = \\'", 'a\nb', '"', '%', "') OR (Id != null AND Name = '", "\\\\'"])(
		'keeps %j a value',
		(text) => {
			const soql = select('Contact', [], {
				where: [isOneOf('Name', [text, 'other']), condition({ field: 'lastName', operator: 'contains', value: text }, fields)],
			});
			const { where } = parseQuery(soql) as unknown as {
				where: { left: { field: string; value: string[] }; operator: string; right: { left: { field: string }; right?: unknown } };
			};
			expect(where.left).toMatchObject({ field: 'Name', value: [quote(text), "'other'"] });
			expect(where.right.left.field).toBe('LastName');
			expect(where.right.right).toBeUndefined();
		},
	);

	it.each(["Name'", 'Id FROM User', 'a b', '', '1a', 'Name)', 'A..B', 'A.', 'count()', 'Näme'])('takes %j for no name', (name) =>
		expect(() => fieldName(name)).toThrow(/not the name of a Salesforce field/),
	);
	it('refuses what it cannot search by', () =>
		expect(() => condition({ field: 'fullName', operator: 'equals', value: 'x' }, fields)).toThrow(/cannot search by fullName/));
	it('gives digits only to a phone pattern', () => expect(phoneMatch(['Phone'], "' OR 555-0101234")).toBe("Phone LIKE '%0%1%0%1%2%3%4%'"));

	it('asks for one row more than wanted, in a stable order, without naming standard fields', () => {
		const soql = (query: Partial<SearchQuery>) =>
			select(
				'Contact',
				['Account.Name', 'X__c', 'X__c', 'Email'],
				searchClauses({ where: [], limit: 50, ...query }, fields, ['Name', 'Email'], []),
			);
		expect(soql({})).toBe('SELECT FIELDS(STANDARD),Account.Name,X__c FROM Contact ORDER BY Id ASC LIMIT 51');
		expect(soql({ limit: Infinity, sort: { field: 'lastName', direction: 'descending' } })).toMatch(
			/ORDER BY LastName DESC NULLS LAST, Id ASC$/,
		);
		expect(soql({ text: 'a\'b' })).toContain('(Name LIKE \'%a\\\'b%\' OR Email LIKE \'%a\\\'b%\')');
	});
});
