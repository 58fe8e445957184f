import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { customersOf, elm, elmAddress, housecallProStage, keys, oak } from '../support/housecallpro';

const start = '2027-03-01T16:00:00.000Z';

describe('Housecall Pro jobs', () => {
	const stage = housecallProStage();
	const customer = customersOf(stage);
	const scheduled = (more: IDataObject = {}) => {
		const schedule = { scheduled_start: start, scheduled_end: '2027-03-01T18:00:00Z' };
		return stage.crm.seed({ jobs: [{ customer_id: customer({ addresses: [elm] }), schedule, ...more }] }).jobs[0];
	};
	const parameters = (operation: string, recordId: string, options: IDataObject) =>
		({ resource: 'appointment', operation, recordId, matchOn: ['natural'], options }) as INodeParameters;
	const appointment = async (operation: string, input: IDataObject, id = '', key?: string, options: IDataObject = {}) =>
		(await stage.json(parameters(operation, id, options), [input], key))[0];
	const refusal = async (operation: string, input: IDataObject, id = '', key?: string, options: IDataObject = {}) =>
		(await stage.run(parameters(operation, id, options), [input], key)).errors[0].json;

	describe('a new scheduled job', () => {
		it('takes the only address', async () => {
			expect(
				await appointment('create', { customerId: customer({ addresses: [elm] }), startTime: start, durationMinutes: 90 }),
			).toMatchObject({
				location: '12 Elm Street, Denver, CO, 80202, US',
				startTime: start,
				endTime: '2027-03-01T17:30:00.000Z',
				durationMinutes: 90,
				status: 'scheduled',
				statusGroup: 'open',
			});
			expect(stage.writes()).toEqual(['POST /jobs']);
		});
		it('makes the address once for several jobs', async () => {
			const contactId = customer();
			const items = await stage.json(
				{ resource: 'appointment', operation: 'create' },
				[1, 2, 3].map((day) => ({ contactId, startTime: `2027-03-0${day}T10:00:00Z`, location: '12 Elm Street, Denver, CO 80202, US' })),
			);
			expect(new Set(items.map(({ location }) => location))).toEqual(new Set(['12 Elm Street, Denver, CO, 80202, US']));
			expect(stage.crm.records('customers')).toMatchObject([{ addresses: [elm] }]);
		});
		it('makes the address once, however many jobs and estimates and leads are on their way', async () => {
			const customerId = customer();
			stage.crm.settings.latencyMs = 20;
			const kinds = [
				{ resource: 'appointment', storeAs: 'jobs' }, { resource: 'appointment', storeAs: 'estimates' },
				{ resource: 'lead' }, { resource: 'job' },
			];
			const input = Array.from({ length: 12 }, (_none, n) => ({
				...(kinds[n % 4].resource === 'lead' ? { customFields: { customer_id: customerId } } : { customerId }),
				...(kinds[n % 4].resource === 'appointment' ? { location: '12 Elm Street, Denver, CO 80202, US' } : { address: elmAddress }),
				...(kinds[n % 4].resource === 'appointment' ? { startTime: `2027-03-${10 + n}T10:00:00Z` } : {}),
				...kinds[n % 4],
			}));
			for (const { resource, storeAs = '' } of kinds) {
				const some = input.filter((one) => one.resource === resource && (one.storeAs ?? '') === storeAs);
				const rows = some.map(({ storeAs: _store, ...row }) => row);
				await stage.json({ resource, storeAs, operation: 'create', options: { concurrency: 10 } } as INodeParameters, rows);
			}
			expect(stage.crm.records('customers')).toMatchObject([{ addresses: [elm] }]);
			expect([stage.crm.records('jobs'), stage.crm.records('estimates'), stage.crm.records('leads')].map(({ length }) => length)).toEqual([
				6, 3, 3,
			]);
		});
		it('can take all day, told by the day where the company is', async () => {
			const customerId = customer({ addresses: [elm] });
			const day = { customerId, startTime: '2027-03-01', allDay: true, durationMinutes: 60 };
			const made = await appointment('upsert', day, '', undefined, { timeZone: 'America/Denver' });
			expect(made).toMatchObject({ _action: 'created', allDay: true, startTime: '2027-03-01T07:00:00.000Z', durationMinutes: 24 * 60 });
			expect(await appointment('upsert', made)).toMatchObject({ id: made.id, _action: 'unchanged', _warnings: [] });
		});
		it.each(['Asia/Tokyo', 'America/New_York'])('asks for that day where %s would make another one of it', async (timeZone) => {
			const day = { customerId: customer({ addresses: [elm] }), startTime: '2027-03-01', allDay: true };
			const said = await refusal('create', day, '', undefined, { timeZone });
			expect(said).toMatchObject({
				error: expect.stringMatching(/midnight in America\/Denver/),
				message: expect.stringMatching(/Time Zone/),
			});
			expect(stage.crm.records('jobs')).toEqual([]);
		});
		it('that takes all day gets times when it is moved, and says so', async () => {
			const customer_id = customer({ addresses: [elm] });
			const seed = { customer_id, schedule: { anytime: true, anytime_start_date: '2027-03-01' } };
			const [id] = stage.crm.seed({ jobs: [seed] }).jobs;
			const moved = await appointment('update', { startTime: start, durationMinutes: 60 }, id);
			expect(moved).toMatchObject({ allDay: false, startTime: start, _warnings: [expect.stringMatching(/took all day/)] });
			expect((await appointment('update', { allDay: true }, id))._warnings).toEqual([expect.stringMatching(/^allDay was left/)]);
		});
		it('asks for an address where there is none, and which one where there are many', async () => {
			expect((await refusal('create', { customerId: customer(), startTime: start })).error).toMatch(/no address/);
			const customerId = customer({ addresses: [elm, oak] });
			const [{ id }] = (stage.crm.records('customers') as Array<{ addresses: Array<{ id: string }> }>)[1].addresses;
			expect((await refusal('create', { customerId, startTime: start })).error).toContain(id);
			expect(await appointment('create', { customerId, startTime: start, location: id })).toMatchObject({
				location: expect.stringMatching(/^12 Elm/),
			});
		});
		it('sends instants, whatever zone a naive time is meant in', async () => {
			const [made] = await stage.json({ resource: 'appointment', operation: 'create', options: { timeZone: 'America/New_York' } }, [
				{ customerId: customer({ addresses: [elm] }), startTime: '2027-03-01T11:00' },
			]);
			expect(made.startTime).toBe(start);
		});
		it('is not made twice for one customer and time, but again after it was cancelled', async () => {
			const input = { customerId: customer({ addresses: [elm] }), startTime: start, notes: 'Gate code 12' };
			const first = await appointment('upsert', input);
			expect(await appointment('upsert', input)).toMatchObject({ id: first.id, _action: 'unchanged', _matchedBy: 'natural' });
			const customer_id = customer({ email: 'bob@example.com', addresses: [elm] });
			stage.crm.seed({ jobs: [{ customer_id, schedule: { scheduled_start: start }, work_status: 'user canceled' }] });
			expect(await appointment('upsert', { customerId: customer_id, startTime: start })).toMatchObject({ _action: 'created' });
		});
	});

	describe('a scheduled job is changed', () => {
		const assignees = [`pro_${'2'.padStart(32, '0')}`];
		const later = '2027-03-02T16:00:00.000Z';

		it('in order: times, technicians, note; and nobody is told', async () => {
			const id = scheduled();
			expect(await appointment('update', { startTime: later, assignees, notes: 'Moved' }, id)).toMatchObject({
				startTime: later,
				endTime: '2027-03-02T18:00:00.000Z',
				assignees,
				notes: 'Moved',
			});
			expect(stage.writes()).toEqual([`PUT /jobs/${id}/schedule`, `POST /jobs/${id}/notes`]);
			expect(stage.crm.records('notifications')).toEqual([]);
		});
		it('with a word to the customer when asked, and none when nothing moves', async () => {
			const id = scheduled();
			const move = async (startTime: string, options: IDataObject) =>
				await appointment('update', { startTime, assignees }, id, undefined, options);
			await move(later, { notify: true });
			expect(await move(later, { notify: true, notifyPro: true })).toMatchObject({ _action: 'unchanged' });
			expect(stage.crm.records('notifications')).toMatchObject([{ to: 'customer', cause: 'notify' }]);
			await move(start, { notifyPro: true });
			expect(stage.crm.records('notifications')).toMatchObject([{}, { to: 'employee', recipientId: assignees[0] }]);
		});
		it('and says where the switches are to who still sets them as fields', async () => {
			const id = scheduled();
			const said = await refusal('update', { startTime: later, customFields: { notify: true, notify_pro: true } }, id);
			expect(said.message).toMatch(/Options > Notify Customer and Notify Technicians/);
			expect(stage.writes()).toEqual([]);
		});
		it('through its appointment where the key may do no more', async () => {
			const id = scheduled();
			expect(await appointment('update', { startTime: later, assignees }, id, keys.company)).toMatchObject({ startTime: later, assignees });
			const refused = await refusal('update', { startTime: start }, id, keys.company, { notify: true });
			expect(refused.details).toMatchObject({ kind: 'permission' });
		});
		it.each([403, 401] as const)('through its appointment also where the refusal is %i, for the other items, too', async (status) => {
			stage.crm.settings.keyTypeRefusal = status;
			const moved = [scheduled(), scheduled()].map((id) => ({ id, startTime: later }));
			const update = { resource: 'appointment', operation: 'update', recordId: '={{ $json.id }}' };
			expect(await stage.json(update, moved, keys.company)).toMatchObject(moved);
			const refused = await stage.run({ ...update, options: { notify: true } }, [{ ...moved[0], startTime: start }], keys.company);
			const message = expect.stringMatching(/type of API key/);
			expect(refused.errors[0].json).toMatchObject({ message, details: { kind: 'permission', status } });
		});
		it('and a key that is wrong is not taken for one of the wrong type', async () => {
			expect((await refusal('update', { startTime: later }, scheduled(), 'hcp-no-key')).details).toMatchObject({ kind: 'auth' });
		});
		it.each(Object.entries(keys))('as a job, which keeps its length, by a %s key', async (_type, key) => {
			const update = { resource: 'job', operation: 'update', recordId: scheduled() };
			const [moved] = await stage.json(update, [{ scheduledStart: later }], key);
			expect(moved).toMatchObject({ scheduledStart: later, scheduledEnd: '2027-03-02T18:00:00.000Z' });
		});
		it.each(Object.entries(keys))('to no time at all, by a %s key', async (_type, key) => {
			const gone = await appointment('update', { startTime: null, endTime: null }, scheduled(), key);
			expect(gone).toMatchObject({ startTime: null, endTime: null, status: 'needs scheduling' });
		});
		it.each(Object.entries(keys))('from no time to one, with its technicians, in one appointment, by a %s key', async (_type, key) => {
			const id = stage.crm.seed({ jobs: [{ customer_id: customer({ addresses: [elm] }) }] }).jobs[0];
			const input = { startTime: later, durationMinutes: 60, assignees, customFields: { arrival_window: 30 } };
			expect(await appointment('update', input, id, key)).toMatchObject({ startTime: later, durationMinutes: 60, assignees });
			expect(stage.crm.records('jobs')).toMatchObject([{ appointments: [{ arrivalWindow: 30, employeeIds: assignees }] }]);
		});
		it('in its technicians alone, where it has no time', async () => {
			const id = stage.crm.seed({ jobs: [{ customer_id: customer({ addresses: [elm] }) }] }).jobs[0];
			expect(await appointment('update', { assignees }, id)).toMatchObject({ assignees, startTime: null });
			expect(stage.writes()).toEqual([`PUT /jobs/${id}/dispatch`]);
		});
		it('one appointment of several, which has to be named', async () => {
			const id = scheduled({ appointments: [{ start_time: '2027-03-05T16:00:00Z', end_time: '2027-03-05T17:00:00Z' }] });
			const [, second] = (stage.crm.records('jobs') as Array<{ appointments: Array<{ id: string }> }>)[0].appointments;
			expect((await refusal('update', { startTime: later }, id, keys.company)).error).toContain(second.id);
			await appointment(
				'update',
				{ startTime: later, endTime: '2027-03-02T17:00:00Z', customFields: { appointment_id: second.id } },
				id,
				keys.company,
			);
			expect(stage.crm.records('jobs')).toMatchObject([{ appointments: [{}, { id: second.id, startsAt: Date.parse(later) }] }]);
		});
		it('and says what went through when the rest is refused', async () => {
			const id = scheduled();
			stage.crm.addFault({ path: 'notes', status: 422, body: { error: { message: 'too long' } } });
			expect((await refusal('update', { startTime: later, notes: 'Moved' }, id)).error).toMatch(/too long \(changed before: times\)/);
		});
		it('never in what no call changes', async () => {
			const id = scheduled();
			expect(await appointment('update', { title: 'Other', location: '7 Oak Avenue' }, id)).toMatchObject({
				_action: 'unchanged',
				_warnings: [expect.stringMatching(/^title/), expect.stringMatching(/^location/)],
			});
			const stranger = customer({ email: 'bob@example.com' });
			expect((await refusal('update', { customerId: stranger }, id)).error).toMatch(/customer_id/);
		});
		it('gets tags also where the answer shows none at all', async () => {
			const id = scheduled();
			stage.crm.addFault({ path: `jobs/${id}`, status: 200, times: 1, body: { id, schedule: {} } });
			expect((await appointment('update', { tags: ['VIP'] }, id)).tags).toEqual(['VIP']);
		});
		it('gets tags added, new ones too', async () => {
			const id = scheduled({ tags: ['VIP'] });
			expect((await appointment('update', { tags: ['Maintenance plan', 'Brand new'] }, id)).tags).toEqual([
				'VIP',
				'Maintenance plan',
				'Brand new',
			]);
			expect((await appointment('update', { tags: ['VIP'] }, id))._action).toBe('unchanged');
		});
	});

	it('is recognised by a time with parts of a second', async () => {
		const visit = { customerId: customer({ addresses: [elm] }), startTime: '2027-03-01T16:00:00.537Z', durationMinutes: 60 };
		expect((await appointment('upsert', visit))._action).toBe('created');
		expect((await appointment('upsert', visit))._action).toBe('unchanged');
	});

	it('refuses to clear tags, which are only added, and has nothing against none where there are none', async () => {
		const error = (await refusal('update', { tags: null, startTime: '2027-03-02T16:00:00Z' }, scheduled({ tags: ['gate'] }))).error;
		expect(error).toMatch(/tags of a job are only added/);
		expect(stage.writes()).toEqual([]);
		expect(await appointment('update', { tags: null }, scheduled())).toMatchObject({ _action: 'unchanged', tags: [] });
	});
});
