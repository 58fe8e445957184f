import type { IDataObject } from 'n8n-workflow';
import {
	idOrThrow, people, refusal, relate, stored, type CrmClient, type Lookup, type Raw, type Scope, type WriteRow,
} from '../../shared/rest';
import { address, joinAddresses } from '../address';
import { byField, byLinks } from '../find';
import { entity, link, owner, readByIds, save } from '../object';
import { companyName, fitting, joinNames, linked, person, persons, who } from './people';

/** Shows leads with the persons they are about. */
async function join(raws: Raw[], client: CrmClient): Promise<void> {
	const open = raws.filter(({ person_id: id, person: held }) => id && !held);
	const found = new Map((await readByIds('persons', open.map(({ person_id: id }) => id), client)).map((raw) => [raw.id, raw]));
	for (const raw of open) raw.person = found.get(raw.person_id as number) ?? null;
	await joinAddresses(raws.flatMap(({ person: held }) => (held ? [held as Raw] : [])), client);
	await joinNames('organization_id')(raws, client);
}
/** The person of a new lead: who has the e-mail, or the phone where there is none; or a new one. */
async function personId(given: IDataObject, client: CrmClient, scope: Scope): Promise<string> {
	const create = async () => [{ raw: await save(person, { body: given }, client, scope) }];
	const [id] = await relate([given], people(persons, client, (one: IDataObject) => one, create), client);
	return idOrThrow(id);
}
interface Body extends IDataObject { person?: IDataObject; value?: { amount?: number | null; currency?: string } }
async function bodyOf(row: WriteRow, client: CrmClient, scope: Scope): Promise<IDataObject> {
	const { person: about, value, ...given } = row.body as Body;
	const { person: held, value: worth } = (row.current ?? {}) as Body;
	const worded = value && (value.amount === null ? null : { ...worth, ...value });
	if (worded && !worded.currency) throw refusal('The value of a lead needs a currency', 'Give currency, such as EUR.');
	if (about && held) await save(person, { id: String(held.id), current: held, body: about }, client, scope);
	else if (about) given.person_id = Number(await personId(about, client, scope));
	const body = await linked({ ...row, body: { ...given, ...(worded === undefined ? {} : { value: worded }) } }, 'organization_id', client, scope);
	if (row.id) return body;
	if (!about && !body.organization_id) throw refusal('A lead needs a person or an organization', 'Give a name and an e-mail, or a company.');
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
		...who('person.', (raw) => raw.person as Raw | null), companyName, link('companyId', 'Organization', 'customer.organizations', 'organization_id'), owner,
		...stored('', {
			value: 'value.amount', currency: 'value.currency', source: { name: 'channel_id', label: 'Source Channel ID' }, notes: { name: 'title', label: 'Title' },
		}),
		...address.fields('person.', ({ person: held }) => (held as Raw | null)?.address),
	],
	match: { email: byEmail, field: byField('leads') },
	imply: fitting(({ person: held }) => held as Raw | null),
	join, bodyOf,
});
