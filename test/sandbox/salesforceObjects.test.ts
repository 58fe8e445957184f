import { BASE, refusal, salesforceBench } from './salesforceBench';

describe('Salesforce sandbox: rules of single objects', () => {
	const bench = salesforceBench();
	const get = async (path: string) => (await bench.http.get(`${BASE}/sobjects/${path}`)).data;

	test('converted leads stay as they are', async () => {
		const ids = bench.crm.seed({ Lead: [{ LastName: 'X', Company: 'Y', IsConverted: true }] });

		expect(refusal(await bench.http.patch(`${BASE}/sobjects/Lead/${ids.Lead[0]}`, { Phone: '1' }))).toEqual([
			400,
			'CANNOT_UPDATE_CONVERTED_LEAD',
		]);
	});

	test('state picklists take listed values only', async () => {
		bench.crm.settings.statePicklists = true;
		const { data } = await bench.http.post(`${BASE}/sobjects/Contact`, { LastName: 'X', MailingState: 'Bavaria' });

		expect(data).toMatchObject([{ errorCode: 'FIELD_INTEGRITY_EXCEPTION', fields: ['MailingState'] }]);
	});

	test('events need an end or a duration, and both have to agree', async () => {
		const start = '2026-11-20T10:00:00+01:00';
		const post = (body: object) => bench.http.post(`${BASE}/sobjects/Event`, body);
		const id = await bench.create('Event', { Subject: 'Visit', StartDateTime: start, DurationInMinutes: 90 });
		const read = await get(`Event/${id}`);
		await bench.http.patch(`${BASE}/sobjects/Event/${id}`, { StartDateTime: '2026-11-21T09:00:00Z' });
		const moved = await get(`Event/${id}`);

		expect(read).toMatchObject({
			StartDateTime: '2026-11-20T09:00:00.000+0000',
			EndDateTime: '2026-11-20T10:30:00.000+0000',
			ActivityDate: '2026-11-20',
			ShowAs: 'Busy',
		});
		expect(moved).toMatchObject({ EndDateTime: '2026-11-21T10:30:00.000+0000', DurationInMinutes: 90 });
		expect(refusal(await post({ StartDateTime: start }))).toEqual([400, 'REQUIRED_FIELD_MISSING']);
		expect(refusal(await post({ DurationInMinutes: 30 }))).toEqual([400, 'REQUIRED_FIELD_MISSING']);
		const disagreeing = { StartDateTime: start, EndDateTime: '2026-11-20T10:00:00Z', DurationInMinutes: 30 };
		expect(refusal(await post(disagreeing))).toEqual([400, 'FIELD_INTEGRITY_EXCEPTION']);
		const tooLong = { StartDateTime: start, EndDateTime: '2026-12-04T10:00:00Z' };
		expect(refusal(await post(tooLong))).toEqual([400, 'FIELD_INTEGRITY_EXCEPTION']);
		expect((await post({ ActivityDate: '2026-11-20', IsAllDayEvent: true })).status).toBe(201);
	});

	test('an event of a lead is about nothing else', async () => {
		const [WhoId, WhatId] = [
			await bench.create('Lead', { LastName: 'X', Company: 'Y' }),
			await bench.create('Account', { Name: 'Acme' }),
		];
		const event = { StartDateTime: '2026-11-20T10:00:00Z', DurationInMinutes: 30, WhoId };

		expect(refusal(await bench.http.post(`${BASE}/sobjects/Event`, { ...event, WhatId }))).toEqual([
			400,
			'FIELD_INTEGRITY_EXCEPTION',
		]);
		expect((await bench.http.post(`${BASE}/sobjects/Event`, event)).status).toBe(201);
	});

	test('a person account has a contact behind it', async () => {
		bench.crm.settings.personAccounts = true;
		const RecordTypeId = '012bm0000000002AAA';
		const post = (body: object) => bench.http.post(`${BASE}/sobjects/Account`, body);
		const id = await bench.create('Account', { LastName: 'Lovelace', PersonEmail: 'ada@example.com', RecordTypeId });
		const person = await get(`Account/${id}`);
		await bench.http.patch(`${BASE}/sobjects/Account/${id}`, { PersonEmail: 'ada@lovelace.example' });

		expect(person).toMatchObject({ Name: 'Lovelace', IsPersonAccount: true });
		expect(await get(`Contact/${person.PersonContactId}`)).toMatchObject({
			AccountId: id,
			Email: 'ada@lovelace.example',
			IsPersonAccount: true,
		});
		expect(refusal(await post({ RecordTypeId }))).toEqual([400, 'REQUIRED_FIELD_MISSING']);
		expect(refusal(await post({ RecordTypeId, LastName: 'X', Name: 'Y' }))).toEqual([
			400,
			'INVALID_FIELD_FOR_INSERT_UPDATE',
		]);
		expect(refusal(await post({ Name: 'Acme', PersonEmail: 'a@b.example' }))).toEqual([
			400,
			'INVALID_FIELD_FOR_INSERT_UPDATE',
		]);
	});
});
