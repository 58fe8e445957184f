import {
	at, errorOf, pageIn, pairById, sendUnrefused, shown, type CrmClient, type CrmError, type Field, type LiveField, type Lookup,
	type MatchKey, type NaturalKey, type Poll, type Raw, type RowResult, type Scope, type Stored, type VendorObject, type WriteRow,
} from '../shared/kit';
import {
	batchMax, deleteAll, fieldsOf, findAny, list, namesOf, nextOf, query, readByIds, refuseUnknown, rowsOf, upsertBy, write, type Write,
} from './api';
import { inMax, moment, oneOf, pageMax, phoneTest, search, select } from './coql';

/** What sets one module apart from the others: all share one API. */
export interface Shape extends Pick<VendorObject, 'label' | 'fields' | 'imply'> {
	/** Name at Zoho, and the saved name of the choice; fields that a search by text looks into, and those of phone numbers. */
	module: string; texts: string[]; phones?: string[];
	/** A key made of several values, and the column of the last one, by which candidates are found. */
	natural?: NaturalKey & { column: string };
	/** Our key for the field by which Zoho itself tells duplicates (contract section 3); `null` where it has no upsert (0.10). */
	check?: { key: MatchKey; field: string } | null;
	/** Completes bodies before they are sent; answers rows that cannot be sent. `upserts` is true for rows that need none of it. */
	prepare?(rows: WriteRow[], client: CrmClient, scope: Scope): Promise<Map<WriteRow, CrmError>>;
	upserts?(row: WriteRow): boolean;
	/** What a checkbox of ours among the fields does to a record that was written, by a call of its own. */
	action?: { box: LiveField; run(raw: Raw, client: CrmClient, scope: Scope): Promise<void> };
	/** Adds what the list of records leaves out. */
	complete?(raws: Raw[], client: CrmClient): Promise<void>;
}

/** A link to a record or user: `{ id }` (section 8); where one field serves several modules, the module is named (section 2). */
export const lookup = (key: string, label: string, name: string, target = key.replace(/Id$/, ''), module?: string): Field => ({
	key, label, kind: 'reference', target, column: name,
	read: module ? (raw) => (raw.$se_module === module ? at(raw, `${name}.id`) : null) : `${name}.id`,
	write: (value, body) => {
		// Clearing one word of ours must not undo another for the same field.
		if (value === null) body[name] ??= null;
		else Object.assign(body, { [name]: { id: value } }, module && { $se_module: module });
	},
});

export const described: Record<string, Stored> = { notes: { name: 'Description', label: 'Description' } };
const stamps = { created: 'Created_Time', updated: 'Modified_Time' };
const idOf = ({ id }: Raw) => String(id);
const common: Field[] = [lookup('owner', 'Owner', 'Owner'), ...shown('', { createdAt: stamps.created, updatedAt: stamps.updated })];

