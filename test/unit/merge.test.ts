import { combine, mergeRows, type Row } from '../../nodes/shared/run/merge';
import type { MatchKey } from '../../nodes/shared/types';

const row = (index: number, keys: Partial<Record<MatchKey, string>>, values: Record<string, unknown> = {}): Row => ({
	index,
	keys: new Map(Object.entries(keys) as Array<[MatchKey, string]>),
	draft: { values: new Map(Object.entries(values)), custom: new Map() },
});
const groups = (rows: Row[], countryCode = '') =>
	mergeRows(rows, { matchOn: ['externalId', 'email', 'phone'], countryCode }, 'later')
		.map(({ rows: members }) => members.map(({ index }) => index));

describe('rows of one record', () => {
	it.each<[string, Row[], number[][]]>([
		['strangers stay apart', [row(0, { email: 'a' }), row(1, { email: 'b' })], [[0], [1]]],
		['one address joins', [row(0, { email: 'a' }), row(1, { email: 'b' }), row(2, { email: 'a' })], [[0, 2], [1]]],
		[
			'a third row joins two that were strangers',
			[row(0, { email: 'a' }), row(1, { externalId: 'x' }), row(2, { email: 'a', externalId: 'x' })],
			[[0, 1, 2]],
		],
		['the same text under another key does not join', [row(0, { email: 'x' }), row(1, { externalId: 'x' })], [[0], [1]]],
		['phones join with and without country', [row(0, { phone: '+15550101234' }), row(1, { phone: '5550101234' })], [[0, 1]]],
		['phones with one end do not', [row(0, { phone: '+15550101234' }), row(1, { phone: '+445550101234' })], [[0], [1]]],
		[
			'chains join whatever their order',
			[row(0, { externalId: 'x', email: 'a' }), row(1, { externalId: 'y', email: 'b' }), row(2, { externalId: 'y', email: 'a' })],
			[[0, 1, 2]],
		],
		[
			'a row that says only the number does not make two people one',
			[
				row(0, { email: 'a', phone: '5550101234' }, { firstName: 'Mum' }), row(1, { phone: '5550101234' }),
				row(2, { email: 'b', phone: '5550101234' }, { firstName: 'Dad' }),
			],
			[[0, 1], [2]],
		],
		[
			'nor does one that joins by another key',
			[
				row(0, { externalId: 'x', email: 'a' }, { firstName: 'One' }), row(1, { externalId: 'y' }, { firstName: 'Two' }),
				row(2, { email: 'a' }), row(3, { externalId: 'y', email: 'a' }),
			],
			[[0, 2], [1, 3]],
		],
	])('%s', (_name, rows, wanted) => expect(groups(rows)).toEqual(wanted));

	it('rows that the account keeps apart stay apart, but by the strongest key', () => {
		const rows = [row(0, { email: 'a' }), row(1, { email: 'a' }), row(2, { externalId: 'x' }), row(3, { externalId: 'x' })];
		const kept = mergeRows(rows, { matchOn: ['externalId', 'email'], countryCode: '' }, 'later', () => true);
		expect(kept.map(({ rows: members }) => members.map(({ index }) => index))).toEqual([[0], [1], [2, 3]]);
	});

	it('join by ID where an update gives one', () => {
		const updates = [{ ...row(0, {}), id: '7' }, { ...row(1, {}), id: '8' }, { ...row(2, {}), id: '7' }];
		expect(groups(updates)).toEqual([[0, 2], [1]]);
	});

	it.each<['later' | 'earlier' | 'first', Record<string, unknown>]>([
		['later', { a: 2, b: 'B', c: null, d: 4 }],
		['earlier', { a: 1, b: 'B', c: 3, d: 4 }],
		['first', { a: 1, c: 3 }],
	])('%s counts', (precedence, wanted) => {
		const rows = [row(0, {}, { a: 1, c: 3 }), row(1, {}, { a: 2, b: 'B', c: null, d: null }), row(2, {}, { d: 4 })];
		expect(Object.fromEntries(combine([rows[2], rows[0], rows[1]], precedence).draft.values)).toEqual(wanted);
	});

	it('10,000 rows of one record are one', () => {
		expect(groups(Array.from({ length: 10_000 }, (_none, at) => row(at, { email: 'a' })))).toHaveLength(1);
	});
});
