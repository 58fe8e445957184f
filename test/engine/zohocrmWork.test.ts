import type { IDataObject } from 'n8n-workflow';
import { people, zohoStage } from '../support/zohocrm';

const meetings = { resource: 'appointment', storeAs: 'Events' };
const leads = { resource: 'lead', storeAs: 'Leads' };
const start = '2027-03-01T09:00:00.000Z';
const lead = { lastName: 'Reed', company: 'Reed Ltd', email: 'reed@example.com' };

describe('Zoho CRM: work', () => {
	const stage = zohoStage();
	const { json, act, calls, records } = stage;
	const contact = async () => String((await json({ operation: 'create' }, people(1)))[0].id);
	const make = async (parameters: IDataObject, input: IDataObject) =>
		(await json({ operation: 'create', ...parameters } as never, [input]))[0];

	describe('meetings', () => {
		const meeting = { title: 'Visit', startTime: start, durationMinutes: 45 };

		it.each(['America/New_York', 'Asia/Kolkata'])('keep their time for a user in %s', async (userTimeZone) => {
			stage.crm.settings.userTimeZone = userTimeZone;
			const item = await make(meetings, { ...meeting, startTime: '2027-03-01T10:00', location: 'Office' });

			expect(item).toMatchObject({ startTime: start, endTime: '2027-03-01T09:45:00.000Z', durationMinutes: 45, location: 'Office' });
		});

		it('stand with a person, a lead or an account, and say which', async () => {
			const ids = {
				contactId: await contact(),
				leadId: (await make(leads, lead)).id,
				companyId: stage.crm.seed({ Accounts: [{ Account_Name: 'A' }] }).Accounts[0],
			};
			for (const [key, id] of Object.entries(ids)) await make(meetings, { ...meeting, title: key, [key]: id });
			const found = await json({ ...meetings, operation: 'search' });

			expect(found).toHaveLength(3);
			for (const item of found) {
				const key = String(item.title) as keyof typeof ids;
				expect(item).toMatchObject({ contactId: null, leadId: null, companyId: null, [key]: ids[key] });
			}
		});

		it('about two things say which one was left out', async () => {
			const companyId = stage.crm.seed({ Accounts: [{ Account_Name: 'A' }] }).Accounts[0];
			const { id: leadId } = await make(leads, lead);
			const item = await make(meetings, { ...meeting, companyId, leadId });

			expect(item).toMatchObject({ leadId, companyId: null, _warnings: [expect.stringMatching(/companyId .* was not linked/)] });
		});

		it('are recognised by person and start, and moved with their length', async () => {
			const contactId = await contact();
			const upsert = { ...meetings, operation: 'upsert', matchOn: ['natural'] };
			const [made] = await json(upsert, [{ ...meeting, contactId }]);
			expect(await json(upsert, [{ ...meeting, contactId, title: 'Second visit' }])).toMatchObject([
				{ id: made.id, _action: 'updated', title: 'Second visit' },
			]);
			expect(await json(upsert, [{ ...meeting, contactId, startTime: '2027-03-02T09:00:00Z' }])).toMatchObject([{ _action: 'created' }]);

			const [moved] = await json({ ...meetings, operation: 'update', recordId: String(made.id) }, [{ startTime: '2027-03-03T09:00:00Z' }]);
			expect(moved).toMatchObject({ endTime: '2027-03-03T09:45:00.000Z', contactId, customerId: contactId });
		});

		it.each(['leadId', 'companyId'])('are recognised by %s and start, too', async (key) => {
			const id = key === 'leadId' ? (await make(leads, lead)).id : stage.crm.seed({ Accounts: [{ Account_Name: 'A' }] }).Accounts[0];
			const upsert = { ...meetings, operation: 'upsert', matchOn: ['natural'] };
			const input = { ...meeting, startTime: '2027-03-01T09:00:00.123Z', [key]: id };
			const [made] = await json(upsert, [{ ...input, contactId: key === 'companyId' ? await contact() : undefined }]);

			expect(made._action).toBe('created');
			expect(await json(upsert, [{ ...input, title: 'Second visit' }])).toMatchObject([{ id: made.id, _action: 'updated' }]);
		});

		it('are found by their day in the zone', async () => {
			const times = ['2027-03-02T01:00Z', '2027-03-02T15:00Z', '2027-03-03T02:00Z'];
			for (const startTime of times) await make(meetings, { ...meeting, startTime });
			const condition = [['after', '2027-03-02T00:00'], ['before', '2027-03-02T23:59:00-05:00']]
				.map(([operator, value]) => ({ field: 'startTime', operator, value }));
			const found = await json({ ...meetings, operation: 'search', conditions: { condition } }, [{}], { timeZone: 'America/New_York' });

			expect(found.map(({ startTime }) => startTime)).toEqual(['2027-03-02T15:00:00.000Z', '2027-03-03T02:00:00.000Z']);
		});

		it('have participants, as e-mail addresses or by ID', async () => {
			const attendees = ['guest@example.com', `contact:${await contact()}`];

			expect(await make(meetings, { ...meeting, attendees })).toMatchObject({ attendees });
			expect(records('Events')[0].Participants).toEqual([
				{ type: 'email', participant: 'guest@example.com' }, { type: 'contact', participant: attendees[1].slice('contact:'.length) },
			]);
		});

		it.each([[true, { notifyParticipants: true }], [undefined, {}]])('send mails (%p) as the user wants', async (sent, options) => {
			await make({ ...meetings, options }, meeting);
			const [{ requestBody }] = stage.crm.requests().filter(({ path }) => path.endsWith('/Events'));

			expect((requestBody as { data: IDataObject[] }).data[0].$send_notification).toBe(sent);
		});

		describe('are cancelled', () => {
			const cancel = async (id: unknown) =>
				await act({ ...meetings, operation: 'update', recordId: String(id), options: { notifyParticipants: true } }, [
					{ 'customFields.$cancelled': true },
				]);

			it('with a mail to the participants', async () => {
				const { id } = await make(meetings, { ...meeting, attendees: ['guest@example.com'] });
				const { items } = await cancel(id);

				expect(items[0].json).toMatchObject({ id, status: 'Cancelled', statusGroup: 'cancelled' });
				expect(records('Events')[0].$event_cancelled).toBe(true);
				expect(stage.crm.requests().find(({ path }) => path.endsWith('/cancel'))?.requestBody).toEqual({
					data: [{ send_cancelling_mail: true }],
				});
			});

			it.each([
				['nobody was asked', { ...meeting }, /without inviting participants/],
				[
					'they are over',
					{ ...meeting, startTime: '2020-01-01T09:00:00Z', attendees: ['guest@example.com'] },
					/after the meeting end time/,
				],
			])('unless %s, which is said', async (_case, input, words) => {
				const { id } = await make(meetings, input);
				const { errors } = await cancel(id);

				expect(errors[0].json.error).toMatch(words);
				expect(errors[0].json.error).toContain(String(id));
			});
		});
	});

	describe('leads', () => {
		it('are converted into a contact and an account, once', async () => {
			const { id } = await make(leads, lead);
			const convert = async () => await act({ ...leads, operation: 'update', recordId: String(id) }, [{ 'customFields.$converted': true }]);
			const { items } = await convert();

			expect([records('Contacts').length, records('Accounts').length, calls('/convert')]).toEqual([1, 1, 1]);
			expect(items[0].json).toMatchObject({
				id,
				convertedContactId: records('Contacts')[0].id,
				convertedCustomerId: records('Accounts')[0].id,
			});
			const { errors } = await convert();
			expect(errors[0].json).toMatchObject({ details: { kind: expect.stringMatching(/conflict|notFound/) } });
			expect(records('Contacts')).toHaveLength(1);
		});

		it('that cannot be converted are kept, and say so', async () => {
			stage.crm.addFault({
				path: '/actions/convert',
				status: 403,
				body: {
					code: 'NO_PERMISSION',
					details: { permissions: ['Crm_Implied_Convert_Lead'] },
					message: 'permission denied',
					status: 'error',
				},
			});
			const { errors } = await act({ ...leads, operation: 'create' }, [{ ...lead, 'customFields.$converted': true }]);

			expect(errors[0].json.error).toMatch(
				new RegExp(`record ${String(records('Leads')[0].id)} was written, but no more: .*permission denied`),
			);
		});

		it('are shown by Get when they are converted', async () => {
			const { id } = await make(leads, { ...lead, 'customFields.$converted': true });

			expect(await json({ ...leads, operation: 'get', recordId: String(id) })).toMatchObject([{ id, lastName: 'Reed' }]);
		});
	});

	it.each([
		['won', 'Closed Won'], ['lost', 'Closed Lost'], ['open', 'Qualification'],
	])('a deal is %s in stage %s', async (statusGroup, stageName) => {
		const contactId = await contact();
		const deal = { name: 'Roof', stage: stageName, pipeline: 'Standard (Standard)', closeDate: '2027-05-01', amount: 1200, contactId };
		const upsert = { resource: 'deal', storeAs: 'Deals', operation: 'upsert', matchOn: ['natural'] };
		const [made] = await json(upsert, [deal]);

		expect(made).toMatchObject({ ...deal, statusGroup, _action: 'created' });
		expect(await json(upsert, [deal])).toMatchObject([{ id: made.id, _action: 'unchanged' }]);
	});

	it('a deal is found by its account or its contact, whatever else it belongs to', async () => {
		const [contactId, companyId] = [await contact(), stage.crm.seed({ Accounts: [{ Account_Name: 'A' }] }).Accounts[0]];
		const deal = { name: 'Roof', stage: 'Qualification', pipeline: 'Standard (Standard)', closeDate: '2027-05-01' };
		const upsert = { resource: 'deal', storeAs: 'Deals', operation: 'upsert', matchOn: ['natural'] };
		const [made] = await json(upsert, [{ ...deal, contactId, companyId }]);

		for (const party of [{ contactId }, { companyId }]) {
			expect(await json(upsert, [{ ...deal, ...party }])).toMatchObject([{ id: made.id, _action: 'unchanged' }]);
		}
	});

	it('a stage of another pipeline is refused in Zoho\'s words', async () => {
		const deal = { name: 'Roof', stage: 'Site Survey', pipeline: 'Standard (Standard)', closeDate: '2027-05-01' };
		const { errors } = await act({ resource: 'deal', storeAs: 'Deals', operation: 'create' }, [deal]);

		expect(errors[0].json.error).toMatch(/Stage: the stage does not belong to the pipeline/);
	});

	it('notes hang on records of any kind, which has to be said', async () => {
		const contactId = await contact();
		const { id: leadId } = await make(leads, lead);
		const notes = { resource: 'note', storeAs: 'Notes', operation: 'create' };
		const { items, errors } = await act(notes, [
			{ body: 'Called', parentId: contactId, parentResource: 'contact' }, { body: 'Asked', parentId: leadId, parentResource: 'lead' },
			{ body: 'Where?', parentId: contactId },
		]);

		expect(items.map(({ json: { parentId, parentResource } }) => [parentId, parentResource])).toEqual([
			[contactId, 'contact'],
			[leadId, 'lead'],
		]);
		expect(errors[0].json.error).toMatch(/Kind of That Record is missing/);
		const [{ id }] = items.map(({ json: item }) => item);
		expect(await json({ ...notes, operation: 'update', recordId: String(id) }, [{ body: 'Called twice' }])).toMatchObject([
			{ body: 'Called twice' },
		]);
	});
});
