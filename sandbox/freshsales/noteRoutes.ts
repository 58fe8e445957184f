import { notFound } from './errors';
import { unwrapped } from './formWriter';
import { pageOf } from './lists';
import { deleted, found } from './moduleRoutes';
import type { Module } from './modules';
import { createNote, updateNote } from './notes';
import { presentNote } from './present';
import type { FormRow, Note } from './records';
import { Answer, type Api, type Call, idOf, route } from './router';

const WRAPPER = 'note';

/** Notes are read through what they hang on; a single one cannot be read (live). */
export function addNotes(api: Api): void {
	route(api, 'POST', '/notes', (call) => {
		const note = createNote(call.account, call.user, unwrapped(call.body, WRAPPER));
		return new Answer(call.account.settings.createStatus ?? 200, { [WRAPPER]: presentNote(call.account, note) });
	});
	route(api, 'PUT', '/notes/:id', (call) => {
		const note = updateNote(call.account, foundNote(call), unwrapped(call.body, WRAPPER));
		return { [WRAPPER]: presentNote(call.account, note) };
	});
	route(api, 'DELETE', '/notes/:id', (call) => {
		call.account.notes.forget(foundNote(call).id);
		return deleted(call);
	});
}

/** The notes of a record, newest first. */
export function addNotesOf<Kind extends FormRow>(api: Api, module: Module<Kind>): void {
	route(api, 'GET', `/${module.plural}/:id/notes`, (call) => {
		const { account } = call;
		const { id } = found(call, module);
		const notes = account.notes.live().filter(({ target }) => target.type === module.model && target.id === id);
		const { items, meta } = pageOf(call, notes.toReversed());
		return { notes: items.map((note) => presentNote(account, note)), meta };
	});
}

function foundNote(call: Call): Note {
	const note = call.account.notes.get(idOf(call));
	if (!note) throw notFound('note');
	return note;
}
