import { v1Error } from './errors';
import { draftNote, PARENTS, presentNote, updateNote } from './notes';
import { offsetPage, type SortKey, sortedBy } from './offsetPages';
import { textOf, timeOf } from './query';
import type { StoredRecord } from './records';
import { type Api, type Call, route } from './router';

type One = { id: string };

const READ = ['deals:read', 'deals:full', 'contacts:read', 'contacts:full'];
const WRITE = ['deals:full', 'contacts:full'];

const SORTS: Readonly<Record<string, SortKey>> = {
	id: ({ id }) => id,
	add_time: ({ addTime }) => addTime,
	update_time: ({ updateTime }) => updateTime,
	content: ({ values }) => String(values.content),
};

/** Notes are v1 only, and PUT changes them (contract 3.6). */
export function registerNotes(api: Api): void {
	const endpoint = { version: 'v1', path: '/notes', scopes: READ } as const;
	const writing = { ...endpoint, scopes: WRITE };
	const one = '/notes/:id';

	route(api, { ...endpoint, method: 'GET', cost: 20 }, listNotes);

	route(api, { ...writing, method: 'POST', cost: 10 }, ({ account, caller, body }) => ({
		data: presentNote(account, account.save('notes', draftNote(account, caller, body))),
	}));

	route<One>(api, { ...endpoint, method: 'GET', path: one, cost: 2 }, (call) => ({
		data: presentNote(call.account, findNote(call)),
	}));

	route<One>(api, { ...writing, method: 'PUT', path: one, cost: 10 }, (call) => ({
		data: presentNote(call.account, updateNote(call.account, call.caller, findNote(call), call.body)),
	}));

	route<One>(api, { ...writing, method: 'DELETE', path: one, cost: 6 }, (call) => {
		call.account.delete('notes', findNote(call));
		return { data: true };
	});
}

function listNotes({ account, query }: Call): object {
	const since = timeOf(query, 'updated_since');
	const wanted = Object.keys(PARENTS).flatMap((key) => {
		const id = textOf(query, key);
		return id === undefined ? [] : [[key, id] as const];
	});
	const found = [...account.records('notes').all()].filter(
		({ deletedAt, updateTime, values }) =>
			deletedAt === null &&
			(since === undefined || updateTime >= since) &&
			wanted.every(([key, id]) => String(values[key]) === id),
	);
	const { items, paging } = offsetPage(query, sortedBy(query, found, SORTS));
	return { data: items.map((note) => presentNote(account, note)), additional_data: { pagination: paging } };
}

function findNote({ account, params }: Call<One>): StoredRecord {
	const note = account.records('notes').living(Number(params.id));
	if (!note) throw v1Error(404, 'Note not found', 'Object was not found.');
	return note;
}
