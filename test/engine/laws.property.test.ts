import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { contactsOf, hubSpotStage } from '../support/hubspot';
import { referenceUpsert, type ModelRow } from '../support/model';
import { configureProperties, patience, runs } from '../support/property';

configureProperties();

/** A pool small enough that rows meet: in one run, and with what the account holds. */
const address = fc.constantFrom('a@example.com', 'B@Example.com', 'b@example.com', ' c@example.com ', 'd@example.com', 'e@example.com');
const text = fc.constantFrom('One', 'Two', 'Three', '', null);
const poison = fc.constantFrom<IDataObject>(
	{ email: 'no address' },
	{ favouriteColour: 'red' },
	{ status: 'nonsense' },
	{ customFields: { no_such_thing: 'x' } },
);
const good = fc.record<ModelRow>({ email: address, firstName: text, jobTitle: text, company: text }, { requiredKeys: ['email'] });
const row = fc.oneof(
	{ weight: 8, arbitrary: good },
	{ weight: 1, arbitrary: fc.tuple(good, poison).map(([sound, bad]) => ({ ...sound, ...bad })) },
);
const fault = fc.constantFrom('none', 'lostCreate', 'lostUpdate', 'busy', 'gateway', 'lostRead');
const seeds = fc.uniqueArray(
	fc.record({ email: fc.constantFrom('a@example.com', 'b@example.com', 'c@example.com'), jobtitle: fc.constantFrom('Held', '') }),
	{ selector: ({ email }) => email },
);

describe('laws of a write', () => {
	const stage = hubSpotStage({ unpaced: true });
	const busy = { status: 429, headers: { 'retry-after': '0.01' }, body: { message: 'x', policyName: 'SECONDLY' } };
	const faults: Record<string, Array<Parameters<typeof stage.hubspot.addFault>[0]>> = {
		none: [],
		lostCreate: [{ path: 'contacts/batch/create', hangup: 'after' }],
		lostUpdate: [{ path: 'contacts/batch/update', hangup: 'after' }],
		lostRead: [{ path: 'contacts/batch/read', hangup: 'after' }],
		busy: [{ ...busy }, { ...busy, skip: 1 }],
		gateway: [{ path: 'contacts/batch/create', status: 502, body: '<html></html>' }],
	};
	const shape = (properties: Record<string, string>) => ({
		email: properties.email,
		firstname: properties.firstname,
		jobtitle: properties.jobtitle,
		company: properties.company,
		lifecyclestage: properties.lifecyclestage,
		external_id: properties.external_id,
	});
	const account = () => contactsOf(stage).map(({ properties }) => JSON.stringify(shape(properties))).sort();

	it('upsert: one right outcome per item, and the account that writing one by one would leave', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(row, { minLength: 1, maxLength: 24 }),
				seeds,
				fault,
				fc.constantFrom(100, 3, 1),
				fc.constantFrom('createOrUpdate', 'createOnly', 'updateOnly'),
				fc.boolean(),
				async (rows, held, chosen, batchSize, upsertMode, blanksOnly) => {
					stage.hubspot.reset();
					stage.hubspot.settings.reorderResults = true;
					stage.hubspot.seed({ contacts: held.map(({ email, jobtitle }) => ({ properties: { email, firstname: 'Held', jobtitle } })) });
					const model = referenceUpsert(
						rows,
						held.map(({ email, jobtitle }) => ({ email, firstname: 'Held', ...(jobtitle ? { jobtitle } : {}) })),
						upsertMode,
						blanksOnly,
					);
					for (const one of faults[chosen]) stage.hubspot.addFault(one);
					const { items, errors, error } = await stage.run(
						{ operation: 'upsert', matchOn: ['email'], options: { batchSize, upsertMode, blanksOnly } },
						rows,
						{ onError: 'continueErrorOutput' },
					);

					expect(error).toBeUndefined();
					const outcomes = [...items, ...errors].map(({ pairedItem }) => (pairedItem as { item: number }).item).sort((a, b) => a - b);
					expect(outcomes).toEqual(rows.map((_row, at) => at));
					expect(errors.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual(model.refused);
					for (const { json, pairedItem } of items) {
						const at = (pairedItem as { item: number }).item;
						expect(model.actions[at]).toContain(json._action);
						if (json.id) expect(json.email).toBe(model.emails[at]);
					}
					expect(account()).toEqual(model.records.map((properties) => JSON.stringify(shape(properties))).sort());
				},
			),
			{ numRuns: runs(120) },
		);
	}, patience);

	it('create: one right outcome per item, and no record twice', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(
					row.map((one) => ({ ...one, firstName: 'Made' })),
					{ minLength: 1, maxLength: 24, selector: ({ email }) => String(email).trim().toLowerCase() },
				),
				seeds,
				fault,
				fc.constantFrom(100, 4),
				async (rows, held, chosen, batchSize) => {
					stage.hubspot.reset();
					stage.hubspot.seed({ contacts: held.map(({ email, jobtitle }) => ({ properties: { email, firstname: 'Held', jobtitle } })) });
					for (const one of faults[chosen]) stage.hubspot.addFault(one);
					const { items, errors } = await stage.run({ operation: 'create', options: { batchSize } }, rows, {
						onError: 'continueErrorOutput',
					});
					const at = (one: { pairedItem?: unknown }) => (one.pairedItem as { item: number }).item;

					expect([...items, ...errors].map(at).sort((a, b) => a - b)).toEqual(rows.map((_row, index) => index));
					expect(new Set(contactsOf(stage).map(({ properties }) => properties.email)).size).toBe(contactsOf(stage).length);
					expect(contactsOf(stage)).toHaveLength(held.length + items.length);
					for (const one of items) expect(one.json.email).toBe(String(rows[at(one)].email).trim().toLowerCase());
				},
			),
			{ numRuns: runs(80) },
		);
	}, patience);
});
