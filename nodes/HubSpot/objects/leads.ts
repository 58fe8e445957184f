import type { IDataObject } from 'n8n-workflow';
import { CrmFailure } from '../../shared/http/failure';
import type { CrmClient, Raw, WriteRow } from '../../shared/types';
import { batchCreate, batchMax, batchRead, resultsOf, settleCreate, type Body } from '../api';
import { completeLinks, linkedIds } from '../associations';
import { hubSpotObject, owner, property } from '../object';
import { personFields } from './contacts';

/** Person fields live on the lead's contact: read and written there, under `contact`. */
const contactFields = personFields
	.filter(({ key, read, write }) => typeof read === 'string' && typeof write === 'string' && key !== 'owner')
	.map((field) => ({ ...field, read: `contact.${String(field.read)}`, write: `contact.${String(field.write)}` }));
const contactProperties = contactFields.map(({ read }) => read.slice('contact.properties.'.length));
type LeadBody = Body & { contact?: { properties: IDataObject } };

/** A lead must be made with a link to a contact (contract section 2): finds it by e-mail or makes it. */
async function linkContacts(rows: WriteRow[], client: CrmClient): Promise<void> {
	const open = rows.map(({ body }) => body as LeadBody).filter(({ contact }) => contact);
	const emailOf = ({ contact }: LeadBody) => String(contact?.properties.email ?? '').toLowerCase();
	const emails = [...new Set(open.map(emailOf).filter(Boolean))];
	const known = await client.inChunks(emails, batchMax, (chunk) => batchRead('contacts', chunk, ['email', 'hs_additional_emails'], 'email'), resultsOf);
	const ids = new Map(known.flatMap(({ id, properties }) => {
		const { email, hs_additional_emails: further } = properties as IDataObject;
		return [email, ...String(further ?? '').split(';')].map((one) => [String(one).toLowerCase(), String(id)] as const);
	}));
	const strangers = [...new Map(open.filter((body) => !ids.has(emailOf(body))).map((body, at) => [emailOf(body) || at, body])).values()];
	const made = strangers.map((body): WriteRow => ({ body: { properties: body.contact!.properties } }));
	const results = made.length ? settleCreate(await client.send(batchCreate('contacts', made, () => [])), made) : [];
	results.forEach((result, at) => {
		if ('error' in result) throw new CrmFailure(result.error);
		ids.set(emailOf(strangers[at]), String(result.raw.id));
		strangers[at].links = { contacts: [String(result.raw.id)] };
	});
	for (const body of open) body.links ??= { contacts: [ids.get(emailOf(body))!] };
}

/** Shows a lead with the person it is about. */
async function completePersons(raws: Raw[], client: CrmClient): Promise<void> {
	await completeLinks('leads', ['contacts'])(raws, client);
	const ids = [...new Set(raws.flatMap((raw) => linkedIds(raw, 'contacts').slice(0, 1)))];
	const persons = await client.inChunks(ids, batchMax, (chunk) => batchRead('contacts', chunk, contactProperties), resultsOf);
	const byId = new Map(persons.map((person) => [String(person.id), person]));
	for (const raw of raws) raw.contact = byId.get(linkedIds(raw, 'contacts')[0]);
}

export const leads = () => hubSpotObject({
	type: 'leads',
	label: 'Lead record (Sales Hub Professional)',
	fields: [
		property('fullName', 'Lead Name', 'hs_lead_name', 'text', { required: true }),
		...contactFields,
		property('status', 'Lead Stage', 'hs_pipeline_stage', 'choice'),
		owner,
	],
	matchKeys: ['externalId'],
	complete: completePersons,
	beforeCreate: linkContacts,
});
