import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../../sandbox/faults';
import { matchKeysOf } from '../../nodes/shared/map/keys';
import { isUnsupported } from '../../nodes/shared/types';
import { freshCredential } from '../support/n8n';
import { configureProperties, patience, runs } from '../support/property';
import type { Bench } from './suite';

configureProperties();

/** A row that says who it is about, and maybe more. */
interface Meeting { who: number; landline: number | null; spare: string | null; shout: boolean }

const people = ['Ann', 'Ben', 'Cid', 'Dee'];
const meeting: fc.Arbitrary<Meeting> = fc.record({
	who: fc.nat(people.length - 1),
	landline: fc.option(fc.nat(1)),
	spare: fc.option(fc.constantFrom('One', 'Two')),
	shout: fc.boolean(),
});
/** What can happen to one of the first requests. */
const fault: fc.Arbitrary<Fault | null> = fc.option(
	fc.record({
		skip: fc.nat(4),
		method: fc.constantFrom('POST', undefined),
		what: fc.constantFrom<Fault>(
			{ hangup: 'after' }, { hangup: 'before' }, { status: 502, body: '<html></html>' }, { status: 503, body: '' },
		),
	}).map(({ skip, method, what }) => ({ ...what, skip, ...(method ? { method } : {}) })),
	{ freq: 2 },
);

/** Rows that mean the same people, in one run and the next, whatever breaks on the way. */
export function meetings(bench: Bench): void {
	const { object, law, samples } = bench;
	const offered = matchKeysOf(object);
	if (isUnsupported(object.create) || isUnsupported(object.update) || !offered.includes('email')) return;
	const matchOn = (['email', 'phone'] as const).filter((key) => offered.includes(key));
	const nameKey = ['firstName', 'fullName', 'name'].find((key) => object.fields.some((field) => field.key === key && field.write))!;
	const spare = samples.spare()?.key;
	let story = 0;

	law('people who meet stay who they are: nobody twice, nobody lost', async () => {
		const full = await samples.full(0);
		const own = new Set<string | undefined>(['email', 'phone', 'mobile', 'fullName', nameKey, spare]);
		const base = Object.fromEntries(Object.entries(full).filter(([key]) => !own.has(key)));
		const total = async () => (isUnsupported(object.search) ? 0 : (await bench.json({ operation: 'search', returnAll: true })).length);
		const before = await total();
		let met = 0;
		await fc.assert(
			fc.asyncProperty(fc.array(meeting, { minLength: 1, maxLength: 8 }), fault, async (rows, broken) => {
				freshCredential();
				story += 1;
				const input = rows.map(({ who, landline, spare: more, shout }): IDataObject => ({
					...base,
					[nameKey]: people[who],
					email: `${shout ? people[who].toUpperCase() : people[who].toLowerCase()}${story}@example.com`,
					...(landline === null || !matchOn.includes('phone') ? {} : { phone: `+1 555 01${landline} ${1000 + story}` }),
					...(more === null || !spare ? {} : { [spare]: more }),
				}));
				const upsert = async () => await bench.run({ operation: 'upsert', matchOn }, input, { onError: 'continueErrorOutput' });
				const whoIs = (item: { pairedItem?: unknown }) => rows[(item.pairedItem as { item: number }).item].who;
				if (broken) bench.crm.addFault(broken);
				const first = await upsert();
				bench.crm.clearFaults();
				const second = await upsert();

				if (!broken) expect(first.errors.map(({ json }) => json)).toEqual([]);
				expect(first.items.length + first.errors.length).toBe(rows.length);
				expect(second.errors.map(({ json }) => json)).toEqual([]);
				const ids = new Map<number, Set<unknown>>();
				for (const item of [...first.items, ...second.items]) {
					ids.set(whoIs(item), (ids.get(whoIs(item)) ?? new Set()).add(item.json.id));
				}
				for (const [who, same] of ids) expect([people[who], [...same]]).toEqual([people[who], [expect.any(String)]]);
				expect(new Set([...ids.values()].flatMap((same) => [...same])).size).toBe(ids.size);
				met += ids.size;
			}),
			{ numRuns: runs(5) },
		);
		// A twin that no item names would show here.
		expect((await total()) - before).toBeLessThanOrEqual(met);
	}, patience);
}
