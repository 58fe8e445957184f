import { clientFor, housecallProBench } from './housecallproBench';

describe('Housecall Pro sandbox: lists', () => {
	const bench = housecallProBench();
	const names = async (query: string): Promise<string[]> =>
		(await bench.http.get(`/customers?${query}`)).data.customers.map(
			({ first_name }: { first_name: string }) => first_name,
		);
	const seedPeople = (...people: [name: string, created: string, updated?: string][]) =>
		bench.crm.seed({
			customers: people.map(([first_name, created, updated = created]) => ({
				first_name,
				created_at: `2026-11-01T00:00:${created}Z`,
				updated_at: `2026-11-01T00:00:${updated}Z`,
			})),
		}).customers;

	test('ten per page, newest first, and a page beyond the last is empty', async () => {
		bench.crm.seed({ customers: Array.from({ length: 12 }, (_, n) => ({ first_name: `${n}` })) });
		const { data } = await bench.http.get('/customers');
		const beyond = await bench.http.get('/customers?page=3');

		expect(data).toMatchObject({ page: 1, page_size: 10, total_pages: 2, total_items: 12 });
		expect(data.customers.map(({ first_name }: { first_name: string }) => first_name)[0]).toBe('11');
		expect(beyond.data).toMatchObject({ page: 3, total_pages: 2, customers: [] });
		expect((await bench.http.get('/customers?page_size=500')).data.page_size).toBe(200);
	});

	test('sorts by an attribute, unless it is ignored', async () => {
		seedPeople(['Ada', '01', '09'], ['Bob', '03'], ['Cy', '02']);

		expect(await names('sort_by=created_at&sort_direction=asc')).toEqual(['Ada', 'Cy', 'Bob']);
		expect(await names('sort_by=updated_at&sort_direction=desc')).toEqual(['Ada', 'Bob', 'Cy']);
		bench.crm.settings.ignoredSorts = ['updated_at'];
		expect(await names('sort_by=updated_at&sort_direction=desc')).toEqual(['Bob', 'Cy', 'Ada']);
		bench.crm.settings.ignoredSorts = ['updated_at', 'created_at'];
		expect(await names('sort_by=created_at&sort_direction=desc')).toEqual(['Ada', 'Bob', 'Cy']);
	});

	test('times have whole seconds; the order inside one may be any', async () => {
		bench.crm.settings.clockFrozenAt = Date.parse('2026-11-01T00:00:00.900Z');
		const people = Array.from({ length: 6 }, (_, n) => `${n}`);
		for (const first_name of people) await bench.http.post('/customers', { first_name });
		const { data } = await bench.http.get('/customers');
		const ordered = await names('sort_direction=asc');
		bench.crm.settings.reorderResults = true;
		const shuffled = await names('sort_direction=asc');

		expect(data.customers[0].created_at).toBe('2026-11-01T00:00:00Z');
		expect(ordered).toEqual(people);
		expect(shuffled).not.toEqual(people);
		expect(shuffled.toSorted()).toEqual(people);
	});

	test('rows that arrive during paging push others to the next page', async () => {
		seedPeople(['Ada', '01'], ['Bob', '02'], ['Cy', '03']);
		const first = await names('page_size=2');
		await bench.http.post('/customers', { first_name: 'Dot' });
		const second = await names('page_size=2&page=2');

		expect([first, second]).toEqual([
			['Cy', 'Bob'],
			['Bob', 'Ada'],
		]);
	});

	test('a new row is in no list until the lag is over, but can be read', async () => {
		bench.crm.settings.patch({ clockFrozenAt: 1_800_000_000_000, indexLagMs: 2_000 });
		const { data } = await bench.http.post('/customers', { first_name: 'Ada' });

		expect(await names('q=ada')).toEqual([]);
		expect((await bench.http.get(`/customers/${data.id}`)).status).toBe(200);
		bench.crm.settings.clockFrozenAt = 1_800_000_002_000;
		expect(await names('q=ada')).toEqual(['Ada']);
	});

	test('each list has its name', async () => {
		const lists = {
			employees: await bench.http.get('/employees?page_size=200&sort_direction=asc'),
			tags: await bench.http.get('/tags'),
			lead_sources: await bench.http.get('/lead_sources?q=goo'),
			job_types: await bench.http.get('/job_fields/job_types?name=Repair'),
			statuses: await bench.http.get('/pipeline/statuses?resource_type=job'),
		};
		const totals = Object.entries(lists).map(([name, { data }]) => [name, data.total_items, data[name].length]);

		expect(totals).toEqual([
			['employees', 3, 3],
			['tags', 3, 3],
			['lead_sources', 1, 1],
			['job_types', 1, 1],
			['statuses', 3, 3],
		]);
		expect(lists.employees.data.employees[0]).toMatchObject({ id: expect.stringMatching(/^pro_/), role: 'admin' });
		expect(lists.lead_sources.data.lead_sources[0]).toMatchObject({ name: 'Google', editable: false });
	});

	test('tags, lead sources and job types can be added and renamed', async () => {
		const tag = await bench.http.post('/tags', { name: 'Gas' });
		const source = await bench.http.post('/lead_sources', { name: 'Radio' });
		const type = await bench.http.post('/job_fields/job_types', { name: 'Survey' });
		const { data } = await bench.http.get('/lead_sources?q=Google');
		const renamed = [
			await bench.http.put(`/tags/${tag.data.id}`, { name: 'Oil' }),
			await bench.http.put(`/lead_sources/${source.data.id}`, { name: 'TV' }),
			await bench.http.put(`/job_fields/job_types/${type.data.id}`, { name: 'Visit' }),
			await bench.http.put(`/lead_sources/${data.lead_sources[0].id}`, { name: 'Bing' }),
		];

		expect([tag.status, source.status, type.status]).toEqual([201, 201, 200]);
		expect(renamed.map(({ status, data: { name } }) => [status, name])).toEqual([
			[200, 'Oil'],
			[200, 'TV'],
			[200, 'Visit'],
			[422, undefined],
		]);
	});

	test('a lead source that the company lacks is taken or refused', async () => {
		const create = () => bench.http.post('/customers', { first_name: 'Ada', lead_source: 'Radio' });

		expect((await create()).status).toBe(201);
		bench.crm.settings.unknownLeadSource = 'refuse';
		expect((await create()).data).toEqual({ error: { message: 'lead_source is invalid' } });
	});

	test('20,000 customers are listed and searched', async () => {
		bench.crm.seed({
			customers: Array.from({ length: 20_000 }, (_, n) => ({ first_name: 'Ada', email: `ada${n}@example.com` })),
		});
		const { data } = await bench.http.get('/customers?page_size=200&page=100&sort_by=updated_at');
		const found = await bench.http.get('/customers?q=ada19999@example.com');

		expect(data).toMatchObject({ total_pages: 100, total_items: 20_000 });
		expect(data.customers).toHaveLength(200);
		expect(found.data.total_items).toBe(1);
	});

	test("what the vendor's document does not allow is reported", async () => {
		await clientFor(bench.sandbox, 'Token hcp-company-key-sandbox').get('/jobs?q=Ada');
		const reported = bench.crm.invalid();
		bench.crm.clearRequests();

		// Without the vendor's document there is nothing to compare with.
		if (reported.length > 0) expect(reported).toMatchObject([{ kind: 'request', params: { additionalProperty: 'q' } }]);
	});
});
