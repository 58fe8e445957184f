import { CONTACTS, hubspotBench, OBJECTS } from './support';

describe('HubSpot sandbox: records', () => {
	const bench = hubspotBench();
	const post = (url: string, body: unknown) => bench.http.post(url, body);
	const createContact = async (properties: Record<string, string>): Promise<string> =>
		(await post(CONTACTS, { properties })).data.id;
	const get = async (id: string, query = '') => (await bench.http.get(`${CONTACTS}/${id}?${query}`)).data;

	test('a create answers with what was sent and the dates only', async () => {
		const { status, data } = await post(CONTACTS, { properties: { email: 'Ada@Example.COM', lifetime_visits: '3' } });

		expect(status).toBe(201);
		expect(Object.keys(data.properties).sort()).toEqual([
			'createdate',
			'email',
			'hs_object_id',
			'lastmodifieddate',
			'lifetime_visits',
		]);
		expect(data).toMatchObject({
			archived: false,
			properties: { email: 'ada@example.com', lifetime_visits: '3', hs_object_id: data.id },
		});
		expect(data.url).toContain(`/record/0-1/${data.id}`);
	});

	test('a read answers few properties unasked and ignores unknown names', async () => {
		const id = await createContact({ email: 'ada@example.com', phone: '+1 (212) 555-0100' });

		expect((await get(id)).properties).not.toHaveProperty('phone');
		expect((await get(id, 'properties=phone,city,nonsense')).properties).toEqual({
			phone: '+1 (212) 555-0100',
			city: null,
			hs_object_id: id,
			createdate: expect.any(String),
			lastmodifieddate: expect.any(String),
		});
	});

	test('an e-mail address belongs to one contact', async () => {
		const id = await createContact({ email: 'ada@example.com' });
		const again = await post(CONTACTS, { properties: { email: ' ADA@example.com ' } });

		expect(again.status).toBe(409);
		expect(again.data).toMatchObject({ category: 'CONFLICT', message: `Contact already exists. Existing ID: ${id}` });
	});

	test.each([
		['unknown', { foo: '1' }, 'PROPERTY_DOESNT_EXIST'],
		['bad option', { hs_lead_status: 'MAYBE' }, 'INVALID_OPTION'],
		['bad e-mail', { email: 'nobody' }, 'INVALID_EMAIL'],
		['bad number', { lifetime_visits: 'three' }, 'INVALID_INTEGER'],
		['bad date', { warranty_until: 'soon' }, 'INVALID_DATE'],
		['date with time', { warranty_until: '1700000000001' }, 'INVALID_DATE'],
		['bad boolean', { has_service_contract: 'perhaps' }, 'INVALID_OPTION'],
		['unknown owner', { hubspot_owner_id: '9586504' }, 'INVALID_OPTION'],
		['read only', { hs_analytics_source: 'OFFLINE' }, 'READ_ONLY_VALUE'],
	])('refuses a property value: %s', async (_case, properties, code) => {
		const { status, data } = await post(CONTACTS, { properties: { firstname: 'Ada', ...properties } });
		const [, json] = /^Property values were not valid: (.*)$/.exec(data.message) ?? [];

		expect(status).toBe(400);
		expect(data).toMatchObject({ category: 'VALIDATION_ERROR', errors: [{ code }] });
		expect(JSON.parse(String(json))).toMatchObject([{ isValid: false, error: code, name: Object.keys(properties)[0] }]);
		expect(bench.hubspot.records('contacts')).toEqual([]);
	});

	test.each([
		['contacts', { city: 'Turin' }],
		['companies', { city: 'Turin' }],
		['notes', { hs_note_body: 'x' }],
		['leads', { hs_lead_type: 'UPSELL' }],
		['tickets', { subject: 'Boiler' }],
	])('insists on required properties of %s', async (type, properties) => {
		const { status, data } = await post(`${OBJECTS}/${type}`, { properties, associations: [] });

		expect([status, data.category]).toEqual([400, 'VALIDATION_ERROR']);
	});

	test('an empty string clears, null and append do what they say', async () => {
		const id = await createContact({ email: 'ada@example.com', city: 'Turin', service_interests: 'heating' });
		await bench.http.patch(`${CONTACTS}/${id}`, {
			properties: { city: '', firstname: null, service_interests: ';cooling' },
		});

		expect((await get(id, 'properties=city,firstname,service_interests')).properties).toMatchObject({
			city: null,
			firstname: null,
			service_interests: 'heating;cooling',
		});
	});

	test('the lifecycle stage only moves forward until it is cleared', async () => {
		const id = await createContact({ email: 'ada@example.com', lifecyclestage: 'customer' });
		const set = (lifecyclestage: string) => bench.http.patch(`${CONTACTS}/${id}`, { properties: { lifecyclestage } });

		expect((await set('lead')).data.properties.lifecyclestage).toBe('customer');
		await set('');
		expect((await set('lead')).data.properties.lifecyclestage).toBe('lead');
	});

	test('a merged record answers under every old id and address', async () => {
		bench.hubspot.settings.clockFrozenAt = Date.parse('2026-11-01T00:00:00Z');
		const older = await createContact({ email: 'old@example.com', city: 'Turin' });
		bench.hubspot.settings.clockFrozenAt += 1_000;
		const primary = await createContact({ email: 'new@example.com' });
		const merged = await post(`${CONTACTS}/merge`, { primaryObjectId: primary, objectIdToMerge: older });
		const byOldId = await get(older, 'properties=hs_additional_emails,hs_merged_object_ids,city');
		const bySecondary = await get('OLD@example.com', 'idProperty=email');
		const batch = await post(`${CONTACTS}/batch/read`, {
			idProperty: 'email',
			properties: [],
			inputs: [{ id: 'old@example.com' }],
		});

		expect(merged.data).toMatchObject({ id: primary, createdAt: '2026-11-01T00:00:00.000Z' });
		expect(byOldId).toMatchObject({
			id: primary,
			properties: { hs_additional_emails: 'old@example.com', hs_merged_object_ids: older, city: 'Turin' },
		});
		expect(bySecondary.id).toBe(primary);
		expect(batch.data.results[0].id).toBe(primary);
	});

	test('archiving hides a record, and may be repeated', async () => {
		const id = await createContact({ email: 'ada@example.com' });
		const statuses = [await bench.http.delete(`${CONTACTS}/${id}`), await bench.http.delete(`${CONTACTS}/${id}`)].map(
			({ status }) => status,
		);

		expect(statuses).toEqual([204, 204]);
		expect((await bench.http.get(`${CONTACTS}/${id}`)).status).toBe(404);
		expect(await get(id, 'archived=true')).toMatchObject({ id, archived: true, archivedAt: expect.any(String) });
	});

	test('a list pages by record id', async () => {
		const ids = bench.hubspot.seed({
			contacts: Array.from({ length: 5 }, (_, n) => ({ properties: { firstname: `${n}` } })),
		}).contacts;
		const first = await bench.http.get(`${CONTACTS}?limit=3`);
		const second = await bench.http.get(`${CONTACTS}?limit=3&after=${first.data.paging.next.after}`);

		expect([...first.data.results, ...second.data.results].map(({ id }: { id: string }) => id)).toEqual(ids);
		expect(second.data.paging).toBeUndefined();
		expect((await bench.http.get(`${CONTACTS}?after=x`)).data.message).toContain('Cannot deserialize value of type');
	});

	test('a link is seen from both sides, with numeric ids', async () => {
		const contact = await createContact({ email: 'ada@example.com' });
		const meeting = await post(`${OBJECTS}/meetings`, {
			properties: { hs_meeting_title: 'Visit', hs_meeting_start_time: '2026-12-01T09:00:00Z' },
			associations: [
				{ to: { id: contact }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 200 }] },
			],
		});
		const seen = await bench.http.get(`${CONTACTS}/${contact}/associations/meetings`);

		expect(meeting.status).toBe(201);
		expect(meeting.data).not.toHaveProperty('url');
		expect(seen.data.results).toEqual([
			{
				toObjectId: Number(meeting.data.id),
				associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 199, label: null }],
			},
		]);
	});

	test("an activity moves the contact's modification date, and archived ones are no longer listed", async () => {
		bench.hubspot.settings.clockFrozenAt = Date.parse('2026-11-01T00:00:00Z');
		const contact = await createContact({ email: 'ada@example.com' });
		const { notes } = bench.hubspot.seed({ notes: [{ properties: { hs_note_body: 'x' } }] });
		bench.hubspot.settings.clockFrozenAt += 1_000;
		await bench.http.put(`${OBJECTS}/notes/${notes[0]}/associations/default/contacts/${contact}`);
		const { updatedAt, associations } = await get(contact, 'associations=notes');
		await bench.http.delete(`${OBJECTS}/notes/${notes[0]}`);

		expect(updatedAt).toBe('2026-11-01T00:00:01.000Z');
		expect(associations.notes.results).toEqual([{ id: notes[0], type: 'contact_to_note' }]);
		expect(await get(contact, 'associations=notes')).not.toHaveProperty('associations');
	});

	test('links to what does not exist are refused and create nothing', async () => {
		const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 202 }];
		const note = await post(`${OBJECTS}/notes`, {
			properties: { hs_timestamp: '0' },
			associations: [{ to: { id: '1' }, types }],
		});
		const put = await bench.http.put(`${CONTACTS}/1/associations/default/companies/2`);
		const batch = await post('/crm/associations/2026-09/contacts/companies/batch/create', {
			inputs: [{ from: { id: '1' }, to: { id: '2' }, types: [] }],
		});

		for (const { status, data } of [note, put]) {
			expect([status, data.subCategory]).toEqual([400, 'crm.associations.INVALID_IDENTIFIER']);
		}
		expect([batch.status, batch.data.errors[0].subCategory]).toEqual([207, 'crm.associations.INVALID_IDENTIFIER']);
		expect(bench.hubspot.records('notes')).toEqual([]);
	});

	test('native leads need a contact and Sales Hub Professional', async () => {
		const contact = await createContact({ email: 'ada@example.com' });
		const lead = {
			properties: { hs_lead_name: 'Ada' },
			associations: [
				{ to: { id: contact }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 578 }] },
			],
		};
		const lonely = await post(`${OBJECTS}/leads`, { ...lead, associations: [] });
		const linked = await post(`${OBJECTS}/leads`, lead);
		bench.hubspot.settings.tier = 'free';
		const refused = await post(`${OBJECTS}/leads`, lead);

		expect([lonely.status, linked.status, refused.status]).toEqual([400, 201, 403]);
	});

	test('object types go by plural, singular and id; others are unknown', async () => {
		const { data } = await post(`${OBJECTS}/0-421`, { properties: { hs_appointment_name: 'Visit' } });
		const { data: byName } = await bench.http.get(`${OBJECTS}/appointments/${data.id}`);
		const unknown = await bench.http.get(`${OBJECTS}/x`);

		expect(byName.id).toBe(data.id);
		expect([unknown.status, unknown.data.message, unknown.data.category]).toEqual([
			400,
			'Unable to infer object type from: x',
			undefined,
		]);
	});

	test('admin rules hold on 2026-09 paths only', async () => {
		bench.hubspot.settings.requiredOnCreate = { contacts: ['phone'] };
		const properties = { email: 'ada@example.com' };

		expect((await post(CONTACTS, { properties })).status).toBe(400);
		expect((await post('/crm/v3/objects/contacts', { properties })).status).toBe(201);
	});
});
