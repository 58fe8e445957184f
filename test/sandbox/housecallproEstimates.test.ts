import { FULL_ADDRESS, housecallProBench, OMAR } from './housecallproBench';

describe('Housecall Pro sandbox: estimates', () => {
	const bench = housecallProBench();
	const customer = { id: '' };
	beforeEach(async () => {
		const { data } = await bench.http.post('/customers', { first_name: 'Ada', notes: 'Dog', addresses: [FULL_ADDRESS] });
		customer.id = data.id;
	});

	test('an estimate answers 200, in words of its own', async () => {
		const { status, data } = await bench.http.post('/estimates', {
			customer_id: customer.id,
			address: { street: '1 Oak St', city: 'Denver', state: 'CO', zip: '80205' },
			options: [{ name: 'Basic', line_items: [{ name: 'Boiler', unit_price: 5_000 }] }],
			schedule: {
				start_time: '2026-12-01T09:00:00',
				end_time: '2026-12-01T10:00:00',
				arrival_window_in_minutes: 60,
				notify_customer: true,
			},
		});

		expect(status).toBe(200);
		expect(data).toMatchObject({
			estimate_number: '1',
			customer: { id: customer.id, notes: 'Dog' },
			address: { street: '1 Oak St' },
			schedule: { scheduled_start: '2026-12-01T16:00:00Z', arrival_window: 60 },
			options: [{ name: 'Basic', option_number: '1', total_amount: 5_000 }],
		});
		expect(bench.crm.records('notifications')).toMatchObject([{ aboutId: data.id, cause: 'notify_customer' }]);
		expect((await bench.http.get(`/estimates?customer_id=${customer.id}`)).data.total_items).toBe(1);
		expect((await bench.http.get(`/estimates/${data.id}`)).status).toBe(403);
		expect((await bench.app.get(`/estimates/${data.id}`)).data).toEqual(data);
	});

	test('an estimate is moved and noted through one of its options, by company keys only', async () => {
		const { data: estimate } = await bench.http.post('/estimates', { customer_id: customer.id, options: [{ name: 'Basic' }] });
		const url = `/estimates/${estimate.id}/options/${estimate.options[0].id}`;
		const times = { start_time: '2026-12-01T09:00:00Z', end_time: '2026-12-01T10:00:00Z', arrival_window_in_minutes: 30 };
		const people = { notify: true, notify_pro: true, dispatched_employees: [{ employee_id: OMAR }] };
		const moved = await bench.http.put(`${url}/schedule`, { ...times, ...people });
		const note = await bench.http.post(`${url}/notes`, { content: 'Bring a ladder' });

		expect([moved.status, moved.data]).toEqual([
			200,
			{ start_time: '2026-12-01T09:00:00Z', end_time: '2026-12-01T10:00:00Z', arrival_window_minutes: 30 },
		]);
		expect([note.status, note.data]).toEqual([201, { id: expect.any(String), content: 'Bring a ladder' }]);
		expect((await bench.app.get(`/estimates/${estimate.id}`)).data).toMatchObject({
			work_status: 'scheduled',
			schedule: { scheduled_start: '2026-12-01T09:00:00Z', arrival_window: 30 },
			assigned_employees: [{ id: OMAR }],
			options: [{ notes: [note.data] }],
		});
		expect(bench.crm.records('notifications')).toMatchObject([{ cause: 'notify' }, { cause: 'notify_pro' }]);
		expect((await bench.app.put(`${url}/schedule`, times)).status).toBe(403);
		expect((await bench.app.post(`${url}/notes`, { content: 'x' })).status).toBe(403);
		expect((await bench.http.put(`/estimates/${estimate.id}/options/est_0/schedule`, times)).status).toBe(404);
	});

	test('estimates are filtered like jobs', async () => {
		const at = (day: number) => ({ schedule: { start_time: `2026-12-0${day}T09:00:00Z` } });
		const { estimates } = bench.crm.seed({
			estimates: [
				{ customer_id: customer.id },
				{ customer_id: customer.id, ...at(1) },
				{ customer_id: customer.id, ...at(2), work_status: 'user canceled' },
			],
		});
		const found = async (query: string): Promise<string[]> =>
			(await bench.http.get(`/estimates?sort_direction=asc&${query}`)).data.estimates.map(({ id }: { id: string }) => id);

		expect(await found(`customer_id=${customer.id}`)).toEqual(estimates);
		expect(await found('work_status[]=unscheduled&work_status[]=canceled')).toEqual([estimates[0], estimates[2]]);
		expect(await found('scheduled_start_min=2026-12-01T09:00:00Z&scheduled_start_max=2026-12-01T09:00:00Z')).toEqual([
			estimates[1],
		]);
	});

	test('estimate options list their problems by attribute', async () => {
		const { data: estimate } = await bench.http.post('/estimates', { customer_id: customer.id });
		const url = `/estimates/${estimate.id}/options`;
		const refused = await bench.http.post(url, {});
		const missing = await bench.http.post('/estimates/est_0/options', { name: 'Basic' });

		expect([refused.status, refused.data]).toEqual([422, { errors: { name: ['is missing'] } }]);
		expect([missing.status, missing.data]).toEqual([404, { error: { message: 'Estimate not found' } }]);
		expect((await bench.http.post(url, { name: 'Basic' })).status).toBe(201);
	});
});
