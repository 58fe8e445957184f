import type { IDataObject } from 'n8n-workflow';
import { throwRefusal } from '../../shared/http/failure';
import { idOrThrow, relate } from '../../shared/run/relate';
import type { CrmClient, Raw, WriteRow } from '../../shared/types';
import { batchCreate, batchMax, batchRead, batchUpdate, propertyOf, resultsOf, settleById, settleCreate, type Body } from '../api';
import { completeLinks, linkedIds } from '../associations';
import { hubSpotObject, owner, properties } from '../object';
import { person } from './contacts';

/** The person lives on the lead's contact: read and written there, under `contact`. */
const contactFields = person.map((field) => ({ ...field, read: `contact.${field.read}`, write: `contact.${field.write}` }));
const columns = [...person.map(({ read }) => read.slice('properties.'.length)), 'hs_additional_emails'];
type LeadBody = Body & { contact?: { properties: IDataObject } };
const emailsOf = (raw: Raw) => [propertyOf(raw, 'email'), ...propertyOf(raw, 'hs_additional_emails').split(';')].map((one) => one.toLowerCase());
/** A lead must be made with a link to a contact (contract section 2): found by e-mail or made. An update goes to the contact it has. */
async function writeContacts(rows: WriteRow[], client: CrmClient): Promise<void> {
	const known = rows.filter(({ id, body, current }) => id && body.contact && current?.contact);
	const changed = known.map(({ body, current }) => ({ id: String((current!.contact as Raw).id), ...(body as LeadBody).contact }));
	if (changed.length) throwRefusal(settleById(await client.send(batchUpdate('contacts', changed)), changed));
	const open = rows.filter(({ id }) => !id).map(({ body }) => body as LeadBody).filter(({ contact, links }) => contact && !links);
	const found = await relate(open, {
		kind: 'contacts',
		keyOf: ({ contact }) => String(contact?.properties.email ?? '').toLowerCase() || null,
		find: async (emails) => {
			const raws = await client.inChunks(emails, batchMax, (some) => batchRead('contacts', some, columns, 'email'), resultsOf);
			return new Map(raws.flatMap((raw) => emailsOf(raw).map((email) => [email, String(raw.id)])));
		},
		create: async (strangers) => {
			const made = strangers.map(({ contact }) => ({ body: { properties: contact!.properties } }));
			return settleCreate(await client.send(batchCreate('contacts', made)), made);
		},
		idOf: ({ id }) => String(id),
	}, client);
	// The engine sends the halves again when one is refused: none may be made twice.
	open.forEach((body, at) => typeof found[at] === 'string' && (body.links = { contacts: [found[at]] }));
	found.forEach(idOrThrow);
}
/** Shows a lead with the person it is about. */
async function completePersons(raws: Raw[], client: CrmClient): Promise<void> {
	await completeLinks('leads', ['contacts'])(raws, client);
	const ids = [...new Set(raws.flatMap((raw) => linkedIds(raw, 'contacts').slice(0, 1)))];
	const found = await client.inChunks(ids, batchMax, (chunk) => batchRead('contacts', chunk, columns), resultsOf);
	const persons = new Map(found.map((one) => [String(one.id), one]));
	for (const raw of raws) raw.contact = persons.get(linkedIds(raw, 'contacts')[0]);
}

export const leads = hubSpotObject({
	type: 'leads',
	label: 'Lead Record (Sales Hub Professional)',
	fields: [...properties({ fullName: { name: 'hs_lead_name', label: 'Lead Name', required: true }, status: { name: 'hs_pipeline_stage', label: 'Lead Stage' }, ...owner }), ...contactFields],
	complete: completePersons,
	before: writeContacts,
});
