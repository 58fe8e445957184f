import { refusal } from '../../shared/http/failure';
import { shown, stored } from '../../shared/map/fields';
import { findAll } from '../../shared/run/findAll';
import type { Raw } from '../../shared/types';
import { readAll } from '../api';
import { entity, lists, valuesMax, waysOf } from '../object';

/** What a note can hang on, and the name of the link. */
const parents: Record<string, string> = { contact: 'person_id', company: 'org_id', deal: 'deal_id', lead: 'lead_id' };
const parentOf = (raw: Raw) => Object.keys(parents).find((word) => raw[parents[word]]);
export const notes = entity({
	kind: 'notes', label: 'Note', filters: {},
	fields: [
		...stored('', { body: { name: 'content', label: 'Content (HTML)', required: true } }), ...shown('', { author: 'user.name' }),
		{
			key: 'parentResource', label: 'Belongs To', kind: 'choice', required: true, read: parentOf, write: 'parent',
			choices: [{ label: 'Deal', value: 'deal' }, { label: 'Lead', value: 'lead' }, { label: 'Organization', value: 'company' }, { label: 'Person', value: 'contact' }],
		},
		{ key: 'parentId', label: 'Record of the Note', kind: 'reference', target: 'contact', required: true, read: (raw) => raw[parents[parentOf(raw) ?? '']], write: 'parent_id' },
	],
	extras: {},
	match: {
		natural: {
			label: 'Record and Text', parts: ['parentId', 'parentResource', 'body'], max: valuesMax,
			find: async (values, client) => {
				const find = async (key: string) => await readAll(lists.notes, { [parents[key.split(' ')[1]] ?? 'person_id']: key.split(' ')[0] }, client);
				const ways = waysOf(lists.notes, { keysOf: (raw) => [`${String(raw[parents[parentOf(raw) ?? '']])} ${parentOf(raw)}`] });
				return await findAll([...new Set(values.map(([id, word]) => `${id} ${word}`))], { ...ways, lookUp: { cost: 20, find } }, client);
			},
		},
	},
	bodyOf: ({ current, body: { parent, parent_id: parentId, ...body } }) => {
		const word = String(parent ?? parentOf(current ?? {}));
		if (parentId && !parents[word]) throw refusal(`A note cannot belong to a ${word} in Pipedrive`, `Set Belongs To to one of: ${Object.keys(parents).join(', ')}.`);
		return parentId ? { ...body, [parents[word]]: word === 'lead' ? parentId : Number(parentId) } : body;
	},
});
