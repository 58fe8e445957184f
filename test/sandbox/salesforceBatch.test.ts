import { BASE, refusal, salesforceBench } from './salesforceBench';

const COLLECTIONS = `${BASE}/composite/sobjects`;

describe('Salesforce sandbox: collections and composites', () => {
	const bench = salesforceBench();
	const contact = (fields: object) => ({ attributes: { type: 'Contact' }, ...fields });
	const codesOf = (results: { success: boolean; errors: { statusCode: string }[] }[]) =>
		results.map(({ success, errors }) => (success ? 'ok' : errors[0].statusCode));
	const composite = (compositeRequest: object[], allOrNone = false) =>
		bench.http.post(`${BASE}/composite`, { allOrNone, compositeRequest });

	test('answers 200 and one result per record, in order, whatever failed', async () => {
		const records = [contact({ LastName: 'A' }), contact({}), contact({ LastName: 'C' })];
		const { status, data } = await bench.http.post(COLLECTIONS, { records });

		expect([status, codesOf(data)]).toEqual([200, ['ok', 'REQUIRED_FIELD_MISSING', 'ok']]);
		expect(data[1]).toEqual({
			success: false,
			errors: [
				{
					statusCode: 'REQUIRED_FIELD_MISSING',
					message: 'Required fields are missing: [LastName]',
					fields: ['LastName'],
				},
			],
		});
	});

	test('allOrNone takes everything back', async () => {
		const { status, data } = await bench.http.post(COLLECTIONS, {
			allOrNone: true,
			records: [contact({ LastName: 'A', External_Id__c: 'A' }), contact({})],
		});

		expect([status, codesOf(data)]).toEqual([200, ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING']]);
		expect(bench.crm.records('Contact')).toEqual([]);
		expect(
			(await bench.http.post(COLLECTIONS, { records: [contact({ LastName: 'A', External_Id__c: 'A' })] })).data,
		).toMatchObject([{ success: true }]);
	});

	test('200 records and ten changes of object are the limits; none is too few', async () => {
		const many = (count: number) => Array.from({ length: count }, () => contact({ LastName: 'X' }));
		const mixed = Array.from({ length: 11 }, (_none, n) =>
			n % 2 ? contact({ LastName: 'X' }) : { attributes: { type: 'Account' }, Name: 'X' },
		);
		const send = (records: object[]) => bench.http.post(COLLECTIONS, { records });

		expect((await send(many(200))).data).toHaveLength(200);
		expect(refusal(await send(many(201)))).toEqual([400, 'EXCEEDED_ID_LIMIT']);
		expect((await send(mixed.slice(1))).status).toBe(200);
		expect((await send(mixed)).status).toBe(400);
		expect((await send([])).data[0]).toMatchObject({
			errorCode: 'REQUIRED_FIELD_MISSING',
			message: 'At least 1 record is required',
		});
	});

	test('updates by lower-case id', async () => {
		const id = await bench.create('Contact', { LastName: 'A' });
		const gone = await bench.create('Contact', { LastName: 'B' });
		await bench.http.delete(`${BASE}/sobjects/Contact/${gone}`);
		const { data } = await bench.http.patch(COLLECTIONS, {
			records: [
				contact({ id, Phone: '1' }),
				contact({ Phone: '1' }),
				contact({ id: 'nonsense' }),
				contact({ id: '003bm0000000zzzAAA' }),
				contact({ id: gone, Phone: '1' }),
			],
		});

		expect(codesOf(data)).toEqual([
			'ok',
			'MISSING_ARGUMENT',
			'MALFORMED_ID',
			'INVALID_CROSS_REFERENCE_KEY',
			'ENTITY_IS_DELETED',
		]);
		expect(bench.crm.records('Contact')[0]).toMatchObject({ Id: id, Phone: '1' });
	});

	test('upserts by external id, with odd keys, duplicates and several matches', async () => {
		const twins = [1, 2].map(() => ({ LastName: 'T', Legacy_Code__c: 'L' }));
		bench.crm.seed({ Contact: twins });
		const upsert = (field: string, records: object[]) =>
			bench.http.patch(`${COLLECTIONS}/Contact/${field}`, { records });
		const first = await upsert('External_Id__c', [
			contact({ External_Id__c: 'a/b+c@x.inc', LastName: 'A' }),
			contact({ External_Id__c: 'twice', LastName: 'B' }),
			contact({ External_Id__c: 'twice', LastName: 'C' }),
			contact({ LastName: 'D' }),
		]);
		const second = await upsert('External_Id__c', [contact({ External_Id__c: 'a/b+c@x.inc', FirstName: 'Ada' })]);
		const ambiguous = await upsert('Legacy_Code__c', [contact({ Legacy_Code__c: 'L', LastName: 'X' })]);

		expect(first.data[0]).toMatchObject({ success: true, created: true });
		expect(codesOf(first.data)).toEqual(['ok', 'DUPLICATE_VALUE', 'DUPLICATE_VALUE', 'MISSING_ARGUMENT']);
		expect(first.data[1].errors[0].message).toBe('Duplicate external id specified: twice');
		expect(second.data).toEqual([{ id: first.data[0].id, success: true, errors: [], created: false }]);
		expect(codesOf(ambiguous.data)).toEqual(['DUPLICATE_EXTERNAL_ID']);
		expect(refusal(await upsert('Title', [contact({ Title: 'X' })]))).toEqual([404, 'NOT_FOUND']);
	});

	test('upserts by a number that is a number, and by no field that is only unique', async () => {
		const upsert = (field: string, record: object) =>
			bench.http.patch(`${COLLECTIONS}/Contact/${field}`, { records: [contact(record)] });
		const first = await upsert('Legacy_Number__c', { Legacy_Number__c: 7, LastName: 'A' });
		const second = await upsert('Legacy_Number__c', { Legacy_Number__c: 7, FirstName: 'Ada' });
		const text = await upsert('Legacy_Number__c', { Legacy_Number__c: '7', FirstName: 'Ada' });

		expect([first.data[0].created, second.data[0].created]).toEqual([true, false]);
		expect(refusal(text)).toEqual([400, 'JSON_PARSER_ERROR']);
		expect(refusal(await upsert('Badge__c', { Badge__c: 'B', LastName: 'A' }))).toEqual([404, 'NOT_FOUND']);
		const inUrl = await bench.http.patch(`${BASE}/sobjects/Contact/Legacy_Number__c/7`, { Title: 'Engineer' });
		expect([inUrl.status, inUrl.data.created]).toEqual([200, false]);
	});

	test('upserts by Id and inserts what has none', async () => {
		const Id = await bench.create('Contact', { LastName: 'A' });
		const { data } = await bench.http.patch(`${COLLECTIONS}/Contact/Id`, {
			records: [contact({ Id, Phone: '1' }), contact({ LastName: 'B' })],
		});

		expect(data).toMatchObject([
			{ id: Id, created: false },
			{ success: true, created: true },
		]);
	});

	test('retrieves by GET and POST, null for what is not there', async () => {
		const id = await bench.create('Contact', { LastName: 'A' });
		const missing = '003bm0000000zzzAAA';
		const byGet = await bench.http.get(`${COLLECTIONS}/Contact`, {
			params: { ids: `${missing},${id}`, fields: 'LastName' },
		});
		const byPost = await bench.http.post(`${COLLECTIONS}/Contact`, { ids: [id, missing], fields: ['LastName'] });

		expect(byGet.data).toMatchObject([null, { LastName: 'A' }]);
		expect(byPost.data).toMatchObject([{ attributes: { type: 'Contact' }, LastName: 'A' }, null]);
	});

	test('deletes by ids', async () => {
		const id = await bench.create('Contact', { LastName: 'A' });
		const { data } = await bench.http.delete(COLLECTIONS, { params: { ids: `${id},nonsense`, allOrNone: 'false' } });

		expect(codesOf(data)).toEqual(['ok', 'MALFORMED_ID']);
	});

	test('a locked row fails alone', async () => {
		const ids = [await bench.create('Contact', { LastName: 'A' }), await bench.create('Contact', { LastName: 'B' })];
		bench.crm.settings.lockedRecords = [ids[0]];
		const { data } = await bench.http.patch(COLLECTIONS, { records: ids.map((id) => contact({ id, Phone: '1' })) });

		expect(codesOf(data)).toEqual(['UNABLE_TO_LOCK_ROW', 'ok']);
	});

	test('a composite passes results on and counts once', async () => {
		const { data, headers } = await composite([
			{ method: 'POST', url: `${BASE}/sobjects/Account`, referenceId: 'a', body: { Name: 'Acme' } },
			{
				method: 'POST',
				url: `${BASE}/sobjects/Contact`,
				referenceId: 'c',
				body: { LastName: 'X', AccountId: '@{a.id}' },
			},
			{
				method: 'GET',
				url: `${BASE}/query?q=SELECT+Id,Account.Name+FROM+Contact+WHERE+Id='@{c.id}'`,
				referenceId: 'q',
			},
			{ method: 'GET', url: `${BASE}/sobjects/Account/@{q.records[0].Id}`, referenceId: 'g' },
			{ method: 'PATCH', url: `${BASE}/sobjects/Contact/@{x.id}`, referenceId: 'p', body: {} },
		]);
		const answers: { httpStatusCode: number; body: never; httpHeaders: object }[] = data.compositeResponse;

		expect(answers.map(({ httpStatusCode }) => httpStatusCode)).toEqual([201, 201, 200, 404, 400]);
		expect(answers[0].httpHeaders).toEqual({ Location: expect.stringContaining('/sobjects/Account/001') });
		expect(answers[2].body).toMatchObject({ records: [{ Account: { Name: 'Acme' } }] });
		expect(answers[4].body).toMatchObject([{ errorCode: 'PROCESSING_HALTED' }]);
		expect(headers['sforce-limit-info']).toBe('api-usage=1/15000');
	});

	test('a composite of all or none halts the others', async () => {
		const { data } = await composite(
			[
				{ method: 'POST', url: `${BASE}/sobjects/Account`, referenceId: 'a', body: { Name: 'Acme' } },
				{ method: 'POST', url: `${BASE}/sobjects/Contact`, referenceId: 'b', body: {} },
				{ method: 'POST', url: `${BASE}/sobjects/Contact`, referenceId: 'c', body: { LastName: 'X' } },
			],
			true,
		);

		expect(data.compositeResponse.map(({ body }: { body: { errorCode: string }[] }) => body[0].errorCode)).toEqual([
			'PROCESSING_HALTED',
			'REQUIRED_FIELD_MISSING',
			'PROCESSING_HALTED',
		]);
		expect(bench.crm.records('Account')).toEqual([]);
	});

	test('a composite holds 25 subrequests, five of them queries', async () => {
		const queries = (count: number) =>
			Array.from({ length: count }, (_none, n) => ({
				method: 'GET',
				url: `${BASE}/query?q=SELECT+Id+FROM+Contact`,
				referenceId: `q${n}`,
			}));
		const reads = Array.from({ length: 26 }, (_none, n) => ({
			method: 'GET',
			url: `${BASE}/limits`,
			referenceId: `r${n}`,
		}));

		expect((await composite(queries(5))).status).toBe(200);
		expect((await composite(queries(6))).status).toBe(400);
		expect((await composite(reads.slice(1))).status).toBe(200);
		expect((await composite(reads)).status).toBe(400);
	});

	test('a batch runs independent subrequests', async () => {
		const { data } = await bench.http.post(`${BASE}/composite/batch`, {
			batchRequests: [
				{ method: 'POST', url: 'v66.0/sobjects/Account', richInput: { Name: 'Acme' } },
				{ method: 'GET', url: 'v66.0/sobjects/Account/nonsense' },
			],
		});

		expect(data).toMatchObject({ hasErrors: true, results: [{ statusCode: 201 }, { statusCode: 404 }] });
	});

	test('an answer that is lost leaves the write; a fault is no violation', async () => {
		bench.crm.addFault({ method: 'POST', path: '/composite/sobjects', hangup: 'after' });
		await expect(bench.http.post(COLLECTIONS, { records: [contact({ LastName: 'A' })] })).rejects.toThrow();
		bench.crm.addFault({ status: 503, body: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'Server unavailable' }] });

		expect(refusal(await bench.http.get(`${BASE}/limits`))).toEqual([503, 'SERVER_UNAVAILABLE']);
		expect(bench.crm.records('Contact')).toHaveLength(1);
		expect(bench.crm.counters().byRoute).toMatchObject({ 'POST /services/data/:version/composite/sobjects': 1 });
	});
});
