import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../../shared/http/failure';
import { emailKey, phoneKey } from '../../shared/map/keys';
import { stored } from '../../shared/map/fields';
import { findAll } from '../../shared/run/findAll';
import { idOrThrow, relate } from '../../shared/run/relate';
import type { CrmClient, CrmError, LiveField, Lookup, Raw, WriteRow } from '../../shared/types';
import { readAll } from '../api';
import { liveFields } from '../fields';
import { byField, custom, entity, lists, readByIds, save, valuesMax, waysOf, type Shape } from '../object';
import { joinNames, organizationId } from './organizations';
import { findPersons, implyPerson, person, who } from './persons';
import { company, labels, link, owner } from './shared';

/** Shows a lead with the person it is about. */
async function joinPersons(raws: Raw[], client: CrmClient): Promise<void> {
	const open = raws.filter(({ person_id: id, person: held }) => id && !held);
	const persons = new Map((open.length ? await readByIds(lists.persons, open.map(({ person_id: id }) => id), client) : []).map((raw) => [raw.id, raw]));
	for (const raw of open) raw.person = persons.get(raw.person_id as number) ?? null;
	await joinNames('organization_id')(raws, client);
}
const keyOf = ({ email, phone, mobile }: IDataObject) => emailKey(email) ?? phoneKey(phone ?? mobile);
/** The person of a new lead: who has the e-mail, or the phone where there is none; or a new one. */
async function personId(given: IDataObject, client: CrmClient): Promise<string> {
	const [id] = await relate([given], {
		kind: 'persons', keyOf, idOf: (raw) => String(raw.id),
		find: async ([key]) => {
			const ids = [...new Set((await findPersons([key], key.includes('@') ? 'email' : 'phone', client)).map((raw) => String(raw.id)))];
			const several: CrmError = { kind: 'ambiguous', message: `${ids.length} persons have ${key}: ${ids.join(', ')}`, hint: 'Nothing was written. Merge them in Pipedrive, or give customFields.person_id.' };
			return new Map(ids.length ? [[key, ids.length === 1 ? ids[0] : several]] : []);
		},
		create: async ([body]) => [{ raw: await save(person, { body }, false, client) }],
	}, client);
	return idOrThrow(id);
}
async function bodyOf({ id, current, body: { person: given, org_name: name, ...body } }: WriteRow, client: CrmClient): Promise<IDataObject> {
	const who = given as IDataObject | undefined;
	const held = current?.person as Raw | null | undefined;
	if (who && held) await save(person, { id: String(held.id), current: held, body: who }, false, client);
	else if (who && !body.person_id) body.person_id = await personId(who, client);
	if (name !== undefined) body.organization_id = await organizationId(name, client);
	const { amount, currency = (current?.value as Raw | null)?.currency } = (body.value ?? {}) as IDataObject;
	if (body.value) body.value = amount === null ? null : { amount: amount ?? (current?.value as Raw | null)?.amount, currency };
	if (amount && !currency) throw refusal('The value of a lead needs a currency', 'Give currency, such as EUR.');
	if (id) return body;
	if (!body.person_id && !body.organization_id) throw refusal('A lead needs a person or an organization', 'Give an e-mail, a name, or a company.');
	const title = [who?.first_name, who?.last_name].filter(Boolean).join(' ') || name || 'New';
	return { title: `${String(title)} lead`, ...body };
}
const byEmail: Lookup = {
	max: valuesMax,
	find: async (emails, client) => {
		const persons = new Map((await findPersons(emails, 'email', client)).map((raw) => [String(raw.id), raw]));
		const find = async (id: string) => await readAll(lists.leads, { person_id: id }, client);
		const ways = { ...waysOf(lists.leads, { keysOf: (raw) => [raw.person_id] }), lookUp: { cost: 20, find } };
		const leads = persons.size ? await findAll([...persons.keys()], ways, client) : [];
		return leads.map((raw) => ({ ...raw, person: persons.get(String(raw.person_id)) }));
	},
};
/** What a lead has besides, at its top like the custom fields. */
const own: Record<string, string> = { title: 'Title', person_id: 'Person ID', expected_close_date: 'Expected Close Date', channel: 'Source Channel ID', origin_id: 'Origin ID' };
const extras: Shape['extras'] = {
	customFields: {
		read: (raw) => ({ ...raw, ...custom.read(raw) }),
		write: (name, value, body) => void (name in own ? (body[name] = name === 'channel' ? Number(value) : (value as string)) : custom.write(name, value, body)),
	},
	metadata: async (client) => [
		...(await liveFields('leads', client)),
		...Object.entries(own).map(([name, label]): LiveField => ({ name, label, kind: 'text', readOnly: false, unique: false })),
	],
};
export const leads = entity({
	kind: 'leads', label: 'Lead', page: 'leads/inbox', texts: 'title', filters: { owner: 'owner_id', companyId: 'organization_id' },
	fields: [
		...who('person.', (raw) => raw.person as Raw | null), company, link('companyId', 'Organization', 'customer.organizations', 'organization_id'),
		...stored('', { value: 'value.amount', currency: 'value.currency', source: { name: 'channel_id', label: 'Source Channel' } }), owner, labels,
	],
	extras,
	match: { email: byEmail, field: byField('leads') },
	imply: (values, current) => implyPerson(values, current?.person as Raw | null),
	bodyOf,
	joins: { names: ['person', 'org_name'], join: joinPersons },
});
