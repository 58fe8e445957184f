import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { key, pipedriveStage } from '../support/pipedrive';

/** Leads, activities, deals, notes and custom fields, as sections 2 and 8 of the contract sheet want them. */
describe('Pipedrive: work', () => {
	const stage = pipedriveStage();
	const person = (more: IDataObject = {}) =>
		stage.crm.seed({ persons: [{ name: 'Ann Lee', emails: [{ value: 'ann@example.com', primary: true }], ...more }] }).persons[0];
	const act = async (resource: string, operation: string, input: IDataObject, more: INodeParameters = {}) =>
		(await stage.json({ resource, operation, matchOn: ['email', 'natural'], ...more }, [input]))[0];
	const refusal = async (resource: string, input: IDataObject, more: INodeParameters = {}) =>
		(await stage.act({ resource, operation: 'create', ...more }, [input])).errors[0].json;
	const value = (kind: string) => stage.stored(kind)[0].values;

	describe('a lead', () => {
		it('hangs on the person who has the e-mail, and leaves what they are alone', async () => {
			const id = person();
			const made = await act('lead', 'create', {
				firstName: 'Anna',
				email: 'ANN@example.com',
				company: 'Acme',
				value: 900,
				currency: 'EUR',
			});
			expect(made).toMatchObject({ firstName: 'Ann', lastName: 'Lee', company: 'Acme', value: 900, currency: 'EUR', notes: 'Anna lead' });
			expect(value('leads')).toMatchObject({ person_id: Number(id), value: { amount: 900, currency: 'EUR' } });
			expect(made.url).toBe(`https://acme.pipedrive.com/leads/inbox/${String(made.id)}`);
		});
		it('gives somebody known the numbers that they lack, and says which they keep', async () => {
			person({ phones: [{ value: '303 555 0100', primary: true, label: 'work' }] });
			const input = { firstName: 'Ann', email: 'ann@example.com', phone: '303 555 0199', mobile: '303 555 0101' };
			const { items, hints } = await stage.act({ resource: 'lead', operation: 'create' }, [input]);
			expect(items[0].json).toMatchObject({ phone: '303 555 0100', mobile: '303 555 0101' });
			expect(hints.map(({ message }) => message).join()).toMatch(/Person 1 keeps .*phone/);
			expect(stage.stored('persons')[0].values.emails).toMatchObject([{ value: 'ann@example.com' }]);
			stage.calls();
			const same = { ...input, phone: '(303) 555-0100', mobile: '+13035550100' };
			const again = await stage.act({ resource: 'lead', operation: 'create' }, [same]);
			expect(again.items[0].json).toMatchObject({ phones: ['303 555 0100', '303 555 0101'] });
			expect(stage.calls().filter((call) => call.startsWith('PATCH'))).toEqual([]);
		});
		it('makes one person for many', async () => {
			stage.crm.settings.indexLagMs = 60_000;
			const rows = ['Roof', 'Windows'].map((notes) => ({
				firstName: 'Bob',
				lastName: 'Ray',
				email: 'bob@example.com',
				phone: '303 555 0100',
				notes,
			}));
			expect((await stage.json({ resource: 'lead', operation: 'create' }, rows)).map(({ notes }) => notes)).toEqual(['Roof', 'Windows']);
			expect(stage.stored('persons')).toHaveLength(1);
		});
		it('is found by the e-mail of its person, and changes go to both', async () => {
			const [made] = await stage.json({ resource: 'lead', operation: 'create' }, [
				{ firstName: 'Bob', lastName: 'Ray', email: 'bob@example.com' },
			]);
			const changed = await act('lead', 'upsert', { email: 'bob@example.com', lastName: 'Rayner', notes: 'Roof' });
			expect(changed).toMatchObject({
				id: made.id,
				lastName: 'Rayner',
				notes: 'Roof',
				_matchedBy: 'email',
				_changedFields: ['lastName', 'notes'],
			});
			expect(stage.stored('persons')[0].values).toMatchObject({ name: 'Bob Rayner', emails: [{ value: 'bob@example.com' }] });
			expect(await act('lead', 'upsert', { email: 'bob@example.com', lastName: 'Rayner', notes: 'Roof' })).toMatchObject({
				_action: 'unchanged',
			});
		});
		it.each([
			[{ notes: 'Roof' }, /a person or an organization/],
			[{ firstName: 'Ann', value: 5 }, /needs a currency/],
			[{ firstName: 'Ann', owner: 'x' }, /"x" is no ID/],
		])('is refused as %j', async (input, words) => expect((await refusal('lead', input)).error).toMatch(words));
		it('keeps the currency it has when the amount changes', async () => {
			const { id } = await act('lead', 'create', { firstName: 'Ann', value: 5, currency: 'USD' });
			await act('lead', 'update', { value: 7 }, { recordId: String(id) });
			expect(value('leads').value).toEqual({ amount: 7, currency: 'USD' });
		});
		it.each(['flat', 'nested'] as const)('is listed to the end with %s pages', async (leadPaging) => {
			stage.crm.settings.leadPaging = leadPaging;
			const person_id = Number(person());
			stage.crm.seed({ leads: Array.from({ length: 501 }, (_none, at) => ({ title: `Lead ${at}`, person_id })) });
			expect(await stage.json({ resource: 'lead', operation: 'search', returnAll: true })).toHaveLength(501);
		});
		it('has the custom fields of deals, at its top', async () => {
			const [roof, works, commission, remarks] = ['Roof type', 'Works', 'Commission', 'Remarks'].map((name) => key('deals', name));
			const customFields = {
				[roof]: 'Flat',
				[works]: ['Roof', 'Heating'],
				[commission]: { value: 5, currency: 'USD' },
				[remarks]: 'Blue door',
			};
			await act('lead', 'create', { firstName: 'Ann', customFields });
			expect(stage.stored('leads')[0].customFields).toEqual({
				[roof]: 81,
				[works]: [91, 93],
				[commission]: { value: 5, currency: 'USD' },
				[remarks]: 'Blue door',
			});
		});
	});

	describe('an activity', () => {
		const at = (startTime: string, more: IDataObject = {}) => ({ title: 'Visit', startTime, ...more });

		it('has its date and time in UTC, a duration, and its person among the participants', async () => {
			const contactId = person();
			const made = await act('appointment', 'create', at('2027-03-01T00:30', { durationMinutes: 90, contactId }));
			expect(value('activities')).toMatchObject({
				type: 'meeting',
				due_date: '2027-02-28',
				due_time: '23:30:00',
				duration: '01:30:00',
				participants: [{ person_id: Number(contactId), primary: true }],
			});
			expect(made).toMatchObject({
				startTime: '2027-02-28T23:30:00.000Z',
				endTime: '2027-03-01T01:00:00.000Z',
				durationMinutes: 90,
				contactId,
				customerId: contactId,
				statusGroup: 'open',
			});
			expect(JSON.stringify(stage.crm.requests().map(({ requestBody }) => requestBody))).not.toContain('"person_id":null');
		});
		it('moves with its length, and both halves of its time', async () => {
			const { id } = await act('appointment', 'create', at('2027-03-01T10:00:00Z', { durationMinutes: 45 }));
			const moved = await act('appointment', 'update', { startTime: '2027-03-01T12:00:00Z' }, { recordId: String(id) });
			expect(moved).toMatchObject({ startTime: '2027-03-01T12:00:00.000Z', endTime: '2027-03-01T12:45:00.000Z', durationMinutes: 45 });
		});
		it('another person takes the place of the first; those beside stay', async () => {
			const [ann, bob, cid] = ['Ann', 'Bob', 'Cid'].map((name) => Number(person({ name })));
			const [id] = stage.crm.seed({
				activities: [{ subject: 'Visit', due_date: '2027-03-01', participants: [{ person_id: ann, primary: true }, { person_id: bob }] }],
			}).activities;
			await act('appointment', 'update', { contactId: cid }, { recordId: id });
			expect(value('activities').participants).toEqual([{ person_id: cid, primary: true }, { person_id: bob, primary: false }]);
		});
		it('is not made twice for one person and time', async () => {
			const input = at('2027-03-01T10:00:00Z', { contactId: person() });
			const first = await act('appointment', 'upsert', input);
			expect(await act('appointment', 'upsert', { ...input, notes: 'Gate 7' })).toMatchObject({
				id: first.id,
				_action: 'updated',
				_matchedBy: 'natural',
			});
			expect(await act('appointment', 'upsert', { ...input, startTime: '2027-03-01T11:00:00Z' })).toMatchObject({ _action: 'created' });
		});
		it('is not made twice when its time has seconds', async () => {
			const input = at('2027-03-01T10:00:30.123Z', { contactId: person() });
			expect([await act('appointment', 'upsert', input), await act('appointment', 'upsert', input)]).toMatchObject([
				{ _action: 'created' },
				{ _matchedBy: 'natural' },
			]);
		});
		it.each(['Europe/Berlin', 'America/New_York', 'UTC'])('of a whole day in %s is not made twice', async (timeZone) => {
			const contactId = person();
			const upsert = async (startTime: string) =>
				await act('appointment', 'upsert', at(startTime, { contactId, allDay: true }), { options: { timeZone } });
			const made = await upsert('2027-03-14');
			expect(value('activities')).toMatchObject({ due_date: '2027-03-14', due_time: null });
			expect(await upsert('2027-03-14')).toMatchObject({ id: made.id, _action: 'unchanged' });
			expect(await upsert('2027-03-15')).toMatchObject({ _action: 'created' });
			const timed = at('2027-03-14T10:00', { contactId });
			expect(await act('appointment', 'upsert', timed, { options: { timeZone } })).toMatchObject({ _action: 'created', allDay: false });
		});
		it('of a whole day is on the day that is meant in the zone', async () => {
			const made = await act('appointment', 'create', at('2027-03-01', { allDay: true }), { options: { timeZone: 'Europe/Tallinn' } });
			expect(made).toMatchObject({ startTime: '2027-03-01T00:00:00.000Z', allDay: true });
			expect(value('activities')).toMatchObject({ due_date: '2027-03-01', due_time: null });
			expect(await act('appointment', 'update', { startTime: '2027-03-02T08:00:00Z' }, { recordId: String(made.id) })).toMatchObject({
				allDay: false,
				startTime: '2027-03-02T08:00:00.000Z',
			});
			expect(await act('appointment', 'update', { allDay: true }, { recordId: String(made.id) })).toMatchObject({
				allDay: true,
				startTime: '2027-03-02T00:00:00.000Z',
			});
		});
		it.each([
			['2027-03-02T00:00', '2027-03-02T23:59'],
			['2027-03-02T00:00:00-05:00', '2027-03-02T23:59:00-05:00'],
		])('is found by its day in the zone, from %s to %s', async (from, to) => {
			for (const time of ['2027-03-02T01:00Z', '2027-03-02T15:00Z', '2027-03-03T02:00Z']) await act('appointment', 'create', at(time));
			const conditions = {
				condition: [['after', from], ['before', to]].map(([operator, value]) => ({ field: 'startTime', operator, value })),
			};
			const found = await stage.json({ resource: 'appointment', operation: 'search', conditions }, [{}], { timeZone: 'America/New_York' });
			expect(found.map(({ startTime }) => startTime)).toEqual(['2027-03-02T15:00:00.000Z', '2027-03-03T02:00:00.000Z']);
		});
		it('is done, and to do again', async () => {
			const { id } = await act('appointment', 'create', at('2027-03-01T10:00:00Z'));
			expect(await act('appointment', 'update', { status: 'done' }, { recordId: String(id) })).toMatchObject({
				status: 'done',
				statusGroup: 'done',
			});
			expect(await act('appointment', 'update', { status: 'open' }, { recordId: String(id) })).toMatchObject({
				status: 'open',
				statusGroup: 'open',
			});
		});
		it('takes another type, and no field that it does not have', async () => {
			expect(
				(await stage.editor({ resource: 'appointment', operation: 'create' }).mapper()).fields.find(({ id }) => id === 'customFields.type')
					?.options,
			).toContainEqual({ name: 'Site visit', value: 'site_visit' });
			await act('appointment', 'create', at('2027-03-01T10:00:00Z', { customFields: { type: 'call' } }));
			expect(value('activities').type).toBe('call');
			expect((await refusal('appointment', at('2027-03-01T10:00:00Z', { customFields: { colour: 'red' } }))).error).toMatch(/"colour"/);
			expect((await refusal('appointment', at('2027-03-01T10:00:00Z', { durationMinutes: 1_500 }))).error).toMatch(/within 24 hours/);
		});
	});

	it('a deal is found by its person and title', async () => {
		const input = { name: 'Roof', amount: 900, currency: 'EUR', contactId: person(), status: 'won' };
		const first = await act('deal', 'upsert', input);
		expect(first).toMatchObject({
			statusGroup: 'won',
			stage: '1',
			pipeline: '1',
			url: `https://acme.pipedrive.com/deal/${String(first.id)}`,
		});
		expect(await act('deal', 'upsert', { ...input, amount: 1_000 })).toMatchObject({
			id: first.id,
			amount: 1_000,
			_changedFields: ['amount'],
		});
	});
	it('a deal is not that of a company with the ID of its person, and is found by either party', async () => {
		person();
		const [contactId, companyId] = [person({ name: 'Bob' }), stage.crm.seed({ organizations: [{ name: 'Acme' }] }).organizations[0]];
		const [other] = stage.crm.seed({ organizations: [{ name: 'Other' }] }).organizations;
		expect(other).toBe(contactId);
		await act('deal', 'create', { name: 'Roof', companyId: other });
		const first = await act('deal', 'upsert', { name: 'Roof', contactId, companyId });
		expect(first).toMatchObject({ _action: 'created', contactId, companyId });
		expect(await act('deal', 'upsert', { name: 'Roof', companyId })).toMatchObject({ id: first.id, _action: 'unchanged' });
		expect(await act('deal', 'upsert', { name: 'ROOF', contactId })).toMatchObject({ id: first.id, _matchedBy: 'natural' });
		expect(stage.stored('deals')).toHaveLength(2);
	});
	it('a note hangs on what it is said to, and its times are UTC', async () => {
		const parentId = person();
		const input = { parentId, parentResource: 'contact', body: 'Gate 7' };
		const first = await act('note', 'upsert', input);
		expect(Math.abs(Date.parse(String(first.createdAt)) - Date.now())).toBeLessThan(60_000);
		expect(await act('note', 'upsert', input)).toMatchObject({ id: first.id, _action: 'unchanged', parentId, parentResource: 'contact' });
		expect(await act('note', 'update', { body: 'Gate 8' }, { recordId: String(first.id) })).toMatchObject({ body: 'Gate 8' });
		expect((await refusal('note', { ...input, parentResource: 'job' })).error).toMatch(/no notes of a job/);
	});

	describe('custom fields', () => {
		const names = [
			'Lead source',
			'Interests',
			'Budget',
			'Roof area',
			'First visit',
			'Season',
			'Best time',
			'Adviser',
			'Site address',
			'Remarks',
			'Second phone',
		];
		const [source, interests, budget, area, visit, season, time, adviser, site, remarks, phone] = names.map((name) => key('persons', name));
		const given = {
			[source]: 'referral',
			[interests]: 'Roof, heating',
			[budget]: { value: 100, currency: 'EUR' },
			[area]: '12.5',
			[visit]: '2027-03-01T10:00',
			[adviser]: '501',
			[season]: { value: '2027-01-01', until: '2027-01-31' },
			[time]: '10:00',
			[site]: '12 Elm Street',
			[remarks]: 'Blue door',
			[phone]: '303 555 0100',
		};
		it.each([
			['null', 'ignore'],
			['absent', 'refuse'],
		] as const)('go in their types and come back as they are read (empty ones %s, unknown keys: %s)', async (empty, unknown) => {
			stage.crm.settings.patch({ emptyCustomFields: empty, unknownKeys: unknown });
			const made = await act('contact', 'create', { firstName: 'Ann', lastName: 'Lee', customFields: given });
			expect(stage.stored('persons')[0].customFields).toMatchObject({
				[source]: 32,
				[interests]: [41, 43],
				[budget]: { value: 100, currency: 'EUR' },
				[area]: 12.5,
				[visit]: '2027-03-01',
				[adviser]: 501,
				[time]: { value: '10:00:00' },
				[site]: { value: '12 Elm Street' },
			});
			const shown = {
				[source]: 'Referral',
				[interests]: ['Roof', 'Heating'],
				[site]: '12 Elm Street',
				[remarks]: 'Blue door',
				[budget]: { value: 100, currency: 'EUR' },
			};
			expect(made.customFields).toMatchObject(shown);
			const options = { customFields: Object.keys(given) };
			const [read] = await stage.json({ operation: 'get', recordId: String(made.id), options });
			expect(read.customFields).toMatchObject(shown);
			expect(await act('contact', 'update', read, { recordId: String(made.id), options })).toMatchObject({ _action: 'unchanged' });
			const change = { customFields: { [budget]: { value: 200 } } };
			expect(
				await act(
					'contact',
					'update',
					{ customFields: { [interests]: null, [source]: 'Website' } },
					{ recordId: String(made.id), options },
				),
			).toMatchObject({ customFields: { [interests]: null, [source]: 'Website', [remarks]: 'Blue door' } });
			expect((await stage.act({ operation: 'update', recordId: String(made.id) }, [change])).errors[0].json.error).toMatch(/Monetary/);
		});
		it('are shown by their names, with their options', async () => {
			const { fields } = await stage.editor({ operation: 'create' }).mapper();
			expect(fields.find(({ id }) => id === `customFields.${source}`)).toMatchObject({
				displayName: 'Lead source',
				type: 'options',
				options: expect.arrayContaining([{ name: 'Referral', value: 'Referral' }]),
			});
			expect((await stage.editor({}).options('getUniqueFields')).map(({ name }) => name)).toEqual(expect.arrayContaining(['External ID']));
		});
		it.each([
			[{ 'External ID': 'x' }, /"External ID"/, new RegExp(key('persons', 'External ID'))],
			[{ [source]: 'Moon' }, /Lead source has no option "Moon"/, /Website, Referral/],
			[{ [area]: 'wide' }, /Roof area "wide" is not a number/, /Roof area/],
		])('are refused as %j', async (customFields, error, message) => {
			const refused = await refusal('contact', { firstName: 'Ann', customFields: customFields as IDataObject });
			expect(refused).toMatchObject({ error: expect.stringMatching(error), message: expect.stringMatching(message) });
		});
		it('are searched by the words they are shown in', async () => {
			person({ name: 'Bob' });
			await act('contact', 'create', { firstName: 'Ann', customFields: { [source]: 'Referral' } });
			const conditions = { condition: [{ field: `customFields.${source}`, operator: 'equals', value: 'Referral' }] };
			expect((await stage.json({ operation: 'search', conditions })).map(({ firstName }) => firstName)).toEqual(['Ann']);
		});
	});
});
