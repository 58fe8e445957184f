import { hubSpotStage, seedPeople } from '../support/hubspot';

describe('the lists of the editor', () => {
	const stage = hubSpotStage();

	it('pages through records and filters them at the vendor', async () => {
		const { contacts } = stage.hubspot.seed({ contacts: seedPeople(120) });
		const editor = stage.editor({ operation: 'get' });
		const first = await editor.list('searchRecord');
		const second = await editor.list('searchRecord', undefined, first.paginationToken as string);
		const third = await editor.list('searchRecord', undefined, second.paginationToken as string);

		expect([first, second, third].map(({ results }) => results.length)).toEqual([50, 50, 20]);
		expect([...first.results, ...second.results, ...third.results].map(({ value }) => value)).toEqual(contacts);
		expect(third.paginationToken).toBeUndefined();
		expect(first.results[0]).toMatchObject({ name: 'First0 Person (person0@example.com)', url: expect.stringContaining(contacts[0]) });

		const found = await editor.list('searchRecord', 'first77');
		expect(found.results.map(({ value }) => value)).toEqual([contacts[77]]);
	});

	it.each(['contact', 'customer', 'deal', 'appointment', 'job', 'note'])('offers owners on a %s', async (resource) => {
		const { results } = await stage.editor({ operation: 'create', resource }).list('searchOwner');

		expect(results.map(({ name, value }) => [name, value])).toEqual([
			['Dana Reyes', '70001'],
			['Omar Haddad', '70002'],
			['Ines Moreau', '70003'],
		]);
	});

	it('filters owners', async () => {
		const { results } = await stage.editor({ operation: 'create' }).list('searchOwner', 'omar');

		expect(results.map(({ value }) => value)).toEqual(['70002']);
	});

	it('offers pipelines, and the stages of the one that is chosen', async () => {
		const deal = { operation: 'create', resource: 'deal' };
		expect((await stage.editor(deal).list('searchPipeline')).results.map(({ name }) => name)).toEqual(['Sales Pipeline', 'Renewals']);
		expect((await stage.editor(deal).list('searchStage')).results).toHaveLength(9);
		const chosen = { __rl: true, mode: 'list', value: '81200' };
		expect((await stage.editor({ ...deal, pipeline: chosen as never }).list('searchStage')).results.map(({ name }) => name)).toEqual([
			'Due',
			'Renewed',
			'Cancelled',
		]);
		expect(
			(await stage.editor({ ...deal, pipeline: chosen as never }).list('searchStage', 'new')).results.map(({ value }) => value),
		).toEqual(['812002']);
		expect((await stage.editor({ operation: 'create', resource: 'job' }).list('searchStage')).results.map(({ name }) => name)).toContain(
			'Waiting on us',
		);
	});

	it('offers companies and contacts to link with', async () => {
		const { companies } = stage.hubspot.seed({
			companies: [{ properties: { name: 'Pipes Ltd' } }, { properties: { name: 'Drains Ltd' } }],
		});
		const { contacts } = stage.hubspot.seed({ contacts: seedPeople(1) });
		const editor = stage.editor({ operation: 'create', resource: 'appointment' });
		const methods = editor.methods().listSearch;
		const company = methods.find((name) => /compan/i.test(name));

		expect((await editor.list(company!, 'drains')).results.map(({ value }) => value)).toEqual([companies[1]]);
		expect((await editor.list('searchContact')).results.map(({ value }) => value)).toEqual(contacts);
	});

	it('maps fields with the types and options of the account', async () => {
		const { fields } = await stage.editor({ operation: 'create' }).mapper();
		const byId = Object.fromEntries(fields.map((field) => [field.id, field]));

		expect(byId.firstName).toMatchObject({ displayName: 'First Name', type: 'string', required: false, display: true });
		expect(byId.status.type).toBe('options');
		expect(byId.status.options).toEqual(expect.arrayContaining([{ name: 'Customer', value: 'customer' }]));
		expect(byId['customFields.lifetime_visits']).toMatchObject({ type: 'number', removed: true });
		expect(byId['customFields.service_tier'].options).toEqual([
			{ name: expect.any(String), value: 'bronze' },
			{ name: expect.any(String), value: 'silver' },
			{ name: expect.any(String), value: 'gold' },
		]);
		expect(byId['customFields.has_service_contract'].type).toBe('boolean');
		expect(byId['customFields.last_visit_at'].type).toBe('dateTime');
		expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
		// What only HubSpot sets is not offered, nor what a canonical field stands for already.
		for (const absent of [
			'customFields.hs_object_id',
			'customFields.createdate',
			'customFields.email',
			'customFields.num_associated_deals',
			'createdAt',
			'url',
			'contactId',
		])
			expect(byId).not.toHaveProperty([absent]);
	});

	it('marks what a new record needs, and only there', async () => {
		const required = async (operation: string) =>
			(await stage.editor({ operation, resource: 'deal' }).mapper()).fields.filter((field) => field.required).map(({ id }) => id);

		expect([await required('create'), await required('update'), await required('upsert')]).toEqual([['name'], [], []]);
	});

	it('offers keys, custom fields and fields to search and watch', async () => {
		const editor = stage.editor({ operation: 'upsert' });
		const values = async (method: string) => (await editor.options(method)).map(({ value }) => value);

		expect(await values('getMatchKeys')).toEqual(expect.arrayContaining(['externalId', 'email', 'phone', 'customFields.external_id']));
		expect(await values('getUniqueFields')).toEqual(['external_id']);
		expect(await values('getCustomFields')).toEqual(expect.arrayContaining(['service_tier', 'lifetime_visits']));
		expect(await values('getSearchFields')).toEqual(expect.arrayContaining(['email', 'createdAt', 'customFields.service_tier']));
		expect(await values('getWatchFields')).toEqual(expect.arrayContaining(['email', 'jobtitle', 'service_tier']));
	});

	it('says what is wrong instead of showing an empty list', async () => {
		const editor = stage.editor({ operation: 'create' });
		stage.hubspot.settings.missingScopes = ['crm.objects.owners.read'];

		await expect(editor.list('searchOwner')).rejects.toThrow(/crm\.objects\.owners\.read/);
	});

	it('forgets a kind of record that the chosen resource does not have', async () => {
		expect(
			(await stage.editor({ operation: 'create', resource: 'deal', storeAs: 'companies' }).mapper()).fields.map(({ id }) => id),
		).toContain('amount');
	});
});
