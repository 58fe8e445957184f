import type { IDataObject } from 'n8n-workflow';
import { idOrThrow, people, relate, stored, throwRefusal, type CrmClient, type Raw, type WriteRow } from '../../shared/kit';
import { batchCreate, batchMax, batchRead, batchUpdate, resultsOf, settleById, settleCreate, type Body } from '../api';
import { associations } from '../associations';
import { hubSpotObject } from '../object';
import { contacts, person } from './contacts';

const columns = stored('', person).map(({ read }) => read);
type LeadBody = Body & { contact?: { properties: IDataObject } };
const anyContact = contacts();

/** A lead must be made with a link to a contact (contract section 2): found by e-mail or made. An update goes to the contact it has. */
async function writeContacts(rows: WriteRow[], client: CrmClient): Promise<void> {
	const known = rows.filter(({ id, body, current }) => id && body.contact && current?.contact);
	const changed = known.map(({ body, current }) => ({ id: String((current!.contact as Raw).id), ...(body as LeadBody).contact }));
	if (changed.length) throwRefusal(settleById(await client.send(batchUpdate('contacts', changed)), changed));
	const open = rows.filter(({ id }) => !id).map(({ body }) => body as LeadBody).filter(({ contact, links }) => contact && !links);
	const emailOf = ({ contact }: LeadBody) => ({ email: contact?.properties.email });
	const create = async (strangers: LeadBody[]) =>
		settleCreate(await client.send(batchCreate('contacts', strangers.map(({ contact }) => contact!))), strangers);
	const found = await relate(open, people(anyContact, client, emailOf, create), client);
	// The engine sends the halves again when one is refused: none may be made twice.
	open.forEach((body, at) => typeof found[at] === 'string' && (body.links = { contacts: [found[at]] }));
	found.forEach(idOrThrow);
}

/** Shows a lead with the person it is about. */
async function completePersons(raws: Raw[], client: CrmClient): Promise<void> {
	await associations.completing('leads', ['contacts'])(raws, client);
	const ids = [...new Set(raws.flatMap((raw) => associations.of(raw, 'contacts').slice(0, 1)))];
	const found = await client.inChunks(ids, batchMax, (chunk) => batchRead('contacts', chunk, columns), resultsOf);
	const persons = new Map(found.map((one) => [String(one.id), one]));
	for (const raw of raws) raw.contact = persons.get(associations.of(raw, 'contacts')[0]);
}

const leadName = { name: 'hs_lead_name', label: 'Lead Name', required: true };
export const leads = hubSpotObject({
	type: 'leads', label: 'Lead Record (Sales Hub Professional)',
	stored: { fullName: leadName, status: { name: 'hs_pipeline_stage', label: 'Lead Stage' } },
	// The person lives on the lead's contact: read and written there, under `contact`.
	others: stored('contact.properties.', person), complete: completePersons, before: writeContacts,
});
