import type { AxiosResponse } from 'axios';
import { BASE, refusal, salesforceBench } from './salesforceBench';

const NOW = Date.parse('2026-11-20T10:00:00Z');
const MINUTE = 60_000;

describe('Salesforce sandbox: queries', () => {
	const bench = salesforceBench();
	const namesOf = ({ data }: AxiosResponse): string[] =>
		data.records.map(({ LastName }: { LastName: string }) => LastName);
	const found = async (where: string) => namesOf(await bench.query(`SELECT LastName FROM Contact WHERE ${where}`));
	const seed = (...contacts: object[]) => bench.crm.seed({ Contact: contacts }).Contact;
	const seedMany = (count: number) =>
		seed(...Array.from({ length: count }, (_none, n) => ({ LastName: `N${n}`, External_Id__c: `E${n}` })));

	test.each([
		["LastName = 'lovelace'", ['Lovelace']],
		["LastName != 'Lovelace'", ['Hopper', 'Noether']],
		["FirstName != 'Ada'", ['Hopper', 'Noether']],
		['FirstName = null', ['Noether']],
		["FirstName = ''", ['Noether']],
		["LastName IN ('Hopper', 'NOETHER')", ['Hopper', 'Noether']],
		["LastName NOT IN ('Hopper')", ['Lovelace', 'Noether']],
		["LastName LIKE '%o%e%'", ['Lovelace', 'Hopper', 'Noether']],
		["LastName LIKE 'H_pper'", ['Hopper']],
		["Title LIKE '100\\%%'", ['Hopper']],
		["Title = 'O\\'Brien\\\\x'", ['Noether']],
		['Lifetime_Visits__c >= 3 AND Lifetime_Visits__c < 10', ['Lovelace']],
		['DoNotCall = TRUE', ['Hopper']],
		["Interests__c INCLUDES ('Solar;Heating', 'Plumbing')", ['Lovelace']],
		['Birthdate < 1900-01-01', ['Lovelace', 'Noether']],
		['CreatedDate = TODAY', ['Lovelace']],
		['CreatedDate < TODAY', ['Hopper', 'Noether']],
		['CreatedDate = LAST_N_DAYS:2', ['Lovelace', 'Hopper']],
		['CreatedDate > LAST_YEAR', ['Lovelace', 'Hopper']],
		['CreatedDate >= 2026-11-19T12:00:00+02:00', ['Lovelace', 'Hopper']],
		["Account.Name = 'acme' OR (NOT LastName LIKE 'L%')", ['Lovelace', 'Hopper', 'Noether']],
		["LastName = 'X' OR (LastName LIKE 'N%' AND FirstName = null)", ['Noether']],
		["Id IN (SELECT WhoId FROM Event WHERE Subject = 'Visit')", ['Lovelace']],
	])('%s', async (where, expected) => {
		bench.crm.settings.clockFrozenAt = NOW;
		const AccountId = bench.crm.seed({ Account: [{ Name: 'Acme' }] }).Account[0];
		const [WhoId] = seed(
			{
				FirstName: 'Ada',
				LastName: 'Lovelace',
				AccountId,
				Lifetime_Visits__c: 3,
				Interests__c: 'Heating;Solar',
				Birthdate: '1815-12-10',
				CreatedDate: '2026-11-20T09:00:00Z',
			},
			{
				FirstName: 'Grace',
				LastName: 'Hopper',
				Title: '100% COBOL',
				DoNotCall: true,
				Lifetime_Visits__c: 10,
				Birthdate: '1906-12-09',
				CreatedDate: '2026-11-19T10:00:00Z',
			},
			{ LastName: 'Noether', Title: "O'Brien\\x", Birthdate: '1882-03-23', CreatedDate: '2024-05-01T00:00:00Z' },
		);
		bench.crm.seed({
			Event: [{ Subject: 'Visit', WhoId, StartDateTime: '2026-11-20T09:00:00Z', DurationInMinutes: 30 }],
		});

		expect(await found(where)).toEqual(expected);
	});

	test.each([
		['SELECT Id FRM Contact', 'MALFORMED_QUERY', "unexpected token: 'Contact'"],
		["SELECT Id FROM Contact WHERE LastName = 'x", 'MALFORMED_QUERY', "expecting '''"],
		[
			"SELECT Id FROM Contact WHERE Name = 'a' AND Name = 'b' OR Name = 'c'",
			'MALFORMED_QUERY',
			"unexpected token: 'OR'",
		],
		['SELECT Id, Id FROM Contact', 'MALFORMED_QUERY', 'duplicate field selected: Id'],
		['SELECT FIELDS(ALL) FROM Contact', 'MALFORMED_QUERY', 'LIMIT of at most 200'],
		['SELECT Id, Foo FROM Contact', 'INVALID_FIELD', "No such column 'Foo' on entity 'Contact'"],
		['SELECT Foo.Name FROM Contact', 'INVALID_FIELD', "Didn't understand relationship 'Foo'"],
		["SELECT Id FROM Contact WHERE CreatedDate > '2026-11-20T10:00:00Z'", 'INVALID_FIELD', 'must be of type dateTime'],
		['SELECT Id FROM Contact WHERE LastName = 1', 'INVALID_FIELD', 'should be enclosed in quotes'],
		["SELECT Id FROM Contact WHERE Description = 'x'", 'INVALID_FIELD', 'can not be filtered'],
		["SELECT Id FROM Contact WHERE Id = 'x'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: x'],
		['SELECT Id FROM Foo', 'INVALID_TYPE', "sObject type 'Foo' is not supported"],
		['SELECT Id FROM Contact OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000'],
	])('%s is refused with %s', async (soql, errorCode, words) => {
		const { status, data } = await bench.query(soql);

		expect([status, data]).toEqual([400, [{ errorCode, message: expect.stringContaining(words) }]]);
	});

	test('the complaint points at the column with a caret', async () => {
		const { data } = await bench.query('SELECT Id, Foo FROM Contact');

		expect(data[0].message).toMatch(/^\nSELECT Id, Foo FROM Contact\n {11}\^\nERROR at Row:1:Column:12\n/);
	});

	test('lookups nest, also those to several objects', async () => {
		const WhatId = await bench.create('Account', { Name: 'Acme' });
		const WhoId = await bench.create('Contact', { LastName: 'Lovelace', Email: 'ada@example.com' });
		await bench.create('Event', { WhoId, WhatId, StartDateTime: '2026-11-20T10:00:00Z', DurationInMinutes: 30 });
		const { data } = await bench.query(
			'SELECT Id, Who.Name, Who.Type, Who.Email, What.Name, Owner.Name, Account.Owner.Name FROM Event',
		);

		expect(data.records[0]).toMatchObject({
			Who: {
				attributes: { type: 'Name', url: `${BASE}/sobjects/Contact/${WhoId}` },
				Name: 'Lovelace',
				Type: 'Contact',
				Email: 'ada@example.com',
			},
			What: { Name: 'Acme' },
			Owner: { attributes: { type: 'User' }, Name: 'Dana Reyes' },
			Account: { Owner: { Name: 'Dana Reyes' } },
		});
	});

	test('an empty lookup is null', async () => {
		await bench.create('Contact', { LastName: 'X' });

		expect((await bench.query('SELECT Account.Name FROM Contact')).data.records[0].Account).toBeNull();
	});

	test('children come in a nested result', async () => {
		const AccountId = await bench.create('Account', { Name: 'Acme' });
		for (const LastName of ['B', 'A']) await bench.create('Contact', { LastName, AccountId });
		const { data } = await bench.query('SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account');

		expect(data.records[0].Contacts).toMatchObject({ totalSize: 2, records: [{ LastName: 'A' }, { LastName: 'B' }] });
	});

	test('sorts by several keys, nulls first unless told otherwise', async () => {
		seed({ LastName: 'a', FirstName: 'X' }, { LastName: 'b' }, { LastName: 'B', FirstName: 'Y' }, { LastName: 'A' });
		const order = async (by: string) => namesOf(await bench.query(`SELECT LastName FROM Contact ORDER BY ${by}`));

		expect(await order('FirstName, LastName')).toEqual(['A', 'b', 'a', 'B']);
		expect(await order('FirstName DESC NULLS LAST, LastName DESC')).toEqual(['B', 'a', 'b', 'A']);
		expect(await order('LastName DESC, FirstName NULLS LAST LIMIT 1 OFFSET 1')).toEqual(['b']);
	});

	test('counts and groups', async () => {
		seed({ LastName: 'A', LeadSource: 'Web' }, { LastName: 'B', LeadSource: 'Web' }, { LastName: 'C' });

		expect((await bench.query('SELECT COUNT() FROM Contact')).data).toEqual({ totalSize: 3, done: true, records: [] });
		expect((await bench.query('SELECT LeadSource, COUNT(Id) n FROM Contact GROUP BY LeadSource')).data.records).toEqual(
			[
				{ attributes: { type: 'AggregateResult' }, LeadSource: 'Web', n: 2 },
				{ attributes: { type: 'AggregateResult' }, LeadSource: null, n: 1 },
			],
		);
	});

	test('pages follow locators with their own version; batchSize is between 200 and 2,000', async () => {
		seedMany(2_300);
		const pages = [await bench.query('SELECT LastName FROM Contact ORDER BY Id')];
		for (let next = pages[0].data.nextRecordsUrl; next; next = pages.at(-1)?.data.nextRecordsUrl)
			pages.push(await bench.http.get(next));
		const small = await bench.query('SELECT LastName FROM Contact', { 'Sforce-Query-Options': 'batchSize=10' });

		expect(pages.map(({ data }) => [data.totalSize, data.done, data.records.length])).toEqual([
			[2_300, false, 2_000],
			[2_300, true, 300],
		]);
		expect(pages[0].data.nextRecordsUrl).toMatch(/^\/services\/data\/v66\.0\/query\/01g\w{15}-2000$/);
		expect(new Set(pages.flatMap(namesOf)).size).toBe(2_300);
		expect(small.data.records).toHaveLength(200);
	});

	test('a page may be shorter than asked, and a locator ends after two days', async () => {
		bench.crm.settings.patch({ clockFrozenAt: NOW, maxQueryPage: 3 });
		seedMany(4);
		const { data } = await bench.query('SELECT Id FROM Contact');
		bench.crm.settings.clockFrozenAt = NOW + 49 * 60 * MINUTE;

		expect([data.done, data.records.length]).toEqual([false, 3]);
		expect(refusal(await bench.http.get(data.nextRecordsUrl))).toEqual([400, 'INVALID_QUERY_LOCATOR']);
	});

	test('deleted records are in queryAll and in deleted, archived events in queryAll only', async () => {
		bench.crm.settings.clockFrozenAt = NOW;
		const id = await bench.create('Contact', { LastName: 'X' });
		await bench.http.delete(`${BASE}/sobjects/Contact/${id}`);
		bench.crm.seed({ Event: [{ Subject: 'Old', StartDateTime: '2025-10-01T10:00:00Z', DurationInMinutes: 30 }] });
		const all = (soql: string) => bench.http.get(`${BASE}/queryAll`, { params: { q: soql } });
		const span = { start: '2026-11-20T09:59:30Z', end: '2026-11-20T10:05:00Z' };
		const deleted = await bench.http.get(`${BASE}/sobjects/Contact/deleted/`, { params: span });

		expect((await bench.query('SELECT Id FROM Contact')).data.totalSize).toBe(0);
		expect((await all('SELECT Id FROM Contact WHERE IsDeleted = true')).data.records[0].Id).toBe(id);
		expect((await bench.query('SELECT Id FROM Event')).data.totalSize).toBe(0);
		expect((await all('SELECT Id, IsArchived FROM Event')).data.records[0].IsArchived).toBe(true);
		expect(deleted.data).toMatchObject({
			deletedRecords: [{ id, deletedDate: '2026-11-20T10:00:00.000+0000' }],
			latestDateCovered: '2026-11-20T10:00:00.000+0000',
		});
	});

	test('updated lists ids within a window of 30 days', async () => {
		bench.crm.settings.clockFrozenAt = NOW;
		const [inside] = seed(
			{ LastName: 'In', SystemModstamp: NOW - MINUTE },
			{ LastName: 'Out', SystemModstamp: NOW - 9 * MINUTE },
		);
		const updated = (start: string, end = '2026-11-20T10:00:00Z') =>
			bench.http.get(`${BASE}/sobjects/Contact/updated`, { params: { start, end } });

		expect((await updated('2026-11-20T09:55:00Z')).data.ids).toEqual([inside]);
		expect(refusal(await updated('2026-10-01T00:00:00Z'))).toEqual([400, 'INVALID_REPLICATION_DATE']);
	});

	test("others' rows appear late with older stamps; one's own are there at once", async () => {
		bench.crm.settings.patch({ clockFrozenAt: NOW, indexLagMs: 5 * MINUTE });
		const [late] = seed({ LastName: 'Late' });
		const own = await bench.create('Contact', { LastName: 'Own' });
		const rows = async () =>
			(await bench.query('SELECT Id, CreatedDate FROM Contact ORDER BY CreatedDate')).data.records;
		const before = await rows();
		const early = await bench.http.get(`${BASE}/sobjects/Contact/${late}`);
		bench.crm.settings.clockFrozenAt = NOW + 5 * MINUTE;

		expect(before).toMatchObject([{ Id: own, CreatedDate: '2026-11-20T09:55:00.000+0000' }]);
		expect(early.status).toBe(404);
		expect(await rows()).toMatchObject([{ Id: own }, { Id: late, CreatedDate: '2026-11-20T10:00:00.000+0000' }]);
	});

	test('text search is late where SOQL is not', async () => {
		bench.crm.settings.patch({ clockFrozenAt: NOW, indexLagMs: MINUTE });
		const Id = await bench.create('Contact', { LastName: 'Lovelace', Email: 'ada@example.com' });
		const search = () =>
			bench.http.get(`${BASE}/search`, {
				params: {
					q: 'FIND {ada@example.com} IN EMAIL FIELDS RETURNING Contact(Id, Name WHERE LastName != null LIMIT 5), Lead',
				},
			});
		const early = await search();
		bench.crm.settings.clockFrozenAt = NOW + MINUTE;
		const parameterized = await bench.http.post(`${BASE}/parameterizedSearch`, {
			q: 'lovel',
			fields: ['Id'],
			sobjects: [{ name: 'Contact', where: "Email LIKE 'ada%'", limit: 20 }],
		});

		expect(early.data.searchRecords).toEqual([]);
		expect((await search()).data.searchRecords).toMatchObject([{ Id, Name: 'Lovelace' }]);
		expect(parameterized.data.searchRecords).toMatchObject([{ Id }]);
		expect(refusal(await bench.http.get(`${BASE}/search`, { params: { q: 'FIND {a}' } }))).toEqual([
			400,
			'MALFORMED_SEARCH',
		]);
	});

	test('ties come in another order when results are to be reordered', async () => {
		seedMany(50);
		const soql = 'SELECT LastName FROM Contact ORDER BY IsDeleted';
		const asIs = namesOf(await bench.query(soql));
		bench.crm.settings.reorderResults = true;
		const reordered = namesOf(await bench.query(soql));

		expect(reordered).not.toEqual(asIs);
		expect([...reordered].sort()).toEqual([...asIs].sort());
	});

	test('users, queues and statuses can be listed', async () => {
		const labels = async (soql: string, read: (record: Record<string, never>) => string) =>
			(await bench.query(soql)).data.records.map(read);

		expect(
			await labels(
				"SELECT Name FROM User WHERE IsActive = true AND UserType = 'Standard' ORDER BY Name",
				({ Name }) => Name,
			),
		).toEqual(['Dana Reyes', 'Ines Moreau', 'Omar Haddad']);
		expect(
			await labels(
				"SELECT Queue.Id, Queue.Name FROM QueueSobject WHERE SobjectType = 'Lead'",
				({ Queue }) => Queue['Name'],
			),
		).toEqual(['New Leads']);
		expect(await labels('SELECT ApiName FROM LeadStatus WHERE IsConverted = true', ({ ApiName }) => ApiName)).toEqual([
			'Closed - Converted',
		]);
	});
});
