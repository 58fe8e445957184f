import { DANA, FULL_ADDRESS, housecallProBench, INES, OMAR } from './housecallproBench';

describe('Housecall Pro sandbox: jobs', () => {
	const bench = housecallProBench();
	const customer = { id: '', address: '' };
	beforeEach(async () => {
		const ada = { first_name: 'Ada', notes: 'Dog', addresses: [FULL_ADDRESS] };
		const { data } = await bench.http.post('/customers', ada);
		Object.assign(customer, { id: data.id, address: data.addresses[0].id });
	});
	const createJob = (body: object = {}) =>
		bench.http.post('/jobs', { customer_id: customer.id, address_id: customer.address, ...body });
	const scheduled = { scheduled_start: '2026-12-01T09:00:00', scheduled_end: '2026-12-01T11:00:00' };
	const appointment = (day: number, employees: string[] = []) => ({
		start_time: `2026-12-0${day}T16:00:00Z`,
		end_time: `2026-12-0${day}T18:00:00Z`,
		dispatched_employees_ids: employees,
	});
	const ids = async (query: string): Promise<string[]> =>
		(await bench.http.get(`/jobs?sort_direction=asc&${query}`)).data.jobs.map(({ id }: { id: string }) => id);

	test("a job is described by its line items and scheduled in the company's time zone", async () => {
		const { status, data } = await createJob({
			schedule: { ...scheduled, arrival_window: 60 },
			assigned_employee_ids: [OMAR],
			line_items: [{ name: 'Boiler', unit_price: 9_900, quantity: 2 }, { name: 'Travel' }],
			notes: 'Gate code 12',
			tags: ['Gas'],
		});

		expect(status).toBe(201);
		expect(data).toMatchObject({
			id: expect.stringMatching(/^job_/),
			invoice_number: '1',
			description: 'Boiler, Travel',
			customer: { id: customer.id, notes: [{ content: 'Dog' }] },
			address: { id: customer.address },
			notes: [{ id: expect.any(String), content: 'Gate code 12' }],
			work_status: 'scheduled',
			schedule: {
				scheduled_start: '2026-12-01T16:00:00Z',
				scheduled_end: '2026-12-01T18:00:00Z',
				arrival_window: 60,
			},
			total_amount: 19_800,
			assigned_employees: [{ id: OMAR }],
		});
		expect((await bench.http.get(`/jobs/${data.id}`)).data).toEqual(data);
		expect((await bench.http.get(`/jobs/${data.id}/line_items`)).data.data[0]).toMatchObject({ amount: 19_800 });
	});

	test('times with an offset are instants; naive ones can be UTC', async () => {
		const start = async (scheduled_start: string) =>
			(await createJob({ schedule: { scheduled_start } })).data.schedule.scheduled_start;

		expect(await start('2026-07-01T09:00:00')).toBe('2026-07-01T15:00:00Z');
		expect(await start('2026-07-01T09:00:00+02:00')).toBe('2026-07-01T07:00:00Z');
		bench.crm.settings.naiveTimes = 'utc';
		expect(await start('2026-07-01T09:00:00')).toBe('2026-07-01T09:00:00Z');
	});

	test('an all-day job needs its date', async () => {
		const without = await createJob({ schedule: { anytime: true } });
		const { data } = await createJob({ schedule: { anytime: true, anytime_start_date: '2026-12-01' } });
		const { data: list } = await bench.http.get(`/jobs/${data.id}/appointments`);

		expect([without.status, without.data.error.message]).toEqual([422, 'schedule.anytime_start_date is missing']);
		expect(list.appointments).toMatchObject([{ start_date: '2026-12-01', anytime: true }]);
	});

	test('customer, address, employees, job type and invoice number have to fit', async () => {
		const { data: other } = await bench.http.post('/customers', { first_name: 'Bob', addresses: [FULL_ADDRESS] });
		await createJob({ invoice_number: 7 });
		const refused = [
			await bench.http.post('/jobs', { customer_id: customer.id }),
			await createJob({ customer_id: 'cus_0' }),
			await createJob({ address_id: other.addresses[0].id }),
			await createJob({ assigned_employee_ids: ['pro_0'] }),
			await createJob({ job_fields: { job_type_id: 'jbt_0' } }),
			await createJob({ invoice_number: 7 }),
			await createJob({ line_items: [{ unit_price: 1 }] }),
			await createJob({ schedule: { scheduled_start: 'tomorrow' } }),
		];

		expect(refused.map(({ data }) => data.error.message)).toEqual([
			'address_id is missing',
			'customer_id is invalid',
			'address_id is not an address of this customer',
			'assigned_employee_ids is invalid',
			'job_fields.job_type_id is invalid',
			'invoice_number has already been taken',
			'line_items.0.name is missing',
			'scheduled_start is not a valid ISO-8601 time',
		]);
		expect(bench.crm.records('jobs')).toHaveLength(1);
	});

	test('PUT schedule speaks other words than the job, and tells nobody unless asked', async () => {
		const { data: job } = await createJob({ assigned_employee_ids: [OMAR] });
		const url = `/jobs/${job.id}/schedule`;
		const quiet = await bench.app.put(url, {
			start_time: '2026-12-02T09:00:00',
			end_time: '2026-12-02T10:30:00',
			arrival_window_in_minutes: 30,
		});

		expect(quiet.data).toEqual({
			start_time: '2026-12-02T16:00:00Z',
			end_time: '2026-12-02T17:30:00Z',
			arrival_window_minutes: 30,
		});
		expect(bench.crm.records('notifications')).toEqual([]);

		const loud = await bench.app.put(url, {
			start_time: '2026-12-03T09:00:00-07:00',
			notify: true,
			notify_pro: true,
			dispatched_employees: [{ employee_id: INES }],
			expand: ['assigned_employees'],
		});
		expect(loud.data).toMatchObject({ end_time: '2026-12-03T17:00:00Z', assigned_employees: [{ id: INES }] });
		expect(bench.crm.records('notifications')).toMatchObject([
			{ to: 'customer', recipientId: customer.id, aboutId: job.id, cause: 'notify' },
			{ to: 'employee', recipientId: INES, aboutId: job.id, cause: 'notify_pro' },
		]);
	});

	test('who has notifications off is told nothing; a booking may tell the others unasked', async () => {
		await createJob({ schedule: scheduled });
		bench.crm.settings.confirmBookings = true;
		const { data: job } = await createJob({ schedule: scheduled });
		await bench.http.put(`/customers/${customer.id}`, { notifications_enabled: false });
		await createJob({ schedule: scheduled });
		await bench.app.put(`/jobs/${job.id}/schedule`, { start_time: '2026-12-03T09:00:00', notify: true });

		expect(bench.crm.records('notifications')).toMatchObject([{ aboutId: job.id, cause: 'booking' }]);
	});

	test('dispatch, unschedule, notes and tags', async () => {
		const { data: job } = await createJob({ schedule: scheduled });
		const { data: tags } = await bench.http.get('/tags?sort_by=name&sort_direction=asc');
		const dispatch = await bench.app.put(`/jobs/${job.id}/dispatch`, {
			dispatched_employees: [{ employee_id: DANA }, { employee_id: OMAR }],
		});
		const erased = await bench.app.delete(`/jobs/${job.id}/schedule`);
		const note = await bench.http.post(`/jobs/${job.id}/notes`, { content: 'Call first' });
		const tagged = await bench.http.post(`/jobs/${job.id}/tags`, { tag_id: tags.tags[2].id });
		const { data } = await bench.http.get(`/jobs/${job.id}`);

		expect(dispatch.data.assigned_employees).toMatchObject([{ id: DANA }, { id: OMAR }]);
		expect(erased.data).toEqual({ object: 'schedule', deleted: true });
		expect([note.status, note.data.content]).toEqual([201, 'Call first']);
		expect([tagged.status, tagged.data.tags]).toEqual([201, [{ id: tags.tags[2].id, name: 'VIP' }]]);
		expect(data).toMatchObject({
			work_status: 'needs scheduling',
			schedule: { arrival_window: 0 },
			notes: [note.data],
			tags: ['VIP'],
			assigned_employees: [{ id: DANA }, { id: OMAR }],
		});
		const removed = [
			await bench.http.delete(`/jobs/${job.id}/notes/${note.data.id}`),
			await bench.http.delete(`/jobs/${job.id}/tags/${tags.tags[2].id}`),
		];
		expect(removed.map((answer) => [answer.status, answer.data])).toEqual([
			[200, ''],
			[200, { tags: [] }],
		]);
	});

	test('a job with two appointments refuses schedule, and each appointment can be moved', async () => {
		const { data: job } = await createJob();
		const url = `/jobs/${job.id}/appointments`;
		const second = await bench.http.post(url, { ...appointment(3, [OMAR]), arrival_window_minutes: 30 });
		const first = await bench.http.post(url, appointment(2));
		const refused = await bench.app.put(`/jobs/${job.id}/schedule`, { start_time: '2026-12-05T09:00:00' });
		const moved = await bench.http.put(`${url}/${second.data.id}`, appointment(4, [INES]));
		const { data } = await bench.http.get(`/jobs/${job.id}?expand[]=appointments`);

		expect([second.status, second.data]).toEqual([
			201,
			{
				id: expect.any(String),
				start_date: '2026-12-03',
				start_time: '2026-12-03T16:00:00Z',
				end_time: '2026-12-03T18:00:00Z',
				anytime: false,
				arrival_window_minutes: 30,
				dispatched_employees_ids: [OMAR],
			},
		]);
		expect(refused.status).toBe(422);
		expect(refused.data.error.message).toContain('appointments endpoints');
		expect(data).toMatchObject({
			work_status: 'scheduled',
			schedule: {
				scheduled_start: '2026-12-02T16:00:00Z',
				scheduled_end: '2026-12-04T18:00:00Z',
				appointments: [first.data, moved.data],
			},
			assigned_employees: [{ id: INES }],
		});
		expect((await bench.http.delete(`${url}/${first.data.id}`)).data).toBe('');
		expect((await bench.app.put(`/jobs/${job.id}/schedule`, { start_time: '2026-12-05T09:00:00' })).status).toBe(200);
		const incomplete = await bench.http.post(url, { start_time: '2026-12-05T09:00:00' });
		expect(incomplete.data.error.message).toBe('end_time is missing');
	});

	test('the words of work_status differ between answer and filter', async () => {
		const statuses = ['needs scheduling', 'in progress', 'complete rated', 'complete unrated', 'pro canceled'];
		const { jobs } = bench.crm.seed({
			jobs: statuses.map((work_status) => ({ customer_id: customer.id, work_status })),
		});

		expect(await ids('work_status[]=unscheduled')).toEqual([jobs[0]]);
		expect(await ids('work_status[]=in_progress&work_status[]=canceled')).toEqual([jobs[1], jobs[4]]);
		expect(await ids('work_status[]=completed')).toEqual([jobs[2], jobs[3]]);
	});

	test('jobs are filtered by customer, employee and time', async () => {
		const { customers } = bench.crm.seed({ customers: [{ first_name: 'Bob' }] });
		const { jobs } = bench.crm.seed({
			jobs: [
				{ customer_id: customers[0] },
				{ customer_id: customer.id, schedule: scheduled, assigned_employee_ids: [OMAR] },
				{ customer_id: customer.id, appointments: [appointment(5, [INES])] },
			],
		});

		expect(await ids(`customer_id=${customer.id}`)).toEqual([jobs[1], jobs[2]]);
		expect(await ids(`employee_ids[]=${OMAR}&employee_ids[]=${INES}`)).toEqual([jobs[1], jobs[2]]);
		expect(await ids('scheduled_start_min=2026-12-02T00:00:00Z')).toEqual([jobs[2]]);
		expect(await ids('scheduled_end_max=2026-12-01T18:00:00Z')).toEqual([jobs[1]]);
	});

	test('a job that is missing is an empty object, an archived one says so', async () => {
		const { jobs } = bench.crm.seed({ jobs: [{ customer_id: customer.id, archived: true }] });
		const missing = await bench.http.get('/jobs/job_0');
		const missingNote = await bench.http.post('/jobs/job_0/notes', { content: 'x' });
		const archived = await bench.http.post(`/jobs/${jobs[0]}/notes`, { content: 'x' });

		expect([missing.status, missing.data]).toEqual([404, {}]);
		expect([missingNote.status, missingNote.data]).toEqual([404, { error: { message: 'Job not found' } }]);
		expect([archived.status, archived.data.error.message]).toEqual([400, expect.stringContaining('archived job')]);
		expect(await ids('')).toEqual([]);
	});
});
