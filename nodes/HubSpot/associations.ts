import type { IDataObject } from 'n8n-workflow';
import { path } from '../shared/http/path';
import type { CrmClient, HttpResponse, Raw, WriteRow } from '../shared/types';
import { batchMax, resultsOf, version, type Body } from './api';

/** HubSpot's own type ids, from the enumeration in its Node SDK; pairs without one go through the default association. */
const typeIds: Record<string, Record<string, number>> = {
	contacts: { companies: 1 },
	meetings: { contacts: 200, companies: 188, deals: 212, tickets: 226 },
	notes: { contacts: 202, companies: 190, deals: 214, tickets: 228 },
	deals: { contacts: 3, companies: 5 },
	tickets: { contacts: 16, companies: 26 },
	leads: { contacts: 578, companies: 580 },
};

/** Associations that travel with a create, so that a record never stands alone when the link is refused. */
export function inlineAssociations(type: string, { links }: Body): IDataObject[] {
	return Object.entries(links ?? {}).flatMap(([to, ids]) => {
		const associationTypeId = typeIds[type]?.[to];
		if (!associationTypeId) return [];
		return (ids ?? []).map((id) => ({ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] }));
	});
}

/** True when some link of the rows cannot travel with the create. */
export const needsDefault = (type: string, { links }: Body): boolean => Object.keys(links ?? {}).some((to) => !typeIds[type]?.[to]);

/** Makes a record's links what its body says: adds the new ones and takes away what stood there before. */
export async function relink(type: string, rows: ReadonlyArray<WriteRow & { id: string }>, client: CrmClient): Promise<void> {
	const targets = [...new Set(rows.flatMap(({ body }) => Object.keys((body as Body).links ?? {})))];
	for (const to of targets) {
		const added: IDataObject[] = [];
		const removed: IDataObject[] = [];
		for (const { id, body, current } of rows) {
			const links = (body as Body).links;
			if (!links || !(to in links)) continue;
			const held = linkedIds(current ?? {}, to);
			const wanted = links[to] ?? [];
			added.push(...wanted.filter((one) => !held.includes(one)).map((one) => ({ from: { id }, to: { id: one } })));
			// Only what the record shows as its own link gives way; further links of the account stay.
			const [shown] = held;
			if (shown && !wanted.includes(shown)) removed.push({ from: { id }, to: [{ id: shown }] });
		}
		await client.inChunks(added, batchMax, (inputs) => ({ method: 'POST', path: path`/crm/associations/${version}/${type}/${to}/batch/associate/default`, body: { inputs }, safeToRepeat: true }), resultsOf);
		await client.inChunks(removed, batchMax, (inputs) => ({ method: 'POST', path: path`/crm/associations/${version}/${type}/${to}/batch/archive`, body: { inputs }, safeToRepeat: true }), resultsOf);
	}
}

interface Pair { from: string; to: string[] }

/** Reads which records of `to` the given records are linked with. */
export async function readLinks(type: string, to: string, ids: readonly string[], client: CrmClient): Promise<Map<string, string[]>> {
	const pairs = await client.inChunks([...new Set(ids)], batchMax, (chunk) => ({
		method: 'POST', path: path`/crm/associations/${version}/${type}/${to}/batch/read`, body: { inputs: chunk.map((id) => ({ id })) }, safeToRepeat: true,
	}), pairsOf);
	return new Map(pairs.map(({ from, to: linked }) => [from, linked]));
}

/** Live answers give numbers where the spec says strings (section 3). */
const pairsOf = (response: HttpResponse): Pair[] => resultsOf(response).map((entry) => ({
	from: String((entry.from as IDataObject).id), to: ((entry.to ?? []) as IDataObject[]).map(({ toObjectId, id }) => String(toObjectId ?? id)),
}));

/** Adds `links` to records, for the object types that matter to them. */
export const completeLinks = (type: string, targets: readonly string[]) => async (raws: Raw[], client: CrmClient): Promise<void> => {
	for (const to of targets) {
		const links = await readLinks(type, to, raws.map(({ id }) => String(id)), client);
		for (const raw of raws) raw.links = { ...((raw.links as IDataObject | undefined) ?? {}), [to]: links.get(String(raw.id)) ?? [] };
	}
};

/** Ids of one type that a completed record is linked with. */
export const linkedIds = (raw: Raw, to: string): string[] => ((raw.links as Record<string, string[]> | undefined)?.[to] ?? []).map(String);

/** A field that links to the first record of a type. */
export const link = (to: string) => ({
	read: (raw: Raw) => linkedIds(raw, to)[0],
	write: (value: unknown, body: IDataObject) => {
		const links = (body.links ??= {}) as Record<string, string[] | null>;
		const wanted = value === null ? [] : [value].flat().map(String);
		links[to] = [...new Set([...(links[to] ?? []), ...wanted])];
	},
});
