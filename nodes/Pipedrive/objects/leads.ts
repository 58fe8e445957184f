import type { IDataObject } from 'n8n-workflow';
import { refusal, someone, stored, type CrmClient, type Lookup, type Raw, type Scope, type WriteRow } from '../../shared/kit';
import { address, personAddress } from '../address';
import { byField, byLinks } from '../find';
import { entity, link, owner, readByIds, save } from '../object';
import { companies, companyName, fitting, person, persons, who } from './people';

const personOf = (raw: Raw) => raw.person as Raw | null | undefined;
/** Shows leads with the persons they are about. */
async function join(raws: Raw[], client: CrmClient): Promise<void> {
	const open = raws.filter((raw) => raw.person_id && !personOf(raw));
	const found = new Map((await readByIds('persons', open.map(({ person_id: id }) => id), client)).map((raw) => [raw.id, raw]));
	for (const raw of open) raw.person = found.get(raw.person_id as number) ?? null;
	await personAddress.join(raws.map(personOf).filter((held) => held !== null && held !== undefined), client);
	await companies.join(raws, 'organization_id', client);
}
async function bodyOf(row: WriteRow, client: CrmClient, scope: Scope): Promise<IDataObject> {
	const { person: about, value, ...given } = row.body as IDataObject & Record<'person' | 'value', IDataObject | undefined>;
	const held = row.current && personOf(row.current);
	const worth = { ...Object(row.current?.value), ...value } as IDataObject;
	if (value) given.value = worth.amount === null ? null : worth;
	if (given.value && !worth.currency) throw refusal('The value of a lead needs a currency', 'Give currency, such as EUR.');
	const write = async (one: WriteRow) => await save(person, one, client, scope);
	if (about && held) await write({ id: String(held.id), current: held, body: about });
	else if (about) given.person_id = Number(await someone(persons, about, write, client));
	const body = await companies.link({ ...row, body: { ...given } }, 'organization_id', client, scope);
	if (row.id) return body;
	if (!about && !body.organization_id) throw refusal('A lead needs a person or an organization', 'Give a name and e-mail, or a company.');
	const whose = [about?.first_name, about?.last_name].filter(Boolean).join(' ') || given.org_name || 'New';
	return { title: `${String(whose)} lead`, ...body };
}
/** Leads are not searched by e-mail (contract section 3.3), but their persons are. */
const byEmail: Lookup = {
	...persons.match!.email!,
	find: async (emails, client, scope) => {
		const found = new Map((await persons.match!.email!.find(emails, client, scope)).map((raw) => [raw.id, raw]));
		const ids = [...found.keys()].map((id) => [String(id)]);
		const raws = ids.length ? await byLinks('leads', 'person_id').find(ids, client, scope) : [];
		return raws.map((raw) => ({ ...raw, person: found.get(raw.person_id) }));
	},
};
export const leads = entity({
	kind: 'leads', label: 'Lead', page: 'leads/inbox', texts: 'title', filters: { owner: 'owner_id', companyId: 'organization_id' },
	fields: [
		...who('person.', personOf), companyName, link('companyId', 'Organization', 'customer.organizations', 'organization_id'), owner,
		...stored('', {
			value: 'value.amount', currency: 'value.currency', source: { name: 'channel_id', label: 'Source Channel ID' },
			notes: { name: 'title', label: 'Title' },
		}),
		...address.fields('person.', (raw) => personOf(raw)?.address),
	],
	match: { email: byEmail, field: byField('leads') }, join, bodyOf, imply: fitting(personOf),
});
