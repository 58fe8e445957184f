import { errorOf } from '../shared/http/failure';
import { shown, type Stored } from '../shared/map/fields';
import { chunks } from '../shared/run/parallel';
import type { CrmClient, CrmError, Field, Lookup, MatchKey, NaturalKey, Poll, Raw, RowResult, Scope, VendorObject, WriteRow } from '../shared/types';
import { batchMax, deleteAll, hasMore, list, namesOf, nextOf, query, queryAll, readByIds, rowsOf, write, type Write } from './api';
import { anyOf, inMax, moment, oneOf, pageMax, phoneTest, search, select } from './coql';
import { fieldsOf, refuseUnknown } from './metadata';

/** What sets one module apart from the others: all share one API. */
export interface Shape extends Pick<VendorObject, 'label' | 'fields' | 'imply'> {
	/** Name at Zoho, and the saved name of the choice. */
	module: string;
	/** Fields that a search by text looks into, and those that hold phone numbers. */
	texts: readonly string[];
	phones?: readonly string[];
	/** A key made of several values, and conditions that find at least its records. */
	natural?: NaturalKey & { tests(values: string[][]): string[] };
	/** Our key for the field by which Zoho itself tells duplicates (contract section 3); `null` where it has no upsert (0.10). */
	check?: { key: MatchKey; field: string } | null;
	/** Completes bodies before they are sent. Answers rows that cannot be sent. */
	prepare?(rows: WriteRow[], client: CrmClient, scope: Scope): Promise<Map<WriteRow, CrmError>>;
	/** What a checkbox of ours among the fields does to a record that was written, by a call of its own. */
	action?: { name: string; label: string; run(raw: Raw, client: CrmClient, scope: Scope): Promise<void> };
	/** Adds what the list of records leaves out. */
	complete?(raws: Raw[], client: CrmClient): Promise<void>;
}

/** A link to a record or user: `{ id }` (section 8). Clearing one word of ours must not undo another for the same field. */
export const lookup = (key: string, label: string, name: string, target = key.replace(/Id$/, '')): Field => ({
	key, label, kind: 'reference', target, column: name, read: `${name}.id`,
	write: (value, body) => void (value === null ? (body[name] ??= null) : (body[name] = { id: value as string })),
});
export const described: Record<string, Stored> = { notes: { name: 'Description', label: 'Description' } };
const stamps = { created: 'Created_Time', updated: 'Modified_Time' };
const common: Field[] = [lookup('owner', 'Owner', 'Owner'), ...shown('', { createdAt: stamps.created, updatedAt: stamps.updated })];
const idOfLink = (value: unknown) => (value && typeof value === 'object' && 'id' in value ? value.id : value);

