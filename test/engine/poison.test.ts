import type { IDataObject } from 'n8n-workflow';
import { contactsOf, hubSpotStage, people, routes, seedPeople } from '../support/hubspot';

describe('a bad row among good ones', () => {
	const stage = hubSpotStage();
	const onError = 'continueErrorOutput' as const;
	const poisoned = (count: number, bad: number[], poison: IDataObject) =>
		people(count).map((row, at) => (bad.includes(at) ? { ...row, ...poison } : row));

	const cases: Array<[string, IDataObject, RegExp]> = [
		['a value that the engine refuses', { email: 'no address' }, /not an e-mail address/],
		['a key that no contact has', { favouriteColour: 'red' }, /favouriteColour/],
		['a choice that HubSpot refuses', { status: 'nonsense' }, /nonsense/],
		['an unknown custom property', { customFields: { no_such_thing: 'x' } }, /no_such_thing/],
		['a custom value of the wrong type', { customFields: { lifetime_visits: 'many' } }, /lifetime_visits/],
	];
	describe.each(cases)('%s', (_name, poison, message) => {
		it.each(['create', 'upsert'])('%s: fails alone at 0, 57, 99 and 100', async (operation) => {
			const bad = [0, 57, 99, 100];
			const { items, errors } = await stage.run({ operation, matchOn: ['email'] }, poisoned(250, bad, poison), { onError });

			expect(errors.map(({ pairedItem }) => pairedItem)).toEqual(bad.map((item) => ({ item })));
			expect(errors.every(({ json }) => message.test(String(json.error)))).toBe(true);
			expect(items.map(({ json, pairedItem }) => [json.email, pairedItem])).toEqual(
				people(250).map(({ email }, at) => [email, { item: at }]).filter((_row, at) => !bad.includes(at)),
			);
			expect(contactsOf(stage)).toHaveLength(246);
		});
	});

	it('an address that is taken fails its create alone and names the record', async () => {
		const { contacts: [taken] } = stage.hubspot.seed({ contacts: seedPeople(1, 57) });
		const { items, errors } = await stage.run({ operation: 'create' }, people(100), { onError });

		expect(items).toHaveLength(99);
		expect(errors.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				error: expect.stringContaining(taken),
				details: expect.objectContaining({ item: 57, kind: 'conflict', existingId: taken }),
			}),
		]);
	});

	it('one of 10,000 rows fails alone', async () => {
		const { items, errors } = await stage.run({ operation: 'create' }, poisoned(10_000, [7_777], { status: 'nonsense' }), { onError });

		expect(items).toHaveLength(9_999);
		expect(errors.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 7_777 }]);
		expect(stage.hubspot.counters().total).toBe(100);
	});

	it('an unknown property in some rows costs one more request for each batch that carries it', async () => {
		const rows = people(1_000).map((row, at) => (at % 10 === 3 ? { ...row, customFields: { no_such_thing: 'x' } } : row));
		const { items, errors } = await stage.run({ operation: 'create' }, rows, { onError });

		expect([items.length, errors.length]).toEqual([900, 100]);
		expect(stage.hubspot.counters().total).toBeLessThanOrEqual(20);
	});

	it('an unknown property in all rows costs a handful of requests, not a bisection', async () => {
		const { errors } = await stage.run({ operation: 'create' }, people(1_000, 0, { customFields: { no_such_thing: 'x', nor_this: 'y' } }), {
			onError,
		});

		expect(errors).toHaveLength(1_000);
		expect(stage.hubspot.counters().total).toBeLessThanOrEqual(6);
	});

	it('an update of a missing record fails alone and names its ID', async () => {
		const { contacts } = stage.hubspot.seed({ contacts: seedPeople(3) });
		const input = [contacts[0], '999999', contacts[1], contacts[2]].map((id) => ({ id, jobTitle: 'Plumber' }));
		const { items, errors } = await stage.run({ operation: 'update', recordId: '={{ $json.id }}' }, input, { onError });

		expect(items.map(({ json }) => json.id)).toEqual(contacts);
		expect(errors[0].json).toMatchObject({ error: expect.stringContaining('999999'), details: { item: 1, kind: 'notFound' } });
	});

	it('a bad choice in an update fails alone', async () => {
		const { contacts } = stage.hubspot.seed({ contacts: seedPeople(120) });
		const { items, errors } = await stage.run(
			{ operation: 'update', recordId: '={{ $json.id }}' },
			contacts.map((id, at) => ({ id, status: at === 57 ? 'nonsense' : 'lead' })),
			{ onError },
		);

		expect(items).toHaveLength(119);
		expect(errors.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 57 }]);
	});

	it('a bad row among duplicates fails alone', async () => {
		const { items, errors } = await stage.run({ operation: 'upsert', matchOn: ['email'] }, [
			{ email: 'ada@example.com', firstName: 'Ada' },
			{ email: 'ADA@example.com', status: 'nonsense' },
			{ email: 'ada@example.com', lastName: 'Lovelace' },
		], { onError });

		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(errors.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(contactsOf(stage).map(({ properties }) => [properties.firstname, properties.lastname])).toEqual([['Ada', 'Lovelace']]);
	});

	it('a wrong key stops everything at once', async () => {
		const { errors } = await stage.run({ operation: 'create' }, people(1_000), { onError, credential: stage.credential('pat-na1-wrong') });

		expect(errors).toHaveLength(1_000);
		// n8n itself repeats a 401 once.
		expect(routes(stage).length).toBeLessThanOrEqual(2);
	});
});
