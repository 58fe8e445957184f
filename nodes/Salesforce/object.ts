import {
	CrmFailure, errorOf, pairById, sendUnrefused, shown, stored, titled, type CrmClient, type CrmError, type Field, type NaturalKey,
	type Performed, type Poll, type RowResult, type Scope, type Stored, type VendorObject, type WriteRow,
} from '../shared/kit';
import { batchMax, nextOf, pageMax, query, queryFor, queryPage, recordsOf, remove, writeAll } from './api';
import { liveFields, matching, typeExternalIds } from './fields';
import { isOneOf, quote, searchClauses, select, type Clauses } from './soql';

/** What sets one Salesforce object apart from the others: all share one API. */
export interface Shape extends Pick<VendorObject, 'imply' | 'normalise' | 'unverified'> {
	/** Object name at Salesforce, and the saved name of the choice unless `id` says another. */
	object: string; id?: string;
	/** Fields by canonical key: of one column each, those that only Salesforce sets, and all others. */
	stored: Record<string, Stored>;
	shown?: Record<string, Stored>; others?: readonly Field[];
	/** Fields that a search by text looks into. */
	texts: readonly string[];
	/** Which records are meant at all, and which of them a search or a match is for. */
	always?: readonly string[]; searched?: readonly string[];
	natural?: NaturalKey;
	/** Completes bodies before they are sent; rows with an `id` are updates. Answers rows that cannot be sent. */
	before?(rows: WriteRow[], client: CrmClient, scope: Scope): Promise<Map<WriteRow, CrmError> | void>;
	/** True for rows that Salesforce may find and write by itself. Absent: for all, unless there is something to do before. */
	upserts?(row: WriteRow): boolean;
}

type Select = (scope: Scope, clauses: Clauses) => string;
const stamps = { created: 'CreatedDate', updated: 'SystemModstamp' };

/** Builds a Salesforce object from its shape. */
export function salesforceObject(shape: Shape): VendorObject {
	const { object, id = object, always = [], searched = always, texts, natural, before, upserts = () => !before } = shape;
	const fields: Field[] = [
		...stored('', shape.stored), ...(shape.others ?? []),
		...shown('', { ...shape.shown, createdAt: stamps.created, updatedAt: stamps.updated }),
		{ key: 'url', label: 'URL', kind: 'url', read: ({ Id }) => (Id ? `/${String(Id)}` : null) },
	];
	const parents = fields.map(({ column = '' }) => column).filter((column) => column.includes('.'));
	const soql: Select = ({ customFields }, clauses) => select(object, [...parents, ...customFields], clauses);
	return {
		id, label: titled(id), fields, imply: shape.imply, unverified: shape.unverified, idOf: ({ Id }) => String(Id ?? ''),
		normalise: (values, timeZone) => {
			for (const { key, kind } of fields) if (kind === 'reference' && values.has(key)) values.set(key, wholeId(values.get(key)));
			shape.normalise?.(values, timeZone);
		},
		customFields: {
			read: (raw) => raw,
			write: (name, value, body) => void (body[name] = Array.isArray(value) ? value.join(';') : (value as string)),
		},
		create: { max: batchMax, perform: async (rows, client, scope) => await save('POST', shape, rows, client, scope) },
		update: { max: batchMax, perform: async (rows, client, scope) => await save('PATCH', shape, rows, client, scope) },
		readsBack: true,
		upsert: {
			// Only external IDs are keys of it (contract section 3).
			max: batchMax, partial: true, by: (key) => key === 'externalId', serves: upserts,
			perform: async (rows, client, scope) => await save('PATCH', shape, rows, client, scope, scope.externalIdField).catch(refuseKey),
		},
		remove, get: get(soql),
		match: matching(object, fields, natural, (scope, where) => soql(scope, { where: [...searched, ...where] })),
		search: {
			request: (wish, page, scope) => queryPage(soql(scope, searchClauses(wish, fields, texts, searched)), page),
			// Of a number only its digits in their order can be asked for.
			read: recordsOf, next: nextOf, recheck: { text: false, only: ['phone', 'mobile'] },
		},
		poll: poll(soql, always),
		metadata: async (client) => await liveFields(object, client),
	};
}

async function save(
	method: 'POST' | 'PATCH', { object, before }: Shape, rows: WriteRow[], client: CrmClient, scope: Scope, key?: string,
): Promise<RowResult[]> {
	const refused = (await before?.(rows, client, scope)) ?? new Map<WriteRow, CrmError>();
	await typeExternalIds(rows, scope.externalIdField, object, client);
	return await sendUnrefused(rows, refused, async (sound) => await writeAll(method, object, sound, scope, client, key));
}

/** The field is no external ID, or one that only users who see all records may search by (section 3). */
function refuseKey(thrown: unknown): never {
	const error = errorOf(thrown);
	const isNoKey = error.code === 'NOT_FOUND' || error.code === 'INSUFFICIENT_ACCESS_OR_READONLY';
	throw new CrmFailure(isNoKey ? { ...error, kind: 'unsupported' } : error);
}

/** 15 characters are the id; the other three check its case (section 3). */
const shortId = (id: string): string => id.slice(0, 15);

/** The id as records have it: each of the three tells which of five characters are capitals. */
function wholeId(id: unknown): unknown {
	if (!/^[a-zA-Z0-9]{15}$/.test(String(id))) return id;
	const capitals = (from: number) => [...String(id).slice(from, from + 5)].map((mark, bit) => (/[A-Z]/.test(mark) ? 2 ** bit : 0));
	const checks = [0, 5, 10].map((from) => capitals(from).reduce((sum, bit) => sum + bit, 0));
	return `${String(id)}${checks.map((sum) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[sum]).join('')}`;
}

const get = (soql: Select): Performed<{ id: string }> => ({
	max: pageMax,
	perform: async (rows, client, scope) => {
		const ids = rows.map(({ id }) => id).filter((id) => /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id)).map(shortId);
		const found = await queryFor([...new Set(ids)], (some) => soql(scope, { where: [isOneOf('Id', some)] }), client);
		return pairById(rows, found, ({ Id }) => String(Id), shortId);
	},
});

/** By the second, so ties are usual: the engine reads a full second by id (section 5). */
function poll(soql: Select, always: readonly string[]): Poll {
	return {
		overlapMs: 300_000, settleMs: 2_000, read: recordsOf,
		newest: (event, limit, scope) => query(soql(scope, { where: always, order: `${stamps[event]} DESC, Id DESC`, limit })),
		request: (event, { since, tie }, scope) => {
			// What lies between two seconds begins with the next one.
			const second = new Date(Math.ceil(Date.parse(since) / 1_000) * 1_000).toISOString();
			const from = [`${stamps[event]} ${tie ? '=' : '>='} ${second}`, ...(tie?.afterId ? [`Id > ${quote(tie.afterId)}`] : [])];
			return query(soql(scope, { where: [...always, ...from], order: tie ? 'Id ASC' : `${stamps[event]} ASC, Id ASC`, limit: pageMax }));
		},
		more: (response) => nextOf(response) !== null || recordsOf(response).length >= pageMax,
	};
}
