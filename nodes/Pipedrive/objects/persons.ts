import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../../shared/http/failure';
import { phoneKey, samePhone } from '../../shared/map/keys';
import { stored } from '../../shared/map/fields';
import type { CrmClient, Field, Lookup, Raw, WriteRow } from '../../shared/types';
import { findAll } from '../../shared/run/findAll';
import { byField, entity, lists, valuesMax, waysOf, type By, type Shape } from '../object';
import { joinNames, organizationId } from './organizations';
import { company, labels, link, owner } from './shared';

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
const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase() || samePhone(phoneKey(one) ?? '', phoneKey(other) ?? '-');

/** Who a person is, below a dotted prefix of record and body. @param of the person in a record */
export const who = (prefix: string, of: (raw: Raw) => Raw | null | undefined): Field[] => [
	...stored(prefix, { firstName: 'first_name', lastName: 'last_name' }),
	...Object.entries(places).map(([key, { list, pick }]): Field => ({
		key, label: key[0].toUpperCase() + key.slice(1), kind: key === 'email' ? 'email' : 'phone',
		read: (raw) => pick(pointsOf(of(raw), list))?.value, write: `${prefix}${key}`,
	})),
	...['emails', 'phones'].map((list): Field => ({ key: list, label: list, kind: 'text', read: (raw) => pointsOf(of(raw), list).map(({ value }) => value) })),
];
/** A list with a value in its place, and all that was there: what a PATCH leaves out of a list is gone (contract section 0). */
function merged(held: Point[], key: string, value: unknown): Point[] {
	const { label, pick } = places[key];
	if (value === null) return held.filter((point) => point !== pick(held));
	const isFirst = key !== 'mobile' || !held.length;
	return [{ value: String(value), label, primary: isFirst }, ...held.map((point) => (isFirst ? { ...point, primary: false } : point))];
}
/** The body of a person: one name, and whole lists. */
export function personBody({ body, current }: WriteRow): IDataObject {
	const { first_name: firstName = current?.first_name, last_name: lastName = current?.last_name, email, phone, mobile, ...rest } = body;
	const name = [firstName, lastName].filter(Boolean).join(' ');
	if (!name) throw refusal('A person in Pipedrive needs a name', 'Give firstName, lastName or fullName.');
	if ('first_name' in body || 'last_name' in body) rest.name = name;
	for (const [key, value] of Object.entries({ email, mobile, phone })) {
		const { list } = places[key];
		if (value !== undefined) rest[list] = merged((rest[list] as unknown as Point[] | undefined) ?? pointsOf(current, list), key, value) as unknown as IDataObject[];
	}
	return rest;
}
/** Takes out of an input what the person is and has already, in whatever place. */
export function implyPerson(values: Map<string, unknown>, current: Raw | null | undefined): string[] {
	const [name, firstName, lastName] = [current?.name, values.get('firstName'), values.get('lastName')].map((one) => String(one ?? '').trim());
	const isBoth = values.has('firstName') && values.has('lastName');
	// Pipedrive parts names where it likes: "Mary Ann" of "Mary Ann Smith" is still her.
	const isHer = isBoth ? [firstName, lastName].filter(Boolean).join(' ') === name : `${name} `.startsWith(`${firstName} `) && ` ${name}`.endsWith(` ${lastName}`);
	if (current && isHer) for (const key of ['firstName', 'lastName']) if (values.get(key)) values.delete(key);
	for (const [key, { list }] of Object.entries(places)) if (pointsOf(current, list).some(({ value }) => isSame(value, String(values.get(key) ?? '')))) values.delete(key);
	return [];
}

const last = (value: unknown, count: number) => String(value).replace(/\D/g, '').slice(-count);
/** Numbers are stored as typed, and how a search reads them is not documented: as one number, and in its parts. */
const spellings = (phone: string) => [last(phone, 10), last(phone, 10).replace(/(\d{3})(\d{3})(\d+)/, '$1 $2 $3')];
const ways: Record<'email' | 'phone', By> = {
	email: { fields: 'email', keysOf: (raw) => pointsOf(raw, 'emails').map(({ value }) => value) },
	phone: { fields: 'phone', keysOf: (raw) => pointsOf(raw, 'phones').map(({ value }) => value), keyOf: (value) => last(value, 7), termsOf: spellings },
};
export const findPersons = async (values: string[], by: keyof typeof ways, client: CrmClient): Promise<Raw[]> => await findAll(values, waysOf(lists.persons, ways[by], client), client);
const lookup = (by: keyof typeof ways): Lookup => ({ max: valuesMax, find: async (values, client) => await findPersons(values, by, client) });

export const person: Shape = {
	kind: 'persons', label: 'Person', page: 'person', texts: 'name,email,phone', hits: { email: 'email' }, filters: { owner: 'owner_id', companyId: 'org_id' },
	fields: [
		...who('', (raw) => raw), company, link('companyId', 'Organization', 'customer.organizations', 'org_id'), owner, labels,
		...stored('', { jobTitle: { name: 'job_title', hint: 'Only in accounts with Contact Sync' } }),
	],
	match: { email: lookup('email'), phone: lookup('phone'), field: byField('persons') },
	imply: implyPerson,
	bodyOf: async (row, client) => {
		const { org_name: name, ...body } = personBody(row);
		return name === undefined || body.org_id ? body : { ...body, org_id: await organizationId(name, client) };
	},
	joins: { names: ['org_name'], join: joinNames('org_id') },
};
export const persons = entity(person);
