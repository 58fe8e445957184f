import type { CrmClient, CrmError, Field, HttpRequest, HttpResponse, Lookup, Raw, RowResult, Scope, WriteRow } from '../types';

/** A link from one record to another, by their ids. */
export interface Link { from: string; to: string }

/** How a vendor links records, where it keeps links apart from them. `type` and `target` are its own kinds of records. */
export interface LinkRules {
	/** Links per request, or records whose links are read. */
	max: number;
	read(type: string, target: string, ids: string[]): HttpRequest;
	linksOf(response: HttpResponse): Link[];
	add(type: string, target: string, links: Link[]): HttpRequest;
	/** Records that nothing could be linked to, and why. */
	refusalsOf(response: HttpResponse): Array<{ id: string; error: CrmError }>;
	remove(type: string, target: string, links: Link[]): HttpRequest;
}

type Holder = { links?: Record<string, string[]> };
const held = (holder: object | undefined): Record<string, string[]> => (holder as Holder | undefined)?.links ?? {};

/** Links that a vendor keeps apart from records. Records and bodies show theirs under `links`, ids by kind. */
export class Links {
	constructor(private readonly rules: LinkRules) {}

	/** Ids of one kind that a completed record is linked with. */
	of(raw: Raw | undefined, target: string): string[] {
		return (held(raw)[target] ?? []).map(String);
	}

	/** A field that shows the first linked record of a kind. @param resource what it is to us */
	field(key: string, label: string, resource: string, target: string): Field {
		return {
			key, label, kind: 'reference', target: resource,
			read: (raw) => this.of(raw, target)[0],
			write: (value, body: Holder) => {
				const ids = value === null ? [] : [value].flat().map(String);
				body.links = { ...held(body), [target]: [...new Set([...(held(body)[target] ?? []), ...ids])] };
			},
		};
	}

	/** Adds links to records that do not show them yet, for the kinds that matter to them. */
	completing(type: string, targets: readonly string[]) {
		return async (raws: Raw[], client: CrmClient): Promise<void> => {
			for (const target of targets) {
				const open = raws.filter((raw) => !held(raw)[target]);
				const links = await this.read(type, target, open.map(({ id }) => String(id)), client);
				for (const raw of open) raw.links = { ...held(raw), [target]: links.get(String(raw.id)) ?? [] };
			}
		};
	}

	/** Finds the records linked with the one whose id comes first in each value. @param readAll reads them by id */
	lookup(parent: string, type: string, readAll: (ids: string[], client: CrmClient, scope: Scope) => Promise<Raw[]>): Lookup<string[]> {
		const find: Lookup<string[]>['find'] = async (values, client, scope) => {
			const links = await this.read(parent, type, values.map(([id]) => id), client);
			return await readAll([...new Set([...links.values()].flat())], client, scope);
		};
		return { max: this.rules.max, find };
	}

	/** Links new records in the ways that could not travel with their creation. @param isOpen true for such a row */
	async linkNew(
		type: string, rows: readonly WriteRow[], results: readonly RowResult[], isOpen: (row: WriteRow) => boolean, client: CrmClient,
	): Promise<void> {
		const open = rows.flatMap((row, at) => {
			const result = results[at];
			return 'raw' in result && isOpen(row) ? [{ ...row, id: String(result.raw.id) }] : [];
		});
		// The records stand: a link that fails now must not make the engine create them again. It reads links back and says what is missing.
		await this.relink(type, open, client).catch((refused: Error) => client.warn(refused.message));
	}

	/** Links records after they were changed. @param changed what became of those that held more than links, by id */
	async linkChanged(
		type: string, rows: ReadonlyArray<WriteRow & { id: string }>, changed: ReadonlyMap<string, RowResult>, client: CrmClient,
	): Promise<RowResult[]> {
		// `links` is emptied where links change, so that they are read anew.
		const results = rows.map(({ id, body }): RowResult => {
			const result = changed.get(id) ?? { raw: { id } };
			return 'raw' in result && body.links ? { raw: { ...result.raw, links: undefined } } : result;
		});
		const refused = await this.relink(type, rows.filter((_row, at) => 'raw' in results[at]), client);
		return rows.map(({ id }, at) => (refused.has(id) ? { error: refused.get(id)! } : results[at]));
	}

	/** Makes links what bodies say, in place of what records showed before. @returns refusals by id; such a record keeps its old link */
	private async relink(type: string, rows: ReadonlyArray<WriteRow & { id: string }>, client: CrmClient): Promise<Map<string, CrmError>> {
		const { max, add, remove, refusalsOf } = this.rules;
		const refused = new Map<string, CrmError>();
		for (const target of new Set(rows.flatMap(({ body }) => Object.keys(held(body))))) {
			const touched = rows.filter(({ body }) => target in held(body))
				.map(({ id, body, current }) => ({ from: id, wanted: held(body)[target], old: this.of(current, target) }));
			const added = touched.flatMap(({ from, wanted, old }) => wanted.filter((to) => !old.includes(to)).map((to) => ({ from, to })));
			const refusals = await client.inChunks(added, max, (links) => add(type, target, links), refusalsOf);
			for (const { from, to } of added) {
				const refusal = refusals.find(({ id }) => id === to);
				if (refusal) refused.set(from, refusal.error);
			}
			// Further links that the account made by itself stay.
			const removed = touched.filter(({ from, wanted, old }) => old.length && !wanted.includes(old[0]) && !refused.has(from))
				.map(({ from, old }) => ({ from, to: old[0] }));
			await client.inChunks(removed, max, (links) => remove(type, target, links), () => []);
		}
		return refused;
	}

	private async read(type: string, target: string, ids: readonly string[], client: CrmClient): Promise<Map<string, string[]>> {
		const { max, read, linksOf } = this.rules;
		const links = new Map<string, string[]>();
		const found = await client.inChunks([...new Set(ids)], max, (chunk) => read(type, target, chunk), linksOf);
		for (const { from, to } of found) links.set(from, [...(links.get(from) ?? []), to]);
		return links;
	}
}
