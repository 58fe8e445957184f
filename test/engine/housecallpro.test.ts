import type { IDataObject } from 'n8n-workflow';
import { addresses } from '../../nodes/HousecallPro/api';
import { customersOf, elm, elmAddress, housecallProStage, oak } from '../support/housecallpro';

const start = '2027-03-01T16:00:00.000Z';

describe('Housecall Pro', () => {
	const stage = housecallProStage();
	const customer = customersOf(stage);

	describe('customers', () => {
		const upsert = async (input: IDataObject, matchOn = ['email', 'phone']) =>
			(await stage.json({ operation: 'upsert', matchOn, options: { countryCode: '1' } }, [input]))[0];

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
		it('are found again by their mobile number when a home number is given, too', async () => {
			const ann = { firstName: 'Ann', phone: '303 555 0100', mobile: '(303) 555-0199' };
			expect(await upsert(ann)).toMatchObject({ _action: 'created' });
			expect(await upsert({ ...ann, mobile: '303.555.0199' })).toMatchObject({ _action: 'unchanged', _matchedBy: 'phone' });
			await stage.json({ resource: 'lead', operation: 'create' }, [ann]);
			expect(stage.crm.records('customers')).toHaveLength(1);
		});
		it('keep a number where they have it', async () => {
			customer({ mobile_number: '3035550123' });
			expect(await upsert({ email: 'ann@example.com', phone: '+1 303 555 0123' })).toMatchObject({ _action: 'unchanged' });
			expect(await upsert({ email: 'ann@example.com', phone: '303 555 0199' })).toMatchObject({
				_action: 'updated',
				mobile: '3035550123',
				phone: '303 555 0199',
			});
			expect(await upsert({ email: 'ann@example.com', phone: '303 555 0177', mobile: '303 555 0188' })).toMatchObject({
				mobile: '303 555 0188',
				phone: '303 555 0177',
			});
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
			expect(await upsert({ email: 'ann@example.com', address: { ...elmAddress, city: ' denver' } })).toMatchObject({
				_action: 'unchanged',
				_warnings: [],
			});
			const moved = { email: 'ann@example.com', address: { ...elmAddress, street: '7 Oak Avenue' } };
			expect((await upsert(moved))._warnings).toEqual([expect.stringMatching(/beside/)]);
			expect((await upsert(moved))._action).toBe('unchanged');
			expect(stage.crm.records('customers')).toMatchObject([{ addresses: [elm, oak] }]);
		});
		it('lose their tags where null clears them', async () => {
			const recordId = customer({ tags: ['vip', 'late'] });
			const [cleared] = await stage.json({ operation: 'update', recordId }, [{ tags: null }]);
			expect(cleared).toMatchObject({ _action: 'updated', tags: [] });
			expect((await stage.json({ operation: 'update', recordId }, [{ tags: null }]))[0]._action).toBe('unchanged');
		});
		it('keep an address that cannot be removed, and say so', async () => {
			const recordId = customer({ addresses: [elm] });
			const [kept] = await stage.json({ operation: 'update', recordId }, [{ address: { street: null, city: null } }]);
			expect(kept).toMatchObject({ address: elmAddress, _warnings: [expect.stringMatching(/cannot change or remove/)] });
			const bare = customer({ email: 'bare@example.com' });
			const [record] = await stage.json({ operation: 'get', recordId: bare });
			const [same] = await stage.json({ operation: 'update', recordId: bare }, [record]);
			expect(same).toMatchObject({ _action: 'unchanged', _warnings: [] });
		});
		it('get no half of an address', async () => {
			customer({ addresses: [elm] });
			expect(await upsert({ email: 'ann@example.com', address: { city: 'Boulder' } })).toMatchObject({
				_action: 'unchanged',
				_warnings: [expect.stringMatching(/street, state, zip, country are missing/)],
			});
		});
	});

	it('finds the address of a booking that leaves the country unsaid, and adds none without it', async () => {
		const customerId = customer({ addresses: [elm, oak] });
		const book = async (location: string) => await stage.run({ resource: 'appointment', operation: 'create' }, [
			{ customerId, title: 'Repair', startTime: start, durationMinutes: 60, location },
		]);

		expect((await book('Flat 2, 1 New Road, Denver, CO 80202')).errors[0].json.error).toMatch(/for a new one country is missing/);
		expect((await book('7 Oak Avenue, Denver, CO 80202')).items[0].json.location).toBe('7 Oak Avenue, Denver, CO, 80202, US');
		expect(stage.crm.records('customers')).toMatchObject([{ addresses: [elm, oak] }]);
	});

	it.each(['customer', 'lead', 'appointment'])('refuses a field that the %s would pass over in silence', async (resource) => {
		const { errors } = await stage.run({ resource, operation: 'create' }, [
			{
				...(resource === 'appointment' ? { customerId: customer({ addresses: [elm] }), startTime: start } : { firstName: 'Ann' }),
				customFields: { favourite_colour: 'red' },
			},
		]);
		expect(errors[0].json.error).toMatch(/"favourite_colour"/);
		expect(stage.writes()).toEqual([]);
	});
	it.each([
		['12 Elm Street, Denver, CO 80202, US', elm],
		['12 Elm Street, Denver, CO, 80202, US', elm],
		['Suite 4, 12 Elm Street, Denver, CO 80202-1234, US', { ...elm, street: 'Suite 4, 12 Elm Street', zip: '80202-1234' }],
		['12 Elm Street', { street: '12 Elm Street' }],
		['12 Elm Street, Denver, CO 80202', { ...elm, country: undefined }],
		['Suite 4, 12 Elm Street, Denver, CO, 80202-1234',
			{ street: 'Suite 4, 12 Elm Street', city: 'Denver', state: 'CO', zip: '80202-1234' }],
		['9 King Street, Toronto, ON M5H 1A1', { street: '9 King Street', city: 'Toronto', state: 'ON', zip: 'M5H 1A1' }],
		['Harley Physio, 9 Wimpole Street, London, England, W1G 9SG, GB',
			{ street: 'Harley Physio, 9 Wimpole Street', city: 'London', state: 'England', zip: 'W1G 9SG', country: 'GB' }],
	])('reads the address %s', (text, parts) => expect(addresses.parse(text)).toEqual(parts));

	it.each([
		[422, { error: { message: 'email is invalid' } }, /email is invalid/, 'validation'],
		[400, { message: 'Cannot update an archived job' }, /archived job/, 'validation'],
		[404, {}, /Housecall Pro has no such record/, 'notFound'],
		[403, { error: 'no' }, /no/, 'permission'],
	])('decodes status %i', async (status, body, message, kind) => {
		stage.crm.addFault({ status, body });
		const { errors } = await stage.run({ operation: 'get', recordId: 'cus_1' }, [{}]);
		expect(errors[0].json).toMatchObject({ error: expect.stringMatching(message), details: { kind } });
	});

	it.each([true, false])('waits when the rate is limited (Retry-After: %s)', async (retryAfter) => {
		const id = customer();
		stage.crm.addFault({
			status: 429,
			times: 1,
			body: { error: { message: 'Too many requests' } },
			...(retryAfter ? { headers: { 'retry-after': '1' } } : {}),
		});
		expect(await stage.json({ operation: 'get', recordId: id })).toMatchObject([{ id }]);
	});
});
