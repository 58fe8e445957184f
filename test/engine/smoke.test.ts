import { hubSpotStage } from '../support/hubspot';

describe('first light', () => {
	const stage = hubSpotStage();
	it('creates, finds and updates', async () => {
		const made = await stage.json({ operation: 'create' }, [{ firstName: 'Ada', lastName: 'Lovelace', email: 'ADA@example.com', phone: '+1 555 010 1234' }]);
		console.log(JSON.stringify(made[0], null, 1));
		const again = await stage.json({ operation: 'upsert', matchOn: ['email'] }, [{ firstName: 'Ada', email: 'ada@example.com', 'address.city': 'London' }, { firstName: 'Bob', email: 'bob@example.com' }]);
		console.log(JSON.stringify(again));
		const meeting = await stage.run({ operation: 'upsert', resource: 'appointment', matchOn: ['natural'] }, [{ contactId: made[0].id as string, title: 'Visit', startTime: '2026-12-01T09:00', durationMinutes: 30 }, { startTime: '2026-02-30T09:00' }], { onError: 'continueErrorOutput' });
		console.log(JSON.stringify(meeting, null, 1));
		console.log(stage.hubspot.requests().map(({ method, path, status }) => `${method} ${path} ${status}`).join('\n'));
	});
});
