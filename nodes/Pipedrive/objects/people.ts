import type { IDataObject } from 'n8n-workflow';
import {
	CrmFailure, keepName, linkByName, pointFields, refusal, stored, withPoint,
	type ContactPoint, type CrmClient, type Field, type Namesakes, type PointKey, type Raw, type Scope, type WriteRow,
} from '../../shared/rest';
import { address, joinAddresses, placed, withoutHomeless } from '../address';
import { filled } from '../fields';
import { byField, byFirst, findBy, lookup, type By } from '../find';
import { entity, idNumber, organization, owner, readByIds, save, tags, type Shape } from '../object';

const byName: By = { fields: 'name', keysOf: ({ name }) => [name] };
const company: Shape = {
	kind: 'organizations', label: 'Organization', page: 'organization', texts: 'name', hits: ['name'], filters: { owner: 'owner_id' },
	fields: [
		...stored('', { name: { name: 'name', required: true }, website: 'website' }), ...address.fields('', (raw) => raw.address), owner, tags,
		{ key: 'isCompany', label: 'Is Company', kind: 'boolean', read: () => true },
	],
	match: { field: byField('organizations'), natural: { label: 'Name', parts: ['name'], ...byFirst('organizations', byName) } },
	bodyOf: ({ current, body }) =>
		(body.address ? { ...body, address: filled(address.changed(current?.address as Raw | null, body.address as IDataObject)) as IDataObject } : body),
};
export const organizations = entity(company);
/** The organization of this name, the oldest of several, or a new one. */
const namesakes = (into: string, client: CrmClient, scope: Scope): Namesakes => ({
	kind: 'organizations', from: 'org_name', into, nameOf: ({ name }) => String(name).trim(), idOf: ({ id }) => String(id),
	find: async (names) => (await findBy('organizations', names, byName, client)).sort((a, b) => Number(b.id) - Number(a.id)),
	create: async ([name]) => [{ raw: await save(company, { body: { name } }, client, scope) }],
});
/** Puts a link in the place of an organization's name. */
export async function linked(row: WriteRow, into: string, client: CrmClient, scope: Scope): Promise<IDataObject> {
	const [refused] = (await linkByName([row], namesakes(into, client, scope), client)).values();
	if (refused) throw new CrmFailure(refused);
	return { ...row.body, ...(into in row.body ? { [into]: idNumber(row.body[into]) } : {}) };
}
/** Shows the names of the organizations that records are linked with. */
export const joinNames = (name: string) => async (raws: Raw[], client: CrmClient): Promise<void> => {
	const found = await readByIds('organizations', raws.map((raw) => raw[name]).filter(Boolean), client);
	const names = new Map(found.map((raw) => [raw.id, raw.name]));
	for (const raw of raws) raw.org_name = names.get(raw[name] as number) ?? null;
};
export const companyName: Field = {
	key: 'company', label: 'Organization Name', kind: 'text', read: (raw) => raw.org_name, write: 'org_name',
	hint: 'The organization of this name is linked; it is made when there is none',
};
type Point = ContactPoint & { label?: unknown };
const pointsOf = (raw: Raw | null | undefined, list: string): Point[] => ((raw?.[list] ?? []) as IDataObject[])
	.filter(({ value }) => value)
	.map(({ value, primary, label }) => ({ value: String(value), isPrimary: primary === true, isMobile: label === 'mobile', label }));
const inList = ({ value, isPrimary, isMobile, label }: Point) => ({ value, primary: isPrimary, label: label ?? (isMobile ? 'mobile' : 'work') });
/** Who a person is, below a dotted prefix of record and body. @param of the person in a record */
export const who = (prefix: string, of: (raw: Raw) => Raw | null | undefined): Field[] =>
	[...stored(prefix, { firstName: 'first_name', lastName: 'last_name' }), ...pointFields(prefix, (raw, list) => pointsOf(of(raw), list))];
/** Keeps a name that Pipedrive has parted elsewhere, and an address where there is a place for it. */
export const fitting = (of: (raw: Raw) => Raw | null | undefined): Shape['imply'] => async (values, current, client) => {
	if (current) keepName(values, of(current)?.name);
	return await withoutHomeless(values, client);
};
async function bodyOf(row: WriteRow, client: CrmClient, scope: Scope): Promise<IDataObject> {
	const { current, body: given } = row;
	const { first_name: firstName = current?.first_name, last_name: lastName = current?.last_name, email, phone, mobile, ...body } = given;
	const name = [firstName, lastName].filter(Boolean).join(' ');
	if (!name) throw refusal('A person in Pipedrive needs a name', 'Give firstName, lastName or fullName.');
	if ('first_name' in given || 'last_name' in given) body.name = name;
	// What a PATCH leaves out of a list is gone (contract section 0).
	for (const [list, wanted] of [['emails', { email }], ['phones', { mobile, phone }]] as const) {
		const changed = Object.entries(wanted).filter(([, value]) => value !== undefined) as Array<[PointKey, string | null]>;
		const points = changed.reduce((held: Point[], [key, value]) => withPoint(key, value, held), pointsOf(current, list));
		if (changed.length) body[list] = points.map(inList) as IDataObject[];
	}
	return await linked({ ...row, body: await placed(body, current, client) }, 'org_id', client, scope);
}
const last = (value: unknown, count: number) => String(value).replace(/\D/g, '').slice(-count);
const valuesIn = (list: string) => (raw: Raw) => pointsOf(raw, list).map(({ value }) => value);
/** Numbers are stored as typed, so they are searched by their parts; how a search reads numbers is not documented. */
const byPhone: By = {
	fields: 'phone', keysOf: valuesIn('phones'), keyOf: (value) => last(value, 7),
	termOf: (value) => last(value, 10).replace(/(\d{3})(\d{3})(\d+)/, '$1 $2 $3'),
};
export const person: Shape = {
	kind: 'persons', label: 'Person', page: 'person', texts: 'name,email,phone', hits: ['email'], filters: { owner: 'owner_id', companyId: 'org_id' },
	fields: [
		...who('', (raw) => raw), companyName, organization, owner, tags,
		...stored('', { jobTitle: { name: 'job_title', hint: 'Only in accounts with Contact Sync' } }), ...address.fields('', (raw) => raw.address),
	],
	match: {
		email: lookup('persons', { fields: 'email', keysOf: valuesIn('emails') }), phone: lookup('persons', byPhone), field: byField('persons'),
	},
	join: async (raws, client) => {
		await joinAddresses(raws, client);
		await joinNames('org_id')(raws, client);
	},
	imply: fitting((raw) => raw), bodyOf,
};
export const persons = entity(person);
