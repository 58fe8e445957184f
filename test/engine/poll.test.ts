import type { IDataObject } from 'n8n-workflow';
import { contactsOf, hubSpotStage, people, seedPeople } from '../support/hubspot';

const minute = 60_000;

describe('a trigger', () => {
	const stage = hubSpotStage({ unpaced: true });
	const idsOf = (items: IDataObject[] | null) => (items ?? []).map(({ id }) => id as string);
	const seed = (count: number, from: number, more: IDataObject = {}, properties: Record<string, string> = {}) =>
		stage.hubspot.seed({ contacts: seedPeople(count, from, properties, more) }).contacts;
	const change = async (id: string, input: IDataObject) => await stage.json({ operation: 'update', recordId: id }, [input]);
	const wait = async (ms: number) => await new Promise((done) => setTimeout(done, ms));

	it('is silent at first and gives each new record once', async () => {
		seed(5, 0, { createdAt: Date.now() - minute });
		const trigger = stage.trigger({ resource: 'contact' });
		expect(await trigger.poll()).toBeNull();

		const fresh = seed(3, 5);
		expect(idsOf(await trigger.poll())).toEqual(fresh);
		expect(await trigger.poll()).toBeNull();
		expect(await trigger.poll()).toBeNull();
	});

	it('gives complete records in the vocabulary', async () => {
		const trigger = stage.trigger({ resource: 'contact', options: { customFields: ['service_tier'] } });
		await trigger.poll();
		seed(1, 0, {}, { phone: '+1 555 010 1234', city: 'Boston', service_tier: 'gold' });

		expect(await trigger.poll()).toMatchObject([
			{
				fullName: 'First0 Person',
				email: 'person0@example.com',
				phone: '+1 555 010 1234',
				address: { city: 'Boston' },
				customFields: { service_tier: 'gold' },
				resource: 'contact',
				crm: 'hubspot',
			},
		]);
	});

	it('starts in an empty account', async () => {
		const trigger = stage.trigger({ resource: 'contact' });
		expect(await trigger.poll()).toBeNull();
		await wait(1_100);
		const fresh = seed(2, 0);
		expect(idsOf(await trigger.poll())).toEqual(fresh);
		expect(await trigger.poll()).toBeNull();
	});

	it.each([-60, 60])('does not care for a vendor clock that is %i minutes off', async (off) => {
		stage.hubspot.settings.clockOffsetMs = off * minute;
		seed(3, 0);
		const trigger = stage.trigger({ resource: 'contact' });
		expect(await trigger.poll()).toBeNull();

		await stage.json({ operation: 'create' }, people(3, 3));
		expect(await trigger.poll()).toHaveLength(3);
		await stage.json({ operation: 'create' }, people(3, 6));
		expect(await trigger.poll()).toHaveLength(3);
		expect(await trigger.poll()).toBeNull();
	});

	it('parts ties on one millisecond, old from new', async () => {
		const at = Date.now();
		seed(250, 0, { createdAt: at });
		const trigger = stage.trigger({ resource: 'contact' });
		expect(await trigger.poll()).toBeNull();
		expect(await trigger.poll()).toBeNull();

		const late = seed(250, 250, { createdAt: at });
		expect(idsOf(await trigger.poll()).sort()).toEqual([...late].sort());
		expect(await trigger.poll()).toBeNull();
	});

	it('loses nothing and repeats nothing when ties come in another order each time', async () => {
		stage.hubspot.settings.reorderResults = true;
		const trigger = stage.trigger({ resource: 'contact', options: { mostRecords: 130 } });
		seed(1, 9_000, { createdAt: Date.now() - minute });
		await trigger.poll();
		const fresh = seed(450, 0, { createdAt: Date.now() });
		const given: string[] = [];
		for (let polls = 0; polls < 6; polls++) given.push(...idsOf(await trigger.poll()));

		expect(given.sort()).toEqual([...fresh].sort());
	});

	it('loses none of the records that change while it reads', async () => {
		const ids = Array.from({ length: 5 }, (_none, at) =>
			seed(100, at * 100, { createdAt: Date.now() - 60 * minute, updatedAt: Date.now() - (50 - at) * minute }),
		).flat();
		const trigger = stage.trigger({
			resource: 'contact',
			event: 'updated',
			options: { startFrom: new Date(Date.now() - 55 * minute).toISOString() },
		});
		stage.hubspot.addFault({ path: 'search', skip: 1, delayMs: 200 });
		const polling = trigger.poll();
		await wait(100);
		await stage.json({ operation: 'update', recordId: '={{ $json.id }}' }, ids.slice(0, 90).map((id) => ({ id, jobTitle: 'Moved' })));
		const given = [...idsOf(await polling), ...idsOf(await trigger.poll()), ...idsOf(await trigger.poll())];

		expect([...new Set(given)].sort()).toEqual([...ids].sort());
	});

	it('finds a record that the index shows late', async () => {
		const trigger = stage.trigger({ resource: 'contact' });
		seed(1, 0, { createdAt: Date.now() - minute });
		await trigger.poll();
		stage.hubspot.settings.indexLagMs = 400;
		const [late] = seed(1, 1);
		stage.hubspot.settings.indexLagMs = 0;
		const [early] = seed(1, 2, { createdAt: Date.now() + 50 });
		expect(idsOf(await trigger.poll())).toEqual([early]);

		await wait(450);
		expect(idsOf(await trigger.poll())).toEqual([late]);
		expect(await trigger.poll()).toBeNull();
	});

	it('gives a burst of 12,000 in portions, none lost and none twice', async () => {
		seed(1, 20_000, { createdAt: Date.now() - minute });
		const trigger = stage.trigger({ resource: 'contact', options: { mostRecords: 5_000 }, output: 'selected' });
		await trigger.poll();
		const now = Date.now();
		const fresh = Array.from({ length: 6 }, (_none, at) => seed(2_000, at * 2_000, { createdAt: now + at })).flat();
		const given: string[][] = [];
		for (let items = await trigger.poll(); items; items = await trigger.poll()) given.push(idsOf(items));

		expect(given.map(({ length }) => length)).toEqual([5_000, 5_000, 2_000]);
		expect(given.flat().sort()).toEqual([...fresh].sort());
	});

	it('goes on where a portion ended, without reading it again', async () => {
		const trigger = stage.trigger({ options: { mostRecords: 200 } });
		await trigger.poll();
		const start = Date.now() + 60_000;
		stage.hubspot.seed({ contacts: seedPeople(1_000).map((one, at) => ({ ...one, createdAt: new Date(start + at).toISOString() })) });
		const given = new Set<unknown>();
		for (let portion = 0; portion < 5; portion++) {
			stage.hubspot.clearRequests();
			for (const { id } of (await trigger.poll()) ?? []) given.add(id);

			expect(stage.hubspot.requests().length).toBeLessThanOrEqual(2);
		}

		expect(given.size).toBe(1_000);
		expect(await trigger.poll()).toBeNull();
	});

	it('gives 12,000 of one millisecond', async () => {
		seed(1, 20_000, { createdAt: Date.now() - minute });
		const trigger = stage.trigger({ resource: 'contact', options: { mostRecords: 20_000 }, output: 'selected' });
		await trigger.poll();
		const fresh = seed(12_000, 0, { createdAt: Date.now() });
		const later = seed(3, 12_000, { createdAt: Date.now() + 5 });

		expect(idsOf(await trigger.poll()).sort()).toEqual([...fresh, ...later].sort());
		expect(await trigger.poll()).toBeNull();
	});

	describe('when a page fails', () => {
		const broken = { path: 'search', status: 400, times: 1, body: { status: 'error', message: 'no' } };

		it('the first one: says so, changes nothing and loses nothing', async () => {
			seed(1, 0, { createdAt: Date.now() - minute });
			const trigger = stage.trigger({ resource: 'contact' });
			await trigger.poll();
			const before = JSON.stringify(trigger.staticData);
			const fresh = seed(3, 1);
			stage.hubspot.addFault(broken);

			await expect(trigger.poll()).rejects.toThrow(/HubSpot/);
			expect(JSON.stringify(trigger.staticData)).toBe(before);
			expect(idsOf(await trigger.poll())).toEqual(fresh);
		});

		it('a later one: gives what was read, and the rest next time', async () => {
			seed(1, 9_000, { createdAt: Date.now() - minute });
			const trigger = stage.trigger({ resource: 'contact' });
			await trigger.poll();
			const now = Date.now();
			const fresh = Array.from({ length: 5 }, (_none, at) => seed(100, at * 100, { createdAt: now + at })).flat();
			stage.hubspot.addFault({ ...broken, skip: 1 });
			const first = idsOf(await trigger.poll());
			const second = idsOf(await trigger.poll());

			expect(first.length).toBeGreaterThan(100);
			expect(second.length).toBeGreaterThan(100);
			expect([...first, ...second].sort()).toEqual([...fresh].sort());
		});

		it('the very first poll: says so and stays new', async () => {
			seed(2, 0);
			const trigger = stage.trigger({ resource: 'contact' });
			stage.hubspot.addFault(broken);
			await expect(trigger.poll()).rejects.toThrow();

			expect(await trigger.poll()).toBeNull();
		});

		it('tells the scheduler why', async () => {
			const trigger = stage.trigger({ resource: 'contact' }, { credential: stage.credential('pat-na1-wrong') });
			await expect(trigger.poll()).rejects.toMatchObject({ failure: { cause: 'credential-invalid' } });

			stage.hubspot.addFault({ status: 429, headers: { 'retry-after': '600' }, body: { policyName: 'TEN_SECONDLY_ROLLING' } });
			await expect(stage.trigger({ resource: 'contact' }).poll()).rejects.toMatchObject({
				failure: { cause: 'rate-limited', retryAfterMs: 600_000 },
			});
		});
	});

	it('gives a record once when two polls overlap', async () => {
		seed(1, 0, { createdAt: Date.now() - minute });
		const trigger = stage.trigger({ resource: 'contact' });
		await trigger.poll();
		const fresh = seed(3, 1);
		stage.hubspot.settings.latencyMs = 30;
		const [one, two] = await Promise.all([trigger.poll(), trigger.poll()]);

		expect([...idsOf(one), ...idsOf(two)]).toEqual(fresh);
		const more = seed(1, 4);
		expect(idsOf(await trigger.poll())).toEqual(more);
	});

	it('starts anew when it is set to watch something else', async () => {
		seed(3, 0, { createdAt: Date.now() - minute });
		const trigger = stage.trigger({ resource: 'contact' });
		await trigger.poll();
		const { fingerprint } = trigger.staticData.poll as IDataObject;
		const other = stage.trigger({ resource: 'contact', event: 'updated' });
		Object.assign(other.staticData, structuredClone({ poll: { ...(trigger.staticData.poll as IDataObject) } }));

		expect(await other.poll()).toBeNull();
		expect((other.staticData.poll as IDataObject).fingerprint).not.toBe(fingerprint);
	});

	it('gives what is there since "Start From"', async () => {
		const now = Date.now();
		seed(2, 0, { createdAt: now - 60 * minute });
		const wanted = seed(2, 2, { createdAt: now - 20 * minute });
		const trigger = stage.trigger({ resource: 'contact', options: { startFrom: new Date(now - 30 * minute).toISOString() } });

		expect(idsOf(await trigger.poll())).toEqual(wanted);
		expect(await trigger.poll()).toBeNull();
	});

	it('shows the newest in a test run and leaves its state alone', async () => {
		const ids = [1, 2, 3, 4, 5].flatMap((at) => seed(1, at, { createdAt: Date.now() - (10 - at) * minute }));
		const trigger = stage.trigger({ resource: 'contact' });

		expect(idsOf(await trigger.poll('manual'))).toEqual(ids.slice(2).reverse());
		expect(trigger.staticData).toEqual({});
	});

	describe('for changes', () => {
		it('gives an update once, and no creation', async () => {
			const [old] = seed(1, 0, { createdAt: Date.now() - 60 * minute });
			const trigger = stage.trigger({ resource: 'contact', event: 'updated' });
			expect(await trigger.poll()).toBeNull();
			seed(1, 1);
			expect(await trigger.poll()).toBeNull();
			await change(old, { jobTitle: 'Plumber' });

			expect(idsOf(await trigger.poll())).toEqual([old]);
			expect(await trigger.poll()).toBeNull();
			await change(old, { jobTitle: 'Owner' });
			expect(await trigger.poll()).toMatchObject([{ id: old, jobTitle: 'Owner' }]);
		});

		it('gives both', async () => {
			const [old] = seed(1, 0, { createdAt: Date.now() - 60 * minute });
			const trigger = stage.trigger({ resource: 'contact', event: 'both' });
			await trigger.poll();
			const [fresh] = seed(1, 1);
			await wait(5);
			await change(old, { jobTitle: 'Plumber' });

			expect(idsOf(await trigger.poll())).toEqual([fresh, old]);
			expect(await trigger.poll()).toBeNull();
		});

		it('of the watched fields alone', async () => {
			const [old, other] = seed(2, 0, { createdAt: Date.now() - 60 * minute });
			const trigger = stage.trigger({ resource: 'contact', event: 'updated', watch: ['jobtitle'] });
			await trigger.poll();
			await change(old, { phone: '+1 555 010 1234' });
			await change(other, { jobTitle: 'Plumber' });
			expect(idsOf(await trigger.poll())).toEqual([other]);

			await change(other, { phone: '+1 555 010 9999' });
			expect(await trigger.poll()).toBeNull();
			await change(old, { jobTitle: 'Owner' });
			expect(idsOf(await trigger.poll())).toEqual([old]);
			expect(await trigger.poll()).toBeNull();
		});

		it('of more than one page of watched records', async () => {
			const ids = seed(230, 0, { createdAt: Date.now() - 60 * minute });
			const trigger = stage.trigger({ resource: 'contact', event: 'updated', watch: ['jobtitle', 'city'] });
			await trigger.poll();
			await stage.json(
				{ operation: 'update', recordId: '={{ $json.id }}' },
				ids.map((id, at) => ({ id, [at % 2 ? 'jobTitle' : 'company']: 'New' })),
			);

			expect(idsOf(await trigger.poll()).sort()).toEqual(ids.filter((_id, at) => at % 2).sort());
			expect(await trigger.poll()).toBeNull();
		});

		it('that a meeting makes to a contact are not those of a watched field', async () => {
			const [id] = seed(1, 0, { createdAt: Date.now() - 60 * minute });
			const trigger = stage.trigger({ resource: 'contact', event: 'updated', watch: ['email'] });
			await trigger.poll();
			await stage.json({ operation: 'create', resource: 'appointment' }, [
				{ contactId: id, title: 'Visit', startTime: '2026-12-01T09:00:00Z' },
			]);

			expect(await trigger.poll()).toBeNull();
		});
	});

	it.each([['customer', 'customer'], ['lead', 'lead']])('for a %s gives contacts of that stage only', async (resource, stageName) => {
		const trigger = stage.trigger({ resource });
		seed(1, 90, { createdAt: Date.now() - minute }, { lifecyclestage: stageName });
		await trigger.poll();
		const [wanted] = seed(1, 0, {}, { lifecyclestage: stageName });
		seed(1, 1, {}, { lifecyclestage: 'subscriber' });

		expect(await trigger.poll()).toMatchObject([{ id: wanted, resource }]);
	});

	it.each([
		['appointment', 'meetings', { hs_meeting_title: 'Visit', hs_meeting_start_time: '2026-12-01T09:00:00Z' }],
		['note', 'notes', { hs_note_body: 'Hello', hs_timestamp: '2026-12-01T09:00:00Z' }],
		['deal', 'deals', { dealname: 'Roof' }],
		['job', 'tickets', { subject: 'Leak', hs_pipeline_stage: '1' }],
	])('for a %s gives new and changed ones with the contact', async (resource, type, properties) => {
		const contacts = seed(1, 0, { createdAt: Date.now() - 60 * minute });
		const make = (createdAt: number) =>
			stage.hubspot.seed({ [type]: [{ properties, createdAt, associations: [{ to: 'contacts', id: contacts[0] }] }] })[type][0];
		const old = make(Date.now() - 60 * minute);
		const created = stage.trigger({ resource });
		const updated = stage.trigger({ resource, event: 'updated' });
		expect([await created.poll(), await updated.poll()]).toEqual([null, null]);

		const fresh = make(Date.now());
		const linked = resource === 'note' ? { parentId: contacts[0] } : { contactId: contacts[0] };
		expect(await created.poll()).toMatchObject([{ id: fresh, ...linked }]);
		await stage.json({ operation: 'update', resource, recordId: old }, [
			resource === 'note' ? { body: 'Changed' } : resource === 'deal' ? { name: 'Changed' } : { title: 'Changed' },
		]);
		expect(await updated.poll()).toMatchObject([{ id: old }]);
		expect(await created.poll()).toBeNull();
	});

	it('does not fire for a merge', async () => {
		const [primary, merged] = seed(2, 0, { createdAt: Date.now() - 60 * minute });
		seed(1, 2, { createdAt: Date.now() - minute });
		const trigger = stage.trigger({ resource: 'contact' });
		await trigger.poll();
		stage.hubspot.settings.mergeCreatesNewId = true;
		await fetch(`${stage.sandbox.url}/hubspot/crm/objects/2026-09/contacts/merge`, {
			method: 'POST',
			headers: { authorization: 'Bearer pat-na1-sandbox-0000', 'content-type': 'application/json' },
			body: JSON.stringify({ primaryObjectId: primary, objectIdToMerge: merged }),
		});

		expect(contactsOf(stage)).toHaveLength(2);
		expect(await trigger.poll()).toBeNull();
	});
});
