import { Connection, SfDate } from '@jsforce/jsforce-node';
import axios from 'axios';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { SESSION_ID } from './salesforceBench';

const CLIENT = { clientId: 'sandbox-consumer-key', clientSecret: 'sandbox-consumer-secret' };
const REDIRECT_URI = 'http://localhost/callback';

/** An independent client, unchanged, has to find nothing odd about the sandbox. */
describe('Salesforce sandbox with jsforce', () => {
	let sandbox: Sandbox;
	let connection: Connection;
	const loginUrl = () => `${sandbox.url}/salesforce`;
	const anonymous = () =>
		new Connection({ oauth2: { ...CLIENT, loginUrl: loginUrl(), redirectUri: REDIRECT_URI }, version: '66.0' });

	beforeAll(async () => {
		sandbox = await startSandbox();
		connection = new Connection({ instanceUrl: loginUrl(), accessToken: SESSION_ID, version: '66.0' });
	});
	beforeEach(() => sandbox.crm('salesforce').reset());
	afterEach(() => expect(sandbox.crm('salesforce').invalid()).toEqual([]));
	afterAll(() => sandbox.close());

	const createContact = async (fields: object) =>
		(await connection.create('Contact', { LastName: 'X', ...fields })).id ?? '';

	test('creates, reads, updates, upserts and deletes', async () => {
		const id = await createContact({ Email: 'ada@example.com', External_Id__c: 'A-1' });
		await connection.update('Contact', { Id: id, MailingCity: 'Turin' });
		const read = await connection.retrieve('Contact', id);
		const upserted = await connection.upsert('Contact', { External_Id__c: 'A-1', FirstName: 'Ada' }, 'External_Id__c');
		const created = await connection.upsert('Contact', { External_Id__c: 'A-2', LastName: 'Y' }, 'External_Id__c');
		const deleted = await connection.destroy('Contact', id);

		expect(read).toMatchObject({ Id: id, MailingCity: 'Turin' });
		expect(upserted).toMatchObject({ success: true, id, created: false });
		expect(created).toMatchObject({ success: true, created: true });
		expect(deleted.success).toBe(true);
	});

	test('queries page by page', async () => {
		const contacts = Array.from({ length: 4_500 }, (_none, n) => ({ LastName: `N${n}` }));
		sandbox.crm('salesforce').seed({ Contact: contacts });
		const first = await connection.query('SELECT Id, LastName, Owner.Name FROM Contact ORDER BY Id');
		const second = await connection.queryMore(first.nextRecordsUrl ?? '');
		const all = await connection.query('SELECT Id FROM Contact', { autoFetch: true, maxFetch: 10_000 });

		expect([first.totalSize, first.done, first.records.length, second.records.length]).toEqual([
			4_500,
			false,
			2_000,
			2_000,
		]);
		expect(first.records[0]).toMatchObject({ LastName: 'N0', Owner: { Name: 'Dana Reyes' } });
		expect(all.records).toHaveLength(4_500);
	});

	test('builds SOQL of its own', async () => {
		await createContact({ LastName: "O'Brien", Email: 'ob@example.com' });
		const found = await connection
			.sobject('Contact')
			.find(
				{
					LastName: "O'Brien",
					Email: { $like: 'ob%' },
					CreatedDate: { $gte: SfDate.toDateTimeLiteral(new Date(Date.now() - 60_000)) },
				},
				['Id', 'Name'],
			)
			.sort({ CreatedDate: -1 })
			.limit(5)
			.execute();

		expect(found.map(({ Name }) => Name)).toEqual(["O'Brien"]);
	});

	test('writes collections', async () => {
		const created = await connection.create('Contact', [{ LastName: 'A' }, { FirstName: 'B' }]);
		const ids = created.flatMap((result) => (result.success ? [result.id] : []));
		const updated = await connection.update(
			'Contact',
			ids.map((Id) => ({ Id, Phone: '1' })),
		);
		const upserted = await connection.upsert(
			'Contact',
			['x/1', 'x/2'].map((key) => ({ External_Id__c: key, LastName: key })),
			'External_Id__c',
		);
		const read = await connection.retrieve('Contact', ids);
		const deleted = await connection.destroy('Contact', ids);

		expect(created.map(({ success }) => success)).toEqual([true, false]);
		expect(created[1].errors).toMatchObject([{ statusCode: 'REQUIRED_FIELD_MISSING' }]);
		expect(updated.map(({ success }) => success)).toEqual([true]);
		expect(upserted).toMatchObject([{ created: true }, { created: true }]);
		expect(read).toMatchObject([{ Phone: '1' }]);
		expect(deleted).toMatchObject([{ success: true }]);
	});

	test('describes objects, tells limits, updated and deleted records', async () => {
		const id = await createContact({});
		const gone = await createContact({});
		await connection.destroy('Contact', gone);
		const { fields } = await connection.describe('Contact');
		const { sobjects } = await connection.describeGlobal();
		const { DailyApiRequests } = await connection.limits();
		const [start, end] = [new Date(Date.now() - 120_000), new Date(Date.now() + 120_000)];
		const updated = await connection.sobject('Contact').updated(start, end);
		const deleted = await connection.sobject('Contact').deleted(start, end);

		expect(fields.find(({ name }) => name === 'LastName')).toMatchObject({
			nillable: false,
			type: 'string',
			length: 80,
		});
		expect(sobjects.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['Account', 'Contact', 'Lead', 'Event', 'Case']),
		);
		expect(DailyApiRequests.Max).toBe(15_000);
		expect(connection.limitInfo.apiUsage).toMatchObject({ limit: 15_000 });
		expect(updated.ids).toEqual([id]);
		expect(deleted.deletedRecords.map((record) => record.id)).toEqual([gone]);
	});

	test('searches', async () => {
		await createContact({ LastName: 'Lovelace' });
		const { searchRecords } = await connection.search('FIND {Lovelace} IN ALL FIELDS RETURNING Contact(Id, Name)');

		expect(searchRecords).toMatchObject([{ Name: 'Lovelace' }]);
	});

	test('logs in with password and client credentials', async () => {
		const byPassword = anonymous();
		const user = await byPassword.loginByOAuth2('dana.reyes@sandbox.example', 'sandbox-passwordSANDBOXTOKEN');
		const byClient = anonymous();
		await byClient.authorize({ grant_type: 'client_credentials' });

		expect(user.id).toMatch(/^005/);
		for (const one of [byPassword, byClient]) {
			expect(one.instanceUrl).toBe(loginUrl());
			expect((await one.identity()).username).toBe('dana.reyes@sandbox.example');
		}
		await expect(anonymous().loginByOAuth2('dana.reyes@sandbox.example', 'wrong')).rejects.toThrow(
			'authentication failure',
		);
	});

	test('exchanges a code and refreshes an expired session by itself', async () => {
		const consent = await axios.post(
			`${loginUrl()}/services/oauth2/authorize`,
			new URLSearchParams({
				client_id: CLIENT.clientId,
				redirect_uri: REDIRECT_URI,
				response_type: 'code',
				scope: 'api refresh_token id',
				decision: 'allow',
			}),
			{ maxRedirects: 0, validateStatus: () => true },
		);
		const one = anonymous();
		await one.authorize(new URL(String(consent.headers.location)).searchParams.get('code') ?? '');
		const firstToken = one.accessToken;
		sandbox.crm('salesforce').settings.clockOffsetMs = 3 * 3_600_000;
		const { records } = await one.query('SELECT Id FROM User LIMIT 1');

		expect(records).toHaveLength(1);
		expect(one.accessToken).not.toBe(firstToken);
	});

	test('reports errors as the client expects', async () => {
		await expect(connection.query('SELECT Foo FROM Contact')).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
		await expect(connection.retrieve('Contact', '003bm0000000zzzAAA')).rejects.toMatchObject({
			errorCode: 'NOT_FOUND',
		});
		await expect(connection.create('Contact', {})).rejects.toMatchObject({
			errorCode: 'REQUIRED_FIELD_MISSING',
			data: { fields: ['LastName'] },
		});
	});
});
