import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { key, pipedriveStage } from '../support/pipedrive';

/** What section 0 of the contract sheet asks to get right, about persons and organizations. */
describe('Pipedrive: persons', () => {
	const stage = pipedriveStage();
	const upsert = async (input: IDataObject, more: INodeParameters = {}) =>
		(await stage.json({ operation: 'upsert', matchOn: ['email'], ...more }, [input]))[0];
	const update = async (id: unknown, input: IDataObject, more: INodeParameters = {}) =>
		(await stage.json({ operation: 'update', recordId: String(id), ...more }, [input]))[0];
	const ann = {
		name: 'Ann Lee',
		emails: [
			{ value: 'ann@example.com', primary: true },
			{ value: 'ann@work.example', label: 'work' },
		],
		phones: [{ value: '3035550123', label: 'mobile' }],
	};
	const seed = (more: IDataObject = {}) => stage.crm.seed({ persons: [{ ...ann, ...more }] }).persons[0];
	const values = () => stage.stored('persons')[0].values;

	describe('e-mails and phones are lists that a change replaces', () => {
		it('so that all that was there is sent again', async () => {
			const id = seed();
			const changed = await update(id, { email: 'ann.lee@example.com', phone: '+1 303 555 0199' });
			expect(changed).toMatchObject({
				email: 'ann.lee@example.com',
				phone: '+1 303 555 0199',
				mobile: '3035550123',
				_changedFields: ['email', 'phone'],
			});
			expect(values()).toMatchObject({
				emails: [
					{ value: 'ann.lee@example.com', primary: true },
					{ value: 'ann@example.com', primary: false },
					{ value: 'ann@work.example', primary: false },
				],
				phones: [
					{ value: '+1 303 555 0199', primary: true, label: 'work' },
					{ value: '3035550123', primary: false, label: 'mobile' },
				],
			});
		});
		it('an upsert by a further address leaves the first one first', async () => {
			const id = seed();
			expect(await upsert({ email: 'ANN@work.example', lastName: 'Lee' })).toMatchObject({
				id,
				email: 'ann@example.com',
				_action: 'unchanged',
				_matchedBy: 'email',
			});
		});
		it('and takes one out, but not the others, when it is cleared', async () => {
			const id = seed();
			expect(await update(id, { email: null })).toMatchObject({ email: 'ann@work.example' });
			expect(values().phones).toHaveLength(1);
			await update(id, { mobile: null });
			expect(values()).toMatchObject({ emails: [{ value: 'ann@work.example', primary: true }], phones: [] });
		});
		it('leaves the lists alone when something else changes', async () => {
			const id = seed();
			stage.calls();
			await update(id, { lastName: 'Miller' });
			const [{ requestBody }] = stage.crm.requests().filter(({ method }) => method === 'PATCH') as unknown as Array<{
				requestBody: unknown;
			}>;
			expect(requestBody).toEqual({ name: 'Ann Miller' });
		});
	});

	it.each([
		['Mary Ann', 'Smith', 'unchanged'],
		['Mary', 'Ann Smith', 'unchanged'],
		['Mary Ann', undefined, 'unchanged'],
		[undefined, 'Smith', 'unchanged'],
		['Mary', 'Smith', 'updated'],
		[undefined, 'Jones', 'updated'],
	])('the name "%s" "%s" of Mary Ann Smith is %s', async (firstName, lastName, action) => {
		const id = seed({ name: 'Mary Ann Smith' });
		expect((await update(id, { firstName, lastName } as IDataObject))._action).toBe(action);
		if (action === 'unchanged') expect(values().name).toBe('Mary Ann Smith');
	});
	it('needs a name, and says so', async () => {
		const { errors } = await stage.act({ operation: 'create' }, [{ email: 'ann@example.com' }]);
		expect(errors[0].json).toMatchObject({ error: expect.stringMatching(/needs a name/), message: expect.stringMatching(/firstName/) });
	});

	describe('the organization of a name', () => {
		it('is found whatever its case, or made once', async () => {
			const [known] = stage.crm.seed({ organizations: [{ name: 'Acme Roofing' }] }).organizations;
			const input = ['acme roofing', 'Blue Sky', 'BLUE SKY'].map((company, at) => ({
				firstName: `P${at}`,
				lastName: 'X',
				email: `p${at}@example.com`,
				company,
			}));
			const made = await stage.json({ operation: 'create' }, input);
			expect(made.map(({ company }) => company)).toEqual(['Acme Roofing', 'Blue Sky', 'Blue Sky']);
			expect(made[0].companyId).toBe(known);
			expect(stage.stored('organizations')).toHaveLength(2);
		});
		it('is the oldest of several, also one that the search does not know yet', async () => {
			stage.crm.settings.indexLagMs = 60_000;
			const [first] = await stage.json({ operation: 'create' }, [{ firstName: 'Ann', lastName: 'Lee', company: 'Acme' }]);
			const [second] = await stage.json({ operation: 'create' }, [{ firstName: 'Bob', lastName: 'Lee', company: 'ACME' }]);
			expect(second.companyId).toBe(first.companyId);
		});
		it('is no change when the person has it', async () => {
			await upsert({ ...{ firstName: 'Ann', lastName: 'Lee' }, email: 'ann@example.com', company: 'Acme' });
			expect(await upsert({ email: 'ann@example.com', company: 'acme' })).toMatchObject({ _action: 'updated' });
			expect(await upsert({ email: 'ann@example.com', company: 'Acme' })).toMatchObject({ _action: 'unchanged' });
			expect(await upsert({ email: 'ann@example.com', company: null })).toMatchObject({ company: null, companyId: null });
		});
	});

	describe('a search that lags', () => {
		it('does not make two of a person whose form comes twice', async () => {
			stage.crm.settings.indexLagMs = 60_000;
			const first = await upsert({ firstName: 'Ann', lastName: 'Lee', email: 'ann@example.com' });
			expect(await upsert({ lastName: 'Miller', email: 'ann@example.com' })).toMatchObject({ id: first.id, _action: 'updated' });
		});
		it('nor of one whose answer was lost', async () => {
			stage.crm.settings.indexLagMs = 60_000;
			stage.crm.addFault({ method: 'POST', path: '/persons', hangup: 'after' });
			expect(await upsert({ firstName: 'Ann', lastName: 'Lee', email: 'ann@example.com' })).toMatchObject({ email: 'ann@example.com' });
			expect(stage.stored('persons')).toHaveLength(1);
		});
	});

	it.each(['literal', 'digits'] as const)('are found by phone, however it is written, by a %s search', async (phoneSearch) => {
		stage.crm.settings.phoneSearch = phoneSearch;
		const id = seed({ phones: [{ value: '(303) 555-0123', label: 'work' }] });
		const [item] = await stage.json({ operation: 'upsert', matchOn: ['phone'], options: { countryCode: '1' } }, [
			{ lastName: 'Lee', phone: '+1 303 555 0123' },
		]);
		expect(item).toMatchObject({ id, _matchedBy: 'phone', _action: 'unchanged' });
	});
	it('are found by a custom field exactly, whichever other field holds the value', async () => {
		const field = key('persons', 'External ID');
		seed({ custom_fields: { [key('persons', 'Remarks')]: 'ERP-7' } });
		const options = { externalIdField: field };
		const input = { externalId: 'ERP-7', firstName: 'Bob', lastName: 'Ray' };
		const made = await upsert(input, { matchOn: ['externalId'], options });
		expect(made).toMatchObject({ _action: 'created', externalId: 'ERP-7' });
		expect(await upsert(input, { matchOn: ['externalId'], options })).toMatchObject({
			id: made.id,
			_action: 'unchanged',
			_matchedBy: 'externalId',
		});
	});

	it('labels go by their names', async () => {
		const made = await upsert({ firstName: 'Ann', lastName: 'Lee', email: 'ann@example.com', tags: ['hot lead', 'Customer'] });
		expect(made.tags).toEqual(['Hot lead', 'Customer']);
		expect(values().label_ids).toEqual([22, 21]);
		expect(await upsert({ email: 'ann@example.com', tags: ['Customer', 'Hot lead'] })).toMatchObject({ _action: 'unchanged' });
		const { errors } = await stage.act({ operation: 'create' }, [{ firstName: 'Bob', tags: ['Gold'] }]);
		expect(errors[0].json.message).toMatch(/Customer, Hot lead, Cold lead/);
	});
	it('organizations are customers, too', async () => {
		const organization = { resource: 'customer', storeAs: 'organizations' };
		const input = { name: 'Acme', website: 'https://acme.example', address: { street: '12 Elm Street, Denver' } };
		const [made] = await stage.json({ ...organization, operation: 'upsert', matchOn: ['natural'] }, [input]);
		expect(made).toMatchObject({
			...input,
			isCompany: true,
			address: { street: '12 Elm Street, Denver' },
			url: `https://acme.pipedrive.com/organization/${String(made.id)}`,
		});
		expect((await stage.json({ ...organization, operation: 'upsert', matchOn: ['natural'] }, [input]))[0]._action).toBe('unchanged');
		const [again] = await stage.json({ ...organization, operation: 'upsert', matchOn: ['natural'] }, [{ name: 'ACME' }]);
		expect(again).toMatchObject({ id: made.id, _action: 'updated' });
	});
	it('a deleted one is not there, alone or among others', async () => {
		const id = seed();
		const other = seed({ name: 'Bob' });
		await stage.json({ operation: 'delete', recordId: id });
		expect((await stage.act({ operation: 'get', recordId: id })).errors[0].json.details).toMatchObject({ kind: 'notFound' });
		const { items, errors } = await stage.act({ operation: 'get', recordId: '={{ $json.id }}' }, [{ id }, { id: other }, { id: 'abc' }]);
		expect([items.length, errors.length]).toEqual([1, 2]);
	});
});
