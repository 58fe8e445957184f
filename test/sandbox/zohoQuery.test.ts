import type { AxiosResponse } from 'axios';
import { API, DANA, refusal, zohoBench } from './zohoBench';

const ACCOUNT = '5725767000002000001';

describe('Zoho sandbox: COQL', () => {
	const bench = zohoBench();
	const namesOf = ({ status, data }: AxiosResponse): string[] => {
		if (status === 204) return [];
		if (status !== 200) throw new Error(JSON.stringify(data));
		return data.data.map(({ Last_Name }: { Last_Name: string }) => Last_Name);
	};
	const where = (condition: string) => bench.coql(`select Last_Name from Contacts where ${condition}`);
	const seed = () =>
		bench.crm.seed({
			Accounts: [{ id: ACCOUNT, Account_Name: 'Acme' }],
			Contacts: [
				{
					id: '5725767000002000011',
					First_Name: 'Ada',
					Last_Name: 'Lovelace',
					Email: 'ada@example.com',
					Account_Name: { id: ACCOUNT },
					Lifetime_Visits: 3,
					Date_of_Birth: '1990-12-10',
					Created_Time: '2026-11-20T09:00:00+00:00',
				},
				{
					id: '5725767000002000012',
					First_Name: 'Grace',
					Last_Name: "O'Hop\\per",
					Email_Opt_Out: true,
					Lifetime_Visits: 10,
					Created_Time: '2026-11-19T10:00:00+00:00',
				},
				{ id: '5725767000002000013', Last_Name: 'Noether', Created_Time: '2026-11-19T10:00:00+00:00' },
			],
		});
	const all = ['Lovelace', "O'Hop\\per", 'Noether'];

	test.each([
		['id is not null', all],
		["Last_Name = 'LOVELACE'", ['Lovelace']],
		["Last_Name = 'O\\'Hop\\\\per'", ["O'Hop\\per"]],
		["Last_Name != 'Lovelace'", all.slice(1)],
		['Email is null', all.slice(1)],
		["Last_Name in ('Lovelace', 'Noether')", ['Lovelace', 'Noether']],
		["Last_Name not in ('Lovelace')", all.slice(1)],
		["Last_Name like 'Lo%'", ['Lovelace']],
		["Last_Name like '%er'", all.slice(1)],
		["Last_Name like '%o%'", all],
		["Last_Name not like 'Lo%'", all.slice(1)],
		['Lifetime_Visits between 3 and 9', ['Lovelace']],
		["Lifetime_Visits > '3'", ["O'Hop\\per"]],
		['Email_Opt_Out = true', ["O'Hop\\per"]],
		["Date_of_Birth < '2000-01-01'", ['Lovelace']],
		["Created_Time >= '2026-11-20T10:00:00+01:00'", ['Lovelace']],
		["Created_Time < '2026-11-20T09:00:00+00:00'", all.slice(1)],
		["Account_Name.Account_Name = 'Acme'", ['Lovelace']],
		[`Account_Name = '${ACCOUNT}'`, ['Lovelace']],
		['id = 5725767000002000013', ['Noether']],
		["Owner.last_name = 'Reyes'", all],
		["((First_Name = 'Ada' or First_Name = 'Grace') and Lifetime_Visits >= 10)", ["O'Hop\\per"]],
		["First_Name = 'Ada' AND Last_Name = 'Lovelace'", ['Lovelace']],
		["Last_Name = 'nobody'", []],
	])('where %s', async (condition, expected) => {
		seed();

		expect(namesOf(await where(condition))).toEqual(expected);
	});

	test.each([
		['select id from Contacts', 'SYNTAX_ERROR', { clause: 'where' }],
		['select id frm Contacts where id is not null', 'SYNTAX_ERROR', { near: 'frm' }],
		["select id from Contacts where Last_Name = 'x", 'SYNTAX_ERROR', { near: "'" }],
		["select id from Contacts where Last_Name = 'O'Brien'", 'SYNTAX_ERROR', { near: 'Brien' }],
		["select id from Contacts where Last_Name = 'x' or 1 = 1", 'SYNTAX_ERROR', { near: '1' }],
		["select id from Contacts where Last_Name = 'x'; delete", 'SYNTAX_ERROR', { near: ';' }],
		["select id from Contacts where id = '1' and id = '2' and id = '3'", 'SYNTAX_ERROR', { near: 'and' }],
		['delete from Contacts where id is not null', 'SYNTAX_ERROR', { near: 'delete' }],
		['select * from Contacts where id is not null', 'SYNTAX_ERROR', { near: '*' }],
		['select Nope from Contacts where id is not null', 'INVALID_QUERY', { column_name: 'Nope' }],
		['select last_name from Contacts where id is not null', 'INVALID_QUERY', { column_name: 'last_name' }],
		['select Email.x from Contacts where id is not null', 'INVALID_QUERY', { column_name: 'Email.x' }],
		['select id from Nope where id is not null', 'INVALID_QUERY', { module: 'Nope' }],
		["select id from Contacts where Description = 'x'", 'INVALID_QUERY', { column_name: 'Description', clause: 'where' }],
		["select id from Contacts where Created_Time > '2026-11-20T09:00:00'", 'INVALID_QUERY', { operator: '>' }],
		["select id from Contacts where Created_Time > '2026-11-20T09:00:00.000Z'", 'INVALID_QUERY', { operator: '>' }],
		["select id from Contacts where Lifetime_Visits = 'x'", 'INVALID_QUERY', { value: 'x' }],
		['select id from Contacts where id is not null order by id, id', 'DUPLICATE_DATA', { column_name: 'id' }],
		['select Email, Email from Contacts where id is not null', 'DUPLICATE_DATA', { column_name: 'Email' }],
		['select id from Contacts where id is not null limit 201', 'LIMIT_EXCEEDED', { limit: 200 }],
		['select id from Contacts where id is not null limit 200 offset 99900', 'LIMIT_EXCEEDED', { limit: 100_000 }],
	])('%s', async (query, code, details) => {
		const answer = await bench.coql(query);

		expect(refusal(answer)).toEqual([400, code]);
		expect(answer.data.details).toMatchObject(details);
	});

	test('25 conditions, 50 columns and 50 values at most', async () => {
		const chain = (count: number) =>
			Array.from({ length: count }, (_none, n) => `id = '${n}'`).reduce((left, right) => `(${left} or ${right})`);
		const list = (count: number) => Array.from({ length: count }, (_none, n) => `'${n}'`).join(',');

		expect((await where(chain(25))).status).toBe(204);
		expect(refusal(await where(chain(26)))).toEqual([400, 'LIMIT_EXCEEDED']);
		expect((await where(`id in (${list(50)})`)).status).toBe(204);
		expect(refusal(await where(`id in (${list(51)})`))).toEqual([400, 'LIMIT_EXCEEDED']);
	});

	test('rows hold the columns and always the id; joins keep their dots, lookups show their id alone', async () => {
		seed();
		const query = "select Account_Name, Account_Name.Account_Name, Owner, Created_Time from Contacts where Last_Name = 'Lovelace'";
		const { data } = await bench.coql(query);
		bench.crm.settings.coqlLookupNames = true;

		expect(data).toEqual({
			data: [
				{
					id: '5725767000002000011',
					Account_Name: { id: ACCOUNT },
					'Account_Name.Account_Name': 'Acme',
					Owner: { id: DANA },
					Created_Time: '2026-11-20T04:00:00-05:00',
				},
			],
			info: { count: 1, more_records: false },
		});
		expect((await bench.coql(query)).data.data[0].Account_Name).toEqual({ name: 'Acme', id: ACCOUNT });
	});

	test('orders, limits and goes on', async () => {
		seed();
		const ask = (rest: string) => bench.coql(`select Last_Name from Contacts where id is not null ${rest}`);
		const page = await ask('order by Created_Time desc, id asc limit 2');

		expect([namesOf(page), page.data.info]).toEqual([['Lovelace', "O'Hop\\per"], { count: 2, more_records: true }]);
		expect(namesOf(await ask('limit 2 offset 2'))).toEqual(['Noether']);
		expect(namesOf(await ask('limit 2, 1'))).toEqual(['Noether']);
		expect((await ask('limit 2 offset 3')).status).toBe(204);
	});

	test('two hundred rows unless asked otherwise; equal stamps come in any order', async () => {
		const Created_Time = '2026-11-20T09:00:00+00:00';
		bench.crm.seed({ Contacts: Array.from({ length: 230 }, (_none, n) => ({ Last_Name: `N${n}`, Created_Time })) });
		const { data } = await where('id is not null');
		bench.crm.settings.reorderResults = true;
		const shuffled = namesOf(await where('id is not null order by Created_Time asc'));
		const stable = namesOf(await where('id is not null order by Created_Time asc, id asc'));

		expect(data.info).toEqual({ count: 200, more_records: true });
		expect(shuffled.slice(0, 5)).not.toEqual(['N0', 'N1', 'N2', 'N3', 'N4']);
		expect(stable.slice(0, 5)).toEqual(['N0', 'N1', 'N2', 'N3', 'N4']);
		bench.crm.settings.coqlMaxLimit = 2_000;
		expect((await where('id is not null limit 2000')).data.data).toHaveLength(230);
	});

	test('sees a write at once, whatever the search index', async () => {
		bench.crm.settings.indexLagMs = 60_000;
		await bench.create('Contacts', { Last_Name: 'Now' });

		expect(namesOf(await where("Last_Name = 'Now'"))).toEqual(['Now']);
	});

	test('needs its query', async () => {
		expect(refusal(await bench.http.post(`${API}/coql`, {}))).toEqual([400, 'MANDATORY_NOT_FOUND']);
	});
});