/** Builds a module's object. COQL finds records at once and exactly; lists then give them whole, whichever fields an account has. */
export function zohoObject(given: Shape): VendorObject {
	const { module, label, phones = [], natural, check, upserts, action } = given;
	const page = pageIn(`/crm/tab/${module.replace('Deals', 'Potentials')}`);
	const fields: Field[] = [...given.fields, ...common, page];
	const shape = { ...given, fields };
	// Lists hide converted leads unless asked for.
	const read = async (rows: readonly Raw[], client: CrmClient, { customFields }: Scope, converted = 'both') =>
		await readByIds(module, rows.map(idOf), namesOf(fields, customFields), client, module === 'Leads' ? { converted } : {});
	// What a natural key is made of may be known after completion only.
	const finding = <T>(max: number, tests: (values: T[]) => string[]): Lookup<T> => ({
		max,
		find: async (values, client, scope) => {
			const found = await read(await findAny({ module }, tests(values), client), client, scope, 'false');
			await given.complete?.(found, client);
			return found;
		},
	});
	const byField = (name: string) => finding<string>(inMax, (values) => oneOf(name, values));
	return {
		id: module, label, fields, imply: given.imply,
		customFields: '',
		create: { max: batchMax, perform: async (rows, ...how) => await save({ method: 'POST' }, shape, rows, ...how) },
		update: { max: batchMax, perform: async (rows, ...how) => await save({ method: 'PUT', safeToRepeat: true }, shape, rows, ...how) },
		readsBack: true,
		upsert: check === null ? undefined : {
			max: batchMax, partial: true, serves: upserts,
			by: (key) => key === 'externalId' || key === check?.key,
			perform: async (rows, client, scope, key) =>
				await save(upsertBy(key === 'externalId' ? scope.externalIdField! : check!.field), shape, rows, client, scope),
		},
		remove: { max: batchMax, perform: async (rows, client) => await deleteAll(module, rows, client) },
		get: { max: batchMax, perform: async (rows, ...how) => pairById(rows, await read(rows.map((row) => ({ ...row })), ...how), idOf) },
		complete: async (raws, client, scope) => {
			const bare = raws.filter(({ $bare }) => $bare);
			const found = new Map((await read(bare, client, scope)).map((raw) => [raw.id, raw]));
			for (const raw of bare) delete Object.assign(raw, found.get(raw.id)).$bare;
			await given.complete?.(raws, client);
		},
		match: {
			email: check?.key === 'email' ? byField(check.field) : undefined,
			phone: phones.length ? finding<string>(1, ([value]) => [phoneTest(phones, value)]) : undefined,
			natural: natural && { ...natural, ...finding<string[]>(inMax, (all) => oneOf(natural.column, all.flatMap((one) => one.slice(-1)))) },
			field: byField,
		},
		search: {
			recheck: { text: false }, read: rowsOf, next: nextOf,
			request: (wish, token, { customFields }) => {
				if (wish.text || wish.where.length || wish.sort) return query(search(wish, token, shape));
				return list(module, namesOf(fields, customFields), { per_page: Math.min(pageMax, wish.limit), ...token });
			},
		},
		poll: poll(module),
		metadata: async (client) => [...(action ? [action.box] : []), ...(await fieldsOf(module, client))],
	};
}

async function save(call: Write, shape: Shape, rows: WriteRow[], client: CrmClient, scope: Scope): Promise<RowResult[]> {
	const { module, fields, prepare, action } = shape;
	const unknown = await refuseUnknown(module, fields, rows, scope.externalIdField, client);
	const refused = new Map([...unknown, ...((await prepare?.(rows, client, scope)) ?? [])]);
	return await sendUnrefused(rows, refused, async (sound) => {
		const results = await write(module, call, sound, scope, client);
		for (const [place, result] of results.entries()) {
			if (!action || !('raw' in result) || String(sound[place].body[action.box.name]) !== 'true') continue;
			await action.run(result.raw, client, scope).catch((thrown: unknown) => {
				const error = errorOf(thrown);
				results[place] = { error: { ...error, message: `The record ${String(result.raw.id)} was written, but no more: ${error.message}` } };
			});
		}
		return results;
	});
}

/** By the second, so ties are usual: the engine reads a full second by id (section 5). */
const poll = (module: string): Poll => ({
	overlapMs: 120_000, settleMs: 2_000, read: rowsOf, more: (response) => nextOf(response, {}, rowsOf(response)) !== null,
	newest: (event, limit) => query(select({ module, where: [], order: `${stamps[event]} desc, id desc`, limit })),
	request: (event, { since, tie }) => {
		// What lies between two seconds begins with the next one.
		const second = moment(new Date(Math.ceil(Date.parse(since) / 1_000) * 1_000).toISOString());
		const where = [`${stamps[event]} ${tie ? '=' : '>='} '${second}'`, ...(tie?.afterId ? [`id > '${tie.afterId}'`] : [])];
		return query(select({ module, where, order: tie ? 'id asc' : `${stamps[event]} asc, id asc` }));
	},
});
