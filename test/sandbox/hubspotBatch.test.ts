import { CONTACTS, hubspotBench } from './support';

interface Answer {
	status: number;
	data: {
		results: { id: string; new?: boolean; properties: Record<string, string> }[];
		numErrors?: number;
		errors?: { category: string; message: string; context: Record<string, string[]> }[];
		message?: string;
	};
}

describe('HubSpot sandbox: batches', () => {
	const bench = hubspotBench();
	const batch = (kind: string, inputs: unknown[], more: object = {}): Promise<Answer> =>
		bench.http.post(`${CONTACTS}/batch/${kind}`, { inputs, ...more });
	const email = (name: string) => ({ email: `${name}@example.com` });
	const traced = (name: string, properties: object = email(name)) => ({
		properties,
		associations: [],
		objectWriteTraceId: name,
	});
	const seed = (...names: string[]) =>
		bench.hubspot.seed({ contacts: names.map((name) => ({ properties: { ...email(name), external_id: name } })) })
			.contacts;

	test('create with trace ids succeeds in part', async () => {
		const [existing] = seed('a');
		const { status, data } = await batch('create', [traced('a'), traced('b'), traced('c', { email: 'nobody' })]);

		expect(status).toBe(207);
		expect(data.results).toMatchObject([{ objectWriteTraceId: 'b', properties: email('b') }]);
		expect(data.numErrors).toBe(2);
		expect(data.errors).toMatchObject([
			{ category: 'CONFLICT', context: { objectWriteTraceId: ['a'], existingId: [existing] } },
			{ category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['c'] } },
		]);
	});

	test('a partial answer may be folded into 201 on 2026-09', async () => {
		seed('a');
		bench.hubspot.settings.foldPartialStatus = true;
		const { status, data } = await batch('create', [traced('a'), traced('b')]);

		expect([status, data.numErrors]).toEqual([201, 1]);
	});

	test('create without trace ids is all or nothing', async () => {
		seed('a');
		const { status, data } = await batch('create', [{ properties: email('b') }, { properties: email('a') }]);

		expect([status, data.message]).toEqual([409, 'Contact already exists']);
		expect(bench.hubspot.records('contacts')).toHaveLength(1);
	});

	test('an unknown property fails the whole batch, trace ids or not', async () => {
		const { status, data } = await batch('create', [traced('a'), traced('b', { ...email('b'), foo: '1' })]);

		expect(status).toBe(400);
		expect(data.errors?.[0].context).toEqual({ propertyName: ['foo'] });
		expect(bench.hubspot.records('contacts')).toEqual([]);
	});

	test('update is partial by itself and names the ids that were sent', async () => {
		const [id] = seed('a');
		const { status, data } = await batch('update', [
			{ id, properties: { city: 'Turin' } },
			{ id: 'zz', idProperty: 'external_id', properties: { city: 'Turin' } },
		]);

		expect(status).toBe(207);
		expect(data.results).toMatchObject([{ id, properties: { city: 'Turin' } }]);
		expect(data.errors).toMatchObject([{ category: 'OBJECT_NOT_FOUND', context: { ids: ['zz'] } }]);
	});

	test('the same id twice is refused', async () => {
		const [id] = seed('a');
		const { status, data } = await batch('update', [
			{ id, properties: {} },
			{ id, properties: {} },
		]);

		expect([status, data.message]).toEqual([400, `Duplicate IDs found in batch input: [${id}]. IDs must be unique`]);
	});

	test('upsert tells created from updated', async () => {
		const [id] = seed('a');
		const { status, data } = await batch(
			'upsert',
			['a', 'b'].map((key) => ({ id: key, idProperty: 'external_id', properties: { firstname: 'Ada' } })),
		);

		expect(status).toBe(200);
		expect(data.results.map((result) => [result.id === id, result.new])).toEqual([
			[true, false],
			[false, true],
		]);
	});

	test('upsert without trace ids takes back what it had written', async () => {
		const [id] = seed('a');
		const { status } = await batch('upsert', [
			{ id: 'a', idProperty: 'external_id', properties: { city: 'Turin' } },
			{ id: 'b', idProperty: 'external_id', properties: { email: 'nobody' } },
		]);
		const { data } = await bench.http.get(`${CONTACTS}/${id}?properties=city`);

		expect(status).toBe(400);
		expect(data.properties.city).toBeNull();
	});

	test('upsert wants a unique property', async () => {
		const { status } = await batch('upsert', [{ id: 'a', idProperty: 'city', properties: {} }]);

		expect(status).toBe(400);
	});

	test('results come in another order when asked to', async () => {
		bench.hubspot.settings.reorderResults = true;
		const ids = seed('a', 'b', 'c', 'd');
		const { data } = await batch(
			'update',
			ids.map((id) => ({ id, properties: { city: 'Turin' } })),
		);
		const answered = data.results.map(({ id }) => id);

		expect([...answered].sort()).toEqual(ids);
		expect(answered.every((id, position) => id !== ids[position])).toBe(true);
	});

	test.each([
		['create', 101, {}],
		['archive', 101, {}],
		['read', 51, { propertiesWithHistory: ['city'] }],
	])('%s refuses %i inputs', async (kind, count, more) => {
		const inputs = Array.from({ length: count }, (_, n) => ({ id: String(n), properties: {} }));

		expect((await batch(kind, inputs, more)).status).toBe(400);
	});

	test('read reports what it did not find', async () => {
		const [id] = seed('a');
		const { status, data } = await batch('read', [{ id }, { id: '7' }, { id: '8' }], { properties: ['city'] });

		expect([status, data.numErrors]).toEqual([207, 2]);
		expect(data.errors?.[0].context).toEqual({ ids: ['7', '8'] });
	});
});
