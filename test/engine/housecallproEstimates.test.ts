import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { customersOf, elm, housecallProStage, keys } from '../support/housecallpro';

const start = '2027-03-01T16:00:00.000Z';
const later = '2027-03-02T16:00:00.000Z';
const assignees = [`pro_${'2'.padStart(32, '0')}`];

describe('Housecall Pro estimates', () => {
	const stage = housecallProStage();
	const customer = customersOf(stage);
	const parameters = (operation: string, recordId: string, options: IDataObject) =>
		({ resource: 'appointment', storeAs: 'estimates', operation, recordId, matchOn: ['natural'], options }) as INodeParameters;
	/** As a company key, which may change estimates. */
	const estimate = async (operation: string, input: IDataObject = {}, id = '', options: IDataObject = {}) =>
		(await stage.json(parameters(operation, id, options), [input], keys.company))[0];
	const refusal = async (operation: string, input: IDataObject, id = '', key = keys.company, options: IDataObject = {}) =>
		(await stage.run(parameters(operation, id, options), [input], key)).errors[0].json;
	const seeded = (more: IDataObject = {}) => {
		const schedule = { start_time: start, end_time: '2027-03-01T18:00:00Z' };
		return stage.crm.seed({ estimates: [{ customer_id: customer({ addresses: [elm] }), schedule, options: [{}], ...more }] }).estimates[0];
	};

	it('are made in words of their own, at the only address, and nobody is told', async () => {
		const customerId = customer({ addresses: [elm] });
		const said = { customerId, startTime: start, durationMinutes: 90, title: 'New boiler', tags: ['VIP'], assignees };
		const custom = { arrival_window: 45, job_type_id: `jbt_${'1'.padStart(32, '0')}`, lead_source: 'Referral' };
		const made = await estimate('create', { ...said, notes: 'Bring a ladder', customFields: custom });
		expect(made).toMatchObject({
			...said,
			endTime: '2027-03-01T17:30:00.000Z',
			notes: 'Bring a ladder',
			statusGroup: 'open',
			customFields: custom,
		});
		expect(made.location).toBe('12 Elm Street, Denver, CO, 80202, US');
		expect(await estimate('get', {}, String(made.id))).toMatchObject({ ...said, notes: 'Bring a ladder' });
		expect(stage.crm.records('notifications')).toEqual([]);
	});
	it('tell the customer of their time where the user wants it', async () => {
		await estimate('create', { customerId: customer(), startTime: start }, '', { notify: true });
		expect(stage.crm.records('notifications')).toMatchObject([{ to: 'customer', cause: 'notify_customer' }]);
	});
	it('stay where a note is refused, and say so', async () => {
		const input = { customerId: customer(), startTime: start, notes: 'Bring a ladder' };
		const { items, hints } = await stage.run(parameters('upsert', '', {}), [input]);
		expect(items[0].json).toMatchObject({ _action: 'created', notes: null });
		expect(JSON.stringify(hints)).toMatch(/note was not added to estimate est_/);
		expect(stage.crm.records('estimates')).toHaveLength(1);
	});
	it('are not made twice for one customer and time, but again after they were cancelled', async () => {
		const input = { customerId: customer({ addresses: [elm] }), startTime: start, notes: 'Bring a ladder', title: 'New boiler' };
		const first = await estimate('upsert', input);
		expect(await estimate('upsert', input)).toMatchObject({ id: first.id, _action: 'unchanged', _matchedBy: 'natural', _warnings: [] });
		const gone = seeded({ work_status: 'pro canceled' });
		const [{ customerId }] = await stage.json(parameters('get', gone, {}));
		expect(await estimate('upsert', { customerId, startTime: start })).toMatchObject({ _action: 'created' });
	});
	it('are moved through their first option, keeping their length', async () => {
		const id = seeded();
		expect(await estimate('update', { startTime: later, assignees, notes: 'Moved' }, id)).toMatchObject({
			startTime: later, endTime: '2027-03-02T18:00:00.000Z', assignees, notes: 'Moved',
		});
		const [{ options }] = stage.crm.records('estimates') as Array<{ options: Array<{ id: string }> }>;
		const option = `/estimates/${id}/options/${options[0].id}`;
		expect(stage.writes()).toEqual([`PUT ${option}/schedule`, `POST ${option}/notes`]);
		expect(await estimate('update', { notes: 'Moved' }, id)).toMatchObject({ _action: 'unchanged' });
		await estimate('update', { startTime: start }, id, { notify: true, notifyPro: true });
		expect(stage.crm.records('notifications')).toMatchObject([{ cause: 'notify' }, { cause: 'notify_pro' }]);
	});
	it('are left as they are where no call changes them', async () => {
		const id = seeded();
		const { _action, _warnings } = await estimate('update', { title: 'Other', tags: ['VIP'], location: '7 Oak Avenue' }, id);
		expect([_action, _warnings]).toEqual([
			'unchanged',
			['title', 'tags', 'location'].map((key) => expect.stringMatching(`^${key} was left`)),
		]);
		expect((await refusal('update', { startTime: null }, id)).error).toMatch(/cannot lose it/);
		await estimate('update', { notes: 'Moved' }, id);
		expect((await refusal('update', { notes: null }, id)).error).toMatch(/never cleared/);
		expect((await refusal('update', { customerId: customer({ email: 'bob@example.com' }) }, id)).error).toMatch(/customer_id/);
		expect((await refusal('update', { startTime: later }, seeded({ options: [] }))).error).toMatch(/no option/);
	});
	// n8n asks once more after a 401.
	it.each([[403, 1], [401, 2]] as const)('are read by a key that may only list them (refused with %i)', async (status, asked) => {
		stage.crm.settings.keyTypeRefusal = status;
		const id = seeded({ created_at: '2026-01-01T00:00:00Z' });
		stage.crm.seed({ estimates: Array.from({ length: 230 }, () => ({ customer_id: customer() })) });
		expect(await estimate('get', {}, id)).toMatchObject({ id, startTime: start });
		const read = stage.crm.requests().length;
		stage.crm.clearRequests();
		expect((await refusal('get', {}, 'est_999')).details).toMatchObject({ kind: 'notFound' });
		expect([read, stage.crm.requests().length]).toEqual([asked + 3, asked + 3]);
		const [newest] = (stage.crm.records('estimates') as Array<{ id: string }>).slice(-1);
		stage.crm.clearRequests();
		await estimate('get', {}, newest.id);
		expect(stage.crm.requests()).toHaveLength(asked + 1);
	});
	it.each([403, 401] as const)('cannot be moved by an application key, which is told why (refused with %i)', async (status) => {
		stage.crm.settings.keyTypeRefusal = status;
		const said = await refusal('update', { startTime: later }, seeded(), keys.application);
		expect(said).toMatchObject({
			message: expect.stringMatching(/options of an estimate for company keys/),
			details: { kind: 'permission', status },
		});
	});
	it('are searched by customer, status and time', async () => {
		const id = seeded();
		stage.crm.seed({ estimates: [{ customer_id: customer(), schedule: { start_time: later } }, { customer_id: customer() }] });
		const found = async (field: string, operator: string, value: string) => {
			const conditions = { condition: [{ field, operator, value }] };
			const rows = await stage.json({ ...parameters('search', '', {}), returnAll: true, conditions });
			return rows.map((row) => row.id);
		};
		expect(await found('status', 'equals', 'scheduled')).toHaveLength(2);
		expect(await found('startTime', 'before', start)).toEqual([id]);
	});
	it('are watched', async () => {
		seeded({ created_at: '2026-01-01T00:00:00Z' });
		const trigger = stage.trigger({ resource: 'appointment', storeAs: 'estimates' });
		expect(await trigger.poll()).toBeNull();
		const id = seeded();
		expect(await trigger.poll()).toMatchObject([{ id, startTime: start }]);
		expect(await trigger.poll()).toBeNull();
	});
});
