import { DANA, freshsalesBench, messagesOf, OMAR, STAGE, STATUS } from './freshsalesBench';

describe('Freshsales sandbox: contacts', () => {
	const bench = freshsalesBench();
	const create = (contact: object) => bench.http.post('/contacts', { contact });
	const created = async (contact: object) => (await create(contact)).data.contact;
	const update = (id: number, contact: object) => bench.http.put(`/contacts/${id}`, { contact });
	const read = async (id: number, include = '') =>
		(await bench.http.get(`/contacts/${id}?include=${include}`)).data.contact;
	const upsert = (unique_identifier: object | undefined, contact: object) =>
		bench.http.post('/contacts/upsert', { unique_identifier, contact });
	const company = async (name: string) =>
		(await bench.http.post('/sales_accounts', { sales_account: { name } })).data.sales_account.id as number;

	test('a new contact is a new lead, with every field in its answer', async () => {
		bench.crm.settings.clockFrozenAt = Date.parse('2026-11-01T10:00:00.900Z');
		const { status, data } = await create({ first_name: 'Ada', last_name: 'Byron', email: 'Ada@Example.com' });

		expect(status).toBe(200);
		expect(data.contact).toMatchObject({
			id: expect.any(Number),
			display_name: 'Ada Byron',
			email: 'Ada@Example.com',
			emails: [{ value: 'Ada@Example.com', is_primary: true, label: null }],
			lifecycle_stage_id: STAGE.lead,
			contact_status_id: STATUS.new,
			owner_id: DANA,
			city: null,
			external_id: null,
			custom_field: { cf_plan: null, cf_vip: null },
			created_at: '2026-11-01T10:00:00Z',
			updated_at: '2026-11-01T10:00:00Z',
			is_deleted: false,
		});
		expect(data.contact).not.toHaveProperty('sales_accounts');
		bench.crm.settings.createStatus = 201;
		expect((await create({ email: 'b@example.com' })).status).toBe(201);
	});

	test('a body without its wrapper is taken as well; unknown keys are not read', async () => {
		const { data } = await bench.http.post('/contacts', { email: 'a@example.com', nickname: 'A', cf_plan: 'Pro' });

		expect(data.contact).toMatchObject({ email: 'a@example.com', custom_field: { cf_plan: null } });
		expect(data.contact).not.toHaveProperty('nickname');
	});

	test.each([
		['no e-mail address', { mobile_number: '+14155550103' }, 'Need to fill this Email'],
		['a malformed address', { email: 'two words@example.com' }, 'two words@example.com is an invalid email address'],
		['an address without domain', { email: 'a@' }, 'a@ is an invalid email address'],
		['a long name', { email: 'a@example.com', first_name: 'F'.repeat(300) }, 'First name is not in required length'],
		['a stage that is none', { email: 'a@example.com', lifecycle_stage_id: 1 }, 'Invalid lifecycle stage provided.'],
		['a status that is none', { email: 'a@example.com', contact_status_id: 1 }, 'Invalid contact status provided.'],
		[
			'a status of another stage',
			{ email: 'a@example.com', lifecycle_stage_id: STAGE.customer, contact_status_id: STATUS.new },
			'Invalid contact status provided.',
		],
		['an unknown owner', { email: 'a@example.com', owner_id: 1 }, "Sales owner doesn't exist"],
		['accounts that are none', { email: 'a@example.com', sales_accounts: [7] }, 'The type for sales_accounts is invalid.'],
		['an unknown choice', { email: 'a@example.com', custom_field: { cf_plan: 'Gold' } }, 'Plan is not a valid choice'],
		['a word for a number', { email: 'a@example.com', custom_field: { cf_seats: 'many' } }, 'Seats is not a number'],
	])('%s is refused', async (_what, contact, message) => {
		const answer = await create(contact);

		expect([answer.status, answer.data]).toEqual([400, { errors: { code: 400, message: [message] } }]);
		expect(bench.crm.records('contacts')).toEqual([]);
	});

	test('an administrator may ask for other fields', async () => {
		bench.crm.settings.requiredFields = { contacts: ['last_name'], sales_accounts: [], deals: [] };

		expect((await create({ last_name: 'Byron', mobile_number: '+14155550103' })).status).toBe(200);
		expect(messagesOf(await create({ email: 'a@example.com' }))).toEqual(['Need to fill this Last name']);
	});

	test('addresses, outside numbers and unique fields belong to one contact, whatever their case', async () => {
		const ada = await created({
			email: 'ada@example.com',
			external_id: 'X1',
			custom_field: { cf_customer_number: 'C-1' },
		});
		const again = await create({
			email: 'ADA@example.com',
			external_id: 'x1',
			custom_field: { cf_customer_number: 'c-1' },
		});
		const bob = await created({ email: 'bob@example.com' });

		expect(messagesOf(again)).toEqual([
			'External ID has already been taken',
			'Customer number has already been taken',
			'ADA@example.com already exists.',
		]);
		expect(messagesOf(await update(bob.id, { email: 'ada@example.com' }))).toEqual(['ada@example.com already exists.']);
		expect((await update(ada.id, { email: 'ada@example.com', external_id: 'X1' })).status).toBe(200);
	});

	test('an update changes what it names, null clears', async () => {
		const { id } = await created({ email: 'a@example.com', city: 'Turin', job_title: 'Chief' });
		const { status, data } = await update(id, { city: null, state: 'TO', custom_field: { cf_plan: 'Pro' } });
		await update(id, { custom_field: { cf_seats: 3 } });

		expect(status).toBe(200);
		expect(data.contact).toMatchObject({ city: null, state: 'TO', job_title: 'Chief' });
		expect((await read(id)).custom_field).toMatchObject({ cf_plan: 'Pro', cf_seats: 3 });
	});

	test('values are kept as their fields want them; some are dropped without a word', async () => {
		const contact = await created({
			email: 'a@example.com',
			mobile_number: 'abc-!!',
			custom_field: {
				cf_interests: ['Repair', 'Advice'],
				cf_vip: 'true',
				cf_seats: '12',
				cf_renewal_date: '2027-01-15T09:00:00Z',
				cf_value_score: 99,
			},
		});
		const { data } = await update(contact.id, { custom_field: { cf_renewal_date: 'soon' } });

		expect(contact.mobile_number).toBeNull();
		expect(contact.custom_field).toMatchObject({
			cf_interests: 'Repair;Advice',
			cf_vip: true,
			cf_seats: 12,
			cf_renewal_date: '2027-01-15',
			cf_value_score: null,
		});
		expect(data.contact.custom_field.cf_renewal_date).toBeNull();
	});

	test('further addresses are added, changed and taken away', async () => {
		const { id } = await created({ emails: 'a@example.com' });
		await update(id, { emails: [{ value: 'b@example.com', label: 'Home' }] });
		const [, home] = (await read(id)).emails;
		await update(id, { emails: [{ id: home.id, value: 'c@example.com', is_primary: true }] });
		const { emails, email } = await read(id);
		const { data } = await update(id, { emails: [{ value: 'a@example.com', _destroy: true }] });

		expect(email).toBe('c@example.com');
		expect(emails.map((each: { value: string; is_primary: boolean }) => [each.value, each.is_primary])).toEqual([
			['a@example.com', false],
			['c@example.com', true],
		]);
		expect(data.contact.emails).toHaveLength(1);
	});

	test('the stage goes wherever it is sent, back to Lead as well; it takes a status along', async () => {
		const { id, contact_status_id } = await created({ email: 'a@example.com', contact_status_id: STATUS.contacted });
		const customer = (await update(id, { lifecycle_stage_id: STAGE.customer })).data.contact;
		const back = (await upsert({ emails: 'a@example.com' }, { lifecycle_stage_id: STAGE.lead })).data.contact;
		const moved = (await update(id, { contact_status_id: STATUS.won })).data.contact;

		expect(contact_status_id).toBe(STATUS.contacted);
		expect([customer.lifecycle_stage_id, customer.contact_status_id]).toEqual([STAGE.customer, STATUS.won]);
		expect([back.lifecycle_stage_id, back.contact_status_id]).toEqual([STAGE.lead, STATUS.new]);
		expect([moved.lifecycle_stage_id, moved.contact_status_id]).toEqual([STAGE.customer, STATUS.won]);
	});

	test('a contact has up to ten accounts, one of them primary; an update replaces them', async () => {
		const ids = await Promise.all(Array.from({ length: 11 }, (_, n) => company(`Company ${n}`)));
		const links = ids.map((id, index) => ({ id, is_primary: index === 0 }));
		const { id } = await created({ email: 'a@example.com', sales_accounts: links.slice(0, 2) });
		const replaced = await update(id, { sales_accounts: [{ id: ids[2], is_primary: true }] });
		const { sales_accounts } = await read(id, 'sales_accounts');

		expect(replaced.status).toBe(200);
		expect(sales_accounts).toEqual([{ partial: true, id: ids[2], name: 'Company 2', is_primary: true }]);
		expect(messagesOf(await update(id, { sales_accounts: links }))).toEqual(['Only 10 accounts are allowed']);
		expect(messagesOf(await update(id, { sales_accounts: [{ id: ids[0] }] }))).toEqual([
			'One account has to be the primary one',
		]);
		expect(messagesOf(await update(id, { sales_accounts: [{ id: 1, is_primary: true }] }))).toEqual([
			"Account doesn't exist",
		]);
		bench.crm.settings.salesAccountsOnUpdate = 'merge';
		await update(id, { sales_accounts: [links[0]] });
		expect((await read(id, 'sales_accounts')).sales_accounts.map((each: { id: number }) => each.id)).toEqual([
			ids[2],
			ids[0],
		]);
	});

	test('include puts related records beside the contact', async () => {
		const { id } = await created({ email: 'a@example.com', lead_source_id: 402000006002 });
		const include = 'owner,creater,contact_status,lifecycle_stage,source,nonsense';
		const { data } = await bench.http.get(`/contacts/${id}?include=${include}`);

		expect(Object.keys(data).toSorted()).toEqual(
			['contact', 'contact_status', 'lead_sources', 'lifecycle_stages', 'users'].toSorted(),
		);
		expect(data.users).toEqual([expect.objectContaining({ id: DANA, display_name: 'Dana Reyes' })]);
		expect(data.lifecycle_stages[0]).toMatchObject({ name: 'Lead', contact_status_ids: expect.any(Array) });
		expect(data.contact_status[0].name).toBe('New');
		bench.crm.settings.ownerNeedsInclude = true;
		expect(await read(id)).not.toHaveProperty('owner_id');
		expect(await read(id, 'owner')).toHaveProperty('owner_id', DANA);
	});

	describe('upsert', () => {
		test.each([
			['emails', { emails: 'ADA@example.com' }],
			['mobile_number', { mobile_number: '+14155550103' }],
			['external_id', { external_id: 'X1' }],
			['a unique custom field', { cf_customer_number: 'C-1' }],
		])('finds by %s: 200, partial', async (_key, identifier) => {
			const { id } = await created({
				email: 'ada@example.com',
				mobile_number: '+14155550103',
				external_id: 'X1',
				city: 'Turin',
				custom_field: { cf_customer_number: 'C-1' },
			});
			const { status, data } = await upsert(identifier, { job_title: 'Chief' });

			expect(status).toBe(200);
			expect(data.contact).toMatchObject({ id, job_title: 'Chief', city: 'Turin', owner_id: DANA });
		});

		test('creates what it does not find, with the values it looked for: 201', async () => {
			const byMail = await upsert({ emails: 'new@example.com' }, { first_name: 'New' });
			const byKey = await upsert({ cf_customer_number: 'C-2' }, { emails: [{ value: 'c@example.com', is_primary: true }] });
			const again = await upsert({ emails: 'new@example.com' }, { first_name: 'Newer' });

			expect([byMail.status, byKey.status, again.status]).toEqual([201, 201, 200]);
			expect(byMail.data.contact).toMatchObject({ email: 'new@example.com', first_name: 'New' });
			expect(byKey.data.contact.custom_field.cf_customer_number).toBe('C-2');
			expect(bench.crm.records('contacts')).toHaveLength(2);
		});

		test.each([
			['no key', undefined, "Unique identifier can't be blank"],
			['an empty value', { emails: ' ' }, 'Invalid unique identifier emails'],
			['a field that is no key', { first_name: 'Ada' }, 'Invalid unique identifier first_name'],
		])('%s is refused', async (_what, identifier, message) => {
			expect(messagesOf(await upsert(identifier, { first_name: 'Ada' }))).toEqual([message]);
		});

		test('knows a contact at once that search does not see yet', async () => {
			bench.crm.settings.patch({ clockFrozenAt: 1_800_000_000_000, indexLagMs: 5_000 });
			await created({ email: 'a@example.com' });

			expect((await upsert({ emails: 'a@example.com' }, {})).status).toBe(200);
		});
	});

	test('a deleted contact is gone, can be restored, and can be forgotten for good', async () => {
		const { id } = await created({ email: 'a@example.com' });
		const first = await bench.http.delete(`/contacts/${id}`);
		const second = await bench.http.delete(`/contacts/${id}`);
		const gone = await bench.http.get(`/contacts/${id}`);
		const restored = await bench.http.put(`/contacts/${id}/restore`);
		bench.crm.settings.emptyDeletes = true;
		const forgotten = await bench.http.delete(`/contacts/${id}/forget`);

		expect([first.status, first.data]).toEqual([200, true]);
		expect([second.status, gone.status]).toEqual([404, 404]);
		expect(gone.data).toEqual({ errors: { code: 404, message: ["The contact you're looking for is not in the CRM"] } });
		expect([restored.status, restored.data.contact.id]).toEqual([200, id]);
		expect([forgotten.status, forgotten.data]).toEqual([204, '']);
		expect((await bench.http.put(`/contacts/${id}/restore`)).status).toBe(404);
		expect(bench.crm.records('contacts')).toEqual([]);
	});

	test('a clone needs an address of its own', async () => {
		const { id } = await created({ email: 'a@example.com', job_title: 'Chief', external_id: 'X1', owner_id: OMAR });
		const same = await bench.http.post(`/contacts/${id}/clone`, { contact: { email: 'a@example.com' } });
		const { data } = await bench.http.post(`/contacts/${id}/clone`, { contact: { email: 'b@example.com' } });

		expect(messagesOf(same)).toEqual(['a@example.com already exists.']);
		expect(data.contact).toMatchObject({ email: 'b@example.com', job_title: 'Chief', external_id: null, owner_id: OMAR });
	});
});
