import { DANA, FULL_ADDRESS, housecallProBench } from './housecallproBench';

describe('Housecall Pro sandbox: customers and leads', () => {
	const bench = housecallProBench();
	const create = async (body: object) => (await bench.http.post('/customers', body)).data;
	const found = async (q: string): Promise<string[]> =>
		(await bench.http.get('/customers', { params: { q, sort_direction: 'asc' } })).data.customers.map(
			({ first_name }: { first_name: string }) => first_name,
		);

	test("a create answers the bare customer; the company of the account is not the customer's", async () => {
		const { status, data } = await bench.http.post('/customers', {
			first_name: 'Ada',
			company: 'Engines',
			company_name: 'ignored',
			addresses: [{ street: '12 Elm St' }],
		});

		expect(status).toBe(201);
		expect(data).toMatchObject({
			id: expect.stringMatching(/^cus_[0-9a-f]{32}$/),
			company: 'Engines',
			company_name: 'Northwind Plumbing',
			notifications_enabled: true,
			addresses: [{ id: expect.stringMatching(/^adr_/), street: '12 Elm St', city: null }],
			created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
		});
	});

	test('someone has to be named, and types are checked', async () => {
		const nobody = await bench.http.post('/customers', { company: 'Engines', email: ' ' });
		const wrongType = await bench.http.post('/customers', { first_name: 7 });
		bench.crm.settings.validationStatus = 400;
		const badEmail = await bench.http.post('/customers', { email: 'nobody' });

		expect([nobody.status, nobody.data.error.message]).toEqual([422, expect.stringContaining('is required')]);
		expect([wrongType.status, wrongType.data.error.message]).toEqual([422, 'first_name must be string or null']);
		expect([badEmail.status, badEmail.data]).toEqual([400, { error: { message: 'email is invalid' } }]);
		expect(bench.crm.records('customers')).toEqual([]);
	});

	test('the same person twice is two customers', async () => {
		const [first, second] = [await create({ email: 'ada@example.com' }), await create({ email: 'ada@example.com' })];

		expect(first.id).not.toBe(second.id);
	});

	test('PUT changes what it names, replaces tags and does not read addresses', async () => {
		const { id, addresses } = await create({ first_name: 'Ada', last_name: 'Byron', tags: ['VIP'], addresses: [{}] });
		const { data } = await bench.http.put(`/customers/${id}`, {
			last_name: null,
			tags: ['Gas'],
			addresses: [FULL_ADDRESS],
		});

		expect(data).toMatchObject({ first_name: 'Ada', last_name: null, tags: ['Gas'], addresses });
		bench.crm.settings.tagsOnPut = 'merge';
		expect((await bench.http.put(`/customers/${id}`, { tags: ['VIP'] })).data.tags).toEqual(['Gas', 'VIP']);
	});

	test('there is no DELETE of a customer, no PUT of an address or a lead, no /v1', async () => {
		const { id } = await create({ first_name: 'Ada' });
		const answers = [
			await bench.http.delete(`/customers/${id}`),
			await bench.http.put(`/customers/${id}/addresses/adr_1`, FULL_ADDRESS),
			await bench.http.put('/leads/lea_1', {}),
			await bench.http.put('/jobs/job_1', {}),
			await bench.http.get('/v1/customers'),
		];

		expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
	});

	test('q looks into name, email, mobile number and addresses only', async () => {
		const ada = { first_name: 'Ada', last_name: 'Byron', email: 'Ada@Engines.example' };
		await create({ ...ada, mobile_number: '(303) 555-0101' });
		await create({ first_name: 'Bob', home_number: '3035550102', company: 'Engines', addresses: [FULL_ADDRESS] });

		expect(await found('ada byron')).toEqual(['Ada']);
		expect(await found('ADA@ENGINES')).toEqual(['Ada']);
		expect(await found('3035550101')).toEqual(['Ada']);
		expect(await found('12 elm')).toEqual(['Bob']);
		expect(await found('3035550102')).toEqual([]);
		expect(await found('engines')).toEqual(['Ada']);
	});

	test('addresses are listed, created complete and read one by one', async () => {
		const { id } = await create({ first_name: 'Ada' });
		const url = `/customers/${id}/addresses`;
		const partial = await bench.http.post(url, { street: '12 Elm St', city: 'Denver', state: 'CO', zip: '80205' });
		const blank = await bench.http.post(url, { ...FULL_ADDRESS, zip: '' });
		const { status, data } = await bench.http.post(url, FULL_ADDRESS);
		await bench.http.post(url, FULL_ADDRESS);
		const list = await bench.http.get(url);

		expect(partial.data.error.message).toBe('country is missing');
		expect(blank.data.error.message).toBe('zip must be filled');
		expect([status, data.type]).toEqual([200, 'service']);
		expect(list.data).toMatchObject({ page: 1, total_items: 2, addresses: [{}, { id: data.id }] });
		expect((await bench.http.get(`${url}/${data.id}`)).data).toEqual(data);
		expect((await bench.http.get(`${url}/adr_0`)).data).toEqual({ error: { message: 'Address not found' } });
	});

	test('expand shows what is hidden', async () => {
		const { customers } = bench.crm.seed({ customers: [{ first_name: 'Ada', do_not_service: true }] });
		const { data } = await bench.http.get(`/customers/${customers[0]}?expand[]=do_not_service&expand[]=attachments`);

		expect(data).toMatchObject({ do_not_service: true, attachments: [] });
		expect((await bench.http.get(`/customers/${customers[0]}`)).data).not.toHaveProperty('do_not_service');
	});

	test('a lead brings its customer along, without times and note in the answer', async () => {
		const { status, data } = await bench.http.post('/leads', {
			customer: { first_name: 'Ada', mobile_number: '3035550101', notifications_enabled: false },
			address: { street: '12 Elm St', city: 'Denver' },
			assigned_employee_id: DANA,
			note: 'Boiler',
			tags: ['Gas'],
			line_items: [{ name: 'Visit', unit_price: 9_900, quantity: 1 }],
		});

		expect(status).toBe(201);
		expect(data).toMatchObject({
			id: expect.stringMatching(/^lea_/),
			number: 1,
			status: 'open',
			pipeline_status: 'New lead',
			customer: { id: expect.stringMatching(/^cus_/), first_name: 'Ada' },
			assigned_employee: { id: DANA },
			lost_at: null,
		});
		for (const absent of ['created_at', 'updated_at', 'note']) expect(data).not.toHaveProperty(absent);
		expect((await bench.http.get(`/leads/${data.id}`)).data).toEqual(data);
		expect((await bench.http.get(`/leads/${data.id}/line_items`)).data).toMatchObject({
			total_items: 1,
			line_items: [{ name: 'Visit', amount: 9_900 }],
		});
		expect((await bench.http.get(`/customers/${data.customer.id}`)).data.addresses).toHaveLength(1);
	});

	test('a lead needs a customer that exists', async () => {
		const answers = [
			await bench.http.post('/leads', { note: 'Boiler' }),
			await bench.http.post('/leads', { customer_id: 'cus_0' }),
			await bench.http.post('/leads', { customer: { first_name: 'Ada' }, assigned_employee_id: 'pro_0' }),
			await bench.http.post('/leads', { customer: { first_name: 'Ada' }, address_id: 'adr_0' }),
		];

		expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
		expect(bench.crm.records('customers')).toEqual([]);
	});

	test('leads are filtered by repeated parameters', async () => {
		const { customers } = bench.crm.seed({ customers: [{ first_name: 'Ada' }, { first_name: 'Bob' }] });
		bench.crm.seed({
			leads: [
				{ customer_id: customers[0], lead_source: 'Google', tags: ['Gas'] },
				{ customer_id: customers[1], lead_source: 'Website', status: 'won' },
				{ customer_id: customers[1], lead_source: 'Referral' },
			],
		});
		const numbers = async (query: string): Promise<number[]> =>
			(await bench.http.get(`/leads?sort_direction=asc&${query}`)).data.leads.map(
				({ number }: { number: number }) => number,
			);
		const { data } = await bench.http.get('/tags?page_size=50');
		const gas = data.tags.find(({ name }: { name: string }) => name === 'Gas').id;

		expect(await numbers('lead_source[]=Google&lead_source[]=Referral')).toEqual([1, 3]);
		// Without brackets it is no list and filters nothing.
		expect(await numbers('lead_source=Google')).toEqual([1, 2, 3]);
		expect(await numbers(`customer_id=${customers[1]}&status=open`)).toEqual([3]);
		expect(await numbers(`tag_ids[]=${gas}`)).toEqual([1]);
	});

	test('the pipeline only moves forward and closes leads', async () => {
		const { data: lead } = await bench.http.post('/leads', { customer: { first_name: 'Ada' } });
		const { data } = await bench.http.get('/pipeline/statuses?resource_type=lead');
		const [, contacted, , lost] = data.statuses;
		const move = (status_id: string, resource_id = lead.id) =>
			bench.http.put('/pipeline/statuses', { resource_type: 'lead', resource_id, status_id });
		const moved = await move(lost.id);
		const back = await move(contacted.id);
		const missing = await move(lost.id, 'lea_0');

		expect(moved.data).toEqual({ resource_type: 'lead', resource_id: lead.id, status_id: lost.id, name: 'Lost' });
		expect((await bench.http.get(`/leads/${lead.id}`)).data).toMatchObject({
			status: 'lost',
			pipeline_status: 'Lost',
			lost_at: expect.any(String),
		});
		expect([back.status, back.data]).toEqual([422, { error: 'Only forward movement is allowed' }]);
		expect([missing.status, missing.data]).toEqual([404, { error: 'lead not found' }]);
		bench.crm.settings.pipelineEnabled = false;
		expect((await bench.http.get('/pipeline/statuses?resource_type=lead')).data).toMatchObject({ statuses: [] });
	});

	test.each(['job', 'estimate'])('a lead is converted to a %s, once', async (type) => {
		const { data: lead } = await bench.http.post('/leads', {
			customer: { first_name: 'Ada', addresses: [{ city: 'Denver' }] },
			lead_source: 'Google',
			line_items: [{ name: 'Boiler' }],
		});
		const { status, data } = await bench.http.post(`/leads/${lead.id}/convert`, { type });
		const again = await bench.http.post(`/leads/${lead.id}/convert`, { type });

		expect([status, Object.keys(data)]).toEqual([201, [`${type}_id`]]);
		expect(again.status).toBe(422);
		expect((await bench.app.get(`/${type}s/${data[`${type}_id`]}`)).data).toMatchObject({
			customer: { id: lead.customer.id },
			lead_source: 'Google',
		});
		expect((await bench.http.get(`/leads/${lead.id}`)).data).toMatchObject({
			status: 'won',
			conversions: [{ type, id: data[`${type}_id`] }],
		});
	});
});
