import { jobberBench, NOON } from './jobberBench';

interface Point {
	id: string;
	primary: boolean;
	address?: string;
	number?: string;
}

interface Client {
	id: string;
	name: string;
	updatedAt: string;
	emails: Point[];
	phones: Point[];
	contacts: { nodes: { id: string; firstName: string; emails: { nodes: Point[] } }[] };
}

interface Payload {
	client: Client | null;
	userErrors: { message: string; path: string[] }[];
}

const FIELDS = `id name firstName lastName companyName isLead isArchived createdAt updatedAt email phone jobberWebUri
	emails { id address primary description } phones { id number normalizedPhoneNumber primary description }
	billingAddress { street street1 city province } tags(first: 5) { nodes { label } }
	contacts(first: 5) { nodes { id firstName role emails(first: 5) { nodes { id address } } } }
	clientProperties(first: 5) { nodes { id name address { street1 city } } }`;
const CREATE = `mutation ($input: ClientCreateInput!) {
	clientCreate(input: $input) { client { ${FIELDS} } userErrors { message path } } }`;
const EDIT = `mutation ($clientId: EncodedId!, $input: ClientEditInput!) {
	clientEdit(clientId: $clientId, input: $input) { client { ${FIELDS} } userErrors { message path } } }`;
const SEARCH = `query (
	$term: String, $fields: [ClientSearchField!], $filter: ClientFilterAttributes, $sort: ClientsSortInput
) {
	clients(searchTerm: $term, searchFields: $fields, filter: $filter, sort: $sort, first: 20) { nodes { id name } } }`;

