import type { IDataObject } from 'n8n-workflow';
import { changedLists, companyFlag, keepName, NamedLinks, pointFields, refusal, stored } from '../../shared/kit';
import type { ContactPoint, CrmClient, Field, Raw, Scope, WriteRow } from '../../shared/kit';
import { address, personAddress } from '../address';
import { byField, findBy, lookup, type By } from '../find';
import { entity, idNumber, organization, owner, readByIds, save, tags, type Shape } from '../object';

const byName: By = { fields: 'name', keysOf: ({ name }) => [name] };
const company: Shape = {
	kind: 'organizations', label: 'Organization', page: 'organization', texts: 'name', hits: ['name'], filters: { owner: 'owner_id' },
	fields: [
		...stored('', { name: { name: 'name', required: true }, website: 'website' }), owner, tags,
		companyFlag(), ...address.fields('', (raw) => raw.address),
	],
	match: { field: byField('organizations'), natural: { label: 'Name', parts: ['name'], ...lookup<string[]>('organizations', byName) } },
	bodyOf: ({ current, body: { address: given, ...body } }) =>
		(given ? { ...body, address: address.changed(current?.address as Raw | null, given as IDataObject) } : body),
};
export const organizations = entity(company);
/** The organization of a name, which is found or made; ids in v2 are numbers. */
export const companies = new NamedLinks({
	kind: 'organizations', nameKey: 'org_name', linkOf: idNumber,
	find: async (names, client) => await findBy('organizations', names, byName, client),
	create: async (name, client, scope) => await save(company, { body: { name } }, client, scope),
	read: async (ids, client) => await readByIds('organizations', ids, client),
});
export const companyName =
	companies.field('company', 'Organization Name', 'The organization of this name is linked; it is made when there is none');
type Point = ContactPoint & { label?: unknown };
const pointsOf = (raw: Raw | null | undefined, list: string): Point[] => ((raw?.[list] ?? []) as IDataObject[])
	.filter(({ value }) => value)
	.map(({ value, primary, label }) => ({ value: String(value), isPrimary: primary === true, isMobile: label === 'mobile', label }));
const inList = ({ value, isPrimary, isMobile, label }: Point): IDataObject =>
	({ value, primary: isPrimary, label: (label as string) ?? (isMobile ? 'mobile' : 'work') });
type PersonOf = (raw: Raw) => Raw | null | undefined;
/** Who a person is, below a dotted prefix of record and body. */
export const who = (prefix: string, of: PersonOf): Field[] => [
	...stored(prefix, { firstName: 'first_name', lastName: 'last_name' }),
	...pointFields(prefix, (raw, list) => pointsOf(of(raw), list)),
];
/** Keeps a name that Pipedrive has parted elsewhere, and an address where there is a place for it. */
export const fitting = (of: PersonOf): Shape['imply'] => async (values, _custom, current, client) => {
	if (current) keepName(values, of(current)?.name);
	return await personAddress.imply(values, client);
};
async function bodyOf(row: WriteRow, client: CrmClient, scope: Scope): Promise<IDataObject> {
	const { current, body: given } = row;
	const { first_name: firstName = current?.first_name, last_name: lastName = current?.last_name, email, phone, mobile, ...body } = given;
	const name = [firstName, lastName].filter(Boolean).join(' ');
	if (!name) throw refusal('A person in Pipedrive needs a name', 'Give firstName, lastName or fullName.');
	if ('first_name' in given || 'last_name' in given) body.name = name;
	// What a PATCH leaves out of a list is gone (contract section 0).
	const lists = changedLists({ email, phone, mobile }, (list) => pointsOf(current, list));
	for (const [list, points] of lists) body[list] = points.map(inList);
	return await companies.link({ ...row, body: await personAddress.place(body, current, client) }, 'org_id', client, scope);
}
const last = (value: unknown, count: number) => String(value).replace(/\D/g, '').slice(-count);
const valuesIn = (list: string) => (raw: Raw) => pointsOf(raw, list).map(({ value }) => value);
const byEmail: By = { fields: 'email', keysOf: valuesIn('emails') };
/** Numbers are stored as typed, so they are searched by their parts; how a search reads numbers is not documented. */
const byPhone: By = {
	fields: 'phone', keysOf: valuesIn('phones'), keyOf: (value) => last(value, 7),
	termOf: (value) => last(value, 10).replace(/(\d{3})(\d{3})(\d+)/, '$1 $2 $3'),
};
export const person: Shape = {
	kind: 'persons', label: 'Person', page: 'person', texts: 'name,email,phone', hits: ['email'],
	filters: { owner: 'owner_id', companyId: 'org_id' },
	fields: [
		...who('', (raw) => raw), companyName, organization, owner, tags,
		...stored('', { jobTitle: { name: 'job_title', hint: 'Only in accounts with Contact Sync' } }),
		...address.fields('', (raw) => raw.address),
	],
	match: { email: lookup('persons', byEmail), phone: lookup('persons', byPhone), field: byField('persons') },
	join: async (raws, client) => {
		await personAddress.join(raws, client);
		await companies.join(raws, 'org_id', client);
	},
	imply: fitting((raw) => raw), bodyOf,
};
export const persons = entity(person);
