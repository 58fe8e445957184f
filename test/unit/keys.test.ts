import { emailKey, keyValue, phoneKey, samePhone } from '../../nodes/shared/map/keys';

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

	it('a natural key needs all of its parts, and takes the first of alternatives', () => {
		const natural = { label: 'Person and Start', parts: ['contactId|customerId', 'startTime'] };
		expect(keyValue({ customerId: '7', startTime: 'now' }, 'natural', natural)).toBe('7\nnow');
		expect(keyValue({ contactId: '5', customerId: '7', startTime: 'now' }, 'natural', natural)).toBe('5\nnow');
		for (const lacking of [{ customerId: '7' }, { startTime: 'now' }, { customerId: '', startTime: 'now' }, {}])
			expect(keyValue(lacking, 'natural', natural)).toBeNull();
	});

	it('a phone key falls back to the mobile number', () => expect(keyValue({ mobile: '+1 555 010 1234' }, 'phone')).toBe('+15550101234'));
});
