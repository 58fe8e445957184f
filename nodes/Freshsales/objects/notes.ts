import { refusal } from '../../shared/http/failure';
import { path } from '../../shared/http/path';
import { stored } from '../../shared/map/fields';
import type { IDataObject } from 'n8n-workflow';
import type { Raw, Single, VendorObject, WriteRow } from '../../shared/types';
import { bodyOf, removeFrom } from '../api';
import { created } from './contacts';

/** What a note can hang on: our word, Freshsales' type, and its place in paths. */
const parents: Record<string, [type: string, plural: string]> = { contact: ['Contact', 'contacts'], company: ['SalesAccount', 'sales_accounts'], deal: ['Deal', 'deals'] };
const choices = [{ label: 'Account', value: 'company' }, { label: 'Contact, Customer or Lead', value: 'contact' }, { label: 'Deal', value: 'deal' }];
const targetOf = ({ targetables }: Raw) => ((targetables ?? []) as IDataObject[])[0];
const unreadable = { unsupported: 'Freshsales shows notes with their record and has no call that reads one by its ID' };

const create: Single<WriteRow> = {
	request: ({ body: { parent = 'contact', ...note } }) => ({ method: 'POST', path: '/notes', body: { note: { ...note, targetable_type: parents[String(parent)]?.[0] ?? 'Contact' } } }),
	read: (response) => bodyOf(response).note as Raw,
};

export const notes: VendorObject = {
	id: 'notes', label: 'Note',
	fields: [
		...stored('', { body: { name: 'description', label: 'Note', required: true } }),
		{ key: 'parentId', label: 'Record of the Note', kind: 'reference', target: 'contact', required: true, hint: 'The contact; for an account or a deal set Belongs To and give its ID', read: (raw) => targetOf(raw)?.id, write: 'targetable_id' },
		{ key: 'parentResource', label: 'Belongs To', kind: 'choice', choices, read: (raw) => Object.keys(parents).find((word) => parents[word][0] === targetOf(raw)?.type), write: 'parent' },
		...created,
	],
	create,
	update: unreadable,
	get: unreadable,
	remove: removeFrom('notes'),
	search: {
		filters: ['parentId', 'parentResource'],
		request: ({ where }, { page = 1 }) => {
			const given = (key: string) => where.find(({ field, operator }) => field === key && operator === 'equals')?.value;
			const [, plural] = parents[given('parentResource') ?? 'contact'] ?? parents.contact;
			const id = given('parentId');
			if (!id) throw refusal('Freshsales lists notes of one record only', 'Give the ID of the contact under Filters > Parent ID; for an account or a deal set Parent Resource to company or deal.');
			return { method: 'GET', path: path`/${plural}/${id}/notes`, query: { page: Number(page), per_page: 100 } };
		},
		read: (response) => (bodyOf(response).notes ?? []) as Raw[],
		next: (_response, { page = 1 }, rows) => (rows.length ? { page: Number(page) + 1 } : null),
		mustSortLocally: () => true,
		recheck: { text: true },
	},
	poll: { unsupported: 'Freshsales has no list of all notes' },
};
