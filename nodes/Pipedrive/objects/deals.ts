import { statusGroup, stored } from '../../shared/map/fields';
import { findAll } from '../../shared/run/findAll';
import { readAll } from '../api';
import { byField, entity, lists, valuesMax, waysOf } from '../object';
import { labels, link, owner } from './shared';

const statuses = ['open', 'won', 'lost'].map((value) => ({ label: value[0].toUpperCase() + value.slice(1), value }));
export const deals = entity({
	kind: 'deals', label: 'Deal', page: 'deal', texts: 'title',
	filters: { owner: 'owner_id', contactId: 'person_id', companyId: 'org_id', stage: 'stage_id', pipeline: 'pipeline_id', status: 'status' },
	fields: [
		...stored('', {
			name: { name: 'title', label: 'Title', required: true }, amount: { name: 'value', label: 'Value' }, currency: 'currency',
			closeDate: { name: 'expected_close_date', label: 'Expected Close Date' }, status: { name: 'status', choices: statuses },
		}),
		statusGroup('status', { open: 'open', won: 'won', lost: 'lost' }), { key: 'probability', label: 'Probability', kind: 'number', read: 'probability' },
		link('contactId', 'Person', 'contact', 'person_id'), link('companyId', 'Organization', 'customer.organizations', 'org_id'),
		link('pipeline', 'Pipeline', 'pipeline', 'pipeline_id'), link('stage', 'Stage', 'stage', 'stage_id'), owner, labels,
	],
	match: {
		field: byField('deals'),
		natural: {
			label: 'Person or Organization, and Title', parts: ['contactId|companyId', 'name'], max: valuesMax,
			find: async (values, client) => {
				const links = ['person_id', 'org_id'];
				const find = async (id: string) => (await Promise.all(links.map(async (name) => await readAll(lists.deals, { [name]: id }, client)))).flat();
				const ways = waysOf(lists.deals, { keysOf: (raw) => links.map((name) => raw[name]) });
				return await findAll([...new Set(values.map(([id]) => id))], { ...ways, lookUp: { cost: 20, find } }, client);
			},
		},
	},
});
