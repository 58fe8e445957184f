import type { IDataObject } from 'n8n-workflow';
import type { FreshsalesSettings } from '../../sandbox/freshsales/settings';
import { freshsalesStage, keys } from '../support/freshsales';

// What no public source proves (contract, "Not verified"): the nodes have to do the same either way.
const variants: Array<Partial<FreshsalesSettings>> = [
	{},
	{ createStatus: 200 },
	{ createStatus: 201 },
	{ emptyDeletes: true },
	{ utcOffset: '+05:30' },
	{ salesAccountsOnUpdate: 'merge' },
	{ ownerNeedsInclude: true },
	{ activityTouchesRecord: false },
	{ dateFilterGranularity: 'second' },
	{ filteredSearchDropsCustomFields: false },
	{ appointmentTargetable: 'required' },
	{ ianaTimeZones: true },
	{ maxPerPage: 25 },
	{ reorderResults: true },
	{ language: 'de' },
];

describe('Freshsales, whichever way it does', () => {
	const stage = freshsalesStage();
	it.each(variants)('%j', async (settings) => {
		Object.assign(stage.crm.settings, settings);
		const companies = stage.crm.seed({ sales_accounts: [{ name: 'One' }, { name: 'Two' }] }).sales_accounts;
		const person = { email: 'ann@example.com', firstName: 'Ann', company: 'One', owner: '402000000001', customFields: { cf_plan: 'Plus' } };
		const options = { customFields: ['cf_plan'] };
		const [made] = await stage.json({ operation: 'upsert', matchOn: ['email'], options }, [person]);
		expect(made).toMatchObject({
			_action: 'created',
			company: 'One',
			owner: '402000000001',
			createdAt: expect.stringMatching(/Z$/),
			customFields: { cf_plan: 'Plus' },
		});
		const [moved] = await stage.json({ operation: 'upsert', matchOn: ['email'], options: { ...options, readFirst: true } }, [
			{ ...person, company: 'two' },
		]);
		expect(moved).toMatchObject({
			id: made.id,
			_action: 'updated',
			_changedFields: ['company'],
			company: 'Two',
			companyId: companies[1],
			owner: '402000000001',
		});
		expect(stage.crm.records('contacts')).toMatchObject([
			{ accounts: expect.arrayContaining([{ id: Number(companies[0]), is_primary: false }]) as unknown },
		]);

		const visit = { title: 'Visit', contactId: made.id as string, startTime: '2027-03-01T16:00:00Z', endTime: '2027-03-01T17:00:00Z' };
		for (const _action of ['created', 'unchanged']) {
			expect(await stage.json({ resource: 'appointment', operation: 'upsert', matchOn: ['natural'] }, [visit])).toMatchObject([
				{ _action, startTime: '2027-03-01T16:00:00.000Z' },
			]);
		}
		const since = new Date(Date.now() - 60_000).toISOString();
		for (const filters of [{}, { email: 'ann@example.com' }, { createdAfter: since }, { owner: '402000000001' }]) {
			expect(await stage.json({ operation: 'search', returnAll: true, options, filters })).toMatchObject([
				{ id: made.id, owner: '402000000001', customFields: { cf_plan: 'Plus' } },
			]);
		}
		expect(await stage.json({ operation: 'delete', recordId: made.id as string })).toMatchObject([{ deleted: true }]);
		const { errors } = await stage.run({ operation: 'get', recordId: made.id as string });
		expect(errors).toMatchObject([{ json: { details: { kind: 'notFound' } } }]);
	});
	it.each(['list', 'text', 'byField'] as const)('tells why a body is refused (%s)', async (errorShape) => {
		stage.crm.settings.errorShape = errorShape;
		const { errors } = await stage.run({ operation: 'create' }, [{ firstName: 'Ann' }]);
		expect(errors).toMatchObject([
			{ json: { error: expect.stringMatching(/^Freshsales: .*Need to fill this Email$/), details: { kind: 'validation', status: 400 } } },
		]);
	});
	it.each([
		['seconds', false],
		['epoch', false],
		['seconds', true],
	] as const)('tells when there are new requests (%s, retry-after: %s)', async (rateLimitReset, retryAfter) => {
		Object.assign(stage.crm.settings, { rateLimits: 'vendor', hourlyLimit: 1, rateLimitReset, retryAfter });
		const { errors } = await stage.run({ operation: 'upsert', matchOn: ['email'] }, [
			{ email: 'a@example.com' },
			{ email: 'b@example.com' },
		]);
		expect(errors).toMatchObject([
			{ json: { error: expect.stringMatching(/new ones in (59|60|61) minutes/), details: { kind: 'quota' } } },
		]);
	});
	it('takes a caller who left a number only, where the administrator lets that be', async () => {
		stage.crm.settings.requiredFields = { ...stage.crm.settings.requiredFields, contacts: [] };
		const input = [{ firstName: 'Ann', mobile: '+1 303 555 0123' }];
		for (const _action of ['created', 'unchanged'])
			expect(await stage.json({ operation: 'upsert', matchOn: ['phone'] }, input)).toMatchObject([{ _action, mobile: '+1 303 555 0123' }]);
	});
	it('never writes in bulk, whose jobs tell nothing of single records', async () => {
		const rows = Array.from({ length: 30 }, (_none, n): IDataObject => ({ email: `c${n}@example.com` }));
		expect(new Set((await stage.json({ operation: 'upsert', matchOn: ['email'] }, rows)).map(({ id }) => id)).size).toBe(30);
		expect(stage.calls()).toEqual(Array<string>(30).fill('POST /contacts/upsert'));
	});
	it('keeps ten accounts of a contact rather than put one out of them', async () => {
		const ids = stage.crm.seed({ sales_accounts: Array.from({ length: 11 }, (_none, n) => ({ name: `Account ${n}` })) }).sales_accounts;
		const [id] = stage.crm.seed({
			contacts: [
				{ email: 'ann@example.com', sales_accounts: ids.slice(0, 10).map((one, at) => ({ id: Number(one), is_primary: at === 0 })) },
			],
		}).contacts;
		const { items, hints } = await stage.run({ operation: 'upsert', matchOn: ['email'] }, [
			{ email: 'ann@example.com', jobTitle: 'Chief', company: 'Account 10' },
		]);
		expect(items).toMatchObject([{ json: { id, jobTitle: 'Chief', company: 'Account 0' } }]);
		expect(JSON.stringify(hints)).toMatch(/ten accounts/);
		expect((await stage.json({ operation: 'update', recordId: id }, [{ company: 'Account 3' }]))[0]).toMatchObject({
			company: 'Account 3',
		});
		expect((stage.crm.records('contacts')[0] as { accounts: unknown[] }).accounts).toHaveLength(10);
	});
	it('takes the ID of a status from a user who may not see the lists', async () => {
		const run = async (status: string) =>
			await stage.run(
				{ resource: 'lead', operation: 'upsert', matchOn: ['email'] },
				[{ email: 'ann@example.com', status }],
				keys.restricted,
			);
		expect((await run('402000001101')).items).toMatchObject([{ json: { _action: 'created' } }]);
		expect(stage.crm.records('contacts')).toMatchObject([{ values: { contact_status_id: 402000001101 } }]);
		expect((await run('Contacted')).errors).toMatchObject([{ json: { error: 'The list of contact statuses has no option "Contacted"' } }]);
	});
});
