import { API, codes, DANA, OMAR, PAUL, refusal, zohoBench } from './zohoBench';

const NOW = Date.parse('2026-07-20T10:00:00Z');
const VISIT = { Event_Title: 'Visit', Start_DateTime: '2026-11-20T10:00:00+01:00', End_DateTime: '2026-11-20T11:00:00+01:00' };
const CASE = { Subject: 'Leak', Status: 'New', Case_Origin: 'Phone' };
const DEAL = { Deal_Name: 'Boiler', Stage: 'Qualification', Pipeline: 'Standard (Standard)' };

describe('Zoho sandbox: records', () => {
	const bench = zohoBench();
	const post = (module: string, data: object[], more: object = {}) =>
		bench.http.post(`${API}/${module}`, { data, ...more });
	const get = async (module: string, id: string) => (await bench.http.get(`${API}/${module}/${id}`)).data.data[0];
	const put = (module: string, id: string, change: object, headers: Record<string, string> = {}) =>
		bench.http.put(`${API}/${module}/${id}`, { data: [change] }, { headers });
	/** The only result of a write that failed. */
	const fault = async (module: string, record: object) => {
		const { status, data } = await post(module, [record]);
		expect(status).toBe(400);
		return data.data[0];
	};

	test('creating answers 201 and a receipt without the record', async () => {
		bench.crm.settings.clockFrozenAt = NOW + 999;
		const { status, data } = await post('Contacts', [{ Last_Name: 'Lovelace', Email: 'ada@example.com' }]);
		const user = { name: 'Dana Reyes', id: DANA };

		expect(status).toBe(201);
		expect(data.data).toEqual([
			{
				code: 'SUCCESS',
				details: {
					id: expect.stringMatching(/^\d{19}$/),
					Created_Time: '2026-07-20T06:00:00-04:00',
					Modified_Time: '2026-07-20T06:00:00-04:00',
					Created_By: user,
					Modified_By: user,
					$approval_state: 'approved',
				},
				message: 'record added',
				status: 'success',
			},
		]);
	});

	test('times come in the zone of the user, with the offset of their date', async () => {
		const id = await bench.create('Events', VISIT);
		const winter = (await get('Events', id)).Start_DateTime;
		bench.crm.settings.userTimeZone = 'Asia/Kolkata';

		expect([winter, (await get('Events', id)).Start_DateTime]).toEqual([
			'2026-11-20T04:00:00-05:00',
			'2026-11-20T14:30:00+05:30',
		]);
	});

	test('a record that is not there is 204 without a body; a bad id is refused', async () => {
		const { status, data } = await bench.http.get(`${API}/Contacts/5725767000009999999`);

		expect([status, data]).toEqual([204, '']);
		expect(refusal(await bench.http.get(`${API}/Contacts/nonsense`))).toEqual([400, 'INVALID_DATA']);
	});

	test.each([
		['Contacts', {}, ['Last_Name']],
		['Leads', {}, ['Last_Name', 'Company']],
		['Accounts', {}, ['Account_Name']],
		['Deals', {}, ['Deal_Name', 'Stage', 'Pipeline']],
		['Events', {}, ['Event_Title', 'Start_DateTime', 'End_DateTime']],
		['Cases', {}, ['Subject', 'Status', 'Case_Origin']],
	])('%s without what it needs', async (module, record, names) => {
		const { code, details } = await fault(module, record);
		const faults: { code: string; details: object }[] = details.errors ?? [{ code, details }];

		expect(code).toBe(names.length > 1 ? 'MULTIPLE_OR_MULTI_ERRORS' : 'MANDATORY_NOT_FOUND');
		expect(faults.map((one) => [one.code, one.details])).toEqual(
			names.map((name) => ['MANDATORY_NOT_FOUND', { api_name: name, json_path: `$.data[0].${name}` }]),
		);
	});

	test.each([
		['Contacts', { Last_Name: 'X', Email: 'foo' }, { expected_data_type: 'email', api_name: 'Email' }],
		['Contacts', { Last_Name: 'x'.repeat(81) }, { maximum_length: 80, api_name: 'Last_Name' }],
		['Contacts', { Last_Name: 'X', Phone: '1'.repeat(31) }, { maximum_length: 30, api_name: 'Phone' }],
		['Contacts', { Last_Name: 5 }, { expected_data_type: 'text', api_name: 'Last_Name' }],
		['Contacts', { Last_Name: 'X', Account_Name: 'Acme' }, { expected_data_type: 'lookup', api_name: 'Account_Name' }],
		['Contacts', { Last_Name: 'X', Account_Name: { id: '1' } }, { api_name: 'Account_Name' }],
		['Contacts', { Last_Name: 'X', Owner: { id: PAUL } }, { api_name: 'Owner' }],
		['Contacts', { Last_Name: 'X', Date_of_Birth: '2026-02-30' }, { expected_data_type: 'date' }],
		['Contacts', { Last_Name: 'X', Lifetime_Visits: 1.5 }, { expected_data_type: 'integer' }],
		['Contacts', { Last_Name: 'X', Interests: 'Solar' }, { expected_data_type: 'multiselectpicklist' }],
		['Contacts', { Last_Name: 'X', Contact_Tier: 'Gold ★★' }, { expected_data_type: 'picklist' }],
		['Events', { ...VISIT, Start_DateTime: '2026-11-20T09:00:00.000Z' }, { expected_data_type: 'datetime' }],
		['Events', { ...VISIT, Start_DateTime: '2026-11-20T09:00:00' }, { expected_data_type: 'datetime' }],
		['Events', { ...VISIT, End_DateTime: '2026-11-20T09:00:00+01:00' }, { api_name: 'End_DateTime' }],
	])('%s refuses %j', async (module, record, details) => {
		const { code, ...result } = await fault(module, record);

		expect([code, result.status]).toEqual(['INVALID_DATA', 'error']);
		expect(result.details).toMatchObject(details);
		expect(result.details.json_path).toMatch(/^\$\.data\[0\]\./);
	});

	test('a lookup is sent as an id and comes back with a name; null empties, unknown keys are passed over', async () => {
		const account = await bench.create('Accounts', { Account_Name: 'Acme' });
		const id = await bench.create('Contacts', { Last_Name: 'X', Account_Name: { id: account }, No_Such_Field: 1 });
		const before = await get('Contacts', id);
		await put('Contacts', id, { Account_Name: null });

		expect(before.Account_Name).toEqual({ name: 'Acme', id: account });
		expect(before).not.toHaveProperty('No_Such_Field');
		expect((await get('Contacts', id)).Account_Name).toBeNull();
	});

	test('a multi-select list is replaced, or added to when asked', async () => {
		const id = await bench.create('Contacts', { Last_Name: 'X', Interests: ['Solar'] });
		await put('Contacts', id, { Interests: ['Heating'] });
		const replaced = (await get('Contacts', id)).Interests;
		await put('Contacts', id, { Interests: ['Solar'], $append_values: { Interests: true } });

		expect([replaced, (await get('Contacts', id)).Interests]).toEqual([['Heating'], ['Heating', 'Solar']]);
	});

	test('an update keeps mandatory fields and moves Modified_Time by whole seconds', async () => {
		bench.crm.settings.clockFrozenAt = NOW;
		const id = await bench.create('Contacts', { Last_Name: 'X' });
		bench.crm.settings.clockFrozenAt = NOW + 1_500;
		const { status } = await put('Contacts', id, { First_Name: 'Ada' });

		expect([status, (await get('Contacts', id)).Modified_Time]).toEqual([200, '2026-07-20T06:00:01-04:00']);
		expect(refusal(await put('Contacts', id, { Last_Name: null }))).toEqual([400, 'MANDATORY_NOT_FOUND']);
		expect((await put('Contacts', '5725767000009999999', {})).data.data[0]).toMatchObject({
			code: 'INVALID_DATA',
			message: 'the id given seems to be invalid',
			details: { id: '5725767000009999999' },
		});
	});

	test('If-Unmodified-Since guards an update', async () => {
		bench.crm.settings.clockFrozenAt = NOW;
		const id = await bench.create('Contacts', { Last_Name: 'X' });
		const guarded = (time: string) => put('Contacts', id, { First_Name: 'Y' }, { 'if-unmodified-since': time });

		expect((await guarded('2026-07-20T10:00:00+00:00')).status).toBe(200);
		expect(refusal(await guarded('2026-07-20T09:59:59+00:00'))).toEqual([412, 'ALREADY_MODIFIED']);
		expect(refusal(await guarded('2026-07-20T10:00:00'))).toEqual([400, 'INVALID_DATA']);
	});

	test('X-EXTERNAL puts another key in place of the id', async () => {
		const id = await bench.create('Contacts', { Last_Name: 'X', External_Id: 'A/1' });
		const headers = { 'x-external': 'Contacts.External_Id' };
		const path = `${API}/Contacts/${encodeURIComponent('A/1')}`;
		const updated = await bench.http.put(path, { data: [{ First_Name: 'Ada' }] }, { headers });

		expect(updated.data.data[0].details.id).toBe(id);
		expect((await bench.http.get(path, { headers })).data.data[0].First_Name).toBe('Ada');
		expect((await bench.http.get(`${API}/Contacts/B`, { headers })).status).toBe(204);
		expect(refusal(await bench.http.get(path, { headers: { 'x-external': 'Contacts.Email' } }))).toEqual([
			400,
			'INVALID_DATA',
		]);
		expect((await bench.http.delete(path, { headers })).status).toBe(200);
	});

	test('workflows run unless the request switches them off', async () => {
		bench.crm.settings.workflows = [{ module: 'Leads', field: 'Lead_Status', value: 'Contacted' }];
		const lead = { Last_Name: 'X', Company: 'Y', Lead_Status: 'Not Contacted' };
		const statusAfter = async (more: object) =>
			(await get('Leads', (await post('Leads', [lead], more)).data.data[0].details.id)).Lead_Status;

		expect([await statusAfter({}), await statusAfter({ trigger: [] }), await statusAfter({ trigger: ['workflow'] })]).toEqual([
			'Contacted',
			'Not Contacted',
			'Contacted',
		]);
	});

	test('what the profile or the module forbids', async () => {
		const id = await bench.create('Contacts', { Last_Name: 'X' });
		bench.crm.settings.patch({ readOnlyModules: ['Leads'], hiddenModules: ['Cases'], lockedRecords: [id] });

		expect(refusal(await post('Leads', [{ Last_Name: 'X', Company: 'Y' }]))).toEqual([403, 'NO_PERMISSION']);
		expect(refusal(await post('Cases', [CASE]))).toEqual([400, 'INVALID_MODULE']);
		expect(refusal(await post('Nonsense', [{}]))).toEqual([400, 'INVALID_MODULE']);
		expect(refusal(await put('Contacts', id, { First_Name: 'Y' }))).toEqual([400, 'RECORD_LOCKED']);
		expect(refusal(await bench.http.get('/crm/v8'))).toEqual([404, 'INVALID_URL_PATTERN']);
	});

	test('a meeting belongs to a contact and to a deal, an account or a lead', async () => {
		const contact = await bench.create('Contacts', { First_Name: 'Ada', Last_Name: 'Lovelace' });
		const deal = await bench.create('Deals', DEAL);
		const links = { Who_Id: { id: contact }, What_Id: { id: deal } };
		const { code, details } = await fault('Events', { ...VISIT, ...links });
		const event = await get('Events', await bench.create('Events', { ...VISIT, ...links, $se_module: 'Deals' }));

		expect([code, details.expected_fields[0].api_name]).toEqual(['DEPENDENT_FIELD_MISSING', '$se_module']);
		expect(event).toMatchObject({
			Who_Id: { name: 'Ada Lovelace', id: contact },
			What_Id: { name: 'Boiler', id: deal },
			$se_module: 'Deals',
			$event_cancelled: false,
		});
		expect((await fault('Events', { ...VISIT, Who_Id: { id: deal } })).details.api_name).toBe('Who_Id');
	});

	test('a meeting with participants is cancelled once, before its end', async () => {
		bench.crm.settings.clockFrozenAt = NOW;
		const cancel = (id: string, sent: object = { send_cancelling_mail: false }) =>
			bench.http.post(`${API}/Events/${id}/actions/cancel`, { data: [sent] });
		const Participants = [{ type: 'email', participant: 'ada@example.com' }];
		const id = await bench.create('Events', { ...VISIT, Participants });
		const alone = await bench.create('Events', VISIT);

		expect(refusal(await cancel(id, {}))).toEqual([400, 'MANDATORY_NOT_FOUND']);
		expect((await cancel(alone)).data).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringContaining('without inviting') });
		expect((await cancel(id)).status).toBe(200);
		expect((await get('Events', id)).$event_cancelled).toBe(true);
		expect((await cancel(id)).data.message).toBe('The event is already cancelled');
		const past = await bench.create('Events', { ...VISIT, Participants });
		bench.crm.settings.clockFrozenAt = Date.parse(VISIT.End_DateTime) + 1;
		expect((await cancel(past)).data.message).toMatch(/after the meeting end time/);
		expect(refusal(await cancel('5725767000009999999'))).toEqual([400, 'INVALID_DATA']);
	});

	test('a stage belongs to its pipeline, unless there are none', async () => {
		const misplaced = { ...DEAL, Stage: 'Site Survey' };

		expect((await fault('Deals', misplaced)).code).toBe('DEPENDENT_MISMATCH');
		bench.crm.settings.pipelines = false;
		expect((await post('Deals', [{ Deal_Name: 'X', Stage: 'Site Survey' }])).status).toBe(201);
	});

	test('notes are written to their parent or by themselves', async () => {
		const contact = await bench.create('Contacts', { Last_Name: 'X' });
		const at = `${API}/Contacts/${contact}/Notes`;
		const parent = { module: { api_name: 'Contacts' }, id: contact };
		const first = await bench.http.post(at, { data: [{ Note_Content: 'one' }] });
		const second = await post('Notes', [{ Note_Title: 'T', Note_Content: 'two', Parent_Id: parent }, { Note_Title: 'T' }]);
		const { data } = await bench.http.get(at, { params: { fields: 'Note_Content,Parent_Id' } });

		expect([first.status, second.status, codes(second)[1]]).toEqual([201, 207, 'EXPECTED_FIELD_MISSING']);
		expect(data.data).toMatchObject([
			{ Note_Content: 'two', Parent_Id: { ...parent, name: 'X' } },
			{ Note_Content: 'one', Parent_Id: { module: { api_name: 'Contacts' } } },
		]);
		expect((await post('Notes', [{ Note_Content: 'x' }])).data.data[0]).toMatchObject({
			code: 'EXPECTED_FIELD_MISSING',
			details: { expected_fields: [{ api_name: 'Parent_Id' }] },
		});
	});

	test('converting a lead makes a contact, an account and a deal, once', async () => {
		const lead = { First_Name: 'Ada', Last_Name: 'Lovelace', Company: 'Engines', Email: 'ada@example.com', Zip_Code: '10121' };
		const id = await bench.create('Leads', lead);
		const convert = (sent: object) => bench.http.post(`${API}/Leads/${id}/actions/convert`, { data: [sent] });
		const incomplete = await convert({ overwrite: false, Deals: { Deal_Name: 'D' } });
		const { status, data } = await convert({
			overwrite: false,
			assign_to: { id: OMAR },
			Deals: { ...DEAL, Closing_Date: '2026-12-01' },
		});
		const { Contacts, Accounts, Deals } = data.data[0].details;
		const contact = await get('Contacts', Contacts.id);

		expect(refusal(incomplete)).toEqual([400, 'MANDATORY_NOT_FOUND']);
		expect(status).toBe(200);
		expect([Contacts.name, Accounts.name, Deals.name]).toEqual(['Ada Lovelace', 'Engines', 'Boiler']);
		expect(contact).toMatchObject({ Mailing_Zip: '10121', Account_Name: { id: Accounts.id }, Owner: { id: OMAR } });
		expect(await get('Leads', id)).toMatchObject({ $converted: true });
		expect(refusal(await convert({ overwrite: false }))).toEqual([400, 'ID_ALREADY_CONVERTED']);
	});

	test('a converted lead leaves lists, search and upsert', async () => {
		const id = await bench.create('Leads', { Last_Name: 'Gone', Company: 'X', Email: 'gone@example.com' });
		await bench.http.post(`${API}/Leads/${id}/actions/convert`, { data: [{ overwrite: false }] });
		const list = (converted?: string) => bench.http.get(`${API}/Leads`, { params: { fields: 'Email', converted } });

		expect([(await list()).status, (await list('both')).status, (await list('true')).status]).toEqual([204, 200, 200]);
		expect((await bench.http.get(`${API}/Leads/search?email=gone@example.com`)).status).toBe(204);
		const upserted = await post('Leads/upsert', [{ Last_Name: 'New', Company: 'X', Email: 'gone@example.com' }]);
		expect(upserted.data.data[0]).toMatchObject({ action: 'insert' });
	});
});