describe('Jobber sandbox: clients', () => {
	const bench = jobberBench();
	// Whatever a test does here, the vendor's schema allows it.
	afterEach(() => expect(bench.jobber.invalid()).toEqual([]));

	const create = (input: object) => bench.run<Payload>(CREATE, { input });
	const created = async (input: object) => (await create(input)).client!;
	const edit = (clientId: string, input: object) => bench.run<Payload>(EDIT, { clientId, input });
	const found = async (variables: object) =>
		(await bench.run<{ nodes: Client[] }>(SEARCH, variables)).nodes.map(({ name }) => name);

	test('a client comes back as it was created', async () => {
		const client = await created({
			firstName: 'Ada',
			lastName: 'Byron',
			emails: [{ address: 'Ada@example.com', description: 'WORK' }],
			phones: [{ number: '(212) 555-0100', description: 'MOBILE', primary: true }],
			billingAddress: { street1: '1 Main St', province: 'NY' },
			properties: [{ name: 'Home', address: { street1: '1 Main St', city: 'New York' } }],
			contacts: [{ firstName: 'Charles', role: 'Butler', emails: [{ address: 'charles@example.com' }] }],
		});

		expect(client).toMatchObject({
			name: 'Ada Byron',
			companyName: null,
			isLead: true,
			isArchived: false,
			createdAt: '2026-11-02T17:00:00Z',
			email: 'Ada@example.com',
			emails: [{ address: 'Ada@example.com', primary: true, description: 'WORK' }],
			phones: [{ normalizedPhoneNumber: '+12125550100', description: 'Mobile' }],
			billingAddress: { street1: '1 Main St', city: '', province: 'NY' },
			clientProperties: { nodes: [{ name: 'Home', address: { city: 'New York' } }] },
			contacts: { nodes: [{ firstName: 'Charles', role: 'Butler' }] },
		});
		const number = Buffer.from(client.id, 'base64').toString().split('/').at(-1);
		expect(client).toMatchObject({ jobberWebUri: `https://secure.getjobber.com/clients/${number}` });
	});

	test.each([
		['an empty client', {}, ['input']],
		['a bad address', { firstName: 'Ada', emails: [{ address: 'ada' }] }, ['input', 'emails', '0', 'address']],
		['a bad number', { firstName: 'Ada', phones: [{ number: 'none' }] }, ['input', 'phones', '0', 'number']],
		[
			'an unknown custom field',
			{ firstName: 'Ada', customFields: [{ customFieldConfigurationId: 'x', valueText: 'y' }] },
			['input', 'customFields', '0', 'customFieldConfigurationId'],
		],
	])('%s is a user error', async (_case, input, path) => {
		expect(await create(input)).toEqual({ client: null, userErrors: [{ message: expect.any(String), path }] });
		expect(bench.jobber.records('clients')).toEqual([]);
	});

	test('addresses are added, edited and deleted by id, never set; adding the same one again doubles it', async () => {
		const { id, emails } = await created({ firstName: 'Ada', emails: [{ address: 'ada@example.com' }] });
		await edit(id, { emailsToAdd: [{ address: 'ada@example.com' }, { address: 'new@example.com', primary: true }] });
		const { client } = await edit(id, { emailsToEdit: [{ id: emails[0].id, address: 'old@example.com' }] });
		const { client: after } = await edit(id, { emailsToDelete: [client!.emails[2].id] });

		expect(client!.emails.map(({ address, primary }) => [address, primary])).toEqual([
			['old@example.com', false],
			['ada@example.com', false],
			['new@example.com', true],
		]);
		expect(after!.emails.map(({ primary }) => primary)).toEqual([true, false]);
		expect((await edit(id, { emailsToEdit: [{ id: 'x', address: 'a@b.co' }] })).userErrors).toMatchObject([
			{ message: 'Email not found', path: ['input', 'emailsToEdit', '0', 'id'] },
		]);
	});

	test('an edit changes what it names', async () => {
		const { id } = await created({ firstName: 'Ada', lastName: 'Byron', billingAddress: { street1: '1 Main St' } });
		bench.jobber.settings.clockFrozenAt = NOON + 5_400;
		await edit(id, { tagsToAdd: ['VIP', 'vip', 'Heating'] });
		const { client } = await edit(id, {
			lastName: 'Lovelace',
			billingAddress: { city: 'Turin' },
			tagsToDelete: ['heating'],
		});

		expect(client).toMatchObject({
			name: 'Ada Lovelace',
			updatedAt: '2026-11-02T17:00:05Z',
			billingAddress: { street1: '1 Main St', city: 'Turin' },
			tags: { nodes: [{ label: 'VIP' }] },
		});
	});

	test('contacts live inside a client and move its modification time', async () => {
		const { id } = await created({ companyName: 'Volta', isCompany: true });
		bench.jobber.settings.clockFrozenAt = NOON + 1_000;
		const added = await edit(id, {
			contactsToAdd: [{ firstName: 'Eve', emails: [{ address: 'eve@example.com' }] }, { firstName: 'Max' }],
		});
		const [eve, max] = ['Eve', 'Max'].map((name) =>
			added.client!.contacts.nodes.find(({ firstName }) => firstName === name),
		);
		const edited = await edit(id, {
			contactsToEdit: [{ id: eve!.id, role: 'Owner', emailsToAdd: [{ address: 'eve@work.example' }] }],
			contactsToDelete: [max!.id],
		});

		expect(added.client).toMatchObject({ updatedAt: '2026-11-02T17:00:01Z' });
		expect(edited.client!.contacts.nodes).toMatchObject([
			{ role: 'Owner', emails: { nodes: [{ address: 'eve@example.com' }, { address: 'eve@work.example' }] } },
		]);
		expect((await edit(id, { contactsToEdit: [{ id: max!.id, role: 'x' }] })).userErrors).toMatchObject([
			{ message: 'Contact not found' },
		]);
	});

	test('a batch creates what is right and tells the rest by position', async () => {
		const answer = await bench.run(
			`mutation ($input: [ClientCreateInput!]!) {
				clientsCreate(input: $input) { clients { nodes { name } } userErrors { message path } } }`,
			{ input: [{ firstName: 'Ada' }, { firstName: 'Bob', emails: [{ address: 'bob' }] }] },
		);

		expect(answer).toMatchObject({
			clients: { nodes: [{ name: 'Ada' }] },
			userErrors: [{ path: ['input', '1', 'emails', '0', 'address'] }],
		});
	});

	test('a search is fuzzy: it finds more than what was meant', async () => {
		await created({ firstName: 'Ada', emails: [{ address: 'ada@example.com' }], phones: [{ number: '212.555.0100' }] });
		await created({ firstName: 'Canada', emails: [{ address: 'canADA@example.com' }] });
		await created({ firstName: 'Noted', lastName: 'ada@example.com' });

		expect(await found({ term: 'ada@example.com' })).toHaveLength(3);
		expect(await found({ term: 'ADA@example.com', fields: ['EMAILS'] })).toEqual(['Ada', 'Canada']);
		expect(await found({ term: '+1 (212) 555-0100', fields: ['PHONES'] })).toEqual(['Ada']);
		expect(await found({ term: 'example ada@', fields: ['NAMES'] })).toEqual(['Noted ada@example.com']);
	});

	test('a search may lag behind; lists do not', async () => {
		bench.jobber.settings.indexLagMs = 2_000;
		await created({ firstName: 'Ada' });
		const early = await found({ term: 'ada' });
		const listed = await found({});
		bench.jobber.settings.clockFrozenAt = NOON + 2_000;

		expect([early, listed, await found({ term: 'ada' })]).toEqual([[], ['Ada'], ['Ada']]);
	});

	test.each([
		[true, { after: '2026-11-02T17:00:00Z' }, ['Bob', 'Ada']],
		[false, { after: '2026-11-02T17:00:00Z' }, ['Bob']],
		[true, { after: '2026-11-02T17:00:00Z', before: '2026-11-02T17:00:09Z' }, ['Ada']],
		[true, { after: '2026-11-02T12:00:05-05:00' }, ['Bob']],
	])('inclusive %s: created %j', async (inclusiveRanges, createdAt, names) => {
		bench.jobber.settings.inclusiveRanges = inclusiveRanges;
		bench.jobber.seed({
			clients: [
				{ firstName: 'Ada', createdAt: '2026-11-02T17:00:00.900Z' },
				{ firstName: 'Bob', createdAt: '2026-11-02T17:00:10Z' },
			],
		});

		expect(await found({ filter: { createdAt } })).toEqual(names);
	});

	test('filters, sorts and the default order', async () => {
		const day = (n: number) => ({ createdAt: `2026-10-0${n}T00:00:00Z` });
		bench.jobber.seed({
			clients: [
				{ firstName: 'Bob', ...day(1), isLead: false },
				{ firstName: 'Ada', ...day(2), tags: ['VIP'] },
				{ companyName: 'Volta', isCompany: true, ...day(3), isArchived: true },
			],
		});
		const byName = { key: 'FIRST_NAME', direction: 'ASCENDING' };

		expect(await found({})).toEqual(['Volta', 'Ada', 'Bob']);
		expect(await found({ sort: byName, filter: { isArchived: false } })).toEqual(['Ada', 'Bob']);
		expect(await found({ filter: { isLead: true, isCompany: false, tags: ['vip'] } })).toEqual(['Ada']);
	});

	test('rows of one second keep no promised order', async () => {
		bench.jobber.seed({ clients: [{ firstName: 'Ada' }, { firstName: 'Bob' }] });
		const before = await found({});
		bench.jobber.settings.reorderResults = true;

		expect(await found({})).toEqual([...before].reverse());
	});

	test('archiving is what there is instead of deleting', async () => {
		const { id } = await created({ firstName: 'Ada' });
		const archive = (name: string, clientId: string) =>
			bench.run(
				`mutation ($clientId: EncodedId!) {
					client${name}(clientId: $clientId) { client { isArchived } userErrors { message path } } }`,
				{ clientId },
			);

		expect(await archive('Archive', id)).toEqual({ client: { isArchived: true }, userErrors: [] });
		expect(await found({})).toEqual(['Ada']);
		expect(await archive('Unarchive', id)).toMatchObject({ client: { isArchived: false } });
		expect(await archive('Archive', 'x')).toMatchObject({ client: null, userErrors: [{ message: 'Client not found' }] });
	});

	test('custom fields take exactly one value of their type; all of them are read', async () => {
		const configurations = await bench.run<{ nodes: { id: string; name: string }[] }>(
			`{ customFieldConfigurations(filter: {appliesTo: ALL_CLIENTS}, first: 20) {
				nodes { ... on CustomFieldConfigurationInterface { id name valueType archived readOnly } } } }`,
		);
		const idOf = (name: string) => configurations.nodes.find((node) => node.name === name)!.id;
		const set = (name: string, value: object) =>
			create({ firstName: 'Ada', customFields: [{ customFieldConfigurationId: idOf(name), ...value }] });
		const { client } = await set('Service plan', { valueDropdown: 'Gold' });
		const read = await bench.run(
			`query ($id: EncodedId!) { client(id: $id) { customFields {
				... on CustomFieldText { label valueText } ... on CustomFieldDropdown { label valueDropdown } } } }`,
			{ id: client!.id },
		);

		expect(read).toMatchObject({
			customFields: expect.arrayContaining([
				{ label: 'External ID', valueText: '' },
				{ label: 'Service plan', valueDropdown: 'Gold' },
			]),
		});
		for (const refused of [
			await set('Service plan', { valueDropdown: 'Platinum' }),
			await set('External ID', { valueNumeric: 3 }),
			await set('External ID', { valueText: 'a', valueNumeric: 3 }),
			await set('Credit check', { valueText: 'a' }),
			await set('Old number', { valueText: 'a' }),
		]) {
			expect(refused).toMatchObject({ client: null, userErrors: [{ message: expect.any(String) }] });
			expect(refused.userErrors[0].path.slice(0, 3)).toEqual(['input', 'customFields', '0']);
		}
	});

	test('notes, similar clients, and the lists of addresses and numbers', async () => {
		const { id } = await created({
			firstName: 'Ada',
			emails: [{ address: 'ada@example.com' }],
			phones: [{ number: '212-555-0100' }, { number: '646-555-0199' }],
		});
		const note = await bench.run(
			`mutation ($id: EncodedId!, $input: ClientCreateNoteInput!) {
				clientCreateNote(clientId: $id, input: $input) { clientNote { message pinned } userErrors { message } } }`,
			{ id, input: { message: 'Has a dog' } },
		);
		const { data } = await bench.ask(`{
			similarClients(emails: ["ada@example.com"], first: 10) { nodes { name } }
			clientEmails(searchTerm: "ada", first: 10) { nodes { address } }
			clientPhones(searchTerm: "2125550100", first: 10) { nodes { number client { name } } }
		}`);

		expect(note).toEqual({ clientNote: { message: 'Has a dog', pinned: false }, userErrors: [] });
		expect(bench.jobber.records('notes')).toMatchObject([{ clientId: id, message: 'Has a dog' }]);
		expect(data).toEqual({
			similarClients: { nodes: [{ name: 'Ada' }] },
			clientEmails: { nodes: [{ address: 'ada@example.com' }] },
			clientPhones: { nodes: [{ number: '212-555-0100', client: { name: 'Ada' } }] },
		});
	});
});
