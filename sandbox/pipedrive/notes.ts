import type { Caller } from './access';
import { v1Invalid } from './errors';
import type { PipedriveAccount } from './pipedriveAccount';
import type { Kind, StoredRecord, Values } from './records';
import type { Body } from './router';
import { sanitized } from './sanitize';
import { plainInstantOf, plainStamp } from './stamps';

/** What a note can be about, by the key of its body. */
export const PARENTS: Readonly<Record<string, Kind>> = {
	lead_id: 'leads',
	deal_id: 'deals',
	person_id: 'persons',
	org_id: 'organizations',
};

const PINS = ['lead', 'deal', 'organization', 'person', 'project'].map((name) => `pinned_to_${name}_flag`);

/** A note from a body, not yet kept. v1 takes numbers as text, too. */
export function draftNote(account: PipedriveAccount, caller: Caller, body: Body): StoredRecord {
	if (typeof body.content !== 'string' || body.content.trim() === '') throw v1Invalid('Note content must be provided');
	const blank = Object.fromEntries([
		...Object.keys(PARENTS).map((key) => [key, null]),
		...PINS.map((pin) => [pin, false]),
	]) as Values;
	const own = { user_id: caller.user.id, last_update_user_id: null };
	const draft = account.draft('notes', { ...blank, ...own, ...changeOf(account, body) });
	assertParent(draft.values);
	const addTime = body.add_time === undefined ? draft.addTime : plainInstantOf(body.add_time);
	if (addTime === undefined) throw v1Invalid('Invalid add_time');
	return { ...draft, addTime };
}

export function updateNote(account: PipedriveAccount, caller: Caller, note: StoredRecord, body: Body): StoredRecord {
	const values = { ...note.values, ...changeOf(account, body), last_update_user_id: caller.user.id };
	assertParent(values);
	return account.save('notes', { ...note, values, updateTime: account.clock.now() });
}

export function presentNote(account: PipedriveAccount, { id, addTime, updateTime, values }: StoredRecord): Values {
	const author = account.user(values.user_id);
	const titleOf = (kind: Kind, parent: unknown, name: string) => {
		const record = account.records(kind).get(parent);
		return record ? { [name]: record.values[name] } : null;
	};
	return {
		id,
		active_flag: true,
		...values,
		add_time: plainStamp(addTime),
		update_time: plainStamp(updateTime),
		deal: titleOf('deals', values.deal_id, 'title'),
		person: titleOf('persons', values.person_id, 'name'),
		organization: titleOf('organizations', values.org_id, 'name'),
		user: { email: author?.email, icon_url: null, is_you: author?.isAdmin ?? false, name: author?.name },
	};
}

function changeOf(account: PipedriveAccount, body: Body): Values {
	const change: Record<string, unknown> = {};
	if (body.content !== undefined) change.content = sanitized(String(body.content));
	for (const [key, kind] of Object.entries(PARENTS)) {
		const id = body[key];
		if (id === undefined) continue;
		change[key] = id === null || kind === 'leads' ? id : Number(id);
		if (id !== null && !account.records(kind).living(change[key])) throw v1Invalid(`Invalid ${key}`);
	}
	for (const pin of PINS) if (body[pin] !== undefined) change[pin] = Number(body[pin]) === 1;
	return change;
}

function assertParent(values: Values): void {
	if (Object.keys(PARENTS).every((key) => values[key] === null)) {
		throw v1Invalid(`One of ${Object.keys(PARENTS).join(', ')} must be provided`);
	}
}
