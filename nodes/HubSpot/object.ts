import type { IDataObject } from 'n8n-workflow';
import { path } from '../shared/http/path';
import type { CrmClient, Field, FieldKind, HttpResponse, LiveField, Lookup, MatchKey, NaturalKey, Raw, RowResult, Scope, VendorObject, WriteRow } from '../shared/types';
import { batchArchive, batchCreate, batchMax, batchRead, batchUpdate, columns, resultsOf, settleById, settleCreate, version, type Body } from './api';
import { completeLinks, inlineAssociations, needsDefault, readLinks, relink } from './associations';
import { phoneFilter, poll, search, searchRequest, type Filter } from './search';

/** What sets one HubSpot object apart from the others: all share one API. */
export interface Shape {
	/** Object type in paths. */
	type: string;
	/** Saved name of the choice, when it is not the type. */
	id?: string;
	label: string;
	fields: readonly Field[];
	/** Properties to read besides those of the fields. */
	extra?: readonly string[];
	/** Object types whose links to these records are shown. */
	links?: readonly string[];
	completeReads?: false;
	/** Filters of every search and poll. */
	always?: Filter[];
	matchKeys: readonly MatchKey[];
	natural?: NaturalKey & { parent: string };
	imply?: VendorObject['imply'];
	complete?: VendorObject['complete'];
	/** What must happen before the batch update. */
	beforeUpdate?(rows: Array<WriteRow & { id: string }>, client: CrmClient): Promise<void>;
	beforeCreate?(rows: WriteRow[], client: CrmClient): Promise<void>;
	unverified?: string;
}

/** Properties that fields read by path. */
const propertiesOf = (fields: readonly Field[]) => fields.flatMap(({ read, column }) => [typeof read === 'string' && read.startsWith('properties.') ? read.slice('properties.'.length) : '', column ?? '']).filter(Boolean);

/** Builds a HubSpot object from its shape. */
export function hubSpotObject(shape: Shape): VendorObject {
	const { type, fields, always = [], links = [] } = shape;
	const stamp = type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
	const standard = [...new Set([...propertiesOf(fields), ...(shape.extra ?? []), 'createdate', stamp])];
	const all: Field[] = [
		...fields,
		{ key: 'createdAt', label: 'Created', kind: 'dateTime', column: 'createdate', read: 'createdAt' },
		{ key: 'updatedAt', label: 'Last Modified', kind: 'dateTime', column: stamp, read: 'updatedAt' },
		{ key: 'url', label: 'Link', kind: 'url', read: 'url' },
	];
	return {
		id: shape.id ?? type,
		label: shape.label,
		unverified: shape.unverified,
		fields: all,
		matchKeys: shape.matchKeys,
		natural: shape.natural,
		imply: shape.imply,
		idOf: (raw) => String(raw.id ?? ''),
		customFields: {
			read: (raw) => (raw.properties ?? {}) as IDataObject,
			write: (name, value, body) => void (((body.properties ??= {}) as IDataObject)[name] = value as string),
		},
		create: { max: batchMax, perform: async (rows, client) => await createAll(shape, rows, client) },
		update: { max: batchMax, perform: async (rows, client) => await updateAll(shape, rows, client) },
		get: { max: batchMax, request: (rows: Array<{ id: string }>, scope: Scope) => batchRead(type, rows.map(({ id }) => id), columns(standard, scope)), settle: settleById },
		// HubSpot answers 204 for ids it does not have, too (section 3, from memory).
		remove: { max: batchMax, request: (rows: Array<{ id: string }>) => batchArchive(type, rows.map(({ id }) => id)), settle: (_response: HttpResponse, rows: Array<{ id: string }>) => rows.map(({ id }) => ({ raw: { id } })) },
		search: search(type, all, standard, always),
		poll: poll(type, standard, always, async (ids, names, client) => await changedAt(type, ids, names, client)),
		lookup: (key, scope) => lookup(shape, key, columns(standard, scope), scope.externalIdField),
		complete: shape.complete ?? (links.length ? completeLinks(type, links) : undefined),
		completeReads: shape.completeReads,
		metadata: async (client) => await liveFields(type, client),
	};
}

async function createAll(shape: Shape, rows: WriteRow[], client: CrmClient): Promise<RowResult[]> {
	await shape.beforeCreate?.(rows, client);
	const response = await client.send(batchCreate(shape.type, rows, (body) => inlineAssociations(shape.type, body)));
	const results = settleCreate(response, rows);
	const open = rows.flatMap((row, at) => {
		const result = results[at];
		return 'raw' in result && needsDefault(shape.type, row.body as Body) ? [{ ...row, id: String(result.raw.id) }] : [];
	});
	await relink(shape.type, open, client);
	return results;
}

