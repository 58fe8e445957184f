import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { JobberTrigger } from '../../nodes/Jobber/JobberTrigger.node';
import { jobberBench } from '../support/jobber';
import { TestEditor, TestTrigger } from '../support/n8n';

interface Job { id: string; isClosed: boolean; title: string | null }
interface Visit { jobId: string; notifyTeam: boolean; allDay: boolean; startAt: number; endAt: number; completedAt: number | null }

describe('work in Jobber', () => {
	const bench = jobberBench();
	const { json, attempt, stored } = bench;
	const appointment = (more: INodeParameters = {}): INodeParameters => ({ resource: 'appointment', ...more });
	let clientId = '';
	let team: string[] = [];
	beforeEach(async () => {
		[clientId] = bench.jobber.seed({ clients: [{ firstName: 'Ada', lastName: 'Byron' }] }).clients;
		bench.jobber.seed({ properties: [{ clientId, address: { street1: '1 Main St', city: 'New York' } }] });
		const editor = new TestEditor(bench.node, { parameters: bench.filled({}), credential: bench.credential() });
		team = (await editor.list('searchOwner')).results.map(({ value }) => String(value));
	});
	const visit = (more: IDataObject = {}): IDataObject =>
		({ title: 'Check', customerId: clientId, startTime: '2027-03-14T06:30:00Z', ...more });
	const update = async (id: unknown, input: IDataObject, more: INodeParameters = {}) =>
		(await json(appointment({ operation: 'update', recordId: String(id), ...more }), [input]))[0];

	describe('requests of one new e-mail', () => {
		it.each([[1, 4], [4, 1]])('make one client in batches of %i with %i under way', async (batchSize, concurrency) => {
			bench.jobber.settings.indexLagMs = 60_000;
			const input = Array.from({ length: 12 }, (_none, at) => ({ notes: `Door ${at}`, firstName: 'New', email: 'new@example.com' }));
			const items = await json({ resource: 'lead', options: { batchSize, concurrency } }, input);

			expect(items).toHaveLength(12);
			expect(stored('clients')).toHaveLength(2);
			expect(new Set(items.map(({ companyId }) => companyId)).size).toBe(1);
		});

		it('name the clients that a shared phone could mean, and write nothing', async () => {
			bench.jobber.seed({ clients: [1, 2].map((n) => ({ firstName: `Twin ${n}`, phones: [{ number: '212 555 0100' }] })) });
			const { errors } = await attempt({ resource: 'lead' }, [{ firstName: 'Who', phone: '+1 212 555 0100' }]);

			expect(errors[0].json).toMatchObject({
				error: expect.stringMatching(/2 records of type Client have/), details: { kind: 'ambiguous' },
			});
			expect(stored('requests')).toEqual([]);
		});
	});

	it('contacts that batches add to one client at a time are told apart', async () => {
		const input = Array.from({ length: 12 }, (_none, at) => ({ companyId: clientId, firstName: `First${at}`, lastName: 'Person' }));
		const items = await json({ resource: 'contact', options: { batchSize: 1, concurrency: 4 } }, input);

		expect(items.map(({ firstName }) => firstName)).toEqual(input.map(({ firstName }) => firstName));
		expect(new Set(items.map(({ id }) => id)).size).toBe(12);
	});

	describe('a visit that is refused', () => {
		it('for its times makes no job', async () => {
			const { items, errors } = await attempt(appointment(), [visit(), visit({ endTime: '2027-03-14T05:00:00Z' })]);

			expect(items).toHaveLength(1);
			expect(errors[0].json).toMatchObject({ error: expect.stringMatching(/ends before it starts/), details: { kind: 'validation' } });
			expect(stored('jobs')).toHaveLength(1);
		});

		it('by Jobber leaves no open job behind, and a retry makes one', async () => {
			const { items, errors } = await attempt(appointment(), [
				visit({ assignees: ['nobody'] }), visit({ startTime: '2027-03-15T06:30:00Z' }),
			]);

			expect([items.length, errors.length]).toEqual([1, 1]);
			expect(errors[0].json.error).toMatch(/User not found/);
			expect(stored<Job>('jobs').map(({ isClosed }) => isClosed)).toEqual([true, false]);
			await json(appointment(), [visit()]);
			expect(stored<Job>('jobs').map(({ isClosed }) => isClosed)).toEqual([true, false, false]);
			expect(stored('visits')).toHaveLength(2);
		});

		it('for a missing scope, too', async () => {
			bench.jobber.settings.missingScopes = ['write_scheduled_items'];
			const { errors } = await attempt(appointment(), [visit()]);

			expect(errors[0].json.details).toMatchObject({ kind: 'permission' });
			expect(stored<Job>('jobs')).toMatchObject([{ isClosed: true }]);
		});

		it.each([['before', 'after']] as const)('by a connection that breaks %s or %s the work has one job and one visit', async (...when) => {
			for (const [at, hangup] of when.entries()) {
				bench.jobber.addFault({ path: 'visitCreate', hangup });
				const [item] = await json(appointment(), [visit({ startTime: `2027-03-1${at}T06:30:00Z` })]);
				expect(item).toMatchObject({ customerId: clientId });
				expect([stored('jobs').length, stored('visits').length]).toEqual([at + 1, at + 1]);
			}
		});
	});

	describe('whole days', () => {
		const options = { timeZone: 'America/New_York' };

		it('are days of the user\'s zone, for visits and assessments', async () => {
			const day = { customerId: clientId, startTime: '2027-03-14', allDay: true };
			for (const storeAs of ['visits', 'assessments']) {
				const [item] = await json(appointment({ storeAs, options }), [day]);
				expect(item).toMatchObject({ allDay: true, startTime: '2027-03-14T05:00:00.000Z' });
				expect(await update(item.id, item, { storeAs, options })).toMatchObject({ _action: 'unchanged' });
			}
		});

		it('move as whole days, become times of day, and go back', async () => {
			const [made] = await json(appointment({ options }), [visit({ startTime: '2027-03-20', allDay: true })]);
			const moved = await update(made.id, { startTime: '2027-03-22' }, { options });
			expect(moved).toMatchObject({ allDay: true, startTime: '2027-03-22T04:00:00.000Z' });
			const timed = await update(made.id, { allDay: false, startTime: '2027-03-22T09:00', endTime: '2027-03-22T10:30' }, { options });
			expect(timed).toMatchObject({ allDay: false, startTime: '2027-03-22T13:00:00.000Z', durationMinutes: 90 });
			expect(await update(made.id, { startTime: '2027-03-23T09:00' }, { options })).toMatchObject({ endTime: '2027-03-23T14:30:00.000Z' });
			expect(await update(made.id, { allDay: true }, { options })).toMatchObject({ allDay: true, startTime: '2027-03-23T04:00:00.000Z' });
		});
	});

	describe('assessments', () => {
		const assessments = { storeAs: 'assessments' };

		it('belong to the given request, or to one that is made together with them', async () => {
			const [lead] = await json({ resource: 'lead' }, [{ notes: 'Roof', companyId: clientId }]);
			const start = { startTime: '2027-03-14T06:30:00Z', durationMinutes: 30 };
			const items = await json(appointment(assessments), [
				{ leadId: lead.id, ...start }, { customerId: clientId, ...start, assignees: [team[1]] },
			]);

			expect(items[0]).toMatchObject({ leadId: lead.id, customerId: clientId, title: 'Roof', endTime: '2027-03-14T07:00:00.000Z' });
			expect(items[1]).toMatchObject({
				leadId: expect.any(String), customerId: clientId, assignees: [team[1]], location: '1 Main St, New York',
			});
			expect(stored('requests')).toHaveLength(2);
			const { errors } = await attempt(appointment(assessments), [{ startTime: '2027-03-14' }]);
			expect(errors[0].json.error).toMatch(/client or a request is missing/);
		});

		it('are moved, reassigned, completed, reopened, found and deleted', async () => {
			const [made] = await json(appointment(assessments), [
				{ customerId: clientId, startTime: '2027-03-14T06:30:00Z', durationMinutes: 30 },
			]);
			const change = async (input: IDataObject) => await update(made.id, input, assessments);

			expect(await change({ startTime: '2027-03-15T06:30:00Z', assignees: [team[0]], notes: 'Ladder' }))
				.toMatchObject({
					endTime: '2027-03-15T07:00:00.000Z', assignees: [team[0]], notes: 'Ladder', status: 'ACTIVE', statusGroup: 'open',
				});
			expect(await change({ status: 'COMPLETED' })).toMatchObject({ status: 'COMPLETED', statusGroup: 'done' });
			expect(await change({ status: 'ACTIVE' })).toMatchObject({ status: 'ACTIVE' });
			expect(await json(appointment({ ...assessments, operation: 'search', returnAll: true }))).toMatchObject([{ id: made.id }]);
			await json(appointment({ ...assessments, operation: 'delete', recordId: String(made.id) }));
			expect(stored('assessments')).toEqual([]);
		});
	});

	describe('completion', () => {
		it('of a visit is set and undone, also when it is made', async () => {
			const [made] = await json(appointment(), [visit({ status: 'COMPLETED' })]);
			expect(made).toMatchObject({ status: 'COMPLETED', statusGroup: 'done' });
			expect(await update(made.id, { status: 'ACTIVE' })).toMatchObject({ status: 'UPCOMING', statusGroup: 'open' });
		});

		it('of a job closes it, leaves open visits out, and is undone', async () => {
			const [job] = await json({ resource: 'job' }, [{ title: 'Boiler', customerId: clientId, status: 'archived' }]);
			expect(job).toMatchObject({ status: 'archived', statusGroup: 'done', _warnings: [] });
			const change = async (input: IDataObject) =>
				(await json({ resource: 'job', operation: 'update', recordId: String(job.id) }, [input]))[0];

			expect(await change({ status: 'active' })).toMatchObject({ status: 'unscheduled', statusGroup: 'open' });
			await json(appointment(), [visit({ jobId: job.id })]);
			expect(await change({ status: 'archived', notes: 'Done' })).toMatchObject({ status: 'archived', notes: 'Done' });
			expect(stored('visits')).toEqual([]);
		});

		it('says which status cannot be set', async () => {
			const [job] = await json({ resource: 'job' }, [{ title: 'Boiler', customerId: clientId, status: 'today' }]);
			expect(job).toMatchObject({ status: 'unscheduled', _warnings: [expect.stringMatching(/status today was left out/)] });
			const [same] = await json({ resource: 'job', operation: 'update', recordId: String(job.id) }, [{ status: 'late' }]);
			expect(same).toMatchObject({ _action: 'unchanged', _warnings: [expect.stringMatching(/status late was left out/)] });
		});
	});

	it.each([[undefined, false], [true, true]])('tells the team only when asked to: %s', async (notifyTeam, told) => {
		const options = notifyTeam ? { notifyTeam } : {};
		await json(appointment({ options }), [visit({ assignees: [team[1]] })]);
		await json(appointment({ options, storeAs: 'assessments' }), [{ customerId: clientId, startTime: '2027-03-14T06:30:00Z' }]);

		expect([...stored<Visit>('visits'), ...stored<Visit>('assessments')].map((one) => one.notifyTeam)).toEqual([told, told]);
	});

	describe('quotes', () => {
		const quote = (more: IDataObject = {}): IDataObject =>
			({ name: 'Roof', companyId: clientId, amount: 1_250.5, notes: 'As agreed', ...more });

		it('are drafts of one line item, and are recognised by client and title', async () => {
			const upsert = async (input: IDataObject) =>
				(await json({ resource: 'deal', operation: 'upsert', matchOn: ['natural'] }, [input]))[0];
			const input = quote({ owner: team[0], customFields: { Campaign: 'Spring' } });
			const made = await upsert(input);

			expect(made).toMatchObject({
				name: 'Roof', amount: 1_250.5, status: 'draft', statusGroup: 'open', companyId: clientId, owner: team[0],
				propertyAddress: '1 Main St, New York', customFields: { Campaign: 'Spring' }, _action: 'created',
			});
			expect(await upsert(input)).toMatchObject({ id: made.id, _action: 'unchanged' });
			const changed = await upsert({ ...input, amount: 99, notes: 'Changed' });
			expect(changed).toMatchObject({
				id: made.id, amount: 1_250.5, notes: 'Changed', _warnings: [expect.stringMatching(/amount was left/)],
			});
		});

		it('tell what became of them', async () => {
			const [property] = stored<{ id: string }>('properties');
			const states = ['draft', 'awaiting_response', 'changes_requested', 'approved', 'converted', 'archived'];
			bench.jobber.seed({ quotes: states.map((quoteStatus) => ({ propertyId: property.id, title: quoteStatus, quoteStatus })) });
			const found = await json({ resource: 'deal', operation: 'search', returnAll: true });

			expect(Object.fromEntries(found.map(({ status, statusGroup }) => [status, statusGroup]))).toEqual({
				draft: 'open', awaiting_response: 'open', changes_requested: 'open', approved: 'won', converted: 'won', archived: null,
			});
		});

		it('are refused alone where their client is unknown', async () => {
			const { items, errors } = await attempt({ resource: 'deal' }, [quote(), quote({ companyId: 'nobody' })]);

			expect(items).toHaveLength(1);
			expect(errors[0].json.error).toMatch(/no client with ID nobody/);
		});

		it.each(['created', 'updated'])('start a trigger when they are %s', async (event) => {
			const parameters = { authentication: 'oAuth2', resource: 'deal', event, watch: [], output: 'normalised', options: {} };
			const trigger = new TestTrigger(new JobberTrigger(), { parameters, credential: bench.credential() });
			expect(await trigger.poll()).toBeNull();
			const stamp = new Date(Date.now() + 60_000).toISOString();
			const [property] = stored<{ id: string }>('properties');
			const createdAt = event === 'created' ? stamp : '2026-01-01T00:00:00Z';
			bench.jobber.seed({ quotes: [{ propertyId: property.id, title: 'New', createdAt, updatedAt: stamp }] });

			expect(await trigger.poll()).toMatchObject([{ name: 'New' }]);
			expect(await trigger.poll()).toBeNull();
		});
	});
});
