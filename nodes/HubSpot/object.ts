import type { IDataObject } from 'n8n-workflow';
import { path } from '../shared/http/path';
import { shown, stored, type Stored } from '../shared/map/fields';
import type { CrmClient, Field, FieldKind, HttpResponse, LiveField, Lookup, Matching, NaturalKey, Page, Raw, RowResult, Scope, VendorObject, WriteRow } from '../shared/types';
import { batchArchive, batchCreate, batchMax, batchRead, batchUpdate, nextOf, resultsOf, settleById, settleCreate, version, type Body } from './api';
import { completeLinks, inlineAssociations, needsDefault, readLinks, relink } from './associations';
import { phoneFilter, poll, search, searchRequest, type Filter } from './search';

/** What sets one HubSpot object apart from the others: all share one API. */
export interface Shape extends Pick<VendorObject, 'label' | 'fields' | 'imply' | 'complete' | 'completeReads' | 'unverified'> {
	/** Object type in paths, and the saved name of the choice unless `id` says another. */
	type: string;
	id?: string;
	/** Properties to read besides those of the fields. */
	extra?: readonly string[];
	/** Object types whose links to these records are shown. */
	links?: readonly string[];
	/** Filters of every search and poll. */
	always?: Filter[];
	/** Standard keys that its records are matched by. */
	keys?: ReadonlyArray<'email' | 'phone'>;
	natural?: NaturalKey & { parent: string };
	/** Completes bodies, and does what must come before the batch; rows with an `id` are updates. */
	before?(rows: WriteRow[], client: CrmClient): Promise<void>;
}
/** Builds a HubSpot object from its shape. */
export function hubSpotObject(shape: Shape): VendorObject {
	const { type, always = [], links = [] } = shape;
	// The stamps have other names on records than on activities, and contacts differ once more (contract section 5).
	const stamps = { created: ['contacts', 'companies', 'deals', 'tickets'].includes(type) ? 'createdate' : 'hs_createdate', updated: type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate' };
	const fields = [...shape.fields, ...shown('', { createdAt: { name: 'createdAt', column: stamps.created }, updatedAt: { name: 'updatedAt', column: stamps.updated }, url: 'url' })];
	const standard = [...new Set([...fields.map(({ column, read }) => column ?? (typeof read === 'string' ? /^properties\.(.+)/.exec(read)?.[1] : undefined)).filter((name) => name !== undefined), ...(shape.extra ?? [])])];
	return {
		id: type, complete: links.length ? completeLinks(type, links) : undefined, ...shape, fields,
		customFields: 'properties.',
		create: { max: batchMax, perform: async (rows, client) => await createAll(shape, rows, client) },
		update: { max: batchMax, perform: async (rows, client) => await updateAll(shape, rows, client) },
		get: { max: batchMax, request: (rows: Array<{ id: string }>, scope: Scope) => batchRead(type, rows.map(({ id }) => id), [...standard, ...scope.customFields]), settle: settleById },
		// HubSpot answers 204 for ids it does not have, too (section 3, from memory).
		remove: { max: batchMax, request: (rows: Array<{ id: string }>) => batchArchive(type, rows.map(({ id }) => id)), settle: (_response: HttpResponse, rows: Array<{ id: string }>) => rows.map(({ id }) => ({ raw: { id } })) },
		search: search(type, fields, standard, always),
		poll: poll(type, stamps, standard, always, async (ids, names, client) => await changedAt(type, ids, names, client)),
		match: matching(shape, ({ customFields }) => [...standard, ...customFields]),
		metadata: async (client) => await liveFields(type, client),
	};
}

async function createAll({ type, before }: Shape, rows: WriteRow[], client: CrmClient): Promise<RowResult[]> {
	await before?.(rows, client);
	const results = settleCreate(await client.send(batchCreate(type, rows, inlineAssociations(type))), rows);
	const open = rows.flatMap((row, at) => ('raw' in results[at] && needsDefault(type, row) ? [{ ...row, id: String(results[at].raw.id) }] : []));
	// The records stand: a link that fails now must not make the engine create them again. It reads links back and says what is missing.
	await relink(type, open, client).catch((refused: Error) => client.warn(refused.message));
	return results;
}

async function updateAll({ type, before }: Shape, rows: Array<WriteRow & { id: string }>, client: CrmClient): Promise<RowResult[]> {
	await before?.(rows, client);
	const changed = rows.map(({ id, body }) => ({ id, properties: (body as Body).properties })).filter(({ properties }) => properties);
	const settled = changed.length ? settleById(await client.send(batchUpdate(type, changed)), changed) : [];
	const byId = new Map(changed.map(({ id }, at) => [id, settled[at]]));
	// `links` is emptied where links change, so that they are read anew.
	const results = rows.map(({ id, body }): RowResult => {
		const result = byId.get(id) ?? { raw: { id } };
		return 'raw' in result && body.links ? { raw: { ...result.raw, links: undefined } } : result;
	});
	const refused = await relink(type, rows.filter((_row, at) => 'raw' in results[at]), client);
	return rows.map(({ id }, at) => (refused.has(id) ? { error: refused.get(id)! } : results[at]));
}
/** E-mail, external ID and unique properties are read by value, which is consistent at once; search lags behind writes (section 3). */
function matching({ type, fields, keys = [], natural, links = [] }: Shape, properties: (scope: Scope) => string[]): Matching {
	const field = (name: string): Lookup => ({
		max: batchMax,
		find: async (values, client, scope) => resultsOf(await client.send(batchRead(type, values, properties(scope), name))),
	});
	// Five filter groups a search (section 4); a number takes two where records hold a mobile one, too.
	const kinds = fields.some(({ key }) => key === 'mobile') ? (['phone', 'mobile'] as const) : (['phone'] as const);
	const phone: Lookup = {
		max: Math.floor(5 / kinds.length),
		find: async (values, client, scope) => {
			const groups = values.flatMap((value) => kinds.map((kind) => [phoneFilter(value, 7, kind)]));
			const request = (page: Page) => searchRequest(type, groups, { properties: properties(scope), limit: 200, ...page });
			return await client.readAll({ request, read: resultsOf, next: nextOf });
		},
	};
	return {
		field,
		...(keys.includes('email') ? { email: field('email') } : {}),
		...(keys.includes('phone') ? { phone } : {}),
		...(natural ? { natural: { ...natural, max: batchMax, find: async (values, client, scope) => await findNatural(type, natural.parent, links, values, properties(scope), client) } } : {}),
	};
}
/** All records linked with the parents that come first in each value. */
async function findNatural(type: string, parent: string, links: readonly string[], values: string[][], properties: string[], client: CrmClient): Promise<Raw[]> {
	const linked = await readLinks(parent, type, values.map(([id]) => id), client);
	const raws = await client.inChunks([...new Set([...linked.values()].flat())], batchMax, (ids) => batchRead(type, ids, properties), resultsOf);
	if (raws.length) await completeLinks(type, links)(raws, client);
	return raws;
}
/** Histories tell a change of a watched property from the noise of calculated ones. */
async function changedAt(type: string, ids: string[], names: readonly string[], client: CrmClient): Promise<Map<string, string>> {
	const raws = await client.inChunks(ids, batchMax / 2, (chunk) => batchRead(type, chunk, [], undefined, names), resultsOf);
	const stamps = (raw: Raw) => Object.values((raw.propertiesWithHistory ?? {}) as Record<string, Array<{ timestamp: string }>>).flat().map(({ timestamp }) => new Date(timestamp).toISOString());
	return new Map(raws.map((raw) => [String(raw.id), stamps(raw).sort().pop() ?? '']));
}

const kinds: Record<string, FieldKind> = { number: 'number', date: 'date', datetime: 'dateTime', bool: 'boolean', enumeration: 'choice', phone_number: 'phone' };
async function liveFields(type: string, client: CrmClient): Promise<LiveField[]> {
	const found = resultsOf(await client.send({ method: 'GET', path: path`/crm/properties/${version}/${type}`, query: { archived: false } }));
	return found.filter(({ hidden }) => hidden !== true).map(({ name, label, type: kind, fieldType, options, modificationMetadata, calculated, hasUniqueValue }) => ({
		name: String(name), label: String(label), kind: fieldType === 'checkbox' ? 'choices' : (kinds[String(kind)] ?? 'text'),
		choices: ((options ?? []) as IDataObject[]).filter((option) => option.hidden !== true).map((option) => ({ label: String(option.label), value: String(option.value) })),
		readOnly: (modificationMetadata as IDataObject | undefined)?.readOnlyValue === true || calculated === true, unique: hasUniqueValue === true,
	}));
}
/** Fields stored in a property each: canonical key -> internal name; and those that only HubSpot sets. */
export const properties = (names: Record<string, Stored>) => stored('properties.', names);
export const readOnly = (names: Record<string, Stored>): Field[] => shown('properties.', names);
/** The owner of any object: an owner id, not a user id (section 2). */
export const owner: Record<string, Stored> = { owner: 'hubspot_owner_id' };
