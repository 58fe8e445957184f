import { anyOf, moment, oneOf, phoneTest, search, select } from '../../nodes/ZohoCrm/coql';
import type { Field, SearchOperator } from '../../nodes/shared/types';

const field = (key: string, kind: Field['kind'], read: string, column?: string): Field => ({ key, kind, label: key, read, column });
const fields = [
	field('lastName', 'text', 'Last_Name'),
	field('email', 'email', 'Email'),
	field('amount', 'number', 'Amount'),
	field('notes', 'longText', 'Description'),
	field('closeDate', 'date', 'Closing_Date'),
	field('allDay', 'boolean', 'All_day'),
	field('createdAt', 'dateTime', 'Created_Time'),
	field('companyId', 'reference', 'Account_Name.id', 'Account_Name'),
	field('company', 'text', '', 'Account_Name.Account_Name'),
];
const area = { module: 'Contacts', fields, texts: ['Full_Name', 'Email'], phones: ['Phone', 'Mobile'] };
const conditionOf = (key: string, operator: SearchOperator, value = '') => {
	const query = search({ where: [{ field: key, operator, value }], limit: 5 }, {}, area);
	return /where (.*) order by/.exec(query)![1];
};

describe('COQL', () => {
	it.each<[string, SearchOperator, string, string]>([
		['lastName', 'equals', 'Reed', 'Last_Name = \'Reed\''],
		['lastName', 'notEquals', 'Reed', 'Last_Name != \'Reed\''],
		['lastName', 'equals', 'O\'Brien', 'Last_Name like \'%Brien%\''],
		['lastName', 'notEquals', 'O\'Brien', 'Last_Name is not null'],
		['lastName', 'contains', 'ee', 'Last_Name like \'%ee%\''],
		['lastName', 'contains', '%', 'Last_Name is not null'],
		['lastName', 'isSet', '', 'Last_Name is not null'],
		['lastName', 'isNotSet', '', 'Last_Name is null'],
		['amount', 'after', '12.5', 'Amount >= 12.5'],
		['allDay', 'equals', 'True', 'All_day = true'],
		['closeDate', 'before', '2027-01-02T23:00:00.000Z', 'Closing_Date <= \'2027-01-02\''],
		['createdAt', 'after', '2027-01-02T03:04:05.678Z', 'Created_Time >= \'2027-01-02T03:04:05+00:00\''],
		['companyId', 'equals', '123', 'Account_Name = \'123\''],
		['company', 'equals', 'Acme', 'Account_Name.Account_Name = \'Acme\''],
		['customFields.Level', 'equals', '5', 'Level = \'5\''],
		['customFields.Level', 'after', '5', 'Level >= 5'],
		['customFields.Due', 'before', '2027-01-02', 'Due <= \'2027-01-02\''],
	])('%s %s %j', (key, operator, value, condition) => expect(conditionOf(key, operator, value)).toBe(condition));

	it.each<[string, SearchOperator, string, RegExp]>([
		['notes', 'equals', 'x', /long texts, such as notes/],
		['amount', 'after', 'many', /not a number/],
		['createdAt', 'after', 'tomorrow', /not a date and time/],
		['customFields.a b', 'equals', 'x', /"a b" is not the name/],
		['customFields.id is not null or id', 'isSet', '', /not the name/],
	])('refuses %s %s %j', (key, operator, value, words) => expect(() => conditionOf(key, operator, value)).toThrow(words));

	it('never sends a quote of the user, a backslash or a control character', () => {
		for (const value of ['a\'b', '\\', 'x\' or 1=1 --', '"', 'a\nb', '\u0000', '%\'%']) {
			for (const text of [
				...oneOf('Email', [value, 'plain@example.com']),
				conditionOf('lastName', 'equals', value),
				conditionOf('lastName', 'contains', value),
			]) {
				expect(text.replace(/'[^'"\\%\p{Cc}]*'|'%[^'"\\%\p{Cc}]+%'/gu, '')).not.toMatch(/['"\\\p{Cc}]/u);
			}
		}
	});

	it('joins conditions in pairs', () => {
		expect(anyOf(['a'])).toBe('a');
		expect(anyOf(['a', 'b', 'c', 'd'])).toBe('(((a or b) or c) or d)');
		expect(select({ module: 'Leads', where: ['a', 'b', 'c'], order: 'id asc' })).toMatch(
			/where \(\(a and b\) and c\) order by id asc limit 200$/,
		);
		expect(select({ module: 'Leads', where: [], order: 'id asc', limit: 3 })).toMatch(/where id is not null order by id asc limit 3$/);
	});

	it('lists plain values, and asks for each of the others', () => {
		expect(oneOf('Email', ['a@x.de', 'o\'b@x.de', 'c@x.de'])).toEqual(['Email in (\'a@x.de\',\'c@x.de\')', 'Email like \'%b@x.de%\'']);
		expect(oneOf('Start_DateTime', ['2027-01-02T03:04:05.000Z'])).toEqual(['Start_DateTime = \'2027-01-02T03:04:05+00:00\'']);
	});

	it('looks for the end of a number, in the ways it is written', () => {
		const tests = phoneTest(['Phone'], '+1 (555) 010-4711').match(/'%[^']+'/g);

		expect(tests).toEqual(['%4711', '%4 711', '%4-711', '%4.711', '%47 11', '%47-11', '%47.11'].map((pattern) => `'${pattern}'`));
	});

	it('goes on behind the last id, or by offset where it is sorted', () => {
		const query = { where: [{ field: 'lastName', operator: 'isSet' as const, value: '' }], limit: 5 };
		const page = { after: '42', offset: 200 };

		expect(search(query, page, area)).toMatch(/where \(Last_Name is not null and id > '42'\) order by id asc limit 200$/);
		expect(search({ ...query, sort: { field: 'amount', direction: 'descending' } }, page, area))
			.toMatch(/where Last_Name is not null order by Amount desc, id asc limit 200 offset 200$/);
	});

	it('reads what it asks about, so that the engine can check again', () => {
		expect(search({ text: 'reed', where: [], limit: 5 }, {}, area)).toMatch(
			/^select id, Created_Time, Modified_Time, Full_Name, Email, Phone, Mobile from Contacts where \(Full_Name like '%reed%' or Email like '%reed%'\)/,
		);
	});

	it('writes moments with an offset and without milliseconds', () =>
		expect(moment('2027-01-02T03:04:05.678Z')).toBe('2027-01-02T03:04:05+00:00'));
});
