import { AddressParts } from '../../nodes/shared/kit/addressParts';

const parts = new AddressParts({
	line: 'line', street: ['road', 'number', 'flat'], city: ['town', 'district'], state: ['region'], postalCode: ['code'], country: ['land'],
});
const fields = parts.fields('', (raw) => raw.address);
const shown = (address: object | null) => Object.fromEntries(fields.map(({ key, read }) =>
	[key.split('.')[1], (read as (raw: object) => unknown)({ address })]).filter(([, value]) => value !== null));

describe('an address in one line with parts', () => {
	it.each([
		['nothing', null, {}],
		['a line alone is a street', { line: '1 Elm Street, Denver' }, { street: '1 Elm Street, Denver' }],
		['the number first, as the line has it', { line: '1 Elm Street, Denver', road: 'Elm Street', number: '1' }, { street: '1 Elm Street' }],
		['the number last, as the line has it', { line: 'Elmweg 1', road: 'Elmweg', number: '1', flat: '3' }, { street: 'Elmweg 1, 3' }],
		['a city without a street', { line: 'Denver', town: 'Denver' }, { city: 'Denver' }],
	])('reads %s', (_name, address, expected) => expect(shown(address)).toEqual(expected));

	it.each([
		['a new one', null, { street: '1 Elm', city: 'Denver' }, { line: '1 Elm, Denver', road: '1 Elm', town: 'Denver' }],
		['one part', { line: 'x', road: 'Elm', number: '1', town: 'Denver', district: 'East' }, { city: 'Boulder' },
			{ line: 'Elm 1, Boulder', road: 'Elm', number: '1', town: 'Boulder', district: null }],
		['a line alone', { line: '1 Elm' }, { city: 'Denver' }, { line: '1 Elm, Denver', road: '1 Elm', town: 'Denver' }],
		['nothing is left', { line: 'Denver', town: 'Denver' }, { city: null }, null],
	])('changes %s', (_name, held, given, expected) => {
		const changed = parts.changed(held, given);
		expect(changed && Object.fromEntries(Object.entries(changed).filter(([key, value]) => value !== null || key === 'district')))
			.toEqual(expected && { district: null, ...expected });
	});

	it.each([
		[{ line: '1 Elm' }, true], [{ line: '1 Elm', town: null, more: 1 }, true],
		[{ line: '2026-01-01', until: '2026-01-31' }, false], [{ town: 'Denver' }, false], ['1 Elm', false], [null, false],
	])('knows %j for one: %s', (value, expected) => expect(parts.isAddress(value)).toBe(expected));
});
