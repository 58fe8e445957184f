import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SpecIndex, specFolder } from '../../sandbox/specIndex';
import { freshsalesBench } from './freshsalesBench';

type Json = Record<string, unknown>;

const folder = specFolder('freshsales');

/** What the document has and the API has not: lists without a view (contract 0), Classic's leads, and other objects. */
const WRONG_OR_UNUSED = [
	/^get \/(contacts|sales_accounts|deals)$/,
	/^(get|post|put|delete) \/leads(\/|$)/,
	/^(get|post|put|delete) \/(tasks|sales_activities)(\/|$)/,
];

/** Names that the document has in an answer and the contract has not. */
const NOT_ANSWERED: Readonly<Record<string, readonly string[]>> = {
	// Several accounts are told as `sales_accounts` (contract 2.1).
	Contact: ['sales_account_id'],
	// Sent under these names, told as `targetables` (contract 3).
	Appointment: ['targetable_type', 'targetable_id'],
};

/**
 * A third party wrote the only document there is. Its shapes are not to be trusted, so nothing is graded against it;
 * it is an index of paths and field names, and this looks whether the sandbox has left one out.
 */
describe('Freshsales sandbox and the unofficial index of paths', () => {
	const bench = freshsalesBench();
	if (!folder) {
		process.stdout.write('No unofficial index of Freshsales on this machine: nothing is compared.\n');
		test.skip('needs the unofficial index', () => undefined);
		return;
	}
	const unofficial = join(folder, 'unofficial');
	const documents = readdirSync(unofficial).map((name) => parse(readFileSync(join(unofficial, name), 'utf8')) as Json);
	const operations = documents.flatMap(({ paths }) =>
		Object.entries(paths as Record<string, Json>).flatMap(([path, methods]) =>
			Object.keys(methods).map((method) => [method, path] as const),
		),
	);
	const known = operations.filter(([method, path]) => !WRONG_OR_UNUSED.some((wrong) => wrong.test(`${method} ${path}`)));

	test('the index has been read', () => {
		expect(new SpecIndex(unofficial).find('get', '/contacts/1')).toHaveLength(1);
		expect(known.length).toBeGreaterThan(15);
	});

	test.each(known)('%s %s is there', async (method, path) => {
		const contact = Number(bench.crm.seed({ contacts: [{ email: 'a@example.com' }] }).contacts[0]);
		const target = { targetable_type: 'Contact', targetable_id: contact };
		const times = { from_date: '2026-12-07T10:00:00Z', end_date: '2026-12-07T11:00:00Z' };
		const ids: Record<string, string[]> = {
			contacts: [String(contact)],
			...bench.crm.seed({
				sales_accounts: [{ name: 'Acme' }],
				deals: [{ name: 'Boiler', amount: 1 }],
				appointments: [{ title: 'Visit', ...times, ...target }],
				notes: [{ description: 'Called', ...target }],
			}),
		};
		const url = path.replace(/\{\w+\}/, ids[path.split('/')[1]]?.[0] ?? '0');
		const { status } = await bench.http.request({ method, url, data: method === 'put' ? {} : undefined });

		// A body may be refused, a filter missing; a path that does not exist answers 404.
		expect([200, 201, 400]).toContain(status);
	});

	test.each([
		['Contact', 'contacts', { email: 'a@example.com' }],
		['Account', 'sales_accounts', { name: 'Acme' }],
		['Deal', 'deals', { name: 'Boiler', amount: 1 }],
		['Appointment', 'appointments', { title: 'Visit', from_date: '2026-12-07T10:00:00Z', end_date: '2026-12-07T11:00:00Z' }],
	])('the fields of %s are there', async (schema, plural, seed) => {
		const [id] = bench.crm.seed({ [plural]: [seed] })[plural];
		const { data } = await bench.http.get(`/${plural}/${id}?include=sales_accounts`);
		const schemas = (documents[0].components as Json).schemas as Record<string, { properties: Json }>;
		const names = Object.keys(schemas[schema].properties).filter((name) => !NOT_ANSWERED[schema]?.includes(name));
		const missing = names.filter((name) => !(name in data[plural.slice(0, -1)]));

		expect(missing).toEqual([]);
	});
});
