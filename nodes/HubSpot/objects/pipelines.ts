import { statusGroup } from '../../shared/kit';
import { propertyOf } from '../api';
import { company, contact, customer } from '../associations';
import { hubSpotObject } from '../object';

const links = ['contacts', 'companies'];
const pipelineField = (name: string) => ({ name, kind: 'reference', target: 'pipeline' }) as const;
const stageField = (name: string, label: string) => ({ name, label, kind: 'reference', target: 'stage' }) as const;
/** By whether a deal is closed, and whether it is won. */
const outcomes = { 'true true': 'won', 'true false': 'lost', 'false false': 'open' };
const outcome = statusGroup((raw) => `${propertyOf(raw, 'hs_is_closed')} ${propertyOf(raw, 'hs_is_closed_won')}`, outcomes);

export const deals = hubSpotObject({
	type: 'deals', label: 'Deal', links, others: [outcome, contact, company], extra: ['hs_is_closed', 'hs_is_closed_won'],
	stored: {
		name: { name: 'dealname', label: 'Deal Name', required: true }, amount: 'amount', currency: 'deal_currency_code',
		closeDate: 'closedate', pipeline: pipelineField('pipeline'), stage: stageField('dealstage', 'Deal Stage'),
		notes: { name: 'description', label: 'Description' },
	},
	shown: { status: { name: 'dealstage', label: 'Deal Stage' }, probability: 'hs_deal_stage_probability' },
	natural: { label: 'Contact and Deal Name', parts: ['contactId', 'name'] },
});

export const tickets = hubSpotObject({
	type: 'tickets', label: 'Ticket', links, others: [contact, customer, company],
	stored: {
		title: { name: 'subject', label: 'Ticket Name', required: true }, notes: { name: 'content', label: 'Description' },
		pipeline: pipelineField('hs_pipeline'), stage: stageField('hs_pipeline_stage', 'Ticket Status'),
	},
	shown: { status: { name: 'hs_pipeline_stage', label: 'Ticket Status' } },
	natural: { label: 'Contact and Ticket Name', parts: ['contactId|customerId', 'title'] },
});
