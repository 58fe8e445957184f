import { CrmFailure } from '../http/failure';
import type { CrmClient, CrmError, Raw, RowResult, WriteRow } from '../types';
import { inTurn } from '../run/turns';

/** Records that others hang on, such as the company of a contact or the client of a request. */
export interface Relatives<Row> {
	/** Tells one kind of them from another within a run. */
	kind: string;
	/** What a row's relative is recognised by, as it compares; a row without a key gets a relative of its own. */
	keyOf(row: Row): string | null;
	/** Those that exist, by key: their ids, or why none of several can be chosen. */
	find(keys: string[]): Promise<Map<string, string | CrmError>>;
	/** Makes one for each of these rows, in order. */
	create(rows: Row[]): Promise<RowResult[]>;
	/** Absent: the record's `id`. */
	idOf?(raw: Raw): string;
}

/** Keys met in this run: what was just made may not be found by a search yet. Ends with the run that its client serves. */
const known = new WeakMap<CrmClient, Map<string, string>>();

/** Finds or makes the relative of each row, one per key. @returns ids, or refusals, in the order of `rows` */
export async function relate<Row>(rows: readonly Row[], relatives: Relatives<Row>, client: CrmClient): Promise<Array<string | CrmError>> {
	const { kind, keyOf, find, create, idOf = ({ id }) => String(id) } = relatives;
	if (!rows.length) return [];
	return await inTurn(client, kind, async () => {
		const met = known.get(client) ?? new Map<string, string>();
		known.set(client, met);
		const found = new Map<unknown, string | CrmError>();
		const groups = new Map<unknown, Row>();
		for (const row of rows) {
			const key = keyOf(row);
			const id = met.get(`${kind}\n${key}`);
			if (key !== null && id !== undefined) found.set(key, id);
			else if (!groups.has(key ?? row)) groups.set(key ?? row, row);
		}
		const keys = [...groups.keys()].filter((key): key is string => typeof key === 'string');
		if (keys.length) for (const [key, id] of await find(keys)) found.set(key, id);
		const strangers = [...groups].filter(([key]) => !found.has(key));
		const made = strangers.length ? await create(strangers.map(([, row]) => row)) : [];
		made.forEach((result, at) => found.set(strangers[at][0], 'raw' in result ? idOf(result.raw) : result.error));
		for (const [key, id] of found) if (typeof key === 'string' && typeof id === 'string') met.set(`${kind}\n${key}`, id);
		return rows.map((row) => found.get(keyOf(row) ?? row)!);
	});
}

/** The id of a relative. @throws CrmFailure with its refusal */
export function idOrThrow(relative: string | CrmError): string {
	if (typeof relative === 'string') return relative;
	throw new CrmFailure(relative);
}

/** What rows name instead of linking to, such as the company of a contact. */
export interface Namesakes {
	kind: string;
	/** Keys of a body: where the name stands, and where the id goes. */
	from: string;
	into: string;
	/** Those that exist, with their names; of several, the one to take comes last. */
	find(names: string[]): Promise<Raw[]>;
	create(names: string[]): Promise<RowResult[]>;
	nameOf(raw: Raw): string;
	idOf(raw: Raw): string;
}

/**
 * Turns names into links, whatever their case: finds or makes what is named, once in a run. An id that is given comes first,
 * and `null` unlinks. @returns rows that cannot be linked
 */
export async function linkByName(rows: readonly WriteRow[], namesakes: Namesakes, client: CrmClient): Promise<Map<WriteRow, CrmError>> {
	const { from, into, find, create, nameOf } = namesakes;
	const open = rows.filter(({ body }) => body[from] && !body[into]);
	const ids = await relate(open, {
		...namesakes,
		keyOf: ({ body }) => String(body[from]).toLowerCase(),
		find: async (names) => new Map((await find(names)).map((raw) => [nameOf(raw).toLowerCase(), namesakes.idOf(raw)])),
		create: async (strangers) => await create(strangers.map(({ body }) => String(body[from]))),
	}, client);
	const refused = new Map<WriteRow, CrmError>();
	open.forEach((row, at) => {
		const id = ids[at];
		if (typeof id === 'string') row.body[into] = id;
		else refused.set(row, id);
	});
	for (const { body } of rows.filter((row) => !refused.has(row))) {
		if (from in body) body[into] ??= null;
		delete body[from];
	}
	return refused;
}
