import { hubSpotStage, routes, seedPeople } from '../support/hubspot';

describe('search', () => {
	const stage = hubSpotStage({ unpaced: true });
	const find = async (
		more: Parameters<typeof stage.json>[0],
		input?: Parameters<typeof stage.json>[1],
		options?: Parameters<typeof stage.json>[2],
	) => await stage.json({ operation: 'search', ...more }, input, options);
	const ids = (items: Array<{ id?: unknown }>) => items.map(({ id }) => String(id));

	it('with limit 1 takes one request', async () => {
		stage.hubspot.seed({ contacts: seedPeople(500) });
		const { items, hints } = await stage.run({ operation: 'search', limit: 1 });

		expect(items).toHaveLength(1);
		expect(stage.hubspot.requests().map(({ requestBody }) => (requestBody as { limit: number }).limit)).toEqual([1]);
		expect(hints.map(({ message }) => message)).toEqual([expect.stringMatching(/more records than the limit/), '1 request for 1 item.']);
	});

	it.each([199, 200, 201, 450])('reads no further than the limit of %i', async (limit) => {
		stage.hubspot.seed({ contacts: seedPeople(600) });

		expect(await find({ limit })).toHaveLength(limit);
		expect(routes(stage)).toHaveLength(Math.ceil(limit / 200));
	});

	it('says nothing of more when the limit is just met', async () => {
		stage.hubspot.seed({ contacts: seedPeople(3) });

		expect((await stage.run({ operation: 'search', limit: 3 })).hints.map(({ message }) => message)).toEqual(['1 request for 1 item.']);
	});

	it('gives every record of 12,500, past the 10,000 that one search gives', async () => {
		const { contacts } = stage.hubspot.seed({ contacts: seedPeople(12_500) });
		const items = await find({ returnAll: true, output: 'selected' });

		expect(ids(items)).toEqual(contacts);
		expect(routes(stage).length).toBeLessThanOrEqual(64);
	});

	it('gives them sorted when asked', async () => {
		const order = Array.from({ length: 12_500 }, (_none, at) => (at * 7_919) % 12_500);
		stage.hubspot.seed({ contacts: order.map((at) => ({ properties: { firstname: `Person ${at}`, lifetime_visits: String(at) } })) });
		const items = await find({
			returnAll: true,
			sort: { field: 'customFields.lifetime_visits', direction: 'descending' },
			options: { customFields: ['lifetime_visits'] },
			output: 'selected',
			outputFields: ['firstName'],
		});

		expect(items.map(({ firstName }) => firstName)).toEqual(Array.from({ length: 12_500 }, (_none, at) => `Person ${12_499 - at}`));
	});

	it('sorts by a custom field that is not asked for, too', async () => {
		stage.hubspot.seed({
			contacts: Array.from({ length: 10_300 }, (_none, at) => ({
				properties: { firstname: `Person ${at}`, ...(at % 100 ? { lifetime_visits: String((at * 17) % 10_301) } : {}) },
			})),
		});
		const items = await find({ returnAll: true, sort: { field: 'customFields.lifetime_visits', direction: 'ascending' }, output: 'raw' });
		const visits = items.map(({ properties }) => Number((properties as { lifetime_visits: string | null }).lifetime_visits ?? Infinity));

		expect(new Set(visits).size).toBe(10_300 - 103 + 1);
		expect(visits).toEqual([...visits].sort((a, b) => (a === b ? 0 : a - b)));
	});

	it('keeps the limit upstream when it sorts', async () => {
		stage.hubspot.seed({ contacts: seedPeople(500) });
		const items = await find({ limit: 3, sort: { field: 'email', direction: 'descending' } });

		expect(items.map(({ email }) => email)).toEqual(['person9@example.com', 'person99@example.com', 'person98@example.com']);
		expect(routes(stage)).toHaveLength(1);
	});

	it('finds by text, field values, conditions and dates, all at once', async () => {
		const day = (text: string) => Date.parse(text);
		stage.hubspot.seed({ contacts: [
			...seedPeople(1, 0, { company: 'Pipes Ltd', service_tier: 'gold' }, { createdAt: day('2026-03-02T00:00:00Z') }),
			...seedPeople(1, 1, { company: 'Pipes Ltd', service_tier: 'gold' }, { createdAt: day('2026-05-02T00:00:00Z') }),
			...seedPeople(1, 2, { company: 'Pipes Ltd', service_tier: 'silver' }, { createdAt: day('2026-03-02T00:00:00Z') }),
			...seedPeople(1, 3, { company: 'Other', service_tier: 'gold' }, { createdAt: day('2026-03-02T00:00:00Z') }),
		] });
		const items = await find({
			returnAll: true,
			filters: { company: 'Pipes Ltd', text: 'person', createdAfter: '2026-03-01T00:00:00', createdBefore: '2026-04-01T00:00:00' },
			conditions: { condition: [{ field: 'customFields.service_tier', operator: 'equals', value: 'gold' }] },
		});

		expect(items.map(({ email }) => email)).toEqual(['person0@example.com']);
	});

	it('reads a date without offset in the time zone of the workflow', async () => {
		stage.hubspot.seed({
			contacts: [
				...seedPeople(1, 0, {}, { createdAt: Date.parse('2026-03-02T04:30:00Z') }),
				...seedPeople(1, 1, {}, { createdAt: Date.parse('2026-03-02T05:30:00Z') }),
			],
		});
		const items = await find({ filters: { createdAfter: '2026-03-02T00:00:00' } }, undefined, { timeZone: 'America/New_York' });

		expect(items.map(({ email }) => email)).toEqual(['person1@example.com']);
	});

	it.each([
		['phone', '+1 (555) 010-1234'],
		['phone', '555-010-1234'],
		['email', 'PERSON0@example.com'],
		['status', 'lead'],
	])('finds by %s %s', async (field, value) => {
		const {
			contacts: [id],
		} = stage.hubspot.seed({
			contacts: [
				...seedPeople(1, 0, { phone: '+15550101234', lifecyclestage: 'lead' }),
				...seedPeople(5, 1, { phone: '+15550109999', lifecyclestage: 'customer' }),
			],
		});

		expect(ids(await find({ filters: { [field]: value } }))).toEqual([id]);
	});

	it.each([
		['isSet', '', 1],
		['isNotSet', '', 2],
		['equals', 'Pipes Ltd', 1],
		['contains', 'ipe', 1],
		['notEquals', 'Other', 1],
	])('knows the condition %s', async (operator, value, count) => {
		stage.hubspot.seed({ contacts: [...seedPeople(1, 0, { company: 'Pipes Ltd' }), ...seedPeople(2, 1)] });

		expect(await find({ conditions: { condition: [{ field: 'company', operator, value }] } })).toHaveLength(count);
	});

	it.each([['after', '5', ['1', '2']], ['before', '5', ['0', '1']]])('compares numbers: %s', async (operator, value, wanted) => {
		stage.hubspot.seed({
			contacts: ['1', '5', '9'].map((visits, at) => ({ properties: { firstname: String(at), lifetime_visits: visits } })),
		});

		expect(
			(await find({ conditions: { condition: [{ field: 'customFields.lifetime_visits', operator, value }] } })).map(
				({ firstName }) => firstName,
			),
		).toEqual(wanted);
	});

	it('gives customers only to who asks for customers', async () => {
		const { contacts } = stage.hubspot.seed({
			contacts: [...seedPeople(1, 0, { lifecyclestage: 'customer' }), ...seedPeople(1, 1, { lifecyclestage: 'lead' }), ...seedPeople(1, 2)],
		});

		expect(ids(await find({ resource: 'customer' }))).toEqual([contacts[0]]);
		expect(ids(await find({ resource: 'lead' }))).toEqual([contacts[1]]);
		expect(ids(await find({}))).toEqual(contacts);
	});

	it('finds the appointments of a contact, and says whose they are', async () => {
		const { contacts } = stage.hubspot.seed({ contacts: seedPeople(2) });
		const { meetings } = stage.hubspot.seed({
			meetings: contacts.map((id) => ({
				properties: { hs_meeting_title: 'Visit', hs_meeting_start_time: '2026-12-01T09:00:00Z' },
				associations: [{ to: 'contacts', id }],
			})),
		});

		expect(await find({ resource: 'appointment', filters: { contactId: contacts[1] } })).toMatchObject([
			{ id: meetings[1], contactId: contacts[1] },
		]);
	});

	it('sorts appointments by when they were created', async () => {
		const { meetings } = stage.hubspot.seed({
			meetings: [3, 1, 2].map((hour) => ({
				properties: { hs_meeting_title: 'Visit', hs_meeting_start_time: '2026-12-01T09:00:00Z' },
				createdAt: `2026-11-01T0${hour}:00:00Z`,
			})),
		});

		expect(ids(await find({ resource: 'appointment', sort: { field: 'createdAt', direction: 'ascending' } }))).toEqual([
			meetings[1],
			meetings[2],
			meetings[0],
		]);
	});

	it('runs once per item and pairs what it finds', async () => {
		stage.hubspot.seed({ contacts: seedPeople(3) });
		const { items } = await stage.run({ operation: 'search', filters: { email: '={{ $json.email }}' } }, [
			{ email: 'person2@example.com' },
			{ email: 'nobody@example.com' },
			{ email: 'person0@example.com' },
		]);

		expect(items.map(({ json, pairedItem }) => [json.email, pairedItem])).toEqual([
			['person2@example.com', { item: 0 }],
			['person0@example.com', { item: 2 }],
		]);
	});

	it('treats what users type as data, never as query', async () => {
		stage.hubspot.seed({ contacts: seedPeople(3) });

		for (const value of ['*', '"', "' OR 1=1 --", '{}', 'person*', '%']) expect(await find({ filters: { email: value } })).toEqual([]);
	});

	it('says how many conditions HubSpot takes', async () => {
		const condition = Array.from({ length: 6 }, (_none, at) => ({ field: 'company', operator: 'notEquals', value: String(at) }));
		const { error } = await stage.run({ operation: 'search', conditions: { condition } });

		expect(error?.message).toMatch(/at most 5/);
	});
});
