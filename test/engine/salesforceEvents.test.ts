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

	it('are recognised by a time with parts of a second, such as $now has', async () => {
		const visit = { contactId: await makeContact(), startTime: '2027-03-01T10:00:00.537Z', durationMinutes: 60 };

		expect(await book(visit)).toMatchObject({ _action: 'created', startTime: '2027-03-01T10:00:00.000Z' });
		expect(await book(visit)).toMatchObject({ _action: 'unchanged' });
	});

	describe.each(['Europe/Berlin', 'America/Denver', 'Pacific/Auckland', 'UTC'])('that take all day in %s', (timeZone) => {
		const day = { allDay: true, startTime: '2027-03-01', endTime: '2027-03-02' };
		const midnights = { startTime: '2027-03-01T00:00:00.000Z', endTime: '2027-03-02T00:00:00.000Z', durationMinutes: 1_440 };

		it.each<[string, IDataObject]>([
			['by its date', {}],
			['by one date alone', { endTime: '2027-03-01' }],
			['without an end', { endTime: undefined }],
			['by a length', { endTime: undefined, durationMinutes: 60 }],
			['by times within it', { startTime: '2027-03-01T09:00', endTime: '2027-03-01T17:00' }],
			['by midnight in UTC', { startTime: '2027-03-01T00:00:00Z', endTime: '2027-03-02T00:00:00Z' }],
		])('are on the day that is given %s, and made once', async (_way, times) => {
			const contactId = await makeContact();
			const made = await book({ contactId, ...day, ...times }, timeZone);

			expect(made).toMatchObject({ _action: 'created', allDay: true, ...midnights });
			expect((await book({ contactId, ...day, ...times }, timeZone))._action).toBe('unchanged');
			expect((await book(made, timeZone))._action).toBe('unchanged');
		});

		it('are moved by a date', async () => {
			const { id } = await book({ contactId: await makeContact(), ...day }, timeZone);
			const update = { resource: 'appointment', operation: 'update', recordId: String(id) };

			expect((await stage.json(update, [{ startTime: '2027-03-09' }], { timeZone }))[0]).toMatchObject({
				startTime: '2027-03-09T00:00:00.000Z', endTime: '2027-03-10T00:00:00.000Z', durationMinutes: 1_440,
			});
		});
	});
});