async function updateAll(shape: Shape, rows: Array<WriteRow & { id: string }>, client: CrmClient): Promise<RowResult[]> {
	await shape.beforeUpdate?.(rows, client);
	const changed = rows.map(({ id, body }) => ({ id, properties: (body as Body).properties ?? {} })).filter(({ properties }) => Object.keys(properties).length);
	const settled = new Map<string, RowResult>();
	if (changed.length) {
		const response = await client.send(batchUpdate(shape.type, changed));
		settleById(response, changed).forEach((result, at) => settled.set(changed[at].id, result));
	}
	const results = rows.map(({ id }): RowResult => settled.get(id) ?? { raw: { id } });
	await relink(shape.type, rows.filter((_row, at) => 'raw' in results[at]), client);
	return results;
}

/** E-mail, external ID and unique properties are read by value, which is consistent at once; search lags behind writes (section 3). */
function lookup(shape: Shape, key: MatchKey, properties: string[], externalIdField?: string): Lookup | null {
	const { type, natural } = shape;
	if (key === 'natural') return natural ? { max: batchMax, find: async (values, client) => await findNatural(shape, natural.parent, values, properties, client) } : null;
	if (key === 'phone') {
		if (!shape.matchKeys.includes('phone')) return null;
		// Five filter groups a search (section 4).
		return { max: 5, find: async (values, client) => await client.readAll({
			request: ({ after }) => searchRequest(type, { filterGroups: values.map((value) => ({ filters: [phoneFilter(value)] })), properties, limit: 200, ...(after ? { after } : {}) }),
			read: resultsOf,
			next: ({ body }) => (((body as IDataObject).paging as IDataObject | undefined)?.next as IDataObject | undefined) ?? null,
		}) };
	}
	const property = key === 'email' && shape.matchKeys.includes('email') ? 'email' : key === 'externalId' ? externalIdField : key.startsWith('customFields.') ? key.slice('customFields.'.length) : undefined;
	if (!property) return null;
	return { max: batchMax, find: async (values, client) => resultsOf(await client.send(batchRead(type, values, properties, property))) };
}

/** All records linked with the parents named in the first line of each value. */
async function findNatural({ type, links = [] }: Shape, parent: string, values: string[], properties: string[], client: CrmClient): Promise<Raw[]> {
	const linked = await readLinks(parent, type, values.map((value) => value.split('\n')[0]), client);
	const raws = await client.inChunks([...new Set([...linked.values()].flat())], batchMax, (ids) => batchRead(type, ids, properties), resultsOf);
	if (raws.length) await completeLinks(type, links)(raws, client);
	return raws;
}

/** Histories tell a change of a watched property from the noise of calculated ones; 50 inputs per read (section 4). */
async function changedAt(type: string, ids: string[], names: readonly string[], client: CrmClient): Promise<Map<string, string>> {
	const raws = await client.inChunks(ids, batchMax / 2, (chunk) => ({ ...batchRead(type, chunk, []), body: { inputs: chunk.map((id) => ({ id })), properties: [], propertiesWithHistory: [...names] } }), resultsOf);
	return new Map(raws.map((raw) => {
		const histories = Object.values((raw.propertiesWithHistory ?? {}) as Record<string, Array<{ timestamp: string }>>).flat();
		return [String(raw.id), histories.map(({ timestamp }) => new Date(timestamp).toISOString()).sort().pop() ?? ''];
	}));
}

const kinds: Record<string, FieldKind> = { number: 'number', date: 'date', datetime: 'dateTime', bool: 'boolean', enumeration: 'choice', phone_number: 'phone' };

async function liveFields(type: string, client: CrmClient): Promise<LiveField[]> {
	const properties = resultsOf(await client.send({ method: 'GET', path: path`/crm/properties/${version}/${type}`, query: { archived: false } }));
	return properties.filter(({ hidden }) => hidden !== true).map((property) => ({
		name: String(property.name),
		label: String(property.label),
		kind: property.fieldType === 'checkbox' ? 'choices' : (kinds[String(property.type)] ?? 'text'),
		choices: ((property.options ?? []) as IDataObject[]).filter(({ hidden }) => hidden !== true).map(({ label, value }) => ({ label: String(label), value: String(value) })),
		readOnly: (property.modificationMetadata as IDataObject | undefined)?.readOnlyValue === true || property.calculated === true,
		unique: property.hasUniqueValue === true,
	}));
}

/** A field stored in a property of its own. */
export const property = (key: string, label: string, name: string, kind: FieldKind = 'text', more: Partial<Field> = {}): Field => ({ key, label, kind, read: `properties.${name}`, write: `properties.${name}`, ...more });
/** A property that only HubSpot sets. */
export const readOnly = (key: string, label: string, name: string, kind: FieldKind = 'text'): Field => ({ key, label, kind, read: `properties.${name}` });
/** The owner of any object: an owner id, not a user id (section 2). */
export const owner = property('owner', 'Owner', 'hubspot_owner_id', 'reference', { target: 'owner' });
