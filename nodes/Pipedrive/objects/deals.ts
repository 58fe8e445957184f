import { refusal, shown, statusGroup, stored, type Raw } from '../../shared/kit';
import { byField, byLinks } from '../find';
import { entity, link, organization, owner, tags } from '../object';

const statuses = ['open', 'won', 'lost'].map((value) => ({ label: value[0].toUpperCase() + value.slice(1), value }));
const byParty = byLinks('deals', 'person_id', 'org_id');
export const deals = entity({
	kind: 'deals', label: 'Deal', page: 'deal', texts: 'title',
	filters: { owner: 'owner_id', contactId: 'person_id', companyId: 'org_id', stage: 'stage_id', pipeline: 'pipeline_id', status: 'status' },
	fields: [
		...stored('', {
			name: { name: 'title', label: 'Title', required: true }, amount: { name: 'value', label: 'Value' }, currency: 'currency',
			closeDate: { name: 'expected_close_date', label: 'Expected Close Date' }, status: { name: 'status', choices: statuses },
		}),
		...shown('', { probability: 'probability' }), statusGroup('status', { open: 'open', won: 'won', lost: 'lost' }),
		link('contactId', 'Person', 'contact', 'person_id'), organization, link('pipeline', 'Pipeline', 'pipeline', 'pipeline_id'),
		link('stage', 'Stage', 'stage', 'stage_id'), owner, tags,
	],
	match: {
		field: byField('deals'), natural: { label: 'Person or Organization, and Title', parts: ['contactId|companyId', 'name'], ...byParty },
	},
});

/** What a note can hang on, and the name of the link. */
const parents: Record<string, string> = { contact: 'person_id', company: 'org_id', deal: 'deal_id', lead: 'lead_id' };
const words = { Deal: 'deal', Lead: 'lead', Organization: 'company', Person: 'contact' };
const choices = Object.entries(words).map(([label, value]) => ({ label, value }));
const parentOf = (raw: Raw | undefined) => Object.keys(parents).find((word) => raw?.[parents[word]]) ?? '';
export const notes = entity({
	kind: 'notes', label: 'Note', filters: {}, extras: {},
	fields: [
		...stored('', { body: { name: 'content', label: 'Content (HTML)', required: true } }), ...shown('', { author: 'user.name' }),
		{ key: 'parentResource', label: 'Belongs To', kind: 'choice', required: true, choices, read: parentOf, write: 'parent' },
		{
			key: 'parentId', label: 'Record of the Note', kind: 'reference', target: 'contact', required: true,
			read: (raw) => raw[parents[parentOf(raw)]], write: 'parent_id',
		},
	],
	match: {
		natural: {
			label: 'Record and Text', parts: ['parentId', 'parentResource', 'body'], max: 1,
			find: async ([[id, word]], ...context) => await byLinks('notes', parents[word] ?? 'person_id').find([[id]], ...context),
		},
	},
	bodyOf: ({ current, body: { parent = parentOf(current), parent_id: parentId, ...body } }) => {
		const name = parents[String(parent)];
		const offered = Object.keys(parents).join(', ');
		if (parentId && !name) throw refusal(`Pipedrive has no notes of a ${String(parent)}`, `Choose one of: ${offered}.`);
		return parentId ? { ...body, [name]: name === 'lead_id' ? parentId : Number(parentId) } : body;
	},
});
