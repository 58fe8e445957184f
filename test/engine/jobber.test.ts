import type { IDataObject } from 'n8n-workflow';
import { JobberTrigger } from '../../nodes/Jobber/JobberTrigger.node';
import type { JobberSettings } from '../../sandbox/server';
import { jobberBench } from '../support/jobber';
import { TestEditor, TestTrigger } from '../support/n8n';

interface Stored {
	id: string;
	clientId?: string;
	firstName?: string;
	emails: Array<{ address: string; primary: boolean }>;
	phones: Array<{ number: string }>;
}

describe('Jobber', () => {
	const bench = jobberBench();
	const { node, credential, filled, json, attempt } = bench;
	const stored = (type: string) => bench.stored<Stored>(type);
	const people = (count: number): IDataObject[] =>
		Array.from({ length: count }, (_none, at) => ({
			firstName: `First${at}`,
			lastName: 'Person',
			email: `person${at}@example.com`,
			phone: `+1 212 555 ${1000 + at}`,
		}));

	describe('e-mails and phones', () => {
		it('an upsert repeated ten times leaves one of each', async () => {
			const input = { firstName: 'Ada', lastName: 'Love', email: 'ada@example.com', phone: '+1 212 555 0001', mobile: '+1 212 555 0002' };
			for (let time = 0; time < 10; time++)
				await json({ operation: 'upsert', matchOn: ['email', 'phone'] }, [
					{ ...input, company: `Company ${time}`, phone: time % 2 ? '2125550001' : input.phone },
				]);
			const [client, ...others] = stored('clients');

			expect(others).toEqual([]);
			expect([client.emails.map(({ address }) => address), client.phones.map(({ number }) => number)]).toEqual([
				['ada@example.com'],
				['+1 212 555 0001', '+1 212 555 0002'],
			]);
		});

		it('are edited in place, made primary where they are there already, and deleted when cleared', async () => {
			bench.jobber.seed({
				clients: [
					{
						firstName: 'Ada',
						emails: [{ address: 'one@example.com', primary: true }, { address: 'two@example.com' }],
						phones: [{ number: '2125550001', primary: true }],
					},
				],
			});
			const [{ id }] = stored('clients');
			const update = async (input: IDataObject) => (await json({ operation: 'update', recordId: id }, [input]))[0];

			expect(await update({ email: 'TWO@example.com' })).toMatchObject({
				email: 'two@example.com',
				emails: ['two@example.com', 'one@example.com'],
				_changedFields: ['email'],
			});
			expect(await update({ phone: '212 555 9999' })).toMatchObject({ phone: '212 555 9999', phones: ['212 555 9999'] });
			expect(await update({ phone: null })).toMatchObject({ phone: null, phones: [] });
		});
	});

	describe('the query budget', () => {
		it('holds 100 creates in two requests', async () => {
			bench.jobber.settings.rateLimits = 'vendor';
			const items = await json({}, people(100));

			expect(items).toHaveLength(100);
			expect(stored('clients')).toHaveLength(100);
			expect(bench.jobber.counters().total).toBe(2);
		});

		it('used up waits for what the cost says', async () => {
			Object.assign(bench.jobber.settings, { rateLimits: 'vendor', costBudget: 4_000, restoreRate: 1_500 });
			const begun = Date.now();
			const items = await json({}, people(100));

			expect(items).toHaveLength(100);
			expect(stored('clients')).toHaveLength(100);
			expect(Date.now() - begun).toBeGreaterThanOrEqual(900);
			expect(bench.jobber.counters().total).toBeLessThanOrEqual(4);
		});

		it('too small for a request makes smaller ones', async () => {
			Object.assign(bench.jobber.settings, { rateLimits: 'vendor', costBudget: 1_000, restoreRate: 1_000_000 });

			expect(await json({}, people(30))).toHaveLength(30);
			expect(stored('clients')).toHaveLength(30);
		});
	});

	describe('errors under status 200', () => {
		it('fail the record that they are about', async () => {
			const { items, errors } = await attempt({}, [people(1)[0], { email: 'nobody@example.com' }, { firstName: 'Last' }]);

			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
			expect(errors.map(({ json: { error, details } }) => [error, (details as IDataObject).kind])).toEqual([
				[expect.stringMatching(/needs a first name/), 'validation'],
			]);
		});

		it.each<[string, Partial<JobberSettings>, string, RegExp]>([
			['a rejected token', { unauthenticatedAs200: true, disconnected: true }, 'auth', /expired or the app was disconnected/],
			['a missing scope', { missingScopes: ['write_clients'] }, 'permission', /write_clients/],
			['a mutation that does nothing', { silentMutations: ['clientCreate'] }, 'unknown', /neither a record nor a reason/],
		])('tell %s', async (_what, settings, kind, message) => {
			const own = credential();
			Object.assign(bench.jobber.settings, settings);
			const { errors } = await attempt({}, people(1), own);

			expect(errors[0].json).toMatchObject({ error: expect.stringMatching(message), details: { kind } });
		});
	});

	describe('access', () => {
		const redirect = 'http://localhost:5678/rest/oauth2-credential/callback';
		const renewals = () => bench.jobber.requests().filter(({ path }) => path.includes('/oauth/token')).length;
		const refresh = async (token: string) =>
			(await (
				await fetch(`${bench.sandbox.url}/jobber/api/oauth/token`, {
					method: 'POST',
					body: new URLSearchParams({
						client_id: 'sandbox-client',
						client_secret: 'sandbox-secret',
						grant_type: 'refresh_token',
						refresh_token: token,
						redirect_uri: redirect,
					}),
				})
			).json()) as { access_token: string; refresh_token: string };

		it('that expires is renewed once for eight calls at a time, and no refresh token is used twice', async () => {
			const own = credential(await refresh('sandbox-refresh-0000'));
			for (const hours of [2, 4]) {
				bench.jobber.clearRequests();
				bench.jobber.settings.clockOffsetMs = hours * 3_600_000;
				const { items, error } = await attempt({ options: { concurrency: 8, batchSize: 1 } }, people(16), own);

				expect(error).toBeUndefined();
				expect(items).toHaveLength(16);
				expect(renewals()).toBe(1);
			}
		});
	});

	it('finds or makes the client of a request, one for all requests of an e-mail', async () => {
		await json({}, [{ firstName: 'Known', email: 'known@example.com' }]);
		const items = await json({ resource: 'lead' }, [
			{ notes: 'Roof', firstName: 'Other', email: 'KNOWN@example.com' },
			{ notes: 'Door', firstName: 'New', email: 'new@example.com' },
			{ notes: 'Wall', firstName: 'New', email: 'new@example.com' },
		]);

		expect(stored('clients').map(({ firstName }) => firstName)).toEqual(['Known', 'New']);
		expect(items.map(({ notes, firstName }) => [notes, firstName])).toEqual([['Roof', 'Known'], ['Door', 'New'], ['Wall', 'New']]);
		expect(new Set(items.map(({ companyId }) => companyId)).size).toBe(2);
	});

	it('makes a one-off job for a visit without one, and keeps instants, lengths and people', async () => {
		const [client] = await json({}, [{ firstName: 'Ada', address: { street: '1 Main St', city: 'New York' } }]);
		const team = (await new TestEditor(node, { parameters: filled({}), credential: credential() }).list('searchOwner')).results.map(
			({ value }) => String(value),
		);
		const [visit] = await json({ resource: 'appointment' }, [
			{ title: 'Check', customerId: client.id, startTime: '2027-03-14T06:30:00Z', durationMinutes: 90, assignees: [team[1]] },
		]);

		expect(visit).toMatchObject({
			startTime: '2027-03-14T06:30:00.000Z',
			endTime: '2027-03-14T08:00:00.000Z',
			location: '1 Main St, New York',
			assignees: [team[1]],
			jobId: expect.any(String),
		});
		const [moved] = await json({ resource: 'appointment', operation: 'update', recordId: String(visit.id) }, [
			{ startTime: '2027-03-15T06:30:00Z', assignees: [team[0]], notes: 'Ring twice' },
		]);
		expect(moved).toMatchObject({ endTime: '2027-03-15T08:00:00.000Z', assignees: [team[0]], notes: 'Ring twice', _warnings: [] });
		const [second] = await json({ resource: 'appointment' }, [{ title: 'Again', jobId: visit.jobId, startTime: '2027-04-01T09:00:00Z' }]);
		expect(second).toMatchObject({ jobId: visit.jobId, customerId: client.id });
		expect(stored('jobs')).toHaveLength(1);
	});

	it('writes custom fields by their name, and recognises clients by one', async () => {
		const options = { externalIdField: 'External ID' };
		const input = { firstName: 'Ada', externalId: 'crm-7', customFields: { 'Service plan': 'Gold', 'Units installed': 3 } };
		const [made] = await json({ operation: 'upsert', matchOn: ['externalId'], options }, [input]);
		const [again] = await json({ operation: 'upsert', matchOn: ['externalId'], options }, [
			{ ...input, customFields: { 'Units installed': 4 } },
		]);

		expect(made).toMatchObject({ externalId: 'crm-7', customFields: { 'Service plan': 'Gold', 'Units installed': 3 } });
		expect(again).toMatchObject({
			id: made.id,
			_action: 'updated',
			_matchedBy: 'externalId',
			_changedFields: ['customFields.Units installed'],
		});
		const { errors } = await attempt({}, [{ firstName: 'Bob', customFields: { Nothing: '1' } }]);
		expect(errors[0].json.error).toMatch(/no custom field "Nothing"/);
	});

	it('checks what a generous search finds', async () => {
		await json({}, [{ firstName: 'Ann', email: 'ann@example.com' }, { firstName: 'Joann', email: 'joann@example.com' }]);

		expect((await json({ operation: 'search', filters: { email: 'ann@example.com' } })).map(({ firstName }) => firstName)).toEqual(['Ann']);
		expect(
			(
				await json({
					operation: 'search',
					conditions: { condition: [{ field: 'firstName', operator: 'contains', value: 'ann' }] },
					sort: { field: 'firstName', direction: 'descending' },
				})
			).map(({ firstName }) => firstName),
		).toEqual(['Joann', 'Ann']);
	});

	it.each([
		['created', 'customer'],
		['updated', 'customer'],
		['created', 'job'],
	])(
		'a trigger for %s %s records reads more than a page, in the order of their stamps, and goes on where it stopped',
		async (event, resource) => {
			const trigger = new TestTrigger(new JobberTrigger(), {
				parameters: { authentication: 'oAuth2', resource, event, watch: [], output: 'normalised', options: { mostRecords: 70 } },
				credential: credential(),
			});
			expect(await trigger.poll()).toBeNull();
			const stamp = (at: number) => new Date(Date.now() + 60_000 + (at % 3) * 1_000).toISOString();
			const clients = Array.from({ length: 120 }, (_none, at) => ({
				firstName: `First${at}`,
				createdAt: event === 'created' ? stamp(at) : '2026-01-01T00:00:00Z',
				updatedAt: stamp(at),
			}));
			const { clients: ids } = bench.jobber.seed({ clients });
			if (resource === 'job') {
				const { properties } = bench.jobber.seed({ properties: [{ clientId: ids[0], address: {} }] });
				bench.jobber.seed({ jobs: clients.map(({ createdAt, updatedAt }) => ({ propertyId: properties[0], createdAt, updatedAt })) });
			}
			const [first, second, third] = [await trigger.poll(), await trigger.poll(), await trigger.poll()];

			expect([first?.length, second?.length, third]).toEqual([70, 50, null]);
			expect(new Set([...first!, ...second!].map(({ id }) => id)).size).toBe(120);
		},
	);
});
