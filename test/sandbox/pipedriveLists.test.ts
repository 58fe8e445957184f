import { type Answered, NOON, pipedriveBench, V1, V2 } from './pipedriveBench';

const PERSONS = `${V2}/persons`;
const at = (second: number) => new Date(Date.parse('2026-10-01T00:00:00Z') + second * 1_000).toISOString();

describe('Pipedrive sandbox: lists, search and metadata', () => {
	const bench = pipedriveBench();
	const page = async (path: string) =>
		(await bench.http.get(path)).data as { data: Answered[]; additional_data: { next_cursor: string | null } };
	const ids = async (path: string) => (await page(path)).data.map(({ id }) => id);
	const found = async (query: string) => {
		const { items } = await bench.data<{ items: { result_score: number; item: Answered }[] }>(
			'get',
			`${PERSONS}/search?${query}`,
		);
		return items.map(({ item }) => item);
	};
	const seedPersons = (...persons: object[]) => bench.pipedrive.seed({ persons }).persons.map(Number);

	test('a cursor leads from page to page, also through records of the same second', async () => {
		seedPersons(...[5, 1, 1, 1, 3].map((second) => ({ name: `P${second}`, add_time: at(second) })));
		const query = `${PERSONS}?sort_by=update_time&sort_direction=asc&limit=2`;
		const first = await page(query);
		const second = await page(`${query}&cursor=${first.additional_data.next_cursor}`);
		const third = await page(`${query}&cursor=${second.additional_data.next_cursor}`);

		expect([first, second, third].map(({ data }) => data.map(({ id }) => id))).toEqual([[2, 3], [4, 5], [1]]);
		expect(third.additional_data.next_cursor).toBeNull();
	});

	test('a record that is changed between two pages is met again at the end', async () => {
		seedPersons(...[1, 2, 3].map((second) => ({ name: `P${second}`, add_time: at(second) })));
		const query = `${PERSONS}?sort_by=update_time&limit=2`;
		const first = await page(query);
		await bench.data('patch', `${PERSONS}/1`, { name: 'Changed' });

		expect(await ids(`${query}&cursor=${first.additional_data.next_cursor}`)).toEqual([3, 1]);
	});

	test('updated_since is inclusive to the second, updated_until is not', async () => {
		seedPersons({ name: 'A', update_time: '2026-10-01T00:00:10.700Z' }, { name: 'B', update_time: at(11) });

		expect(await ids(`${PERSONS}?updated_since=2026-10-01T00:00:10Z`)).toEqual([1, 2]);
		expect(await ids(`${PERSONS}?updated_since=2026-10-01T00:00:11Z`)).toEqual([2]);
		expect(await ids(`${PERSONS}?updated_until=2026-10-01T00:00:11Z`)).toEqual([1]);
		expect(await ids(`${PERSONS}?updated_since=${encodeURIComponent('2026-10-01T02:00:11+02:00')}`)).toEqual([2]);
	});

	test.each(['2026-10-01T00:00:10.000Z', '2026-10-01 00:00:10', 'yesterday'])(
		'updated_since refuses %s',
		async (time) => {
			const { status, data } = await bench.http.get(`${PERSONS}?updated_since=${encodeURIComponent(time)}`);

			expect([status, data.code, data.error]).toEqual([
				400,
				'ERR_SCHEMA_VALIDATION_FAILED',
				expect.stringContaining('is not a valid datetime'),
			]);
		},
	);

	test('an imported record may be older than its id', async () => {
		seedPersons(
			{ name: 'New', add_time: at(5), update_time: at(6) },
			{ name: 'Imported', add_time: at(1), update_time: at(7) },
		);

		expect(await ids(`${PERSONS}?sort_by=add_time&sort_direction=desc`)).toEqual([1, 2]);
		expect(await ids(`${PERSONS}?updated_since=2026-10-01T00:00:07Z`)).toEqual([2]);
	});

	test.each(['limit=501', 'limit=0', 'limit=many', 'sort_by=name', 'sort_direction=up', 'cursor=%7B', 'owner_id=Mari'])(
		'a list refuses %s',
		async (query) => {
			expect((await bench.http.get(`${PERSONS}?${query}`)).status).toBe(400);
		},
	);

	test('ids read up to a hundred at once and leave out what is not there', async () => {
		const seeded = seedPersons(...Array.from({ length: 101 }, (_none, index) => ({ name: `P${index}` })));

		expect(await ids(`${PERSONS}?ids=3,999,1`)).toEqual([1, 3]);
		expect((await page(`${PERSONS}?ids=${seeded.slice(0, 100).join(',')}`)).data).toHaveLength(100);
		expect((await bench.http.get(`${PERSONS}?ids=${seeded.join(',')}`)).status).toBe(400);
		expect((await bench.http.get(`${PERSONS}?custom_fields=${Array(16).fill('k').join(',')}`)).status).toBe(400);
	});

	test('lists filter by organization and deal', async () => {
		const [org_id] = bench.pipedrive.seed({ organizations: [{ name: 'Engines' }] }).organizations.map(Number);
		const [ada, bob] = seedPersons({ name: 'Ada', org_id }, { name: 'Bob' });
		const [deal] = bench.pipedrive.seed({ deals: [{ title: 'Roof', person_id: bob }] }).deals;

		expect(await ids(`${PERSONS}?org_id=${org_id}`)).toEqual([ada]);
		expect(await ids(`${PERSONS}?deal_id=${deal}`)).toEqual([bob]);
	});

	test('search is a projection: flat strings, no keys', async () => {
		const key = await bench.keyOf('personFields', 'External ID');
		const [org_id] = bench.pipedrive.seed({ organizations: [{ name: 'Engines' }] }).organizations.map(Number);
		const [id] = seedPersons({
			name: 'Ada',
			org_id,
			emails: [{ value: 'Ada@Example.com' }],
			phones: [{ value: '+372 5551' }],
			custom_fields: { [key]: 'X-1' },
		});
		const [item] = await found('term=x-1&fields=custom_fields&exact_match=true');

		expect(item).toEqual({
			id,
			type: 'person',
			name: 'Ada',
			phones: ['+372 5551'],
			emails: ['Ada@Example.com'],
			organization: { id: org_id, name: 'Engines', address: null },
			visible_to: 3,
			owner: { id: 501 },
			custom_fields: ['X-1'],
			notes: [],
		});
	});

	test('an exact match is not case-sensitive; any other is fuzzy', async () => {
		seedPersons(
			{ name: 'Ada', emails: [{ value: 'Ada@Example.com' }] },
			{ name: 'Other', emails: [{ value: 'ada@example.com.au' }] },
		);

		expect(await found('term=ADA@example.com&fields=email&exact_match=true')).toHaveLength(1);
		expect((await found('term=ada@example.com&fields=email')).map(({ name }) => name)).toEqual(['Ada', 'Other']);
		expect(await found('term=ada@example.com&fields=phone')).toEqual([]);
	});

	test('a term needs two characters, or one when it is exact', async () => {
		const status = async (query: string) => (await bench.http.get(`${PERSONS}/search?${query}`)).status;

		expect([await status('term=a'), await status('term=a&exact_match=true'), await status('term=')]).toEqual([
			400, 200, 400,
		]);
	});

	test('search says nothing about which custom field it found, and looks into some types only', async () => {
		const [first, second, number, date] = await Promise.all(
			['External ID', 'District', 'Roof area', 'First visit'].map((name) => bench.keyOf('personFields', name)),
		);
		seedPersons(
			{ name: 'A', custom_fields: { [first]: '77' } },
			{ name: 'B', custom_fields: { [second]: '77' } },
			{ name: 'C', custom_fields: { [number]: 77, [date]: '2026-11-05' } },
		);

		expect(await found('term=77&fields=custom_fields&exact_match=true')).toMatchObject([
			{ name: 'A' },
			{ name: 'B' },
			{ name: 'C' },
		]);
		expect(await found('term=2026-11-05&fields=custom_fields')).toEqual([]);
	});

	test('search lags behind writes: a second create finds nothing, a deleted record is still found', async () => {
		bench.pipedrive.settings.indexLagMs = 3_000;
		const { id } = await bench.data('post', PERSONS, { name: 'Ada', emails: [{ value: 'ada@example.com' }] });
		const early = await found('term=ada@example.com');
		bench.pipedrive.settings.clockFrozenAt = NOON + 3_000;
		const late = await found('term=ada@example.com');
		await bench.data('delete', `${PERSONS}/${id}`);
		const stale = await found('term=ada@example.com');

		expect([early.length, late.length, stale.length]).toEqual([0, 1, 1]);
		expect(await ids(`${PERSONS}?ids=${id}`)).toEqual([]);
	});

	test('phones are compared as they are written, or by their digits', async () => {
		seedPersons({ name: 'Ada', phones: [{ value: '+372 555-10001' }] });
		const literal = await found('term=37255510001&fields=phone&exact_match=true');
		bench.pipedrive.settings.phoneSearch = 'digits';
		const digits = await found('term=37255510001&fields=phone&exact_match=true');

		expect([literal.length, digits.length]).toEqual([0, 1]);
	});

	test('search finds notes, pages and can be held to an organization', async () => {
		const [org_id] = bench.pipedrive.seed({ organizations: [{ name: 'Engines' }] }).organizations.map(Number);
		const [ada] = seedPersons({ name: 'Ada', org_id }, { name: 'Ada B' }, { name: 'Ada C' });
		bench.pipedrive.seed({ notes: [{ content: 'Gate code', person_id: ada }] });
		const first = (await bench.http.get(`${PERSONS}/search?term=ada&limit=2`)).data;
		const second = (
			await bench.http.get(`${PERSONS}/search?term=ada&limit=2&cursor=${first.additional_data.next_cursor}`)
		).data;

		expect(await found('term=gate&fields=notes')).toMatchObject([{ id: ada, notes: ['Gate code'] }]);
		expect(await found(`term=ada&organization_id=${org_id}`)).toHaveLength(1);
		expect([first.data.items.length, second.data.items.length, second.additional_data.next_cursor]).toEqual([
			2,
			1,
			null,
		]);
	});

	test('all kinds are searched at once, and one field with regard to case', async () => {
		const [person] = seedPersons({ name: 'Ada', emails: [{ value: 'Ada@Example.com' }] });
		bench.pipedrive.seed({ organizations: [{ name: 'Ada Ltd' }], deals: [{ title: 'Ada roof' }] });
		const { items } = await bench.data<{ items: { item: Answered }[] }>('get', `${V2}/itemSearch?term=ada`);
		const byField = (term: string) =>
			bench.data('get', `${V2}/itemSearch/field?entity_type=person&field=name&term=${term}`);

		expect(items.map(({ item }) => item.type).sort()).toEqual(['deal', 'organization', 'person']);
		expect((await bench.http.get(`${V2}/itemSearch?term=ada&limit=101`)).status).toBe(400);
		expect([await byField('Ada'), await byField('ada')]).toEqual([[{ id: person, name: 'Ada' }], []]);
	});

	test('menus: users, types, labels, pipelines, stages and fields', async () => {
		const data = (path: string) => bench.data<Answered[]>('get', path);
		const me = await bench.data('get', `${V1}/users/me`);

		expect(me).toMatchObject({
			id: 501,
			company_domain: 'northwind-sandbox',
			timezone_name: 'Europe/Tallinn',
			is_you: true,
		});
		expect(await data(`${V1}/users`)).toMatchObject([
			{ active_flag: true },
			{ active_flag: true },
			{ active_flag: false },
		]);
		expect((await data(`${V1}/activityTypes`)).map(({ key_string }) => key_string)).toContain('site_visit');
		expect((await data(`${V1}/leadLabels`)).map(({ name }) => name)).toEqual(['Hot', 'Warm', 'Cold']);
		expect((await data(`${V1}/leadSources`)).length).toBe(10);
		expect((await data(`${V1}/currencies`)).map(({ code }) => code)).toEqual(['EUR', 'USD', 'GBP']);
		expect((await data(`${V2}/pipelines`)).map(({ name }) => name)).toEqual(['Sales', 'Service contracts']);
		expect((await data(`${V2}/stages?pipeline_id=2`)).map(({ name }) => name)).toEqual(['Offer', 'Signed']);
		expect((await data(`${V1}/leadFields?limit=500`)).map(({ name }) => name)).toContain('Roof type');
	});

	test('fields come in pages, and a seeded one at once', async () => {
		const [code] = bench.pipedrive.seed({ personFields: [{ name: 'Gate code', type: 'varchar' }] }).personFields;
		const first = await page(`${V2}/personFields?limit=20`);
		const rest = await page(`${V2}/personFields?limit=20&cursor=${first.additional_data.next_cursor}`);
		const { data } = await bench.http.get(`${V2}/personFields/${code}?include_fields=required_fields`);

		expect(rest.data.at(-1)).toMatchObject({ field_code: code, field_name: 'Gate code', is_custom_field: true });
		expect(rest.additional_data.next_cursor).toBeNull();
		expect(data.data).toMatchObject({ field_code: code, required_fields: { enabled: false } });
		expect((await bench.http.get(`${V2}/personFields/none`)).status).toBe(404);
	});

	test('five thousand persons are seeded, searched and read to the end', async () => {
		const persons = Array.from({ length: 5_000 }, (_none, index) => ({
			name: `Person ${index}`,
			emails: [{ value: `p${index}@example.com` }],
			add_time: at(index),
		}));
		const seeded = bench.pipedrive.seed({ persons }).persons;
		const read: number[] = [];
		for (let cursor: string | null = ''; cursor !== null;) {
			const answer = await page(`${PERSONS}?sort_by=update_time&limit=500${cursor && `&cursor=${cursor}`}`);
			read.push(...answer.data.map(({ id }) => id));
			cursor = answer.additional_data.next_cursor;
		}

		expect(read).toEqual(seeded.map(Number));
		expect(bench.pipedrive.counters().total).toBe(10);
		expect(await found('term=p4999@example.com&fields=email&exact_match=true')).toMatchObject([{ id: 5_000 }]);
	});
});
