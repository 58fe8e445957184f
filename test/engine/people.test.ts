import { contactsOf, hubSpotStage, routes, seedPeople } from '../support/hubspot';

describe('customers and leads', () => {
	const stage = hubSpotStage();
	const onError = 'continueErrorOutput' as const;
	const upsert = { operation: 'upsert', matchOn: ['email'] };
	const email = 'person0@example.com';
	const stageOf = () => contactsOf(stage)[0].properties.lifecyclestage;
	const seed = (lifecyclestage?: string) =>
		stage.hubspot.seed({ contacts: seedPeople(1, 0, lifecyclestage ? { lifecyclestage } : {}) }).contacts[0];

	it.each([['customer', 'customer'], ['lead', 'lead']])('a new %s has the stage %s', async (resource, wanted) => {
		const [made] = await stage.json({ operation: 'create', resource }, [{ email }]);

		expect(made).toMatchObject({ resource, email, _action: 'created' });
		expect(stageOf()).toBe(wanted);
	});

	it.each([
		[undefined, 'customer'],
		['subscriber', 'customer'],
		['lead', 'customer'],
		['opportunity', 'customer'],
		['evangelist', 'evangelist'],
	])('a customer over stage %s leads to %s', async (before, after) => {
		seed(before);
		const [item] = await stage.json({ ...upsert, resource: 'customer' }, [{ email }]);

		expect(stageOf()).toBe(after);
		expect(item._warnings).toEqual(before === 'evangelist' ? [expect.stringContaining('evangelist')] : []);
	});

	it.each([
		[undefined, 'lead'],
		['subscriber', 'lead'],
		['customer', 'customer'],
		['opportunity', 'opportunity'],
	])('a lead over stage %s leads to %s', async (before, after) => {
		seed(before);
		await stage.json({ ...upsert, resource: 'lead' }, [{ email, status: 'NEW' }]);

		expect(stageOf()).toBe(after);
		expect(contactsOf(stage)[0].properties.hs_lead_status).toBe('NEW');
	});

	it('a stage that is named moves back, too', async () => {
		const id = seed('customer');
		const [item] = await stage.json({ operation: 'update', recordId: id }, [{ status: 'lead' }]);

		expect([item.status, stageOf()]).toEqual(['lead', 'lead']);
	});

	it('an e-mail of somebody with another external ID and another name is refused, and nobody is taken over', async () => {
		const options = { externalIdField: 'external_id' };
		const rows = [{ email, externalId: 'x1', firstName: 'Ann' }, { email, externalId: 'x2', firstName: 'Bob' }];
		const once = async () => await stage.run({ operation: 'upsert', matchOn: ['externalId', 'email'], options }, rows, { onError });
		for (const { items, errors } of [await once(), await once()]) {
			expect(items).toMatchObject([{ json: { firstName: 'Ann', externalId: 'x1' }, pairedItem: { item: 0 } }]);
			expect(errors).toMatchObject([{ json: { message: expect.stringContaining('somebody with another name') }, pairedItem: { item: 1 } }]);
		}
		expect(contactsOf(stage)).toMatchObject([{ properties: { email, external_id: 'x1', firstname: 'Ann' } }]);
	});

	it('a plain contact gets no stage', async () => {
		await stage.json({ operation: 'create' }, [{ email }]);

		expect(stageOf()).toBeUndefined();
	});

	it('a second run over the same customer changes nothing', async () => {
		await stage.json({ ...upsert, resource: 'customer' }, [{ email }]);

		expect(await stage.json({ ...upsert, resource: 'customer' }, [{ email }])).toMatchObject([{ _action: 'unchanged' }]);
	});

	describe('a company as customer', () => {
		const company = { resource: 'customer', storeAs: 'companies' };

		it('is made, read, changed, found and deleted', async () => {
			const [made] = await stage.json({ ...company, operation: 'create' }, [
				{ name: 'Pipes Ltd', website: 'https://pipes.example', address: { city: 'Boston' } },
			]);
			expect(made).toMatchObject({ name: 'Pipes Ltd', isCompany: true, address: { city: 'Boston' }, _action: 'created' });

			const recordId = String(made.id);
			expect(await stage.json({ ...company, operation: 'update', recordId }, [{ phone: '+1 555 010 1234' }])).toMatchObject([
				{ phone: '+1 555 010 1234', name: 'Pipes Ltd' },
			]);
			expect(await stage.json({ ...company, operation: 'search', filters: { name: 'Pipes Ltd' } })).toMatchObject([
				{ id: recordId, isCompany: true },
			]);
			expect(await stage.json({ ...company, operation: 'delete', recordId })).toMatchObject([{ id: recordId, deleted: true }]);
		});

		it('is matched by a unique property', async () => {
			const options = { externalIdField: 'external_id' };
			const input = [{ name: 'Pipes Ltd', externalId: 'erp-1' }];
			const [made] = await stage.json({ ...company, operation: 'upsert', matchOn: ['externalId'], options }, input);
			const [again] = await stage.json({ ...company, operation: 'upsert', matchOn: ['externalId'], options }, [
				{ ...input[0], phone: '5550101234' },
			]);

			expect([made._action, again._action, again.id, again._matchedBy]).toEqual(['created', 'updated', made.id, 'externalId']);
		});

		it('needs a name', async () => {
			const { error } = await stage.run({ ...company, operation: 'create' }, [{ phone: '5550101234' }]);

			expect(error?.message).toMatch(/Name.* is missing/);
		});
	});

	describe('a native lead', () => {
		const lead = { resource: 'lead', storeAs: 'leads' };

		it('makes the contact it is about', async () => {
			const [made] = await stage.json({ ...lead, operation: 'create' }, [
				{ fullName: 'Ada Lovelace', firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com', phone: '5550101234' },
			]);

			expect(made).toMatchObject({ fullName: 'Ada Lovelace', email: 'ada@example.com', phone: '5550101234', _action: 'created' });
			expect(contactsOf(stage).map(({ properties }) => [properties.firstname, properties.email])).toEqual([['Ada', 'ada@example.com']]);
		});

		it('takes the contact that is there', async () => {
			seed();
			await stage.json({ ...lead, operation: 'create' }, [
				{ fullName: 'Roof repair', email },
				{ fullName: 'Second', email: 'PERSON0@example.com' },
			]);

			expect(contactsOf(stage)).toHaveLength(1);
			expect(stage.hubspot.records('leads')).toHaveLength(2);
		});

		it('makes one contact for two leads of one address', async () => {
			await stage.json({ ...lead, operation: 'create' }, [
				{ fullName: 'Roof', email: 'ada@example.com' },
				{ fullName: 'Pipes', email: 'ada@example.com' },
			]);

			expect(contactsOf(stage)).toHaveLength(1);
		});

		it('fails alone when its contact is refused, and makes no other contact twice', async () => {
			const { items, errors } = await stage.run({ ...lead, operation: 'create' }, [
				{ fullName: 'Ada', firstName: 'Ada' },
				{ fullName: 'Bad', firstName: 'Bad', email: 'bad@example.c' },
				{ fullName: 'Cy', firstName: 'Cy' },
			], { onError });

			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
			expect(errors.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
			expect(contactsOf(stage).map(({ properties }) => properties.firstname)).toEqual(['Ada', 'Cy']);
		});

		it('of 150 take requests by the hundred', async () => {
			const items = await stage.json(
				{ ...lead, operation: 'create' },
				Array.from({ length: 150 }, (_none, at) => ({ fullName: `Lead ${at}`, email: `lead${at}@example.com` })),
			);

			expect(items.map(({ email: address }) => address)).toEqual(Array.from({ length: 150 }, (_none, at) => `lead${at}@example.com`));
			expect(routes(stage).length).toBeLessThanOrEqual(10);
		});

		it('passes changes of the person on to the contact', async () => {
			const [made, other] = await stage.json({ ...lead, operation: 'create' }, [
				{ fullName: 'Ada', email: 'ada@example.com' },
				{ fullName: 'Bob', email: 'bob@example.com' },
			]);
			const update = { ...lead, operation: 'update', recordId: '={{ $json.id }}' };
			const [changed] = await stage.json(update, [{ id: made.id, phone: '5550101234', fullName: 'Ada L' }]);
			const [again] = await stage.json(update, [{ id: made.id, phone: '5550101234' }]);
			const { items, errors } = await stage.run(
				update,
				[
					{ id: made.id, email: 'bad@example.c' },
					{ id: other.id, jobTitle: 'Plumber' },
				],
				{ onError },
			);

			expect([changed.phone, changed.fullName, changed._action, again._action]).toEqual(['5550101234', 'Ada L', 'updated', 'unchanged']);
			expect(contactsOf(stage)[0].properties.phone).toBe('5550101234');
			expect([items.length, errors.length, errors[0]?.pairedItem]).toEqual([1, 1, { item: 0 }]);
		});

		it('says which tier it takes', async () => {
			stage.hubspot.settings.tier = 'free';
			const { error } = await stage.run({ ...lead, operation: 'create' }, [{ fullName: 'Ada', firstName: 'Ada', email }]);

			expect(error?.message).toMatch(/Sales Hub Professional/);
			expect(error?.failure?.cause).toBe('configuration-invalid');
		});
	});

	describe('phone numbers', () => {
		const byPhone = { operation: 'upsert', matchOn: ['phone'] };
		it.each([
			['+1 555 010 1234', '(555) 010-1234', '1'],
			['555.010.1234', '+15550101234', '1'],
			['+44 20 7946 0958', '020 7946 0958', '44'],
			['020 7946 0958', '+442079460958', '44'],
			['+45 12 34 56 78', '12345678', '45'],
			['12 34 56 78', '+4512345678', '45'],
			['+1 555 010 1234', '5550101234', ''],
		])('%s is %s (country %s)', async (held, given, countryCode) => {
			const {
				contacts: [id],
			} = stage.hubspot.seed({ contacts: seedPeople(1, 0, { phone: held }) });
			const [item] = await stage.json({ ...byPhone, options: { countryCode } }, [
				{ firstName: 'First0', phone: given, company: 'Pipes Ltd' },
			]);

			expect([item.id, item._matchedBy]).toEqual([id, 'phone']);
		});

		it('also match the mobile number', async () => {
			const [made] = await stage.json(byPhone, [{ firstName: 'Ada', mobile: '+1 555 010 1234' }]);
			const [again] = await stage.json(byPhone, [{ firstName: 'Ada', mobile: '+1 (555) 010-1234', company: 'Pipes Ltd' }]);
			const [crossed] = await stage.json(byPhone, [{ firstName: 'Ada', phone: '+15550101234', jobTitle: 'Plumber' }]);

			expect([again.id, crossed.id]).toEqual([made.id, made.id]);
		});

		it.each([
			['+1 555 010 1234', '+1 555 010 9999'],
			['+1 555 010 1234', '+44 555 010 1234'],
			['+1 555 010 1234', '010 1234'],
		])('%s is not %s', async (held, given) => {
			stage.hubspot.seed({ contacts: seedPeople(1, 0, { phone: held }) });
			const [item] = await stage.json(byPhone, [{ firstName: 'Ada', phone: given }]);

			expect(item._action).toBe('created');
		});
	});

	describe('keys that disagree', () => {
		it('several matches are refused with their IDs, and nothing is written', async () => {
			const { contacts } = stage.hubspot.seed({
				contacts: [...seedPeople(1, 0, { phone: '+15550101234' }), ...seedPeople(1, 1, { phone: '+15550101234' })],
			});
			const { errors } = await stage.run({ operation: 'upsert', matchOn: ['phone'] }, [{ phone: '+1 555 010 1234', jobTitle: 'Plumber' }], {
				onError,
			});

			expect(errors[0].json).toMatchObject({
				error: expect.stringMatching(new RegExp(contacts.join('.*'))),
				message: expect.stringMatching(/If Several Match/),
				details: { kind: 'ambiguous' },
			});
			expect(contactsOf(stage).every(({ properties }) => !properties.jobtitle)).toBe(true);
		});

		it.each([['oldest', 0], ['newest', 1]])('or the %s is taken', async (onAmbiguous, wanted) => {
			const { contacts } = stage.hubspot.seed({
				contacts: [
					...seedPeople(1, 0, { phone: '+15550101234' }, { createdAt: '2026-01-01T00:00:00Z' }),
					...seedPeople(1, 1, { phone: '+15550101234' }, { createdAt: '2026-02-01T00:00:00Z' }),
				],
			});
			const [item] = await stage.json({ operation: 'upsert', matchOn: ['phone'], options: { onAmbiguous } }, [
				{ phone: '+1 555 010 1234', jobTitle: 'Plumber' },
			]);

			expect(item).toMatchObject({ id: contacts[wanted], _action: 'updated', _candidates: contacts });
		});

		it('or the item is skipped', async () => {
			const { contacts } = stage.hubspot.seed({ contacts: [...seedPeople(1, 0, { phone: '+15550101234' }), ...seedPeople(1, 1)] });
			const [item] = await stage.json({ operation: 'upsert', matchOn: ['email', 'phone'], options: { onAmbiguous: 'skip' } }, [
				{ email: 'person1@example.com', phone: '+1 555 010 1234', jobTitle: 'Plumber' },
			]);

			expect(item._action).toBe('ambiguous');
			expect([...(item._candidates as string[])].sort()).toEqual(contacts);
			expect(contactsOf(stage).every(({ properties }) => !properties.jobtitle)).toBe(true);
		});
	});

	it('create only leaves a record as it is, also one that an earlier row made', async () => {
		seed();
		const items = await stage.json({ ...upsert, options: { upsertMode: 'createOnly' } }, [
			{ email, jobTitle: 'Plumber' },
			{ email: 'new@example.com', jobTitle: 'First' },
			{ email: 'new@example.com', jobTitle: 'Second', company: 'Late' },
		]);

		expect(items.map(({ _action }) => _action)).toEqual(['existing', 'created', 'existing']);
		expect(contactsOf(stage).map(({ properties }) => [properties.jobtitle, properties.company])).toEqual([
			[undefined, undefined],
			['First', undefined],
		]);
	});

	it('update only makes no record', async () => {
		seed();
		const items = await stage.json({ ...upsert, options: { upsertMode: 'updateOnly' } }, [
			{ email, jobTitle: 'Plumber' },
			{ email: 'new@example.com' },
		]);

		expect(items.map(({ _action }) => _action)).toEqual(['updated', 'skipped']);
		expect(contactsOf(stage)).toHaveLength(1);
	});

	it('fill blanks only writes what is empty; of two rows the first wins', async () => {
		stage.hubspot.seed({ contacts: seedPeople(1, 0, { jobtitle: 'Owner' }) });
		const [item, second] = await stage.json({ ...upsert, options: { blanksOnly: true } }, [
			{ email, jobTitle: 'Plumber', company: 'Pipes Ltd' },
			{ email, company: 'Drains Ltd', address: { city: 'Boston' } },
		]);

		expect(item._changedFields).toEqual(expect.arrayContaining(['company']));
		expect(item._changedFields).not.toEqual(expect.arrayContaining(['jobTitle']));
		expect(second._action).toBe('updated');
		expect(contactsOf(stage)[0].properties).toMatchObject({ jobtitle: 'Owner', company: 'Pipes Ltd', city: 'Boston' });
	});

	it('a dry run says what it would do and writes nothing', async () => {
		seed();
		const items = await stage.json({ ...upsert, options: { dryRun: true } }, [
			{ email, jobTitle: 'Plumber' },
			{ email, firstName: 'First0' },
			{ email: 'new@example.com' },
		]);

		expect(items.map(({ _action, id }) => [_action, Boolean(id)])).toEqual([
			['wouldUpdate', true],
			['wouldUpdate', true],
			['wouldCreate', false],
		]);
		expect(items[0]).toMatchObject({ jobTitle: 'Plumber', _changedFields: ['jobTitle'] });
		expect(contactsOf(stage).map(({ properties }) => properties.jobtitle)).toEqual([undefined]);
		expect(routes(stage).every((route) => route.endsWith('batch/read'))).toBe(true);
	});
});

describe('people who share a phone', () => {
	const stage = hubSpotStage();
	const upsert = { operation: 'upsert', matchOn: ['email', 'phone'] };
	const phone = '+1 555 010 7777';
	const ann = { firstName: 'Ann', lastName: 'Marsh', email: 'ann@example.com', phone };
	const bob = { firstName: 'Bob', lastName: 'Marsh', email: 'bob@example.com', phone };
	const names = () => contactsOf(stage).map(({ properties }) => properties.firstname).sort();

	it('stay two in one run', async () => {
		const items = await stage.json(upsert, [ann, bob]);

		expect(items.map(({ firstName, _action }) => [firstName, _action])).toEqual([['Ann', 'created'], ['Bob', 'created']]);
		expect(names()).toEqual(['Ann', 'Bob']);
	});

	it('stay two in two runs', async () => {
		await stage.json(upsert, [ann]);
		const [second] = await stage.json(upsert, [bob]);

		expect(second).toMatchObject({ _action: 'created', _matchedBy: null });
		expect(names()).toEqual(['Ann', 'Bob']);
	});

	it('are one when only the e-mail is new', async () => {
		await stage.json(upsert, [ann]);
		const [again] = await stage.json(upsert, [{ ...ann, firstName: 'ÁNN', email: 'ann.marsh@example.com' }]);

		expect(again).toMatchObject({ _action: 'updated', _matchedBy: 'phone' });
		expect(names()).toEqual(['ÁNN']);
	});

	it('are one when nobody says a name or an e-mail that contradicts', async () => {
		await stage.json(upsert, [ann]);

		expect(await stage.json(upsert, [{ phone, jobTitle: 'Baker' }])).toMatchObject([
			{ _action: 'updated', _matchedBy: 'phone', jobTitle: 'Baker' },
		]);
	});
});
