import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { freshsalesStage } from '../support/freshsales';

const minute = 60_000;
const start = '2027-03-01T16:00:00.000Z';

describe('Freshsales work', () => {
	const stage = freshsalesStage();
	const contact = (more: IDataObject = {}) =>
		stage.crm.seed({ contacts: [{ email: 'ann@example.com', first_name: 'Ann', ...more }] }).contacts[0];
	const idsOf = (items: IDataObject[] | null) => (items ?? []).map(({ id }) => String(id));

	describe('an appointment', () => {
		const write = async (operation: string, input: IDataObject, more: IDataObject = {}) =>
			(await stage.json({ resource: 'appointment', operation, matchOn: ['natural'], ...more } as never, [input]))[0];
		it('hangs on its contact, and invites nobody by itself', async () => {
			const contactId = contact();
			const made = await write(
				'create',
				{ title: 'Visit', contactId, startTime: '2027-03-01T17:00', durationMinutes: 90, timeZone: 'Europe/Berlin' },
				{ options: { timeZone: 'Europe/Berlin' } },
			);
			expect(made).toMatchObject({
				contactId,
				customerId: contactId,
				startTime: start,
				endTime: '2027-03-01T17:30:00.000Z',
				durationMinutes: 90,
				attendees: [],
			});
			expect(stage.crm.records('invitations')).toEqual([]);
		});
		it('has those attend who are named', async () => {
			const contactId = contact();
			const made = await write('create', {
				title: 'Visit',
				contactId,
				startTime: start,
				endTime: '2027-03-01T17:00:00Z',
				attendees: [contactId],
				assignees: ['402000000001'],
			});
			expect(made).toMatchObject({ attendees: [contactId], assignees: ['402000000001'] });
			expect(stage.crm.records('invitations')).toHaveLength(2);
			expect(await write('update', made, { recordId: made.id as string })).toMatchObject({ _action: 'unchanged' });
		});
		it('needs somebody to hang on', async () => {
			const { errors } = await stage.run({ resource: 'appointment', operation: 'create' }, [
				{ title: 'Visit', startTime: start, endTime: start },
			]);
			expect(errors[0].json.error).toMatch(/needs a contact or an account/);
			const [companyId] = stage.crm.seed({ sales_accounts: [{ name: 'Acme' }] }).sales_accounts;
			expect(await write('create', { title: 'Visit', companyId, startTime: start, endTime: start })).toMatchObject({
				companyId,
				contactId: null,
			});
		});
		it('is made once for a contact and a time, and moved with its length', async () => {
			const input = { title: 'Visit', contactId: contact(), startTime: start, durationMinutes: 60 };
			const first = await write('upsert', input);
			expect(await write('upsert', input)).toMatchObject({ id: first.id, _action: 'unchanged', _matchedBy: 'natural' });
			expect(await write('upsert', { ...input, title: 'Boiler' })).toMatchObject({ id: first.id, title: 'Boiler' });
			expect(await write('update', { startTime: '2027-03-02T16:00:00Z' }, { recordId: first.id as string })).toMatchObject({
				endTime: '2027-03-02T17:00:00.000Z',
			});
		});
		it('says that it cannot be taken off its contact', async () => {
			const made = await write('create', { title: 'Visit', contactId: contact(), startTime: start, durationMinutes: 60 });
			const changed = await write('update', { contactId: null, location: 'Office' }, { recordId: made.id as string });
			expect(changed).toMatchObject({ contactId: made.contactId, location: 'Office' });
			expect(changed._warnings).toEqual([expect.stringMatching(/contactId was not cleared/)]);
		});
		it('is found whether it is to come or past, and by its contact', async () => {
			const [one, other] = [contact(), contact({ email: 'bob@example.com' })];
			const at = (targetable_id: string, from: string) => ({
				title: 'Visit',
				from_date: from,
				end_date: from,
				targetable_type: 'Contact',
				targetable_id,
			});
			stage.crm.seed({ appointments: [at(one, start), at(one, '2020-01-01T10:00:00Z'), at(other, start)] });
			expect(await stage.json({ resource: 'appointment', operation: 'search', returnAll: true })).toHaveLength(3);
			expect(
				await stage.json({ resource: 'appointment', operation: 'search', returnAll: true, filters: { contactId: one } }),
			).toMatchObject([{ contactId: one }, { contactId: one }]);
		});
	});

	describe('a deal', () => {
		const write = async (operation: string, input: IDataObject, more: IDataObject = {}) =>
			(await stage.json({ resource: 'deal', operation, matchOn: ['natural'], ...more } as never, [input]))[0];
		it('belongs to a contact, and is told in words', async () => {
			const [contactId, next] = [contact(), contact({ email: 'bob@example.com' })];
			const input = { name: 'Boiler', amount: 900, contactId, closeDate: '2027-01-31' };
			const made = await write('upsert', input);
			expect(made).toMatchObject({ _action: 'created', contactId, amount: 900, status: 'New', statusGroup: 'open', probability: 10 });
			expect(await write('upsert', input)).toMatchObject({ id: made.id, _action: 'unchanged' });
			const [won] = (await stage.editor({ resource: 'deal', operation: 'update' }).list('searchStage', 'Won')).results;
			expect(await write('update', { stage: String(won.value), contactId: next }, { recordId: made.id as string })).toMatchObject({
				statusGroup: 'won',
				contactId: next,
			});
			expect(stage.crm.records('deals')).toMatchObject([{ contactIds: [Number(next)] }]);
		});
		it('is not the one of the same name that somebody else has', async () => {
			const input = { name: 'Boiler', amount: 900 };
			const first = await write('upsert', { ...input, contactId: contact() });
			const second = await write('upsert', { ...input, contactId: contact({ email: 'bob@example.com' }) });
			const [companyId] = stage.crm.seed({ sales_accounts: [{ name: 'Acme' }] }).sales_accounts;
			const third = await write('upsert', { ...input, companyId });
			expect(new Set([first, second, third].map(({ id }) => id)).size).toBe(3);
			expect(await write('upsert', { ...input, amount: 1_000, companyId })).toMatchObject({ id: third.id, _action: 'updated' });
		});
	});

	describe('a note', () => {
		const company = () => stage.crm.seed({ sales_accounts: [{ name: 'Acme' }] }).sales_accounts[0];
		const search = async (filters: INodeParameters) => await stage.run({ resource: 'note', operation: 'search', returnAll: true, filters });
		it('is found with its record, every page, and by its words', async () => {
			const [contactId, accountId] = [contact(), company()];
			const note = (description: string, targetable_type: string, targetable_id: string) => ({
				description,
				targetable_type,
				targetable_id,
			});
			const many = Array.from({ length: 120 }, (_none, n) => note(`Call ${n}`, 'Contact', contactId));
			stage.crm.seed({ notes: [...many, note('Gate code 12', 'Contact', contactId), note('VIP', 'SalesAccount', accountId)] });
			expect((await search({ parentId: contactId })).items).toHaveLength(121);
			expect((await search({ parentId: contactId, text: 'gate code' })).items).toMatchObject([
				{ json: { body: 'Gate code 12', parentId: contactId, parentResource: 'contact' } },
			]);
			expect((await search({ parentId: accountId, parentResource: 'company' })).items).toMatchObject([{ json: { body: 'VIP' } }]);
		});
		it.each([
			[{}, /notes of one record only/],
			[{ parentId: '1', parentResource: 'job' }, /no notes of a job/],
		])('is not searched by %j', async (filters, message) => {
			expect((await search(filters)).errors).toMatchObject([{ json: { error: expect.stringMatching(message) } }]);
		});
		it('is changed by its ID, without being read, and stays where it is', async () => {
			const [made] = await stage.json({ resource: 'note', operation: 'create' }, [
				{ body: 'VIP', parentId: company(), parentResource: 'company' },
			]);
			stage.calls();
			const parameters = { resource: 'note', operation: 'update', recordId: String(made.id) };
			expect(await stage.json(parameters, [{ body: 'Gold' }])).toMatchObject([
				{ id: made.id, _action: 'updated', body: 'Gold', parentId: made.parentId, parentResource: 'company' },
			]);
			expect(stage.calls()).toEqual([`PUT /notes/${String(made.id)}`]);
			const { errors } = await stage.run({ ...parameters, options: { blanksOnly: true } }, [{ body: 'Blank' }]);
			expect(errors).toMatchObject([{ json: { error: expect.stringMatching(/no telling which fields are blank/) } }]);
			expect(stage.crm.records('notes')).toMatchObject([{ description: 'Gold' }]);
			expect((await stage.run({ ...parameters, recordId: '402001999999' }, [{ body: 'x' }])).errors).toMatchObject([
				{ json: { details: { kind: 'notFound' } } },
			]);
		});
	});
	it('a note hangs on a contact, an account or a deal', async () => {
		const [company] = stage.crm.seed({ sales_accounts: [{ name: 'Acme' }] }).sales_accounts;
		const notes = await stage.json({ resource: 'note', operation: 'create' }, [
			{ body: 'Gate code 12', parentId: contact() },
			{ body: 'VIP', parentId: company, parentResource: 'company' },
		]);
		expect(notes).toMatchObject([{ parentResource: 'contact' }, { parentResource: 'company', parentId: company }]);
		expect(await stage.json({ resource: 'note', operation: 'delete', recordId: String(notes[0].id) })).toMatchObject([{ deleted: true }]);
		expect(stage.crm.records('notes')).toHaveLength(1);
	});

	describe('a refusal', () => {
		const refusal = async (more: IDataObject = {}) =>
			(await stage.run({ operation: 'get', recordId: '402001999999', ...more } as never)).errors[0].json;
		it('of the key names the credential', async () => {
			stage.crm.settings.keysRevoked = true;
			// 302 would be the answer to a request that does not ask for JSON.
			expect(await refusal()).toMatchObject({
				error: expect.stringMatching(/rejected the API key/),
				details: { kind: 'auth', status: 401 },
			});
		});
		it.each([
			['notFound', /no Freshsales account at this address/],
			['signUp', /no Freshsales account at this address/],
			['moved', /moved to beta\.myfreshworks\.com/],
		] as const)('of the address names the account (%s)', async (unknownHost, message) => {
			Object.assign(stage.crm.settings, { accountClosed: true, unknownHost });
			expect(await refusal()).toMatchObject({ error: expect.stringMatching(message), details: { kind: 'auth' } });
			expect(stage.calls()).toEqual(['GET /contacts/402001999999']);
		});
		it.each(['402001999999', 'abc'])('of the ID %s', async (recordId) =>
			expect(await refusal({ recordId })).toMatchObject({ details: { kind: 'notFound' } }),
		);
		it('for the hour ends the run, tells when to go on, and asks no more', async () => {
			Object.assign(stage.crm.settings, { rateLimits: 'vendor', hourlyLimit: 3 });
			const { items, errors } = await stage.run(
				{ operation: 'upsert', matchOn: ['email'], options: { concurrency: 1 } },
				Array.from({ length: 8 }, (_none, n) => ({ email: `c${n}@example.com` })),
			);
			expect([items.length, errors.length]).toEqual([3, 5]);
			expect(errors[0].json).toMatchObject({
				error: expect.stringMatching(/used up; there are new ones in 60 minutes/),
				details: { kind: 'quota' },
			});
			expect(stage.calls()).toHaveLength(4);
		});
		it('for the minute is waited for', async () => {
			const id = contact();
			stage.crm.addFault({ status: 429, times: 1, body: 'Retry later\n', headers: { 'retry-after': '1' } });
			expect(await stage.json({ operation: 'get', recordId: id })).toMatchObject([{ id }]);
		});
	});

	describe('the trigger', () => {
		const many = (count: number, at: number, more: IDataObject = {}) =>
			stage.crm.seed({
				contacts: Array.from({ length: count }, (_none, n) => ({
					email: `c${at}-${n}@example.com`,
					created_at: new Date(at).toISOString(),
					...more,
				})),
			}).contacts;
		const ago = (minutes: number) => Date.now() - minutes * minute;
		it('asks twice where nothing is new: for the views, and for one page', async () => {
			many(350, ago(60));
			many(1, ago(30));
			const trigger = stage.trigger({});
			expect(await trigger.poll()).toBeNull();
			stage.calls();
			expect(await trigger.poll()).toBeNull();
			expect(stage.calls()).toEqual(['GET /contacts/filters', expect.stringMatching(/view/)]);
		});
		it('gives a burst oldest first, each once, with custom fields', async () => {
			many(1, ago(60));
			const trigger = stage.trigger({ options: { mostRecords: 200, customFields: ['cf_plan'] } });
			await trigger.poll();
			const fresh = [0, 1, 2].flatMap((at) => many(120, ago(20 - at), { custom_field: { cf_plan: 'Plus' } }));
			const given = [await trigger.poll(), await trigger.poll()];
			expect(given.map((items) => items?.length)).toEqual([200, 160]);
			expect(given.flatMap(idsOf).sort()).toEqual([...fresh].sort());
			expect(given[0]![0].customFields).toEqual({ cf_plan: 'Plus' });
			expect(await trigger.poll()).toBeNull();
		});
		it.each([false, true])('parts ties in one second, whatever their order (%s)', async (reorderResults) => {
			stage.crm.settings.reorderResults = reorderResults;
			const second = Math.floor(Date.now() / 1_000) * 1_000 - minute;
			many(60, second);
			const trigger = stage.trigger({});
			expect(await trigger.poll()).toBeNull();
			const late = many(0, second).concat(
				stage.crm.seed({ contacts: [{ email: 'late@example.com', created_at: new Date(second).toISOString() }] }).contacts,
			);
			expect(idsOf(await trigger.poll())).toEqual(late);
			expect(await trigger.poll()).toBeNull();
		});
		it('for leads passes over other contacts, and reads no more for it', async () => {
			many(150, ago(60), { lifecycle_stage_id: 402000003000 });
			many(1, ago(30), { lifecycle_stage_id: 402000003000 });
			const trigger = stage.trigger({ resource: 'lead' });
			expect(await trigger.poll()).toBeNull();
			many(2, ago(20), { lifecycle_stage_id: 402000003000 });
			const fresh = many(1, ago(19));
			stage.calls();
			expect(idsOf(await trigger.poll())).toEqual(fresh);
			expect(stage.calls()).toHaveLength(2);
		});
		it('tells changes of records that were there, and nothing twice', async () => {
			const [id] = many(2, ago(60));
			const trigger = stage.trigger({ event: 'updated' });
			expect(await trigger.poll()).toBeNull();
			await stage.json({ operation: 'update', recordId: id }, [{ jobTitle: 'Chief' }]);
			expect(await trigger.poll()).toMatchObject([{ id, jobTitle: 'Chief' }]);
			expect(await trigger.poll()).toBeNull();
		});
		it('changes nothing when a page fails', async () => {
			many(1, ago(60));
			const trigger = stage.trigger({});
			await trigger.poll();
			const before = JSON.stringify(trigger.staticData);
			const fresh = many(150, ago(10));
			stage.crm.addFault({ path: 'view', skip: 1, times: 1, status: 400, body: {} });
			await expect(trigger.poll()).rejects.toThrow(/Freshsales/);
			expect(JSON.stringify(trigger.staticData)).toBe(before);
			expect(idsOf(await trigger.poll()).sort()).toEqual([...fresh].sort());
		});
		it('speaks of the views when none has all records', async () => {
			stage.crm.addFault({ path: 'filters', status: 200, body: { filters: [{ id: 1, name: 'Mine' }] } });
			many(1, ago(10));
			const trigger = stage.trigger({});
			await trigger.poll();
			await expect(trigger.poll()).rejects.toThrow(/none here is called "all contacts"/);
		});
		it('shows the newest leads in the editor', async () => {
			const [id] = many(1, ago(10));
			many(5, ago(5), { lifecycle_stage_id: 402000003000 });
			expect(await stage.trigger({ resource: 'lead' }).poll('manual')).toMatchObject([{ id }]);
		});
		it('shows newest records in the editor', async () => {
			const [id] = many(1, ago(10), { custom_field: { cf_plan: 'Plus' } });
			expect(await stage.trigger({ options: { customFields: ['cf_plan'] } }).poll('manual')).toMatchObject([
				{ id, customFields: { cf_plan: 'Plus' } },
			]);
		});
		describe('for appointments', () => {
			const at = (from: number, more: IDataObject = {}) => ({
				title: 'Visit',
				from_date: new Date(from).toISOString(),
				end_date: new Date(from).toISOString(),
				targetable_type: 'Contact',
				targetable_id: stage.crm.records('contacts').map((row) => String((row as IDataObject).id))[0],
				...more,
			});
			const old = (count: number, step: number) =>
				stage.crm.seed({
					appointments: Array.from({ length: count }, (_none, n) =>
						at(Date.now() + (n + 1) * step, { created_at: new Date(ago(90)).toISOString() }),
					),
				});
			beforeEach(() => void contact());
			it('notices what is to come and what is past, however long ago', async () => {
				old(120, minute);
				old(230, -minute);
				const trigger = stage.trigger({ resource: 'appointment' });
				expect(await trigger.poll()).toBeNull();
				const fresh = stage.crm.seed({ appointments: [at(Date.now() + 300 * minute), at(ago(60)), at(ago(60 * 24 * 365))] }).appointments;
				expect(idsOf(await trigger.poll()).sort()).toEqual([...fresh].sort());
				expect(await trigger.poll()).toBeNull();
			});
			it('reads twenty pages of what is past at most', async () => {
				old(2_150, -minute);
				const trigger = stage.trigger({ resource: 'appointment' });
				await trigger.poll();
				stage.calls();
				const [fresh] = stage.crm.seed({ appointments: [at(ago(2_100))] }).appointments;
				expect(idsOf(await trigger.poll())).toEqual([]);
				expect(stage.calls()).toHaveLength(1 + 20);
				const [near] = stage.crm.seed({ appointments: [at(ago(1_000))] }).appointments;
				expect([fresh, ...idsOf(await trigger.poll())].slice(1)).toEqual([near]);
			});
		});
	});
});
