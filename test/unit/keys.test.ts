import { emailKey, holdsKey, keyValue, phoneKey, samePhone } from '../../nodes/shared/map/keys';
import type { CrmRecord } from '../../nodes/shared/types';

describe('match keys', () => {
	it.each([
		['+1 555 010 1234', '', '+15550101234'],
		['0049 30 123456', '', '+4930123456'],
		['(555) 010-1234', '1', '+15550101234'],
		['1 555 010 1234', '1', '+15550101234'],
		['020 7946 0958', '44', '+442079460958'],
		['+44 (0)20 7946 0958', '44', '+442079460958'],
		['555-0101', '', '5550101'],
		['+1 555 010 1234 ext. 12', '1', '+15550101234'],
		['+1 555 010 1234 x12', '', '+15550101234'],
		['12 34 56', '', null],
		['', '', null],
		[null, '', null],
		['call me', '', null],
		['+45 12 34 56 78', '45', '+4512345678'],
		['12345678', '+45', '+4512345678'],
	])('phone %s (country %s) is %s', (given, country, wanted) => expect(phoneKey(given, country)).toBe(wanted));

	it.each([
		['+15550101234', '5550101234', true],
		['+442079460958', '02079460958', true],
		['5550101234', '05550101234', true],
		['+15550101234', '+445550101234', false],
		['+15550101234', '0101234', false],
		['+15550101234', '5550109999', false],
	])('%s and %s are one number: %s', (left, right, same) => {
		expect([samePhone(left, right), samePhone(right, left)]).toEqual([same, same]);
	});

	it.each([
		[' Ada@Example.COM ', 'ada@example.com'],
		['', null],
		[null, null],
		[undefined, null],
	])('e-mail %s is %s', (given, wanted) => expect(emailKey(given)).toBe(wanted));

	it('a natural key needs all of its parts, takes the first of alternatives, and names it', () => {
		const natural = { label: 'Person and Start', parts: ['contactId|customerId', 'startTime'] };
		const made = (key: string, id: string) => JSON.stringify([[key, id], ['startTime', 'now']]);
		expect(keyValue({ customerId: '7', startTime: 'now' }, 'natural', natural)).toBe(made('customerId', '7'));
		expect(keyValue({ contactId: '5', customerId: '7', startTime: 'now' }, 'natural', natural)).toBe(made('contactId', '5'));
		for (const lacking of [{ customerId: '7' }, { startTime: 'now' }, { customerId: '', startTime: 'now' }, {}])
			expect(keyValue(lacking, 'natural', natural)).toBeNull();
	});

	it.each([
		['by the alternative that is said', { companyId: '9', name: 'Boiler' }, { contactId: '5', companyId: '9', name: 'Boiler' }, true],
		['in any case', { contactId: '5', name: 'BOILER' }, { contactId: '5', name: 'Boiler' }, true],
		['not by the ID of another kind', { contactId: '5', name: 'Boiler' }, { contactId: null, companyId: '5', name: 'Boiler' }, false],
		['not when it lacks a part', { contactId: '5', name: 'Boiler' }, { contactId: '5', name: null }, false],
	])('a record is recognised by a natural key %s', (_how, given, record, is) => {
		const natural = { label: 'Party and Name', parts: ['contactId|companyId', 'name'] };
		expect(holdsKey(record as unknown as CrmRecord, 'natural', keyValue(given, 'natural', natural)!, natural)).toBe(is);
	});

	it.each([
		['2027-03-01T10:00:30.123Z', true],
		['2027-03-01T10:01:00.000Z', false],
	])('a start of %s is one at ten to the minute: %p', (startTime, is) => {
		const natural = { label: 'Start', parts: ['startTime'] };
		const record = { startTime: '2027-03-01T10:00:00.000Z' } as unknown as CrmRecord;
		expect(holdsKey(record, 'natural', keyValue({ startTime }, 'natural', natural)!, natural)).toBe(is);
	});

	it('a phone key falls back to the mobile number', () => expect(keyValue({ mobile: '+1 555 010 1234' }, 'phone')).toBe('+15550101234'));
});
