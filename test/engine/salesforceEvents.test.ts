import type { IDataObject } from 'n8n-workflow';
import { people, salesforceStage } from '../support/salesforce';

describe('events in Salesforce', () => {
	const stage = salesforceStage();
	const makeContact = async () => String((await stage.json({ operation: 'create' }, people(1)))[0].id);
	const book = async (input: IDataObject, timeZone?: string) => {
		const wish = { resource: 'appointment', operation: 'upsert', matchOn: ['natural'] };
		return (await stage.json(wish, [{ title: 'Visit', ...input }], { timeZone }))[0];
	};

	it('are recognised by an ID of 15 characters, as reports give it', async () => {
		const contactId = await makeContact();
		const visit = { contactId: contactId.slice(0, 15), startTime: '2027-03-01T10:00:00Z', durationMinutes: 60 };

		expect(await book(visit)).toMatchObject({ _action: 'created', contactId });
		expect(await book(visit)).toMatchObject({ _action: 'unchanged', contactId });
		expect(stage.crm.records('Event')).toHaveLength(1);
	});
});
