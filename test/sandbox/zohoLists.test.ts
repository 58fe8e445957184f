import type { AxiosResponse } from 'axios';
import { API, DANA, INES, OMAR, refusal, zohoBench } from './zohoBench';

const NOW = Date.parse('2026-11-20T10:00:00Z');

describe('Zoho sandbox: lists, search and metadata', () => {
	const bench = zohoBench();
	const list = (params: object, headers: Record<string, string> = {}) =>
		bench.http.get(`${API}/Contacts`, { params: { fields: 'Last_Name', ...params }, headers });
	const search = (params: object) => bench.http.get(`${API}/Contacts/search`, { params });
	const namesOf = ({ data }: AxiosResponse): string[] =>
		data === '' ? [] : data.data.map(({ Last_Name }: { Last_Name: string }) => Last_Name);
	const seedMany = (count: number) =>
		bench.crm.seed({ Contacts: Array.from({ length: count }, (_none, n) => ({ Last_Name: `N${n}` })) });
	const settings = (path: string, params: object = {}) => bench.http.get(`${API}/settings/${path}`, { params });

	test('the second version needs no fields and takes the module in lower case', async () => {
		const { data: made } = await bench.http.post('/crm/v2/contacts', { data: [{ Last_Name: 'X' }] });
		const { data } = await bench.http.get('/crm/v2/contacts');

		expect(made.data[0].status).toBe('success');
		expect(data.data).toMatchObject([{ Last_Name: 'X' }]);
		expect((await bench.http.get(`${API}/contacts`)).status).toBe(400);
	});

	test('a list needs fields, at most 50, and shows only those', async () => {
		await bench.create('Contacts', { Last_Name: 'X', Email: 'x@example.com' });
		const missing = await bench.http.get(`${API}/Contacts`);
		const tooMany = await list({ fields: Array.from({ length: 51 }, (_none, n) => `F${n}`).join(',') });
		const { data } = await list({});

		expect([missing.status, missing.data.code, missing.data.details]).toEqual([
			400,
			'REQUIRED_PARAM_MISSING',
			{ param_name: 'fields' },
		]);
		expect(refusal(tooMany)).toEqual([400, 'LIMIT_EXCEEDED']);
		expect(Object.keys(data.data[0]).sort()).toEqual(['Last_Name', 'id']);
		expect(data.info).toMatchObject({ per_page: 200, count: 1, page: 1, more_records: false, sort_by: 'id' });
	});

	test('pages by number up to 2,000 rows and by token beyond', async () => {
		seedMany(2_300);
		const tenth = await list({ page: 10 });
		const beyond = await list({ page: 11 });
		const next = await list({ page_token: tenth.data.info.next_page_token });
		const last = await list({ page_token: next.data.info.next_page_token });

		expect([namesOf(tenth)[0], tenth.data.info.more_records]).toEqual(['N499', true]);
		expect(refusal(beyond)).toEqual([400, 'DISCRETE_PAGINATION_LIMIT_EXCEEDED']);
		expect(namesOf(next)[0]).toBe('N299');
		expect([namesOf(last).length, last.data.info]).toEqual([
			100,
			expect.objectContaining({ more_records: false, next_page_token: null }),
		]);
	});

	test('a page token is bound to its parameters, goes without page, and expires', async () => {
		bench.crm.settings.clockFrozenAt = NOW;
		seedMany(3);
		const { next_page_token: page_token } = (await list({ per_page: 2 })).data.info;

		expect(namesOf(await list({ per_page: 2, page_token }))).toEqual(['N0']);
		expect(refusal(await list({ per_page: 1, page_token }))).toEqual([400, 'TOKEN_BOUND_DATA_MISMATCH']);
		expect(refusal(await list({ per_page: 2, page: 2, page_token }))).toEqual([400, 'AMBIGUITY_DURING_PROCESSING']);
		expect(refusal(await list({ per_page: 201 }))).toEqual([400, 'INVALID_DATA']);
		bench.crm.settings.clockFrozenAt = NOW + bench.crm.settings.pageTokenTtlMs;
		expect(refusal(await list({ per_page: 2, page_token }))).toEqual([400, 'EXPIRED_VALUE']);
	});

	test('sorts by id or stamps, newest first, and picks ids', async () => {
		const { Contacts } = bench.crm.seed({
			Contacts: [
				{ Last_Name: 'old', Created_Time: NOW - 2_000, Modified_Time: NOW },
				{ Last_Name: 'new', Created_Time: NOW - 1_000 },
			],
		});

		expect(namesOf(await list({}))).toEqual(['new', 'old']);
		expect(namesOf(await list({ sort_by: 'Modified_Time' }))).toEqual(['old', 'new']);
		expect(namesOf(await list({ sort_by: 'Created_Time', sort_order: 'asc' }))).toEqual(['old', 'new']);
		expect(namesOf(await list({ ids: Contacts[0] }))).toEqual(['old']);
		expect(refusal(await list({ sort_by: 'Last_Name' }))).toEqual([400, 'INVALID_DATA']);
	});

	test('If-Modified-Since answers what moved, or 304 without a body', async () => {
		bench.crm.seed({ Contacts: [{ Last_Name: 'old', Created_Time: NOW - 5_000 }, { Last_Name: 'new', Created_Time: NOW }] });
		const since = (time: string) => list({}, { 'if-modified-since': time });
		const nothing = await since('2026-11-20T10:00:01+00:00');

		expect(namesOf(await since('2026-11-20T11:00:00+01:00'))).toEqual(['new']);
		expect([nothing.status, nothing.data]).toEqual([304, '']);
		expect(refusal(await since('2026-11-20T10:00:00'))).toEqual([400, 'INVALID_DATA']);
	});

	test.each([
		[{ criteria: '(Last_Name:equals:love)' }, ['Lovelace', 'Lovejoy']],
		[{ criteria: '((Last_Name:starts_with:Love)and(First_Name:equals:Ada))' }, ['Lovelace']],
		[{ criteria: '((First_Name:equals:Ada)or(First_Name:equals:Bob))' }, ['Lovelace', 'Lovejoy']],
		[{ criteria: '(First_Name:in:Ada,Eve)' }, ['Lovelace', 'Smith \\(x\\), y']],
		[{ criteria: '(Last_Name:equals:Smith \\\\\\(x\\\\\\)\\, y)' }, ['Smith \\(x\\), y']],
		[{ criteria: '(Last_Name:not_equal:Love)' }, ['Smith \\(x\\), y']],
		[{ criteria: '(Lifetime_Visits:greater_equal:5)' }, ['Lovejoy']],
		[{ criteria: '(Lifetime_Visits:between:1,4)' }, ['Lovelace']],
		[{ email: 'ADA@example.com' }, ['Lovelace']],
		[{ email: 'second@example.com' }, ['Lovejoy']],
		[{ phone: '555-01' }, ['Lovelace']],
		[{ word: 'lov' }, ['Lovelace', 'Lovejoy']],
		[{ criteria: '(Last_Name:equals:Smith)', email: 'ada@example.com' }, ['Smith \\(x\\), y']],
		[{ word: 'nobody' }, []],
	])('search %j', async (params, expected) => {
		bench.crm.seed({
			Contacts: [
				{ First_Name: 'Ada', Last_Name: 'Lovelace', Email: 'ada@example.com', Phone: '555-0100', Lifetime_Visits: 3 },
				{ First_Name: 'Bob', Last_Name: 'Lovejoy', Secondary_Email: 'second@example.com', Lifetime_Visits: 5 },
				{ First_Name: 'Eve', Last_Name: 'Smith \\(x\\), y' },
			],
		});
		const answer = await search(params);

		expect([answer.status, namesOf(answer)]).toEqual([expected.length > 0 ? 200 : 204, expected]);
	});

	test.each([
		[{}, 'EXPECTED_PARAM_MISSING'],
		[{ word: 'a' }, 'INVALID_DATA'],
		[{ criteria: '(Last_Name:equals:a' }, 'INVALID_QUERY'],
		[{ criteria: '(Nope:equals:a)' }, 'INVALID_QUERY'],
		[{ criteria: '(Last_Name:resembles:a)' }, 'INVALID_QUERY'],
		[{ criteria: `(${Array.from({ length: 11 }, () => '(Last_Name:equals:a)').join('or')})` }, 'CRITERIA_LIMIT_EXCEEDED'],
		[{ word: 'abc', page: 11 }, 'LIMIT_REACHED'],
	])('search %j is refused with %s', async (params, code) => {
		expect(refusal(await search(params))).toEqual([400, code]);
	});

	test('search lags behind writes, and hides what waits for approval', async () => {
		bench.crm.settings.patch({ clockFrozenAt: NOW, indexLagMs: 30_000 });
		const id = await bench.create('Contacts', { Last_Name: 'Fresh' });
		const early = await search({ word: 'fresh' });
		bench.crm.settings.clockFrozenAt = NOW + 30_000;
		const later = namesOf(await search({ word: 'fresh' }));
		bench.crm.settings.unapprovedRecords = [id];

		expect([early.status, early.data, later]).toEqual([204, '', ['Fresh']]);
		expect((await search({ word: 'fresh' })).status).toBe(204);
		expect((await bench.http.get(`${API}/Contacts/${id}`)).data.data[0].$approval_state).toBe('pending');
	});

	test('a deleted record stays in search for a while', async () => {
		bench.crm.settings.clockFrozenAt = NOW;
		const id = await bench.create('Contacts', { Last_Name: 'Gone' });
		bench.crm.settings.indexLagMs = 30_000;
		await bench.http.delete(`${API}/Contacts/${id}`);

		expect(namesOf(await search({ word: 'gone' }))).toEqual(['Gone']);
		bench.crm.settings.clockFrozenAt = NOW + 30_000;
		expect((await search({ word: 'gone' })).status).toBe(204);
	});

	test('users by kind and page, and the current one', async () => {
		const users = async (params: object) => {
			const { status, data } = await bench.http.get(`${API}/users`, { params });
			return status === 204 ? [] : data.users.map(({ id }: { id: string }) => id);
		};

		expect(await users({ type: 'ActiveUsers' })).toEqual([DANA, OMAR, INES]);
		expect(await users({ type: 'ActiveUsers', per_page: 2, page: 2 })).toEqual([INES]);
		expect(await users({ type: 'CurrentUser' })).toEqual([DANA]);
		expect(await users({ page: 3 })).toEqual([]);
	});

	test('the org names itself, its domain and its zgid', async () => {
		const { data } = await bench.http.get(`${API}/org`);

		expect(data.org).toMatchObject([{ zgid: '60012345678', domain_name: 'org60012345678', time_zone: 'America/New_York' }]);
	});

	test('fields tell types, uniqueness, picklists and what may be written', async () => {
		bench.crm.settings.uniqueFields = ['Contacts.Mobile'];
		const { data } = await settings('fields', { module: 'Contacts' });
		const field = (name: string) => data.fields.find(({ api_name }: { api_name: string }) => api_name === name);

		expect(field('Last_Name')).toMatchObject({ system_mandatory: true, length: 80, custom_field: false, unique: {} });
		expect(field('Created_Time').operation_type).toMatchObject({ api_create: false, api_update: false });
		expect(field('External_Id')).toMatchObject({ external: { show: true }, unique: { case_sensitive: false } });
		expect(field('Mobile').unique).toEqual({ case_sensitive: false });
		expect(field('Account_Name').lookup.module.api_name).toBe('Accounts');
		expect(field('Contact_Tier').pick_list_values[1]).toMatchObject({ display_value: 'Silver ★', actual_value: 'Silver' });
		expect(refusal(await settings('fields'))).toEqual([400, 'REQUIRED_PARAM_MISSING']);
		expect(refusal(await settings('fields', { module: 'Nope' }))).toEqual([400, 'INVALID_MODULE']);
	});

	test('layouts require more than the system; pipelines hang on the layout', async () => {
		const layout = async (module: string) => (await settings('layouts', { module })).data.layouts[0];
		const required = ({ sections }: { sections: { fields: { api_name: string; required: boolean }[] }[] }) =>
			sections.flatMap(({ fields }) => fields.filter((field) => field.required).map(({ api_name }) => api_name));
		const deals = await layout('Deals');
		const { data } = await settings('pipeline', { layout_id: deals.id });

		expect(required(await layout('Leads'))).toEqual(['Last_Name', 'Company']);
		expect(required(deals)).toEqual(['Deal_Name', 'Stage', 'Pipeline']);
		expect(data.pipeline[1]).toMatchObject({ display_value: 'Service Contracts', maps: { length: 4 } });
		expect(refusal(await settings('pipeline'))).toEqual([400, 'INVALID_DATA']);
	});

	test('modules, views and the duplicate preference', async () => {
		bench.crm.settings.hiddenModules = ['Cases'];
		const modules = (await settings('modules')).data.modules.map(({ api_name }: { api_name: string }) => api_name);
		const [view] = (await settings('custom_views', { module: 'Contacts' })).data.custom_views;
		await bench.create('Contacts', { Last_Name: 'X' });

		expect(modules).toEqual(['Leads', 'Contacts', 'Accounts', 'Deals', 'Events', 'Notes']);
		expect((await settings('duplicate_check_preference', { module: 'Leads' })).status).toBe(204);
		expect(namesOf(await list({ cvid: view.id }))).toEqual(['X']);
		expect(refusal(await list({ cvid: view.id, sort_by: 'id' }))).toEqual([400, 'AMBIGUITY_DURING_PROCESSING']);
		expect(refusal(await list({ cvid: '1' }))).toEqual([400, 'INVALID_DATA']);
	});
});
