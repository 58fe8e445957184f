import type { IDataObject } from 'n8n-workflow';
import { parseAddress } from '../../nodes/HousecallPro/address';
import { housecallProStage, keys } from '../support/housecallpro';

const minute = 60_000;
const elm = { street: '12 Elm Street', city: 'Denver', state: 'CO', zip: '80202', country: 'US' };
const oak = { ...elm, street: '7 Oak Avenue' };
const elmAddress = { street: '12 Elm Street', city: 'Denver', state: 'CO', postalCode: '80202', country: 'US' };
const start = '2027-03-01T16:00:00.000Z';

describe('Housecall Pro', () => {
	const stage = housecallProStage();
	const customer = (more: IDataObject = {}) => stage.crm.seed({ customers: [{ first_name: 'Ann', last_name: 'Lee', email: 'ann@example.com', ...more }] }).customers[0];
	const scheduled = (more: IDataObject = {}) => {
		const customer_id = customer({ addresses: [elm] });
		return stage.crm.seed({ jobs: [{ customer_id, schedule: { scheduled_start: start, scheduled_end: '2027-03-01T18:00:00Z' }, ...more }] }).jobs[0];
	};
	const appointment = async (operation: string, input: IDataObject, id = '', key?: string) => (await stage.json({ resource: 'appointment', operation, recordId: id, matchOn: ['natural'] }, [input], key))[0];
	const refusal = async (operation: string, input: IDataObject, id = '', key?: string) => (await stage.run({ resource: 'appointment', operation, recordId: id, matchOn: ['natural'] }, [input], key)).errors[0].json;

	describe('customers', () => {
		const upsert = async (input: IDataObject, matchOn = ['email', 'phone']) => (await stage.json({ operation: 'upsert', matchOn, options: { countryCode: '1' } }, [input]))[0];

		it('are found by e-mail exactly, although the search is not', async () => {
			customer({ email: 'joann@example.com' });
			expect(await upsert({ firstName: 'Ann', email: 'ann@example.com' })).toMatchObject({ _action: 'created' });
			expect(await upsert({ lastName: 'Lee', email: 'ANN@example.com' })).toMatchObject({ _action: 'updated', _matchedBy: 'email' });
		});
		it('are found by mobile number in another spelling', async () => {
			const id = customer({ mobile_number: '3035550123' });
			expect(await upsert({ firstName: 'Ann', mobile: '+1 (303) 555-0123' }, ['phone'])).toMatchObject({ id, _matchedBy: 'phone' });
		});
		it('are found again by a number that was given as their only one', async () => {
			expect(await upsert({ firstName: 'Ann', phone: '(303) 555-0123' })).toMatchObject({ _action: 'created', mobile: '(303) 555-0123' });
			expect(await upsert({ firstName: 'Ann', phone: '+1 303 555 0123' })).toMatchObject({ _action: 'unchanged', _matchedBy: 'phone' });
			expect(stage.crm.records('customers')).toHaveLength(1);
		});
		it('keep a number where they have it', async () => {
			customer({ mobile_number: '3035550123' });
			expect(await upsert({ email: 'ann@example.com', phone: '+1 303 555 0123' })).toMatchObject({ _action: 'unchanged' });
			expect(await upsert({ email: 'ann@example.com', phone: '303 555 0199' })).toMatchObject({ _action: 'updated', mobile: '3035550123', phone: '303 555 0199' });
			expect(await upsert({ email: 'ann@example.com', phone: '303 555 0177', mobile: '303 555 0188' })).toMatchObject({ mobile: '303 555 0188', phone: '303 555 0177' });
		});
		it('keep their own company apart from the one that owns the account', async () => {
			expect(await upsert({ email: 'ann@example.com', firstName: 'Ann' })).toMatchObject({ company: null, companyId: null });
			expect(await upsert({ email: 'ann@example.com', company: 'Lee Bakery' })).toMatchObject({ company: 'Lee Bakery' });
		});
		it('get no texts unless asked for', async () => {
			await upsert({ email: 'a@example.com' });
			await upsert({ email: 'b@example.com', customFields: { notifications_enabled: true } });
			expect(stage.crm.records('customers')).toMatchObject([{ notifications_enabled: false }, { notifications_enabled: true }]);
		});
		it('get an address once, and a second one beside it', async () => {
			await upsert({ email: 'ann@example.com', address: elmAddress });
			expect(await upsert({ email: 'ann@example.com', address: { ...elmAddress, city: ' denver' } })).toMatchObject({ _action: 'unchanged', _warnings: [] });
			const moved = { email: 'ann@example.com', address: { ...elmAddress, street: '7 Oak Avenue' } };
			expect((await upsert(moved))._warnings).toEqual([expect.stringMatching(/beside/)]);
			expect((await upsert(moved))._action).toBe('unchanged');
			expect(stage.crm.records('customers')).toMatchObject([{ addresses: [elm, oak] }]);
		});
		it('get no half of an address', async () => {
			customer({ addresses: [elm] });
			expect(await upsert({ email: 'ann@example.com', address: { city: 'Boulder' } })).toMatchObject({ _action: 'unchanged', _warnings: [expect.stringMatching(/street, state, zip, country are missing/)] });
		});
	});

	it.each(['customer', 'lead', 'appointment'])('refuses a field that the %s would pass over in silence', async (resource) => {
		const { errors } = await stage.run({ resource, operation: 'create' }, [{ ...(resource === 'appointment' ? { customerId: customer({ addresses: [elm] }), startTime: start } : { firstName: 'Ann' }), customFields: { favourite_colour: 'red' } }]);
		expect(errors[0].json.error).toMatch(/"favourite_colour"/);
		expect(stage.writes()).toEqual([]);
	});
	it('a lead takes the customer who has the e-mail, and their address', async () => {
		const id = customer({ addresses: [elm] });
		const [known, stranger] = await stage.json({ resource: 'lead', operation: 'create' }, [{ firstName: 'Ann', email: 'ann@example.com', address: elmAddress }, { firstName: 'Bob', email: 'bob@example.com' }]);
		expect(known).toMatchObject({ convertedCustomerId: id, status: 'open' });
		expect(stranger.convertedCustomerId).not.toBe(id);
		expect(stage.crm.records('customers')).toMatchObject([{ addresses: [elm] }, { email: 'bob@example.com' }]);
	});

	describe('a new scheduled job', () => {
		it('takes the only address', async () => {
			expect(await appointment('create', { customerId: customer({ addresses: [elm] }), startTime: start, durationMinutes: 90 })).toMatchObject({ location: '12 Elm Street, Denver, CO, 80202, US', startTime: start, endTime: '2027-03-01T17:30:00.000Z', durationMinutes: 90, status: 'scheduled', statusGroup: 'open' });
			expect(stage.writes()).toEqual(['POST /jobs']);
		});
		it('makes the address once for several jobs', async () => {
			const contactId = customer();
			const items = await stage.json({ resource: 'appointment', operation: 'create' }, [1, 2, 3].map((day) => ({ contactId, startTime: `2027-03-0${day}T10:00:00Z`, location: '12 Elm Street, Denver, CO 80202, US' })));
			expect(new Set(items.map(({ location }) => location))).toEqual(new Set(['12 Elm Street, Denver, CO, 80202, US']));
			expect(stage.crm.records('customers')).toMatchObject([{ addresses: [elm] }]);
		});
		it('asks for an address where there is none, and which one where there are many', async () => {
			expect((await refusal('create', { customerId: customer(), startTime: start })).error).toMatch(/no address/);
			const customerId = customer({ addresses: [elm, oak] });
			const [{ id }] = (stage.crm.records('customers') as Array<{ addresses: Array<{ id: string }> }>)[1].addresses;
			expect((await refusal('create', { customerId, startTime: start })).error).toContain(id);
			expect(await appointment('create', { customerId, startTime: start, location: id })).toMatchObject({ location: expect.stringMatching(/^12 Elm/) });
		});
		it('sends instants, whatever zone a naive time is meant in', async () => {
			const [made] = await stage.json({ resource: 'appointment', operation: 'create', options: { timeZone: 'America/New_York' } }, [{ customerId: customer({ addresses: [elm] }), startTime: '2027-03-01T11:00' }]);
			expect(made.startTime).toBe(start);
		});
		it('is not made twice for one customer and time, but again after it was cancelled', async () => {
			const input = { customerId: customer({ addresses: [elm] }), startTime: start, notes: 'Gate code 12' };
			const first = await appointment('upsert', input);
			expect(await appointment('upsert', input)).toMatchObject({ id: first.id, _action: 'unchanged', _matchedBy: 'natural' });
			const customer_id = customer({ email: 'bob@example.com', addresses: [elm] });
			stage.crm.seed({ jobs: [{ customer_id, schedule: { scheduled_start: start }, work_status: 'user canceled' }] });
			expect(await appointment('upsert', { customerId: customer_id, startTime: start })).toMatchObject({ _action: 'created' });
		});
	});

	describe('a scheduled job is changed', () => {
		const assignees = [`pro_${'2'.padStart(32, '0')}`];
		const later = '2027-03-02T16:00:00.000Z';

		it('in order: times, technicians, note; and nobody is told', async () => {
			const id = scheduled();
			expect(await appointment('update', { startTime: later, assignees, notes: 'Moved' }, id)).toMatchObject({ startTime: later, endTime: '2027-03-02T18:00:00.000Z', assignees, notes: 'Moved' });
			expect(stage.writes()).toEqual([`PUT /jobs/${id}/schedule`, `PUT /jobs/${id}/dispatch`, `POST /jobs/${id}/notes`]);
			expect(stage.crm.records('notifications')).toEqual([]);
		});
		it('with a word to the customer when asked, and none when nothing moves', async () => {
			const id = scheduled();
			const input = { startTime: later, customFields: { notify: true } };
			await appointment('update', input, id);
			expect(await appointment('update', input, id)).toMatchObject({ _action: 'unchanged' });
			expect(stage.crm.records('notifications')).toHaveLength(1);
		});
		it('through its appointment where the key may do no more', async () => {
			const id = scheduled();
			expect(await appointment('update', { startTime: later, assignees }, id, keys.company)).toMatchObject({ startTime: later, assignees });
			expect((await refusal('update', { startTime: start, customFields: { notify: true } }, id, keys.company)).details).toMatchObject({ kind: 'permission' });
		});
		it('one appointment of several, which has to be named', async () => {
			const id = scheduled({ appointments: [{ start_time: '2027-03-05T16:00:00Z', end_time: '2027-03-05T17:00:00Z' }] });
			const [, second] = (stage.crm.records('jobs') as Array<{ appointments: Array<{ id: string }> }>)[0].appointments;
			expect((await refusal('update', { startTime: later }, id, keys.company)).error).toContain(second.id);
			await appointment('update', { startTime: later, endTime: '2027-03-02T17:00:00Z', customFields: { appointment_id: second.id } }, id, keys.company);
			expect(stage.crm.records('jobs')).toMatchObject([{ appointments: [{}, { id: second.id, startsAt: Date.parse(later) }] }]);
		});
		it('and says what went through when the rest is refused', async () => {
			const id = scheduled();
			stage.crm.addFault({ path: 'notes', status: 422, body: { error: { message: 'too long' } } });
			expect((await refusal('update', { startTime: later, notes: 'Moved' }, id)).error).toMatch(/too long \(changed before: times\)/);
		});
		it('never in what no call changes', async () => {
			const id = scheduled();
			expect(await appointment('update', { title: 'Other', location: '7 Oak Avenue' }, id)).toMatchObject({ _action: 'unchanged', _warnings: [expect.stringMatching(/^title/), expect.stringMatching(/^location/)] });
			const stranger = customer({ email: 'bob@example.com' });
			expect((await refusal('update', { customerId: stranger }, id)).error).toMatch(/customer_id/);
		});
		it('gets tags added, new ones too', async () => {
			const id = scheduled({ tags: ['VIP'] });
			expect((await appointment('update', { tags: ['Maintenance plan', 'Brand new'] }, id)).tags).toEqual(['VIP', 'Maintenance plan', 'Brand new']);
			expect((await appointment('update', { tags: ['VIP'] }, id))._action).toBe('unchanged');
		});
	});

	it.each([
		['12 Elm Street, Denver, CO 80202, US', elm],
		['12 Elm Street, Denver, CO, 80202, US', elm],
		['Suite 4, 12 Elm Street, Denver, CO 80202-1234, US', { ...elm, street: 'Suite 4, 12 Elm Street', zip: '80202-1234' }],
		['12 Elm Street', { street: '12 Elm Street' }],
	])('reads the address %s', (text, parts) => expect(parseAddress(text)).toEqual(parts));

	it.each([[422, { error: { message: 'email is invalid' } }, /email is invalid/, 'validation'], [400, { message: 'Cannot update an archived job' }, /archived job/, 'validation'], [404, {}, /404/, 'notFound'], [403, { error: 'no' }, /no/, 'permission']])('decodes status %i', async (status, body, message, kind) => {
		stage.crm.addFault({ status, body });
		const { errors } = await stage.run({ operation: 'get', recordId: 'cus_1' }, [{}]);
		expect(errors[0].json).toMatchObject({ error: expect.stringMatching(message), details: { kind } });
	});

	it.each([true, false])('waits when the rate is limited (Retry-After: %s)', async (retryAfter) => {
		const id = customer();
		stage.crm.addFault({ status: 429, times: 1, body: { error: { message: 'Too many requests' } }, ...(retryAfter ? { headers: { 'retry-after': '1' } } : {}) });
		expect(await stage.json({ operation: 'get', recordId: id })).toMatchObject([{ id }]);
	});

	describe('the trigger', () => {
		const idsOf = (items: IDataObject[] | null) => (items ?? []).map(({ id }) => id as string);
		const many = (count: number, at: number) => stage.crm.seed({ customers: Array.from({ length: count }, (_none, n) => ({ first_name: `C${n}`, created_at: new Date(at).toISOString() })) }).customers;
		const pagesRead = () => stage.crm.requests().length;

		it('reads one page where nothing is new, however many there are', async () => {
			many(350, Date.now() - 60 * minute);
			many(1, Date.now() - 30 * minute);
			const trigger = stage.trigger({});
			expect(await trigger.poll()).toBeNull();
			stage.crm.clearRequests();
			expect(await trigger.poll()).toBeNull();
			expect(pagesRead()).toBe(1);
		});
		it('gives a burst oldest first, in portions, each once', async () => {
			many(1, Date.now() - 60 * minute);
			const trigger = stage.trigger({ options: { mostRecords: 200 } });
			await trigger.poll();
			const fresh = [0, 1, 2, 3].flatMap((at) => many(120, Date.now() - (20 - at) * minute));
			const given = [await trigger.poll(), await trigger.poll(), await trigger.poll()].map(idsOf);
			expect(given.map(({ length }) => length)).toEqual([200, 200, 80]);
			expect(given.flat().sort()).toEqual([...fresh].sort());
			expect(new Set(given[0].slice(0, 120))).toEqual(new Set(fresh.slice(0, 120)));
			expect(await trigger.poll()).toBeNull();
		});
		it.each([[230, false], [60, true]])('parts %i ties in one second (in any order: %s)', async (ties, reorderResults) => {
			const second = Math.floor(Date.now() / 1_000) * 1_000 - minute;
			stage.crm.settings.reorderResults = reorderResults;
			many(ties, second);
			const trigger = stage.trigger({});
			expect(await trigger.poll()).toBeNull();
			expect(await trigger.poll()).toBeNull();
			const late = many(3, second);
			expect(idsOf(await trigger.poll()).sort()).toEqual([...late].sort());
			expect(await trigger.poll()).toBeNull();
		});
		it('reads to the end when the order is ignored', async () => {
			many(1, Date.now() - 60 * minute);
			many(250, Date.now() - 50 * minute);
			stage.crm.settings.ignoredSorts = ['created_at'];
			const trigger = stage.trigger({ options: { startFrom: new Date(Date.now() - 40 * minute).toISOString() } });
			const fresh = many(2, Date.now() - 30 * minute);
			expect(idsOf(await trigger.poll())).toEqual(fresh.reverse());
			expect(await trigger.poll()).toBeNull();
		});
		it('changes nothing when a page fails', async () => {
			many(1, Date.now() - 60 * minute);
			const trigger = stage.trigger({});
			await trigger.poll();
			const before = JSON.stringify(trigger.staticData);
			const fresh = many(150, Date.now() - 10 * minute);
			stage.crm.addFault({ path: 'customers', skip: 1, times: 1, status: 400, body: {} });
			await expect(trigger.poll()).rejects.toThrow(/Housecall Pro/);
			expect(JSON.stringify(trigger.staticData)).toBe(before);
			expect(idsOf(await trigger.poll()).sort()).toEqual([...fresh].sort());
		});
		it('leaves nothing out when there is more than one poll can read', async () => {
			many(1, Date.now() - 60 * minute);
			const trigger = stage.trigger({});
			await trigger.poll();
			stage.crm.settings.maxPageSize = 2;
			many(210, Date.now() - 10 * minute);
			await expect(trigger.poll()).rejects.toThrow(/More records are new than one poll can read/);
			stage.crm.settings.maxPageSize = 100;
			expect(await trigger.poll()).toHaveLength(210);
		});
		it('tells new leads by their ids, and no changes', async () => {
			const customer_id = customer();
			const leads = (count: number) => stage.crm.seed({ leads: Array.from({ length: count }, () => ({ customer_id, note: 'x' })) }).leads;
			leads(3);
			const trigger = stage.trigger({ resource: 'lead' });
			expect(await trigger.poll()).toBeNull();
			const fresh = leads(130);
			expect(idsOf(await trigger.poll())).toEqual(fresh);
			expect(await trigger.poll()).toBeNull();
			await expect(stage.trigger({ resource: 'lead', event: 'updated' }).poll()).rejects.toThrow(/cannot be watched for changes/);
		});
		it('starts in an account without leads', async () => {
			const trigger = stage.trigger({ resource: 'lead' });
			expect(await trigger.poll()).toBeNull();
			const fresh = stage.crm.seed({ leads: [{ customer_id: customer() }] }).leads;
			expect(idsOf(await trigger.poll())).toEqual(fresh);
			expect(await trigger.poll()).toBeNull();
		});
	});
});
