import type { IDataObject } from 'n8n-workflow';
import { dana, omar, people, zohoStage } from '../support/zohocrm';

const hour = 3_600_000;

describe('Zoho CRM: finding', () => {
	const stage = zohoStage();
	const { json, act, calls, queries } = stage;
	const names = (items: IDataObject[]) => items.map(({ lastName }) => lastName);
	const where = (field: string, operator: string, value = '') => ({ conditions: { condition: [{ field, operator, value }] } });

	describe('search', () => {
		it('lists 450 in 3 requests, and one in 1', async () => {
			stage.crm.seed({ Contacts: people(450).map(({ lastName }) => ({ Last_Name: lastName })) });
			expect(await json({ operation: 'search', returnAll: true })).toHaveLength(450);
			expect(stage.crm.counters().total).toBe(3);

			stage.crm.clearRequests();
			expect(await json({ operation: 'search', limit: 1 })).toHaveLength(1);
			expect(stage.crm.counters().total).toBe(1);
		});

		it.each([200, 2_000])('finds 450 by a condition, whether a query gives %d rows at most', async (coqlMaxLimit) => {
			Object.assign(stage.crm.settings, { coqlMaxLimit, coqlLookupNames: coqlMaxLimit > 200 });
			stage.crm.seed({ Contacts: people(450).map(({ lastName }, at) => ({ Last_Name: lastName, Title: at % 2 ? 'A' : 'B' })) });
			const found = await json({ operation: 'search', returnAll: true, ...where('jobTitle', 'equals', 'A') });

			expect([found.length, new Set(names(found)).size, calls('/coql')]).toEqual([225, 225, 2]);
			expect(found[0]).toMatchObject({ jobTitle: 'A', owner: dana });
		});

		it('sorts by any field, page after page', async () => {
			stage.crm.seed({ Contacts: people(250).map((_row, at) => ({ Last_Name: `P${String((at * 7) % 250).padStart(3, '0')}` })) });
			const found = await json({ operation: 'search', returnAll: true, sort: { field: 'lastName', direction: 'descending' } });

			expect(names(found)).toEqual([...names(found)].sort().reverse());
			expect(found).toHaveLength(250);
		});

		it.each([
			['a quote', 'O\'Brien', ['O\'Brien']],
			['a double quote and a backslash', 'Say "hi" \\', ['Say "hi" \\']],
			['a wildcard', '100% Ltd', ['100% Ltd']],
			['nothing but syntax', '\'', []],
			['an attack', 'x\' or id is not null or Last_Name = \'y', []],
		])('takes %s for what it is', async (_case, value, found) => {
			stage.crm.seed({
				Contacts: ["O'Brien", 'OBrien', 'Say "hi" \\', '100% Ltd', '100 Ltd', 'Other'].map((Last_Name) => ({ Last_Name })),
			});

			expect(names(await json({ operation: 'search', ...where('lastName', 'equals', value) }))).toEqual(found);
			expect(queries().every((query) => !/["\\]/.test(query) && query.split('\'').length % 2 === 1)).toBe(true);
		});

		it('by links, numbers, times, emptiness and the account', async () => {
			const [account] = stage.crm.seed({ Accounts: [{ Account_Name: 'Acme' }] }).Accounts;
			const at = Date.UTC(2026, 0, 2);
			stage.crm.seed({ Contacts: [
				{ Last_Name: 'Linked', Account_Name: { id: account }, Owner: { id: omar }, Lifetime_Visits: 7, Created_Time: at },
				{ Last_Name: 'Plain', Lifetime_Visits: 3, Created_Time: at + hour, Email: 'plain@example.com' },
			] });
			const found = async (field: string, operator: string, value?: string) =>
				names(await json({ operation: 'search', ...where(field, operator, value) }));

			expect(await found('companyId', 'equals', account)).toEqual(['Linked']);
			expect(await found('company', 'equals', 'Acme')).toEqual(['Linked']);
			expect(await found('owner', 'equals', dana)).toEqual(['Plain']);
			expect(await found('customFields.Lifetime_Visits', 'after', '5')).toEqual(['Linked']);
			expect(await found('createdAt', 'after', '2026-01-02T00:30:00.000Z')).toEqual(['Plain']);
			expect(await found('email', 'isNotSet')).toEqual(['Linked']);
			expect(await found('email', 'contains', 'LAIN')).toEqual(['Plain']);
			expect(names(await json({ operation: 'search', filters: { text: 'plain' } }))).toEqual(['Plain']);
		});

		it.each([
			['Last_Name) or (id', /not the name of a Zoho CRM field/],
			['Nothing_Like_This', /no field "Nothing_Like_This"/],
		])('says that %s is no field', async (name, words) => {
			const { errors } = await act({ operation: 'search', ...where(`customFields.${name}`, 'equals', 'x') });

			expect(errors[0].json.error).toMatch(words);
		});
	});

	it.each([
		'+1 555 010 4711', '(555) 010-4711', '5550104711', '555.010.47.11', '555 0104 711', '0104 7 11 555 010 4711',
	])('matches a number stored as %s', async (Phone) => {
		stage.crm.seed({ Contacts: [{ Last_Name: 'Held', Phone }, { Last_Name: 'Other', Mobile: '+1 555 999 4711' }] });
		const isSame = Phone.replace(/\D/g, '').length < 12;
		const [item] = await json({ operation: 'upsert', matchOn: ['phone'] }, [{ lastName: 'Held', phone: '+1 555 010 4711' }]);

		expect(item._action).toBe(isSame ? 'unchanged' : 'created');
	});

	it('matches 100 addresses in 2 queries and 2 lists, whatever stands in them', async () => {
		stage.crm.seed({ Contacts: [{ Last_Name: 'Quote', Email: 'o\'brien@example.com' }] });
		const rows = [...people(99), { lastName: 'Quote', email: 'o\'brien@example.com' }];
		await json({ operation: 'upsert', matchOn: ['email'], options: { dryRun: true } }, rows);

		expect([calls('/coql'), queries().join().match(/brien@example.com/g)?.length]).toEqual([2, 1]);
	});

	it('a converted lead is not matched: the person becomes a new one', async () => {
		const lead = { resource: 'lead', storeAs: 'Leads' };
		const person = { lastName: 'Reed', company: 'Reed Ltd', email: 'reed@example.com' };
		const [{ id }] = await json({ ...lead, operation: 'create' }, [{ ...person, 'customFields.$converted': true }]);
		for (const options of [{}, { readFirst: true }]) {
			const [item] = await json({ ...lead, operation: 'upsert', matchOn: ['email'], options }, [person]);
			expect(item.id).not.toBe(id);
		}
	});

	it('a hidden field stops neither search nor trigger', async () => {
		stage.crm.seed({ Contacts: [{ Last_Name: 'Seen' }] });
		await json({ operation: 'search', ...where('lastName', 'equals', 'Seen') });

		for (const query of queries()) expect(query).not.toMatch(/Secondary_Email|Mailing|Description|Lead_Source/);
	});

	describe('trigger', () => {
		const polled = async (trigger: ReturnType<typeof stage.trigger>) => names((await trigger.poll()) ?? []);

		it.each(['America/New_York', 'Asia/Kolkata'])('reads the stamps of %s as what they are', async (userTimeZone) => {
			stage.crm.settings.userTimeZone = userTimeZone;
			stage.crm.seed({ Contacts: [{ Last_Name: 'Old' }] });
			const trigger = stage.trigger({});
			expect(await trigger.poll()).toBeNull();
			stage.crm.settings.clockOffsetMs = 5_000;
			await json({ operation: 'create' }, people(1));

			expect(await polled(trigger)).toEqual(['Person0']);
			expect(await trigger.poll()).toBeNull();
		});

		it('gives a second with 500 records completely, and once', async () => {
			stage.crm.seed({ Contacts: [{ Last_Name: 'Old', Created_Time: Date.now() - hour }] });
			const trigger = stage.trigger({});
			await trigger.poll();
			stage.crm.seed({ Contacts: people(500).map(({ lastName }) => ({ Last_Name: lastName, Created_Time: Date.now() })) });
			stage.crm.settings.reorderResults = true;

			expect(new Set(await polled(trigger)).size).toBe(500);
			expect(await trigger.poll()).toBeNull();
		});

		it('tells an update from a creation', async () => {
			stage.crm.settings.clockOffsetMs = -hour;
			const [{ id }] = await json({ operation: 'create' }, people(1));
			stage.crm.settings.clockOffsetMs = 0;
			const trigger = stage.trigger({ event: 'updated' });
			expect(await trigger.poll()).toBeNull();
			await json({ operation: 'create' }, people(1, 1));
			await json({ operation: 'update', recordId: String(id) }, [{ jobTitle: 'Changed' }]);

			expect(await polled(trigger)).toEqual(['Person0']);
		});

		it('an idle poll is one request', async () => {
			const trigger = stage.trigger({});
			await trigger.poll();
			stage.crm.clearRequests();
			await trigger.poll();

			expect(stage.crm.counters().total).toBe(1);
		});

		it('a failed poll changes nothing', async () => {
			const trigger = stage.trigger({});
			await trigger.poll();
			stage.crm.settings.clockOffsetMs = 5_000;
			await json({ operation: 'create' }, people(1));
			stage.crm.addFault({ path: '/coql', status: 400, body: { code: 'SYNTAX_ERROR', details: {}, message: 'oops', status: 'error' } });
			await expect(trigger.poll()).rejects.toThrow(/oops/);

			expect(await polled(trigger)).toEqual(['Person0']);
		});
	});

	describe('the editor', () => {
		it('lists users, records and fields with their choices', async () => {
			stage.crm.seed({ Contacts: [{ First_Name: 'Ann', Last_Name: 'Reed', Email: 'ann@example.com' }] });
			const editor = stage.editor({});
			expect((await editor.list('searchOwner')).results.map(({ value }) => value)).toEqual(expect.arrayContaining([dana, omar]));
			expect((await editor.list('searchRecord', 'reed')).results).toMatchObject([{ name: 'Ann Reed (ann@example.com)' }]);
			const { fields } = await editor.mapper();
			const tier = fields.find(({ id }) => id === 'customFields.Contact_Tier');
			expect(tier?.options).toContainEqual({ name: 'Gold ★★', value: 'Gold' });
			expect(fields.find(({ id }) => id === 'lastName')?.required).toBe(true);
			expect((await editor.options('getUniqueFields')).map(({ value }) => value)).toEqual(
				expect.arrayContaining(['External_Id', 'Customer_Number']),
			);
		});
	});
});
