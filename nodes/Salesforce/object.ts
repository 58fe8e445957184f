import { shown, type Stored } from '../shared/map/fields';
import { pairById, sendUnrefused } from '../shared/run/sift';
import type {
	CrmClient, CrmError, NativeUpsert, NaturalKey, Performed, Poll, Raw, RowResult, Scope, VendorObject, WriteRow,
} from '../shared/types';
import { nextOf, pageMax, query, queryFor, queryPage, recordsOf } from './api';
import { batchMax, remove, upsertAll, writeAll } from './collections';
import { liveFields, typeExternalIds } from './describe';
import { matching } from './match';
import { isOneOf, quote, searchClauses, select, type Clauses, type Selection } from './soql';

/** What sets one Salesforce object apart from the others: all share one API. */
export interface Shape extends Pick<VendorObject, 'label' | 'fields' | 'imply' | 'unverified'> {
	/** Object name at Salesforce, and the saved name of the choice unless `id` says another. */
	object: string;
	id?: string;
	/** Fields of parents to read, such as `Account.Name`. */
	parents?: readonly string[];
	/** Fields that a search by text looks into. */
	texts: readonly string[];
	/** Which records are meant at all, and which of them a search or a match is for. */
	always?: readonly string[];
	searched?: readonly string[];
	natural?: NaturalKey;
	/** True for rows that Salesforce may find by their external ID and write by itself. Absent: for none. */
	upserts?(row: WriteRow): boolean;
	/** Completes bodies before they are sent; rows with an `id` are updates. Answers rows that cannot be sent. */
	before?(rows: WriteRow[], client: CrmClient, scope: Scope): Promise<Map<WriteRow, CrmError> | void>;
}

const stamps = { created: 'CreatedDate', updated: 'SystemModstamp' };

/** Builds a Salesforce object from its shape. */
export function salesforceObject(shape: Shape): VendorObject {
	const { object, always = [], searched = always, parents = [], texts, natural, upserts } = shape;
	const selection = ({ customFields }: Scope): Selection => ({ object, extra: [...parents, ...customFields] });
	const fields = [
		...shape.fields, ...shown('', { createdAt: stamps.created, updatedAt: stamps.updated }),
		{ key: 'url', label: 'URL', kind: 'url' as const, read: ({ Id }: Raw) => (Id ? `/${String(Id)}` : null) },
	];
	return {
		id: object, ...shape, fields,
		idOf: ({ Id }) => String(Id ?? ''),
		customFields: {
			read: (raw) => raw,
			write: (name, value, body) => void (body[name] = Array.isArray(value) ? value.join(';') : (value as string)),
		},
		create: { max: batchMax, perform: async (rows, client, scope) => await save('POST', shape, rows, client, scope) },
		update: { max: batchMax, perform: async (rows, client, scope) => await save('PATCH', shape, rows, client, scope) },
		// A write answers with an id (contract section 3).
		readsBack: true,
		upsert: upserts && upsert(object, upserts),
		remove,
		get: get(selection),
		match: matching({ object, fields, natural, where: searched, selection }),
		search: {
			request: (wish, page, scope) => queryPage(select(selection(scope), searchClauses(wish, fields, texts, searched)), page),
			read: recordsOf,
			next: nextOf,
		},
		poll: poll(selection, always),
		metadata: async (client) => await liveFields(object, client),
	};
}

async function save(
	method: 'POST' | 'PATCH', { object, before }: Shape, rows: WriteRow[], client: CrmClient, scope: Scope,
): Promise<RowResult[]> {
	const refused = (await before?.(rows, client, scope)) ?? new Map<WriteRow, CrmError>();
	await typeExternalIds(rows, scope.externalIdField, object, client);
	return await sendUnrefused(rows, refused, async (sound) => await writeAll(method, object, sound, scope, client));
}

/** Only external IDs are keys of upserts (section 3). */
const upsert = (object: string, serves: (row: WriteRow) => boolean): NativeUpsert => ({
	max: batchMax,
	partial: true,
	by: (key) => key === 'externalId',
	perform: async (rows, client, scope) => {
		const name = scope.externalIdField!;
		const readFirst: CrmError = { kind: 'unsupported', message: 'The record has to be read before it is written' };
		const others = new Map(rows.filter((row) => !serves(row)).map((row) => [row, readFirst]));
		await typeExternalIds(rows, name, object, client);
		return await sendUnrefused(rows, others, async (served) => await upsertAll(object, name, served, scope, client));
	},
});

/** 15 characters are the id; the other three check its case (section 3). */
const shortId = (id: string): string => id.slice(0, 15);

const get = (selection: (scope: Scope) => Selection): Performed<{ id: string }> => ({
	max: pageMax,
	perform: async (rows, client, scope) => {
		const ids = rows.map(({ id }) => id).filter((id) => /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id)).map(shortId);
		const soql = (some: readonly string[]) => select(selection(scope), { where: [isOneOf('Id', some)] });
		return pairById(rows, await queryFor([...new Set(ids)], soql, client), ({ Id }) => String(Id), shortId);
	},
});

/** By the second, so ties are usual: the engine reads a full second by id (section 5). */
function poll(selection: (scope: Scope) => Selection, always: readonly string[]): Poll {
	const soql = (scope: Scope, clauses: Clauses) => query(select(selection(scope), clauses));
	return {
		overlapMs: 300_000,
		settleMs: 2_000,
		read: recordsOf,
		newest: (event, limit, scope) => soql(scope, { where: always, order: `${stamps[event]} DESC, Id DESC`, limit }),
		request: (event, { since, tie }, scope) => {
			// What lies between two seconds begins with the next one.
			const second = new Date(Math.ceil(Date.parse(since) / 1_000) * 1_000).toISOString();
			const from = [`${stamps[event]} ${tie ? '=' : '>='} ${second}`, ...(tie?.afterId ? [`Id > ${quote(tie.afterId)}`] : [])];
			return soql(scope, { where: [...always, ...from], order: tie ? 'Id ASC' : `${stamps[event]} ASC, Id ASC`, limit: pageMax });
		},
		more: (response) => nextOf(response) !== null || recordsOf(response).length >= pageMax,
	};
}

export const described: Record<string, Stored> = { notes: { name: 'Description', label: 'Description' }, owner: 'OwnerId' };

/** An address is stored in parts, under one prefix (section 2). */
export const address = (prefix: string): Record<string, Stored> => ({
	'address.street': `${prefix}Street`, 'address.city': `${prefix}City`, 'address.country': `${prefix}Country`,
	'address.state': { name: `${prefix}State`, label: 'State/Province' },
	'address.postalCode': { name: `${prefix}PostalCode`, label: 'Zip/Postal Code' },
});
