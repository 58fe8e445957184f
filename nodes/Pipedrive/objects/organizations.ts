import type { IDataObject } from 'n8n-workflow';
import { stored } from '../../shared/map/fields';
import { findAll } from '../../shared/run/findAll';
import { once } from '../../shared/run/once';
import { idOrThrow, relate } from '../../shared/run/relate';
import type { CrmClient, Raw } from '../../shared/types';
import { byField, entity, lists, readByIds, save, valuesMax, waysOf, type Shape } from '../object';
import { labels, owner } from './shared';

const find = async (names: string[], client: CrmClient): Promise<Raw[]> =>
	await findAll(names, waysOf(lists.organizations, { fields: 'name', keysOf: ({ name }) => [name] }, client), client);
const shape: Shape = {
	kind: 'organizations', label: 'Organization', page: 'organization', texts: 'name', hits: { name: 'name' }, filters: { owner: 'owner_id' },
	fields: [
		...stored('', { name: { name: 'name', required: true }, website: 'website' }), owner, labels,
		// Parts that are left out become empty, and the text alone is enough (contract section 2.2).
		{ key: 'address.street', label: 'Address', kind: 'text', read: 'address.value', write: (value, body) => void (body.address = value === null ? null : { value: String(value) }) },
		{ key: 'isCompany', label: 'Is Company', kind: 'boolean', read: () => true },
	],
	match: {
		field: byField('organizations'),
		natural: { label: 'Name', parts: ['name'], max: valuesMax, find: async (values, client) => await find(values.map(([name]) => name), client) },
	},
};
export const organizations = entity(shape);

/** The organization of this name, the oldest of several, or a new one. */
export async function organizationId(name: unknown, client: CrmClient): Promise<string | null> {
	if (!name) return null;
	const [id] = await relate([String(name)], {
		kind: 'organizations',
		keyOf: (one) => one.trim().toLowerCase(),
		find: async (keys) => {
			const found = (await find(keys, client)).sort((a, b) => Number(b.id) - Number(a.id));
			return new Map(found.map((raw) => [String(raw.name).trim().toLowerCase(), String(raw.id)]));
		},
		create: async ([one]) => [{ raw: await save(shape, { body: { name: one } }, false, client) }],
		idOf: (raw) => String(raw.id),
	}, client);
	return idOrThrow(id);
}
/** Shows the names of the organizations that records are linked with. */
export const joinNames = (link: string) => async (raws: Raw[], client: CrmClient): Promise<void> => {
	const names = await once(client, 'names of organizations', async () => await Promise.resolve(new Map<unknown, unknown>()));
	const unknown = raws.map((raw) => raw[link]).filter((id) => id && !names.has(id));
	for (const { id, name } of unknown.length ? await readByIds(lists.organizations, unknown, client) : []) names.set(id, name);
	for (const raw of raws) raw.org_name = (names.get(raw[link]) ?? null) as IDataObject | null;
};
