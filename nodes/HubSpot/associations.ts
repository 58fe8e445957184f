import type { IDataObject } from 'n8n-workflow';
import { path } from '../shared/http/path';
import type { CrmClient, CrmError, Field, HttpRequest, Raw, WriteRow } from '../shared/types';
import { batchMax, errorsOf, resultsOf, version, type Body } from './api';
import { decodeRowError } from './errors';
/** HubSpot's own type ids, from the enumeration in its Node SDK; pairs without one go through the default association. */
const typeIds: Record<string, Record<string, number>> = {
	contacts: { companies: 1 }, deals: { contacts: 3, companies: 5 }, tickets: { contacts: 16, companies: 26 }, leads: { contacts: 578 },
	meetings: { contacts: 200, companies: 188 }, notes: { contacts: 202, companies: 190, deals: 214, tickets: 228 },
};
const linksOf = ({ body }: { body: IDataObject }) => (body as Body).links ?? {};
const batch = (from: string, to: string, action: string, inputs: IDataObject[]): HttpRequest => ({ method: 'POST', path: `${path`/crm/associations/${version}/${from}/${to}`}/batch/${action}`, body: { inputs }, safeToRepeat: true });
/** Associations that travel with a create, so that a record never stands alone when the link is refused. */
export const inlineAssociations = (type: string) => (body: Body): IDataObject[] =>
	Object.entries(linksOf({ body: body as IDataObject })).flatMap(([to, ids]) => {
		const associationTypeId = typeIds[type]?.[to];
		return associationTypeId ? ids.map((id) => ({ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] })) : [];
	});
/** True when some link cannot travel with the create. */
export const needsDefault = (type: string, row: WriteRow): boolean => Object.keys(linksOf(row)).some((to) => !typeIds[type]?.[to]);
/** Makes records' links what their bodies say, in place of what they showed before. Returns refusals by id; such a record keeps its old link. */
export async function relink(type: string, rows: ReadonlyArray<WriteRow & { id: string }>, client: CrmClient): Promise<Map<string, CrmError>> {
	const refused = new Map<string, CrmError>();
	for (const to of new Set(rows.flatMap((row) => Object.keys(linksOf(row))))) {
		const touched = rows.filter((row) => to in linksOf(row)).map((row) => ({ id: row.id, wanted: linksOf(row)[to], held: linkedIds(row.current ?? {}, to) }));
		const added = touched.flatMap(({ id, wanted, held }) => wanted.filter((one) => !held.includes(one)).map((one) => ({ from: { id }, to: { id: one } })));
		const errors = await client.inChunks(added, batchMax, (inputs) => batch(type, to, 'associate/default', inputs), errorsOf);
		for (const { from, to: target } of added) {
			// An error names the record that cannot be linked, not the one that wanted the link.
			const error = errors.find(({ context }) => Object.values(context ?? {}).flat().map(String).includes(target.id));
			if (error) refused.set(from.id, decodeRowError(error));
		}
		// Further links that the account made by itself stay.
		const removed = touched.filter(({ id, wanted, held }) => held.length && !wanted.includes(held[0]) && !refused.has(id)).map(({ id, held }) => ({ from: { id }, to: [{ id: held[0] }] }));
		await client.inChunks(removed, batchMax, (inputs) => batch(type, to, 'archive', inputs), resultsOf);
	}
	return refused;
}
/** Reads which records of `to` the given records are linked with. Live answers give numbers where the spec says strings (contract section 3). */
export async function readLinks(type: string, to: string, ids: readonly string[], client: CrmClient): Promise<Map<string, string[]>> {
	const pairs = await client.inChunks([...new Set(ids)], batchMax, (chunk) => batch(type, to, 'read', chunk.map((id) => ({ id }))), resultsOf);
	return new Map(pairs.map((pair) => [String((pair.from as IDataObject).id), ((pair.to ?? []) as IDataObject[]).map(({ toObjectId, id }) => String(toObjectId ?? id))]));
}
/** Adds `links` to records that do not show them yet, for the object types that matter to them. */
export const completeLinks = (type: string, targets: readonly string[]) => async (raws: Raw[], client: CrmClient): Promise<void> => {
	for (const to of targets) {
		const open = raws.filter(({ links }) => !(links as IDataObject | undefined)?.[to]);
		const links = await readLinks(type, to, open.map(({ id }) => String(id)), client);
		for (const raw of open) raw.links = { ...((raw.links as IDataObject | undefined) ?? {}), [to]: links.get(String(raw.id)) ?? [] };
	}
};
/** Ids of one type that a completed record is linked with. */
export const linkedIds = (raw: Raw, to: string): string[] => ((raw.links as Record<string, string[]> | undefined)?.[to] ?? []).map(String);
/** A field that links to the first record of a type. */
export const link = (key: string, label: string, target: string, to: string): Field => ({
	key, label, kind: 'reference', target,
	read: (raw) => linkedIds(raw, to)[0],
	write: (value, body) => {
		const links = ((body as Body).links ??= {});
		links[to] = [...new Set([...(links[to] ?? []), ...(value === null ? [] : [value].flat().map(String))])];
	},
});
export const company = link('companyId', 'Company', 'customer.companies', 'companies');
