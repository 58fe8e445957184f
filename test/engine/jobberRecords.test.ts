import { jobberBench } from '../support/jobber';

const ada = { firstName: 'Ada', email: 'ada@example.com' };

describe('finding and writing records in Jobber', () => {
	const bench = jobberBench();
	const { json, attempt, stored } = bench;

	it('never takes a list that could not be read whole for one without the client', async () => {
		await json({}, [ada]);
		const errors = [{ message: 'The field clients was hidden due to permissions', path: ['a0'] }];
		bench.jobber.addFault({ status: 200, times: 1, body: { data: { a0: null }, errors } });
		const run = await attempt({ operation: 'upsert', matchOn: ['email'] }, [ada]);

		expect(run.errors[0].json).toMatchObject({ error: expect.stringMatching(/lacks a permission/), details: { kind: 'permission' } });
		expect(stored('clients')).toHaveLength(1);
	});

	it('says what a search could not read', async () => {
		await json({}, [ada]);
		const errors = [{ message: 'Something broke', path: ['a0', 'nodes', 0, 'emails'] }];
		bench.jobber.addFault({ status: 200, times: 1, body: { data: { a0: { nodes: [{ id: 'x', emails: null }] } }, errors } });
		const run = await attempt({ operation: 'search', filters: {} });

		expect(run.items).toEqual([]);
		expect(run.errors[0].json.error).toMatch(/Something broke/);
	});

	it('goes on without the argument that older versions of the API do not know', async () => {
		bench.jobber.settings.searchFieldsAvailable = false;
		await json({}, [ada]);
		const [again] = await json({ operation: 'upsert', matchOn: ['email'] }, [{ ...ada, lastName: 'Byron' }]);

		expect(again).toMatchObject({ _action: 'updated', lastName: 'Byron' });
		expect(stored('clients')).toHaveLength(1);
	});

	it('clears tags', async () => {
		const [{ id }] = await json({}, [{ ...ada, tags: ['vip', 'late'] }]);
		const [cleared] = await json({ operation: 'update', recordId: String(id) }, [{ tags: null }]);

		expect(cleared).toMatchObject({ _action: 'updated', _changedFields: ['tags'], tags: [] });
	});

	it('says that a client it updates is archived', async () => {
		const [{ id }] = await json({}, [ada]);
		await json({ operation: 'delete', recordId: String(id) });
		const [again] = await json({ operation: 'upsert', matchOn: ['email'] }, [{ ...ada, lastName: 'Byron' }]);

		expect(again).toMatchObject({ id, _action: 'updated', status: 'Archived', _warnings: [expect.stringMatching(/archived/)] });
	});

	describe('visits and jobs', () => {
		const start = '2027-03-14T06:30:00.000Z';
		let customerId = '';
		beforeEach(() => {
			[customerId] = bench.jobber.seed({ clients: [ada] }).clients;
			bench.jobber.seed({ properties: [{ clientId: customerId, address: { street1: '1 Main St', city: 'New York' } }] });
		});

		it('say that the place of a visit is only read', async () => {
			const visit = { customerId, title: 'Check', startTime: start, location: '99 Other Road, Boston' };
			const [made] = await json({ resource: 'appointment' }, [visit]);

			expect(made._warnings).toEqual(['location was left out: it cannot be written here, and reads "1 Main St, New York"']);
			expect((await json({ resource: 'appointment' }, [{ ...visit, location: '1 Main St, New York' }]))[0]._warnings).toEqual([]);
		});

		it('are recognised by a time with parts of a second', async () => {
			const upsert = { resource: 'appointment', operation: 'upsert', matchOn: ['natural'] };
			const visit = { customerId, title: 'Check', startTime: '2027-03-14T06:30:00.537Z', durationMinutes: 60 };
			const actions = [await json(upsert, [visit]), await json(upsert, [visit])].map(([{ _action }]) => _action);
			expect(actions).toEqual(['created', 'unchanged']);
		});

		it('say that a job has no times of its own', async () => {
			const [made] = await json({ resource: 'job' }, [{ customerId, title: 'Roof', scheduledStart: start }]);
			expect(made._warnings).toEqual(['scheduledStart was left out: it cannot be written here, and reads as nothing']);
		});

		it('say what was written where a part is refused', async () => {
			const [{ id }] = await json({ resource: 'appointment' }, [{ customerId, title: 'Check', startTime: start }]);
			const update = { resource: 'appointment', operation: 'update', recordId: String(id) };
			const { errors } = await attempt(update, [{ title: 'Repair', assignees: ['nobody'] }]);

			expect(errors[0].json.error).toMatch(/User not found .*The rest of this item was written/);
			expect(stored('visits')).toMatchObject([{ title: 'Repair' }]);
			expect((await attempt(update, [{ assignees: ['nobody'] }])).errors[0].json.error).not.toMatch(/rest/);
		});

		it('have nothing to say of a record that is given back', async () => {
			const [made] = await json({ resource: 'appointment' }, [{ customerId, title: 'Check', startTime: start }]);
			const update = { resource: 'appointment', operation: 'update', recordId: String(made.id) };

			expect((await json(update, [made]))[0]).toMatchObject({ _action: 'unchanged', _warnings: [] });
			expect((await json(update, [{ ...made, title: 'Repair' }]))[0]).toMatchObject({ _action: 'updated', _warnings: [] });
		});
	});
});
