import { API, codes, refusal, zohoBench } from './zohoBench';

describe('Zoho sandbox: batches and upsert', () => {
	const bench = zohoBench();
	const post = (path: string, data: object[], more: object = {}) => bench.http.post(`${API}/${path}`, { data, ...more });
	const upsert = (data: object[], duplicate_check_fields?: string[]) =>
		post('Contacts/upsert', data, { duplicate_check_fields });
	const many = (count: number) => Array.from({ length: count }, (_none, n) => ({ Last_Name: `N${n}` }));
	const GOOD = { Last_Name: 'Good' };
	const BAD = { First_Name: 'Bad' };

	test('each record has its result, in the order of the request', async () => {
		const answer = await post('Contacts', [GOOD, BAD, { ...GOOD, Email: 'foo' }, GOOD]);

		expect(answer.status).toBe(207);
		expect(codes(answer)).toEqual(['SUCCESS', 'MANDATORY_NOT_FOUND', 'INVALID_DATA', 'SUCCESS']);
		expect(answer.data.data[2].details.json_path).toBe('$.data[2].Email');
		expect(bench.crm.records('Contacts')).toHaveLength(2);
	});

	test.each([
		[[GOOD], 201, {}],
		[[BAD], 400, {}],
		[[BAD], 202, { failedBatchStatus: 202 }],
		[[BAD], 200, { failedBatchStatus: 200 }],
		[[GOOD, BAD], 202, { mixedBatchStatus: 202 }],
		[[GOOD, BAD], 200, { mixedBatchStatus: 200 }],
	] as const)('%j answers %i with %j', async (data, status, settings) => {
		bench.crm.settings.patch(settings);
		const answer = await post('Contacts', [...data]);

		expect(answer.status).toBe(status);
		expect(codes(answer)).toEqual(data.map((record) => (record === GOOD ? 'SUCCESS' : 'MANDATORY_NOT_FOUND')));
	});

	test('a hundred records go, more do not, and nothing is written then', async () => {
		expect((await post('Contacts', many(100))).status).toBe(201);
		const { status, data } = await post('Contacts', many(101));

		expect([status, data.code, data.details.maximum_length]).toEqual([400, 'INVALID_DATA', 100]);
		expect(bench.crm.records('Contacts')).toHaveLength(100);
	});

	test('a broken request has one error at the top', async () => {
		const raw = (body: string) =>
			bench.http.post(`${API}/Contacts`, body, { transformRequest: [(text) => text] });

		expect((await raw('{"data":[')).data).toMatchObject({ code: 'INVALID_DATA', status: 'error' });
		expect((await raw('{}')).data).toMatchObject({ code: 'MANDATORY_NOT_FOUND', details: { api_name: 'data' } });
		expect(bench.crm.records('Contacts')).toEqual([]);
	});

	test('updates many by their ids', async () => {
		const id = await bench.create('Contacts', GOOD);
		const data = [{ id, First_Name: 'Ada' }, { id: '1', First_Name: 'X' }, { First_Name: 'X' }];
		const answer = await bench.http.put(`${API}/Contacts`, { data });

		expect([answer.status, codes(answer)]).toEqual([207, ['SUCCESS', 'INVALID_DATA', 'MANDATORY_NOT_FOUND']]);
		expect(answer.data.data[1].details).toEqual({ id: '1' });
	});

	test('deletes many into the bin, from which they can be listed', async () => {
		const [a, b] = [await bench.create('Contacts', GOOD), await bench.create('Contacts', GOOD)];
		const answer = await bench.http.delete(`${API}/Contacts`, { params: { ids: `${a},1`, wf_trigger: false } });
		const single = await bench.http.delete(`${API}/Contacts/${b}`);
		const gone = await bench.http.delete(`${API}/Contacts/${b}`);
		const bin = await bench.http.get(`${API}/Contacts/deleted?type=recycle`);

		expect([answer.status, codes(answer)]).toEqual([207, ['SUCCESS', 'INVALID_DATA']]);
		expect([single.status, gone.status, codes(gone)]).toEqual([200, 400, ['INVALID_DATA']]);
		expect(bin.data.data.map(({ id }: { id: string }) => id).sort()).toEqual([a, b].sort());
		expect((await bench.http.get(`${API}/Contacts/deleted?type=permanent`)).status).toBe(204);
		expect(refusal(await bench.http.delete(`${API}/Contacts`))).toEqual([400, 'REQUIRED_PARAM_MISSING']);
	});

	test('a unique value is refused a second time and names the record', async () => {
		const id = await bench.create('Contacts', { ...GOOD, Customer_Number: 'C-1' });
		const again = await post('Contacts', [{ ...GOOD, Customer_Number: 'c-1' }]);
		bench.crm.settings.duplicateDetails = 'record';
		const newer = await post('Contacts', [{ ...GOOD, Customer_Number: 'C-1' }]);
		const path = { api_name: 'Customer_Number', json_path: '$.data[0].Customer_Number' };

		expect([again.status, again.data.data[0].code]).toEqual([400, 'DUPLICATE_DATA']);
		expect(again.data.data[0].details).toEqual({ ...path, id });
		expect(newer.data.data[0].details).toMatchObject({ ...path, duplicate_record: { id, Owner: { name: 'Dana Reyes' } } });
	});

	test('two records may share an e-mail, unless the org made it unique', async () => {
		const record = { ...GOOD, Email: 'a@example.com' };
		const loose = await post('Contacts', [record, record]);
		bench.crm.settings.uniqueFields = ['Contacts.Email'];

		expect(loose.status).toBe(201);
		expect(codes(await post('Contacts', [record]))).toEqual(['DUPLICATE_DATA']);
	});

	test('upsert says what it did and by which field', async () => {
		const id = await bench.create('Contacts', { ...GOOD, Email: 'ada@example.com' });
		const { status, data } = await upsert(
			[{ Last_Name: 'A', Email: 'ADA@example.com' }, { Last_Name: 'B', Email: 'b@example.com' }, BAD],
			['Email'],
		);

		expect(status).toBe(207);
		expect(data.data).toMatchObject([
			{ action: 'update', duplicate_field: 'Email', message: 'record updated', details: { id } },
			{ action: 'insert', duplicate_field: null, message: 'record added' },
			{ code: 'MANDATORY_NOT_FOUND' },
		]);
	});

	test('an upsert of new records alone may answer 200 or 201', async () => {
		const usual = await upsert([GOOD]);
		bench.crm.settings.insertedUpsertStatus = 201;

		expect([usual.status, (await upsert([GOOD])).status]).toEqual([200, 201]);
	});

	test('within one upsert a later record meets an earlier one', async () => {
		const { data } = await upsert([1, 2].map((n) => ({ Last_Name: `L${n}`, Email: 'twin@example.com' })));

		expect(data.data.map(({ action }: { action: string }) => action)).toEqual(['insert', 'update']);
	});

	test('naming fields skips the system field, but never the unique ones', async () => {
		const byMail = await bench.create('Contacts', { ...GOOD, Email: 'a@example.com' });
		const byNumber = await bench.create('Contacts', { ...GOOD, Customer_Number: 'C-1' });
		const record = { ...GOOD, Email: 'a@example.com', External_Id: 'E-1' };
		const skipped = (await upsert([record], ['External_Id'])).data.data[0];
		const unnamed = (await upsert([{ ...GOOD, Customer_Number: 'C-1', Email: 'z@example.com' }], ['Email'])).data.data[0];
		const usual = (await upsert([{ ...GOOD, Email: 'a@example.com' }])).data.data[0];

		expect(skipped.action).toBe('insert');
		expect(unnamed).toMatchObject({ action: 'update', duplicate_field: 'Customer_Number', details: { id: byNumber } });
		expect(usual).toMatchObject({ action: 'update', duplicate_field: 'Email', details: { id: byMail } });
	});

	test('two keys that point at two records are a duplicate', async () => {
		await bench.create('Contacts', { ...GOOD, Email: 'a@example.com' });
		await bench.create('Contacts', { ...GOOD, External_Id: 'E-1' });

		expect(codes(await upsert([{ ...GOOD, Email: 'a@example.com', External_Id: 'E-1' }]))).toEqual(['DUPLICATE_DATA']);
	});

	test.each(['Mobile', 'Nonsense', 'Last_Name'])('%s cannot tell duplicates', async (field) => {
		expect(refusal(await upsert([GOOD], [field]))).toEqual([400, 'INVALID_DATA']);
	});

	test('a field made unique can; meetings and notes know no upsert', async () => {
		bench.crm.settings.uniqueFields = ['Contacts.Mobile'];

		expect((await upsert([{ ...GOOD, Mobile: '1' }], ['Mobile'])).status).toBe(200);
		for (const module of ['Events', 'Notes']) {
			expect(refusal(await post(`${module}/upsert`, [{}]))).toEqual([404, 'INVALID_URL_PATTERN']);
		}
	});

	test('accounts are told by name', async () => {
		const id = await bench.create('Accounts', { Account_Name: 'Acme' });
		const { data } = await post('Accounts/upsert', [{ Account_Name: 'ACME' }], { duplicate_check_fields: ['Account_Name'] });

		expect(data.data[0]).toMatchObject({ action: 'update', details: { id } });
	});
});
