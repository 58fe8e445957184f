import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
	type GraphQLSchema,
	isInputObjectType,
	isInterfaceType,
	isObjectType,
	isUnionType,
} from 'graphql';
import { vendorSchema } from '../../sandbox/jobber/documentCheck';
import { SCHEMA } from '../../sandbox/jobber/schema';
import { jobberBench, NOON } from './jobberBench';

const SPECS = process.env.CRM_SPECS ?? resolve(__dirname, '../../../shared/specs');
const EXTRACT = resolve(SPECS, 'jobber/jobber-extract.graphql');

/** What the contract sheet tells and the extract of the vendor's schema has not. */
const BEYOND_THE_EXTRACT = [
	'Client.jobs',
	'CustomFieldConfigurationNumeric',
	'CustomFieldConfigurationTrueFalse',
	'CustomFieldConfiguration = CustomFieldConfigurationNumeric',
	'CustomFieldConfiguration = CustomFieldConfigurationTrueFalse',
];

describe('Jobber sandbox: GraphQL', () => {
	const bench = jobberBench();
	const seedClients = (count: number) =>
		bench.jobber.seed({ clients: Array.from({ length: count }, (_, n) => ({ firstName: `Client ${n}` })) });

	(existsSync(EXTRACT) ? test : test.skip)("the schema says nothing that the vendor's does not", () => {
		expect(contradictions(SCHEMA, vendorSchema(resolve(SPECS, 'jobber')))).toEqual(BEYOND_THE_EXTRACT.sort());
	});

	(existsSync(EXTRACT) ? test : test.skip)("a document that the vendor's schema refuses is reported", async () => {
		await bench.ask('{ visits(filter: {clientId: "x"}, first: 1) { nodes { id } } }');
		await bench.ask('query ($sort: [ClientsSortInput!]) { clients(sort: $sort, first: 1) { nodes { id } } }');
		await bench.ask('mutation ($input: RequestCreateInput!) { requestCreate(input: $input) { request { id } } }', {
			input: { clientId: 'x', source: 'web' },
		});

		expect(bench.jobber.invalid()).toMatchObject([
			{ kind: 'request', message: expect.stringContaining('"clientId" is not defined') },
			{ kind: 'request', message: expect.stringContaining('"[ClientsSortInput!]" used in position') },
			{ kind: 'request', message: expect.stringContaining('"source" is not defined') },
		]);
	});

	test.each([
		['a syntax error', '{ account {', /Syntax Error/],
		['an unknown field', '{ account { plan } }', /Cannot query field "plan"/],
		['no document', '', /No query string/],
		['several operations', 'query A { account { id } } query B { account { id } }', /operation name is required/],
	])('%s is answered with 200, errors and no data', async (_case, query, message) => {
		const answer = await bench.ask(query);

		expect(answer).toMatchObject({ errors: [{ message: expect.stringMatching(message) }] });
		expect(answer).not.toHaveProperty('data');
	});

	test('an older API version does not know searchFields', async () => {
		bench.jobber.settings.searchFieldsAvailable = false;
		const { errors } = await bench.ask('{ clients(searchTerm: "a", searchFields: [EMAILS], first: 1) { nodes { id } } }');

		expect(errors).toMatchObject([{ message: "Argument 'searchFields' doesn't exist" }]);
	});

	test('several mutations in one document run one after the other, each on its own', async () => {
		const { data } = await bench.ask(`mutation {
			one: clientCreate(input: {firstName: "Ada"}) { client { name } userErrors { message } }
			two: clientCreate(input: {}) { client { name } userErrors { message } }
			three: clientCreate(input: {companyName: "Volta", isCompany: true}) { client { name } userErrors { message } }
		}`);

		expect(data).toMatchObject({
			one: { client: { name: 'Ada' }, userErrors: [] },
			two: { client: null, userErrors: [{ message: expect.any(String) }] },
			three: { client: { name: 'Volta' } },
		});
		expect(bench.jobber.records('clients')).toHaveLength(2);
	});

	test('a silent mutation does nothing and says nothing', async () => {
		bench.jobber.settings.silentMutations = ['clientCreate'];
		const payload = await bench.run(
			'mutation { clientCreate(input: {firstName: "Ada"}) { client { id } userErrors { message } } }',
		);

		expect(payload).toEqual({ client: null, userErrors: [] });
		expect(bench.jobber.records('clients')).toEqual([]);
	});

	test('an unknown id is null, if set so with an error beside it', async () => {
		const plain = await bench.ask('{ client(id: "nonsense") { id } }');
		bench.jobber.settings.unknownIdErrors = true;
		const withError = await bench.ask('{ client(id: "nonsense") { id } }');

		expect([plain.data, plain.errors]).toEqual([{ client: null }, undefined]);
		expect([withError.data, withError.errors]).toMatchObject([{ client: null }, [{ message: 'Client not found' }]]);
	});

	test('a page holds 100 nodes at most, and cursors lead through all of them', async () => {
		const { clients: ids } = seedClients(205);
		const seen: string[] = [];
		let after: string | null = null;
		const sizes: number[] = [];
		for (let more = true; more; ) {
			const page: Page = await bench.run<Page>(
				'query ($after: String) { clients(after: $after, first: 500) { nodes { id } pageInfo { endCursor hasNextPage } } }',
				{ after },
			);
			seen.push(...page.nodes.map(({ id }) => id));
			sizes.push(page.nodes.length);
			({ endCursor: after, hasNextPage: more } = page.pageInfo);
		}

		expect(sizes).toEqual([100, 100, 5]);
		expect(seen.sort()).toEqual(ids.sort());
		expect((await bench.ask('{ clients(after: "?", first: 1) { nodes { id } } }')).errors).toHaveLength(1);
	});

	test.each([
		['{ account { id name } }', 3],
		['{ clients(first: 10) { nodes { id name } pageInfo { endCursor hasNextPage } } }', 1 + 10 * 2 + 3],
		['{ clients { nodes { id } } }', 1 + 100],
		['{ clients(first: 5) { nodes { id contacts(first: 4) { nodes { id emails(first: 3) { nodes { id } } } } } } }', 111],
		['{ clients(first: 5) { totalCount nodes { ...names } } } fragment names on Client { id emails { address } }', 17],
		['mutation { clientCreate(input: {}) { client { id } userErrors { message path } } }', 6],
	])('%s costs %i', async (query, cost) => {
		const { extensions } = await bench.ask(query);

		expect(extensions.cost.requestedQueryCost).toBe(cost);
	});

	test('only what was answered is charged, and the bucket fills up again', async () => {
		bench.jobber.settings.rateLimits = 'vendor';
		seedClients(3);
		const query = '{ clients(first: 50) { nodes { id name } } }';
		const first = await bench.ask(query);
		const second = await bench.ask(query);
		bench.jobber.settings.clockFrozenAt = NOON + 1_000;
		const third = await bench.ask('{ account { id } }');

		expect(first.extensions.cost).toEqual({
			requestedQueryCost: 101,
			actualQueryCost: 7,
			throttleStatus: { maximumAvailable: 10_000, currentlyAvailable: 9_993, restoreRate: 500 },
		});
		expect(second.extensions.cost.throttleStatus.currentlyAvailable).toBe(9_986);
		expect(third.extensions.cost.throttleStatus.currentlyAvailable).toBe(9_998);
	});

	test('a query dearer than the bucket holds is throttled under status 200', async () => {
		bench.jobber.settings.patch({ rateLimits: 'vendor', costBudget: 205, restoreRate: 50 });
		seedClients(100);
		const query = '{ clients { nodes { id name } } }';
		const passed = await bench.ask(query);
		const throttled = await bench.ask(query);
		bench.jobber.settings.clockFrozenAt = NOON + 4_000;
		const later = await bench.ask(query);

		expect(passed.extensions.cost).toMatchObject({ requestedQueryCost: 201, actualQueryCost: 201 });
		expect(throttled).toMatchObject({
			errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED', documentation: expect.any(String) } }],
			extensions: { cost: { requestedQueryCost: 201, actualQueryCost: 0, throttleStatus: { currentlyAvailable: 4 } } },
		});
		expect(throttled).not.toHaveProperty('data');
		expect(later.errors).toBeUndefined();
		expect(bench.jobber.counters().rateLimited).toBe(1);
	});

	test('what exceeds the whole bucket never passes, even without rate limits', async () => {
		const { errors } = await bench.ask('{ clients { nodes { id contacts { nodes { id name } } } } }');

		expect(errors).toMatchObject([{ extensions: { code: 'THROTTLED' } }]);
	});
});

