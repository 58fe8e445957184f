import { freshsales } from '../../nodes/Freshsales/definition';
import { hubSpot } from '../../nodes/HubSpot/definition';
import { changes, readInput, toBody } from '../../nodes/shared/map/draft';
import { toRecord } from '../../nodes/shared/map/record';
import { zohoCrm } from '../../nodes/ZohoCrm/definition';

const object = hubSpot.resources.contact!.objects[0];
const rules = { timeZone: 'UTC', emptyClears: false };
const read = (input: Parameters<typeof readInput>[0], more = {}) => readInput(input, 'contact', object, { ...rules, ...more });
const scope = { customFields: ['tier', 'visits'] };
const record = toRecord(
	{ id: '7', properties: { email: 'ada@example.com', firstname: 'Ada', phone: '+1 555 010 1234', tier: 'gold', visits: '3' } },
	'contact',
	'hubspot',
	object,
	scope,
);

describe('a draft', () => {
	it.each<[string, Parameters<typeof readInput>[0], Record<string, unknown>]>([
		['leaves out what is absent, empty or undefined', { firstName: 'Ada', lastName: '', jobTitle: undefined }, { firstName: 'Ada' }],
		['keeps null, which clears', { firstName: null }, { firstName: null }],
		[
			'reads nested and dotted parts',
			{ address: { city: 'Boston' }, 'address.state': 'MA' },
			{ 'address.city': 'Boston', 'address.state': 'MA' },
		],
		['drops receipts and what only a vendor sets', { id: '7', _action: 'created', createdAt: 'x', url: 'y', emails: ['z'], raw: {} }, {}],
		['accepts an empty word of the vocabulary that the object has no field for', { tags: [], source: null }, {}],
	])('%s', (_name, input, wanted) => expect(Object.fromEntries(read(input).values)).toEqual(wanted));

	it.each([hubSpot, freshsales, zohoCrm])('parts a whole name for $label, even where the vendor shows one itself', ({ resources }) => {
		const { values } = readInput({ fullName: 'Mary Ann Lee' }, 'contact', resources.contact!.objects[0], rules);
		expect(Object.fromEntries(values)).toEqual({ firstName: 'Mary Ann', lastName: 'Lee' });
	});

	it('clears by an empty text where that is chosen', () =>
		expect(Object.fromEntries(read({ firstName: '' }, { emptyClears: true }).values)).toEqual({ firstName: null }));

	it('reads custom fields, nested or dotted', () =>
		expect(Object.fromEntries(read({ customFields: { tier: 'gold' }, 'customFields.visits': 3 }).custom)).toEqual({
			tier: 'gold',
			visits: 3,
		}));

	it.each([
		[{ nope: 1 }, /"nope"/],
		[{ Firstname: 'x' }, /"Firstname"/],
		[{ tags: ['vip'] }, /"tags"/],
		[{ email: 'x' }, /not an e-mail address/],
		[{ firstName: { a: 1 } }, /not a text/],
	])('refuses %j', (input, message) => expect(() => read(input as never)).toThrow(message));

	it.each<[string, Parameters<typeof readInput>[0], boolean, string[]]>([
		['nothing', { firstName: 'Ada', email: 'ADA@example.com' }, false, []],
		['a number written in another way', { phone: '+1 (555) 010-1234' }, false, []],
		['a new value', { firstName: 'Eve', lastName: 'X' }, false, ['firstName', 'lastName']],
		['clearing what is there', { firstName: null, lastName: null }, false, ['firstName']],
		['custom values', { customFields: { tier: 'gold', visits: 4 } }, false, ['customFields.visits']],
		['blanks alone', { firstName: 'Eve', lastName: 'X', jobTitle: null }, true, ['lastName']],
	])('%s changes', (_name, input, blanksOnly, wanted) => expect(changes(read(input), record, object, blanksOnly)).toEqual(wanted));

	it.each([
		[{ value: 100, currency: 'EUR' }, []],
		[{ currency: 'eur', value: 100 }, ['customFields.budget']],
		[{ value: 200 }, ['customFields.budget']],
		[{ value: '100' }, []],
	])('a custom value of several parts counts by those that are given: %j', (budget, wanted) => {
		const held = { ...record, customFields: { budget: { value: 100, currency: 'EUR', zone: null } } } as unknown as typeof record;
		expect(changes(read({ customFields: { budget } }), held, object, false)).toEqual(wanted);
	});

	it('writes what is asked for and no more', () => {
		const draft = read({ firstName: 'Eve', lastName: 'X', address: { city: 'Boston' }, customFields: { tier: 'gold' } });
		expect(toBody(draft, object, undefined)).toEqual({ properties: { firstname: 'Eve', lastname: 'X', city: 'Boston', tier: 'gold' } });
		expect(toBody(draft, object, undefined, new Set(['lastName', 'customFields.tier']))).toEqual({
			properties: { lastname: 'X', tier: 'gold' },
		});
	});
});
