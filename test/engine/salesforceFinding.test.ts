import type { IDataObject } from 'n8n-workflow';
import { people, salesforceStage } from '../support/salesforce';

describe('finding records in Salesforce', () => {
	const stage = salesforceStage();
	const numbers = ['(303) 555-0123', '(513) 555-0123', '(335) 550-1123', '303.555.0123 x9'];
	const named = async (parameters: IDataObject) =>
		(await stage.json({ operation: 'search', ...parameters } as never)).map(({ lastName }) => lastName);
	const condition = (field: string, value: string) => ({ conditions: { condition: [{ field, operator: 'equals', value }] } });

	it.each(['phone', 'mobile'])('by a %s finds nobody whose number only has the same digits', async (field) => {
		await stage.json({ operation: 'create' }, numbers.map((number, at) => ({ lastName: `P${at}`, [field]: number })));

		expect(await named(condition(field, '303 555 0123'))).toEqual(['P0', 'P3']);
		expect(await named(condition(field, '+1 303 555 0123'))).toEqual(['P0', 'P3']);
		expect(await named({ ...condition(field, '303 555 0123'), limit: 1 })).toEqual(['P0']);
	});

	it('goes on behind those whose number only has the same digits', async () => {
		await stage.json({ operation: 'create' }, [...people(5, 0, { phone: numbers[1] }), { lastName: 'Right', phone: numbers[0] }]);

		expect(await named({ filters: { phone: '303 555 0123' }, limit: 1 })).toEqual(['Right']);
	});
});
