import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { freshsalesStage, keys } from '../support/freshsales';

const [lead, qualified, customer] = [402000001000, 402000002000, 402000003000];

describe('Freshsales people', () => {
	const stage = freshsalesStage();
	const contact = (more: IDataObject = {}) =>
		stage.crm.seed({ contacts: [{ email: 'ann@example.com', first_name: 'Ann', ...more }] }).contacts[0];
	const stored = () =>
		stage.crm.records('contacts') as Array<{
			id: number;
			values: IDataObject;
			custom: IDataObject;
			emails: IDataObject[];
			accounts: IDataObject[];
		}>;
	const upsert = async (input: IDataObject, more: INodeParameters = {}, key?: string) =>
		(await stage.json({ operation: 'upsert', matchOn: ['email'], ...more }, [input], key))[0];

	describe('one call creates or updates', () => {
		it('and says which, without a second call', async () => {
			expect(await upsert({ email: 'ann@example.com', firstName: 'Ann' })).toMatchObject({
				_action: 'created',
				_matchedBy: null,
				email: 'ann@example.com',
			});
			expect(await upsert({ email: 'ANN@example.com', jobTitle: 'Chief' })).toMatchObject({
				_action: 'updated',
				_matchedBy: 'email',
				firstName: 'Ann',
				jobTitle: 'Chief',
				status: 'New',
			});
			expect(stage.calls()).toEqual(['POST /contacts/upsert', 'POST /contacts/upsert']);
			expect(stored()).toHaveLength(1);
		});
		it('or reads first when asked to, and leaves alone what is the same', async () => {
			contact({ job_title: 'Chief' });
			expect(await upsert({ email: 'ann@example.com', jobTitle: 'Chief' }, { options: { readFirst: true } })).toMatchObject({
				_action: 'unchanged',
			});
			expect(stage.calls()).toEqual(['GET /lookup']);
		});
		it('for rows of one person once', async () => {
			const items = await stage.json({ operation: 'upsert', matchOn: ['email'] }, [
				{ email: 'a@example.com', jobTitle: 'One' },
				{ email: 'A@example.com', jobTitle: 'Two' },
			]);
			expect(new Set(items.map(({ id }) => id)).size).toBe(1);
			expect(stage.calls()).toEqual(['POST /contacts/upsert']);
		});
		it('keeps the primary address where a further one matches', async () => {
			stage.crm.seed({ contacts: [{ emails: [{ value: 'ann@example.com', is_primary: true }, { value: 'ann@home.example' }] }] });
			expect(await upsert({ email: 'ann@home.example', jobTitle: 'Chief' })).toMatchObject({
				_action: 'updated',
				email: 'ann@example.com',
				emails: ['ann@example.com', 'ann@home.example'],
			});
		});
		it('by the ID of another system', async () => {
			const options = { externalIdField: 'external_id' };
			const input = { externalId: 'A-1', email: 'ann@example.com' };
			const first = await upsert(input, { matchOn: ['externalId'], options });
			expect(first).toMatchObject({ _action: 'created', externalId: 'A-1' });
			expect(await upsert({ ...input, email: 'new@example.com' }, { matchOn: ['externalId'], options })).toMatchObject({
				id: first.id,
				_action: 'updated',
				externalId: 'A-1',
			});
		});
		it('while a search does not know the record yet', async () => {
			stage.crm.settings.indexLagMs = 60_000;
			await upsert({ email: 'ann@example.com' });
			expect(await upsert({ email: 'ann@example.com', jobTitle: 'Chief' })).toMatchObject({ _action: 'updated' });
			expect(stored()).toHaveLength(1);
		});
		it('again when its answer was lost', async () => {
			stage.crm.addFault({ path: 'upsert', times: 1, status: 502 });
			expect(await upsert({ email: 'ann@example.com' })).toMatchObject({ email: 'ann@example.com' });
			expect(stored()).toHaveLength(1);
		});
	});
	it('an address with a plus is looked up as it is', async () => {
		const id = contact({ email: 'ann+crm@example.com' });
		contact({ email: 'ann crm@example.com'.replace(' ', '-') });
		expect(await upsert({ email: 'ann+crm@example.com', jobTitle: 'Chief' }, { options: { readFirst: true } })).toMatchObject({
			id,
			_matchedBy: 'email',
		});
	});
	it('a whole name is parted', async () => {
		expect(await upsert({ email: 'ann@example.com', fullName: 'Ann Lee' })).toMatchObject({ firstName: 'Ann', lastName: 'Lee' });
		expect(stored()[0].values).toMatchObject({ first_name: 'Ann', last_name: 'Lee' });
	});
	it.each([null, []])('tags are cleared by %j', async (tags) => {
		const recordId = contact({ tags: ['VIP'] });
		expect((await stage.json({ operation: 'update', recordId }, [{ tags }]))[0]).toMatchObject({ tags: [], _changedFields: ['tags'] });
	});
	it('a duplicate is told with what to do', async () => {
		contact();
		const { errors } = await stage.run({ operation: 'create' }, [{ email: 'ann@example.com' }]);
		expect(errors[0].json).toMatchObject({
			error: 'Freshsales: ann@example.com already exists.',
			message: expect.stringMatching(/Create or Update/),
			details: { kind: 'conflict' },
		});
	});

	describe('a lead', () => {
		const asLead = async (input: IDataObject, more: INodeParameters = {}, key?: string) =>
			await upsert(input, { resource: 'lead', ...more }, key);
		it('begins in the stage of leads', async () => {
			const [made] = await stage.json({ resource: 'lead', operation: 'create' }, [{ email: 'ann@example.com', source: 'Referral' }]);
			expect(made).toMatchObject({ status: 'New', source: 'Referral' });
			expect(stored()[0].values.lifecycle_stage_id).toBe(lead);
		});
		it.each([true, false])('who is a customer stays one (reading first: %s)', async (readFirst) => {
			contact({ lifecycle_stage_id: customer });
			const { items, hints } = await stage.run({ resource: 'lead', operation: 'upsert', matchOn: ['email'], options: { readFirst } }, [
				{ email: 'ann@example.com', jobTitle: 'Chief' },
			]);
			expect(items[0].json).toMatchObject({ _action: 'updated', status: 'Won', jobTitle: 'Chief' });
			expect(stored()[0].values.lifecycle_stage_id).toBe(customer);
			expect(JSON.stringify(hints)).toMatch(/further than the lifecycle stage of a lead keep theirs/);
		});
		describe.each([true, false])('goes where its status says, and never back (reading first: %s)', (readFirst) => {
			const options = { readFirst };
			const stageOf = () => stored()[0].values.lifecycle_stage_id;
			it.each([
				['Qualified', 'Qualified', qualified],
				['contacted', 'Contacted', lead],
				['Customer', 'Won', customer],
				['402000002101', 'In discussion', qualified],
				['sales qualified lead', 'Qualified', qualified],
			])('a new one to %s', async (status, shown, stageId) => {
				expect(await asLead({ email: 'ann@example.com', status }, { options })).toMatchObject({ _action: 'created', status: shown });
				expect(stageOf()).toBe(stageId);
				expect(stored()).toHaveLength(1);
			});
			it('one that is there forward, and within its stage', async () => {
				contact();
				for (const status of ['Interested', 'Contacted', 'In discussion', 'Qualified', 'Customer']) {
					expect(await asLead({ email: 'ann@example.com', status }, { options })).toMatchObject({
						_action: 'updated',
						status: status === 'Customer' ? 'Won' : status,
					});
				}
				expect(stageOf()).toBe(customer);
			});
			it.each([{ status: 'New' }, { status: 'Lead' }, { customFields: { lifecycle_stage_id: 'Sales Qualified Lead' } }])(
				'a customer back by %j only with the option',
				async (input) => {
					contact({ lifecycle_stage_id: customer });
					const parameters = { resource: 'lead', operation: 'upsert', matchOn: ['email'] };
					const { items, hints } = await stage.run({ ...parameters, options }, [{ email: 'ann@example.com', jobTitle: 'Chief', ...input }]);
					expect(items[0].json).toMatchObject({ status: 'Won', jobTitle: 'Chief' });
					expect(JSON.stringify(hints)).toMatch(/Move Leads Back/);
					expect(stageOf()).toBe(customer);
					await stage.json({ ...parameters, options: { readFirst, moveBack: true } }, [{ email: 'ann@example.com', ...input }]);
					expect(stageOf()).toBe('status' in input ? lead : qualified);
				},
			);
		});
		it('is not moved back by an update either, while a contact goes where it is told', async () => {
			const id = contact({ lifecycle_stage_id: customer });
			expect(
				await stage.json({ resource: 'lead', operation: 'update', recordId: id }, [{ status: 'New', jobTitle: 'Chief' }]),
			).toMatchObject([{ status: 'Won', jobTitle: 'Chief' }]);
			expect(await stage.json({ operation: 'update', recordId: id }, [{ status: 'New' }])).toMatchObject([{ status: 'New' }]);
		});
		it('stays a customer when nothing is said, whatever the option', async () => {
			contact({ lifecycle_stage_id: customer });
			expect(await asLead({ email: 'ann@example.com' }, { options: { moveBack: true } })).toMatchObject({ status: 'Won' });
		});
		it('takes one call where its status is the first of leads, and one more where it is another', async () => {
			await asLead({ email: 'ann@example.com', status: 'New' });
			expect(stage.calls().filter((call) => !call.includes('/selector/'))).toEqual(['POST /contacts/upsert']);
			await asLead({ email: 'bob@example.com', status: 'Contacted' });
			expect(stage.calls().filter((call) => !call.includes('/selector/'))).toEqual([
				'POST /contacts/upsert',
				expect.stringMatching(/^PUT/),
			]);
		});
		it('has its statuses and stages in the editor\'s list', async () => {
			const { fields } = await stage.editor({ resource: 'lead', operation: 'create' }).mapper();
			const status = fields.find(({ id }) => id === 'status');
			expect(status?.options).toEqual(
				expect.arrayContaining([
					{ name: 'Lead: New', value: 'New' },
					{ name: 'Customer: Won', value: 'Won' },
					{ name: 'Customer', value: 'Customer' },
				]),
			);
			expect(fields.find(({ id }) => id === 'customFields.lifecycle_stage_id')?.options).toMatchObject([
				{ name: 'Lead' },
				{ name: 'Sales Qualified Lead' },
				{ name: 'Customer' },
			]);
		});
		it('keeps its stage in an account that speaks German', async () => {
			stage.crm.settings.language = 'de';
			expect(await asLead({ email: 'ann@example.com' })).toMatchObject({ status: 'Neu' });
			contact({ email: 'bob@example.com', lifecycle_stage_id: customer });
			expect((await stage.json({ resource: 'lead', operation: 'search', returnAll: true })).map(({ email }) => email)).toEqual([
				'ann@example.com',
			]);
		});
		it('is made for a user who may not see the stages', async () => {
			expect(await asLead({ email: 'ann@example.com' }, {}, keys.restricted)).toMatchObject({ _action: 'created' });
			expect(stored()[0].values.lifecycle_stage_id).toBe(lead);
		});
		it('is found among contacts, by text as well', async () => {
			contact({ email: 'bob@example.com', first_name: 'Bob', lifecycle_stage_id: customer });
			const id = contact({ email: 'bobby@example.com', first_name: 'Bobby' });
			const since = new Date(Date.now() - 60_000).toISOString();
			for (const filters of [{}, { text: 'bob' }, { createdAfter: since }, { createdAfter: since, text: 'bobby' }])
				expect(await stage.json({ resource: 'lead', operation: 'search', returnAll: true, filters })).toMatchObject([{ id }]);
		});
		it.each([
			['Nonsense', /list of contact statuses has no option "Nonsense"/],
			['402000001101', null],
		])('has a status by name or ID: %s', async (status, message) => {
			const { items, errors } = await stage.run({ resource: 'lead', operation: 'create' }, [{ email: 'ann@example.com', status }]);
			if (message)
				expect(errors[0].json).toMatchObject({
					error: expect.stringMatching(message),
					message: expect.stringMatching(/Won, Churned, Lead, Sales Qualified Lead, Customer/),
				});
			else expect(items[0].json).toMatchObject({ status: 'Contacted' });
		});
	});

	describe('the account of a contact', () => {
		it('is made once for all who name it, whatever the case', async () => {
			const rows = ['a', 'b', 'c', 'd'].map((name, at) => ({ email: `${name}@example.com`, company: at % 2 ? 'ACME' : 'Acme' }));
			for (const operation of ['create', 'upsert'])
				await stage.json(
					{ operation, matchOn: ['email'] },
					rows.map((row) => ({ ...row, email: `${operation}${row.email}` })),
				);
			expect(stage.crm.records('sales_accounts')).toMatchObject([{ values: { name: 'Acme' } }]);
			expect(stage.calls().filter((call) => call.endsWith('sales_accounts/upsert'))).toHaveLength(1);
		});
		it('joins the others that it has', async () => {
			const [first, second] = stage.crm.seed({ sales_accounts: [{ name: 'One' }, { name: 'Two' }] }).sales_accounts;
			const id = contact({ sales_accounts: [{ id: Number(first), is_primary: true }] });
			for (const input of [
				{ email: 'ann@example.com', company: 'two' },
				{ email: 'ann@example.com', companyId: second },
			])
				expect(await upsert(input)).toMatchObject({ id, company: 'Two', companyId: second });
			expect(stored()[0].accounts).toEqual([{ id: Number(second), is_primary: true }, { id: Number(first), is_primary: false }]);
			const [cleared] = await stage.json({ operation: 'update', recordId: id }, [{ companyId: null }]);
			expect(cleared).toMatchObject({ company: 'One', companyId: first });
		});
	});

	describe('custom fields', () => {
		it('are written by their names, and told', async () => {
			const customFields = { cf_plan: 'Plus', cf_interests: ['Repair', 'Advice'], cf_vip: true, medium: 'Web' };
			expect(await upsert({ email: 'ann@example.com', customFields })).toMatchObject({
				customFields: { ...customFields, cf_interests: 'Repair;Advice' },
			});
		});
		it.each(['contact', 'customer'])('are refused when a %s has none of that name, instead of being lost', async (resource) => {
			const more = resource === 'customer' ? { storeAs: 'sales_accounts' } : {};
			const { errors } = await stage.run(
				{ resource, operation: 'create', ...more },
				[{ email: 'a@example.com', name: 'Acme', customFields: { cf_plam: 'Plus' } }].map(({ email, name, customFields }) =>
					resource === 'customer' ? { name, customFields } : { email, customFields },
				),
			);
			expect(errors[0].json.error).toBe('Freshsales has no field "cf_plam"');
			expect(stage.crm.records('contacts')).toHaveLength(0);
		});
	});

	describe('accounts', () => {
		it('are created or updated by name in one call', async () => {
			const input = { resource: 'customer', storeAs: 'sales_accounts', matchOn: ['natural'] };
			const first = await upsert({ name: 'Acme' }, input);
			expect(await upsert({ name: 'Acme', website: 'https://acme.example' }, input)).toMatchObject({
				id: first.id,
				_action: 'updated',
				isCompany: true,
				url: expect.stringMatching(/\/crm\/sales\/accounts\/\d+$/),
			});
			expect(stage.calls()).toEqual(['POST /sales_accounts/upsert', 'POST /sales_accounts/upsert']);
		});
	});

	describe('search', () => {
		const search = async (filters: INodeParameters, more: INodeParameters = {}) =>
			await stage.json({ operation: 'search', returnAll: true, filters, ...more });
		const many = (count: number, more: (n: number) => IDataObject = () => ({})) =>
			stage.crm.seed({
				contacts: Array.from({ length: count }, (_none, n) => ({ email: `c${n}@example.com`, first_name: `C${n}`, ...more(n) })),
			}).contacts;
		it('lists by the view of all records, every page', async () => {
			many(230);
			expect(new Set((await search({})).map(({ id }) => id)).size).toBe(230);
			expect(stage.calls()).toEqual([
				'GET /contacts/filters',
				...Array<string>(4).fill(expect.stringMatching(/^GET \/contacts\/view\/\d+$/) as never),
			]);
		});
		it('looks an address up exactly, in one call', async () => {
			const [id] = many(3);
			expect(await search({ email: 'C0@example.com' })).toMatchObject([{ id, status: 'New' }]);
			expect(stage.calls()).toEqual(['GET /lookup']);
		});
		it('by text tells whole records', async () => {
			const id = contact({ job_title: 'Chief' });
			expect(await search({ text: 'ann' })).toMatchObject([{ id, firstName: 'Ann', jobTitle: 'Chief', status: 'New' }]);
		});
		it.each([false, true])('checks times to the second although Freshsales counts days (bad weather: %s)', async (reorderResults) => {
			stage.crm.settings.reorderResults = reorderResults;
			const at = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;
			many(250, (n) => ({ created_at: new Date(at + (n - 125) * 1_000).toISOString() }));
			const found = await search({ createdAfter: new Date(at).toISOString() }, { sort: { field: 'createdAt', direction: 'ascending' } });
			expect(found.map(({ firstName }) => firstName)).toEqual(Array.from({ length: 125 }, (_none, n) => `C${n + 125}`));
		});
		it('reads custom fields that the search leaves out', async () => {
			contact({ job_title: 'Chief', custom_field: { cf_plan: 'Plus' } });
			const conditions = (field: string, operator: string, value: string) => ({ conditions: { condition: [{ field, operator, value }] } });
			const options = { customFields: ['cf_plan'] };
			expect(await search({}, { options, ...conditions('jobTitle', 'contains', 'hie') })).toMatchObject([
				{ customFields: { cf_plan: 'Plus' } },
			]);
			expect(await search({}, conditions('customFields.cf_plan', 'equals', 'Plus'))).toHaveLength(1);
			const { errors } = await stage.run({ operation: 'search', ...conditions('customFields.cf_plan', 'contains', 'lu') });
			expect(errors[0].json.error).toMatch(/only by what it equals/);
			expect(await search({}, conditions('mobile', 'equals', '+1 303 555 0123'))).toEqual([]);
		});
		it('finds a number among the work numbers and the mobile ones', async () => {
			const work = contact({ work_number: '303 555 0177' });
			const mobile = contact({ email: 'bob@example.com', mobile_number: '(303) 555-0177' });
			contact({ email: 'eve@example.com', mobile_number: '303 555 0100' });
			const found = await stage.json({ operation: 'search', returnAll: true, filters: { phone: '+13035550177' } });
			expect(found.map(({ id }) => id).sort()).toEqual([work, mobile].sort());
		});
		it('finds a number in another spelling', async () => {
			const id = contact({ work_number: '(303) 555-0123' });
			expect(await search({ phone: '+13035550123' })).toMatchObject([{ id }]);
		});
		it('shows a list in the editor, though lists begin with views', async () => {
			contact();
			expect((await stage.editor({ operation: 'get' }).list('searchRecord')).results).toMatchObject([{ name: 'Ann (ann@example.com)' }]);
			expect((await stage.editor({ operation: 'get' }).list('searchRecord', 'ann')).results).toMatchObject([
				{ name: 'Ann (ann@example.com)' },
			]);
		});
		it('sees what the user of the key sees', async () => {
			contact();
			contact({ email: 'own@example.com', owner_id: 402000000002 });
			expect(await stage.json({ operation: 'search', returnAll: true }, [{}], keys.restricted)).toMatchObject([
				{ email: 'own@example.com' },
			]);
		});
	});
});
