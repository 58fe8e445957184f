import { CONTACTS, hubspotBench, OBJECTS } from './support';

describe('HubSpot sandbox: search', () => {
	const bench = hubspotBench();
	const search = async (body: object, type = 'contacts') =>
		(await bench.http.post(`${OBJECTS}/${type}/search`, body)).data;
	const where = (propertyName: string, operator: string, more: object = {}) => ({
		filterGroups: [{ filters: [{ propertyName, operator, ...more }] }],
	});
	const names = async (body: object): Promise<string[]> =>
		(await search({ properties: ['firstname'], sorts: ['hs_object_id'], ...body })).results.map(
			(record: { properties: { firstname: string } }) => record.properties.firstname,
		);

	const PEOPLE = [
		{
			firstname: 'Ada',
			email: 'ada@engines.example',
			hs_lead_status: 'NEW',
			lifetime_visits: '2',
			phone: '+1 212 555 0100',
		},
		{
			firstname: 'Bob',
			email: 'bob@pipes.example',
			hs_lead_status: 'OPEN',
			lifetime_visits: '10',
			warranty_until: '2027-01-31',
		},
		{ firstname: 'Cy', company: 'Pipes and Sons' },
	];

	test.each([
		['EQ in any case', where('firstname', 'EQ', { value: 'ADA' }), ['Ada']],
		['NEQ', where('hs_lead_status', 'NEQ', { value: 'NEW' }), ['Bob']],
		['numbers, not texts', where('lifetime_visits', 'GT', { value: '9' }), ['Bob']],
		['BETWEEN', where('lifetime_visits', 'BETWEEN', { value: '1', highValue: '2' }), ['Ada']],
		['dates', where('warranty_until', 'LTE', { value: '2027-01-31' }), ['Bob']],
		['IN on options', where('hs_lead_status', 'IN', { values: ['NEW', 'OPEN'] }), ['Ada', 'Bob']],
		['IN on texts in lower case', where('firstname', 'IN', { values: ['ada', 'bob'] }), ['Ada', 'Bob']],
		['IN on texts as typed', where('firstname', 'IN', { values: ['Ada', 'Bob'] }), []],
		['NOT_IN', where('firstname', 'NOT_IN', { values: ['ada'] }), ['Bob', 'Cy']],
		['HAS_PROPERTY', where('email', 'HAS_PROPERTY'), ['Ada', 'Bob']],
		['NOT_HAS_PROPERTY', where('email', 'NOT_HAS_PROPERTY'), ['Cy']],
		['CONTAINS_TOKEN', where('company', 'CONTAINS_TOKEN', { value: 'pipes' }), ['Cy']],
		['CONTAINS_TOKEN with *', where('email', 'CONTAINS_TOKEN', { value: '*@pipes.example' }), ['Bob']],
		['NOT_CONTAINS_TOKEN', where('email', 'NOT_CONTAINS_TOKEN', { value: 'pipes' }), ['Ada']],
		[
			'the calculated phone number',
			where('hs_searchable_calculated_phone_number', 'CONTAINS_TOKEN', { value: '*5550100' }),
			['Ada'],
		],
		['query text', { query: 'pip' }, ['Bob', 'Cy']],
		[
			'one sort, descending',
			{ sorts: [{ propertyName: 'lifetime_visits', direction: 'DESCENDING' }] },
			['Bob', 'Ada', 'Cy'],
		],
		[
			'groups as OR',
			{ filterGroups: ['Ada', 'Cy'].map((value) => where('firstname', 'EQ', { value }).filterGroups[0]) },
			['Ada', 'Cy'],
		],
	])('filters: %s', async (_case, body, expected) => {
		bench.hubspot.seed({ contacts: PEOPLE.map((properties) => ({ properties })) });

		const found = await names(body);
		expect(found).toEqual(expected);
	});

	test('filters by association', async () => {
		const { contacts } = bench.hubspot.seed({ contacts: [{}] });
		const { meetings } = bench.hubspot.seed({
			meetings: [{ associations: [{ to: 'contacts', id: contacts[0] }] }, {}],
		});

		expect(
			(await search(where('associations.contact', 'EQ', { value: contacts[0] }), 'meetings')).results,
		).toMatchObject([{ id: meetings[0] }]);
	});

	test.each([
		['six groups', { filterGroups: Array(6).fill({ filters: [] }) }],
		[
			'seven filters in a group',
			{ filterGroups: [{ filters: Array(7).fill({ propertyName: 'city', operator: 'HAS_PROPERTY' }) }] },
		],
		[
			'more than 18 filters',
			{ filterGroups: Array(5).fill({ filters: Array(4).fill({ propertyName: 'city', operator: 'HAS_PROPERTY' }) }) },
		],
		['two sorts', { sorts: ['createdate', 'city'] }],
		['201 per page', { limit: 201 }],
		['a page beyond 10,000', { limit: 100, after: '9901' }],
		['a record id as offset', { after: '20001' }],
		['a text as offset', { after: 'NTI1Cg' }],
		['a long query', { query: 'x'.repeat(3_001) }],
		['an unknown property', where('nonsense', 'EQ', { value: '1' })],
		['the wrong name of the modification date', where('hs_lastmodifieddate', 'GTE', { value: '0' })],
	])('refuses %s', async (_case, body) => {
		const { status, data } = await bench.http.post(`${CONTACTS}/search`, body);

		expect([status, data.category]).toEqual([400, 'VALIDATION_ERROR']);
	});

	test('pages by offset', async () => {
		bench.hubspot.seed({ contacts: Array.from({ length: 5 }, () => ({})) });
		const first = await search({ limit: 2, sorts: ['hs_object_id'] });
		const last = await search({ limit: 2, sorts: ['hs_object_id'], after: '4' });

		expect(first).toMatchObject({ total: 5, paging: { next: { after: '2' } } });
		expect(last.results).toHaveLength(1);
		expect(last.paging).toBeUndefined();
	});

	test('sees writes late, and late ones out of order', async () => {
		bench.hubspot.settings.patch({ clockFrozenAt: 1_800_000_000_000, indexLagMs: 60_000 });
		await bench.http.post(CONTACTS, { properties: { firstname: 'slow' } });
		bench.hubspot.settings.indexLagMs = 0;
		bench.hubspot.settings.clockFrozenAt = 1_800_000_001_000;
		await bench.http.post(CONTACTS, { properties: { firstname: 'quick' } });

		expect(await names({})).toEqual(['quick']);
		bench.hubspot.settings.clockFrozenAt = 1_800_000_060_000;
		expect(await names({})).toEqual(['slow', 'quick']);
	});

	test('never sees archived records', async () => {
		const { contacts } = bench.hubspot.seed({ contacts: [{}, { archived: true }] });
		await bench.http.delete(`${CONTACTS}/${contacts[0]}`);

		expect(await search({})).toEqual({ total: 0, results: [] });
	});
});
