import { pointChange, pointOf, withPoint, type ContactPoint, type PointChange, type PointKey } from '../../nodes/shared/kit/contactPoints';

type Point = ContactPoint & { id: number };
const point = (id: number, value: string, more: Partial<ContactPoint> = {}): Point =>
	({ id, value, isPrimary: false, isMobile: false, ...more });
const home = point(1, '212 555 0001', { isPrimary: true });
const work = point(2, '+1 212 555 0002');
const cell = point(3, '212 555 0003', { isMobile: true });
const one = point(4, 'one@example.com', { isPrimary: true });
const two = point(5, 'two@example.com');

describe('contact points', () => {
	it.each<[string, PointKey, Point[], Point | undefined]>([
		['the primary one', 'email', [two, one], one],
		['the first where none is primary', 'email', [two], two],
		['no mobile number for a phone', 'phone', [cell, work], work],
		['the mobile number', 'mobile', [home, cell], cell],
		['none', 'mobile', [home], undefined],
	])('read %s', (_what, key, points, expected) => expect(pointOf(key, points)).toBe(expected));

	it.each<[string, PointKey, string | null, Point[], PointChange<Point> | null]>([
		['add to an empty list', 'email', 'new@example.com', [], { do: 'add', value: 'new@example.com' }],
		['edit the main one in place', 'email', 'new@example.com', [one, two], { do: 'edit', point: one, value: 'new@example.com' }],
		['make primary what is there, in any spelling', 'email', 'TWO@example.com', [one, two], { do: 'makePrimary', point: two }],
		['know a number with and without its country', 'phone', '(212) 555-0002', [home, work], { do: 'makePrimary', point: work }],
		['edit a phone beside a mobile number', 'phone', '212 555 9999', [cell, home], { do: 'edit', point: home, value: '212 555 9999' }],
		['add a mobile number beside phones', 'mobile', '212 555 9999', [home, work], { do: 'add', value: '212 555 9999' }],
		['add a mobile number that is a phone already', 'mobile', '212 555 0002', [home, work], { do: 'add', value: '212 555 0002' }],
		['remove what is cleared', 'phone', null, [home, work], { do: 'remove', point: home }],
		['leave alone what is empty already', 'mobile', null, [home], null],
	])('%s', (_what, key, wanted, points, expected) => expect(pointChange(key, wanted, points)).toEqual(expected));

	it.each<[string, PointKey, string | null, Point[], Array<[value: string, isPrimary: boolean, isMobile: boolean]>]>([
		['the first', 'email', 'new@example.com', [], [['new@example.com', true, false]]],
		[
			'a new main one before those that were there',
			'email',
			'new@example.com',
			[one, two],
			[
				['new@example.com', true, false],
				['one@example.com', false, false],
				['two@example.com', false, false],
			],
		],
		[
			'one that is there in its new place',
			'email',
			'TWO@example.com',
			[one, two],
			[
				['TWO@example.com', true, false],
				['one@example.com', false, false],
			],
		],
		[
			'a mobile number behind the main one',
			'mobile',
			'212 555 9999',
			[home, cell],
			[
				['212 555 9999', false, true],
				['212 555 0001', true, false],
				['212 555 0003', false, true],
			],
		],
		[
			'a number beside the same mobile one',
			'phone',
			'212 555 0003',
			[cell],
			[
				['212 555 0003', true, false],
				['212 555 0003', false, true],
			],
		],
		['none in place of what is cleared', 'phone', null, [home, work], [['+1 212 555 0002', false, false]]],
	])('a whole list has %s', (_what, key, wanted, points, expected) => {
		expect(withPoint(key, wanted, points).map(({ value, isPrimary, isMobile }) => [value, isPrimary, isMobile])).toEqual(expected);
		expect(pointOf(key, withPoint(key, wanted, points))?.value ?? null).toBe(wanted ?? (key === 'phone' ? work.value : null));
	});
});
