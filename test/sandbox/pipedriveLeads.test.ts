import { type Answered, MARI, NOON, pipedriveBench, V1, V2 } from './pipedriveBench';

const LEADS = `${V1}/leads`;
const NOTES = `${V1}/notes`;
const HOT = 'f08b42a0-4e75-11ea-9643-03698ef1cfd6';

describe('Pipedrive sandbox: leads and notes', () => {
	const bench = pipedriveBench();
	const person = async (name = 'Ada') =>
		(await bench.data('post', `${V2}/persons`, { name, emails: [{ value: 'ada@example.com' }] })).id;
	const lead = async (body: object = {}) =>
		bench.data('post', LEADS, { title: 'Roof', person_id: await person(), ...body });
	const refusal = async (method: 'get' | 'post' | 'patch' | 'delete', url: string, data?: object) => {
		const answer = await bench.http.request({ method, url, data });
		return { status: answer.status, ...answer.data };
	};

	test('a new lead answers 201, with a UUID and milliseconds', async () => {
		const person_id = await person();
		const { status, data } = await bench.http.post(LEADS, {
			title: 'Roof',
			person_id,
			label_ids: [HOT],
			origin_id: 'x-1',
		});

		expect(status).toBe(201);
		expect(data.data).toMatchObject({
			id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			title: 'Roof',
			owner_id: MARI,
			creator_id: MARI,
			person_id,
			organization_id: null,
			label_ids: [HOT],
			source_name: 'API',
			origin: 'API',
			origin_id: 'x-1',
			is_archived: false,
			value: null,
			add_time: '2026-11-02T10:00:00.700Z',
			visible_to: '3',
		});
	});

	test.each([
		['no person and no organization', { person_id: null }],
		['a person who does not exist', { person_id: 99 }],
		['an amount without a currency', { value: { amount: 5 } }],
		['a number for visible_to', { visible_to: 3 }],
		['a label that does not exist', { label_ids: [HOT.replace('f', 'e')] }],
		['no title', { title: undefined }],
	])('%s is refused', async (_what, body) => {
		const { status, data } = await bench.http.post(LEADS, { title: 'Roof', person_id: await person(), ...body });

		expect([status, data]).toEqual([
			400,
			{ success: false, error: expect.any(String), error_info: expect.any(String), data: null, additional_data: null },
		]);
	});

	test('custom fields are at the root, in flat formats; a custom_fields object is passed over', async () => {
		const keys = await Promise.all(
			['External ID', 'Roof type', 'Works', 'Commission', 'Site address'].map((name) =>
				bench.keyOf('dealFields', name),
			),
		);
		const [external, roof, works, commission, site] = keys;
		const made = await lead({
			[external]: 'x-1',
			[roof]: 81,
			[works]: '91,93',
			[commission]: 50,
			[`${commission}_currency`]: 'USD',
			[site]: 'Main St 1',
		});
		const ignored = await lead({ custom_fields: { [external]: 'x-2' } });
		const cleared = await bench.data('patch', `${LEADS}/${made.id}`, { [roof]: null });

		expect(made).toMatchObject({
			[external]: 'x-1',
			[roof]: '81',
			[works]: '91,93',
			[commission]: 50,
			[`${commission}_currency`]: 'USD',
			[site]: 'Main St 1',
		});
		expect(ignored).not.toHaveProperty(external);
		expect(ignored).not.toHaveProperty('custom_fields');
		expect(cleared).not.toHaveProperty(roof);
		expect(cleared).toHaveProperty(works);
		expect(await refusal('patch', `${LEADS}/${made.id}`, { [roof]: 99 })).toMatchObject({ status: 400 });
	});

	test('an unknown lead answers 404', async () => {
		expect(await refusal('get', `${LEADS}/adf21080-0e10-11eb-879b-05d71fb426ec`)).toEqual({
			status: 404,
			success: false,
			error: 'requested lead not found',
			error_info: 'Object was not found.',
			data: null,
			additional_data: null,
		});
	});

	test('an archived lead is in a list of its own and cannot be changed before it is back', async () => {
		const one = `${LEADS}/${(await lead()).id}`;
		await bench.data('patch', one, { is_archived: true });

		expect(await bench.data('get', LEADS)).toEqual([]);
		expect(await bench.data('get', `${LEADS}/archived`)).toMatchObject([{ is_archived: true }]);
		expect(await refusal('patch', one, { title: 'Windows' })).toMatchObject({ status: 400 });
		expect(await bench.data('patch', one, { is_archived: false, title: 'Windows' })).toMatchObject({
			title: 'Windows',
		});
	});

	test('lists have offsets, filters and a sort with a direction', async () => {
		const person_id = await person();
		bench.pipedrive.seed({
			leads: [1, 2, 3].map((day) => ({ title: `Lead ${day}`, person_id, add_time: `2026-10-0${day}T00:00:00.500Z` })),
		});
		const first = (await bench.http.get(`${LEADS}?limit=2&sort=${encodeURIComponent('add_time DESC')}`)).data;
		bench.pipedrive.settings.leadPaging = 'nested';
		const second = (await bench.http.get(`${LEADS}?limit=2&start=2&sort=${encodeURIComponent('add_time DESC')}`)).data;
		const titles = ({ data }: { data: Answered[] }) => data.map(({ title }) => title);

		expect(titles(first)).toEqual(['Lead 3', 'Lead 2']);
		expect(first.additional_data).toEqual({ start: 0, limit: 2, more_items_in_collection: true, next_start: 2 });
		expect(titles(second)).toEqual(['Lead 1']);
		expect(second.additional_data).toEqual({ pagination: { start: 2, limit: 2, more_items_in_collection: false } });
		expect(titles((await bench.http.get(`${LEADS}?updated_since=2026-10-02T00:00:00Z`)).data)).toEqual([
			'Lead 2',
			'Lead 3',
		]);
		expect(await bench.data('get', `${LEADS}?person_id=99`)).toEqual([]);
		expect((await bench.http.get(`${LEADS}?sort=speed`)).status).toBe(400);
	});

	test('search finds titles and custom fields, but no e-mail', async () => {
		const key = await bench.keyOf('dealFields', 'External ID');
		const made = await lead({ [key]: 'x-1' });
		const found = async (query: string) =>
			(await bench.data<{ items: { item: Answered }[] }>('get', `${V2}/leads/search?${query}`)).items;

		expect(await found('term=x-1&fields=custom_fields&exact_match=true')).toMatchObject([
			{ item: { id: made.id, type: 'lead', emails: ['ada@example.com'], custom_fields: ['x-1'] } },
		]);
		expect(await found('term=roof')).toHaveLength(1);
		expect(await found('term=ada@example.com')).toEqual([]);
		expect(await found(`term=roof&person_id=99`)).toEqual([]);
	});

	test('a deleted lead is gone', async () => {
		const { id } = await lead();

		expect(await bench.data('delete', `${LEADS}/${id}`)).toEqual({ id });
		expect(await refusal('delete', `${LEADS}/${id}`)).toMatchObject({ status: 404 });
	});

	test('a conversion takes a while, and the lead becomes a deal', async () => {
		const key = await bench.keyOf('dealFields', 'External ID');
		const { id } = await lead({ value: { amount: 900, currency: 'EUR' }, [key]: 'x-1' });
		const { conversion_id } = await bench.data('post', `${V2}/leads/${id}/convert/deal`, { stage_id: 2 });
		const status = () => bench.data('get', `${V2}/leads/${id}/convert/status/${conversion_id}`);

		expect(await status()).toMatchObject({ status: 'running' });
		bench.pipedrive.settings.clockFrozenAt = NOON + 2_000;
		const { deal_id } = await status();
		expect(await status()).toMatchObject({ status: 'completed', deal_id });
		expect(await bench.data('get', `${V2}/deals/${deal_id}`)).toMatchObject({
			title: 'Roof',
			value: 900,
			stage_id: 2,
			source_lead_id: id,
			custom_fields: { [key]: 'x-1' },
		});
		expect(await refusal('get', `${LEADS}/${id}`)).toMatchObject({ status: 404 });
	});

	test('an activity of a lead is its next one', async () => {
		const { id } = await lead();
		const activity = await bench.data('post', `${V2}/activities`, { subject: 'Call', type: 'call', lead_id: id });

		expect(await bench.data('get', `${LEADS}/${id}`)).toMatchObject({ next_activity_id: activity.id });
	});

	test('a note answers 200, sanitized, with the names of what it is about', async () => {
		const person_id = await person();
		const body = {
			content: '<p>Gate <b>12</b></p><script>x()</script>',
			person_id,
			add_time: '2026-10-01 08:00:00',
			pinned_to_person_flag: 1,
		};
		const { status, data } = await bench.http.post(NOTES, body);

		expect(status).toBe(200);
		expect(data.data).toMatchObject({
			content: '<p>Gate <b>12</b></p>',
			person_id,
			person: { name: 'Ada' },
			deal: null,
			lead_id: null,
			add_time: '2026-10-01 08:00:00',
			update_time: '2026-11-02 10:00:00',
			pinned_to_person_flag: true,
			user_id: MARI,
		});
	});

	test('notes are changed with PUT, listed by parent and deleted', async () => {
		const person_id = await person();
		const { id } = await bench.data('post', NOTES, { content: 'One', person_id });
		await bench.data('post', NOTES, { content: 'Other', lead_id: (await lead()).id });
		const changed = await bench.data('put', `${NOTES}/${id}`, { content: 'Two' });
		const { data } = await bench.http.get(`${NOTES}?person_id=${person_id}`);

		expect(changed).toMatchObject({ content: 'Two', person_id });
		expect(data).toMatchObject({
			data: [{ id }],
			additional_data: { pagination: { more_items_in_collection: false } },
		});
		expect(await bench.data('delete', `${NOTES}/${id}`)).toBe(true);
		expect(await refusal('get', `${NOTES}/${id}`)).toMatchObject({ status: 404 });
	});

	test('a note needs a content and something it is about', async () => {
		expect(await refusal('post', NOTES, { content: 'Alone' })).toMatchObject({ status: 400 });
		expect(await refusal('post', NOTES, { content: ' ', person_id: await person() })).toMatchObject({ status: 400 });
		expect(await refusal('post', NOTES, { content: 'Lost', deal_id: 99 })).toMatchObject({ status: 400 });
	});

	test('v1 takes forms and answers below /v1 as well; v2 takes JSON only', async () => {
		const person_id = await person();
		const form = new URLSearchParams({ content: 'By form', person_id: String(person_id) });
		const v2 = await bench.http.post(`${V2}/persons`, new URLSearchParams({ name: 'By form' }));
		bench.pipedrive.clearRequests();
		const v1 = await bench.http.post('/v1/notes', form);
		const violations = bench.pipedrive.invalid().map(({ at }) => at);
		bench.pipedrive.clearRequests();

		expect([v1.status, v1.data.data.person_id, v2.status]).toEqual([200, person_id, 415]);
		// The document describes JSON, where an id is a number.
		expect(violations.filter((at) => at !== '/person_id')).toEqual([]);
	});

	test.each(['persons', 'deals', 'activities/1', 'itemSearch'])('v1 no longer has %s', async (path) => {
		expect((await bench.http.get(`${V1}/${path}`)).status).toBe(410);
	});
});
