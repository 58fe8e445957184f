import { statusGroup } from '../../shared/map/fields';
import { propertyOf } from '../api';
import { company, link } from '../associations';
import { hubSpotObject, owner, properties, readOnly } from '../object';

const contact = link('contactId', 'Contact', 'contact', 'contacts');
const outcomes: Record<string, string> = { 'true true': 'won', 'true false': 'lost', 'false false': 'open' };
const common = { links: ['contacts', 'companies'] };

export const deals = hubSpotObject({
	...common,
	type: 'deals',
	label: 'Deal',
	fields: [
		...properties({
			name: { name: 'dealname', label: 'Deal Name', required: true }, amount: 'amount', currency: 'deal_currency_code', closeDate: 'closedate',
			pipeline: { name: 'pipeline', kind: 'reference', target: 'pipeline' }, stage: { name: 'dealstage', label: 'Deal Stage', kind: 'reference', target: 'stage' }, notes: { name: 'description', label: 'Description' }, ...owner,
		}),
		...readOnly({ status: { name: 'dealstage', label: 'Deal Stage' }, probability: 'hs_deal_stage_probability' }),
		statusGroup((raw) => `${propertyOf(raw, 'hs_is_closed')} ${propertyOf(raw, 'hs_is_closed_won')}`, outcomes),
		contact, company,
	],
	extra: ['hs_is_closed', 'hs_is_closed_won'],
	natural: { label: 'Contact and Deal Name', parts: ['contactId', 'name'], parent: 'contacts' },
});

export const tickets = hubSpotObject({
	...common,
	type: 'tickets',
	label: 'Ticket',
	fields: [
		...properties({
			title: { name: 'subject', label: 'Ticket Name', required: true }, notes: { name: 'content', label: 'Description' },
			pipeline: { name: 'hs_pipeline', kind: 'reference', target: 'pipeline' }, stage: { name: 'hs_pipeline_stage', label: 'Ticket Status', kind: 'reference', target: 'stage' }, ...owner,
		}),
		...readOnly({ status: { name: 'hs_pipeline_stage', label: 'Ticket Status' } }),
		contact, link('customerId', 'Customer', 'customer', 'contacts'), company,
	],
	natural: { label: 'Contact and Ticket Name', parts: ['contactId|customerId', 'title'], parent: 'contacts' },
});
