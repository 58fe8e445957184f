import type { INodeParameters } from 'n8n-workflow';
import { contactsOf, hubSpotStage, seedPeople } from '../support/hubspot';

describe('input', () => {
	const stage = hubSpotStage();
	const onError = 'continueErrorOutput' as const;
	const below = (value: Record<string, unknown>) => ({ mappingMode: 'defineBelow', value }) as unknown as INodeParameters;
	let contactId: string;
	beforeEach(() => {
		[contactId] = stage.hubspot.seed({ contacts: seedPeople(1) }).contacts;
	});
	const appointment = { operation: 'create', resource: 'appointment' };

	it.each([
		['Europe/Berlin', '2026-12-01T08:00:00.000Z'],
		['America/New_York', '2026-12-01T14:00:00.000Z'],
	])('reads a time without offset in the zone of the workflow, %s', async (timeZone, wanted) => {
		const [made] = await stage.json(appointment, [{ contactId, title: 'Visit', startTime: '2026-12-01T09:00', durationMinutes: 45 }], {
			timeZone,
		});

		expect([made.startTime, made.durationMinutes]).toEqual([wanted, 45]);
		expect(Date.parse(String(made.endTime)) - Date.parse(wanted)).toBe(45 * 60_000);
	});

	it('or in the zone of the option, and takes an offset as it is', async () => {
		const items = await stage.json({ ...appointment, options: { timeZone: 'Asia/Tokyo' } }, [
			{ contactId, title: 'A', startTime: '2026-12-01T09:00' },
			{ contactId, title: 'B', startTime: '2026-12-01T09:00-05:00' },
		]);

		expect(items.map(({ startTime }) => startTime)).toEqual(['2026-12-01T00:00:00.000Z', '2026-12-01T14:00:00.000Z']);
	});

	it('refuses a zone that does not exist, by name', async () => {
		const { error } = await stage.run({ ...appointment, options: { timeZone: 'Mars/Olympus' } }, [
			{ contactId, title: 'A', startTime: '2026-12-01T09:00' },
		]);

		expect(error?.message).toMatch(/Mars\/Olympus/);
	});

	it('refuses an impossible date alone, by name', async () => {
		const { items, errors } = await stage.run(
			appointment,
			[
				{ contactId, title: 'A', startTime: '2026-02-30T09:00' },
				{ contactId, title: 'B', startTime: '2026-02-28T09:00' },
			],
			{ onError },
		);

		expect(items.map(({ json }) => json.title)).toEqual(['B']);
		expect(errors[0].json).toMatchObject({
			error: expect.stringMatching(/Start Time "2026-02-30T09:00" is not a date that exists/),
			details: { item: 0 },
		});
	});

	it('an end beats a duration, and a moved appointment keeps its length', async () => {
		const [made] = await stage.json(appointment, [
			{ contactId, title: 'A', startTime: '2026-12-01T09:00Z', endTime: '2026-12-01T11:00Z', durationMinutes: 30 },
		]);
		const [moved] = await stage.json({ operation: 'update', resource: 'appointment', recordId: String(made.id) }, [
			{ startTime: '2026-12-02T15:00Z' },
		]);
		const [shorter] = await stage.json({ operation: 'update', resource: 'appointment', recordId: String(made.id) }, [
			{ durationMinutes: 30 },
		]);

		expect([made.durationMinutes, moved.endTime, moved.durationMinutes, shorter.endTime]).toEqual([
			120,
			'2026-12-02T17:00:00.000Z',
			120,
			'2026-12-02T15:30:00.000Z',
		]);
		expect((stage.hubspot.records('meetings')[0] as { properties: Record<string, string> }).properties.hs_timestamp).toBe(
			'2026-12-02T15:00:00.000Z',
		);
	});

	it('a fed-back appointment whose start changed moves as a whole', async () => {
		const [made] = await stage.json(appointment, [{ contactId, title: 'A', startTime: '2026-12-01T09:00Z', endTime: '2026-12-01T11:00Z' }]);
		const [same] = await stage.json({ operation: 'update', resource: 'appointment', recordId: String(made.id) }, [{ ...made }]);

		expect(same._action).toBe('unchanged');
	});

	it('a big messy item is refused with every name that does not fit', async () => {
		const { error } = await stage.run({ operation: 'create' }, [{ email: 'x@example.com', foo: 1, bar: { a: 1 }, baz: [1] }]);

		expect(error?.message).toMatch(/"foo".*"bar".*"baz"/);
		expect(error?.description).toMatch(/firstName.*customFields/);
	});

	it('takes values of many types where text is wanted', async () => {
		const [made] = await stage.json({ operation: 'create' }, [
			{
				firstName: 42,
				lastName: true,
				email: ' X@Example.com ',
				jobTitle: '  Plumber ',
				address: { postalCode: 2_134, city: null },
				'address.street': 'Main St',
				tags: [],
				notes: null,
				customFields: { lifetime_visits: 3, has_service_contract: true, service_interests: ['plumbing', 'heating'] },
			},
		]);

		expect(made).toMatchObject({
			firstName: '42',
			lastName: 'true',
			email: 'x@example.com',
			jobTitle: 'Plumber',
			address: { postalCode: '2134', street: 'Main St', city: null },
			customFields: { lifetime_visits: '3', has_service_contract: 'true', service_interests: 'plumbing;heating' },
		});
	});

	it('splits a full name', async () => {
		const items = await stage.json({ operation: 'create' }, [
			{ fullName: 'Ada King Lovelace' },
			{ fullName: 'Cher' },
			{ fullName: 'Ignored Name', firstName: 'Bob' },
			{ resource: 'customer', fullName: 'X Y' },
		]);

		expect(items.map(({ firstName, lastName }) => [firstName, lastName])).toEqual([
			['Ada King', 'Lovelace'],
			['Cher', null],
			['Bob', null],
			['X', 'Y'],
		]);
	});

	it('runs expressions per item', async () => {
		const items = await stage.json(
			{ operation: 'create', fields: below({ firstName: '={{ $json.first }}', email: '={{ $json.mail.toUpperCase() }}' }) },
			[
				{ first: 'Ada', mail: 'ada@example.com' },
				{ first: 'Bob', mail: 'bob@example.com' },
			],
		);

		expect(items.map(({ firstName, email }) => [firstName, email])).toEqual([['Ada', 'ada@example.com'], ['Bob', 'bob@example.com']]);
	});

	it('a field left empty in the form changes nothing, an expression that gives null clears', async () => {
		const update = async (value: Record<string, unknown>) =>
			(await stage.json({ operation: 'update', recordId: contactId, fields: below(value) }, [{}]))[0];
		expect(await update({ firstName: null, lastName: 'New' })).toMatchObject({ firstName: 'First0', lastName: 'New' });
		expect(await update({ firstName: '={{ null }}' })).toMatchObject({ firstName: null, lastName: 'New' });
	});

	it('a broken expression fails its item alone', async () => {
		const { items, errors } = await stage.run(
			{ operation: 'create', fields: below({ firstName: '={{ $json.person.name.first }}' }) },
			[{ person: { name: { first: 'Ada' } } }, { person: null }, { person: { name: { first: 'Bob' } } }],
			{ onError },
		);

		expect(items.length + errors.length).toBe(3);
		expect(items.map(({ json }) => json.firstName)).toEqual(['Ada', 'Bob']);
	});

	it('a locator wins over the item', async () => {
		const [made] = await stage.json(
			{ ...appointment, contactId: { __rl: true, mode: 'id', value: contactId } as unknown as INodeParameters },
			[{ title: 'A', startTime: '2026-12-01T09:00Z' }],
		);

		expect(made.contactId).toBe(contactId);
	});

	it('external IDs are kept in the field that is chosen', async () => {
		const options = { externalIdField: 'external_id' };
		const [made] = await stage.json({ operation: 'create', options }, [{ firstName: 'Ada', externalId: 'erp-1' }]);
		const [again] = await stage.json({ operation: 'upsert', matchOn: ['externalId'], options }, [
			{ externalId: 'erp-1', jobTitle: 'Plumber' },
		]);

		expect([made.externalId, again.id, again._action]).toEqual(['erp-1', made.id, 'updated']);
		expect(contactsOf(stage).find(({ id }) => id === made.id)?.properties.external_id).toBe('erp-1');
	});

	it('an external ID without a field to hold it is not lost in silence', async () => {
		const { items, hints } = await stage.run({ operation: 'create' }, [
			{ firstName: 'Ada', externalId: 'erp-1' },
			{ firstName: 'Bob', externalId: null },
		]);

		expect(items[0].json._changedFields).toEqual(['firstName']);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/External IDs were not written.*Options/),
			'1 request for 2 items.',
		]);
	});

	it('matches on a custom field', async () => {
		const [made] = await stage.json({ operation: 'create' }, [{ firstName: 'Ada', customFields: { external_id: 'erp-1' } }]);
		const [again] = await stage.json({ operation: 'upsert', matchOn: ['customFields.external_id'] }, [
			{ customFields: { external_id: 'erp-1' }, jobTitle: 'Plumber' },
		]);

		expect([again.id, again._action, again._matchedBy]).toEqual([made.id, 'updated', 'customFields.external_id']);
	});

	it.each([
		['amount', { name: 'Roof', amount: 'much' }, /Amount "much" is not a number/],
		['closeDate', { name: 'Roof', closeDate: 'soon' }, /Close Date "soon"/],
	])('a wrong %s is refused by name', async (_key, input, message) => {
		const { error } = await stage.run({ operation: 'create', resource: 'deal' }, [input]);

		expect(error?.message).toMatch(message);
	});

	it('reads numbers as people write them', async () => {
		const items = await stage.json({ operation: 'create', resource: 'deal' }, [
			{ name: 'A', amount: '1200.50' },
			{ name: 'B', amount: '12,5' },
			{ name: 'C', amount: 7 },
		]);

		expect(items.map(({ amount }) => amount)).toEqual([1_200.5, 12.5, 7]);
	});
});
