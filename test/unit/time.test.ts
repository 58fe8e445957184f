import { daysBegun, fromVendor, toDay, toInstant, wallTime } from '../../nodes/shared/map/time';

describe('times', () => {
	it.each([
		['2026-12-01T09:00', 'Europe/Berlin', '2026-12-01T08:00:00.000Z'],
		['2026-07-01T09:00:30', 'Europe/Berlin', '2026-07-01T07:00:30.000Z'],
		['2026-07-01 09:00', 'America/New_York', '2026-07-01T13:00:00.000Z'],
		['2026-12-01', 'America/New_York', '2026-12-01T05:00:00.000Z'],
		['2026-12-01T09:00Z', 'America/New_York', '2026-12-01T09:00:00.000Z'],
		['2026-12-01T09:00+05:30', 'America/New_York', '2026-12-01T03:30:00.000Z'],
		['2026-12-01T09:00:00.123456+0100', 'UTC', '2026-12-01T08:00:00.123Z'],
		['2026-12-01T09:00:00.5Z', 'UTC', '2026-12-01T09:00:00.500Z'],
		['2024-02-29T12:00', 'UTC', '2024-02-29T12:00:00.000Z'],
		['2026-07-01T09:00', 'Asia/Kathmandu', '2026-07-01T03:15:00.000Z'],
		['2026-07-01T09:00', 'Australia/Lord_Howe', '2026-06-30T22:30:00.000Z'],
		[' 2026-12-01T09:00Z ', 'UTC', '2026-12-01T09:00:00.000Z'],
	])('%s in %s is %s', (given, zone, wanted) => expect(toInstant(given, 'Start', zone)).toBe(wanted));

	// A skipped time moves forward with the clock; of a time that comes twice the first counts.
	it.each([
		['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
		['Europe/Berlin', '2026-03-29T01:59', '2026-03-29T00:59:00.000Z'],
		['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
		['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30:00.000Z'],
		['America/New_York', '2026-03-08T01:59', '2026-03-08T06:59:00.000Z'],
		['America/New_York', '2026-03-08T03:00', '2026-03-08T07:00:00.000Z'],
		['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
		['Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
		['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
		['America/New_York', '2026-11-01T02:00', '2026-11-01T07:00:00.000Z'],
		['Pacific/Auckland', '2026-09-27T02:30', '2026-09-26T14:30:00.000Z'],
		['Pacific/Auckland', '2026-04-05T02:30', '2026-04-04T13:30:00.000Z'],
	])('when the clock changes in %s, %s is %s', (zone, given, wanted) => expect(toInstant(given, 'Start', zone)).toBe(wanted));

	it('agrees with the zone for every hour of a year', () => {
		for (const zone of ['Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'America/Sao_Paulo', 'Asia/Kolkata']) {
			const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
			for (let hour = 0; hour < 8_760; hour += 7) {
				const instant = Date.UTC(2026, 0, 1) + hour * 3_600_000;
				const read = Date.parse(toInstant(wall.format(instant).replace(' ', 'T'), 'Start', zone));
				expect([0, -3_600_000]).toContain(read - instant);
			}
		}
	});

	it.each([
		'2026-02-30',
		'2026-02-29T10:00',
		'2026-13-01',
		'2026-00-10',
		'2026-12-01T24:00',
		'2026-12-01T10:61',
		'tomorrow',
		'',
		'01.12.2026',
		'12/01/2026',
		'null',
	])('"%s" is refused by name', (given) => {
		expect(() => toInstant(given, 'Start Time', 'UTC')).toThrow(/Start Time.*is not a date that exists/);
	});

	it('takes dates, numbers and Luxon values', () => {
		const luxon = { toISO: () => '2026-12-01T09:00:00.000+01:00' };
		expect([new Date(0), 0, luxon].map((value) => toInstant(value, 'Start', 'UTC'))).toEqual([
			'1970-01-01T00:00:00.000Z',
			'1970-01-01T00:00:00.000Z',
			'2026-12-01T08:00:00.000Z',
		]);
		expect(() => toInstant(new Date(NaN), 'Start', 'UTC')).toThrow(/Start/);
	});

	it.each([
		['2026-12-01', '2026-12-01'],
		['2026-12-01T23:00', '2026-12-01'],
		['2026-12-01T23:00:00-08:00', '2026-12-01'],
	])('the day of %s is %s', (given, wanted) => expect(toDay(given, 'Close Date', 'Europe/Berlin')).toBe(wanted));

	it.each([
		['2026-12-01T09:00:00Z', '2026-12-01T09:00:00.000Z'],
		['2026-12-01T09:00:00+0100', '2026-12-01T08:00:00.000Z'],
		['1795181450824', '2026-11-20T13:30:50.824Z'],
		['2026-12-01', '2026-12-01T00:00:00.000Z'],
		['', null],
		[null, null],
		[undefined, null],
		['soon', null],
	])("a vendor's %s reads %s", (given, wanted) => expect(fromVendor(given)).toBe(wanted));
});

describe('wall times', () => {
	it.each([
		['2027-03-14T06:30:00.000Z', undefined, false, { date: '2027-03-14', time: '06:30:00', timezone: 'UTC' }],
		['2027-03-14T06:30:00Z', 'America/New_York', false, { date: '2027-03-14', time: '06:30:00', timezone: 'UTC' }],
		['2027-03-14T05:00:00Z', 'America/New_York', true, { date: '2027-03-14', timezone: 'America/New_York' }],
		['2027-03-13T23:00:00Z', 'Europe/Berlin', true, { date: '2027-03-14', timezone: 'Europe/Berlin' }],
		['2027-03-13T11:00:00Z', 'Pacific/Auckland', true, { date: '2027-03-14', timezone: 'Pacific/Auckland' }],
	])('%s in %s, whole day %s', (instant, timeZone, wholeDay, expected) => {
		expect(wallTime(instant, timeZone, wholeDay)).toEqual(expected);
	});

	it.each([
		['2027-03-13T23:00:00.000Z', 'Europe/Berlin', '2027-03-14'],
		['2027-03-14T05:00:00.000Z', 'America/New_York', '2027-03-14'],
		['2027-03-14T00:00:00.000Z', 'Europe/Berlin', undefined],
	])('%s in %s begins the day %s', (instant, zone, day) => expect([...daysBegun([instant], zone).keys()]).toEqual(day ? [day] : []));
});
