import { BASE, OMAR, PAUL, refusal, salesforceBench } from './salesforceBench';

const CONTACTS = `${BASE}/sobjects/Contact`;

describe('Salesforce sandbox: records', () => {
	const bench = salesforceBench();
	const get = async (path: string) => (await bench.http.get(`${BASE}/sobjects/${path}`)).data;

	test('creates, reads, updates and deletes with 201, 200, 204 and 204', async () => {
		const created = await bench.http.post(CONTACTS, { LastName: 'Lovelace', FirstName: 'Ada', MailingCity: 'Turin' });
		const { id } = created.data;
		const updated = await bench.http.patch(`${CONTACTS}/${id.slice(0, 15)}`, { FirstName: null, Phone: '+1 555 0100' });
		const read = await get(`Contact/${id}?fields=Id,Name,MailingAddress`);
		const deleted = await bench.http.delete(`${CONTACTS}/${id}`);
		const again = await bench.http.get(`${CONTACTS}/${id}`);

		expect([created.status, created.data]).toEqual([201, { id, success: true, errors: [] }]);
		expect([updated.status, updated.data, deleted.status]).toEqual([204, '', 204]);
		expect(read).toEqual({
			attributes: { type: 'Contact', url: `${CONTACTS}/${id}` },
			Id: id,
			Name: 'Lovelace',
			MailingAddress: expect.objectContaining({ city: 'Turin', street: null }),
		});
		expect([again.status, again.data]).toEqual([
			404,
			[{ message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED', fields: [] }],
		]);
	});

	test('ids have three letters of checksum and are told by their prefix', async () => {
		const id = await bench.create('Lead', { LastName: 'X', Company: 'Y' });

		expect(id).toMatch(/^00Q\w{12}[A-Z0-5]{3}$/);
		expect(refusal(await bench.http.get(`${CONTACTS}/${id}`))).toEqual([404, 'NOT_FOUND']);
		expect(refusal(await bench.http.get(`${BASE}/sobjects/Lead/nonsense`))).toEqual([404, 'NOT_FOUND']);
	});

	test('stamps have whole seconds and no colon in the offset', async () => {
		bench.crm.settings.clockFrozenAt = Date.parse('2026-11-20T10:00:00.789Z');
		const id = await bench.create('Contact', { LastName: 'X' });

		expect(await get(`Contact/${id}`)).toMatchObject({
			CreatedDate: '2026-11-20T10:00:00.000+0000',
			SystemModstamp: '2026-11-20T10:00:00.000+0000',
		});
	});

	test.each([
		[{}, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName]'],
		[{ LastName: 'X', Foo: 1 }, 'INVALID_FIELD', "No such column 'Foo' on sobject of type Contact"],
		[{ LastName: 'X', Name: 'Y' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', expect.stringContaining('fields: Name.')],
		[{ LastName: 'X', Email: 'no' }, 'INVALID_EMAIL_ADDRESS', 'Email: invalid email address: no'],
		[{ LastName: 'X'.repeat(81) }, 'STRING_TOO_LONG', expect.stringContaining('(max length=80)')],
		[
			{ LastName: 'X', Preferred_Channel__c: 'Fax' },
			'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
			'Preferred Channel: bad value for restricted picklist field: Fax',
		],
		[{ LastName: 'X', DoNotCall: 'true' }, 'JSON_PARSER_ERROR', expect.stringContaining('instance of boolean')],
		[{ LastName: 'X', Birthdate: '20.11.2026' }, 'JSON_PARSER_ERROR', expect.stringContaining('instance of date')],
		[{ LastName: 'X', AccountId: 'abc' }, 'MALFORMED_ID', 'Account ID: id value of incorrect type: abc'],
		[{ LastName: 'X', AccountId: '001bm0000000zzzAAA' }, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'],
		[{ LastName: 'X', OwnerId: PAUL }, 'INACTIVE_OWNER_OR_USER', expect.stringContaining('inactive user')],
	])('%j is refused with %s', async (body, errorCode, message) => {
		const { status, data } = await bench.http.post(CONTACTS, body);

		expect([status, data]).toEqual([400, [expect.objectContaining({ errorCode, message })]]);
	});

	test('unknown objects, broken JSON and another content type', async () => {
		const send = (data: string, type = 'application/json') =>
			bench.http.post(CONTACTS, data, { headers: { 'content-type': type }, transformRequest: (body) => body });

		expect(refusal(await bench.http.post(`${BASE}/sobjects/Foo`, {}))).toEqual([404, 'NOT_FOUND']);
		expect(refusal(await send('{"LastName":'))).toEqual([400, 'JSON_PARSER_ERROR']);
		expect(refusal(await send('<a/>', 'text/csv'))).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
	});

	test('a field without field-level security is missing everywhere', async () => {
		bench.crm.settings.hiddenFields = ['Contact.Phone'];
		const described = await get('Contact/describe');

		expect(described.fields.map(({ name }: { name: string }) => name)).not.toContain('Phone');
		expect(refusal(await bench.http.post(CONTACTS, { LastName: 'X', Phone: '1' }))).toEqual([400, 'INVALID_FIELD']);
		expect(refusal(await bench.query('SELECT Phone FROM Contact'))).toEqual([400, 'INVALID_FIELD']);
	});

	test('upserts by external id: 201, 200 with a body, 300 with the URLs', async () => {
		const upsert = (path: string, body: object, version = 'v66.0') =>
			bench.http.patch(`/services/data/${version}/sobjects/Contact/${path}`, body);
		const created = await upsert('External_Id__c/A%2F1', { LastName: 'X' });
		const updated = await upsert('External_Id__c/a%2F1', { LastName: 'Y' });
		const twins = [
			await bench.create('Contact', { LastName: 'X', Legacy_Code__c: 'L' }),
			await bench.create('Contact', { LastName: 'Y', Legacy_Code__c: 'L' }),
		];
		const several = await upsert('Legacy_Code__c/L', { LastName: 'Z' });

		expect([created.status, created.data.created]).toEqual([201, true]);
		expect([updated.status, updated.data]).toEqual([
			200,
			{ id: created.data.id, success: true, errors: [], created: false },
		]);
		expect([several.status, several.data]).toEqual([300, twins.map((id) => `${CONTACTS}/${id}`)]);
		expect(await get('Contact/External_Id__c/A%2F1')).toMatchObject({ Id: created.data.id, LastName: 'Y' });
		expect((await upsert('External_Id__c/A%2F1', { LastName: 'Z' }, 'v45.0')).status).toBe(204);
	});

	test('what a single upsert refuses', async () => {
		const upsert = (path: string, body: object) => bench.http.patch(`${CONTACTS}/${path}`, body);
		const forbidden = await upsert('External_Id__c/A?updateOnly=true', { LastName: 'X' });
		const keyInBody = await upsert('External_Id__c/A', { LastName: 'X', External_Id__c: 'A' });
		const noKey = await upsert('Title/A', { LastName: 'X' });
		const tld = await upsert('Email/ada@engines.inc', { LastName: 'X' });
		bench.crm.settings.viewAllData = false;
		const notUnique = await upsert('Legacy_Code__c/A', { LastName: 'X' });

		expect([forbidden, noKey, tld].map(({ status }) => status)).toEqual([404, 404, 404]);
		expect(noKey.data[0].message).toBe('Provided external ID field does not exist or is not accessible: Title');
		expect(keyInBody.data[0].message).toBe('The External_Id__c field should not be specified in the sobject data.');
		expect(refusal(notUnique)).toEqual([403, 'INSUFFICIENT_ACCESS_OR_READONLY']);
		expect(bench.crm.records('Contact')).toEqual([]);
	});

	test('a unique value belongs to one record', async () => {
		const id = await bench.create('Contact', { LastName: 'X', External_Id__c: 'A' });
		const { status, data } = await bench.http.post(CONTACTS, { LastName: 'Y', External_Id__c: 'A' });

		expect([status, data[0]]).toEqual([
			400,
			{
				message: `duplicate value found: External_Id__c duplicates value on record with id: ${id.slice(0, 15)}`,
				errorCode: 'DUPLICATE_VALUE',
				fields: [],
			},
		]);
	});

	test.each([
		[true, 201],
		[false, 400],
	])('a duplicate rule names the matches; with allowSave=%s the header leads to %i', async (allowSave, status) => {
		bench.crm.settings.duplicateRules = [{ name: 'Same_Email', sobject: 'Contact', fields: ['Email'], allowSave }];
		const body = { LastName: 'X', Email: 'ada@example.com' };
		const id = await bench.create('Contact', body);
		const refused = await bench.http.post(CONTACTS, { ...body, Email: 'ADA@example.com' });
		const headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };

		expect(refused.data).toMatchObject([
			{
				errorCode: 'DUPLICATES_DETECTED',
				message: 'Use one of these records?',
				duplicateResult: {
					allowSave,
					duplicateRule: 'Same_Email',
					matchResults: [{ size: 1, matchRecords: [{ matchConfidence: 100, record: { Id: id } }] }],
				},
			},
		]);
		expect((await bench.http.post(CONTACTS, body, { headers })).status).toBe(status);
		expect((await bench.http.patch(`${CONTACTS}/${id}`, { Title: 'Countess' })).status).toBe(204);
	});

	test('rules, automation, locks, rights and storage of the org', async () => {
		const id = await bench.create('Contact', { LastName: 'X' });
		const change = async (settings: Parameters<typeof bench.crm.settings.patch>[0]) => {
			bench.crm.settings.patch(settings);
			return refusal(await bench.http.patch(`${CONTACTS}/${id}`, { Phone: 'none' }));
		};
		const rule = { sobject: 'Contact', field: 'Phone', refuses: '^none$', message: 'A phone number, please.' };
		const automation = {
			sobject: 'Contact',
			errorCode: 'CANNOT_EXECUTE_FLOW_TRIGGER' as const,
			message: 'Flow failed',
		};

		expect(await change({ validationRules: [rule] })).toEqual([400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION']);
		expect(await change({ validationRules: [], failingAutomation: [automation] })).toEqual([400, automation.errorCode]);
		expect(await change({ lockedRecords: [id] })).toEqual([400, 'UNABLE_TO_LOCK_ROW']);
		expect(await change({ readOnlyRecords: [id] })).toEqual([403, 'INSUFFICIENT_ACCESS_OR_READONLY']);
		bench.crm.settings.patch({ lockedRecords: [], readOnlyRecords: [], failingAutomation: [], storageFull: true });
		expect(refusal(await bench.http.post(CONTACTS, { LastName: 'Y' }))).toEqual([400, 'STORAGE_LIMIT_EXCEEDED']);
	});

	test('a record the user may not touch cannot be linked to', async () => {
		const AccountId = await bench.create('Account', { Name: 'Acme' });
		bench.crm.settings.readOnlyRecords = [AccountId];

		expect(refusal(await bench.http.post(CONTACTS, { LastName: 'X', AccountId }))).toEqual([
			400,
			'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
		]);
	});

	test('a lookup may name its target by external id', async () => {
		const account = await bench.create('Account', { Name: 'Acme', External_Id__c: 'A-1' });
		const id = await bench.create('Contact', { LastName: 'X', Account: { External_Id__c: 'A-1' } });

		expect(await get(`Contact/${id}`)).toMatchObject({ AccountId: account });
	});

	test('describe tells what is required, writable and listed, and can be cached', async () => {
		const { data, headers } = await bench.http.get(`${BASE}/sobjects/Lead/describe`);
		const fields: { name: string; createable: boolean; nillable: boolean; defaultedOnCreate: boolean; type: string }[] =
			data.fields;
		const required = fields.filter((one) => one.createable && !one.nillable && !one.defaultedOnCreate);
		const cached = await bench.http.get(`${BASE}/sobjects/Lead/describe`, {
			headers: { 'If-Modified-Since': headers['last-modified'] },
		});
		const picklists = await bench.http.get(`${BASE}/ui-api/object-info/Lead/picklist-values/012000000000000AAA`);

		expect(required.map(({ name }) => name)).toEqual(['LastName', 'Company']);
		expect(fields.find(({ name }) => name === 'External_Id__c')).toMatchObject({ externalId: true, unique: true });
		expect(cached.status).toBe(304);
		expect(picklists.data.picklistFieldValues.Status.defaultValue.value).toBe('Open - Not Contacted');
	});

	test('owners may be queues where the object allows it', async () => {
		const queue = '00Gbm0000000001EAA';
		const lead = { LastName: 'X', Company: 'Y', OwnerId: queue };

		expect((await bench.http.post(`${BASE}/sobjects/Lead`, lead)).status).toBe(201);
		expect(refusal(await bench.http.post(CONTACTS, { LastName: 'X', OwnerId: queue }))).toEqual([400, 'MALFORMED_ID']);
		expect((await bench.http.post(CONTACTS, { LastName: 'X', OwnerId: OMAR })).status).toBe(201);
	});
});
