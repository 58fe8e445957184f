import { jobberBench } from '../support/jobber';

const ada = { firstName: 'Ada', email: 'ada@example.com' };

describe('finding records in Jobber', () => {
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
});
