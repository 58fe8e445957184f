import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { isUnsupported } from '../../nodes/shared/types';
import { freshCredential } from '../support/n8n';
import { configureProperties, patience, runs } from '../support/property';
import type { Bench } from './suite';

configureProperties();

/** What happens between two polls. */
type Event = { do: 'create'; count: number } | { do: 'wait'; seconds: number } | { do: 'break'; skip: number } | { do: 'poll' };
const event: fc.Arbitrary<Event> = fc.oneof(
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('create' as const), count: fc.integer({ min: 1, max: 3 }) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 30, 600, 90_000) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('break' as const), skip: fc.nat(3) }) },
	{ weight: 3, arbitrary: fc.constant({ do: 'poll' as const }) },
);

/** Whatever comes between two polls, nothing new is lost and nothing comes twice. */
export function pollingLaws(bench: Bench): void {
	const { object, law, samples } = bench;
	if (isUnsupported(object.create)) return;

	law('a trigger gives what is new once, whatever comes between', async () => {
		let number = 100;
		const create = async (count: number) => {
			const input = await samples.several(count, number);
			number += count;
			return (await bench.json({ operation: 'create' }, input)).map(({ id }) => id);
		};
		// What does not work at all says so better by itself.
		await create(1);
		await bench.trigger({}).poll();
		await fc.assert(
			fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 8 }), async (events) => {
				freshCredential();
				// Time only goes on: what the last story left must not lie in the future of this one.
				bench.crm.settings.clockOffsetMs += 3_600_000;
				const old = await create(2);
				const trigger = bench.trigger({});
				const given: IDataObject[] = [];
				const poll = async () => given.push(...((await trigger.poll()) ?? []));
				await poll();
				const wanted: unknown[] = [];
				for (const one of events) {
					if (one.do === 'create') wanted.push(...(await create(one.count)));
					if (one.do === 'wait') bench.crm.settings.clockOffsetMs += one.seconds * 1_000;
					if (one.do === 'poll') await poll();
					if (one.do === 'break') {
						bench.crm.addFault({ status: 400, body: {}, skip: one.skip });
						await poll().catch(() => undefined);
						bench.crm.clearFaults();
					}
				}
				await poll();
				await poll();
				const ids = given.map(({ id }) => id);
				expect(ids.filter((id) => old.includes(id))).toEqual([]);
				for (const id of wanted) expect([id, ids.filter((one) => one === id).length]).toEqual([id, 1]);
			}),
			{ numRuns: runs(5) },
		);
	}, patience);
}
