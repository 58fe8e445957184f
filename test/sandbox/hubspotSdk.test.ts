import { Client } from '@hubspot/api-client';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/models/AssociationSpec';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/models/Filter';
import axios from 'axios';
import { type Sandbox, startSandbox } from '../../sandbox/server';

const HUBSPOT_DEFINED = AssociationSpecAssociationCategoryEnum.HubspotDefined;

/** The vendor's own client, unchanged, has to find nothing odd about the sandbox. */
describe('HubSpot sandbox with the vendor SDK', () => {
	let sandbox: Sandbox;
	let client: Client;

	beforeAll(async () => {
		sandbox = await startSandbox();
		client = new Client({
			accessToken: 'pat-na1-sandbox-0000',
			basePath: `${sandbox.url}/hubspot`,
			numberOfApiCallRetries: 0,
		});
	});
	beforeEach(() => sandbox.crm('hubspot').reset());
	afterEach(() => expect(sandbox.crm('hubspot').invalid()).toEqual([]));
	afterAll(() => sandbox.close());

	const createContact = (email: string) =>
		client.crm.contacts.basicApi.create({ properties: { email, firstname: 'Ada' }, associations: [] });

	test('creates, reads, updates, searches and archives a contact', async () => {
		const contact = await createContact('Ada@Example.com');
		const updated = await client.crm.contacts.basicApi.update(
			'ada@example.com',
			{ properties: { city: 'Turin' } },
			'email',
		);
		const read = await client.crm.contacts.basicApi.getById(contact.id, ['email', 'city'], ['city']);
		const found = await client.crm.contacts.searchApi.doSearch({
			filterGroups: [
				{ filters: [{ propertyName: 'email', operator: FilterOperatorEnum.Eq, value: 'ADA@example.com' }] },
			],
			sorts: ['createdate'],
			properties: ['email'],
			limit: 10,
			after: '0',
		});
		await client.crm.contacts.basicApi.archive(contact.id);
		const archived = await client.crm.contacts.basicApi.getPage(10, undefined, undefined, undefined, undefined, true);

		expect(updated.id).toBe(contact.id);
		expect(read.properties).toMatchObject({ email: 'ada@example.com', city: 'Turin' });
		expect(read.propertiesWithHistory?.city[0].value).toBe('Turin');
		expect(read.createdAt).toBeInstanceOf(Date);
		expect(found).toMatchObject({ total: 1, results: [{ id: contact.id }] });
		expect(archived.results.map(({ id }) => id)).toEqual([contact.id]);
	});

	test('creates, reads, updates and upserts in batches', async () => {
		const { batchApi } = client.crm.contacts;
		const created = await batchApi.create({
			inputs: ['a', 'b'].map((name) => ({
				properties: { email: `${name}@example.com` },
				associations: [],
				objectWriteTraceId: name,
			})),
		});
		const ids = created.results.map(({ id }) => id);
		const updated = await batchApi.update({ inputs: ids.map((id) => ({ id, properties: { city: 'Turin' } })) });
		const read = await batchApi.read({
			properties: ['city'],
			propertiesWithHistory: [],
			inputs: [...ids, '1'].map((id) => ({ id })),
		});
		const upserted = await batchApi.upsert({
			inputs: ['x', 'y'].map((id) => ({ id, idProperty: 'external_id', properties: { firstname: id } })),
		});

		expect(created.status).toBe('COMPLETE');
		expect(updated.results).toHaveLength(2);
		expect(read).toMatchObject({ numErrors: 1, errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['1'] } }] });
		expect(read.results.map(({ properties }) => properties.city)).toEqual(['Turin', 'Turin']);
		expect(upserted.results).toMatchObject([{ _new: true }, { _new: true }]);
	});

	test('links a meeting, a note and a lead to a contact when they are created', async () => {
		const { id } = await createContact('ada@example.com');
		const to = (associationTypeId: number) => [
			{ to: { id }, types: [{ associationCategory: HUBSPOT_DEFINED, associationTypeId }] },
		];
		const meeting = await client.crm.objects.meetings.basicApi.create({
			properties: { hs_timestamp: '2026-11-20T10:00:00Z', hs_meeting_title: 'Visit' },
			associations: to(200),
		});
		const note = await client.crm.objects.notes.basicApi.create({
			properties: { hs_timestamp: '2026-11-20T10:00:00Z', hs_note_body: 'Gate code 12' },
			associations: to(202),
		});
		const lead = await client.crm.objects.leads.basicApi.create({
			properties: { hs_lead_name: 'Ada' },
			associations: to(578),
		});
		const contact = await client.crm.contacts.basicApi.getById(id, undefined, undefined, [
			'meetings',
			'notes',
			'leads',
		]);

		expect(contact.associations?.meetings.results).toEqual([{ id: meeting.id, type: 'contact_to_meeting' }]);
		expect(contact.associations?.notes.results[0].id).toBe(note.id);
		expect(contact.associations?.leads.results[0].id).toBe(lead.id);
	});

	test('handles companies and v4 associations', async () => {
		const contact = await createContact('ada@example.com');
		const company = await client.crm.companies.basicApi.create({
			properties: { name: 'Analytical Engines', domain: 'engines.example' },
			associations: [],
		});
		const { basicApi, batchApi, schema } = client.crm.associations.v4;
		await basicApi.createDefault('contacts', contact.id, 'companies', company.id);
		await basicApi.create('0-1', contact.id, '0-2', company.id, [
			{ associationCategory: HUBSPOT_DEFINED, associationTypeId: 1 },
		]);
		const page = await basicApi.getPage('companies', company.id, 'contacts');
		const read = await batchApi.getPage('contacts', 'companies', { inputs: [{ id: contact.id }] });
		const labels = await schema.definitionsApi.getAll('contacts', 'companies');
		await basicApi.archive('contacts', contact.id, 'companies', company.id);
		const empty = await basicApi.getPage('companies', company.id, 'contacts');

		expect(page.results).toHaveLength(1);
		expect(Number(page.results[0].toObjectId)).toBe(Number(contact.id));
		expect(page.results[0].associationTypes.map(({ typeId }) => typeId)).toEqual([280, 2]);
		expect(read.results[0].to).toHaveLength(1);
		expect(labels.results.map(({ typeId }) => typeId)).toEqual([279, 1, 36]);
		expect(empty.results).toEqual([]);
	});

	test('lists owners, pipelines and properties', async () => {
		const owners = await client.crm.owners.ownersApi.getPage(undefined, undefined, 2);
		const more = await client.crm.owners.ownersApi.getPage(undefined, owners.paging?.next?.after, 2);
		const pipelines = await client.crm.pipelines.pipelinesApi.getAll('deals');
		const properties = await client.crm.properties.coreApi.getAll('contacts');

		expect([...owners.results, ...more.results].map(({ id }) => id)).toEqual(['70001', '70002', '70003']);
		expect(pipelines.results[0].stages.map(({ id }) => id)).toContain('closedwon');
		expect(properties.results.find(({ name }) => name === 'external_id')).toMatchObject({
			hasUniqueValue: true,
			hubspotDefined: false,
		});
	});

	test('exchanges a code and refreshes a token', async () => {
		const redirect = await axios.post(
			`${sandbox.url}/hubspot/oauth/authorize`,
			new URLSearchParams({
				client_id: 'sandbox-client',
				redirect_uri: 'http://localhost/cb',
				scope: 'oauth crm.objects.contacts.read',
				decision: 'allow',
			}),
			{ maxRedirects: 0, validateStatus: () => true },
		);
		const code = new URL(String(redirect.headers.location)).searchParams.get('code') ?? '';
		const oauth = client.oauth.tokensApi;
		const first = await oauth.create(
			'authorization_code',
			code,
			'http://localhost/cb',
			'sandbox-client',
			'sandbox-secret',
		);
		const refreshToken = 'refreshToken' in first ? first.refreshToken : '';
		const second = await oauth.create(
			'refresh_token',
			undefined,
			undefined,
			'sandbox-client',
			'sandbox-secret',
			refreshToken,
		);
		const info = await client.oauth.accessTokensApi.get(second.accessToken);

		expect(second.expiresIn).toBe(1800);
		expect(second.accessToken).not.toBe(first.accessToken);
		expect(info.scopes).toEqual(['oauth', 'crm.objects.contacts.read']);
	});

	test('reports conflicts and unknown records as the SDK expects', async () => {
		const { id } = await createContact('ada@example.com');

		await expect(createContact('ada@example.com')).rejects.toMatchObject({
			code: 409,
			body: { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${id}` },
		});
		await expect(client.crm.contacts.basicApi.getById('1')).rejects.toMatchObject({ code: 404 });
	});

	test('answers raw requests on dated paths', async () => {
		const response = await client.apiRequest({
			method: 'POST',
			path: '/crm/objects/2026-09/contacts',
			body: { properties: { email: 'ada@example.com' } },
		});

		expect(response.status).toBe(201);
		expect(await response.json()).toMatchObject({ properties: { email: 'ada@example.com' } });
	});
});
