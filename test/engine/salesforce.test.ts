import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { people, salesforceStage } from '../support/salesforce';

describe('Salesforce', () => {
	const stage = salesforceStage();
	const { json, act, calls, contacts } = stage;
	const onError = 'continueErrorOutput' as const;
	const hintOf = ([{ json: { message } }]: INodeExecutionData[]) => String(message);

	describe('counts', () => {
		it('1,000 creates are 5 writes, read back in 2 requests', async () => {
			const items = await json({ operation: 'create' }, people(1_000));
			expect(new Set(items.map(({ id }) => id)).size).toBe(1_000);
			expect(items.every(({ createdAt, owner }) => createdAt && owner)).toBe(true);
			expect([calls('/composite/sobjects', 'POST'), stage.crm.counters().total]).toEqual([5, 7]);
		});

		it('1,000 deletes are 5 requests', async () => {
			const made = await json({ operation: 'create' }, people(1_000));
			stage.crm.clearRequests();
			await json({ operation: 'delete', recordId: '={{ $json.id }}' }, made);
			expect(stage.crm.counters().total).toBe(5);
		});
	});

	describe('refusals', () => {
		it('come row by row under a good answer', async () => {
			stage.crm.settings.validationRules = [{ sobject: 'Contact', field: 'Title', refuses: 'King', message: 'No kings here.' }];
			const rows = people(3);
			rows[1] = { ...rows[1], jobTitle: 'King' };
			const { items, errors } = await act({ operation: 'create' }, rows, { onError });
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
			const details = { item: 1, code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' };
			expect(errors[0].json).toMatchObject({ error: 'Salesforce says: No kings here.', details });
			expect(contacts()).toHaveLength(2);
		});

		it('name the record that a duplicate rule found, and write nothing', async () => {
			const [{ id }] = await json({ operation: 'create' }, people(1));
			stage.crm.settings.duplicateRules = [{ name: 'Same name', sobject: 'Contact', fields: ['LastName'], allowSave: true }];
			const { errors } = await act({ operation: 'create' }, people(1, 0, { email: 'other@example.com' }), { onError });
			expect(errors[0].json.error).toContain(String(id));
			expect(errors[0].json.details).toMatchObject({ kind: 'conflict', code: 'DUPLICATES_DETECTED' });
		});

		it('a taken external ID becomes an update', async () => {
			const options = { externalIdField: 'External_Id__c' };
			const [{ id }] = await json({ operation: 'create', options }, [{ ...people(1)[0], externalId: 'A1' }]);
			const [item] = await json({ operation: 'upsert', matchOn: ['email'], options }, [{ ...people(1, 5)[0], externalId: 'A1' }]);
			expect(item).toMatchObject({ id, _action: 'updated' });
		});

		it('a locked row goes again alone, until it is free', async () => {
			const made = await json({ operation: 'create' }, people(3));
			stage.crm.settings.lockedRecords = [String(made[1].id)];
			stage.crm.clearRequests();
			setTimeout(() => (stage.crm.settings.lockedRecords = []), 300);
			const items = await json({ operation: 'update', recordId: '={{ $json.id }}' }, made.map(({ id }) => ({ id, jobTitle: 'Free' })));
			expect(items.map(({ jobTitle }) => jobTitle)).toEqual(['Free', 'Free', 'Free']);
			expect(calls('/composite/sobjects', 'PATCH')).toBeGreaterThanOrEqual(3);
		});

		it('a row that stays locked fails alone', async () => {
			const made = await json({ operation: 'create' }, people(2));
			stage.crm.settings.lockedRecords = [String(made[0].id)];
			const rows = made.map(({ id }) => ({ id, jobTitle: 'Free' }));
			const wish = { operation: 'update', recordId: '={{ $json.id }}', options: { maxWait: 1 } };
			const { items, errors } = await act(wish, rows, { onError });
			expect(items.map(({ json: { id } }) => id)).toEqual([made[1].id]);
			expect(errors[0].json.details).toMatchObject({ kind: 'locked', code: 'UNABLE_TO_LOCK_ROW' });
		});

		it('the daily limit is not waited for, a moment of crowding is', async () => {
			const body = [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }];
			stage.crm.addFault({ path: '/composite', status: 403, body });
			const { errors } = await act({ operation: 'create' }, people(2), { onError });
			expect(errors.map((one) => (one.json.details as IDataObject).kind)).toEqual(['quota', 'quota']);
			stage.crm.settings.concurrentLimitReached = true;
			setTimeout(() => (stage.crm.settings.concurrentLimitReached = false), 300);
			expect(await json({ operation: 'create' }, people(2))).toHaveLength(2);
		});

		it('an unknown field fails its own row', async () => {
			const rows = [...people(1), ...people(1, 1, { customFields: { Nothing__c: 1 } })];
			const { items, errors } = await act({ operation: 'create' }, rows, { onError });
			expect(items).toHaveLength(1);
			expect(errors[0].json.error).toMatch(/Nothing__c/);
		});

		it('a field that is hidden from the user reads as unknown', async () => {
			stage.crm.settings.hiddenFields = ['Contact.Phone', 'Contact.MobilePhone'];
			const [item] = await json({ operation: 'create' }, people(1));
			expect(item).toMatchObject({ phone: null, _action: 'created' });
		});
	});

	it('gives every page of a search', async () => {
		await json({ operation: 'create' }, people(450));
		stage.crm.settings.maxQueryPage = 200;
		expect(await json({ operation: 'search', returnAll: true })).toHaveLength(450);
		expect(await json({ operation: 'search', filters: { text: 'Person44' }, limit: 50 })).toHaveLength(11);
	});

	it('cuts long lists of values so that no URI grows too long', async () => {
		const rows = people(600).map((row, at): IDataObject => ({ ...row, externalId: `${'ü'.repeat(at % 60)}${at}` }));
		const options = { externalIdField: 'External_Id__c', readFirst: true };
		await json({ operation: 'create', options }, rows);
		const items = await json({ operation: 'upsert', matchOn: ['externalId'], options }, rows);

		expect(items.every(({ _action }) => _action === 'unchanged')).toBe(true);
		expect(stage.crm.requests().filter(({ status }) => status === 414)).toEqual([]);
	});

	it('links a contact to the account of its company, made once', async () => {
		const rows = [...people(2, 0, { company: 'Acme' }), ...people(1, 2, { company: 'ACME' }), ...people(1, 3)];
		const items = await json({ operation: 'create' }, rows);
		expect(stage.crm.records('Account')).toHaveLength(1);
		expect(items.map(({ company }) => company)).toEqual(['Acme', 'Acme', 'Acme', null]);
		expect(items[0]).toMatchObject({ url: `${stage.instanceUrl}/${String(items[0].id)}` });
	});

	it('makes an account once, however many batches are in flight', async () => {
		stage.crm.settings.latencyMs = 20;
		const options = { batchSize: 1, concurrency: 8 };
		const rows = people(16).map((row, at): IDataObject => ({ ...row, company: at % 2 ? 'Acme' : 'Bolt' }));
		const items = await json({ operation: 'create', options }, rows);

		expect(stage.crm.records('Account')).toHaveLength(2);
		expect(new Set(items.map(({ companyId }) => companyId)).size).toBe(2);
	});

	it('a contact whose account is refused fails alone', async () => {
		stage.crm.settings.validationRules = [{ sobject: 'Account', field: 'Name', refuses: 'Evil', message: 'No evil.' }];
		const rows = [...people(2, 0, { company: 'Acme' }), ...people(1, 2, { company: 'Evil' }), ...people(1, 3)];
		const { items, errors } = await act({ operation: 'create' }, rows, { onError });

		expect(items.map(({ json: { company } }) => company)).toEqual(['Acme', 'Acme', null]);
		expect(errors.map((one) => one.json.error)).toEqual(['Salesforce says: No evil.']);
		expect(contacts()).toHaveLength(3);
		expect(calls('/composite/sobjects', 'POST')).toBe(2);
	});

	describe('saves despite duplicate rules', () => {
		const options = { allowDuplicates: true };
		const rule = { name: 'Same name', sobject: 'Contact', fields: ['LastName'], allowSave: true };
		const twin = people(1, 0, { email: 'other@example.com' });
		beforeEach(async () => {
			await json({ operation: 'create' }, people(1));
			stage.crm.settings.duplicateRules = [rule];
		});

		it('only when the user wants it', async () => {
			const { errors } = await act({ operation: 'create' }, twin, { onError });
			expect(hintOf(errors)).toContain('Save Despite Duplicate Rules');

			expect(await json({ operation: 'create', options }, twin)).toHaveLength(1);
		});

		it('in an update and a create-or-update as well', async () => {
			const [{ id }] = await json({ operation: 'create' }, people(1, 1));
			await json({ operation: 'update', recordId: String(id), options }, [{ lastName: 'Person0' }]);
			const upsert = { operation: 'upsert', matchOn: ['externalId'], options: { ...options, externalIdField: 'External_Id__c' } };
			await json(upsert, [{ ...twin[0], externalId: 'A' }]);

			expect(contacts().map(({ LastName }) => LastName)).toEqual(['Person0', 'Person0', 'Person0']);
		});

		it('unless the rule forbids it', async () => {
			stage.crm.settings.duplicateRules = [{ ...rule, allowSave: false }];
			const { errors } = await act({ operation: 'create', options }, twin, { onError });

			expect(errors[0].json).toMatchObject({ details: { code: 'DUPLICATES_DETECTED' } });
			expect(hintOf(errors)).toContain('administrator');
		});
	});

	it('a trigger gives a second full of records once each', async () => {
		const at = (CreatedDate: string, length: number, from: number) =>
			Array.from({ length }, (_none, n) => ({ LastName: `Import${from + n}`, CreatedDate }));
		stage.crm.seed({ Contact: [...at('2026-05-01T10:00:00Z', 4_500, 0), ...at('2026-05-01T10:00:01Z', 10, 4_500)] });
		const trigger = stage.trigger({ options: { startFrom: '2026-05-01T00:00:00Z', mostRecords: 10_000 } });
		const ids = ((await trigger.poll()) ?? []).map(({ id }) => id);
		expect([ids.length, new Set(ids).size]).toEqual([4_510, 4_510]);
		expect(await trigger.poll()).toBeNull();
	});

	describe('events', () => {
		const times = { startTime: '2027-03-01T09:00:00Z', durationMinutes: 45 };
		const event = async (input: IDataObject) =>
			(await json({ resource: 'appointment', operation: 'create' }, [{ title: 'Visit', ...times, ...input }]))[0];
		it('go by the kind of the record they are with', async () => {
			const [{ id: contactId }] = await json({ operation: 'create' }, people(1));
			const [{ id: customerId }] = await json({ resource: 'customer', operation: 'create' }, [{ name: 'Acme' }]);
			const [{ id: leadId }] = await json({ resource: 'lead', operation: 'create' }, [{ lastName: 'Lead', company: 'Lead Ltd' }]);
			const endTime = '2027-03-01T09:45:00.000Z';
			expect(await event({ contactId, customerId })).toMatchObject({ contactId, customerId, leadId: null, endTime, durationMinutes: 45 });
			expect(await event({ customerId: contactId })).toMatchObject({ contactId, customerId: null });
			const withLead = await event({ leadId, customerId });
			expect(withLead).toMatchObject({ leadId, customerId: null });
			expect(withLead._warnings).toHaveLength(1);
		});

		it('of whole days end at the midnight after the last', async () => {
			const days = { startTime: '2027-03-01T00:00:00Z', endTime: '2027-03-03T00:00:00Z' };
			const made = await event({ ...days, durationMinutes: undefined, allDay: true });
			expect(made).toMatchObject({ allDay: true, startTime: '2027-03-01T00:00:00.000Z', endTime: '2027-03-03T00:00:00.000Z' });
			const again = { resource: 'appointment', operation: 'update', recordId: String(made.id) };
			expect((await json(again, [made]))[0]._action).toBe('unchanged');
		});
	});
});
