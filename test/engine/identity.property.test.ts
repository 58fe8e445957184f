import fc from 'fast-check';
import { contactsOf, hubSpotStage } from '../support/hubspot';
import type { ModelRow } from '../support/model';
import { configureProperties, patience, runs } from '../support/property';

configureProperties();

/** Small pools, so that rows meet. */
const address = fc.constantFrom('a@example.com', 'B@Example.com', 'b@example.com', ' c@example.com ', 'd@example.com');
const landline = fc.constantFrom('+44 20 7946 0001', '+44 20 7946 0002');
const text = fc.constantFrom('One', 'Two', 'Three');

const personById: Record<string, string> = { x1: 'One', x2: 'Two', x3: 'Three' };
const personByEmail: Record<string, string> = { 'mum@example.com': 'Mum', 'dad@example.com': 'Dad', 'kid@example.com': 'Kid' };

describe('who is who, where several keys say it', () => {
	const stage = hubSpotStage({ unpaced: true });
	const written = () => contactsOf(stage).map(({ properties }) => properties as Record<string, string | undefined>);
	const upsert = async (matchOn: string[], rows: ModelRow[]) =>
		await stage.run({ operation: 'upsert', matchOn, options: { externalIdField: 'external_id' } }, rows, {
			onError: 'continueErrorOutput',
		});
	const itemOf = ({ pairedItem }: { pairedItem?: unknown }) => (pairedItem as { item: number }).item;

	it('no value of a key stands in two records, and every item has one outcome', async () => {
		const row = fc
			.record<ModelRow>(
				{ email: address, externalId: fc.constantFrom('x1', 'x2', 'x3'), firstName: fc.constantFrom('One', 'Two'), company: text },
				{ requiredKeys: ['firstName'] },
			)
			.filter(({ email, externalId }) => Boolean(email ?? externalId));
		await fc.assert(
			fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
				stage.hubspot.reset();
				const { items, errors } = await upsert(['externalId', 'email'], rows);

				expect([...items, ...errors].map(itemOf).sort((a, b) => a - b)).toEqual(rows.map((_row, at) => at));
				for (const key of ['email', 'external_id']) {
					const values = written().map((properties) => properties[key]).filter(Boolean);
					expect(new Set(values).size).toBe(values.length);
				}
			}),
			{ numRuns: runs(60) },
		);
	}, patience);

	it('people with an external ID stay who they are, whatever e-mail they share, and a second run makes nobody', async () => {
		const row = fc.oneof(
			{
				weight: 4,
				arbitrary: fc
					.record<ModelRow>(
						{ email: address, externalId: fc.constantFrom(...Object.keys(personById)), jobTitle: text },
						{ requiredKeys: ['externalId'] },
					)
					.map((one) => ({ ...one, firstName: personById[one.externalId!] })),
			},
			{ weight: 1, arbitrary: fc.record<ModelRow>({ email: address, jobTitle: text }) },
		);
		await fc.assert(
			fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
				stage.hubspot.reset();
				const { items } = await upsert(['externalId', 'email'], rows);

				for (const { externalId } of items.map((item) => rows[itemOf(item)]).filter((one) => one.externalId)) {
					expect(written().filter((properties) => properties.external_id === externalId).map(({ firstname }) => firstname))
						.toEqual([personById[externalId!]]);
				}
				// An e-mail that its owner has changed meanwhile is nobody's: a row that says nothing else makes a record of it.
				const before = written().length;
				await upsert(['externalId', 'email'], rows);
				expect(written().slice(before).filter((properties) => properties.external_id)).toEqual([]);
			}),
			{
				numRuns: runs(60),
				examples: [
					// A record that stood in the way was taken over from somebody with another external ID and another name.
					[[
						{ externalId: 'x2', firstName: 'Two' }, { email: 'a@example.com', externalId: 'x1', firstName: 'One' },
						{ email: 'a@example.com', externalId: 'x2', firstName: 'Two' },
					]],
					// A row without a name joined two people.
					[[
						{ email: 'a@example.com' }, { email: 'a@example.com', externalId: 'x1', firstName: 'One' },
						{ email: 'a@example.com', externalId: 'x2', firstName: 'Two' },
					]],
					// Rows that were refused together were written one by one, and the next row went into the record of the one before.
					[[
						{ email: 'a@example.com', externalId: 'x1', firstName: 'One' },
						{ email: 'd@example.com', externalId: 'x2', firstName: 'Two' },
						{ email: 'd@example.com', jobTitle: 'One' }, { externalId: 'x2', firstName: 'Two' },
						{ email: 'd@example.com', externalId: 'x3', firstName: 'Three' },
						{ email: 'a@example.com', externalId: 'x2', firstName: 'Two' },
						{ externalId: 'x1', firstName: 'One' },
					]],
				],
			},
		);
	}, patience);

	it('a family with one landline stays a family, whether the account or another item holds the others', async () => {
		const emails = fc.constantFrom(...Object.keys(personByEmail));
		const named = fc
			.record<ModelRow>({ email: emails, phone: landline, jobTitle: text }, { requiredKeys: ['email', 'phone'] })
			.map((one) => ({ ...one, firstName: personByEmail[one.email!] }));
		const caller = fc.record<ModelRow>({ phone: landline, jobTitle: text }, { requiredKeys: ['phone'] });
		const row = fc.oneof({ weight: 3, arbitrary: named }, { weight: 1, arbitrary: caller });
		const seeds = fc.uniqueArray(named, { selector: ({ email }) => email, maxLength: 3 });
		await fc.assert(
			fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 10 }), seeds, async (rows, held) => {
				stage.hubspot.reset();
				stage.hubspot.seed({
					contacts: held.map(({ email, phone, firstName }) => ({
						properties: { email: String(email), phone: String(phone), firstname: String(firstName) },
					})),
				});
				const { errors } = await upsert(['email', 'phone'], rows);

				// Who says only a number may be one of two people, or nobody that HubSpot would take; everybody else is written.
				for (const error of errors) expect(rows[itemOf(error)].email).toBeUndefined();
				const people = new Set([...rows, ...held].map(({ email }) => email).filter(Boolean) as string[]);
				for (const email of people) {
					expect(written().filter((properties) => properties.email === email).map(({ firstname }) => firstname))
						.toEqual([personByEmail[email]]);
				}
				const before = written().length;
				await upsert(['email', 'phone'], rows);
				expect(written()).toHaveLength(before);
			}),
			{
				numRuns: runs(60),
				examples: [
					[[{ phone: '+44 20 7946 0001' }, { email: 'dad@example.com', phone: '+44 20 7946 0001', firstName: 'Dad' }],
						[{ email: 'mum@example.com', phone: '+44 20 7946 0001', firstName: 'Mum' }]],
					[[
						{ email: 'mum@example.com', phone: '+44 20 7946 0001', firstName: 'Mum' }, { phone: '+44 20 7946 0001' },
						{ email: 'dad@example.com', phone: '+44 20 7946 0001', firstName: 'Dad' },
					], []],
				],
			},
		);
	}, patience);
});
