import { NOON, pipedriveBench, V2 } from './pipedriveBench';

const ACTIVITIES = `${V2}/activities`;
const DEALS = `${V2}/deals`;

describe('Pipedrive sandbox: activities and deals', () => {
	const bench = pipedriveBench();
	const person = async (name = 'Ada') => (await bench.data('post', `${V2}/persons`, { name })).id;
	const visit = (body: object = {}) =>
		bench.data('post', ACTIVITIES, {
			subject: 'Visit',
			type: 'meeting',
			due_date: '2026-11-05',
			due_time: '09:30',
			duration: '01:15',
			...body,
		});
	const refusal = async (method: 'post' | 'patch', path: string, body: object) => {
		const { status, data } = await bench.http[method](path, body);
		return { status, code: data.code, error: data.error };
	};

	test('an activity gets its person from the primary participant', async () => {
		const [ada, bob] = [await person(), await person('Bob')];
		const activity = await visit({ participants: [{ person_id: ada }, { person_id: bob, primary: true }] });

		expect(activity).toMatchObject({
			person_id: bob,
			participants: [
				{ person_id: ada, primary: false },
				{ person_id: bob, primary: true },
			],
			due_date: '2026-11-05',
			due_time: '09:30:00',
			duration: '01:15:00',
			done: false,
		});
		expect(activity).not.toHaveProperty('custom_fields');
		expect(await bench.data('get', `${ACTIVITIES}?person_id=${ada}`)).toEqual([]);
		expect(await bench.data('get', `${ACTIVITIES}?person_id=${bob}`)).toMatchObject([{ id: activity.id }]);
	});

	test('person_id is read-only', async () => {
		expect(await refusal('post', ACTIVITIES, { subject: 'Visit', person_id: await person() })).toEqual({
			status: 400,
			code: 'ERR_BAD_REQUEST',
			error: "'person_id' is a read-only field. Add a primary participant to set 'person_id' instead.",
		});
	});

	test('without a time it lasts all day; times come with or without seconds', async () => {
		const { due_time: _none, ...allDay } = { subject: 'Trade fair', due_date: '2026-11-05', due_time: null };

		expect(await bench.data('post', ACTIVITIES, allDay)).toMatchObject({ due_time: null, duration: null });
		expect(await visit({ due_time: '23:30:00' })).toMatchObject({ due_date: '2026-11-05', due_time: '23:30:00' });
	});

	test.each([
		['an ISO time', { due_time: '2026-11-05T09:30:00Z' }],
		['a date with a time', { due_date: '2026-11-05T09:30:00Z' }],
		['a day that is none', { due_date: '2026-02-30' }],
		['1 for done', { done: 1 }],
		['text as location', { location: 'Main St 1' }],
		['the name of a type', { type: 'Meeting' }],
		['a type that is switched off', { type: 'lunch' }],
		['a participant that is a number', { participants: [1] }],
		['a participant who does not exist', { participants: [{ person_id: 99 }] }],
	])('%s is refused', async (_what, body) => {
		expect(await refusal('post', ACTIVITIES, { subject: 'Visit', ...body })).toMatchObject({ status: 400 });
	});

	test('moving it to another day leaves the time', async () => {
		const { id } = await visit();

		expect(await bench.data('patch', `${ACTIVITIES}/${id}`, { due_date: '2026-11-06' })).toMatchObject({
			due_date: '2026-11-06',
			due_time: '09:30:00',
		});
	});

	test('done has a time, and attendees come on request', async () => {
		const { id } = await visit({ attendees: [{ email: 'ada@example.com', name: 'Ada' }] });
		const done = await bench.data('patch', `${ACTIVITIES}/${id}`, { done: true });
		const plain = await bench.data('get', `${ACTIVITIES}/${id}`);
		const full = await bench.data('get', `${ACTIVITIES}/${id}?include_fields=attendees`);

		expect(done).toMatchObject({ done: true, marked_as_done_time: '2026-11-02T10:00:00Z' });
		expect(plain).not.toHaveProperty('attendees');
		expect(full).toMatchObject({ attendees: [{ email: 'ada@example.com', name: 'Ada' }] });
		expect(await bench.data('get', `${ACTIVITIES}?done=false`)).toEqual([]);
		expect((await bench.http.get(`${ACTIVITIES}?done=1`)).status).toBe(400);
	});

	test('notes are sanitized', async () => {
		const { note } = await visit({ note: '<b onclick="x()">Gate</b><script>alert(1)</script>' });

		expect(note).toBe('<b>Gate</b>');
	});

	test('lists know neither type nor dates, but sort by due date', async () => {
		await visit({ due_date: '2026-12-01' });
		await visit({ due_date: '2026-11-01', type: 'call' });
		const sorted = await bench.data<{ id: number }[]>('get', `${ACTIVITIES}?sort_by=due_date`);

		expect(sorted.map(({ id }) => id)).toEqual([2, 1]);
	});

	test('a deal begins in the first stage and follows its stage to another pipeline', async () => {
		const deal = await bench.data('post', DEALS, { title: 'Roof', value: 1200.5, person_id: await person() });
		bench.pipedrive.settings.clockFrozenAt = NOON + 60_000;
		const moved = await bench.data('patch', `${DEALS}/${deal.id}`, { stage_id: 12 });

		expect(deal).toMatchObject({
			stage_id: 1,
			pipeline_id: 1,
			status: 'open',
			value: 1200.5,
			currency: 'EUR',
			origin: 'API',
		});
		expect(moved).toMatchObject({ stage_id: 12, pipeline_id: 2, stage_change_time: '2026-11-02T10:01:00Z' });
		expect(await bench.data('patch', `${DEALS}/${deal.id}`, { pipeline_id: 1 })).toMatchObject({ stage_id: 1 });
		expect(await refusal('patch', `${DEALS}/${deal.id}`, { pipeline_id: 1, stage_id: 12 })).toMatchObject({
			status: 400,
		});
		expect(await refusal('post', DEALS, { value: 5 })).toMatchObject({
			status: 400,
			code: 'ERR_SCHEMA_VALIDATION_FAILED',
		});
	});

	test('an outcome has its time; a reason needs a lost deal', async () => {
		const { id } = await bench.data('post', DEALS, { title: 'Roof' });
		const one = `${DEALS}/${id}`;

		expect(await refusal('patch', one, { lost_reason: 'No budget' })).toMatchObject({
			status: 400,
			code: 'ERR_BAD_REQUEST',
		});
		expect(await bench.data('patch', one, { status: 'lost', lost_reason: 'No budget' })).toMatchObject({
			lost_reason: 'No budget',
			lost_time: '2026-11-02T10:00:00Z',
			close_time: '2026-11-02T10:00:00Z',
			won_time: null,
		});
		expect(await bench.data('patch', one, { status: 'won' })).toMatchObject({
			lost_reason: null,
			lost_time: null,
			won_time: '2026-11-02T10:00:00Z',
		});
		expect(await refusal('patch', one, { status: 'deleted' })).toMatchObject({ status: 400 });
	});

	test('archived and deleted deals are elsewhere', async () => {
		const ids = bench.pipedrive
			.seed({ deals: ['Open', 'Archived', 'Gone'].map((title) => ({ title })) })
			.deals.map(Number);
		await bench.data('patch', `${DEALS}/${ids[1]}`, { is_archived: true });
		await bench.data('delete', `${DEALS}/${ids[2]}`);
		const listed = async (path: string) =>
			(await bench.data<{ id: number; status: string }[]>('get', path)).map(({ id, status }) => [id, status]);

		expect(await listed(DEALS)).toEqual([[ids[0], 'open']]);
		expect(await listed(`${DEALS}/archived`)).toEqual([[ids[1], 'open']]);
		expect(await listed(`${DEALS}?status=deleted`)).toEqual([[ids[2], 'deleted']]);
		expect((await bench.http.get(`${DEALS}?status=closed`)).status).toBe(400);
	});

	test('a full plan refuses one more open deal', async () => {
		bench.pipedrive.settings.openDealsLimit = 1;
		await bench.data('post', DEALS, { title: 'Roof' });

		expect(await refusal('post', DEALS, { title: 'Windows' })).toMatchObject({
			status: 403,
			code: 'feature_capping_deals_limit',
		});
	});
});
