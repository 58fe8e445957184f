import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../../shared/http/failure';
import { phoneKey, samePhone } from '../../shared/map/keys';
import { stored } from '../../shared/map/fields';
import type { CrmClient, Field, Lookup, Raw, WriteRow } from '../../shared/types';
import { byField, entity, findBy, idFor, labels, link, owner, place, readByIds, save, valuesMax, type Shape } from '../object';

const findOrganizations = async (names: string[], client: CrmClient): Promise<Raw[]> =>
	await findBy('organizations', names, { fields: 'name', keysOf: ({ name }) => [name] }, client);
const organization: Shape = {
	kind: 'organizations', label: 'Organization', page: 'organization', texts: 'name', hits: ['name'], filters: { owner: 'owner_id' },
	fields: [
		...stored('', { name: { name: 'name', required: true }, website: 'website' }), place('address.street', 'Address', 'address'), owner, labels,
		{ key: 'isCompany', label: 'Is Company', kind: 'boolean', read: () => true },
	],
	match: {
		field: byField('organizations'),
		natural: { label: 'Name', parts: ['name'], max: valuesMax, find: async (values, client) => await findOrganizations(values.flat(), client) },
	},
};
export const organizations = entity(organization);

export async function organizationId(given: unknown, client: CrmClient): Promise<string | null> {
	const name = String(given ?? '').trim();
	return name ? await idFor(organization, name.toLowerCase(), async (key) => await findOrganizations([key], client), { name }, client) : null;
}
/** Shows the names of the organizations that records are linked with. */
export const joinNames = (name: string) => async (raws: Raw[], client: CrmClient): Promise<void> => {
	const found = await readByIds('organizations', raws.map((raw) => raw[name]).filter(Boolean), client);
	const names = new Map(found.map((raw) => [raw.id, raw.name]));
	for (const raw of raws) raw.org_name = names.get(raw[name] as number) ?? null;
};
/** The organization of a person or lead: by its name, which is linked or made, or by its ID. */
export const company = (name: string): Field[] => [
	{
		key: 'company', label: 'Organization Name', kind: 'text', read: (raw) => raw.org_name, write: 'org_name',
		hint: 'The organization of this name is linked; it is made when there is none',
	},
	link('companyId', 'Organization', 'customer.organizations', name),
];

