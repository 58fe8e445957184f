import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { customersOf, elm, elmAddress, housecallProStage } from '../support/housecallpro';

describe('Housecall Pro leads', () => {
	const stage = housecallProStage();
	const customer = customersOf(stage);
	const parameters = (operation: string, recordId = ''): INodeParameters =>
		({ resource: 'lead', operation, recordId, matchOn: ['email'], options: { customFields: ['conversions'] } });
	const lead = async (operation: string, input: IDataObject, id?: string) => (await stage.json(parameters(operation, id), [input]))[0];
	const refusal = async (operation: string, input: IDataObject, id?: string) =>
		(await stage.run(parameters(operation, id), [input])).errors[0].json;
	const seeded = (more: IDataObject = {}) => stage.crm.seed({ leads: [{ customer_id: customer(), ...more }] }).leads[0];

	it('take the customer who has the e-mail, and their address', async () => {
		const id = customer({ addresses: [elm] });
		const people = [{ firstName: 'Ann', email: 'ann@example.com', address: elmAddress }, { firstName: 'Bob', email: 'bob@example.com' }];
		const [known, stranger] = await stage.json(parameters('create'), people);
		expect(known).toMatchObject({ convertedCustomerId: id, status: 'New lead' });
		expect(stranger.convertedCustomerId).not.toBe(id);
		expect(stage.crm.records('customers')).toMatchObject([
			{ addresses: [elm] },
			{ email: 'bob@example.com', notifications_enabled: false },
		]);
	});
	it('make one customer where several of one person are on their way', async () => {
		stage.crm.settings.latencyMs = 20;
		const rows = Array.from({ length: 6 }, (_none, n) => ({
			firstName: 'Bob',
			email: n % 2 ? 'BOB@example.com' : 'bob@example.com',
			address: elmAddress,
		}));
		await stage.json(parameters('create'), rows);
		expect(stage.crm.records('customers')).toMatchObject([{ email: 'bob@example.com', addresses: [elm] }]);
		expect(stage.crm.records('leads')).toHaveLength(6);
	});
	it('take the customer who has the mobile number, where no e-mail is given', async () => {
		const id = customer({ mobile_number: '(303) 555-0123' });
		expect(await lead('create', { firstName: 'Ann', mobile: '303-555-0123' })).toMatchObject({ convertedCustomerId: id });
		const [first, second] = [await lead('create', { phone: '303-555-0188' }), await lead('create', { phone: '303-555-0188' })];
		expect(first.convertedCustomerId).toBe(second.convertedCustomerId);
	});
	it('ask whose they are where several customers have the e-mail', async () => {
		const ids = [customer(), customer()];
		const said = await refusal('create', { email: 'ann@example.com' });
		for (const id of ids) expect(said.error).toContain(id);
		expect(await lead('create', { customFields: { customer_id: ids[1] } })).toMatchObject({ convertedCustomerId: ids[1] });
	});
	it('are not made twice while one is open', async () => {
		const first = await lead('upsert', { firstName: 'Ann', email: 'ann@example.com' });
		expect(await lead('upsert', { firstName: 'Ann', email: 'ANN@example.com' })).toMatchObject({ id: first.id, _action: 'unchanged' });
		await lead('update', { status: 'Lost' }, String(first.id));
		expect(await lead('upsert', { firstName: 'Ann', email: 'ann@example.com' })).toMatchObject({ _action: 'created' });
		expect(stage.crm.records('customers')).toHaveLength(1);
	});

	describe('move through the pipeline', () => {
		it('forward, by the name of the status', async () => {
			const id = seeded();
			expect(await lead('update', { status: 'contacted ' }, id)).toMatchObject({
				status: 'Contacted',
				_action: 'updated',
				_changedFields: ['status'],
			});
			expect(stage.writes()).toEqual(['PUT /pipeline/statuses']);
			expect(await lead('update', { status: 'Contacted' }, id)).toMatchObject({ _action: 'unchanged' });
			expect((await refusal('update', { status: 'New lead' }, id)).error).toMatch(/Only forward movement/);
		});
		it('only to a status it has', async () => {
			expect(await refusal('update', { status: 'Asleep' }, seeded())).toMatchObject({
				error: expect.stringMatching(/no status "Asleep"/), message: expect.stringMatching(/New lead, Contacted, Won, Lost/),
			});
			stage.crm.settings.pipelineEnabled = false;
			expect((await refusal('update', { status: 'Won' }, seeded())).message).toMatch(/no pipeline/);
			expect(await lead('get', {}, seeded())).toMatchObject({ status: 'open' });
		});
		it('from its first status, whatever a new one says', async () => {
			const made = await lead('create', { firstName: 'Ann', status: 'Contacted' });
			expect(made).toMatchObject({ status: 'New lead', _warnings: [expect.stringMatching(/first status/)] });
		});
		it('and change in nothing else', async () => {
			const changed = await lead('update', { firstName: 'Anna', source: 'Google' }, seeded());
			expect([changed._action, changed._warnings]).toEqual([
				'unchanged',
				[expect.stringMatching(/^firstName/), expect.stringMatching(/^source/)],
			]);
			expect((await refusal('update', { customFields: { tax_rate: 5 } }, seeded())).error).toMatch(/tax_rate of a lead/);
		});
	});

	it.each(['job', 'estimate'])('are converted into a %s, once', async (type) => {
		const id = seeded();
		const converted = await lead('update', { customFields: { convert_to: type } }, id);
		expect(converted).toMatchObject({ status: 'Won', _action: 'updated', customFields: { conversions: [{ type }] } });
		expect(stage.crm.records(`${type}s`)).toHaveLength(1);
		const again = await lead('update', { customFields: { convert_to: type } }, id);
		expect(again).toMatchObject({ _action: 'unchanged', _warnings: [expect.stringMatching(/not converted again/)] });
		expect(stage.crm.records(`${type}s`)).toHaveLength(1);
	});
});
