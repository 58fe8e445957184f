import { DANA, freshsalesBench, messagesOf, OMAR, STATUS, VIEW } from './freshsalesBench';

interface Person {
	id: number;
	first_name: string;
	created_at: string;
}

describe('Freshsales sandbox: lists and search', () => {
	const bench = freshsalesBench();
	const seedPeople = (...people: [name: string, created: string, more?: object][]) =>
		bench.crm
			.seed({
				contacts: people.map(([first_name, time, more]) => ({
					first_name,
					email: `${first_name.toLowerCase()}@example.com`,
					created_at: `2026-11-${time}Z`,
					...more,
				})),
			})
			.contacts.map(Number);
	const view = async (query = '', id: number = VIEW.all) => (await bench.http.get(`/contacts/view/${id}?${query}`)).data;
	const names = (people: Person[]) => people.map(({ first_name }) => first_name);
	const filtered = (filter_rule: unknown, query = '', body: object = {}) =>
		bench.http.post(`/filtered_search/contact?${query}`, { filter_rule, ...body });
	const lookup = async (q: string, f = 'email', more = '') =>
		(await bench.http.get(`/lookup?q=${q}&f=${f}&entities=contact${more}`)).data.contacts;

	test('a list needs a view: there is no plain one, and no strange one', async () => {
		seedPeople(['Ada', '01T00:00:00']);
		const plain = await bench.http.get('/contacts');
		const strange = await bench.http.get('/contacts/view/999');
		const { data } = await bench.http.get('/contacts/filters');

		for (const { status, data: refusal } of [plain, strange]) {
			expect([status, refusal]).toEqual([
				403,
				{ errors: { code: 403, message: ['You are not authorized to perform this action.'] } },
			]);
		}
		expect(data.filters.find(({ name }: { name: string }) => name === 'All Contacts')).toEqual({
			id: VIEW.all,
			name: 'All Contacts',
			model_class_name: 'Contact',
			user_id: null,
			is_default: true,
			updated_at: expect.any(String),
		});
		expect((await bench.http.get(`/contacts?segment_id=${VIEW.all}`)).data.contacts).toHaveLength(1);
	});

	test('views have filters of their own, and names in the account’s language', async () => {
		seedPeople(
			['Ada', '01T00:00:00', { owner_id: DANA }],
			['Bob', '02T00:00:00', { owner_id: OMAR, contact_status_id: STATUS.contacted }],
			['Cy', '03T00:00:00', { deleted: true }],
		);
		bench.crm.settings.language = 'de';
		const { data } = await bench.http.get('/contacts/filters');
		const idOf = (name: string) => data.filters.find((each: { name: string }) => each.name === name)?.id;

		expect(names((await view('', idOf('Alle Kontakte'))).contacts)).toEqual(['Bob', 'Ada']);
		expect(names((await view('', idOf('Meine Kontakte'))).contacts)).toEqual(['Ada']);
		expect(names((await view('', idOf('Neue Kontakte'))).contacts)).toEqual(['Ada']);
		expect(names((await view('', idOf('Papierkorb'))).contacts)).toEqual(['Cy']);
	});

	test('25 per page, at most 100; beyond the last page and with none per page it is empty', async () => {
		seedPeople(...Array.from({ length: 130 }, (_, n): [string, string] => [`P${n}`, '01T00:00:00']));
		const first = await view();
		const beyond = await view('page=99');

		expect([first.contacts.length, first.meta]).toEqual([25, { total_pages: 6, total: 130 }]);
		expect((await view('per_page=1000')).contacts).toHaveLength(100);
		expect((await view('per_page=100&page=2')).contacts).toHaveLength(30);
		expect(beyond).toEqual({ contacts: [], meta: { total_pages: 0, total: 0 } });
		expect((await view('per_page=0')).contacts).toEqual([]);
	});

	test('sorts by creation or change, and rows that arrive push others to the next page', async () => {
		const [ada] = seedPeople(['Ada', '01T00:00:00'], ['Bob', '02T00:00:00'], ['Cy', '03T00:00:00']);
		const newest = names((await view('sort=created_at&sort_type=desc&per_page=2')).contacts);
		await bench.http.put(`/contacts/${ada}`, { contact: { city: 'Turin' } });
		await bench.http.post('/contacts', { contact: { first_name: 'Dot', email: 'dot@example.com' } });
		const second = names((await view('sort=created_at&sort_type=desc&per_page=2&page=2')).contacts);

		expect([newest, second]).toEqual([
			['Cy', 'Bob'],
			['Bob', 'Ada'],
		]);
		expect(names((await view('sort=updated_at&sort_type=asc')).contacts).slice(0, 2)).toEqual(['Bob', 'Cy']);
		expect(names((await view('sort=first_name&sort_type=asc')).contacts)).toEqual(['Ada', 'Bob', 'Cy', 'Dot']);
	});

	test('times have whole seconds and Z or an offset; the order inside a second may be any', async () => {
		bench.crm.settings.clockFrozenAt = Date.parse('2026-11-01T22:00:00.900Z');
		const people = Array.from({ length: 6 }, (_, n) => `P${n}`);
		for (const name of people) {
			await bench.http.post('/contacts', { contact: { first_name: name, email: `${name}@example.com` } });
		}
		const ordered = await view('sort=created_at&sort_type=asc');
		bench.crm.settings.patch({ reorderResults: true, utcOffset: '+05:30' });
		const shuffled = await view('sort=created_at&sort_type=asc');

		expect(names(ordered.contacts)).toEqual(people);
		expect(ordered.contacts[0].created_at).toBe('2026-11-01T22:00:00Z');
		expect(shuffled.contacts[0].created_at).toBe('2026-11-02T03:30:00+05:30');
		expect(names(shuffled.contacts)).not.toEqual(people);
		expect(names(shuffled.contacts).toSorted()).toEqual(people);
	});

	test('a view tells custom fields and, when asked, accounts and owners', async () => {
		const [id] = bench.crm.seed({ sales_accounts: [{ name: 'Acme' }] }).sales_accounts;
		seedPeople(['Ada', '01T00:00:00', { sales_accounts: [{ id, is_primary: true }], custom_field: { cf_plan: 'Pro' } }]);
		const { contacts, users } = await view('include=sales_accounts,owner');

		expect(contacts[0]).toMatchObject({ sales_accounts: [{ name: 'Acme' }], custom_field: { cf_plan: 'Pro' } });
		expect(users).toEqual([expect.objectContaining({ id: DANA })]);
	});

	test('updated_at moves although no field did', async () => {
		const [ada, bob] = seedPeople(['Ada', '01T00:00:00'], ['Bob', '02T00:00:00']);
		const note = (targetable_id: number) =>
			bench.http.post('/notes', { note: { description: 'Called', targetable_type: 'Contact', targetable_id } });
		await note(ada);
		const moved = names((await view('sort=updated_at&sort_type=desc')).contacts);
		bench.crm.settings.activityTouchesRecord = false;
		await note(bob);

		expect(moved).toEqual(['Ada', 'Bob']);
		expect(names((await view('sort=updated_at&sort_type=desc')).contacts)).toEqual(['Ada', 'Bob']);
	});

	describe('lookup', () => {
		test('is exact, and its answer is nested twice', async () => {
			const [id] = seedPeople(
				['Ada', '01T00:00:00', { last_name: 'Byron', email: 'ada+crm@example.com', external_id: 'X1' }],
				['Adam', '02T00:00:00', { mobile_number: '+14155550103', custom_field: { cf_customer_number: 'C-1' } }],
			);

			expect((await lookup('ada%2Bcrm%40example.com')).contacts).toMatchObject([{ id, email: 'ada+crm@example.com' }]);
			expect((await lookup('ada+crm%40example.com')).contacts).toEqual([]);
			expect((await lookup('ADA%2Bcrm@example.com')).contacts).toHaveLength(1);
			expect(names((await lookup('X1', 'external_id')).contacts)).toEqual(['Ada']);
			expect(names((await lookup('Ada%20Byron', 'name')).contacts)).toEqual(['Ada']);
			expect(names((await lookup('%2B14155550103', 'mobile_number')).contacts)).toEqual(['Adam']);
			expect(names((await lookup('C-1', 'cf_customer_number')).contacts)).toEqual(['Adam']);
			expect((await bench.http.get('/lookup?q=Ada&f=email')).status).toBe(400);
			expect((await lookup('ada%2Bcrm%40example.com', 'email', '&include=owner')).users).toHaveLength(1);
		});

		test('finds accounts and deals by name', async () => {
			const { sales_accounts, deals } = bench.crm.seed({
				sales_accounts: [{ name: 'Acme' }],
				deals: [{ name: 'Acme', amount: 5 }],
			});
			const { data } = await bench.http.get('/lookup?q=acme&f=name&entities=sales_account,deal');

			expect(data).toMatchObject({
				sales_accounts: { sales_accounts: [{ id: Number(sales_accounts[0]) }] },
				deals: { deals: [{ id: Number(deals[0]) }] },
			});
		});
	});

	test('global search answers a bare array, with ids as texts', async () => {
		const [id] = seedPeople(['Ada', '01T00:00:00', { last_name: 'Byron' }], ['Bob', '02T00:00:00']);
		bench.crm.seed({ sales_accounts: [{ name: 'Byron Books' }] });
		const search = async (query: string) => (await bench.http.get(`/search?${query}`)).data;

		expect(await search('q=ada&include=contact')).toEqual([
			{ id: String(id), type: 'contact', name: 'Ada Byron', email: 'ada@example.com', mobile_number: null, avatar: null },
		]);
		expect((await search('q=byron')).map(({ type }: { type: string }) => type)).toEqual(['contact', 'sales_account']);
		expect(await search('q=example.com&include=contact&per_page=1')).toHaveLength(1);
		expect(await search('q=nobody&include=contact,user')).toEqual([]);
		expect(await search('q=')).toEqual([]);
	});

	test('search, lookup and filtered_search see a write late; views and reads at once', async () => {
		bench.crm.settings.patch({ clockFrozenAt: 1_800_000_000_000, indexLagMs: 2_000 });
		const { data } = await bench.http.post('/contacts', { contact: { first_name: 'Ada', email: 'ada@example.com' } });
		const found = async () => [
			(await lookup('ada%40example.com')).contacts.length,
			(await bench.http.get('/search?q=ada&include=contact')).data.length,
			(await filtered([{ attribute: 'first_name', operator: 'is', value: 'Ada' }])).data.contacts.length,
		];

		expect(await found()).toEqual([0, 0, 0]);
		expect((await view()).contacts).toHaveLength(1);
		expect((await bench.http.get(`/contacts/${data.contact.id}`)).status).toBe(200);
		bench.crm.settings.clockFrozenAt = 1_800_000_002_000;
		expect(await found()).toEqual([1, 1, 1]);
		await bench.http.delete(`/contacts/${data.contact.id}`);
		expect(await found()).toEqual([1, 1, 1]);
		bench.crm.settings.clockFrozenAt = 1_800_000_004_000;
		expect(await found()).toEqual([0, 0, 0]);
	});

	describe('filtered_search', () => {
		beforeEach(() => {
			seedPeople(
				['Ada', '01T09:00:00', { custom_field: { cf_plan: 'Pro' }, city: 'Turin' }],
				['Bob', '01T12:00:00', { city: 'New Turin' }],
				['Cy', '02T00:00:00', { contact_status_id: STATUS.contacted }],
				['Dot', '03T00:00:00', { deleted: true }],
			);
		});
		const found = async (...rules: [attribute: string, operator: string, value?: unknown][]) =>
			names((await filtered(rules.map(([attribute, operator, value]) => ({ attribute, operator, value })))).data.contacts);

		test.each<[string, string, unknown, string[]]>([
			['contact_email.email', 'is_in', 'ADA@example.com', ['Ada']],
			['contact_email.email', 'is_in', ['ada@example.com', 'cy@example.com'], ['Ada', 'Cy']],
			['contact_email.email', 'is_not_in', 'ada@example.com', ['Bob', 'Cy']],
			['city', 'contains', 'turin', ['Ada', 'Bob']],
			['city', 'is_not_null', undefined, ['Ada', 'Bob']],
			['contact_status_id', 'is_in', STATUS.contacted, ['Cy']],
			['cf_plan', 'is', 'Pro', ['Ada']],
			['deleted', 'is', true, ['Dot']],
			['created_at', 'is_after', '2026-11-01', ['Cy']],
			['created_at', 'is_after', '2026-10-31', ['Ada', 'Bob', 'Cy']],
			['created_at', 'is_before', '2026-11-02T23:00:00Z', ['Ada', 'Bob']],
		])('%s %s %s', async (attribute, operator, value, expected) => {
			expect(await found([attribute, operator, value])).toEqual(expected);
		});

		test('rules are joined by "and"', async () => {
			expect(await found(['city', 'contains', 'turin'], ['cf_plan', 'is', 'Pro'])).toEqual(['Ada']);
		});

		test('"after" a moment means after its day, unless times are fine', async () => {
			expect(await found(['updated_at', 'is_after', '2026-11-01T10:00:00Z'])).toEqual(['Cy']);
			bench.crm.settings.dateFilterGranularity = 'second';
			expect(await found(['updated_at', 'is_after', '2026-11-01T10:00:00Z'])).toEqual(['Bob', 'Cy']);
		});

		test('custom fields do not come along, unless they do; there is no number of pages', async () => {
			const rule = [{ attribute: 'cf_plan', operator: 'is', value: 'Pro' }];
			const { data } = await filtered(rule);
			bench.crm.settings.filteredSearchDropsCustomFields = false;

			expect(data.contacts[0]).not.toHaveProperty('custom_field');
			expect(data.meta).toEqual({ total: 1 });
			expect((await filtered(rule)).data.contacts[0].custom_field.cf_plan).toBe('Pro');
		});

		test.each([
			['no rules', undefined, 'Invalid or missing attributes'],
			['an unknown attribute', [{ attribute: 'shoe_size', operator: 'is', value: 1 }], 'Invalid attribute shoe_size'],
			['an unknown operator', [{ attribute: 'city', operator: 'like', value: 'T' }], 'Invalid operator like'],
			['a time that is none', [{ attribute: 'created_at', operator: 'is_after', value: 'now' }], 'Invalid value for created_at'],
		])('%s is refused', async (_what, rules, message) => {
			const answer = await filtered(rules);

			expect([answer.status, messagesOf(answer)]).toEqual([400, [message]]);
		});

		test('in bad weather pages are short, repeat rows and lose their order, but lose none', async () => {
			seedPeople(...Array.from({ length: 20 }, (_, n): [string, string] => [`P${n}`, '04T00:00:00']));
			bench.crm.settings.reorderResults = true;
			const rules = [{ attribute: 'created_at', operator: 'is_after', value: '2026-11-03' }];
			const pages: string[][] = [];
			do {
				const query = `per_page=5&page=${pages.length + 1}`;
				pages.push(names((await filtered(rules, query, { sort: 'created_at', sort_type: 'asc' })).data.contacts));
			} while (pages.at(-1)!.length > 0);
			const rows = pages.flat();

			expect(pages.map(({ length }) => length)).toEqual([4, 5, 4, 5, 4, 0]);
			expect(rows.length).toBeGreaterThan(new Set(rows).size);
			expect([...new Set(rows)].toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => `P${n}`).toSorted());
		});
	});

	test('selectors answer one list under one key; stages of other pipelines have a path of their own', async () => {
		const selector = async (name: string) => (await bench.http.get(`/selector/${name}`)).data;
		const stages = await selector('lifecycle_stages');

		expect(stages.lifecycle_stages.map(({ name, position }: { name: string; position: number }) => [name, position])).toEqual([
			['Lead', 1],
			['Sales Qualified Lead', 2],
			['Customer', 3],
		]);
		expect((await selector('owners')).users).toContainEqual(expect.objectContaining({ id: OMAR, is_active: true }));
		expect((await selector('deal_stages')).deal_stages).toHaveLength(7);
		expect((await selector('deal_pipelines/402000005000/deal_stages')).deal_stages).toMatchObject([
			{ name: 'Due', forecast_type: 'Open' },
			{ name: 'Won', forecast_type: 'Closed Won', probability: 100 },
			{ name: 'Lost', forecast_type: 'Closed Lost' },
		]);
		for (const name of ['contact_statuses', 'lead_sources', 'territories', 'campaigns', 'currencies', 'industry_types']) {
			expect(Object.keys(await selector(name))).toEqual([name]);
		}
		expect((await bench.http.get('/selector/nothing')).status).toBe(404);
		bench.crm.settings.language = 'de';
		expect((await selector('lifecycle_stages')).lifecycle_stages[0].name).toBe('Interessent');
	});

	test('fields are described, custom ones partly inside groups', async () => {
		const { data } = await bench.http.get('/settings/contacts/fields');
		interface Described {
			name: string;
			type: string;
			default: boolean;
			required: boolean;
			choices: { value: string }[];
			fields?: Described[];
		}
		const field = (name: string) =>
			(data.fields as Described[]).flatMap((each) => [each, ...(each.fields ?? [])]).find((each) => each.name === name);
		const top = data.fields.map(({ name }: Described) => name);

		expect(field('email')).toMatchObject({ label: 'Email', default: true, required: true });
		expect(field('owner_id')?.choices[0]).toEqual({ id: DANA, value: 'Dana Reyes' });
		expect(field('cf_plan')).toMatchObject({ default: false, type: 'dropdown', choices: [{ value: 'Basic' }, {}, {}] });
		expect(top).toContain('cf_vip');
		expect(top).not.toContain('cf_plan');
		expect((await bench.http.get('/settings/deals/fields')).data.fields.slice(0, 2)).toMatchObject([
			{ name: 'name', required: true },
			{ name: 'amount', required: true },
		]);
		expect((await bench.http.get('/settings/sales_accounts/fields')).status).toBe(200);
	});
});
