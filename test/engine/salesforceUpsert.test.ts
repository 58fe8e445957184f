import type { IDataObject } from 'n8n-workflow';
import { people, salesforceStage } from '../support/salesforce';

const onError = 'continueErrorOutput' as const;
const byExternalId = { operation: 'upsert', matchOn: ['externalId'], options: { externalIdField: 'External_Id__c' } };
const upsertPath = '/composite/sobjects/Contact/External_Id__c';

describe('Salesforce: create or update', () => {
	const stage = salesforceStage();
	const { json, act, calls } = stage;
	const numbered = (count: number, more: IDataObject = {}) =>
		people(count).map((row, at): IDataObject => ({ ...row, externalId: `A/${at}`, ...more }));

	describe('in one call', () => {
		it('1,000 by external ID are 5 requests', async () => {
			await json(byExternalId, numbered(500));
			stage.crm.clearRequests();
			const items = await json(byExternalId, numbered(1_000, { jobTitle: 'Engineer' }));

			expect([calls(upsertPath, 'PATCH'), stage.crm.counters().total]).toEqual([5, 5]);
			expect(items.map(({ _action }) => _action)).toEqual(items.map((_item, at) => (at < 500 ? 'updated' : 'created')));
			expect(items.map(({ externalId }) => externalId)).toEqual(items.map((_item, at) => `A/${at}`));
			expect(stage.contacts()).toHaveLength(1_000);
			expect(stage.contacts().every(({ Title }) => Title === 'Engineer')).toBe(true);
		});

		it('shows what was written, and where; not what was not read', async () => {
			const [{ url, id, ...item }] = await json(byExternalId, numbered(1));

			expect(item).toMatchObject({ lastName: 'Person0', externalId: 'A/0', _action: 'created', _matchedBy: null });
			expect(url).toBe(`${stage.instanceUrl}/${String(id)}`);
			expect(item).not.toHaveProperty('createdAt');
			expect(item).not.toHaveProperty('jobTitle');
		});

		it.each([
			['customer', { name: 'Acme' }],
			['lead', { lastName: 'Reed', company: 'Reed Ltd' }],
			['deal', { name: 'Roof', stage: 'Prospecting', closeDate: '2027-03-01' }],
			['job', { title: 'Leak' }],
		])('serves a %s', async (resource, input) => {
			const rows = [1, 2].map((number) => ({ ...input, externalId: `A/${number}` }));
			await json({ ...byExternalId, resource }, rows);
			stage.crm.clearRequests();
			const items = await json({ ...byExternalId, resource }, rows.map((row) => ({ ...row, notes: 'Again' })));

			expect(items.map(({ _action }) => _action)).toEqual(['updated', 'updated']);
			expect(stage.crm.counters().total).toBe(1);
		});

		it('a locked row goes again alone', async () => {
			const [{ id }] = await json(byExternalId, numbered(3));
			stage.crm.settings.lockedRecords = [String(id)];
			setTimeout(() => (stage.crm.settings.lockedRecords = []), 300);
			const items = await json(byExternalId, numbered(3, { jobTitle: 'Free' }));

			expect(items.map(({ _action }) => _action)).toEqual(['updated', 'updated', 'updated']);
			expect(stage.contacts().map(({ Title }) => Title)).toEqual(['Free', 'Free', 'Free']);
		});

		it('refuses row by row', async () => {
			const { items, errors } = await act(byExternalId, [...numbered(1), { externalId: 'B', firstName: 'Nameless' }], { onError });

			expect(items).toHaveLength(1);
			expect(errors[0].json).toMatchObject({ error: expect.stringContaining('LastName'), details: { code: 'REQUIRED_FIELD_MISSING' } });
		});
	});

	describe('reads first', () => {
		it('1,000 by e-mail, in at most 16 requests, and writes nothing that is there', async () => {
			const byEmail = { operation: 'upsert', matchOn: ['email'] };
			await json({ operation: 'create' }, people(500));
			stage.crm.clearRequests();
			const items = await json(byEmail, people(1_000, 0, { jobTitle: 'Engineer' }));
			expect(items.map(({ _action }) => _action)).toEqual(items.map((_item, at) => (at < 500 ? 'updated' : 'created')));
			expect(stage.crm.counters().total).toBeLessThanOrEqual(16);
			expect([calls('/describe'), stage.contacts().length]).toEqual([0, 1_000]);

			stage.crm.clearRequests();
			await json(byEmail, people(1_000));
			expect(calls('/composite')).toBe(0);
		});

		it('when the user wants it', async () => {
			await json(byExternalId, numbered(2));
			stage.crm.clearRequests();
			const options = { ...byExternalId.options, readFirst: true };
			const items = await json({ ...byExternalId, options }, numbered(2));

			expect(items.map(({ _action }) => _action)).toEqual(['unchanged', 'unchanged']);
			expect(calls('/composite')).toBe(0);
		});

		it('by a field that is unique and no external ID', async () => {
			const byBadge = { operation: 'upsert', matchOn: ['customFields.Badge__c'] };
			const rows = people(2).map((row, at) => ({ ...row, customFields: { Badge__c: `B${at}` } }));
			await json({ operation: 'create' }, rows.slice(0, 1));

			expect((await json(byBadge, rows)).map(({ _action }) => _action)).toEqual(['unchanged', 'created']);
		});

		it('by an external ID that is not unique, without the permission to view all data', async () => {
			stage.crm.settings.viewAllData = false;
			const byCode = { operation: 'upsert', matchOn: ['externalId'], options: { externalIdField: 'Legacy_Code__c' } };
			const rows = numbered(2);
			await json({ ...byCode, operation: 'create' }, rows.slice(0, 1));

			expect((await json(byCode, rows)).map(({ _action }) => _action)).toEqual(['unchanged', 'created']);
		});

		it('where several records have the key: nothing is written unless the user chose', async () => {
			stage.crm.seed({ Contact: [1, 2].map((number) => ({ LastName: `Twin${number}`, Legacy_Code__c: 'A/0' })) });
			const options = { externalIdField: 'Legacy_Code__c' };
			const { items, errors } = await act({ ...byExternalId, options }, numbered(2, { jobTitle: 'Engineer' }), { onError });
			expect(items.map(({ json: { _action } }) => _action)).toEqual(['created']);
			const error = expect.stringMatching(/2 records match.*003\w+, 003\w+/);
			expect(errors[0].json).toMatchObject({ error, details: { kind: 'ambiguous' } });
			expect(stage.contacts().filter(({ Title }) => Title)).toHaveLength(1);

			const [chosen] = await json({ ...byExternalId, options: { ...options, onAmbiguous: 'oldest' } }, numbered(1));
			expect(chosen).toMatchObject({ _action: 'updated', _candidates: [expect.any(String), expect.any(String)] });
		});

		it('what may be set only when the record is created', async () => {
			const [{ id: contactId }] = await json({ operation: 'create' }, people(1));
			const deal = { externalId: 'D1', name: 'Roof', stage: 'Prospecting', closeDate: '2027-03-01', contactId };
			const actions = [];
			for (const amount of [1, 2]) actions.push(...(await json({ ...byExternalId, resource: 'deal' }, [{ ...deal, amount }])));

			expect(actions.map(({ _action }) => _action)).toEqual(['created', 'updated']);
		});

		it('a contact with a company, whose account stays as long as its name does', async () => {
			const [account] = stage.crm.seed({ Account: [{ Name: 'Acme' }] }).Account;
			const [newer] = stage.crm.seed({ Account: [{ Name: 'Acme', CreatedDate: '2000-01-01T00:00:00Z' }] }).Account;
			await json(byExternalId, numbered(1, { companyId: account }));
			const [item] = await json(byExternalId, numbered(1, { company: 'Acme', jobTitle: 'Engineer' }));

			expect(newer).not.toBe(account);
			expect(item).toMatchObject({ _action: 'updated', companyId: account, company: 'Acme' });
		});
	});

	describe('by a number', () => {
		const byNumber = { ...byExternalId, options: { externalIdField: 'Legacy_Number__c' } };
		const rows = (...ids: unknown[]) => people(ids.length).map((row, at) => ({ ...row, externalId: ids[at] as string }));

		it.each([['in one call', {}], ['reading first', { readFirst: true }]])('%s, given as number or text', async (_way, options) => {
			const wish = { ...byNumber, options: { ...byNumber.options, ...options } };
			expect((await json(wish, rows(1001, '1002'))).map(({ _action }) => _action)).toEqual(['created', 'created']);
			const again = await json(wish, rows('1001', 1002).map((row) => ({ ...row, jobTitle: 'Engineer' })));

			expect(again.map(({ _action, externalId }) => [_action, externalId])).toEqual([['updated', '1001'], ['updated', '1002']]);
			expect(stage.contacts().map(({ Legacy_Number__c }) => Legacy_Number__c)).toEqual([1001, 1002]);
		});

		it.each([['in one call', {}], ['reading first', { readFirst: true }]])('in a text field, %s', async (_way, options) => {
			const wish = { ...byExternalId, options: { ...byExternalId.options, ...options } };
			await json(wish, rows(1001, '0042'));
			const again = await json(wish, rows('1001', '0042').map((row) => ({ ...row, jobTitle: 'Engineer' })));

			expect(again.map(({ _action }) => _action)).toEqual(['updated', 'updated']);
			expect(stage.contacts().map(({ External_Id__c }) => External_Id__c)).toEqual(['1001', '0042']);
		});

		it('what is no number fails alone', async () => {
			const { items, errors } = await act(byNumber, rows(1, 'A/1', 2), { onError });

			expect(items).toHaveLength(2);
			expect(errors).toHaveLength(1);
		});
	});
});
