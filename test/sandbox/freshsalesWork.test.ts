import { DANA, DEAL_STAGE, freshsalesBench, messagesOf, OMAR, VIEW } from './freshsalesBench';

const TITLE_AND_TIMES = {
	title: 'Site visit',
	from_date: '2026-12-07T10:00:00Z',
	end_date: '2026-12-07T10:30:00+01:00',
};

describe('Freshsales sandbox: accounts, deals, appointments, notes and bulk', () => {
	const bench = freshsalesBench();
	const contact = (email = 'a@example.com') => Number(bench.crm.seed({ contacts: [{ email }] }).contacts[0]);
	const company = (name = 'Acme') => Number(bench.crm.seed({ sales_accounts: [{ name }] }).sales_accounts[0]);

	describe('accounts', () => {
		const create = (sales_account: object) => bench.http.post('/sales_accounts', { sales_account });

		test('are created, changed, found by name and deleted', async () => {
			const { status, data } = await create({ name: 'Acme', website: 'www.acme.example', phone: 'abc' });
			const { id } = data.sales_account;
			const upserted = await bench.http.post('/sales_accounts/upsert', {
				unique_identifier: { name: 'ACME' },
				sales_account: { city: 'Turin' },
			});
			const other = await bench.http.post('/sales_accounts/upsert', { unique_identifier: { name: 'Other' }, sales_account: {} });

			expect([status, data.sales_account]).toEqual([200, expect.objectContaining({ phone: null, open_deals_count: 0 })]);
			expect([upserted.status, upserted.data.sales_account]).toEqual([200, expect.objectContaining({ id, city: 'Turin' })]);
			expect([other.status, other.data.sales_account.name]).toEqual([201, 'Other']);
			expect((await bench.http.delete(`/sales_accounts/${id}`)).data).toBe(true);
			expect((await bench.http.get(`/sales_accounts/${id}`)).data.errors.message).toEqual([
				"The account you're looking for is not in the CRM",
			]);
		});

		test.each([
			['no name', {}, "Name can't be empty"],
			['a name that is taken', { name: 'acme' }, 'Name has already been taken'],
			['a long name', { name: 'x'.repeat(256) }, 'Name is not in required length'],
			['a website that is none', { name: 'B', website: 'not a url' }, 'website is not in required format'],
		])('%s is refused', async (_what, body, message) => {
			company();

			expect(messagesOf(await create(body))).toEqual([message]);
		});
	});

	describe('deals', () => {
		const create = (deal: object) => bench.http.post('/deals', { deal });
		const update = (id: number, deal: object) => bench.http.put(`/deals/${id}`, { deal });

		test('start in the default pipeline; money is a text, a bad date is nothing', async () => {
			const { status, data } = await create({ name: 'Boiler', amount: 1234.5, expected_close: 'notadate' });

			expect(status).toBe(200);
			expect(data.deal).toMatchObject({
				amount: '1234.5',
				expected_close: null,
				deal_pipeline_id: 402000004000,
				deal_stage_id: DEAL_STAGE.new,
				probability: 10,
				closed_date: null,
			});
			expect((await create({ name: 'Boiler', amount: 20, expected_close: '2027-01-15' })).data.deal).toMatchObject({
				amount: '20.0',
				expected_close: '2027-01-15',
			});
		});

		test.each([
			['no name', { amount: 1 }, "Deal name can't be empty"],
			['a blank name', { name: '  ', amount: 1 }, "Deal name can't be empty"],
			['no amount', { name: 'Boiler' }, "Deal value can't be empty"],
			['a word for an amount', { name: 'Boiler', amount: 'abc' }, 'Deal value is not a number'],
			['too large an amount', { name: 'Boiler', amount: 2 ** 60 }, 'Deal value is out of range'],
			['an unknown stage', { name: 'Boiler', amount: 1, deal_stage_id: 1 }, "Deal stage doesn't exist"],
			[
				'a stage of another pipeline',
				{ name: 'Boiler', amount: 1, deal_pipeline_id: 402000004000, deal_stage_id: DEAL_STAGE.renewalDue },
				"Deal stage doesn't exist",
			],
			['an unknown account', { name: 'Boiler', amount: 1, sales_account_id: 1 }, "Account doesn't exist"],
			['an unknown contact', { name: 'Boiler', amount: 1, contacts_added_list: [1] }, "Contact doesn't exist"],
		])('%s is refused', async (_what, deal, message) => {
			const answer = await create(deal);

			expect([answer.status, messagesOf(answer)]).toEqual([400, [message]]);
		});

		test('their probability and their closing follow the stage', async () => {
			bench.crm.settings.clockFrozenAt = Date.parse('2026-11-05T12:00:00Z');
			const { id } = (await create({ name: 'Boiler', amount: 0 })).data.deal;
			const qualified = (await update(id, { deal_stage_id: DEAL_STAGE.qualification })).data.deal;
			const won = (await update(id, { deal_stage_id: DEAL_STAGE.won })).data.deal;
			const wonDeals = (await bench.http.get(`/deals/view/${VIEW.wonDeals}`)).data.deals;
			const renewed = (await update(id, { deal_pipeline_id: 402000005000 })).data.deal;

			expect([qualified.amount, qualified.probability, qualified.closed_date]).toEqual(['0.0', 30, null]);
			expect([won.probability, won.closed_date]).toEqual([100, '2026-11-05']);
			expect(wonDeals.map((deal: { id: number }) => deal.id)).toEqual([id]);
			expect([renewed.deal_stage_id, renewed.closed_date]).toEqual([DEAL_STAGE.renewalDue, null]);
		});

		test('contacts are added and removed; include shows them with the account and the stage', async () => {
			const [ada, bob, acme] = [contact('ada@example.com'), contact('bob@example.com'), company()];
			const { id } = (await create({ name: 'B', amount: 1, sales_account_id: acme, contacts_added_list: [ada] })).data.deal;
			await update(id, { contacts_added_list: [bob], contacts_removed_list: [ada] });
			const { data } = await bench.http.get(`/deals/${id}?include=contacts,sales_account,deal_stage,owner`);
			const besideContact = await bench.http.get(`/contacts/${bob}?include=deals`);

			expect(data.contacts.map((each: { id: number }) => each.id)).toEqual([bob]);
			expect(data.sales_accounts).toMatchObject([{ id: acme, open_deals_count: 1 }]);
			expect([data.deal_stages[0].name, data.users[0].id]).toEqual(['New', DANA]);
			expect(besideContact.data.deals).toMatchObject([{ id }]);
		});

		test('are upserted by a unique field', async () => {
			const upsert = (deal: object) =>
				bench.http.post('/deals/upsert', { unique_identifier: { cf_order_id: 'O-1' }, deal });
			const first = await upsert({ name: 'Boiler', amount: 5 });
			const second = await upsert({ amount: 7 });

			expect([first.status, second.status]).toEqual([201, 200]);
			expect(second.data.deal).toMatchObject({ id: first.data.deal.id, name: 'Boiler', amount: '7.0' });
			expect(second.data.deal.custom_field.cf_order_id).toBe('O-1');
		});
	});

	describe('appointments', () => {
		const create = (appointment: object) => bench.http.post('/appointments', { appointment });
		const list = async (query: string) => (await bench.http.get(`/appointments?${query}`)).data;

		test('are created with 201 on a contact, with attendees who may get an e-mail', async () => {
			const id = contact();
			const { status, data } = await create({
				...TITLE_AND_TIMES,
				end_date: '2026-12-07T10:30:00Z',
				time_zone: 'Eastern Time (US & Canada)',
				targetable_type: 'Contact',
				targetable_id: String(id),
				appointment_attendees_attributes: [
					{ attendee_type: 'Contact', attendee_id: String(id) },
					{ attendee_type: 'FdMultitenant::User', attendee_id: String(OMAR) },
				],
			});

			expect(status).toBe(201);
			expect(data.appointment).toMatchObject({
				title: 'Site visit',
				from_date: '2026-12-07T10:00:00Z',
				targetables: [{ id, type: 'Contact' }],
				creater_id: DANA,
				time_zone: 'Eastern Time (US & Canada)',
				outcome_id: null,
			});
			expect(data.appointment.appointment_attendee_ids).toHaveLength(2);
			expect(data.appointment_attendees.map((each: { attendee_id: number }) => each.attendee_id)).toEqual([id, OMAR]);
			expect(bench.crm.records('invitations')).toHaveLength(2);
			expect((await bench.http.get(`/contacts/${id}/appointments`)).data.appointments).toMatchObject([
				{ id: data.appointment.id },
			]);
		});

		test.each([
			['nothing', {}, ["Title can't be blank", "From date can't be blank", "End date can't be blank"]],
			['an end before the start', TITLE_AND_TIMES, ['End date should be later than the from date']],
			[
				'an IANA time zone',
				{ ...TITLE_AND_TIMES, end_date: '2026-12-07T11:00:00Z', time_zone: 'Asia/Kolkata' },
				['Not a supported time zone'],
			],
			[
				'a contact that is none',
				{ ...TITLE_AND_TIMES, end_date: '2026-12-07T11:00:00Z', targetable_type: 'Contact', targetable_id: 1 },
				["Targetable doesn't exist"],
			],
			[
				'a user under another name',
				{
					...TITLE_AND_TIMES,
					end_date: '2026-12-07T11:00:00Z',
					appointment_attendees_attributes: [{ attendee_type: 'User', attendee_id: DANA }],
				},
				["Attendee doesn't exist"],
			],
			['an unknown outcome', { ...TITLE_AND_TIMES, end_date: '2026-12-07T11:00:00Z', outcome_id: 1 }, ["Outcome doesn't exist"]],
		])('%s is refused', async (_what, appointment, messages) => {
			const answer = await create(appointment);

			expect([answer.status, messagesOf(answer)]).toEqual([400, messages]);
			expect(bench.crm.records('appointments')).toEqual([]);
		});

		test('accounts differ in IANA zones and in what an appointment has to hang on', async () => {
			const body = { ...TITLE_AND_TIMES, end_date: '2026-12-07T11:00:00Z' };
			bench.crm.settings.ianaTimeZones = true;
			const zoned = await create({ ...body, time_zone: 'Europe/Berlin' });
			bench.crm.settings.appointmentTargetable = 'required';

			expect([zoned.status, zoned.data.appointment.targetables]).toEqual([201, []]);
			expect(messagesOf(await create(body))).toEqual(["Targetable can't be blank"]);
		});

		test('a time without offset is local', async () => {
			const { data } = await create({ ...TITLE_AND_TIMES, from_date: '2026-12-07T10:00:00', end_date: '2026-12-07T11:00' });

			expect([data.appointment.from_date, data.appointment.end_date]).toEqual([
				'2026-12-07T15:00:00Z',
				'2026-12-07T16:00:00Z',
			]);
		});

		test('are listed past or upcoming, never all', async () => {
			bench.crm.settings.clockFrozenAt = Date.parse('2026-12-01T00:00:00Z');
			const days = ['2026-11-10', '2026-11-20', '2026-12-10', '2026-12-20'];
			bench.crm.seed({
				appointments: days.map((day) => ({ title: day, from_date: `${day}T10:00:00Z`, end_date: `${day}T11:00:00Z` })),
			});
			const titles = ({ appointments }: { appointments: { title: string }[] }) => appointments.map(({ title }) => title);

			expect(titles(await list('filter=upcoming&include=creater'))).toEqual([days[2], days[3]]);
			expect(titles(await list('filter=past&per_page=1&page=2'))).toEqual([days[0]]);
			expect((await bench.http.get('/appointments')).status).toBe(400);
		});

		test('are changed in part; deleting is final', async () => {
			const id = contact();
			const body = {
				...TITLE_AND_TIMES,
				end_date: '2026-12-07T11:00:00Z',
				location: 'Turin',
				appointment_attendees_attributes: [{ attendee_type: 'Contact', attendee_id: id }],
			};
			const { appointment, appointment_attendees } = (await create(body)).data;
			const { data } = await bench.http.put(`/appointments/${appointment.id}`, {
				appointment: {
					title: 'Moved',
					appointment_attendees_attributes: [{ id: appointment_attendees[0].id, _destroy: true }],
				},
			});
			const read = await bench.http.get(`/appointments/${appointment.id}?include=targetable`);
			const gone = await bench.http.delete(`/appointments/${appointment.id}`);
			const again = await bench.http.delete(`/appointments/${appointment.id}`);

			expect(data.appointment).toMatchObject({ title: 'Moved', location: 'Turin', appointment_attendee_ids: [] });
			expect(read.data.appointment.title).toBe('Moved');
			expect([gone.data, again.status]).toEqual([true, 404]);
			expect(again.data.errors.message).toEqual(["The meeting you're looking for is not in the CRM"]);
		});
	});

	describe('notes', () => {
		const create = (note: object) => bench.http.post('/notes', { note });

		test('are written to a record and read through it; one alone cannot be read', async () => {
			const id = contact();
			const { status, data } = await create({ description: 'Called', targetable_type: 'Contact', targetable_id: String(id) });
			const changed = await bench.http.put(`/notes/${data.note.id}`, { note: { description: 'Called twice' } });
			const listed = await bench.http.get(`/contacts/${id}/notes`);

			expect([status, data.note]).toEqual([200, expect.objectContaining({ targetables: [{ id, type: 'Contact' }] })]);
			expect(changed.status).toBe(200);
			expect(listed.data).toMatchObject({ notes: [{ description: 'Called twice' }], meta: { total: 1 } });
			expect((await bench.http.get(`/contacts/${id}?include=notes`)).data.notes).toHaveLength(1);
			expect((await bench.http.get(`/notes/${data.note.id}`)).status).toBe(404);
			expect((await bench.http.delete(`/notes/${data.note.id}`)).data).toBe(true);
			expect((await bench.http.get(`/contacts/${id}/notes`)).data.notes).toEqual([]);
		});

		test('need a text and a record that is there', async () => {
			expect(messagesOf(await create({ description: ' ' }))).toEqual([
				"Description can't be empty",
				"Targetable can't be blank",
			]);
			expect(messagesOf(await create({ description: 'x', targetable_type: 'Lead', targetable_id: contact() }))).toEqual([
				"Targetable doesn't exist",
			]);
		});
	});

	describe('bulk', () => {
		const entry = (email: string, data: object = {}) => ({ emails: email, data });

		test('an upsert is a job for later, which tells nothing of single records', async () => {
			const id = contact('old@example.com');
			bench.crm.settings.patch({ clockFrozenAt: 1_800_000_000_000, jobDurationMs: 3_000 });
			const { status, data } = await bench.http.post('/contacts/bulk_upsert', {
				contacts: [entry('old@example.com', { city: 'Turin' }), entry('new@example.com'), entry('nonsense'), { id, data: { state: 'TO' } }],
			});
			const job = async () => (await bench.http.get(data.job_status_url)).data;
			const early = [await job(), bench.crm.records('contacts').length];
			bench.crm.settings.clockFrozenAt = 1_800_000_003_000;
			const late = await job();

			expect([status, data.message]).toEqual([200, expect.any(String)]);
			expect(early).toEqual([expect.objectContaining({ status: 'in_progress', progress: 0 }), 1]);
			expect(late).toMatchObject({ status: 'completed', progress: 100, data: null });
			expect((await bench.http.get(`/contacts/${id}`)).data.contact).toMatchObject({ city: 'Turin', state: 'TO' });
			expect(bench.crm.records('contacts')).toHaveLength(2);
		});

		test('a job has at most 100 records', async () => {
			const contacts = Array.from({ length: 101 }, (_, n) => entry(`p${n}@example.com`));

			expect(messagesOf(await bench.http.post('/contacts/bulk_upsert', { contacts }))).toEqual([
				'Only 100 records are allowed',
			]);
			expect((await bench.http.post('/contacts/bulk_upsert', { contacts: contacts.slice(1) })).status).toBe(200);
			expect((await bench.http.get('/job_statuses/99')).status).toBe(404);
		});

		test('many are deleted or handed over in one call; ids of others are passed over', async () => {
			const ids = [contact('a@example.com'), contact('b@example.com')];
			const handed = await bench.http.post('/contacts/bulk_assign_owner', { selected_ids: [ids[0], 1], owner_id: OMAR });
			const owner = (await bench.http.get(`/contacts/${ids[0]}`)).data.contact.owner_id;
			const refused = await bench.restricted.post('/contacts/bulk_destroy', { selected_ids: [ids[1]] });
			const kept = (await bench.http.get(`/contacts/${ids[1]}`)).status;
			const destroyed = await bench.http.post('/contacts/bulk_destroy', { selected_ids: ids });

			expect([handed.status, owner, refused.status, kept]).toEqual([200, OMAR, 200, 200]);
			expect(destroyed.data.message).toMatch(/deleted/);
			expect((await bench.http.get(`/contacts/view/${VIEW.bin}`)).data.contacts).toHaveLength(2);
		});
	});

	test('a seed that breaks the vendor’s rules says why', () => {
		expect(() => bench.crm.seed({ contacts: [{ email: 'a@' }] })).toThrow('Seed: a@ is an invalid email address');
		expect(() => bench.crm.seed({ leads: [{}] })).toThrow(/Seed: no "leads"/);
		expect(() => bench.crm.records('leads')).toThrow(/No records of "leads"/);
		expect(bench.crm.seed({ contacts: [{ id: 7, email: 'a@example.com', created_at: '2026-01-01T00:00:00Z' }] })).toEqual({
			contacts: ['7'],
		});
	});
});
