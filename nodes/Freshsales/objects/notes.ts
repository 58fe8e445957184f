import type { IDataObject } from 'n8n-workflow';
import { bodyOf, Parents, path, refusal, rest, stored, type Raw, type Search, type VendorObject } from '../../shared/kit';
import { accounts, contacts, deals } from '../api';
import { targetOf } from './appointments';
import { stamps } from './people';

const parents = new Parents('Freshsales', {
	company: { label: 'Account', type: 'SalesAccount' }, contact: { label: 'Contact, Customer or Lead', type: 'Contact' },
	deal: { label: 'Deal', type: 'Deal' },
});
const modules: Record<string, { plural: string }> = { Contact: contacts, Deal: deals, SalesAccount: accounts };
/** A new text alone leaves the note where it is. */
const wrap = ({ parent = 'contact', ...note }: IDataObject) =>
	({ note: note.targetable_id ? { ...note, targetable_type: parents.typeOf(parent) } : note });
/** The notes of one record: there is no list of all (contract section 3). */
const search: Search = {
	filters: ['parentId', 'parentResource'],
	request: ({ where }, { page = 1 }) => {
		const given = new Map(where.filter(({ operator }) => operator === 'equals').map(({ field, value }) => [field, value]));
		const { plural } = modules[parents.typeOf(given.get('parentResource') ?? 'contact')];
		const id = given.get('parentId');
		if (id) return { method: 'GET', path: path`/${plural}/${id}/notes`, query: { page, per_page: 100 } };
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
	id: 'notes', label: 'Note', search,
	fields: [
		...stored('', { body: { name: 'description', label: 'Note', required: true } }),
		...parents.fields(targetOf, { id: 'targetable_id', word: 'parent' }), ...stamps,
	],
	...rest({ at: '/notes', wrap, read: (response) => bodyOf(response).note as Raw }),
	get: { unsupported: 'Freshsales shows notes with their record and has no call that reads one by its ID' },
	poll: { unsupported: 'Freshsales has no list of all notes' },
};
