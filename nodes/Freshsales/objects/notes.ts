import type { IDataObject } from 'n8n-workflow';
import { bodyOf, path, refusal, rest, stored, type Raw, type Search, type VendorObject } from '../../shared/rest';
import { targetOf } from './appointments';
import { stamps } from './people';

/** What a note can hang on: our word, the vendor's, and where such records are. */
const parents = [
	{ value: 'company', label: 'Account', type: 'SalesAccount', plural: 'sales_accounts' },
	{ value: 'contact', label: 'Contact, Customer or Lead', type: 'Contact', plural: 'contacts' },
	{ value: 'deal', label: 'Deal', type: 'Deal', plural: 'deals' },
];
function parentOf(word: unknown) {
	const parent = parents.find(({ value }) => value === word);
	if (parent) return parent;
	throw refusal(`Freshsales has no notes of a ${String(word)}`, `Choose one of: ${parents.map(({ value }) => value).join(', ')}.`);
}
/** A new text alone leaves the note where it is. */
const wrap = ({ parent = 'contact', ...note }: IDataObject) =>
	({ note: note.targetable_id ? { ...note, targetable_type: parentOf(parent).type } : note });

/** The notes of one record: there is no list of all (contract section 3). */
const search: Search = {
	filters: ['parentId', 'parentResource'],
	request: ({ where }, { page = 1 }) => {
		const valueOf = (key: string) => where.find(({ field, operator }) => field === key && operator === 'equals')?.value;
		const [id, word = 'contact'] = ['parentId', 'parentResource'].map(valueOf);
		if (id) return { method: 'GET', path: path`/${parentOf(word).plural}/${id}/notes`, query: { page, per_page: 100 } };
		throw refusal('Freshsales lists the notes of one record only', 'Filter by parentId; for an account or a deal also by parentResource.');
	},
	read: (response) => (bodyOf(response).notes ?? []) as Raw[],
	next: (response, { page = 1 }) => {
		const { total_pages: last } = (bodyOf(response).meta ?? {}) as IDataObject;
		return Number(last) > Number(page) ? { page: Number(page) + 1 } : null;
	},
	mustSortLocally: () => true, recheck: { text: true },
};

export const notes: VendorObject = {
	id: 'notes', label: 'Note',
	fields: [
		...stored('', { body: { name: 'description', label: 'Note', required: true } }),
		{
			key: 'parentId', label: 'Record of the Note', kind: 'reference', target: 'contact', required: true,
			read: (raw) => targetOf(raw)?.id, write: 'targetable_id', hint: 'The contact; for an account or a deal set Belongs To and give its ID',
		},
		{
			key: 'parentResource', label: 'Belongs To', kind: 'choice', choices: parents,
			read: (raw) => parents.find(({ type }) => type === targetOf(raw)?.type)?.value, write: 'parent',
		},
		...stamps,
	],
	...rest({ at: '/notes', wrap, read: (response) => bodyOf(response).note as Raw }),
	get: { unsupported: 'Freshsales shows notes with their record and has no call that reads one by its ID' },
	search,
	poll: { unsupported: 'Freshsales has no list of all notes' },
};
