import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Sdk from '@zohocrm/typescript-sdk-8.0';
import { DataCenter } from '@zohocrm/typescript-sdk-8.0/dist/routes/dc/data_center';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { CLIENT, REFRESH_TOKEN } from './zohoBench';

type Keyed = InstanceType<typeof Sdk.Record.Record>;

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
	beforeEach(() => sandbox.crm('zoho').clearRequests());
	afterEach(() => expect(sandbox.crm('zoho').invalid()).toEqual([]));
	afterAll(async () => {
		await sandbox.close();
		rmSync(folder, { recursive: true });
	});

	const record = (values: { [field: string]: unknown }): Keyed => {
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

	test('creates', async () => {
		const answer = await operations('Contacts').createRecords(
			body(record({ Last_Name: 'Lovelace', Email: 'ada@example.com' }), record({ Last_Name: 'B', Email: 'ada2@example.com', Date_of_Birth: new Date('1815-12-10') })),
		);
		console.log(answer.getStatusCode(), answer.getObject());
		const id = (answer.getObject() as any).getData()[0].getDetails().get('id');
		console.log(id);
		const one = await operations('Contacts').getRecord(id);
		console.log(one.getStatusCode(), (one.getObject() as any).getData?.()[0].getKeyValues() ?? one.getObject());
		const params = new Sdk.ParameterMap();
		await params.add(Sdk.Record.GetRecordsParam.FIELDS, 'Last_Name,Email');
		const list = await operations('Contacts').getRecords(params);
		console.log(list.getStatusCode(), (list.getObject() as any).getInfo());
		const coql = new Sdk.Coql.BodyWrapper();
		coql.setSelectQuery("select Last_Name, Email from Contacts where Email = 'ada@example.com'");
		const rows = await new Sdk.Coql.CoqlOperations().getRecords(coql);
		console.log(rows.getStatusCode(), (rows.getObject() as any).getData?.()[0].getKeyValues() ?? rows.getObject());
		const up = body(record({ Last_Name: 'Byron', Email: 'ada@example.com' }));
		up.setDuplicateCheckFields(['Email']);
		const ups = await operations('Contacts').upsertRecords(up);
		console.log(ups.getStatusCode(), (ups.getObject() as any).getData());
		const lead = await operations('Leads').createRecords(body(record({ Last_Name: 'L', Company: 'Acme' })));
		console.log(lead.getObject());
		const lid = (lead.getObject() as any).getData()[0].getDetails().get('id');
		const conv = new Sdk.ConvertLead.BodyWrapper();
		const c = new Sdk.ConvertLead.LeadConverter();
		c.setOverwrite(false);
		conv.setData([c]);
		const converted = await new Sdk.ConvertLead.ConvertLeadOperations(lid).convertLead(conv);
		console.log(converted.getStatusCode(), converted.getObject());
		const del = await operations('Contacts').deleteRecord(id);
		console.log(del.getStatusCode(), del.getObject());
		const users = await new Sdk.Users.UsersOperations().getUsers();
		console.log(users.getStatusCode(), (users.getObject() as any).getUsers?.().length);
	});
});
