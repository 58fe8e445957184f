import type { IDataObject } from 'n8n-workflow';
import { link } from '../associations';
import { hubSpotObject, owner, property, readOnly } from '../object';

const contact = { key: 'contactId', label: 'Contact', kind: 'reference' as const, target: 'contact', ...link('contacts') };
const company = { key: 'companyId', label: 'Company', kind: 'reference' as const, target: 'company', ...link('companies') };
const isTrue = (properties: unknown, name: string) => (properties as IDataObject | undefined)?.[name] === 'true';

export const deals = () => hubSpotObject({
	type: 'deals',
	label: 'Deal',
	fields: [
		property('name', 'Deal Name', 'dealname', 'text', { required: true }),
		property('amount', 'Amount', 'amount', 'number'),
		property('currency', 'Currency', 'deal_currency_code'),
		property('closeDate', 'Close Date', 'closedate', 'date'),
		property('pipeline', 'Pipeline', 'pipeline', 'reference', { target: 'pipeline' }),
		property('stage', 'Deal Stage', 'dealstage', 'reference', { target: 'stage' }),
		readOnly('status', 'Deal Stage', 'dealstage'),
		readOnly('probability', 'Deal Probability', 'hs_deal_stage_probability', 'number'),
		{ key: 'statusGroup', label: 'Status Group', kind: 'text', read: ({ properties }) => (isTrue(properties, 'hs_is_closed_won') ? 'won' : isTrue(properties, 'hs_is_closed') ? 'lost' : 'open') },
		property('notes', 'Deal Description', 'description', 'longText'),
		contact,
		company,
		owner,
	],
	extra: ['hs_is_closed', 'hs_is_closed_won'],
	links: ['contacts', 'companies'],
	matchKeys: ['externalId', 'natural'],
	natural: { label: 'Contact and Deal Name', parts: ['contactId', 'name'], parent: 'contacts' },
});

export const tickets = () => hubSpotObject({
	type: 'tickets',
	label: 'Ticket',
	fields: [
		property('title', 'Ticket Name', 'subject', 'text', { required: true }),
		property('notes', 'Ticket Description', 'content', 'longText'),
		property('pipeline', 'Pipeline', 'hs_pipeline', 'reference', { target: 'pipeline' }),
		property('stage', 'Ticket Status', 'hs_pipeline_stage', 'reference', { target: 'stage' }),
		readOnly('status', 'Ticket Status', 'hs_pipeline_stage'),
		contact,
		{ ...contact, key: 'customerId', label: 'Customer', target: 'customer' },
		company,
		owner,
	],
	links: ['contacts', 'companies'],
	matchKeys: ['externalId', 'natural'],
	natural: { label: 'Contact and Ticket Name', parts: ['contactId|customerId', 'title'], parent: 'contacts' },
});
