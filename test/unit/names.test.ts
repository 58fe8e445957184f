import { keepName } from '../../nodes/shared/kit/names';
import { optionsOf } from '../../nodes/shared/kit/options';

describe('one name, parted by the vendor', () => {
	it.each([
		[{ firstName: 'Mary Ann', lastName: 'Smith' }, []],
		[{ firstName: 'Mary', lastName: 'Ann Smith' }, []],
		[{ firstName: 'Mary Ann' }, []],
		[{ lastName: 'Smith' }, []],
		[{ firstName: 'Mar' }, ['firstName']],
		[{ lastName: 'mith' }, ['lastName']],
		[{ firstName: 'Mary', lastName: 'Smith' }, ['firstName', 'lastName']],
		[{ firstName: 'Mary Ann Smith', lastName: null }, []],
		[{ firstName: null, lastName: 'Smith' }, ['firstName', 'lastName']],
		[{ lastName: null }, ['lastName']],
		[{}, []],
	])('%j leaves %j to write', (given, left) => {
		const values = new Map<string, unknown>(Object.entries(given));
		keepName(values, 'Mary Ann Smith');
		expect([...values.keys()]).toEqual(left);
	});
});

describe('options', () => {
	const options = [{ id: 31, label: 'Website' }, { id: 32, label: 'Referral' }, { id: 33, label: '31' }];
	it.each([
		['website', [31]], [32, [32]], ['31', [33]], ['Website, referral', [31, 32]], [['Website', 32], [31, 32]], ['', []], [null, []],
	])('%j is %j', (given, ids) => expect(optionsOf(given, options, 'Source').map(({ id }) => id)).toEqual(ids));
	it('names those there are', () => {
		expect(() => optionsOf('Moon', options, 'Source')).toThrow('Source has no option "Moon"');
	});
});
