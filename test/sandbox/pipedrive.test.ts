import { clientFor, JONAS, MARI, NOON, pipedriveBench, REGULAR_TOKEN, V2 } from './pipedriveBench';

const PERSONS = `${V2}/persons`;
const ADA = {
	name: 'Ada Lovelace',
	emails: [{ value: 'Ada@Example.com' }],
	phones: [{ value: '+372 5551 0001', label: 'mobile' }],
};

describe('Pipedrive sandbox: persons and organizations', () => {
	const bench = pipedriveBench();
	const add = (body: object) => bench.data('post', PERSONS, body);
	const refusal = async (method: 'post' | 'patch', path: string, body: object) => {
		const { status, data } = await bench.http[method](path, body);
		return { status, code: data.code, error: data.error };
	};

	test('a new person answers 200, split into first and last name', async () => {
		const { status, data } = await bench.http.post(PERSONS, ADA);

		expect(status).toBe(200);
		expect(data).toMatchObject({
			success: true,
			data: {
				id: 1,
				name: 'Ada Lovelace',
				first_name: 'Ada',
				last_name: 'Lovelace',
				owner_id: MARI,
				org_id: null,
				add_time: '2026-11-02T10:00:00Z',
				update_time: '2026-11-02T10:00:00Z',
				emails: [{ value: 'Ada@Example.com', primary: true, label: 'work' }],
				phones: [{ value: '+372 5551 0001', primary: true, label: 'mobile' }],
				is_deleted: false,
				visible_to: 3,
				label_ids: [],
			},
		});
		expect(data.data).not.toHaveProperty('postal_address');
	});

	test('first and last name stand in for the name; without any it is refused', async () => {
		expect(await add({ first_name: 'Ada', last_name: 'King' })).toMatchObject({ name: 'Ada King' });
		expect(await refusal('post', PERSONS, { emails: [] })).toEqual({
			status: 400,
			code: 'ERR_SCHEMA_VALIDATION_FAILED',
			error: expect.stringContaining('name'),
		});
	});

	test('nothing is refused as a duplicate', async () => {
		expect([(await add(ADA)).id, (await add(ADA)).id]).toEqual([1, 2]);
	});

	test('a change replaces whole lists, leaves the rest and is cleared with null', async () => {
		const { id } = await add({ ...ADA, emails: [{ value: 'a@example.com' }, { value: 'b@example.com' }] });
		const one = `${PERSONS}/${id}`;
		bench.pipedrive.settings.clockFrozenAt = NOON + 5_000;
		const replaced = await bench.data('patch', one, { emails: [{ value: 'c@example.com', label: 'home' }] });
		const cleared = await bench.data('patch', one, { phones: null, name: 'Ada King' });

		expect(replaced).toMatchObject({
			emails: [{ value: 'c@example.com', primary: true, label: 'home' }],
			phones: [{ value: '+372 5551 0001' }],
			add_time: '2026-11-02T10:00:00Z',
			update_time: '2026-11-02T10:00:05Z',
		});
		expect(cleared).toMatchObject({ emails: [{ value: 'c@example.com' }], phones: [], last_name: 'King' });
		expect(await refusal('patch', one, { name: null })).toMatchObject({
			status: 400,
			code: 'ERR_SCHEMA_VALIDATION_FAILED',
		});
	});

	test('the primary is the one that says so', async () => {
		const { emails } = await add({
			name: 'A',
			emails: [{ value: 'a@x.example' }, { value: 'b@x.example', primary: true }],
		});

		expect(emails).toMatchObject([{ primary: false }, { primary: true }]);
	});

	test.each([
		['a string as e-mail', { emails: ['a@example.com'] }],
		[
			'two primaries',
			{
				emails: [
					{ value: 'a', primary: true },
					{ value: 'b', primary: true },
				],
			},
		],
		['text for an id', { owner_id: '501' }],
		['text for visible_to', { visible_to: '3' }],
		['an unknown label', { label_ids: [999] }],
		['an unknown organization', { org_id: 999 }],
		['an unknown owner', { owner_id: 999 }],
		['a number as name', { name: 5 }],
	])('%s fails the whole request', async (_what, body) => {
		const { status, data } = await bench.http.post(PERSONS, { ...ADA, ...body });

		expect([status, data.success, data.error]).toEqual([400, false, expect.any(String)]);
		expect(bench.pipedrive.records('persons')).toEqual([]);
	});

	test('keys that a person does not have are passed over, or refused', async () => {
		const person = await add({ ...ADA, email: 'ignored@example.com', company: 'Engines' });
		bench.pipedrive.settings.unknownKeys = 'refuse';

		expect(person).toMatchObject({ emails: [{ value: 'Ada@Example.com' }] });
		expect(person).not.toHaveProperty('company');
		expect(await refusal('post', PERSONS, { ...ADA, company: 'Engines' })).toMatchObject({ status: 400 });
	});

	test('fields of Contact Sync answer 403 without it', async () => {
		const body = { ...ADA, job_title: 'Analyst', postal_address: { value: 'Main St 1' } };
		const refused = await refusal('post', PERSONS, body);
		bench.pipedrive.settings.contactSync = true;
		const taken = await add(body);

		expect(refused.status).toBe(403);
		expect(taken).toMatchObject({ job_title: 'Analyst', postal_address: { value: 'Main St 1', locality: null } });
	});

	test('a deleted person can be read, but not found, listed or written', async () => {
		const { id } = await add(ADA);
		const one = `${PERSONS}/${id}`;

		expect(await bench.data('delete', one)).toEqual({ id });
		expect(await bench.data('get', one)).toMatchObject({ is_deleted: true });
		expect(await bench.data('get', PERSONS)).toEqual([]);
		expect(await bench.data('get', `${PERSONS}?ids=${id}`)).toEqual([]);
		expect(await bench.data('get', `${PERSONS}/search?term=ada`)).toEqual({ items: [] });
		expect(await refusal('patch', one, { name: 'Ada' })).toEqual({
			status: 404,
			code: 'ERR_NOT_FOUND',
			error: 'Person not found',
		});
		bench.pipedrive.settings.clockFrozenAt = NOON + 30 * 86_400_000;
		expect((await bench.http.get(one)).status).toBe(404);
	});

	test('a private record of somebody else is not there for a regular user', async () => {
		const regular = clientFor(bench.sandbox, { 'x-api-token': REGULAR_TOKEN });
		const { id } = await add({ ...ADA, visible_to: 1 });
		await add({ ...ADA, visible_to: 1, owner_id: JONAS });

		expect((await regular.get(`${PERSONS}/${id}`)).status).toBe(404);
		expect((await regular.get(PERSONS)).data.data).toMatchObject([{ owner_id: JONAS }]);
		expect((await regular.get(`${PERSONS}/search?term=ada`)).data.data.items).toHaveLength(1);
	});

	test('parts of an address that are left out become null, also by a change', async () => {
		const path = `${V2}/organizations`;
		const address = { value: 'Main St 1, Tallinn', locality: 'Tallinn', country: 'Estonia' };
		const { id } = await bench.data('post', path, { name: 'Engines', address });
		const changed = await bench.data('patch', `${path}/${id}`, { address: { value: 'Main St 2', locality: 'Tartu' } });

		expect(changed.address).toMatchObject({ value: 'Main St 2', locality: 'Tartu', country: null, postal_code: null });
		expect(await refusal('patch', `${path}/${id}`, { address: { locality: 'Tartu' } })).toMatchObject({ status: 400 });
		expect(await refusal('post', path, { website: 'https://engines.example' })).toMatchObject({ status: 400 });
	});

	test('custom fields have a format each', async () => {
		const names = [
			'External ID',
			'Lead source',
			'Interests',
			'Budget',
			'Roof area',
			'First visit',
			'Season',
			'Best time',
			'Contact window',
			'Adviser',
			'Site address',
		];
		const keys = await Promise.all(names.map((name) => bench.keyOf('personFields', name)));
		const values = [
			'x-1',
			31,
			[41, 43],
			{ value: 100, currency: 'EUR' },
			120.5,
			'2026-11-05',
			{ value: '2026-01-01', until: '2026-01-31' },
			{ value: '10:00:00', timezone_name: 'Europe/Tallinn' },
			{ value: '10:00:00', until: '12:00:00', timezone_name: 'Europe/Tallinn' },
			MARI,
			{ value: 'Main St 1' },
		];
		const custom_fields = Object.fromEntries(keys.map((key, index) => [key, values[index]]));
		const { id } = await add({ ...ADA, custom_fields });
		const cleared = await bench.data('patch', `${PERSONS}/${id}`, { custom_fields: { [keys[2]]: null } });
		const labelled = await bench.data(
			'get',
			`${PERSONS}/${id}?include_option_labels=true&custom_fields=${keys[1]},${keys[2]}`,
		);
		bench.pipedrive.settings.emptyCustomFields = 'absent';
		const sparse = await bench.data('get', `${PERSONS}/${id}`);

		expect(keys.every((key) => /^[0-9a-f]{40}$/.test(key))).toBe(true);
		expect(cleared.custom_fields).toMatchObject({
			...custom_fields,
			[keys[2]]: null,
			[keys[10]]: { value: 'Main St 1', route: null },
		});
		expect(labelled.custom_fields).toEqual({ [keys[1]]: { id: 31, label: 'Website' }, [keys[2]]: null });
		expect(sparse.custom_fields).not.toHaveProperty(keys[2]);
	});

	test.each([
		['External ID', { a: 1 }, 'Invalid collection'],
		['External ID', 5, "Expected 'string' as value for person custom field"],
		['Roof area', '5', "Expected 'number' as value for person custom field"],
		['Lead source', 'Website', "Expected 'number'"],
		['Lead source', 99, 'Unknown option'],
		['Interests', [], "Expected non-empty 'array'"],
		['Interests', '41,42', "Expected non-empty 'array'"],
		['Best time', '16:15', "Time custom field value expected 'object'"],
		['Budget', 100, "Monetary custom field value expected 'object'"],
		['First visit', '2026-02-30', "Expected 'string'"],
	])('custom field %s refuses %j', async (name, value, message) => {
		const key = await bench.keyOf('personFields', name);
		const { status, data } = await bench.http.post(PERSONS, { ...ADA, custom_fields: { [key]: value } });

		expect([status, data.code, data.field_code]).toEqual([400, 'ERR_SCHEMA_VALIDATION_FAILED', key]);
		expect(data.error).toContain(`Validation failed: custom_fields: ${message}`);
	});

	test.each(['name', '0123456789012345678901234567890123456789'])('custom field key %s is unknown', async (key) => {
		expect(await refusal('post', PERSONS, { ...ADA, custom_fields: { [key]: 'x' } })).toEqual({
			status: 400,
			code: 'ERR_SCHEMA_VALIDATION_FAILED',
			error: `Validation failed: custom_fields: Unknown key '${key}'`,
		});
	});

	test('labels come by name when asked for', async () => {
		const { id } = await add({ ...ADA, label_ids: [21] });

		expect(await bench.data('get', `${PERSONS}/${id}?include_labels=true`)).toMatchObject({
			labels: [{ id: 21, label: 'Customer' }],
		});
	});
});
