import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Sdk from '@zohocrm/typescript-sdk-8.0';
import { DataCenter } from '@zohocrm/typescript-sdk-8.0/dist/routes/dc/data_center';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { CLIENT, REFRESH_TOKEN } from './zohoBench';

type Keyed = InstanceType<typeof Sdk.Record.Record>;
type Success = InstanceType<typeof Sdk.Record.SuccessResponse>;
type Answer = { getObject(): unknown };
type Values = { [field: string]: unknown };

/** The vendor's own client, unchanged, has to find nothing odd about the sandbox. */
describe('Zoho sandbox with the vendor SDK', () => {
	let sandbox: Sandbox;
	let folder: string;

	beforeAll(async () => {
		sandbox = await startSandbox();
		folder = mkdtempSync(join(tmpdir(), 'crm-suite-zoho-sdk-'));
		const base = `${sandbox.url}/zoho`;
		await (
			await new Sdk.InitializeBuilder()
		)
			.environment(DataCenter.setEnvironment(base, `${base}/oauth/v2/token`, base))
			.token(
				new Sdk.OAuthBuilder()
					.clientId(CLIENT.client_id)
					.clientSecret(CLIENT.client_secret)
					.refreshToken(REFRESH_TOKEN)
					.findUser(false)
					.build(),
			)
			.store(new Sdk.FileStore(join(folder, 'tokens.txt')))
			.SDKConfig(new Sdk.SDKConfigBuilder().autoRefreshFields(false).pickListValidation(true).build())
			.resourcePath(folder)
			.logger(new Sdk.LogBuilder().level(Sdk.Levels.OFF).filePath(join(folder, 'sdk.log')).build())
			.initialize();
	});
	afterEach(() => expect(sandbox.crm('zoho').invalid()).toEqual([]));
	afterAll(async () => {
		await sandbox.close();
		rmSync(folder, { recursive: true });
	});

	const record = (values: Values): Keyed => {
		const made = new Sdk.Record.Record();
		for (const [name, value] of Object.entries(values)) made.addKeyValue(name, value);
		return made;
	};
	const body = (...records: Keyed[]) => {
		const made = new Sdk.Record.BodyWrapper();
		made.setData(records);
		return made;
	};

	const operations = (module: string) => new Sdk.Record.RecordOperations(module);
	const results = (answer: Answer) => (answer.getObject() as InstanceType<typeof Sdk.Record.ActionWrapper>).getData();
	const rows = (answer: Answer) => (answer.getObject() as InstanceType<typeof Sdk.Record.ResponseWrapper>).getData();
	const create = async (module: string, values: Values) => {
		const [created] = results(await operations(module).createRecords(body(record(values)))) as Success[];
		return BigInt(String(created.getDetails().get('id')));
	};

	test('asks for one token with a multipart form and keeps it', async () => {
		await create('Accounts', { Account_Name: 'Kept' });
		await create('Accounts', { Account_Name: 'Too' });
		const tokenCalls = sandbox.crm('zoho').requests().filter(({ path }) => path.startsWith('/oauth/v2/token'));

		expect(tokenCalls).toHaveLength(1);
		expect(readFileSync(join(folder, 'tokens.txt'), 'utf8')).toContain(REFRESH_TOKEN);
	});

	test('creates, reads, updates and deletes', async () => {
		const id = await create('Contacts', {
			Last_Name: 'Lovelace',
			Email: 'ada@example.com',
			Interests: [new Sdk.Choice('Solar')],
			Date_of_Birth: new Date('1990-12-10T00:00:00Z'),
		});
		const updated = await operations('Contacts').updateRecord(id, body(record({ Mailing_City: 'Turin' })));
		const [read] = rows(await operations('Contacts').getRecord(id));
		const deleted = await operations('Contacts').deleteRecord(id);
		const gone = await operations('Contacts').getRecord(id);

		expect([updated.getStatusCode(), deleted.getStatusCode(), gone.getStatusCode()]).toEqual([200, 200, 204]);
		expect(read.getId()).toBe(id);
		expect(read.getKeyValue('Mailing_City')).toBe('Turin');
		expect(read.getKeyValue('Interests')).toMatchObject([{ value: 'Solar' }]);
		expect(read.getCreatedTime()).toBeInstanceOf(Date);
	});

	test('reads each result of a batch that failed in part', async () => {
		await create('Contacts', { Last_Name: 'Taken', Customer_Number: 'C-1' });
		const answer = await operations('Contacts').createRecords(
			body(record({ Last_Name: 'Good' }), record({ Last_Name: 'Bad', Customer_Number: 'C-1' })),
		);
		const [good, bad] = results(answer);

		expect(answer.getStatusCode()).toBe(207);
		expect(good).toBeInstanceOf(Sdk.Record.SuccessResponse);
		expect(bad).toBeInstanceOf(Sdk.Record.APIException);
		expect((bad as InstanceType<typeof Sdk.Record.APIException>).getCode().getValue()).toBe('DUPLICATE_DATA');
	});

	test('upserts by a chosen field, lists, searches and queries', async () => {
		const id = await create('Contacts', { Last_Name: 'Hopper', Email: 'grace@example.com' });
		const wanted = body(record({ Last_Name: 'Murray', Email: 'grace@example.com' }), record({ Last_Name: 'New' }));
		wanted.setDuplicateCheckFields(['Email']);
		const [first, second] = results(await operations('Contacts').upsertRecords(wanted)) as Success[];
		const list = new Sdk.ParameterMap();
		await list.add(Sdk.Record.GetRecordsParam.FIELDS, 'Last_Name,Email');
		const search = new Sdk.ParameterMap();
		await search.add(Sdk.Record.SearchRecordsParam.EMAIL, 'grace@example.com');
		const coql = new Sdk.Coql.BodyWrapper();
		coql.setSelectQuery("select Last_Name from Contacts where Email = 'grace@example.com' limit 10");
		const listed = rows(await operations('Contacts').getRecords(list));
		const found = rows(await operations('Contacts').searchRecords(search));
		const queried = rows((await new Sdk.Coql.CoqlOperations().getRecords(coql)) as never);

		expect([first.getAction().getValue(), first.getDuplicateField()]).toEqual(['update', 'Email']);
		expect([second.getAction().getValue(), String(first.getDetails().get('id'))]).toEqual(['insert', String(id)]);
		expect(listed.map((row) => row.getKeyValue('Last_Name'))).toEqual(expect.arrayContaining(['Murray', 'New']));
		expect([found, queried].map(([row]) => [row.getId(), row.getKeyValue('Last_Name')])).toEqual([
			[id, 'Murray'],
			[id, 'Murray'],
		]);
	});

	test('books a meeting, writes a note and converts a lead', async () => {
		const contact = await create('Contacts', { Last_Name: 'Noether' });
		const link = new Sdk.Record.Record();
		link.setId(contact);
		const event = await create('Events', {
			Event_Title: 'Visit',
			Start_DateTime: new Date('2026-11-20T10:00:00Z'),
			End_DateTime: new Date('2026-11-20T11:00:00Z'),
			Who_Id: link,
		});
		const [meeting] = rows(await operations('Events').getRecord(event));
		const parent = new Sdk.Notes.ParentId();
		const parentModule = new Sdk.Modules.MinifiedModule();
		parentModule.setAPIName('Contacts');
		parent.setModule(parentModule);
		parent.setId(contact);
		const note = new Sdk.Notes.Note();
		note.setNoteContent('Gate code 12');
		note.setParentId(parent);
		const notes = new Sdk.Notes.BodyWrapper();
		notes.setData([note]);
		const noted = await new Sdk.Notes.NotesOperations().createNotes(notes);
		const lead = await create('Leads', { Last_Name: 'Byron', Company: 'Engines' });
		const conversion = new Sdk.ConvertLead.BodyWrapper();
		const wishes = new Sdk.ConvertLead.LeadConverter();
		wishes.setOverwrite(false);
		conversion.setData([wishes]);
		const converted = await new Sdk.ConvertLead.ConvertLeadOperations(lead).convertLead(conversion);
		const again = await new Sdk.ConvertLead.ConvertLeadOperations(lead).convertLead(conversion);

		expect((meeting.getKeyValue('Start_DateTime') as Date).toISOString()).toBe('2026-11-20T10:00:00.000Z');
		expect((meeting.getKeyValue('Who_Id') as Keyed).getId()).toBe(contact);
		expect([noted, converted, again].map((answer) => answer.getStatusCode())).toEqual([201, 200, 400]);
	});

	test('lists users, modules and fields', async () => {
		const users = await new Sdk.Users.UsersOperations().getUsers();
		const modules = await new Sdk.Modules.ModulesOperations().getModules();
		const parameters = new Sdk.ParameterMap();
		await parameters.add(Sdk.Fields.GetFieldsParam.MODULE, 'Contacts');
		const fields = await new Sdk.Fields.FieldsOperations().getFields(parameters);
		const wrapper = fields.getObject() as InstanceType<typeof Sdk.Fields.ResponseWrapper>;
		const tier = wrapper.getFields().find((field) => field.getAPIName() === 'Contact_Tier');

		expect([users, modules, fields].map((answer) => answer.getStatusCode())).toEqual([200, 200, 200]);
		expect(tier?.getPickListValues().map((value) => [value.getDisplayValue(), value.getActualValue()])).toContainEqual([
			'Gold ★★',
			'Gold',
		]);
	});
});
