import { bodyOf, insteadOf, pageIn, path, shown, statusGroup, stored, type CrmClient, type Raw, type WriteRow } from '../../shared/kit';
import { deals, lookupBy, save } from '../api';
import { objectOf } from '../object';
import { dealEntries } from '../settings';
import { owner, stamps } from './people';

const contactOf = (raw: Raw | undefined): Raw | undefined => ((raw?.contacts ?? []) as Raw[])[0];
const forecastOf = (raw: Raw) => dealEntries.of(raw, 'deal_stage_id')?.forecast_type;
/** Contacts are added and taken off by lists (contract section 3). */
async function write({ id, body: { contact_id: contactId, ...body }, current }: WriteRow, client: CrmClient): Promise<Raw> {
	const held = contactOf(current)?.id;
	const gone = contactId !== undefined && held && String(held) !== contactId ? [held] : [];
	const links = { contacts_added_list: contactId ? [Number(contactId)] : [], contacts_removed_list: gone };
	const raw = await save(deals, { id, body: { ...body, ...(contactId === undefined ? {} : links) } }, client);
	return contactId && !raw.contacts ? { ...raw, contacts: [{ id: contactId }] } : raw;
}
/** A contact's deals are told at once; an account's are found by their name, behind the index (section 4). */
async function find([[person, name]]: string[][], client: CrmClient): Promise<Raw[]> {
	const asked = client.send({ method: 'GET', path: path`/contacts/${person}`, query: { include: 'deals' } });
	const answer = await asked.then(bodyOf).catch(insteadOf('notFound', () => null));
	if (!answer) return await lookupBy(deals, 'name').find([name], client);
	return ((answer.deals ?? []) as Raw[]).map((raw) => ({ ...raw, contacts: [answer.contact as Raw] }));
}
/** Names of deals are not unique: Freshsales' upsert by name could change somebody else's deal and is not used. */
export const deal = objectOf(deals, {
	label: 'Deal', write, filters: ['name', 'stage', 'pipeline', 'companyId', 'owner'],
	fields: [
		...stored('', {
			name: { name: 'name', label: 'Deal Name', required: true }, amount: { name: 'amount', label: 'Deal Value' },
			closeDate: { name: 'expected_close', label: 'Expected Close Date' },
			pipeline: { name: 'deal_pipeline_id', kind: 'reference', target: 'pipeline' },
			stage: { name: 'deal_stage_id', label: 'Deal Stage', kind: 'reference', target: 'stage' },
			companyId: { name: 'sales_account_id', label: 'Account', target: 'customer.sales_accounts' }, ...owner,
		}),
		{
			key: 'contactId', label: 'Contact', kind: 'reference', target: 'contact', hint: 'Lists of deals do not tell it; Get does',
			read: (raw) => contactOf(raw)?.id, write: (value, body) => void (body.contact_id = value as string),
		},
		{ key: 'status', label: 'Deal Stage', kind: 'text', read: dealEntries.nameIn('deal_stage_id') },
		statusGroup(forecastOf, { Open: 'open', 'Closed Won': 'won', 'Closed Lost': 'lost' }),
		...shown('', { probability: 'probability' }), ...stamps, pageIn('/deals'),
	],
	match: { natural: { label: 'Contact or Account, and Name', parts: ['contactId|companyId', 'name'], max: 1, find } },
});
