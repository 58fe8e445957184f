import { contactsOf, hubSpotStage, people, routes, seedPeople } from '../support/hubspot';

describe('requests that a run takes', () => {
	const stage = hubSpotStage();
	const upsert = { operation: 'upsert', matchOn: ['email'] };
	const actions = (items: Array<{ _action?: unknown }>) => {
		const counts: Record<string, number> = {};
		for (const { _action } of items) counts[String(_action)] = (counts[String(_action)] ?? 0) + 1;
		return counts;
	};

	it('upserts 1,000 new contacts with 20', async () => {
		const items = await stage.json(upsert, people(1_000));

		expect(actions(items)).toEqual({ created: 1_000 });
		expect(stage.hubspot.counters().total).toBeLessThanOrEqual(20);
		expect(contactsOf(stage)).toHaveLength(1_000);
	});

	it('upserts 1,000 known contacts with 20, and none of them is searched', async () => {
		stage.hubspot.seed({ contacts: seedPeople(1_000) });
		const items = await stage.json(upsert, people(1_000, 0, { jobTitle: 'Plumber' }));

		expect(actions(items)).toEqual({ updated: 1_000 });
		expect(stage.hubspot.counters().total).toBeLessThanOrEqual(20);
		expect(routes(stage).filter((route) => route.includes('search'))).toEqual([]);
		expect(contactsOf(stage).every(({ properties }) => properties.jobtitle === 'Plumber')).toBe(true);
	});

	it('upserts 1,000 mixed contacts with 30, and writes no unchanged one', async () => {
		stage.hubspot.seed({ contacts: [...seedPeople(300), ...seedPeople(300, 300, { jobtitle: 'Plumber' })] });
		const items = await stage.json(upsert, people(1_000, 0, { jobTitle: 'Plumber' }));

		expect(actions(items)).toEqual({ updated: 300, unchanged: 300, created: 400 });
		expect(stage.hubspot.counters().total).toBeLessThanOrEqual(30);
		expect(routes(stage).filter((route) => route.endsWith('batch/update'))).toHaveLength(3);
		expect(items.map(({ email }) => email)).toEqual(people(1_000).map(({ email }) => email));
	});

	it('writes nothing when nothing differs', async () => {
		stage.hubspot.seed({ contacts: seedPeople(250) });
		await stage.json(upsert, people(250));

		expect(routes(stage)).toEqual(Array(3).fill('POST /crm/objects/contacts/batch/read'));
	});

	it('creates 1,000 contacts with 10', async () => {
		await stage.json({ operation: 'create' }, people(1_000));

		expect(routes(stage)).toEqual(Array(10).fill('POST /crm/objects/contacts/batch/create'));
	});

	it('reads 1,000 contacts by ID with 10, whatever order the answers have', async () => {
		stage.hubspot.settings.reorderResults = true;
		const { contacts } = stage.hubspot.seed({ contacts: seedPeople(1_000) });
		const items = await stage.json({ operation: 'get', recordId: '={{ $json.id }}' }, contacts.map((id) => ({ id })));

		expect(items.map(({ id }) => id)).toEqual(contacts);
		expect(stage.hubspot.counters().total).toBe(10);
	});

	it('reads and deletes an ID that several items name once', async () => {
		const { contacts: [id] } = stage.hubspot.seed({ contacts: seedPeople(1) });
		const input = [{ id }, { id }, { id }];
		const read = await stage.json({ operation: 'get', recordId: '={{ $json.id }}' }, input);
		const deleted = await stage.json({ operation: 'delete', recordId: '={{ $json.id }}' }, input);

		expect(read.map((item) => item.id)).toEqual([id, id, id]);
		expect(deleted.map((item) => [item.id, item.deleted])).toEqual(Array(3).fill([id, true]));
		expect(stage.hubspot.counters().total).toBe(2);
	});

	it('takes the batch size and the order of the user', async () => {
		await stage.json({ operation: 'create', options: { batchSize: 7, concurrency: 1 } }, people(20));
		const sizes = stage.hubspot.requests().map(({ requestBody }) => (requestBody as { inputs: unknown[] }).inputs.length);

		expect(sizes).toEqual([7, 7, 6]);
	});

	it('never sends more per request than the vendor takes', async () => {
		await stage.json({ operation: 'create', options: { batchSize: 5_000 } }, people(150));

		expect(stage.hubspot.requests().map(({ requestBody }) => (requestBody as { inputs: unknown[] }).inputs.length)).toEqual([100, 50]);
	});

	it('updates 250 contacts with 3 reads and 3 writes, paired right when answers are reordered', async () => {
		stage.hubspot.settings.reorderResults = true;
		const { contacts } = stage.hubspot.seed({ contacts: seedPeople(250) });
		const items = await stage.json(
			{ operation: 'update', recordId: '={{ $json.id }}' },
			contacts.map((id, at) => ({ id, jobTitle: `Job ${at}` })),
		);

		expect(items.map(({ id, jobTitle }) => [id, jobTitle])).toEqual(contacts.map((id, at) => [id, `Job ${at}`]));
		expect(stage.hubspot.counters().total).toBe(6);
	});

	it('lets two rows that find one record by different keys write it once', async () => {
		const { contacts: [id] } = stage.hubspot.seed({ contacts: seedPeople(1, 0, { phone: '+1 555 010 1234' }) });
		const items = await stage.json({ operation: 'upsert', matchOn: ['email', 'phone'] }, [
			{ email: 'person0@example.com', jobTitle: 'Plumber' },
			{ phone: '+1 (555) 010-1234', company: 'Pipes Ltd' },
		]);

		expect(items.map((item) => item.id)).toEqual([id, id]);
		expect(contactsOf(stage)).toHaveLength(1);
		expect(contactsOf(stage)[0].properties).toMatchObject({ jobtitle: 'Plumber', company: 'Pipes Ltd' });
		expect(routes(stage).filter((route) => route.endsWith('batch/update'))).toHaveLength(1);
	});

	it('writes a record that two items update once, the later word counts', async () => {
		const { contacts: [id] } = stage.hubspot.seed({ contacts: seedPeople(1) });
		const items = await stage.json({ operation: 'update', recordId: '={{ $json.id }}' }, [
			{ id, jobTitle: 'First', company: 'Pipes Ltd' },
			{ id, jobTitle: 'Second' },
		]);

		expect(items.map(({ jobTitle, company, _action }) => [jobTitle, company, _action])).toEqual(
			Array(2).fill(['Second', 'Pipes Ltd', 'updated']),
		);
		expect(stage.hubspot.counters().total).toBe(2);
	});
});

describe('very many rows', () => {
	const stage = hubSpotStage({ unpaced: true });

	it('130,000 rows that all name one person take two requests and give an outcome each', async () => {
		const rows = Array.from({ length: 130_000 }, (_row, at) => ({ email: 'same@example.com', jobTitle: `Title ${at}` }));
		const { items, error } = await stage.run(
			{ operation: 'upsert', matchOn: ['email'], output: 'selected', outputFields: ['email'] },
			rows,
		);

		expect(error).toBeUndefined();
		expect(items).toHaveLength(130_000);
		expect(stage.hubspot.requests()).toHaveLength(2);
		expect(contactsOf(stage).map(({ properties }) => properties.jobtitle)).toEqual(['Title 129999']);
	}, 120_000);
});
