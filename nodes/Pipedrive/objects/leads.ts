import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../../shared/http/failure';
import { emailKey, phoneKey } from '../../shared/map/keys';
import { stored } from '../../shared/map/fields';
import type { CrmClient, Lookup, Raw, WriteRow } from '../../shared/types';
import { byField, byLinks, entity, idFor, owner, readByIds, save, valuesMax } from '../object';
import { company, findPersons, implyPerson, joinNames, organizationId, person, who } from './people';

/** Shows leads with the persons they are about. */
async function join(raws: Raw[], client: CrmClient): Promise<void> {
	const open = raws.filter(({ person_id: id, person: held }) => id && !held);
	const found = open.length ? await readByIds('persons', open.map(({ person_id: id }) => id), client) : [];
	for (const raw of open) raw.person = found.find(({ id }) => id === raw.person_id) ?? null;
	await joinNames('organization_id')(raws, client);
}
/** The person of a new lead: who has the e-mail, or the phone where there is none; or a new one. */
async function personId(given: IDataObject, client: CrmClient): Promise<string> {
	const by = given.email ? 'email' : 'phone';
	const key = by === 'email' ? emailKey(given.email) : phoneKey(given.phone ?? given.mobile);
	return await idFor(person, key, async (value) => await findPersons([value], by, client), given, client);
}
interface Body extends IDataObject { person?: IDataObject; value?: { amount?: number | null; currency?: string } }
async function bodyOf({ id, current, body: given }: WriteRow, client: CrmClient): Promise<IDataObject> {
	const { person: about, org_name: name, value, ...body } = given as Body;
	const { person: held, value: worth } = (current ?? {}) as Body;
	if (about && held) await save(person, { id: String(held.id), current: held, body: about }, client);
	else if (about) body.person_id = await personId(about, client);
	if (name !== undefined) body.organization_id = await organizationId(name, client);
	if (value) body.value = value.amount === null ? null : { ...worth, ...value };
	if (body.value && !(body.value as IDataObject).currency) throw refusal('The value of a lead needs a currency', 'Give currency, such as EUR.');
	if (id) return body;
	if (!about && !body.organization_id) throw refusal('A lead needs a person or an organization', 'Give a name and an e-mail, or a company.');
	const whose = [about?.first_name, about?.last_name].filter(Boolean).join(' ') || name || 'New';
	return { title: `${String(whose)} lead`, ...body };
}
const byEmail: Lookup = {
	max: valuesMax,
	find: async (emails, client, scope) => {
		const persons = new Map((await findPersons(emails, 'email', client)).map((raw) => [raw.id, raw]));
		const found = persons.size ? await byLinks('leads', ['person_id']).find([...persons.keys()].map((id) => [String(id)]), client, scope) : [];
		return found.map((raw) => ({ ...raw, person: persons.get(raw.person_id) }));
	},
};
export const leads = entity({
	kind: 'leads', label: 'Lead', page: 'leads/inbox', texts: 'title', filters: { owner: 'owner_id', companyId: 'organization_id' },
	fields: [
		...who('person.', (raw) => raw.person as Raw | null), ...company('organization_id'),
		...stored('', { value: 'value.amount', currency: 'value.currency', source: { name: 'channel_id', label: 'Source Channel ID' }, notes: { name: 'title', label: 'Title' } }), owner,
	],
	match: { email: byEmail, field: byField('leads') },
	imply: (values, current) => implyPerson(values, current?.person as Raw | null),
	join, bodyOf,
});
