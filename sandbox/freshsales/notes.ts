import { Problems } from './errors';
import type { RecordBody } from './formWriter';
import type { FreshsalesAccount } from './freshsalesAccount';
import type { User } from './portal';
import type { Note } from './records';
import { readTarget } from './targets';

/** Always a new one; notes have no key to match (contract 3). */
export function createNote(account: FreshsalesAccount, user: User, body: RecordBody): Note {
	const problems = new Problems();
	const description = String(body.description ?? '').trim();
	const target = readTarget(account, body, problems);
	if (description === '') problems.add('description', "Description can't be empty");
	if (body.targetable_id == null) problems.add('targetable_id', "Targetable can't be blank");
	problems.check();
	account.touch(target!);
	return account.notes.save({ ...account.newRow(user.id), description, target: target! });
}

export function updateNote(account: FreshsalesAccount, note: Note, body: RecordBody): Note {
	const problems = new Problems();
	const description = 'description' in body ? String(body.description ?? '').trim() : note.description;
	if (description === '') problems.add('description', "Description can't be empty");
	problems.check();
	return account.notes.save({ ...note, description, updatedAt: account.clock.now() });
}
