import type { IDataObject } from 'n8n-workflow';
import {
	path, shown, stored, type CrmClient, type Field, type FieldKind, type LiveField, type Lookup, type Matching, type NaturalKey, type Page,
	type Raw, type RowResult, type Scope, type Stored, type VendorObject, type WriteRow,
} from '../shared/kit';
import { batchArchive, batchCreate, batchMax, batchRead, batchUpdate, nextOf, resultsOf, settleById, settleCreate, version } from './api';
import { associations, inlineAssociations, needsDefault } from './associations';
import { phoneFilter, poll, search, searchRequest, type Filter, type Source } from './search';

/** What sets one HubSpot object apart from the others: all share one API. */
export interface Shape extends Pick<VendorObject, 'label' | 'imply' | 'complete' | 'completeReads' | 'unverified'> {
	/** Object type in paths, and the saved name of the choice unless `id` says another. */
	type: string; id?: string;
	/** Fields by canonical key: of one property each, those that only HubSpot sets, and all others. */
	stored: Record<string, Stored>; shown?: Record<string, Stored>; others?: readonly Field[];
	/** Properties to read besides those of the fields, and object types whose links to these records are shown. */
	extra?: readonly string[]; links?: readonly string[];
	/** Filters of every search and poll. */
	always?: Filter[];
	/** Begins with the contact that the records are linked with. */
	natural?: NaturalKey;
	/** Completes bodies, and does what must come before the batch; rows with an `id` are updates. */
	before?(rows: WriteRow[], client: CrmClient): Promise<void>;
}
interface Id { id: string }
const idsOf = (rows: Id[]) => rows.map(({ id }) => id);

/** Builds a HubSpot object from its shape. */
export function hubSpotObject(shape: Shape): VendorObject {
	const { type, always = [], links = [], extra = [], others = [] } = shape;
	// The stamps have other names on records than on activities, and contacts differ once more (contract section 5).
	const created = ['contacts', 'companies', 'deals', 'tickets'].includes(type) ? 'createdate' : 'hs_createdate';
	const updated = type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
	const stamps = { createdAt: { name: 'createdAt', column: created }, updatedAt: { name: 'updatedAt', column: updated } };
	const fields = [
		// An owner id, not a user id (section 2).
		...stored('properties.', { ...shape.stored, owner: 'hubspot_owner_id' }), ...shown('properties.', shape.shown ?? {}), ...others,
		...shown('', { ...stamps, url: 'url' }),
	];
	const standard = [...fields.map(propertyName).filter((name) => name !== undefined), ...extra];
	const source: Source = { type, fields, always, properties: ({ customFields }) => [...new Set([...standard, ...customFields])] };
	return {
		id: type, complete: links.length ? associations.completing(type, links) : undefined, ...shape, fields, customFields: 'properties.',
		create: { max: batchMax, perform: async (rows, client) => await createAll(shape, rows, client) },
		update: { max: batchMax, perform: async (rows, client) => await updateAll(shape, rows, client) },
		get: { max: batchMax, request: (ids: Id[], scope: Scope) => batchRead(type, idsOf(ids), source.properties(scope)), settle: settleById },
		remove: { max: batchMax, request: (rows: Id[]) => batchArchive(type, idsOf(rows)), settle: settleArchive },
		match: matching(shape, source), search: search(source), poll: poll(source, { created, updated }),
		metadata: async (client) => {
			const all = await client.send({ method: 'GET', path: path`/crm/properties/${version}/${type}`, query: { archived: false } });
			return resultsOf(all).filter(({ hidden }) => hidden !== true).map(liveField);
		},
	};
}

const propertyName = ({ column, read }: Field) => column ?? (typeof read === 'string' ? /^properties\.(.+)/.exec(read)?.[1] : undefined);
/** HubSpot answers 204 for ids it does not have, too (section 3, from memory). */
const settleArchive = (_response: unknown, rows: Id[]): RowResult[] => rows.map(({ id }) => ({ raw: { id } }));

async function createAll({ type, before }: Shape, rows: WriteRow[], client: CrmClient): Promise<RowResult[]> {
	await before?.(rows, client);
	const results = settleCreate(await client.send(batchCreate(type, rows.map(({ body }) => body), inlineAssociations(type))), rows);
	await associations.linkNew(type, rows, results, ({ body }) => needsDefault(type, body), client);
	return results;
}

async function updateAll({ type, before }: Shape, rows: Array<WriteRow & Id>, client: CrmClient): Promise<RowResult[]> {
	await before?.(rows, client);
	const changed = rows.map(({ id, body }) => ({ id, properties: body.properties as IDataObject })).filter(({ properties }) => properties);
	const settled = changed.length ? settleById(await client.send(batchUpdate(type, changed)), changed) : [];
	return await associations.linkChanged(type, rows, new Map(changed.map(({ id }, at) => [id, settled[at]])), client);
}

/** E-mail, external ID and unique properties are read by value, which is consistent at once; search lags behind writes (section 3). */
function matching({ type, natural, links = [] }: Shape, { properties }: Source): Matching {
	const field = (name: string): Lookup => ({
		max: batchMax,
		find: async (values, client, scope) => resultsOf(await client.send(batchRead(type, values, properties(scope), { idProperty: name }))),
	});
	const phone: Lookup = {
		// Five filter groups a search (section 4): each number may be the phone or the mobile one.
		max: 2,
		find: async (values, client, scope) => {
			const groups = values.flatMap((value) => [[phoneFilter(value, 7, 'phone')], [phoneFilter(value, 7, 'mobile')]]);
			const request = (page: Page) => searchRequest(type, groups, { properties: properties(scope), ...page });
			return await client.readAll({ request, read: resultsOf, next: nextOf });
		},
	};
	const linkedWithContact = associations.lookup('contacts', type, async (ids, client, scope) => {
		const raws = await client.inChunks(ids, batchMax, (chunk) => batchRead(type, chunk, properties(scope)), resultsOf);
		if (raws.length) await associations.completing(type, links)(raws, client);
		return raws;
	});
	// No public source proves that companies have the searchable form of a phone number that contacts have.
	const person = type === 'contacts' ? { email: field('email'), phone } : {};
	return { field, ...person, natural: natural && { ...natural, ...linkedWithContact } };
}

const kinds: Record<string, FieldKind> = {
	number: 'number', date: 'date', datetime: 'dateTime', bool: 'boolean', enumeration: 'choice', phone_number: 'phone',
};

function liveField({ name, label, type, fieldType, options, modificationMetadata: may, calculated, hasUniqueValue }: Raw): LiveField {
	const choices = ((options ?? []) as IDataObject[]).filter((option) => option.hidden !== true);
	return {
		name: String(name), label: String(label), kind: fieldType === 'checkbox' ? 'choices' : (kinds[String(type)] ?? 'text'),
		choices: choices.map((option) => ({ label: String(option.label), value: String(option.value) })),
		readOnly: (may as IDataObject | undefined)?.readOnlyValue === true || calculated === true, unique: hasUniqueValue === true,
	};
}
