import { fits } from '../../nodes/shared/run/fits';
import type { CrmRecord, SearchOperator } from '../../nodes/shared/types';

const record = {
	id: '1',
	resource: 'contact',
	crm: 'x',
	firstName: 'Ada',
	email: 'ada@example.com',
	emails: ['ada@example.com', 'a@example.org'],
	phone: '+1 212 555 0001',
	mobile: '(303) 555-0123',
	phones: [],
	company: null,
	createdAt: '2026-03-01T00:00:00.000Z',
	address: { city: 'Rome' },
	customFields: { Units: 9 },
} as unknown as CrmRecord;

describe('what a generous search found', () => {
	it.each<[string, SearchOperator, string, boolean]>([
		['email', 'equals', 'A@example.org', true],
		['email', 'equals', 'da@example.com', false],
		['phone', 'equals', '212 555 0001', true],
		['mobile', 'equals', '+1 303 555 0123', true],
		['mobile', 'equals', '212 555 0001', false],
		['firstName', 'equals', 'ada', true],
		['firstName', 'notEquals', 'Ada', false],
		['firstName', 'contains', 'D', true],
		['company', 'isSet', '', false],
		['company', 'isNotSet', '', true],
		['address.city', 'equals', 'Rome', true],
		['customFields.Units', 'after', '10', false],
		['customFields.Units', 'before', '10', true],
		['createdAt', 'after', '2026-03-01T00:00:00.000Z', true],
		['createdAt', 'before', '2026-02-28T00:00:00.000Z', false],
		['company', 'after', 'a', false],
	])('%s %s %s: %s', (field, operator, value, expected) =>
		expect(fits(record, { where: [{ field, operator, value }], limit: 1 }, { text: false })).toBe(expected),
	);

	it('is checked for nothing that the vendor is exact in', () => {
		const equals = (field: string, value: string) => ({ field, operator: 'equals' as const, value });
		const query = { where: [equals('company', 'Acme'), equals('phone', '212 555 0001')], limit: 1 };
		const isChecked = (only?: string[]) => fits(record, query, { text: false, only });
		expect([isChecked(['phone']), isChecked(['company']), isChecked()]).toEqual([true, false, false]);
	});

	it('holds the words only where the vendor has no search for them', () => {
		const query = { text: 'ada nowhere', where: [], limit: 1 };
		expect([
			fits(record, query, { text: false }),
			fits(record, query, { text: true }),
			fits(record, { ...query, text: 'ADA example' }, { text: true }),
		]).toEqual([true, false, true]);
	});
});
