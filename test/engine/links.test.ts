import type { IDataObject } from 'n8n-workflow';
import { contactsOf, hubSpotStage, routes, seedPeople } from '../support/hubspot';

describe('links between records', () => {
	const stage = hubSpotStage();
	const onError = 'continueErrorOutput' as const;
	let one: string;
	let two: string;
	let company: string;
	beforeEach(() => {
		[one, two] = stage.hubspot.seed({ contacts: seedPeople(2) }).contacts;
		[company] = stage.hubspot.seed({ companies: [{ properties: { name: 'Pipes Ltd' } }] }).companies;
	});
	const kinds: Array<[string, string, IDataObject, string]> = [
		['appointment', 'meetings', { title: 'Visit', startTime: '2026-12-01T09:00:00Z' }, 'contactId'],
		['appointment', 'meetings', { title: 'Visit', startTime: '2026-12-01T09:00:00Z' }, 'customerId'],
		['appointment', 'meetings', { title: 'Visit', startTime: '2026-12-01T09:00:00Z' }, 'leadId'],
		['deal', 'deals', { name: 'Roof' }, 'contactId'],
		['job', 'tickets', { title: 'Leak', stage: '1' }, 'contactId'],
		['job', 'tickets', { title: 'Leak', stage: '1' }, 'customerId'],
		['note', 'notes', { body: 'Called' }, 'parentId'],
	];
	const linksOf = async (type: string, id: string, to = 'contacts') => {
		const response = await fetch(`${stage.sandbox.url}/hubspot/crm/objects/2026-09/${type}/${id}/associations/${to}`, {
			headers: { authorization: 'Bearer pat-na1-sandbox-0000' },
		});
		return ((await response.json()) as { results: Array<{ toObjectId: number | string }> }).results.map(({ toObjectId }) =>
			String(toObjectId),
		);
	};

	describe.each(kinds)('a new %s (%s)', (resource, type, body, key) => {
		it(`lands on the contact of its ${key}`, async () => {
			const items = await stage.json(
				{ operation: 'create', resource },
				[one, two, one].map((id, at) => ({
					...body,
					...(type === 'meetings' ? { startTime: `2026-12-0${at + 1}T09:00:00Z` } : {}),
					[key]: id,
				})),
			);

			expect(items.map((item) => item[key])).toEqual([one, two, one]);
			expect(await Promise.all(items.map(async ({ id }) => await linksOf(type, String(id))))).toEqual([[one], [two], [one]]);
			expect(items.flatMap(({ _warnings }) => _warnings)).toEqual([]);
		});

		it('is refused with a contact that does not exist, alone', async () => {
			const { items, errors } = await stage.run(
				{ operation: 'create', resource },
				[
					{ ...body, [key]: one },
					{ ...body, [key]: '999999' },
				],
				{ onError },
			);

			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
			expect(errors[0].json).toMatchObject({
				error: expect.stringMatching(/999999/),
				message: expect.stringMatching(/Check the ID/),
				details: { item: 1 },
			});
			expect(stage.hubspot.records(type)).toHaveLength(1);
		});

		it('moves to another contact', async () => {
			const [made] = await stage.json({ operation: 'create', resource }, [{ ...body, [key]: one }]);
			const [moved] = await stage.json({ operation: 'update', resource, recordId: made.id as string }, [{ [key]: two }]);

			expect([moved[key], moved._action, moved._warnings]).toEqual([two, 'updated', []]);
			expect(await linksOf(type, String(made.id))).toEqual([two]);
		});

		it('stays where it is when it is moved to a contact that does not exist', async () => {
			const [made] = await stage.json({ operation: 'create', resource }, [{ ...body, [key]: one }]);
			const { items, errors } = await stage.run({ operation: 'update', resource, recordId: made.id as string }, [{ [key]: '999999' }], {
				onError,
			});

			expect(await linksOf(type, String(made.id))).toEqual([one]);
			expect(items).toEqual([]);
			expect(errors[0].json.error).toMatch(/999999/);
		});

		it('is found again by its natural key and not made twice', async () => {
			const input = [{ ...body, [key]: one }];
			const [made] = await stage.json({ operation: 'upsert', resource, matchOn: ['natural'] }, input);
			const [again] = await stage.json({ operation: 'upsert', resource, matchOn: ['natural'] }, input);

			expect([made._action, again._action, again._matchedBy, again.id]).toEqual(['created', 'unchanged', 'natural', made.id]);
			expect(stage.hubspot.records(type)).toHaveLength(1);
		});
	});

	it.each([
		['appointment', 'meetings', { title: 'Visit', startTime: '2026-12-01T09:00:00Z' }],
		['deal', 'deals', { name: 'Roof' }],
		['job', 'tickets', { title: 'Leak', stage: '1' }],
	])('a %s lands on a company, too', async (resource, type, body) => {
		const [made] = await stage.json({ operation: 'create', resource }, [{ ...body, contactId: one, companyId: company }]);

		expect([made.contactId, made.companyId]).toEqual([one, company]);
		expect(await linksOf(type, String(made.id), 'companies')).toEqual([company]);
	});

	it('a contact belongs to a company', async () => {
		const [made] = await stage.json({ operation: 'create' }, [{ firstName: 'Ada', companyId: company }]);
		expect(made.companyId).toBe(company);

		const [other] = stage.hubspot.seed({ companies: [{ properties: { name: 'Drains Ltd' } }] }).companies;
		const [moved] = await stage.json({ operation: 'update', recordId: made.id as string }, [{ companyId: other }]);
		expect([moved.companyId, moved._warnings]).toEqual([other, []]);
	});

	it.each([['deal', 'deals'], ['job', 'tickets'], ['company', 'companies']])('a note belongs to a %s', async (parentResource, type) => {
		const parents: Record<string, () => string> = {
			deals: () => stage.hubspot.seed({ deals: [{ properties: { dealname: 'Roof' } }] }).deals[0],
			tickets: () => stage.hubspot.seed({ tickets: [{ properties: { subject: 'Leak', hs_pipeline_stage: '1' } }] }).tickets[0],
			companies: () => company,
		};
		const parentId = parents[type]();
		const [made] = await stage.json({ operation: 'create', resource: 'note' }, [{ body: 'Called', parentResource, parentId }]);

		expect([made.parentResource, made.parentId]).toEqual([parentResource, parentId]);
		expect(await linksOf('notes', String(made.id), type)).toEqual([parentId]);
	});

	it('are cleared by null', async () => {
		const [made] = await stage.json({ operation: 'create', resource: 'appointment' }, [
			{ title: 'Visit', startTime: '2026-12-01T09:00:00Z', contactId: one },
		]);
		const [cleared] = await stage.json({ operation: 'update', resource: 'appointment', recordId: made.id as string }, [
			{ contactId: null },
		]);

		expect([cleared.contactId, cleared._action]).toEqual([null, 'updated']);
		expect(await linksOf('meetings', String(made.id))).toEqual([]);
	});

	it('that others made stay when one is moved', async () => {
		const three = stage.hubspot.seed({ contacts: seedPeople(1, 2) }).contacts[0];
		const [meeting] = stage.hubspot.seed({
			meetings: [
				{
					properties: { hs_meeting_title: 'Visit', hs_meeting_start_time: '2026-12-01T09:00:00Z' },
					associations: [
						{ to: 'contacts', id: one },
						{ to: 'contacts', id: two },
					],
				},
			],
		}).meetings;
		await stage.json({ operation: 'update', resource: 'appointment', recordId: meeting }, [{ contactId: three }]);

		expect((await linksOf('meetings', meeting)).sort()).toEqual([two, three].sort());
	});

	it('of 250 appointments take requests by the hundred', async () => {
		const input = Array.from({ length: 250 }, (_none, at) => ({
			title: `Visit ${at}`,
			contactId: at % 2 ? one : two,
			startTime: new Date(Date.UTC(2026, 11, 1) + at * 3_600_000).toISOString(),
		}));
		const items = await stage.json({ operation: 'create', resource: 'appointment' }, input);

		expect(items.map(({ contactId }) => contactId)).toEqual(input.map(({ contactId }) => contactId));
		expect(routes(stage).length).toBeLessThanOrEqual(9);
	});

	describe('a merged contact', () => {
		const merge = async () => {
			await fetch(`${stage.sandbox.url}/hubspot/crm/objects/2026-09/contacts/merge`, {
				method: 'POST',
				headers: { authorization: 'Bearer pat-na1-sandbox-0000', 'content-type': 'application/json' },
				body: JSON.stringify({ primaryObjectId: one, objectIdToMerge: two }),
			});
			return contactsOf(stage)[0].id;
		};
		it.each([false, true])('answers to its old IDs (new ID: %s)', async (mergeCreatesNewId) => {
			stage.hubspot.settings.mergeCreatesNewId = mergeCreatesNewId;
			const survivor = await merge();
			const read = await stage.json({ operation: 'get', recordId: '={{ $json.id }}' }, [{ id: two }, { id: one }]);
			const updated = await stage.json({ operation: 'update', recordId: two }, [{ jobTitle: 'Plumber' }]);

			expect(read.map(({ id }) => id)).toEqual([survivor, survivor]);
			expect(updated).toMatchObject([{ id: survivor, jobTitle: 'Plumber', _action: 'updated' }]);
		});

		it('is found by its second address, which stays second', async () => {
			await merge();
			const items = await stage.json({ operation: 'upsert', matchOn: ['email'] }, [
				{ email: 'person1@example.com', jobTitle: 'Plumber' },
				{ email: 'person0@example.com', company: 'Pipes Ltd' },
			]);

			expect(items.map(({ id }) => id)).toEqual([one, one]);
			expect(contactsOf(stage)).toHaveLength(1);
			expect(contactsOf(stage)[0].properties).toMatchObject({
				email: 'person0@example.com',
				hs_additional_emails: 'person1@example.com',
				jobtitle: 'Plumber',
				company: 'Pipes Ltd',
			});
		});
	});
});

