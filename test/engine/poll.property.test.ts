import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { hubSpotStage, seedPeople } from '../support/hubspot';
import { configureProperties, patience, runs } from '../support/property';

configureProperties();

/** What happens between two polls. Times are steps of the vendor's clock, so that ties are common. */
type Event =
	| { do: 'create'; count: number; late: boolean }
	| { do: 'change'; pick: number }
	| { do: 'tick' }
	| { do: 'break'; skip: number }
	| { do: 'poll' };
const event: fc.Arbitrary<Event> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('create' as const), count: fc.integer({ min: 1, max: 230 }), late: fc.boolean() }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), pick: fc.nat() }) },
	{ weight: 2, arbitrary: fc.constant({ do: 'tick' as const }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('break' as const), skip: fc.integer({ min: 0, max: 2 }) }) },
	{ weight: 3, arbitrary: fc.constant({ do: 'poll' as const }) },
);
const begun = Date.parse('2026-11-01T10:00:00.000Z');

describe('laws of a trigger', () => {
	const stage = hubSpotStage({ unpaced: true });

	it.each(['created', 'updated'] as const)('%s: nothing is lost and nothing comes twice, whatever happens between polls', async (kind) => {
		await fc.assert(
			fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 14 }), fc.constantFrom(50, 300, 1_000), async (events, mostRecords) => {
				stage.hubspot.reset();
				const { settings } = stage.hubspot;
				settings.reorderResults = true;
				settings.clockFrozenAt = begun;
				let made = 0;
				const seed = (count: number, createdAt: number) => {
					const { contacts } = stage.hubspot.seed({ contacts: seedPeople(count, made, {}, { createdAt }) });
					made += count;
					return contacts;
				};
				const old = seed(150, begun - 3_600_000);
				const trigger = stage.trigger({ resource: 'contact', event: kind, options: { mostRecords } });
				const given: IDataObject[] = [];
				const poll = async () => given.push(...((await trigger.poll().catch(() => null)) ?? []));
				await poll();
				const wanted = new Map<string, string>();
				settings.clockFrozenAt = begun + 1_000;
				for (const one of events) {
					const now: number = settings.clockFrozenAt ?? begun;
					if (one.do === 'tick') settings.clockFrozenAt = now + 1;
					if (one.do === 'poll') await poll();
					if (one.do === 'break')
						stage.hubspot.addFault({ path: 'search', status: 400, skip: one.skip, body: { status: 'error', message: 'no' } });
					if (one.do === 'create') {
						// The index shows a record up to seconds late, well within the overlap.
						settings.indexLagMs = one.late ? 2 : 0;
						for (const id of seed(one.count, now)) if (kind === 'created') wanted.set(id, '');
						settings.indexLagMs = 0;
					}
					if (one.do === 'change') {
						const id = old[one.pick % old.length];
						const [{ updatedAt }] = await stage.json({ operation: 'update', recordId: id }, [
							{ jobTitle: `Job ${one.pick} ${Math.random()}` },
						]);
						if (kind === 'updated') wanted.set(id, String(updatedAt));
					}
				}
				stage.hubspot.clearFaults();
				settings.clockFrozenAt = (settings.clockFrozenAt ?? begun) + 10;
				for (let left = 4 + Math.ceil(made / mostRecords); left > 0; left--) await poll();

				const ids = given.map(({ id }) => String(id));
				expect([...new Set(ids)].sort()).toEqual([...wanted.keys()].sort());
				if (kind === 'created') expect(ids).toHaveLength(wanted.size);
				const stamps = given.map(({ id, updatedAt }) => `${String(id)} ${String(updatedAt)}`);
				expect(new Set(stamps).size).toBe(stamps.length);
				for (const [id, updatedAt] of wanted) if (updatedAt) expect(stamps).toContain(`${id} ${updatedAt}`);
			}),
			{ numRuns: runs(40) },
		);
	}, patience);
});
