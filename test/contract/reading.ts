import { isUnsupported } from '../../nodes/shared/types';
import type { Bench } from './suite';
import { settled } from './writing';

/** The laws of get and search. */
export function reading(bench: Bench): void {
	const { object, law, samples, name, definition } = bench;
	if (isUnsupported(object.create)) return;
	const make = async (count = 1) => await bench.json({ operation: 'create' }, await samples.several(count));

	if (!isUnsupported(object.get)) {
		law('get gives what create gave', async () => {
			const made = await make(2);
			const { items } = await bench.run({ operation: 'get', recordId: '={{ $json.id }}' }, [...made].reverse());
			expect(items.map(({ json }) => settled(json))).toEqual([...made].reverse().map(settled));
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		});

		law('output modes give as much as they say', async () => {
			const [{ id }] = await make();
			const get = async (output: string, more = {}) => (await bench.json({ operation: 'get', recordId: String(id), output, ...more }))[0];
			const normal = await get('normalised');
			expect(normal).not.toHaveProperty('raw');
			const both = await get('normalisedRaw');
			expect(both).toMatchObject({ ...normal, raw: expect.any(Object) });
			expect(await get('raw')).toEqual(both.raw);
			expect(Object.keys(await get('selected', { outputFields: ['createdAt'] })).sort()).toEqual(['createdAt', 'id']);
			expect(Object.keys(await get('selected'))).toEqual(['id']);
		});

		law('an item without ID is refused', async () => {
			const { errors } = await bench.run({ operation: 'get', recordId: '={{ $json.nothing ?? "" }}' }, [{}], {
				onError: 'continueErrorOutput',
			});
			expect(errors[0].json.error).toMatch(/No record is chosen/);
		});
	}

	if (!isUnsupported(object.search)) {
		law('search gives every record once, and no more than the limit', async () => {
			const made = await make(3);
			const all = await bench.json({ operation: 'search', returnAll: true });
			const ids = all.map(({ id }) => id);
			expect(new Set(ids).size).toBe(ids.length);
			expect(ids).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
			expect(all.every(({ resource, crm }) => resource === name && crm === definition.id)).toBe(true);
			expect(await bench.json({ operation: 'search', limit: 2 })).toHaveLength(2);
			for (const one of made) expect(all.map(settled)).toContainEqual(settled(one));
		});

		law('a search that finds nothing gives nothing', async () => {
			await make();
			expect(await bench.json({ operation: 'search', filters: { text: 'nothinglikethis' } })).toEqual([]);
		});
	}
}

/** The laws of a trigger. */
export function triggerLaws(bench: Bench): void {
	const { object, law, samples } = bench;
	if (isUnsupported(object.create)) return;

	law('a trigger gives each new record once', async () => {
		await bench.json({ operation: 'create' }, await samples.several(2));
		const trigger = bench.trigger({});
		expect(await trigger.poll()).toBeNull();
		const [made] = await bench.json({ operation: 'create' }, (await samples.several(1, 5)));
		const polled = (await trigger.poll()) ?? [];
		expect(polled.filter(({ id }) => id === made.id).map(settled)).toEqual([settled(made)]);
		expect(await trigger.poll()).toBeNull();
	});

	if (!isUnsupported(object.update)) {
		law('a trigger gives each change once', async () => {
			const field = samples.changeable();
			if (isUnsupported(object.poll)) return;
			// The stamp of a new record may move by itself for a while.
			bench.crm.settings.clockOffsetMs = -(object.poll.settleMs + 60_000);
			const [made] = await bench.json({ operation: 'create' }, await samples.several(1));
			bench.crm.settings.clockOffsetMs = 0;
			const trigger = bench.trigger({ event: 'updated' });
			expect(await trigger.poll()).toBeNull();
			await bench.json({ operation: 'update', recordId: String(made.id) }, [{ [field.key]: 'Changed' }]);
			expect((await trigger.poll())?.map(({ id }) => id)).toEqual([made.id]);
			expect(await trigger.poll()).toBeNull();
		});
	}
}