interface Point { value: string; label?: string; primary?: boolean }
const pointsOf = (raw: Raw | null | undefined, list: string): Point[] => ((raw?.[list] ?? []) as Point[]).filter(({ value }) => value);
const isMobile = ({ label }: Point) => label === 'mobile';
const first = (list: Point[]) => list.find(({ primary }) => primary) ?? list[0];
/** Which entry of which list a key stands for. */
const places: Record<string, { list: string; label: string; pick(list: Point[]): Point | undefined }> = {
	email: { list: 'emails', label: 'work', pick: first },
	phone: { list: 'phones', label: 'work', pick: (list) => first(list.filter((point) => !isMobile(point))) },
	mobile: { list: 'phones', label: 'mobile', pick: (list) => first(list.filter(isMobile)) },
};
/** Who a person is, below a dotted prefix of record and body. @param of the person in a record */
export const who = (prefix: string, of: (raw: Raw) => Raw | null | undefined): Field[] => [
	...stored(prefix, { firstName: 'first_name', lastName: 'last_name' }),
	...Object.entries(places).map(([key, { list, pick }]): Field => ({
		key, label: key[0].toUpperCase() + key.slice(1), kind: key === 'email' ? 'email' : 'phone',
		read: (raw) => pick(pointsOf(of(raw), list))?.value, write: `${prefix}${key}`,
	})),
	...['emails', 'phones'].map((list): Field => ({ key: list, label: list, kind: 'text', read: (raw) => pointsOf(of(raw), list).map(({ value }) => value) })),
];
/** A list with a value in its place, and all that was there: what a PATCH leaves out of a list is gone (section 0). */
function merged(held: Point[], key: string, value: unknown): Point[] {
	const { label, pick } = places[key];
	if (value === null) return held.filter((point) => point !== pick(held));
	const isPrimary = key !== 'mobile' || !held.length;
	return [{ value: String(value), label, primary: isPrimary }, ...held.map((point) => (isPrimary ? { ...point, primary: false } : point))];
}
async function bodyOf({ body, current }: WriteRow, client: CrmClient): Promise<IDataObject> {
	const { first_name: firstName = current?.first_name, last_name: lastName = current?.last_name, org_name: organizationName, ...rest } = body;
	const name = [firstName, lastName].filter(Boolean).join(' ');
	if (!name) throw refusal('A person in Pipedrive needs a name', 'Give firstName, lastName or fullName.');
	if ('first_name' in body || 'last_name' in body) rest.name = name;
	for (const [key, { list }] of Object.entries(places).reverse()) {
		const { [key]: value } = rest;
		delete rest[key];
		if (value !== undefined) rest[list] = merged((rest[list] ?? pointsOf(current, list)) as Point[], key, value) as unknown as IDataObject[];
	}
	if (organizationName !== undefined && !rest.org_id) rest.org_id = await organizationId(organizationName, client);
	return rest;
}
const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase() || samePhone(phoneKey(one) ?? '', phoneKey(other) ?? '-');
/** Takes out of an input what the person is and has already, in whatever place. */
export function implyPerson(values: Map<string, unknown>, current: Raw | null | undefined): string[] {
	const [name, firstName, lastName] = [current?.name, values.get('firstName'), values.get('lastName')].map((one) => String(one ?? '').trim());
	const isBoth = values.has('firstName') && values.has('lastName');
	// Pipedrive parts names where it likes: "Mary Ann" of "Mary Ann Smith" is still her.
	const isPart = `${name} `.startsWith(`${firstName} `) && ` ${name}`.endsWith(` ${lastName}`);
	if (isBoth ? [firstName, lastName].filter(Boolean).join(' ') === name : isPart && (firstName || lastName)) ['firstName', 'lastName'].forEach((key) => values.delete(key));
	for (const [key, { list }] of Object.entries(places)) {
		const wanted = values.get(key);
		if (typeof wanted === 'string' && pointsOf(current, list).some(({ value }) => isSame(value, wanted))) values.delete(key);
	}
	return [];
}

const last = (value: unknown, count: number) => String(value).replace(/\D/g, '').slice(-count);
/** Numbers are stored as typed, so they are searched by their parts. How a search reads numbers is not documented. */
const phone = {
	fields: 'phone', keysOf: (raw: Raw) => pointsOf(raw, 'phones').map(({ value }) => value), keyOf: (value: unknown) => last(value, 7),
	termOf: (value: string) => last(value, 10).replace(/(\d{3})(\d{3})(\d+)/, '$1 $2 $3'),
};
const email = { fields: 'email', keysOf: (raw: Raw) => pointsOf(raw, 'emails').map(({ value }) => value) };
export const findPersons = async (values: string[], by: 'email' | 'phone', client: CrmClient): Promise<Raw[]> =>
	await findBy('persons', values, by === 'email' ? email : phone, client);
const lookup = (by: 'email' | 'phone'): Lookup => ({ max: valuesMax, find: async (values, client) => await findPersons(values, by, client) });
export const person: Shape = {
	kind: 'persons', label: 'Person', page: 'person', texts: 'name,email,phone', hits: ['email'],
	filters: { owner: 'owner_id', companyId: 'org_id' },
	fields: [...who('', (raw) => raw), ...company('org_id'), owner, labels, ...stored('', { jobTitle: { name: 'job_title', hint: 'With Contact Sync only' } })],
	match: { email: lookup('email'), phone: lookup('phone'), field: byField('persons') },
	join: joinNames('org_id'), imply: implyPerson, bodyOf,
};
export const persons = entity(person);
