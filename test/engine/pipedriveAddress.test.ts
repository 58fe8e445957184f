import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { key, pipedriveStage } from '../support/pipedrive';

/** Addresses of persons and organizations: sections 2.1 and 2.2 of the contract sheet. */
describe('Pipedrive: addresses', () => {
	const stage = pipedriveStage();
	const elm = { street: '12 Elm Street', city: 'Denver', state: 'CO', postalCode: '80202', country: 'US' };
	const ann = { firstName: 'Ann', lastName: 'Lee', email: 'ann@example.com' };
	const upsert = async (input: IDataObject, more: INodeParameters = {}) =>
		(await stage.json({ operation: 'upsert', matchOn: ['email'], ...more }, [input]))[0];
	const update = async (id: unknown, input: IDataObject, more: INodeParameters = {}) =>
		(await stage.json({ operation: 'update', recordId: String(id), ...more }, [input]))[0];
	const get = async (id: unknown, more: INodeParameters = {}) => (await stage.json({ operation: 'get', recordId: String(id), ...more }))[0];
	const writes = () => stage.calls().filter((call) => /^(POST|PATCH)/.test(call));
	const siteAddress = { name: 'Site address', type: 'address' };
	const seedFields = (...personFields: IDataObject[]) => stage.crm.seed({ personFields });
	const held = (field: string) => stage.stored('persons')[0].customFields[field] as IDataObject;

	/** Where the account keeps the address of its only person. */
	const homes: Record<string, { prepare(): unknown; home(): unknown }> = {
		'the only custom field of the type': { prepare: () => undefined, home: () => held(key('persons', 'Site address')) },
		'the custom field named Address among several': {
			prepare: () => seedFields({ name: 'Address', type: 'address' }, { name: 'Old address', type: 'address' }),
			home: () => held(key('persons', 'Address')),
		},
		'the postal address of Contact Sync': {
			prepare: () => (stage.crm.settings.contactSync = true),
			home: () => stage.stored('persons')[0].values.postal_address,
		},
	};
	describe.each(Object.entries(homes))('of a person, in %s', (_name, { prepare, home }) => {
		beforeEach(() => void prepare());
		it('is written in one line and in parts, and read back as it was given', async () => {
			const made = await upsert({ ...ann, address: elm });
			expect(made).toMatchObject({ _action: 'created', _warnings: [], address: elm });
			expect(home()).toMatchObject({
				value: '12 Elm Street, Denver, CO, 80202, US',
				route: '12 Elm Street', locality: 'Denver', admin_area_level_1: 'CO', postal_code: '80202', country: 'US',
			});
			expect((await get(made.id)).address).toEqual(elm);
		});
		it('is the same the second time, and nothing is written', async () => {
			await upsert({ ...ann, address: elm });
			stage.calls();
			expect(await upsert({ ...ann, address: elm })).toMatchObject({ _action: 'unchanged', address: elm });
			expect(writes()).toEqual([]);
		});
		it('keeps what a change leaves out', async () => {
			const { id } = await upsert({ ...ann, address: elm });
			const moved = await update(id, { address: { street: '3 Oak Avenue' } });
			expect(moved).toMatchObject({ _changedFields: ['address.street'], address: { ...elm, street: '3 Oak Avenue' } });
			expect(home()).toMatchObject({ value: '3 Oak Avenue, Denver, CO, 80202, US', postal_code: '80202' });
			expect((await update(id, { address: { state: null } })).address).toEqual({ ...elm, street: '3 Oak Avenue', state: null });
			expect((await get(id)).address).toEqual({ ...elm, street: '3 Oak Avenue', state: null });
		});
		it('is cleared as a whole', async () => {
			const { id } = await upsert({ ...ann, address: elm });
			const nothing = Object.fromEntries(Object.keys(elm).map((part) => [part, null]));
			expect((await update(id, { address: nothing })).address).toEqual(nothing);
			expect(home() ?? null).toBeNull();
		});
		it('is that of the person of a lead', async () => {
			const lead = { resource: 'lead', operation: 'upsert', matchOn: ['email'] };
			const [made] = await stage.json(lead, [{ ...ann, address: elm }]);
			expect(made).toMatchObject({ _action: 'created', address: elm });
			expect(home()).toMatchObject({ locality: 'Denver' });
			expect((await stage.json(lead, [{ ...ann, address: elm }]))[0]).toMatchObject({ _action: 'unchanged', address: elm });
		});
	});

	describe.each([
		['no field for it', () => seedFields({ ...siteAddress, is_deleted: true })],
		['several, and none is named Address', () => seedFields({ name: 'Old address', type: 'address' })],
	])('of a person, where the account has %s', (_name, prepare) => {
		it('is left out, with a sentence that says what to do, and the person is written', async () => {
			prepare();
			const made = await upsert({ ...ann, address: elm });
			expect(made).toMatchObject({ _action: 'created', email: ann.email, address: { street: null, city: null } });
			expect(made._warnings).toEqual([expect.stringMatching(/address was left out.*custom field.*named Address.*type Address/)]);
			stage.calls();
			const again = await upsert({ ...ann, address: elm });
			expect(again).toMatchObject({ _action: 'unchanged', _warnings: made._warnings });
			expect(writes()).toEqual([]);
			const renamed = await upsert({ ...ann, lastName: 'Miller', address: elm });
			expect(renamed).toMatchObject({ _action: 'updated', _changedFields: ['lastName'] });
		});
	});
	it('a dry run says the same', async () => {
		seedFields({ ...siteAddress, is_deleted: true });
		const would = await upsert({ ...ann, address: elm }, { options: { dryRun: true } });
		expect(would).toMatchObject({ _action: 'wouldCreate', _warnings: [expect.stringMatching(/left out/)] });
	});

	it('costs no request where there is none', async () => {
		await upsert({ ...ann });
		stage.calls();
		await upsert({ ...ann, phone: '3035550123' });
		expect(stage.calls().filter((call) => call.includes('Fields'))).toEqual([]);
	});

	describe('that Pipedrive has parted by itself', () => {
		const home = key('persons', 'Site address');
		const torstrasse = {
			value: 'Torstraße 12, 10119 Berlin, Germany', route: 'Torstraße', street_number: '12',
			locality: 'Berlin', sublocality: 'Mitte', admin_area_level_1: 'Berlin', postal_code: '10119', country: 'Germany',
		};
		const seed = (address: IDataObject) =>
			stage.crm.seed({ persons: [{ name: 'Ann Lee', custom_fields: { [home]: address } }] }).persons[0];
		it('reads as it is written there', async () => {
			const german = await get(seed(torstrasse));
			expect(german.address).toEqual({ street: 'Torstraße 12', city: 'Berlin', state: 'Berlin', postalCode: '10119', country: 'Germany' });
			const american = { value: '12 Elm St #4, Denver, CO', route: 'Elm St', street_number: '12', subpremise: '4', locality: 'Denver' };
			expect((await get(seed(american))).address).toMatchObject({ street: '12 Elm St, 4', city: 'Denver', state: null });
		});
		it('keeps its parts, but none that belong to what changed', async () => {
			const id = seed(torstrasse);
			await update(id, { address: { street: 'Seestraße 40' } });
			expect(held(home)).toMatchObject({ route: 'Seestraße 40', street_number: null, sublocality: 'Mitte', postal_code: '10119' });
			await update(id, { address: { city: 'Hamburg' } });
			expect(held(home)).toMatchObject({ route: 'Seestraße 40', locality: 'Hamburg', sublocality: null });
		});
		it('or never parted is a street, also when a city joins it', async () => {
			const id = seed({ value: '12 Elm Street' });
			expect((await get(id)).address).toMatchObject({ street: '12 Elm Street', city: null });
			expect((await update(id, { address: { city: 'Denver' } })).address).toMatchObject({ street: '12 Elm Street', city: 'Denver' });
		});
	});

	it('of an organization has the same parts', async () => {
		const organization = { resource: 'customer', storeAs: 'organizations' };
		const write = async (input: IDataObject) => await upsert(input, { ...organization, matchOn: ['natural'] });
		const made = await write({ name: 'Acme', address: elm });
		expect(made).toMatchObject({ _action: 'created', address: elm });
		expect(await write({ name: 'Acme', address: elm })).toMatchObject({ _action: 'unchanged' });
		expect(await update(made.id, { address: { city: 'Boulder' } }, organization)).toMatchObject({ address: { ...elm, city: 'Boulder' } });
		const kept = { value: '12 Elm Street, Boulder, CO, 80202, US', route: '12 Elm Street' };
		expect(stage.stored('organizations')[0].values.address).toMatchObject(kept);
		expect((await get(made.id, organization)).address).toEqual({ ...elm, city: 'Boulder' });
	});
});
