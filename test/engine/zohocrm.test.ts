import type { IDataObject } from 'n8n-workflow';
import { people, zohoStage } from '../support/zohocrm';

const byEmail = { operation: 'upsert', matchOn: ['email'] };
const byExternalId = { operation: 'upsert', matchOn: ['externalId'], options: { externalIdField: 'External_Id' } };

describe('Zoho CRM: writing', () => {
	const stage = zohoStage();
	const { json, act, calls, records } = stage;

	describe('create or update, by Zoho itself', () => {
		it('1,000 by e-mail are 10 requests', async () => {
			await json(byEmail, people(500));
			stage.crm.clearRequests();
			const items = await json(byEmail, people(1_000, 0, { jobTitle: 'Engineer' }));

			expect([calls('/Contacts/upsert'), stage.crm.counters().total]).toEqual([10, 10]);
			expect(items.map(({ _action }) => _action)).toEqual(items.map((_item, at) => (at < 500 ? 'updated' : 'created')));
			expect(records('Contacts')).toHaveLength(1_000);
			expect(records('Contacts').every(({ Title }) => Title === 'Engineer')).toBe(true);
		});

		it('1,000 by external ID are 10 requests, too', async () => {
			await json(byExternalId, people(1_000).map((row, at): IDataObject => ({ ...row, externalId: `A/${at}` })));

			expect(stage.crm.counters().total).toBe(10);
			expect(records('Contacts').map(({ External_Id }) => External_Id)).toContain('A/999');
		});

		it('shows what was written, and not what was not read', async () => {
			const [item] = await json(byEmail, people(1));

			expect(item).toMatchObject({ lastName: 'Person0', email: 'person0@example.com', _action: 'created', _matchedBy: null });
			expect(item.createdAt).toEqual(expect.any(String));
			for (const key of ['jobTitle', 'company', 'owner', 'Owner']) expect(item).not.toHaveProperty(key);
		});

		it.each([
			['customer', 'Accounts', { name: 'Acme' }, 'natural'],
			['lead', 'Leads', { lastName: 'Reed', company: 'R', email: 'r@example.com' }, 'email'],
		])('serves a %s stored in %s', async (resource, storeAs, input, key) => {
			const parameters = { operation: 'upsert', resource, storeAs, matchOn: [key] };
			await json(parameters, [input]);
			const [item] = await json(parameters, [{ ...input, notes: 'Again' }]);

			expect(item).toMatchObject({ _action: 'updated', _matchedBy: key });
			expect(calls('/upsert')).toBe(2);
		});

		it('warns when Zoho recognised a record by another unique field', async () => {
			await json({ operation: 'create' }, [{ ...people(1)[0], 'customFields.Customer_Number': 'C1' }]);
			const { hints } = await act(byEmail, [{ ...people(1, 5)[0], 'customFields.Customer_Number': 'C1' }]);

			expect(hints.map(({ message }) => message).join()).toMatch(/by Customer_Number/);
			expect(records('Contacts')).toHaveLength(1);
		});

		it('a field that is not unique is read first instead of sent as a check', async () => {
			const rows = people(2).map((row, at): IDataObject => ({ ...row, 'customFields.Department': `D${at}` }));
			await json({ operation: 'create' }, rows.slice(0, 1));
			const items = await json({ operation: 'upsert', matchOn: ['customFields.Department'] }, rows);

			expect(items.map(({ _action }) => _action)).toEqual(['unchanged', 'created']);
			expect(calls('/upsert')).toBe(0);
		});

		it('reads first when the user wants it, and then refuses what is ambiguous', async () => {
			stage.crm.seed({ Contacts: [1, 2].map((number) => ({ Last_Name: `Twin${number}`, Email: 'person0@example.com' })) });
			const { items, errors } = await act({ ...byEmail, options: { readFirst: true } }, people(2));

			expect(items.map(({ json: { _action } }) => _action)).toEqual(['created']);
			expect(errors[0].json).toMatchObject({ error: expect.stringMatching(/2 records match/), details: { kind: 'ambiguous' } });
		});
	});

	describe('a batch in which some fail', () => {
		it('rows of one person that are refused together are written one by one, though what Zoho found itself lacks lists', async () => {
			const phone = '+1 303 555 0123';
			const rows = [
				{ email: 'a@example.com', lastName: 'Lee' },
				{ email: 'a@example.com', phone, lastName: 'Lee', jobTitle: 'T'.repeat(3_000) },
				{ email: 'b@example.com', phone, lastName: 'Lee' },
			];
			const { items, errors } = await stage.act({ operation: 'upsert', matchOn: ['email', 'phone'] }, rows);

			expect(errors.map(({ json: { error }, pairedItem }) => [pairedItem, error])).toEqual([
				[{ item: 1 }, expect.stringContaining('Title')],
			]);
			expect(items.map(({ json: { email }, pairedItem }) => [pairedItem, email])).toEqual([
				[{ item: 0 }, 'a@example.com'], [{ item: 2 }, 'b@example.com'],
			]);
		});

		const mixed = () => [
			...people(1),
			{ firstName: 'Nameless' },
			{ lastName: 'X', 'customFields.Lifetime_Visits': 'many' },
			...people(1, 9),
		];
		const statuses = [[207, 400], [202, 202], [200, 200]] as const;

		it.each(statuses)('is paired by place with status %d, and %d when all fail', async (mixedStatus, failedStatus) => {
			Object.assign(stage.crm.settings, { mixedBatchStatus: mixedStatus, failedBatchStatus: failedStatus });
			const { items, errors } = await act(
				{ ...byEmail, options: { readFirst: true, ...byExternalId.options }, operation: 'create' },
				mixed(),
			);
			expect(items.map(({ json: { lastName }, pairedItem }) => [lastName, pairedItem])).toEqual([
				['Person0', { item: 0 }],
				['Person9', { item: 3 }],
			]);
			expect(errors.map(({ json: { error } }) => error)).toEqual([
				expect.stringMatching(/Last Name is missing/),
				expect.stringMatching(/Lifetime Visits.*integer/),
			]);

			const failed = await act(byEmail, [{ email: 'a@example.com' }, { email: 'b@example.com', lastName: 'x'.repeat(200) }]);
			expect(failed.items).toEqual([]);
			expect(failed.errors.map(({ json: { error } }) => error)).toEqual([
				expect.stringMatching(/Last Name: required field not found/),
				expect.stringMatching(/Last Name: invalid data \(at most 80 characters\)/),
			]);
		});

		it('an insert that answers 201 is no failure', async () => {
			stage.crm.settings.insertedUpsertStatus = 201;

			expect(await json(byEmail, people(2))).toMatchObject([{ _action: 'created' }, { _action: 'created' }]);
		});

		it('joins several refusals of one record', async () => {
			const { errors } = await act(byEmail, [{ email: 'a@example.com', phone: '1'.repeat(40) }]);

			expect(errors[0].json.error).toMatch(/Phone: .*30 characters.*; .*Last Name: required/);
		});
	});

	it.each(['id', 'record'] as const)(
		'a create names the record in its way (%s), and an upsert changes that one',
		async (duplicateDetails) => {
			Object.assign(stage.crm.settings, { duplicateDetails, uniqueFields: ['Contacts.Email'] });
			const [{ id }] = await json({ operation: 'create' }, people(1));
			const { errors } = await act({ operation: 'create' }, people(1));
			expect(errors[0].json).toMatchObject({ error: expect.stringContaining(String(id)), details: { kind: 'conflict' } });

			const [item] = await json({ operation: 'upsert', matchOn: ['phone'] }, people(1, 0, { phone: '+1 555 010 0999' }));
			expect(item).toMatchObject({ id, _action: 'updated', phone: '+1 555 010 0999' });
		},
	);

	it('refuses names that Zoho would pass over in silence', async () => {
		const { items, errors } = await act({ operation: 'create' }, [...people(1), { ...people(1, 1)[0], 'customFields.Favourite': 'x' }]);

		expect(items).toHaveLength(1);
		expect(errors[0].json).toMatchObject({ error: expect.stringContaining('"Favourite"'), details: { kind: 'validation' } });
		expect(calls('/settings/fields')).toBe(1);
	});

	it('a create whose answer was lost is found again, and not made twice', async () => {
		stage.crm.addFault({ method: 'POST', path: '/Contacts', hangup: 'after' });
		const items = await json({ operation: 'create' }, people(3));

		expect(items).toHaveLength(3);
		expect(records('Contacts')).toHaveLength(3);
	});

	it('an upsert whose answer was lost goes again', async () => {
		stage.crm.addFault({ method: 'POST', path: '/Contacts/upsert', hangup: 'after' });
		await json(byEmail, people(3));

		expect([records('Contacts').length, calls('/upsert')]).toEqual([3, 2]);
	});

	describe('the company of a contact', () => {
		it('is one account for any number of contacts, in whatever spelling', async () => {
			const rows = people(120).map((row, at) => ({ ...row, company: at % 2 ? 'Acme Ltd' : 'ACME LTD' }));
			const items = await json({ operation: 'create', options: { concurrency: 5, batchSize: 20 } }, rows);

			expect(records('Accounts')).toHaveLength(1);
			expect(new Set(items.map(({ companyId }) => companyId))).toEqual(new Set([records('Accounts')[0].id]));
			expect(items[0].company).toBe('ACME LTD');
		});

		it('is the oldest account of that name, and a contact stays with its own', async () => {
			const [old, newer] = stage.crm.seed({ Accounts: [{ Account_Name: "O'Brien & Sons" }, { Account_Name: "O'Brien & Sons" }] }).Accounts;
			const [made, other] = await json({ operation: 'create' }, [
				{ ...people(1)[0], company: "o'brien & sons" },
				{ ...people(1, 1)[0], companyId: newer },
			]);
			expect([made.companyId, other.companyId]).toEqual([old, newer]);

			const [item] = await json(byEmail, [{ email: other.email, company: 'O\'Brien & Sons', jobTitle: 'Owner' }]);
			expect(item).toMatchObject({ companyId: newer, _changedFields: ['jobTitle'] });
		});

		it('is unlinked by null', async () => {
			const [{ id }] = await json({ operation: 'create' }, [{ ...people(1)[0], company: 'Acme' }]);

			expect(await json({ operation: 'update', recordId: String(id) }, [{ company: null }])).toMatchObject([
				{ company: null, companyId: null },
			]);
		});
	});

	it('runs automations unless told not to', async () => {
		stage.crm.settings.workflows = [{ module: 'Contacts', field: 'Department', value: 'From Workflow' }];
		await json({ operation: 'create' }, people(1));
		await json({ operation: 'create', options: { skipAutomations: true } }, people(1, 1));

		expect(records('Contacts').map(({ Department }) => Department)).toEqual(['From Workflow', null]);
	});

	it('deletes 100 in a request, and tells those that are not there', async () => {
		const made = await json({ operation: 'create' }, people(3));
		stage.crm.clearRequests();
		const ids = [...made.map(({ id }) => ({ id })), { id: '9999999999999999999' }];
		const { items, errors } = await act({ operation: 'delete', recordId: '={{ $json.id }}' }, ids);

		expect([items.length, calls('/Contacts', 'DELETE'), records('Contacts').length]).toEqual([3, 1, 0]);
		expect(errors[0].json.details).toMatchObject({ kind: 'notFound' });
	});
});
