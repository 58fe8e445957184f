import type { IDataObject } from 'n8n-workflow';
import { CrmFailure } from '../http/failure';
import type { CrmClient, Field, Raw, Scope, WriteRow } from '../types';
import { linkByName } from './relate';

/** Records that others link by id, and that users know by name, such as the companies of contacts. */
export interface NamedLinksRules {
	/** Tells one kind of them from another within a run. */
	kind: string;
	/** Where the name stands in records and bodies that hold the link. */
	nameKey: string;
	/** Those that have one of the names; the oldest counts. */
	find(names: string[], client: CrmClient): Promise<Raw[]>;
	create(name: string, client: CrmClient, scope: Scope): Promise<Raw>;
	read(ids: unknown[], client: CrmClient): Promise<Raw[]>;
	/** An id as the vendor takes it. */
	linkOf(id: unknown): unknown;
}

/** Puts links in the place of names, and names beside links. Records and those that they link have an `id` that grows, and a `name`. */
export class NamedLinks {
	constructor(private readonly rules: NamedLinksRules) {}

	/** The canonical field of the name. */
	field(key: string, label: string, hint: string): Field {
		const { nameKey } = this.rules;
		return { key, label, kind: 'text', read: (raw) => raw[nameKey], write: nameKey, hint };
	}

	/** The body of a row with a link at `into`: to the record of that name, or to a new one. @throws CrmFailure */
	async link(row: WriteRow, into: string, client: CrmClient, scope: Scope): Promise<IDataObject> {
		const { kind, nameKey, find, create, linkOf } = this.rules;
		const refusals = await linkByName([row], {
			kind, from: nameKey, into, nameOf: ({ name }) => String(name).trim(), idOf: ({ id }) => String(id),
			find: async (names) => (await find(names, client)).sort((a, b) => Number(b.id) - Number(a.id)),
			create: async (names) => await Promise.all(names.map(async (name) => ({ raw: await create(name, client, scope) }))),
		}, client);
		for (const refused of refusals.values()) throw new CrmFailure(refused);
		return { ...row.body, ...(into in row.body ? { [into]: linkOf(row.body[into]) as IDataObject } : {}) };
	}

	/** Shows the names of what records link at a key. */
	async join(raws: readonly Raw[], linkKey: string, client: CrmClient): Promise<void> {
		const found = await this.rules.read(raws.map((raw) => raw[linkKey]).filter(Boolean), client);
		const names = new Map(found.map(({ id, name }) => [id, name]));
		for (const raw of raws) raw[this.rules.nameKey] = names.get(raw[linkKey]) ?? null;
	}
}
