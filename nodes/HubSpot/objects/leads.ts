import type { IDataObject } from 'n8n-workflow';
import { throwRefusal } from '../../shared/http/failure';
import type { CrmClient, Raw, WriteRow } from '../../shared/types';
import { batchCreate, batchMax, batchRead, batchUpdate, resultsOf, settleById, settleCreate, type Body } from '../api';
import { completeLinks, linkedIds } from '../associations';
import { hubSpotObject, owner, properties } from '../object';
import { person } from './contacts';

/** The person lives on the lead's contact: read and written there, under `contact`. */
const contactFields = person.map((field) => ({ ...field, read: `contact.${field.read}`, write: `contact.${field.write}` }));
const columns = [...person.map(({ read }) => read.slice('properties.'.length)), 'hs_additional_emails'];
type LeadBody = Body & { contact?: { properties: IDataObject } };

/** A lead must be made with a link to a contact (contract section 2): finds it by e-mail or makes it. An update goes to the contact it has. */
async function writeContacts(rows: WriteRow[], client: CrmClient): Promise<void> {
	const known = rows.filter(({ id, body, current }) => id && body.contact && current?.contact);
	const changed = known.map(({ body, current }) => ({ id: String((current!.contact as Raw).id), ...(body as LeadBody).contact }));
	if (changed.length) throwRefusal(settleById(await client.send(batchUpdate('contacts', changed)), changed));
	const open = rows.filter(({ id }) => !id).map(({ body }) => body as LeadBody).filter(({ contact, links }) => contact && !links);
	const emailOf = ({ contact }: LeadBody) => String(contact?.properties.email ?? '').toLowerCase();
	const found = await client.inChunks([...new Set(open.map(emailOf).filter(Boolean))], batchMax, (emails) => batchRead('contacts', emails, columns, 'email'), resultsOf);
	const addresses = ({ email, hs_additional_emails: more }: IDataObject) => [email, ...String(more ?? '').split(';')].map((one) => String(one).toLowerCase());
	const ids = new Map(found.flatMap((raw) => addresses(raw.properties as IDataObject).map((one) => [one, String(raw.id)])));
	const strangers = [...new Map(open.filter((body) => !ids.has(emailOf(body))).map((body, at) => [emailOf(body) || at, body])).values()];
	const made = strangers.map((body) => ({ body: { properties: body.contact!.properties } }));
	const results = made.length ? settleCreate(await client.send(batchCreate('contacts', made)), made) : [];
	for (const [at, result] of results.entries()) if ('raw' in result) ids.set(emailOf(strangers[at]), (strangers[at].links = { contacts: [String(result.raw.id)] }).contacts[0]);
	// Thrown when all others are kept: the engine sends the halves again, and none may be made twice.
	throwRefusal(results);
	for (const body of open) body.links ??= { contacts: [ids.get(emailOf(body))!] };
}

/** Shows a lead with the person it is about. */
async function completePersons(raws: Raw[], client: CrmClient): Promise<void> {
	await completeLinks('leads', ['contacts'])(raws, client);
	const ids = [...new Set(raws.flatMap((raw) => linkedIds(raw, 'contacts').slice(0, 1)))];
	const persons = new Map((await client.inChunks(ids, batchMax, (chunk) => batchRead('contacts', chunk, columns), resultsOf)).map((one) => [String(one.id), one]));
	for (const raw of raws) raw.contact = persons.get(linkedIds(raw, 'contacts')[0]);
}

export const leads = hubSpotObject({
	type: 'leads',
	label: 'Lead Record (Sales Hub Professional)',
	fields: [...properties({ fullName: { name: 'hs_lead_name', label: 'Lead Name', required: true }, status: { name: 'hs_pipeline_stage', label: 'Lead Stage' }, ...owner }), ...contactFields],
	complete: completePersons,
	before: writeContacts,
});