interface Page {
	nodes: { id: string }[];
	pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

/** Types, fields, arguments and members of one schema that the other has not, or has with another type. */
function contradictions(own: GraphQLSchema, vendor: GraphQLSchema): string[] {
	const signatures = new Set(signaturesOf(vendor));
	const names = signaturesOf(own)
		.filter((signature) => !signatures.has(signature))
		.map((signature) => signature.split(/[:(]/)[0]);
	return [...new Set(names)].filter((name) => !names.some((other) => name.startsWith(`${other}.`))).sort();
}

function signaturesOf(schema: GraphQLSchema): string[] {
	return Object.values(schema.getTypeMap())
		.filter(({ name }) => !name.startsWith('__'))
		.flatMap((type) => {
			if (isObjectType(type) || isInterfaceType(type)) {
				const fields = Object.values(type.getFields()).flatMap((field) => [
					`${type.name}.${field.name}: ${String(field.type)}`,
					...field.args.map((argument) => `${type.name}.${field.name}(${argument.name}: ${String(argument.type)})`),
				]);
				return [type.name, ...fields];
			}
			if (isInputObjectType(type)) {
				return [
					type.name,
					...Object.values(type.getFields()).map((field) => `${type.name}.${field.name}: ${String(field.type)}`),
				];
			}
			if (isUnionType(type)) return type.getTypes().map((member) => `${type.name} = ${member.name}`);
			if ('getValues' in type) return type.getValues().map((value) => `${type.name}.${value.name}`);
			return [type.name];
		});
}
