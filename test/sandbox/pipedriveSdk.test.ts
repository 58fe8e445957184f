import axios from 'axios';
import { v1, v2 } from 'pipedrive';
import { type Sandbox, startSandbox } from '../../sandbox/server';

const API_TOKEN = 'sandbox0admin0api0token000000000000000fa';
const REDIRECT_URI = 'http://localhost/cb';

/** The vendor's own client, unchanged, has to find nothing odd about the sandbox. */
describe('Pipedrive sandbox with the vendor SDK', () => {
	let sandbox: Sandbox;
	let one: v1.Configuration;
	let two: v2.Configuration;

	beforeAll(async () => {
		sandbox = await startSandbox();
		one = new v1.Configuration({ apiKey: API_TOKEN, basePath: `${sandbox.url}/pipedrive/api/v1` });
		two = new v2.Configuration({ apiKey: API_TOKEN, basePath: `${sandbox.url}/pipedrive/api/v2` });
	});
	beforeEach(() => sandbox.crm('pipedrive').reset());
	afterEach(() => expect(sandbox.crm('pipedrive').invalid()).toEqual([]));
	afterAll(() => sandbox.close());

	const addAda = async () => {
		const { data } = await new v2.PersonsApi(two).addPerson({
			AddPersonRequest: { name: 'Ada Lovelace', emails: [{ value: 'ada@example.com', primary: true, label: 'work' }] },
		});
		return data?.id ?? 0;
	};

	test('creates, reads, updates, lists, searches and deletes a person', async () => {
		const persons = new v2.PersonsApi(two);
		const id = await addAda();
		const updated = await persons.updatePerson({
			id,
			UpdatePersonRequest: { phones: [{ value: '+372 5551', label: 'mobile' }] },
		});
		const read = await persons.getPerson({ id });
		const list = await persons.getPersons({
			updated_since: '2026-01-01T00:00:00Z',
			sort_by: 'update_time',
			limit: 500,
		});
		const found = await persons.searchPersons({ term: 'ADA@example.com', fields: 'email', exact_match: true });
		const deleted = await persons.deletePerson({ id });

		expect(updated.data?.phones).toEqual([{ value: '+372 5551', label: 'mobile', primary: true }]);
		expect(read.data).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace', owner_id: 501 });
		expect(list.data?.map((person) => person.id)).toEqual([id]);
		expect(found.data?.items?.map(({ item }) => item?.id)).toEqual([id]);
		expect(deleted.data?.id).toBe(id);
	});

	test('pages through a list with its cursor', async () => {
		sandbox.crm('pipedrive').seed({ persons: Array.from({ length: 5 }, (_none, index) => ({ name: `P${index}` })) });
		const persons = new v2.PersonsApi(two);
		const read: (number | undefined)[] = [];
		let cursor: string | null | undefined;
		do {
			const page = await persons.getPersons({ limit: 2, ...(cursor ? { cursor } : {}) });
			read.push(...(page.data ?? []).map(({ id }) => id));
			cursor = page.additional_data?.next_cursor;
		} while (cursor);

		expect(read).toEqual([1, 2, 3, 4, 5]);
	});

	test('finds or makes an organization, and writes a custom field by its key', async () => {
		const organizations = new v2.OrganizationsApi(two);
		const fields = await new v2.OrganizationFieldsApi(two).getOrganizationFields({ limit: 500 });
		const key = fields.data?.find(({ field_name }) => field_name === 'External ID')?.field_code ?? '';
		const added = await organizations.addOrganization({
			AddOrganizationRequest: { name: 'Engines', custom_fields: { [key]: 'x-1' } },
		});
		const found = await organizations.searchOrganization({ term: 'engines', fields: 'name', exact_match: true });

		expect(key).toMatch(/^[0-9a-f]{40}$/);
		expect(added.data?.custom_fields).toMatchObject({ [key]: 'x-1' });
		expect(found.data?.items?.[0].item?.name).toBe('Engines');
	});

	test('handles an activity and a deal', async () => {
		const person_id = await addAda();
		const activities = new v2.ActivitiesApi(two);
		const deals = new v2.DealsApi(two);
		const activity = await activities.addActivity({
			AddActivityRequest: {
				subject: 'Visit',
				type: 'meeting',
				due_date: '2026-11-05',
				due_time: '09:30',
				duration: '01:00',
				participants: [{ person_id, primary: true }],
			},
		});
		const done = await activities.updateActivity({ id: activity.data?.id ?? 0, AddActivityRequest: { done: true } });
		const deal = await deals.addDeal({ AddDealRequest: { title: 'Roof', person_id, value: 900 } });
		const won = await deals.updateDeal({ id: deal.data?.id ?? 0, UpdateDealRequest: { status: 'won' } });

		expect(activity.data).toMatchObject({ person_id, due_time: '09:30:00' });
		expect(done.data?.done).toBe(true);
		expect(won.data).toMatchObject({ status: 'won', won_time: expect.any(String) });
	});

	test('handles leads and notes of v1', async () => {
		const person_id = await addAda();
		const leads = new v1.LeadsApi(one);
		const lead = await leads.addLead({
			AddLeadRequest: { title: 'Roof', person_id, value: { amount: 900, currency: 'EUR' } },
		});
		const id = lead.data?.id ?? '';
		const updated = await leads.updateLead({ id, UpdateLeadRequest: { title: 'Windows' } });
		const list = await leads.getLeads({ person_id });
		const note = await new v1.NotesApi(one).addNote({ AddNoteRequest: { content: '<p>Gate 12</p>', lead_id: id } });
		const found = await new v2.LeadsApi(two).searchLeads({ term: 'windows' });

		expect(lead.data).toMatchObject({ source_name: 'API', person_id });
		expect(updated.data?.title).toBe('Windows');
		expect(list.data?.map((each) => each.id)).toEqual([id]);
		expect(note.data).toMatchObject({ content: '<p>Gate 12</p>', lead_id: id });
		expect(found.data?.items?.[0].item?.id).toBe(id);
	});

	test('lists what menus are made of', async () => {
		const me = await new v1.UsersApi(one).getCurrentUser();
		const users = await new v1.UsersApi(one).getUsers();
		const types = await new v1.ActivityTypesApi(one).getActivityTypes();
		const labels = await new v1.LeadLabelsApi(one).getLeadLabels();
		const pipelines = await new v2.PipelinesApi(two).getPipelines();
		const stages = await new v2.StagesApi(two).getStages({ pipeline_id: 1 });

		expect(me.data).toMatchObject({ company_domain: 'northwind-sandbox' });
		expect(users.data).toHaveLength(3);
		expect(types.data?.map(({ key_string }) => key_string)).toContain('meeting');
		expect(labels.data).toHaveLength(3);
		expect(pipelines.data).toHaveLength(2);
		expect(stages.data).toHaveLength(4);
	});

	test('rejects with the body of the refusal', async () => {
		await expect(new v2.PersonsApi(two).getPerson({ id: 999 })).rejects.toMatchObject({
			success: false,
			code: 'ERR_NOT_FOUND',
		});
		await expect(
			new v2.PersonsApi(two).addPerson({ AddPersonRequest: { name: 'Ada', custom_fields: { title: 'x' } } }),
		).rejects.toMatchObject({ error: "Validation failed: custom_fields: Unknown key 'title'" });
		const stranger = new v1.Configuration({ apiKey: 'wrong', basePath: one.basePath });
		await expect(new v1.UsersApi(stranger).getCurrentUser()).rejects.toMatchObject({ errorCode: 401 });
	});

	test('exchanges a code, goes on at api_domain, refreshes and revokes', async () => {
		const oauth = new v2.OAuth2Configuration({
			clientId: 'sandbox-client',
			clientSecret: 'sandbox-secret',
			redirectUri: REDIRECT_URI,
			host: `${sandbox.url}/pipedrive`,
		});
		const page = await axios.get<string>(oauth.authorizationUrl);
		const { headers } = await axios.post(
			`${sandbox.url}/pipedrive/oauth/authorize`,
			new URLSearchParams({ client_id: 'sandbox-client', redirect_uri: REDIRECT_URI, decision: 'allow' }),
			{ maxRedirects: 0, validateStatus: () => true },
		);
		const token = await oauth.authorize(new URL(String(headers.location)).searchParams.get('code') ?? '');
		oauth.updateToken(token);
		const persons = new v2.PersonsApi(
			new v2.Configuration({ accessToken: oauth.getAccessToken, basePath: oauth.basePath }),
		);
		const added = await persons.addPerson({ AddPersonRequest: { name: 'Ada' } });
		const refreshed = await oauth.tokenRefresh();
		await oauth.revokeToken('refresh_token');

		expect(page.data).toContain('Allow and Install');
		expect(oauth.basePath).toBe(`${sandbox.url}/pipedrive/api/v2`);
		expect(added.data?.name).toBe('Ada');
		expect(refreshed.access_token).not.toBe(token.access_token);
		await expect(oauth.tokenRefresh()).rejects.toMatchObject({ error: 'invalid_grant' });
	});
});