describe('a deal', () => {
	const stage = hubSpotStage();

	it.each([
		['closedwon', 'won', 1],
		['closedlost', 'lost', 0],
		['contractsent', 'open', 0.9],
	])('in stage %s is %s', async (dealstage, statusGroup, probability) => {
		const [recordId] = stage.hubspot.seed({ deals: [{ properties: { dealname: 'Roof', pipeline: 'default', dealstage } }] }).deals;

		expect(await stage.json({ operation: 'get', resource: 'deal', recordId })).toMatchObject([
			{ status: dealstage, statusGroup, probability },
		]);
	});

	it('claims no outcome that the answer to a write does not tell', async () => {
		expect(
			await stage.json({ operation: 'create', resource: 'deal' }, [{ name: 'Roof', pipeline: 'default', stage: 'closedwon' }]),
		).toMatchObject([{ stage: 'closedwon', statusGroup: null }]);
	});
});

describe("a contact's company", () => {
	const stage = hubSpotStage();

	it('is shown, and an output fed back keeps it', async () => {
		const [company] = stage.hubspot.seed({ companies: [{ properties: { name: 'Pipes Ltd' } }] }).companies;
		await stage.json({ operation: 'create' }, [{ email: 'ada@example.com', companyId: company }]);
		const [read] = await stage.json({ operation: 'search' });
		const [again] = await stage.json({ operation: 'upsert', matchOn: ['email'] }, [read]);

		expect(read.companyId).toBe(company);
		expect(again).toMatchObject({ _action: 'unchanged', companyId: company });
	});
});