/** Builds a module's object. COQL finds records at once and exactly; lists then give them whole, whichever fields an account has. */
export function zohoObject(given: Shape): VendorObject {
	const { module, label, texts, phones = [], natural, check, action } = given;
	const tab = module === 'Deals' ? 'Potentials' : module;
	const url: Field = { key: 'url', label: 'URL', kind: 'url', read: ({ id }) => (id ? `/crm/tab/${tab}/${String(id)}` : null) };
	const fields = [...given.fields, ...common, url];
	const shape = { ...given, fields };
	// Lists hide converted leads unless asked for.
	const read = async (ids: readonly unknown[], client: CrmClient, { customFields }: Scope, converted = 'both') =>
		await readByIds(module, ids, namesOf(fields, customFields), client, module === 'Leads' ? { converted } : {});
	const finding = <T>(max: number, queries: (values: T[]) => string[][]): Lookup<T> => ({
		max,
		find: async (values, client, scope) => {
			const ids: unknown[] = [];
			for (const where of queries(values)) ids.push(...(await queryAll({ module, where }, client)).map(({ id }) => id));
			return [...(await read(ids, client, scope, 'false')).values()];
		},
	});
	// Each value with a quote is a condition of its own.
	const byField = (name: string) => finding<string>(inMax, (values) => chunks(oneOf(name, values), 20).map((tests) => [anyOf(tests)]));
	return {
		id: module, label, fields, imply: given.imply,
		customFields: {
			read: (raw) => Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, idOfLink(value)])) as Raw,
			write: (name, value, body) => void (body[name] = value as string),
		},
		create: { max: batchMax, perform: async (rows, client, scope) => await save({ method: 'POST' }, shape, rows, client, scope) },
		update: { max: batchMax, perform: async (rows, client, scope) => await save({ method: 'PUT', safeToRepeat: true }, shape, rows, client, scope) },
		upsert: check === null ? undefined : {
			max: batchMax, partial: true,
			by: (key, scope) => checkField(key, shape, scope) !== '',
			perform: async (rows, client, scope, key) => {
				const field = checkField(key, shape, scope);
				const call: Write = { method: 'POST', action: '/upsert', more: { duplicate_check_fields: [field] }, safeToRepeat: true };
				const results = await save(call, shape, rows, client, scope, field);
				for (const result of results) if ('raw' in result) delete result.raw.unread;
				return results;
			},
		},
		remove: { max: batchMax, perform: async (rows, client) => await deleteAll(module, rows, client) },
		get: {
			max: batchMax,
			perform: async (rows, client, scope) => {
				const found = await read(rows.map(({ id }) => id), client, scope);
				const missing = (id: string): RowResult => ({ error: { kind: 'notFound', message: `Zoho CRM has no ${label} with ID ${id}` } });
				return rows.map(({ id }) => (found.has(id) ? { raw: found.get(id)! } : missing(id)));
			},
		},
		complete: async (raws, client, scope) => {
			const bare = raws.filter((raw) => raw.unread === true || !('Owner' in raw));
			const found = await read(bare.map(({ id }) => id), client, scope).catch((thrown: unknown): Map<string, Raw> => {
				if (!bare.every(({ unread }) => unread)) throw thrown;
				// The records stand: an error now would make a user write them again.
				client.warn(`The records were written but could not be read again: ${errorOf(thrown).message}`);
				return new Map();
			});
			for (const raw of bare) delete Object.assign(raw, found.get(String(raw.id))).unread;
			await given.complete?.(raws, client);
		},
		match: {
			email: check?.key === 'email' ? byField(check.field) : undefined,
			phone: phones.length ? finding<string>(1, ([value]) => [[phoneTest(phones, value)]]) : undefined,
			natural: natural && { ...natural, ...finding<string[]>(20, (values) => [natural.tests(values)]) },
			field: byField,
		},
		search: {
			recheck: { text: false }, read: rowsOf, next: nextOf,
			request: (wish, page, { customFields }) => {
				if (wish.text || wish.where.length || wish.sort) return query(search(wish, page, { module, fields, texts, phones }));
				return list(module, namesOf(fields, customFields), { per_page: Math.min(pageMax, wish.limit), ...page });
			},
		},
		poll: poll(module),
		metadata: async (client) => [...(action ? [{ name: action.name, label: action.label, kind: 'boolean' as const, readOnly: false, unique: false }] : []), ...(await fieldsOf(module, client))],
	};
}

const checkField = (key: MatchKey, { check }: Shape, { externalIdField = '' }: Scope): string =>
	key === check?.key ? check.field : key === 'externalId' ? externalIdField : (/^customFields\.(\w+)$/.exec(key)?.[1] ?? '');

async function save(call: Write, shape: Shape, rows: WriteRow[], client: CrmClient, scope: Scope, keyField = scope.externalIdField): Promise<RowResult[]> {
	const { module, fields, prepare, action } = shape;
	const refused = new Map([...(await refuseUnknown(module, fields, rows, keyField, client)), ...((await prepare?.(rows, client, scope)) ?? [])]);
	const sound = rows.filter((row) => !refused.has(row));
	const results = new Map<WriteRow, RowResult>([...refused].map(([row, error]) => [row, { error }]));
	for (const [at, result] of (sound.length ? await write(module, call, sound, scope, client) : []).entries()) {
		results.set(sound[at], result);
		if (!('raw' in result)) continue;
		if (result.by && result.by !== keyField) client.warn(`Zoho CRM found records by ${String(result.by)}, which is unique there, instead of ${keyField}`);
		if (action && String(sound[at].body[action.name]) === 'true') await action.run(result.raw, client, scope).catch((thrown: unknown) => {
			const error = errorOf(thrown);
			results.set(sound[at], { error: { ...error, message: `The record ${String(result.raw.id)} was written, but no more than that: ${error.message}` } });
		});
	}
	return rows.map((row) => results.get(row)!);
}

/** By the second, so ties are usual: the engine reads a full second by id (section 5). */
const poll = (module: string): Poll => ({
	overlapMs: 120_000, settleMs: 2_000, read: rowsOf, more: hasMore,
	newest: (event, limit) => query(select({ module, where: [], order: `${stamps[event]} desc, id desc`, limit })),
	request: (event, { since, tie }) => {
		// What lies between two seconds begins with the next one.
		const second = moment(new Date(Math.ceil(Date.parse(since) / 1_000) * 1_000).toISOString());
		const where = [`${stamps[event]} ${tie ? '=' : '>='} '${second}'`, ...(tie?.afterId ? [`id > '${tie.afterId}'`] : [])];
		return query(select({ module, where, order: tie ? 'id asc' : `${stamps[event]} asc, id asc` }));
	},
});
