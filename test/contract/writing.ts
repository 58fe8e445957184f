import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { matchKeysOf } from '../../nodes/shared/map/keys';
import { listKeys, vocabulary } from '../../nodes/shared/records';
import { isUnsupported } from '../../nodes/shared/types';
import type { Bench } from './suite';

const onError = 'continueErrorOutput' as const;
/** The value at a dotted canonical key. */
export const held = (record: IDataObject, key: string): unknown =>
	key.split('.').reduce<unknown>((value, part) => (value as IDataObject | null)?.[part], record);
const receiptKeys = ['_action', '_matchedBy', '_changedFields', '_candidates', '_warnings'];
/** A record without its receipt and without what a write moves. */
export const settled = (record: IDataObject) =>
	Object.fromEntries(Object.entries(record).filter(([key]) => !key.startsWith('_') && !computed.has(key)));
/** Vendors work these out after a write; the answer to it does not have them yet. Custom fields show where they were asked for. */
const computed = new Set(['updatedAt', 'probability', 'statusGroup', 'customFields']);

/** The laws of create, update, upsert and delete. */
export function writing(bench: Bench): void {
	const { object, name, law, samples, definition } = bench;
	const make = async (count = 1, from = 0) => await bench.json({ operation: 'create' }, await samples.several(count, from));
	const read = async (id: unknown) => (await bench.json({ operation: 'get', recordId: String(id) }))[0];
	const holds = (record: IDataObject, input: IDataObject) => {
		for (const [key, value] of Object.entries(input)) expect([key, held(record, key)]).toEqual([key, value]);
	};
	const total = async () => (await bench.json({ operation: 'search', returnAll: true })).length;

	if (!isUnsupported(object.create)) {
		law('create gives one record per item, whole and paired', async () => {
			const input = await samples.several(3);
			const { items, error } = await bench.run({ operation: 'create' }, input);
			expect(error).toBeUndefined();
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
			items.forEach(({ json }, at) => {
				holds(json, input[at]);
				expect(json).toMatchObject({
					resource: name,
					crm: definition.id,
					_action: 'created',
					_matchedBy: null,
					_candidates: [],
					_warnings: [],
				});
				expect(typeof json.id).toBe('string');
				expect([...(json._changedFields as string[])]).toEqual(expect.arrayContaining(Object.keys(input[at])));
			});
			expect(new Set(items.map(({ json }) => json.id)).size).toBe(3);
		});

		law('an output has every key, and null where nothing is known', async () => {
			const [made] = await make();
			const known = new Set([...object.fields.map(({ key }) => key)]);
			for (const key of vocabulary[name]) {
				const value = held(made, key);
				expect([key, value === undefined]).toEqual([key, known.has(key) ? false : value === undefined]);
			}
			for (const key of known) expect([key, held(made, key)]).not.toEqual([key, undefined]);
			for (const key of listKeys) if (key in made) expect(Array.isArray(made[key])).toBe(true);
			expect(Object.keys(made).filter((key) => key.startsWith('_'))).toEqual(receiptKeys);
		});

		law('an unknown key is refused by name', async () => {
			const [good, other] = await samples.several(2);
			const { items, errors } = await bench.run({ operation: 'create' }, [good, { ...other, favouriteColour: 'red' }], { onError });
			expect(errors.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
				[expect.stringMatching(/favouriteColour/), { item: 1 }],
			]);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		});

		law('a refused item says what, what to do, and where', async () => {
			const { errors } = await bench.run({ operation: 'create' }, [{ ...(await samples.full(0)), favouriteColour: 'red' }], { onError });
			expect(errors[0].json).toMatchObject({
				error: expect.stringMatching(/\S/),
				message: expect.stringMatching(/\S/),
				details: { item: 0, kind: 'validation' },
			});
		});

		law('a run that stops names the item and how many went through', async () => {
			const { error } = await bench.run({ operation: 'create' }, [...(await samples.several(2)), { favouriteColour: 'red' }]);
			expect(error?.message).toMatch(/favouriteColour.*\[item 2\]/);
			expect(error?.description).toMatch(/2 were processed/);
		});

		law('a dry run of create writes nothing', async () => {
			await samples.full(0);
			const before = await total();
			const [item] = await bench.json({ operation: 'create', options: { dryRun: true } }, [await samples.full(1)]);
			expect(item).toMatchObject({ id: null, _action: 'wouldCreate' });
			expect((await total()) - before).toBeLessThanOrEqual(referencesMade(bench));
		});

		law('batches count as the definition says', async () => {
			const max = 'max' in object.create ? (object.create as { max: number }).max : 1;
			if (max > 500) return;
			const rows = await samples.several(2 * max + 1);
			const requestsFor = async (count: number) => {
				bench.crm.clearRequests();
				await bench.json({ operation: 'create' }, rows.splice(0, count));
				return bench.crm.counters().total;
			};
			const one = await requestsFor(1);
			expect(await requestsFor(max)).toBe(one);
			expect(await requestsFor(Math.min(max, rows.length))).toBe(one);
		});
	}

	if (!isUnsupported(object.update)) {
		const update = async (id: unknown, input: IDataObject, options: INodeParameters = {}) =>
			(await bench.json({ operation: 'update', recordId: String(id), options }, [input]))[0];

		law('an output fed back changes nothing', async () => {
			const [made] = await make();
			expect(await update(made.id, made)).toMatchObject({ id: made.id, _action: 'unchanged', _changedFields: [] });
			expect(await update(made.id, await read(made.id))).toMatchObject({ _action: 'unchanged' });
		});

		law('an update changes what is given and blanks nothing', async () => {
			const [made] = await make();
			const field = samples.changeable();
			const changed = await update(made.id, { [field.key]: 'Changed' });
			expect(changed).toMatchObject({ _action: 'updated', _changedFields: [field.key] });
			expect(held(changed, field.key)).toBe('Changed');
			const rest = (record: IDataObject) => ({ ...settled(record), [field.key.split('.')[0]]: undefined });
			expect(rest(changed)).toEqual(rest(made));
			expect(settled(await read(made.id))).toEqual(settled(changed));
		});

		const field = samples.spare();
		if (field) law('null clears, an empty text does not unless asked to', async () => {
			const [made] = await make();
			const before = held(made, field.key);
			expect(before).not.toBeNull();
			expect(held(await update(made.id, { [field.key]: '' }), field.key)).toBe(before);
			expect(held(await update(made.id, { [field.key]: null }), field.key)).toBeNull();
			expect(held(await read(made.id), field.key)).toBeNull();
			await update(made.id, { [field.key]: 'Again' });
			expect(held(await update(made.id, { [field.key]: '' }, { emptyClears: true }), field.key)).toBeNull();
		});

		law('an update without ID is refused, and one of a missing record fails alone', async () => {
			const [made] = await make();
			const input = { [samples.changeable().key]: 'Changed' };
			const { items, errors } = await bench.run(
				{ operation: 'update', recordId: '={{ $json.id ?? "" }}' },
				[{ ...input, id: made.id }, input, { ...input, id: missingId(made.id) }],
				{ onError },
			);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
			expect(errors.map(({ json }) => (json.details as IDataObject).kind)).toEqual(['validation', 'notFound']);
		});
	}

	const key = samples.key();
	if (key && !isUnsupported(object.create) && !isUnsupported(object.update)) {
		// A vendor's own create-or-update compares nothing, so the laws are those of reading first.
		const upsert = async (input: IDataObject[], options: INodeParameters = {}) =>
			await bench.json({ operation: 'upsert', matchOn: [key], options: { readFirst: true, ...options } }, input);

		law('upsert twice makes one record', async () => {
			const input = await samples.several(2);
			const first = await upsert(input);
			const second = await upsert(input);
			expect(first.map(({ _action }) => _action)).toEqual(['created', 'created']);
			expect(second).toMatchObject(first.map(({ id }) => ({ id, _action: 'unchanged', _matchedBy: key })));
		});

		const field = samples.spare();
		if (field) law('rows of one record in one run make one record', async () => {
			const [row] = await samples.several(1);
			const items = await upsert([row, { ...row, [field.key]: 'Later' }, row]);
			expect(new Set(items.map(({ id }) => id)).size).toBe(1);
			expect(items[0]._action).toBe('created');
		});

		if (field) law('a dry run of upsert says what it would do and writes nothing', async () => {
			const [known, stranger] = await samples.several(2);
			const [made] = await upsert([known]);
			const change = { ...known, [field.key]: 'Changed' };
			const items = await upsert([change, stranger], { dryRun: true });
			expect(items.map(({ _action }) => _action)).toEqual(['wouldUpdate', 'wouldCreate']);
			expect(settled(await read(made.id))).toEqual(settled(made));
		});

		if (field) law('create only, update only and fill blanks do half of the work each', async () => {
			const [known, stranger] = await samples.several(2);
			const bare = Object.fromEntries(Object.entries(known).filter(([name]) => name !== field.key));
			const [made] = await upsert([bare]);
			const changed = { ...known, [field.key]: 'Filled' };
			expect((await upsert([changed], { upsertMode: 'createOnly' }))[0]).toMatchObject({ id: made.id, _action: 'existing' });
			expect((await upsert([stranger], { upsertMode: 'updateOnly' }))[0]._action).toBe('skipped');
			expect(held(await read(made.id), field.key)).toBeNull();
			expect((await upsert([changed], { blanksOnly: true }))[0]).toMatchObject({ _action: 'updated', _changedFields: [field.key] });
			expect((await upsert([{ ...changed, [field.key]: 'Other' }], { blanksOnly: true }))[0]._action).toBe('unchanged');
		});

		const shared = (['phone', 'natural'] as const).find((one) => matchKeysOf(object).includes(one));
		if (shared) {
			law('several matches are ambiguous, or what the user chose', async () => {
				const [row, other] = await samples.several(2);
				const twin = {
					...other,
					...Object.fromEntries(
						(shared === 'phone' ? ['phone'] : object.match!.natural!.parts.flatMap((part) => part.split('|')))
							.filter((one) => one in row)
							.map((one) => [one, row[one]]),
					),
				};
				const twins = await bench.json({ operation: 'create' }, [row, twin]);
				const input = [Object.fromEntries(Object.entries(twin).filter(([name]) => name !== 'email'))];
				const parameters = { operation: 'upsert', matchOn: [shared] };
				const { errors } = await bench.run(parameters, input, { onError });
				expect(errors[0].json.details).toMatchObject({ kind: 'ambiguous' });
				for (const { id } of twins) expect(errors[0].json.error).toContain(id);
				const [skipped] = await bench.json({ ...parameters, options: { onAmbiguous: 'skip' } }, input);
				expect([skipped._action, [...(skipped._candidates as string[])].sort()]).toEqual([
					'ambiguous',
					twins.map(({ id }) => id as string).sort(),
				]);
				const [chosen] = await bench.json({ ...parameters, options: { onAmbiguous: 'oldest' } }, input);
				expect(twins.map(({ id }) => id)).toContain(chosen.id);
			});
		}

		law('an upsert without a value to match on is refused', async () => {
			const keys = new Set(['email', 'phone', 'mobile', ...(object.match?.natural?.parts.flatMap((part) => part.split('|')) ?? [])]);
			const row = Object.fromEntries(Object.entries(await samples.full(0)).filter(([name]) => !keys.has(name)));
			const { errors } = await bench.run({ operation: 'upsert', matchOn: [key] }, [row], { onError });
			expect(errors[0].json.error).toMatch(/^There is no .+ to recognise the record by$/);
		});
	}

	if (!isUnsupported(object.remove)) {
		law('delete says so, and the record is gone', async () => {
			const [made, other] = await make(2);
			expect(await bench.json({ operation: 'delete', recordId: String(made.id) })).toMatchObject([
				{ id: made.id, deleted: true, resource: name },
			]);
			const { errors } = await bench.run({ operation: 'get', recordId: '={{ $json.id }}' }, [{ id: made.id }, { id: other.id }], {
				onError,
			});
			expect(errors.map(({ json }) => (json.details as IDataObject).kind)).toEqual(['notFound']);
		});
	}
}

const missingId = (id: unknown) => String(id).replace(/\d/g, '9');
/** Records of the same resource that making a sample leaves behind. */
const referencesMade = ({ object, name }: Bench) =>
	object.fields.filter(({ kind, target }) => kind === 'reference' && target?.split('.')[0] === name).length;
